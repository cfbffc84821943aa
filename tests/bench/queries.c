/* SPDX-License-Identifier: ISC */
/* queries STORE COUNT FILE [LINES]: how soon the first lines of a list are there.
 *
 * STORE is filled with COUNT invented articles in six scripts, unless it has
 * that many.  Then each filter of FILE is asked on a connection of its own,
 * BENCH_RUNS times (3), of which the best counts: the first LINES rows (64), in
 * time and in time of the processor, the same again, and how many there are: how long
 * that takes, and the longest that a key would not be heard meanwhile. */
#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/store.h"

enum { WORDS = 20000, BATCH = 2000, QUERIES_MAX = 200, EVERY = 864 };
static const int64_t newest = 1735646400;	/* 2024-12-31, noon */

enum script { LATIN, GERMAN, CYRILLIC, JAPANESE, KOREAN, THAI };

struct generator {
	uint64_t random;
	enum script script;
	char word[WORDS][16];
};

static uint64_t
next(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15U;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
	return z ^ (z >> 31);
}

static size_t
below(struct generator *g, size_t limit)
{
	return (size_t)(next(&g->random) % limit);
}

/* The smaller the more frequent, as words of real text are. */
static size_t
rare(struct generator *g, size_t limit)
{
	double u = (double)(next(&g->random) >> 11) / 9007199254740992.0;

	return (size_t)((double)limit * u * u * u * u);
}

static void
invent_words(struct generator *g)
{
	static const char onsets[] = "bdfghjklmnprstvwz";
	static const struct { size_t at; const char *word; } known[] = {
		{ 0, "vora" }, { 60, "telin" }, { 17000, "kasoru" }
	};

	for (size_t i = 0; i < WORDS; i++) {
		size_t n = 0, syllables = 2 + below(g, 3);

		for (size_t k = 0; k < syllables; k++) {
			g->word[i][n++] = onsets[below(g, sizeof(onsets) - 1)];
			g->word[i][n++] = "aeiou"[below(g, 5)];
		}
		if (below(g, 2))
			g->word[i][n++] = "nrlst"[below(g, 5)];
	}
	for (size_t i = 0; i < COUNT(known); i++)
		snprintf(g->word[known[i].at], sizeof(g->word[0]), "%s", known[i].word);
}

static void
put_point(struct buf *out, uint32_t point)
{
	char bytes[4];

	buf_add(out, bytes, utf8_encode(point, bytes));
}

static void
put_latin(struct generator *g, struct buf *out)
{
	const char *word = g->word[rare(g, WORDS)];

	if (g->script == GERMAN && below(g, 500) == 0)
		buf_puts(out, "Straße ");
	for (const char *c = word; *c != '\0'; c++)
		if (g->script == GERMAN && *c == 'u')
			buf_puts(out, "ü");
		else
			buf_putc(out, c == word && below(g, 8) == 0 ? (char)(*c - 'a' + 'A') : *c);
	buf_putc(out, ' ');
}

static void
put_run(struct generator *g, struct buf *out)
{
	static const char *const names[] = { "", " straße ", " вода ", "水車", " 한국 ", " ไทย " };
	static const struct { uint32_t first; size_t count; } letters[] = {
		[CYRILLIC] = { 0x0430, 32 }, [JAPANESE] = { 0x4E00, 3000 }, [KOREAN] = { 0xAC00, 2000 },
		[THAI] = { 0x0E01, 46 },
	};
	size_t n = g->script == CYRILLIC ? 6 : 3;

	if (below(g, 150) == 0)
		buf_puts(out, names[g->script]);
	for (size_t i = 0; i < n; i++)
		put_point(out, letters[g->script].first + (uint32_t)(g->script == CYRILLIC ?
		    below(g, letters[g->script].count) : rare(g, letters[g->script].count)));
	if (g->script == CYRILLIC || g->script == KOREAN || below(g, 8) == 0)
		buf_putc(out, ' ');
}

static const char *
invent_text(struct generator *g, struct arena *a, size_t words)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < words; i++)
		if (g->script <= GERMAN)
			put_latin(g, &out);
		else
			put_run(g, &out);
	const char *text = arena_strndup(a, buf_str(&out), out.n);
	buf_done(&out);
	return text;
}

/* Most in Latin letters. */
static enum script
choose_script(struct generator *g)
{
	static const enum script scripts[] = { LATIN, LATIN, LATIN, LATIN, LATIN, GERMAN, CYRILLIC, JAPANESE,
		KOREAN, THAI };

	return scripts[below(g, COUNT(scripts))];
}

static void
invent(struct generator *g, struct arena *a, size_t number, struct article *art)
{
	static const char *const langs[] = { "en", "de", "ru", "ja", "ko", "th" };
	static const char *const topics[] = { "Town", "Council", "Harbour", "Weather", "Sea", "Music", "Film",
		"Rowing" };
	static const char *const authors[] = { "Jonas Vik", "Maria Lund", "Ada Holm", "Ole Berg" };

	g->random = (number + 1) * 0xD1342543DE82EF95U;
	g->script = choose_script(g);
	article_init(art);
	art->guid = arena_printf(a, "%zu", number);
	art->title = invent_text(g, a, 7);
	art->excerpt = invent_text(g, a, 30);
	art->content = invent_text(g, a, 220);
	art->language = langs[g->script];
	art->published = newest - (int64_t)number * EVERY / 2 - (int64_t)below(g, EVERY);
	size_t provider = below(g, 40);
	art->provider.name = arena_printf(a, "Outlet %02zu", provider);
	art->provider.domain = arena_printf(a, "outlet-%02zu.example", provider);
	art->original_url = arena_printf(a, "https://www.outlet-%02zu.example/%zu", provider, number);
	art->has_quality = art->has_heat = true;
	art->quality = 20 + (int)below(g, 80);
	art->heat = art->quality + (int)below(g, 40);
	art->type = below(g, 30) == 0 ? "video" : "article";
	art->topics = arena_array(a, 2, sizeof(*art->topics));
	art->ntopics = 1 + below(g, 2);
	for (size_t i = 0; i < art->ntopics; i++)
		art->topics[i] = topics[below(g, COUNT(topics))];
	art->authors = arena_array(a, 1, sizeof(*art->authors));
	art->authors[0] = authors[below(g, COUNT(authors))];
	art->nauthors = below(g, 2);
}

static void
die(const struct err *err)
{
	fprintf(stderr, "queries: %s\n", err->text);
	exit(1);
}

/* Numbers that follow each other in no order of time, as an import has them. */
static size_t
shuffled(size_t i, size_t count)
{
	return (size_t)(((uint64_t)i * 2654435761U + 12345) % count);
}

static void
put_batch(struct store *st, struct generator *g, int64_t source, size_t from, size_t count)
{
	struct arena a = { 0 };
	struct err err = { 0 };

	if (!store_begin(st, &err))
		die(&err);
	for (size_t i = from; i < from + BATCH && i < count; i++) {
		struct article art;
		enum store_put what;
		int64_t id;

		invent(g, &a, shuffled(i, count), &art);
		if (!store_put_article(st, source, &art, newest, &what, &id, &err))
			die(&err);
	}
	if (!store_commit(st, &err))
		die(&err);
	arena_done(&a);
}

/* Two thirds are read, and one in five hundred has a star. */
static void
mark_some(struct store *st)
{
	static const struct { const char *filter; enum mark mark; } marks[] = {
		{ "before:2024-06 OR quality:>60", MARK_READ }, { "quality:57 heat:90..93", MARK_STARRED },
	};
	struct arena a = { 0 };
	struct err err = { 0 };
	int64_t changed;

	for (size_t i = 0; i < COUNT(marks); i++) {
		struct store_list list = { .query = query_parse(&a, marks[i].filter, newest, NULL, NULL) };

		if (!store_mark_list(st, &list, NULL, marks[i].mark, MARK_SET, &changed, &err))
			die(&err);
	}
	arena_done(&a);
}

/* What dateline-fetch does when there is nothing else to do. */
static void
tidy(struct store *st)
{
	struct err err = { 0 };
	bool more = true;

	while (more)
		if (!store_texts_merge(st, &more, &err))
			die(&err);
	for (more = true; more;)
		if (!store_recent_fill(st, BATCH, &more, &err))
			die(&err);
}

static void
fill(const char *path, size_t count)
{
	static struct generator g = { .random = 7 };
	struct source src = { .location = "/invented", .title = "Invented" };
	struct err err = { 0 };
	struct store_totals totals;
	int64_t source;
	time_t begun = time(NULL);

	struct store *st = store_open(path, STORE_BULK, &err);
	if (st == NULL || !store_totals(st, &totals, &err) || !store_source_put(st, &src, &source, &err))
		die(&err);
	if (totals.listed < (int64_t)count) {
		invent_words(&g);
		for (size_t i = (size_t)totals.listed; i < count; i += BATCH) {
			put_batch(st, &g, source, i, count);
			if (i / BATCH % 25 == 0)
				fprintf(stderr, "\r%zu of %zu articles, %ld s", i, count,
				    (long)(time(NULL) - begun));
		}
		fprintf(stderr, "\r%zu articles in %ld s\n", count, (long)(time(NULL) - begun));
		mark_some(st);
	}
	tidy(st);
	store_close(st);
}

struct spent {
	double wall, cpu;
};

static double
clock_ms(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static struct spent
since(struct spent begun)
{
	return (struct spent){ clock_ms(CLOCK_MONOTONIC) - begun.wall,
		clock_ms(CLOCK_PROCESS_CPUTIME_ID) - begun.cpu };
}

static struct spent
ask(struct store *st, const struct store_list *list, size_t lines)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct row *rows;
	size_t n;
	struct spent begun = since((struct spent){ 0, 0 });

	if (!store_rows(st, list, NULL, false, lines, &a, &rows, &n, &err))
		die(&err);
	struct spent spent = since(begun);
	arena_done(&a);
	return spent;
}

static struct spent
best(struct spent a, struct spent b)
{
	return (struct spent){ a.wall < b.wall ? a.wall : b.wall, a.cpu < b.cpu ? a.cpu : b.cpu };
}

/* The longest time between two looks for a key. */
static struct {
	double last, most;
} waited;

static bool
look(void *arg)
{
	double now = clock_ms(CLOCK_PROCESS_CPUTIME_ID);

	(void)arg;
	if (now - waited.last > waited.most)
		waited.most = now - waited.last;
	waited.last = now;
	return false;
}

static void
print_count(struct store *st, const struct store_list *list, const char *text)
{
	struct spent begun = since((struct spent){ 0, 0 });
	struct err err = { 0 };
	int64_t count = -1;

	waited.last = begun.cpu;
	waited.most = 0;
	store_set_interrupt(st, look, NULL);
	if (!store_count(st, list, NULL, &count, &err))
		die(&err);
	(void)look(NULL);
	printf("%9.1f %7.1f %9" PRId64 "  %s\n", since(begun).cpu, waited.most, count, text);
}

/* First rows on a connection that knows nothing yet. */
static struct spent
measure(const char *path, const char *text, size_t lines, bool last)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct query_error error;
	struct store_list list = { 0 }, all = { 0 };
	struct store *st = store_open(path, STORE_READ, &err);

	list.query = query_parse(&a, text, newest, &list.sort, &error);
	if (st == NULL || list.query == NULL) {
		fprintf(stderr, "queries: %s: %s\n", text, st == NULL ? err.text : error.text);
		exit(1);
	}
	/* The list that the reader shows before anything is typed. */
	(void)ask(st, &all, lines);
	struct spent first = ask(st, &list, lines);
	if (last) {
		printf(" %8.2f ", ask(st, &list, lines).wall);
		print_count(st, &list, text);
	}
	store_close(st);
	arena_done(&a);
	return first;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int
main(int argc, char **argv)
{
	static char line[1000];
	static double wall[QUERIES_MAX], cpu[QUERIES_MAX];
	const char *given = getenv("BENCH_RUNS");
	size_t n = 0, lines = argc > 4 ? (size_t)atoi(argv[4]) : 64;
	int runs = given != NULL && atoi(given) > 0 ? atoi(given) : 3;

	setlocale(LC_ALL, "C.UTF-8");
	FILE *file = argc > 3 ? fopen(argv[3], "r") : NULL;
	if (file == NULL) {
		fputs("usage: queries STORE COUNT FILE [LINES]\n", stderr);
		return 2;
	}
	fill(argv[1], (size_t)atol(argv[2]));
	printf("first ms   cpu ms again ms  count ms wait ms  articles  filter\n");
	while (n < QUERIES_MAX && fgets(line, sizeof(line), file) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || line[0] == '\0')
			continue;
		struct spent first = measure(argv[1], line, lines, false);
		for (int i = 1; i < runs; i++)
			first = best(first, measure(argv[1], line, lines, false));
		printf("%8.2f %8.2f", first.wall, first.cpu);
		(void)measure(argv[1], line, lines, true);
		wall[n] = first.wall;
		cpu[n++] = first.cpu;
	}
	fclose(file);
	qsort(wall, n, sizeof(wall[0]), compare);
	qsort(cpu, n, sizeof(cpu[0]), compare);
	if (n > 0)
		printf("%zu filters: median %.2f ms, worst %.2f ms; of the processor %.2f and %.2f\n", n,
		    wall[n / 2], wall[n - 1], cpu[n / 2], cpu[n - 1]);
	return 0;
}
