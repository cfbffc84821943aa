/* SPDX-License-Identifier: ISC */
/* What parsers find by keywords is what is found here.  This program is also the
 * parser; a document's name says what it does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/article.h"
#include "model/record.h"
#include "wire/wire.h"
#include "wire/wire_parser.h"

static const char *self;

/* Topics with their words. */
static const char *const lists[][4] = {
	{ "mill", "water wheel" },
	{ "Élan", "ŒUVRE" },
	{ "水車", "古い" },
	{ "ประเทศไทย" },
	{ "C++", "AI" },
	{ "Straße", "мельница", "μύλος" },
	{ "mill", "weir" },
	{ NULL },
	{ "a" }, { "b" }, { "d" }, { "e" }, { "f" }, { "g" },
};

static const char *const articles[][2] = {
	{ "The mill", "by the water-wheel!" },
	{ "nothing", "here" },
	{ NULL, "E\xcc\x81LAN vital, Œuvre" },
	{ "古い水車小屋", NULL },
	{ "ประเทศไทยวันนี้", "in C++ by AI/ML" },
	{ "STRASSE", "Старая мельница / ΜΎΛΟΣ" },
	{ "g f e d b a", "mill, Elan, weir, C++" },
	{ NULL, NULL },
	{ "", "millrace water wheels" },
	{ "weir mill weir", "mill" },
};

enum { FOUND = 2 + 1 + 1 + 2 + 1 + KEYWORDS_MOST + 2 };

static void
fill(struct keywords *k)
{
	keywords_init(k);
	for (size_t i = 0; i < COUNT(lists); i++) {
		keywords_begin(k);
		for (size_t w = 0; w < COUNT(lists[i]) && lists[i][w] != NULL; w++)
			assert_true(keywords_add(k, lists[i][w]));
	}
}

/* -- the parser */

static void
lie(const char *front, size_t n)
{
	struct buf b = { 0 };
	struct article art;
	char head[WIRE_HEAD] = { WIRE_FRAME_ARTICLE };

	article_init(&art);
	art.title = "a lie";
	buf_add(&b, head, sizeof(head));
	buf_add(&b, front, n);
	if (n > 0)
		record_encode(&art, &b);
	wire_put_u32(b.p + 1, (uint32_t)(b.n - WIRE_HEAD));
	buf_add(&b, "E\0\0\0\0", WIRE_HEAD);
	(void)!write(STDOUT_FILENO, b.p, b.n);
	for (;;)
		continue;
}

static const struct {
	const char *name, *front;
	size_t n;
} lies[] = {
	{ "beyond", "\1\16\0\0\0", 5 },
	{ "far beyond", "\1\377\377\377\377", 5 },
	{ "nine", "\11\0\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0\5\0\0\0\6\0\0\0\7\0\0\0\10\0\0\0", 37 },
	{ "cut", "\377", 1 },
	{ "empty", "", 0 },
	{ "unasked", "\1\0\0\0\0", 5 },
};

static void
handle(const struct wire_document *doc, struct wire_answer *to)
{
	struct article art;

	for (size_t i = 0; i < COUNT(lies); i++)
		if (strcmp(doc->name, lies[i].name) == 0)
			lie(lies[i].front, lies[i].n);
	if (strcmp(doc->name, "die") == 0)
		_exit(7);
	for (size_t i = 0; i < COUNT(articles); i++) {
		article_init(&art);
		art.title = articles[i][0];
		art.excerpt = articles[i][1];
		wire_answer_article(to, &art);
	}
}

/* -- the tests */

struct seen {
	struct keywords *here;
	size_t articles, looked, found, nonsense, deaths;
};

static void
compare(void *arg, const struct wire_event *e)
{
	struct seen *s = arg;
	int found[KEYWORDS_MOST];

	s->nonsense += e->kind == WIRE_DAMAGE && strstr(e->message, WIRE_NONSENSE) != NULL;
	s->deaths += e->kind == WIRE_END && e->died;
	if (e->kind != WIRE_ARTICLE)
		return;
	s->articles++;
	s->found += e->nfound;
	s->looked += e->looked;
	size_t n = keywords_find(s->here, &e->art, found);
	assert_int_equal(e->nfound, e->looked ? n : 0);
	assert_memory_equal(e->found, found, e->nfound * sizeof(*found));
}

static void
parse(struct wire_parser *wp, const char *name, bool looks, struct seen *s)
{
	struct wire_document doc = { .kind = "", .base = "", .name = name, .bytes = "", .looks = looks };
	struct err err = { 0 };

	*s = (struct seen){ .here = s->here };
	assert_true(wire_parse_one(wp, &doc, compare, s, &err));
}

static void
a_parser_finds_the_same(void **state)
{
	struct wire_parser *wp = wire_parser_new(self);
	struct keywords k;
	struct seen s = { .here = &k };

	(void)state;
	fill(&k);
	wire_set_keywords(wp, &k);
	for (int i = 0; i < 2; i++) {
		parse(wp, "fine", true, &s);
		assert_int_equal(s.articles, COUNT(articles));
		assert_int_equal(s.looked, COUNT(articles));
		assert_int_equal(s.found, FOUND);
		parse(wp, "fine", false, &s);
		assert_int_equal(s.articles, COUNT(articles));
		assert_int_equal(s.looked + s.found, 0);
		/* The next process has to be told again. */
		parse(wp, "die", true, &s);
		assert_int_equal(s.deaths, 1);
	}
	wire_parser_free(wp);
	keywords_done(&k);
}

/* Several on their way when it dies: they go to the next one. */
static void
documents_behind_a_death_are_looked_through(void **state)
{
	static const char *const names[] = { "fine", "die", "fine", "fine", "die", "fine" };
	struct wire_document doc = { .kind = "", .base = "", .bytes = "", .looks = true };
	struct wire_parser *wp = wire_parser_new(self);
	struct arena a = { 0 };
	struct wire_event event;
	struct pollfd fds[2];
	struct err err = { 0 };
	struct keywords k;
	struct seen s = { .here = &k };

	(void)state;
	fill(&k);
	wire_set_keywords(wp, &k);
	for (size_t i = 0; i < COUNT(names); i++) {
		doc.name = names[i];
		wire_send(wp, &doc, i);
	}
	while (wire_pending(wp) > 0) {
		assert_true(wire_turn(wp, &err));
		while (wire_next(wp, &a, &event))
			compare(&s, &event);
		if (wire_pending(wp) > 0)
			poll(fds, (nfds_t)wire_poll_fds(wp, fds), wire_poll_timeout(wp));
	}
	assert_int_equal(s.articles, 4 * COUNT(articles));
	assert_int_equal(s.found, 4 * FOUND);
	assert_int_equal(s.deaths, 2);
	arena_done(&a);
	wire_parser_free(wp);
	keywords_done(&k);
}

static void
lies_cost_their_document(void **state)
{
	struct wire_parser *wp = wire_parser_new(self);
	struct keywords k;
	struct seen s = { .here = &k };

	(void)state;
	fill(&k);
	wire_set_keywords(wp, &k);
	for (size_t i = 0; i < COUNT(lies); i++) {
		parse(wp, lies[i].name, strcmp(lies[i].name, "unasked") != 0, &s);
		assert_int_equal(s.articles, 0);
		assert_int_equal(s.nonsense, 1);
		assert_int_equal(s.deaths, 1);
		parse(wp, "fine", true, &s);
		assert_int_equal(s.articles, COUNT(articles));
		assert_int_equal(s.deaths, 0);
	}
	wire_parser_free(wp);
	keywords_done(&k);
}

/* As much as is sent, of the kind that takes most memory, is no reason to die; of
 * more nobody looks, and the starter has to. */
static void
long_lists_do_no_harm(void **state)
{
	struct keywords k;
	struct seen s = { .here = &k };
	uint32_t random = 1;
	char word[32];

	(void)state;
	fill(&k);
	while (k.bytes.n < WIRE_KEYWORDS_MAX - 32) {
		random = random * 1664525 + 1013904223;
		snprintf(word, sizeof(word), "%08x%08x", random, random * 2654435761u);
		assert_true(keywords_add(&k, word));
	}
	for (int more = 0; more < 2; more++) {
		struct wire_parser *wp = wire_parser_new(self);

		wire_set_keywords(wp, &k);
		parse(wp, "fine", true, &s);
		assert_int_equal(s.articles, COUNT(articles));
		assert_int_equal(s.looked, more == 0 ? COUNT(articles) : 0);
		assert_int_equal(s.found, more == 0 ? FOUND : 0);
		assert_int_equal(s.deaths, 0);
		wire_parser_free(wp);
		for (int i = 0; i < 32; i++)
			keywords_begin(&k);
	}
	keywords_done(&k);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_parser_finds_the_same),
		cmocka_unit_test(documents_behind_a_death_are_looked_through),
		cmocka_unit_test(lies_cost_their_document),
		cmocka_unit_test(long_lists_do_no_harm),
	};

	(void)argc;
	if (getenv("DATELINE_TEST_PARSER") != NULL)
		return !wire_confine(NULL) || !wire_serve(STDIN_FILENO, STDOUT_FILENO, handle, NULL);
	setenv("DATELINE_TEST_PARSER", "1", 1);
	self = argv[0];
	return cmocka_run_group_tests(tests, NULL, NULL);
}
