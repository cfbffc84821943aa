/* SPDX-License-Identifier: ISC */
/* generate COUNT FOLDER [SEED]: the articles that the benchmark reads, the same
 * on every machine: in FOLDER/site as files with front matter, in FOLDER/rss as
 * feeds of 1,000 articles each, in FOLDER/articles.tsv as sfeed writes them.
 * FOLDER/mark gets the first word of the newest title, FOLDER/far that of one
 * three quarters down.
 *
 * An article is a function of the seed and its number, 0 being the newest, and
 * 200 of them make a day: so every size begins with the same screen, and only
 * the archive behind it is longer. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"

enum { WORDS = 4000, PROVIDERS = 40, FEED = 1000, A_DAY = 200 };
static const int64_t newest = 1735646400;	/* 2024-12-31, noon */

struct words {
	char word[WORDS][12];
};

struct article {
	size_t number;
	struct buf title, slug, url, excerpt, body;
	int64_t time;
	int provider, quality, related, images;
	const char *topics[3];
	uint64_t random;
};

struct generator {
	size_t count;
	uint64_t seed;
	const char *folder;
	struct words words;
	FILE *rss, *tsv;
};

static const struct { const char *name, *parent; } topics[] = {
	{ "Town", NULL }, { "Council", "Town" }, { "Harbour", "Town" }, { "Schools", "Town" },
	{ "Nature", NULL }, { "Weather", "Nature" }, { "Sea", "Nature" }, { "Culture", NULL },
	{ "Music", "Culture" }, { "Film", "Culture" }, { "Sport", NULL }, { "Rowing", "Sport" },
};
static const char *const foreign[] = { "Łódka", "Brücke", "naïveté", "東の港", "Ельня", "ναύτης" };

static uint64_t
next(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15U;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
	return z ^ (z >> 31);
}

static int
below(uint64_t *state, int limit)
{
	return (int)(next(state) % (uint64_t)limit);
}

static void
put_syllable(struct buf *out, int number)
{
	static const char onsets[] = "bdfghjklmnprstvwxzcq";

	buf_putc(out, onsets[number / 5 % 20]);
	buf_putc(out, "aeiou"[number % 5]);
}

static void
invent_words(struct words *words, uint64_t seed)
{
	static const char codas[] = "nrlst";

	for (size_t i = 0; i < WORDS; i++) {
		struct buf b = { 0 };

		for (int n = 1 + below(&seed, 3); n > 0; n--)
			put_syllable(&b, below(&seed, 100));
		buf_putc(&b, codas[below(&seed, 5)]);
		snprintf(words->word[i], sizeof(words->word[i]), "%s", buf_str(&b));
		buf_done(&b);
	}
}

/* As in real text a few words are in every sentence, and most are rare. */
static const char *
choose_word(const struct words *words, uint64_t *state)
{
	double u = (double)(next(state) >> 11) / 9007199254740992.0;

	return words->word[(size_t)(WORDS * u * u * u)];
}

static void
put_sentences(struct buf *out, const struct words *words, uint64_t *state, size_t bytes)
{
	size_t end = out->n + bytes;
	int left = 0;

	while (out->n < end) {
		bool first = left == 0;
		size_t at = out->n;

		if (first)
			left = 6 + below(state, 12);
		buf_puts(out, choose_word(words, state));
		if (first)
			out->p[at] = (char)(out->p[at] - 'a' + 'A');
		buf_puts(out, --left == 0 ? ". " : " ");
	}
	out->n -= 1;
	buf_puts(out, ".");
}

/* Unique, and a word that no other text has: what a timer may wait for. */
static void
put_serial(struct buf *out, size_t number)
{
	size_t n = (31415926 + number * 7919) % 100000000;
	size_t at = out->n;

	for (int i = 0; i < 4; i++, n /= 100)
		put_syllable(out, (int)(n % 100));
	out->p[at] = (char)(out->p[at] - 'a' + 'A');
}

static void
put_title(const struct generator *g, struct article *art)
{
	put_serial(&art->title, art->number);
	for (int n = 4 + below(&art->random, 7); n > 0; n--)
		buf_printf(&art->title, " %s", choose_word(&g->words, &art->random));
	if (below(&art->random, 20) == 0)
		buf_printf(&art->title, " %s", foreign[below(&art->random, (int)COUNT(foreign))]);
}

static void
put_slug(struct article *art)
{
	for (size_t i = 0; i < art->title.n && art->slug.n < 60; i++) {
		char c = art->title.p[i];

		if (c == ' ')
			c = '-';
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c == '-' || (c >= 'a' && c <= 'z'))
			buf_putc(&art->slug, c);
	}
}

/* Title, place and time: also what a related item has of another article. */
static void
make_head(const struct generator *g, struct article *art, size_t number)
{
	*art = (struct article){ .number = number };
	art->random = g->seed ^ ((uint64_t)number + 1) * 0xD1342543DE82EF95U;
	art->time = newest - (int64_t)number * (86400 / A_DAY) - below(&art->random, 86400 / A_DAY);
	art->provider = below(&art->random, PROVIDERS);
	art->quality = 20 + below(&art->random, 80);
	put_title(g, art);
	put_slug(art);
	buf_printf(&art->url, "https://www.outlet-%02d.example/%s", art->provider, buf_str(&art->slug));
	put_sentences(&art->excerpt, &g->words, &art->random, 220);
}

static void
make_article(const struct generator *g, struct article *art, size_t number)
{
	make_head(g, art, number);
	art->related = below(&art->random, 100) < 40 ? 1 + below(&art->random, 4) : 0;
	art->images = below(&art->random, 2);
	for (int i = 0, n = 1 + below(&art->random, 3); i < n; i++)
		art->topics[i] = topics[below(&art->random, (int)COUNT(topics))].name;
	put_sentences(&art->body, &g->words, &art->random, 700);
}

static void
free_article(struct article *art)
{
	buf_done(&art->title);
	buf_done(&art->slug);
	buf_done(&art->url);
	buf_done(&art->excerpt);
	buf_done(&art->body);
}

static void
put_fields(struct buf *out, const struct article *art, const char *indent)
{
	char when[32];

	buf_printf(out, "title: \"%s\"\n%sexcerpt: \"%s\"\n", buf_str(&art->title), indent,
	    buf_str(&art->excerpt));
	buf_printf(out, "%spublishedDateTime: %s\n%swebUrl: \"%s\"\n%stype: article\n%squality: %d\n", indent,
	    date_format_utc(art->time, when), indent, buf_str(&art->url), indent, indent, art->quality);
	buf_printf(out, "%sprovider:\n%s  name: \"Outlet %02d\"\n%s  domain: outlet-%02d.example\n", indent,
	    indent, art->provider, indent, art->provider);
}

/* The first is the article before this one, the others are in no store. */
static void
put_related(const struct generator *g, struct buf *out, const struct article *art)
{
	if (art->related > 0)
		buf_puts(out, "related:\n");
	for (int i = 0; i < art->related; i++) {
		struct article other;

		make_head(g, &other, i == 0 ? art->number + 1 : art->number * 4 + 20000000 + (size_t)i);
		if (i > 0)
			other.time = art->time + 600 * i;
		buf_puts(out, "  - ");
		put_fields(out, &other, "    ");
		free_article(&other);
	}
}

static void
put_front_matter(const struct generator *g, struct buf *out, const struct article *art)
{
	buf_puts(out, "---\n");
	put_fields(out, art, "");
	buf_printf(out, "originalUrl: \"%s\"\nheat: %d\npublished: true\ntopics:\n", buf_str(&art->url),
	    art->quality + 20 * art->related);
	for (size_t i = 0; i < COUNT(art->topics) && art->topics[i] != NULL; i++)
		buf_printf(out, "  - %s\n", art->topics[i]);
	if (art->images > 0)
		buf_printf(out, "images:\n  - url: \"%s.jpg\"\n    width: 1200\n    height: 800\n",
		    buf_str(&art->url));
	put_related(g, out, art);
	buf_printf(out, "---\n\n%s\n", buf_str(&art->body));
}

static void
fail(const char *path)
{
	fprintf(stderr, "generate: %s: %s\n", path, strerror(errno));
	exit(1);
}

static FILE *
open_file(const char *path)
{
	FILE *f = fopen(path, "w");

	if (f == NULL)
		fail(path);
	return f;
}

static void
close_file(FILE *f, const char *path)
{
	if (f != NULL && (ferror(f) || fclose(f) != 0))
		fail(path);
}

static void
write_file(const struct generator *g, const char *name, const struct buf *text)
{
	struct buf path = { 0 };

	buf_printf(&path, "%s/%s", g->folder, name);
	FILE *f = open_file(buf_str(&path));
	fwrite(text->p, 1, text->n, f);
	close_file(f, buf_str(&path));
	buf_done(&path);
}

static void
write_front_matter(const struct generator *g, const struct article *art)
{
	struct buf name = { 0 }, text = { 0 };
	char when[32];

	buf_printf(&name, "site/_news/%.10s-%s.md", date_format_utc(art->time, when), buf_str(&art->slug));
	put_front_matter(g, &text, art);
	write_file(g, buf_str(&name), &text);
	buf_done(&text);
	buf_done(&name);
}

static void
start_feed(struct generator *g, size_t feed)
{
	struct buf path = { 0 };

	buf_printf(&path, "%s/rss/%05zu.xml", g->folder, feed);
	g->rss = open_file(buf_str(&path));
	fprintf(g->rss, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel>"
	    "<title>Feed %05zu</title><link>https://feed-%05zu.example/</link>"
	    "<description>Invented</description>\n", feed, feed);
	buf_done(&path);
}

static void
end_feed(struct generator *g)
{
	if (g->rss != NULL)
		fputs("</channel></rss>\n", g->rss);
	close_file(g->rss, "rss");
	g->rss = NULL;
}

static void
write_feed_item(struct generator *g, const struct article *art)
{
	time_t t = (time_t)art->time;
	char when[64];

	if (art->number % FEED == 0) {
		end_feed(g);
		start_feed(g, art->number / FEED);
	}
	strftime(when, sizeof(when), "%a, %d %b %Y %H:%M:%S GMT", gmtime(&t));
	fprintf(g->rss, "<item><title>%s</title><link>%s</link><guid>%s</guid><pubDate>%s</pubDate>"
	    "<author>Outlet %02d</author><category>%s</category>"
	    "<description>&lt;p&gt;%s&lt;/p&gt;&lt;p&gt;%s&lt;/p&gt;</description></item>\n",
	    buf_str(&art->title), buf_str(&art->url), buf_str(&art->url), when, art->provider,
	    art->topics[0], buf_str(&art->excerpt), buf_str(&art->body));
}

static void
write_tsv_line(struct generator *g, const struct article *art)
{
	fprintf(g->tsv, "%" PRId64 "\t%s\t%s\t<p>%s</p><p>%s</p>\thtml\t%s\tOutlet %02d\t\t%s\n", art->time,
	    buf_str(&art->title), buf_str(&art->url), buf_str(&art->excerpt), buf_str(&art->body),
	    buf_str(&art->url), art->provider, art->topics[0]);
}

static void
write_topics(const struct generator *g)
{
	for (size_t i = 0; i < COUNT(topics); i++) {
		struct buf text = { 0 };
		char name[64];

		buf_printf(&text, "taxonomy: topic\n_id: topic-%zu\nname: %s\n", i, topics[i].name);
		if (topics[i].parent != NULL)
			buf_printf(&text, "parent: %s\n", topics[i].parent);
		snprintf(name, sizeof(name), "site/_data/topics/%02zu.yaml", i);
		write_file(g, name, &text);
		buf_done(&text);
	}
}

static void
make_folders(const struct generator *g)
{
	static const char *const names[] = { "site/_news", "site/_data/topics", "rss" };
	struct err err;

	for (size_t i = 0; i < COUNT(names); i++) {
		struct buf path = { 0 };

		buf_printf(&path, "%s/%s", g->folder, names[i]);
		if (!file_make_dirs(buf_str(&path), 0755, &err)) {
			fprintf(stderr, "generate: %s\n", err.text);
			exit(1);
		}
		buf_done(&path);
	}
}

static void
write_all(struct generator *g)
{
	struct buf path = { 0 }, mark = { 0 };

	make_folders(g);
	write_topics(g);
	buf_printf(&path, "%s/articles.tsv", g->folder);
	g->tsv = open_file(buf_str(&path));
	for (size_t i = 0; i < g->count; i++) {
		struct article art;

		make_article(g, &art, i);
		write_front_matter(g, &art);
		write_feed_item(g, &art);
		write_tsv_line(g, &art);
		free_article(&art);
	}
	end_feed(g);
	close_file(g->tsv, buf_str(&path));
	put_serial(&mark, 0);
	write_file(g, "mark", &mark);
	buf_reset(&mark);
	put_serial(&mark, g->count - 1 - g->count / 4);
	write_file(g, "far", &mark);
	buf_done(&mark);
	buf_done(&path);
}

int
main(int argc, char **argv)
{
	static struct generator g;

	if (argc < 3 || argc > 4 || strtoull(argv[1], NULL, 10) == 0) {
		fputs("usage: generate COUNT FOLDER [SEED]\n", stderr);
		return 2;
	}
	g.count = (size_t)strtoull(argv[1], NULL, 10);
	g.folder = argv[2];
	g.seed = argc == 4 ? strtoull(argv[3], NULL, 10) : 1;
	invent_words(&g.words, g.seed);
	write_all(&g);
	return 0;
}
