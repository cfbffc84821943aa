/* SPDX-License-Identifier: ISC */
/* What documents say beside articles: there and back, and from parsers that
 * lie.  This program is also the parser; the document's name says what it does. */
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
#include "model/record.h"
#include "wire/wire.h"
#include "wire/wire_parser.h"

static const char *self;

/* -- the parser */

static void
put_frame(struct buf *b, char type, const struct shape *shape, const void *item)
{
	char head[WIRE_HEAD] = { type };
	size_t start = b->n;

	buf_add(b, head, sizeof(head));
	record_encode_shape(shape, item, b);
	wire_put_u32(b->p + start + 1, (uint32_t)(b->n - start - WIRE_HEAD));
}

static void
put_feed(struct buf *b, const char *title)
{
	struct feed feed;

	feed_init(&feed);
	feed.title = title;
	feed.ttl = -1;
	feed.skip_hours = feed.skip_days = -1;
	put_frame(b, WIRE_FRAME_FEED, &shape_feed, &feed);
}

static void
put_outline(struct buf *b, const char *url)
{
	struct outline outline;

	outline_init(&outline);
	outline.url = url;
	outline.sure = 101;
	outline.hidden = 2;
	put_frame(b, WIRE_FRAME_OUTLINE, &shape_outline, &outline);
}

static void
put_end(struct buf *b)
{
	buf_add(b, "E\0\0\0\0", WIRE_HEAD);
}

/* Frames that no honest parser sends. */
static void
lie(const char *how)
{
	struct buf b = { 0 };

	if (strcmp(how, "unsafe feed") == 0)
		put_feed(&b, "\033]0;owned\a");
	else if (strcmp(how, "unsafe outline") == 0)
		put_outline(&b, "http://a.example/\n\033[2J");
	else if (strcmp(how, "two feeds") == 0)
		put_feed(&b, "one"), put_feed(&b, "two");
	else if (strcmp(how, "no address") == 0)
		put_outline(&b, NULL);
	else if (strcmp(how, "empty feed") == 0)
		buf_add(&b, "F\0\0\0\0", WIRE_HEAD);
	else if (strcmp(how, "cut field") == 0)
		buf_add(&b, "O\10\0\0\0\1\1\377\377\377\177ab", WIRE_HEAD + 8);
	else if (strcmp(how, "bad number") == 0)
		buf_add(&b, "F\7\0\0\0\1\10\1\0\0\0x", WIRE_HEAD + 7);
	else if (strcmp(how, "end that goes on") == 0)
		buf_add(&b, "E\1\0\0\0x", WIRE_HEAD + 1);
	else if (strcmp(how, "two ends") == 0)
		put_end(&b), put_end(&b);
	else if (strcmp(how, "odd numbers") == 0)
		put_feed(&b, "odd"), put_outline(&b, "http://odd.example/");
	else if (strcmp(how, "too many outlines") == 0)
		for (int i = 0; i <= WIRE_ARTICLES_MAX; i++)
			put_outline(&b, "http://many.example/");
	for (size_t done = 0; done < b.n;) {
		ssize_t n = write(STDOUT_FILENO, b.p + done, b.n - done);
		if (n <= 0)
			_exit(1);
		done += (size_t)n;
	}
	buf_done(&b);
}

static void
introduce(struct wire_answer *to)
{
	static const char *topics[] = { "World", "Science & more" };
	struct feed feed;
	struct outline outline;

	feed_init(&feed);
	feed.kind = "rss";
	feed.title = "The Daily Example";
	feed.home = "https://daily.example/";
	feed.next = "https://daily.example/feed?page=2";
	feed.language = "de-AT";
	feed.ttl = 60;
	feed.skip_hours = 0x800001;
	feed.skip_days = 0x41;
	wire_answer_feed(to, &feed);
	wire_answer_feed(to, &feed);	/* once is enough, and does no harm */
	outline_init(&outline);
	wire_answer_outline(to, &outline);	/* of nothing */
	outline.url = "https://other.example/atom.xml";
	outline.kind = "feed";
	outline.topics = topics;
	outline.ntopics = COUNT(topics);
	outline.hidden = 1;
	outline.sure = 90;
	wire_answer_outline(to, &outline);
}

static void
handle(const struct wire_document *doc, struct wire_answer *to)
{
	struct outline outline;

	outline_init(&outline);
	outline.url = "https://many.example/";
	if (strcmp(doc->name, "introduce") == 0)
		introduce(to);
	else if (strcmp(doc->name, "many") == 0)
		for (int i = 0; i < WIRE_ARTICLES_MAX + 10; i++)
			wire_answer_outline(to, &outline);
	else if (strcmp(doc->name, "fine") != 0)
		lie(doc->name);
}

/* -- the tests */

struct story {
	struct buf text;
	size_t outlines;
};

static void
tell(void *arg, const struct wire_event *e)
{
	struct story *s = arg;

	if (e->kind == WIRE_FEED)
		buf_printf(&s->text, "feed %s %s %s %d %x %x;", e->feed.kind != NULL ? e->feed.kind : "-",
		    e->feed.title, e->feed.next != NULL ? e->feed.next : "-", e->feed.ttl,
		    (unsigned)e->feed.skip_hours, (unsigned)e->feed.skip_days);
	else if (e->kind == WIRE_OUTLINE && s->outlines++ == 0)
		buf_printf(&s->text, "outline %s %s %s %d %d;",
		    e->outline.kind != NULL ? e->outline.kind : "-", e->outline.url,
		    e->outline.ntopics == 2 ? e->outline.topics[1] : "-", e->outline.hidden,
		    e->outline.sure);
	else if (e->kind == WIRE_DAMAGE)
		buf_printf(&s->text, "!%s;", e->message);
	else if (e->kind == WIRE_END)
		buf_printf(&s->text, "%s;", e->died ? "died" : "end");
}

static void
parse(struct wire_parser *wp, const char *name, struct story *s)
{
	struct wire_document doc = { .kind = "", .base = "", .name = name, .bytes = "", .n = 0 };
	struct err err = { 0 };

	*s = (struct story){ 0 };
	assert_true(wire_parse_one(wp, &doc, tell, s, &err));
}

#define NONSENSE "!the parser sent nonsense: "

static void
frames_are_told_or_turned_away(void **state)
{
	static const struct {
		const char *name, *told;
	} cases[] = {
		{ "introduce", "feed rss The Daily Example https://daily.example/feed?page=2 60 800001 41;"
			       "outline feed https://other.example/atom.xml Science & more 1 90;end;" },
		{ "unsafe feed", NONSENSE "unsafe text in the title of a record;died;" },
		{ "unsafe outline", NONSENSE "unsafe text in the url of a record;died;" },
		{ "two feeds", "feed - one - 0 ffffff 7f;" NONSENSE "a feed that is two feeds;died;" },
		{ "no address", NONSENSE "a source without an address;died;" },
		{ "empty feed", NONSENSE "these bytes are no record;died;" },
		{ "cut field", NONSENSE "a field of a record is longer than the record;died;" },
		{ "bad number", NONSENSE "bad number in the ttl of a record;died;" },
		{ "end that goes on", NONSENSE "an end that goes on;died;" },
		{ "odd numbers", "feed - odd - 0 ffffff 7f;outline - http://odd.example/ - 1 0;end;" },
	};
	struct wire_parser *wp = wire_parser_new(self);
	struct story s;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		parse(wp, cases[i].name, &s);
		assert_string_equal(buf_str(&s.text), cases[i].told);
		buf_done(&s.text);
		/* And the next document does not suffer. */
		parse(wp, "fine", &s);
		assert_string_equal(buf_str(&s.text), "end;");
		buf_done(&s.text);
	}
	wire_parser_free(wp);
}

/* The second END is for a document that is not there, or for the next one: then
 * it must not be believed either. */
static void
answers_nobody_asked_for(void **state)
{
	struct wire_parser *wp = wire_parser_new(self);
	struct story s;

	(void)state;
	for (int i = 0; i < 3; i++) {
		parse(wp, "two ends", &s);
		assert_non_null(strstr(buf_str(&s.text), "end;"));
		buf_done(&s.text);
		parse(wp, "introduce", &s);
		assert_non_null(strstr(buf_str(&s.text), "The Daily Example"));
		buf_done(&s.text);
	}
	wire_parser_free(wp);
}

static void
outlines_are_counted(void **state)
{
	struct wire_parser *wp = wire_parser_new(self);
	struct story s;

	(void)state;
	parse(wp, "many", &s);
	assert_int_equal(s.outlines, WIRE_ARTICLES_MAX);
	assert_non_null(strstr(buf_str(&s.text), "more than 20,000 sources"));
	assert_non_null(strstr(buf_str(&s.text), ";end;"));
	buf_done(&s.text);
	parse(wp, "too many outlines", &s);
	assert_int_equal(s.outlines, WIRE_ARTICLES_MAX);
	assert_non_null(strstr(buf_str(&s.text), "too many sources;died;"));
	buf_done(&s.text);
	wire_parser_free(wp);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frames_are_told_or_turned_away),
		cmocka_unit_test(answers_nobody_asked_for),
		cmocka_unit_test(outlines_are_counted),
	};

	(void)argc;
	if (getenv("DATELINE_TEST_PARSER") != NULL)
		return !wire_confine(NULL) || !wire_serve(STDIN_FILENO, STDOUT_FILENO, handle, NULL);
	setenv("DATELINE_TEST_PARSER", "1", 1);
	self = argv[0];
	return cmocka_run_group_tests(tests, NULL, NULL);
}
