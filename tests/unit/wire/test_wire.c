/* SPDX-License-Identifier: ISC */
/* This program is also the parser that it starts: what a document is named
 * says how that parser fails. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "wire/wire.h"

static const char *self;

static void
hang(void)
{
	for (;;)
		continue;
}

static void
handle(const struct wire_document *doc, struct wire_answer *to)
{
	struct article art;

	article_init(&art);
	art.title = doc->name;
	if (strcmp(doc->name, "die") == 0) {
		signal(SIGSEGV, SIG_DFL);
		raise(SIGSEGV);
	} else if (strcmp(doc->name, "exit") == 0) {
		_exit(3);
	} else if (strcmp(doc->name, "hang") == 0) {
		hang();
	} else if (strcmp(doc->name, "lie") == 0) {
		_exit(write(STDOUT_FILENO, "A\377\377\377\177xx", 7) != 7);
	} else if (strcmp(doc->name, "short") == 0) {
		/* It stays: its end would be a second thing to say. */
		(void)!write(STDOUT_FILENO, "A\6\0\0\0\0\1\3\11\0\0", 11);
		hang();
	} else if (strcmp(doc->name, "unsafe") == 0) {
		art.title = "\033[31mred";
	} else if (strcmp(doc->name, "damage") == 0) {
		wire_answer_damage(to, 3, 7, "bad \033line");
	}
	art.content = doc->bytes;
	if (doc->n == 0)
		art.content = NULL;
	wire_answer_article(to, &art);
}

struct story {
	struct buf text;
};

static void
tell(struct story *s, const struct wire_event *e)
{
	if (e->kind == WIRE_ARTICLE)
		buf_printf(&s->text, "%d %s;", (int)e->tag, e->art.title);
	else if (e->kind == WIRE_DAMAGE)
		buf_printf(&s->text, "%d !%d:%d %.20s;", (int)e->tag, e->line, e->column, e->message);
	else
		buf_printf(&s->text, "%d.;", (int)e->tag);
}

static void
run(const char *const *names, size_t count, struct story *s)
{
	struct wire_parser *wp = wire_parser_new(self);
	struct arena a = { 0 };
	struct wire_event event;
	struct pollfd fds[2];
	struct err err = { 0 };

	wire_set_limit(wp, 300);
	for (size_t i = 0; i < count; i++)
		wire_send(wp,
		    &(struct wire_document){ .kind = "", .base = "", .name = names[i], .bytes = "" }, i);
	while (wire_pending(wp) > 0) {
		assert_true(wire_turn(wp, &err));
		while (wire_next(wp, &a, &event))
			tell(s, &event);
		if (wire_pending(wp) > 0)
			poll(fds, (nfds_t)wire_poll_fds(wp, fds), wire_poll_timeout(wp));
	}
	assert_int_equal(wire_pending_bytes(wp), 0);
	arena_done(&a);
	wire_parser_free(wp);
}

static void
each_failure_costs_one_document(void **state)
{
	static const struct {
		const char *name, *told;
	} cases[] = {
		{ "fine", "1 fine;1.;" },
		{ "die", "1 !0:0 the parser died of s;1.;" },
		{ "exit", "1 !0:0 the parser ran out o;1.;" },
		{ "hang", "1 !0:0 the parser took long;1.;" },
		{ "lie", "1 !0:0 the parser spoke out;1.;" },
		{ "short", "1 !0:0 the parser sent nons;1.;" },
		{ "unsafe", "1 !0:0 the parser sent nons;1.;" },
		{ "damage", "1 !3:7 bad line;1 damage;1.;" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *names[] = { "a", cases[i].name, "b", "c" };
		struct story s = { 0 };
		char expected[256];

		run(names, COUNT(names), &s);
		snprintf(expected, sizeof(expected), "0 a;0.;%s2 b;2.;3 c;3.;", cases[i].told);
		assert_string_equal(s.text.p, expected);
		buf_done(&s.text);
	}
}

static void
count_content(void *arg, const struct wire_event *e)
{
	if (e->kind == WIRE_ARTICLE)
		*(size_t *)arg += strlen(e->art.content);
}

static void
large_documents_pass_whole(void **state)
{
	enum { N = 5 * 1000 * 1000 };
	struct wire_parser *wp = wire_parser_new(self);
	char *bytes = mem_alloc(N + 1);
	struct err err = { 0 };
	size_t got = 0;

	(void)state;
	memset(bytes, 'x', N);
	/* The parser above reads its content as a string. */
	struct wire_document doc = { .kind = "", .base = "", .name = "large", .bytes = bytes, .n = N + 1 };
	assert_true(wire_parse_one(wp, &doc, count_content, &got, &err));
	assert_int_equal(got, N);
	free(bytes);
	wire_parser_free(wp);
}

static void
a_missing_parser_is_said(void **state)
{
	struct wire_parser *wp = wire_parser_new("/nonexistent/dateline-parse");
	struct wire_document doc = { .kind = "", .base = "", .name = "a", .bytes = "", .n = 0 };
	struct err err = { 0 };
	size_t got = 0;

	(void)state;
	assert_false(wire_parse_one(wp, &doc, count_content, &got, &err));
	assert_non_null(strstr(err.text, "dateline-parse"));
	wire_parser_free(wp);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_failure_costs_one_document),
		cmocka_unit_test(large_documents_pass_whole),
		cmocka_unit_test(a_missing_parser_is_said),
	};

	(void)argc;
	if (getenv("DATELINE_TEST_PARSER") != NULL)
		return !wire_confine(NULL) || !wire_serve(STDIN_FILENO, STDOUT_FILENO, handle, NULL);
	setenv("DATELINE_TEST_PARSER", "1", 1);
	self = argv[0];
	return cmocka_run_group_tests(tests, NULL, NULL);
}
