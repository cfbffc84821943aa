/* SPDX-License-Identifier: ISC */
/* What is said of an article, and that it fits at any width. */
#include "ui/detail_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/reading.h"
#include "ui/canvas.h"
#include "ui/keymap.h"

enum { T = 1608204300 };		/* Thu 17 Dec 2020 11:25 */

static struct keymap *keymap;
static struct arena arena;
static struct detail_text text;
static struct reading rd;
static struct related related[4];
static struct store_match matches[4];

/* An article with everything plain about it. */
static struct article *
plain(void)
{
	struct article *art = &rd.shown.art;

	rd = (struct reading){ .id = 1, .of = 1, .matches = matches };
	article_init(art);
	art->title = "Harbour wall gives way";
	art->provider = (struct provider){ .name = "Echo", .domain = "echo.example" };
	art->published = T;
	art->excerpt = "The wall fell at high water.";
	art->original_url = "https://echo.example/wall";
	memset(related, 0, sizeof(related));
	memset(matches, 0, sizeof(matches));
	for (size_t i = 0; i < COUNT(related); i++) {
		related[i].title = "The same from elsewhere, in rather more words than there is room for";
		related[i].excerpt = "Seen from elsewhere.";
		related[i].published = T + 3600 * (int64_t)i;
		related[i].web_url = "https://other.example/";
		related[i].provider.name = i % 2 == 0 ? "Gazette" : "Morning Post of the Lower Valley";
		related[i].has_quality = true;
		related[i].quality = 52;
	}
	art->related = related;
	return art;
}

static void
lay_out(int width)
{
	const struct canvas c = { 0, 0, 24, width, false };
	const struct detail_view view = { &rd, keymap, &c, DETAIL_UNSELECTED, false, NULL };

	arena_reset(&arena);
	detail_text_make(&arena, &view, &text);
}

/* The text as lines, spans apart by a blank. */
static const char *
as_shown(int width)
{
	struct buf b = { 0 };

	lay_out(width);
	for (size_t y = 0; y < text.count; y++) {
		for (size_t i = 0; i < text.lines[y].n; i++)
			buf_printf(&b, "%s%s", i == 0 ? "" : " ", text.lines[y].spans[i].text);
		buf_putc(&b, '\n');
	}
	const char *s = arena_strdup(&arena, buf_str(&b));
	buf_done(&b);
	return s;
}

static size_t
count_of(const char *s, const char *what)
{
	size_t count = 0;

	for (; (s = strstr(s, what)) != NULL; s += strlen(what))
		count++;
	return count;
}

static void
assert_says(const char *what, size_t times)
{
	const char *s = as_shown(78);

	if (count_of(s, what) != times)
		fail_msg("\"%s\" not %zu times in:\n%s", what, times, s);
}

static void
facts_are_said_once(void **state)
{
	struct article *art = plain();

	(void)state;
	/* Beside each other where there is room for it. */
	assert_says("Echo · echo.example · Thu 17 Dec 2020 11:25 · 2 h ago\n", 1);
	assert_int_equal(count_of(as_shown(40), "Echo · echo.example\nThu 17 Dec"), 1);
	assert_says("quality", 0);
	assert_says("LINKS", 1);
	assert_says("MEDIA", 0);
	assert_says("RELATED", 0);
	assert_says("damaged", 0);

	art->has_quality = art->has_heat = true;
	art->quality = 87;
	art->heat = 107;
	assert_says("\nquality 87 · heat 107\n", 1);
	art->provider.name = "echo.example";
	assert_says("\necho.example · Thu", 1);
	art->provider.name = NULL;
	assert_says("\necho.example · Thu", 1);
	art->published = DATE_NONE;
	assert_says("2020", 0);
	art->title = "";
	assert_says("(no title)\n", 1);
	art->type = "article";
	assert_says("article", 0);
	art->type = "video";
	assert_says("quality 87 · heat 107 · video\n", 1);
}

static void
marks_and_damage_are_said(void **state)
{
	struct article *art = plain();

	(void)state;
	rd.shown.marks = MARK_STARRED | MARK_HIDDEN;
	assert_says("starred · hidden\n", 1);
	assert_says("withdrawn", 0);
	art->is_published = PUBLISHED_NO;
	assert_says("withdrawn by the publisher\n", 1);
	art->has_heat = true;
	art->heat = -1;
	assert_says("withdrawn", 0);
	assert_says("folded into another story\n", 1);
	art->damage = (struct damage){ 7, 12, "the quotation is not closed" };
	assert_says("damaged in line 7, column 12: the quotation is not closed\n", 1);
	rd.shown.source = "/news";
	rd.shown.vanished = true;
	assert_says("the file is gone\n", 1);
}

static void
texts_are_plain(void **state)
{
	static const struct {
		const char *content, *shown;
	} cases[] = {
		{ "*Markdown* stays", "*Markdown* stays\n" },
		{ "<p>One.</p><p>Two.</p>", "One.\n\nTwo.\n" },
		{ "a<br>b<script>if (x<y) z</script> c", "a\nb c\n" },
		{ "<b>AT&amp;T</b> &#8364; &#x263A; &hellip; &c", "AT&T € ☺ … &c\n" },
		{ "if a < b and <3", "if a < b and <3\n" },
		{ "<i>see</i> <https://example.org/a>", "see <https://example.org/a>\n" },
		{ "<b>cut <i", "cut <i\n" },
		/* What an entity stands for is as unsafe as anything. */
		{ "<b>x</b>&#27;[31m&#x202E;y", "x[31my\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		plain()->content = cases[i].content;
		assert_says(cases[i].shown, 1);
		assert_says("\x1B", 0);
		assert_says("\u202E", 0);
	}
	/* The same twice is said once. */
	plain()->content = "The wall fell at high water.";
	assert_says("The wall fell at high water.", 1);
}

/* Looking for the end of each tag from its beginning would take minutes. */
static void
hostile_text_costs_no_time(void **state)
{
	struct buf b = { 0 };

	(void)state;
	buf_puts(&b, "<p>x</p>");
	for (int i = 0; i < 1500000; i++)
		buf_puts(&b, "<a");
	plain()->content = buf_str(&b);
	lay_out(78);
	assert_true(text.count > 30000);
	buf_done(&b);
}

static void
coverage_is_told(void **state)
{
	struct article *art = plain();

	(void)state;
	art->nrelated = 4;
	matches[0].id = 9;
	assert_says("RELATED COVERAGE 2 outlets, 3 h\n", 1);
	assert_says("[1] ● +0m Gazette", 1);
	assert_says("[2] +1h Morning Post", 1);
	assert_says("Seen from elsewhere.", 0);
	assert_says("by dateline", 0);
	assert_says("by the publisher", 0);
	rd.place.chosen = 2;
	assert_says("Seen from elsewhere.", 1);
	matches[0].marks = MARK_READ;
	assert_says("●", 0);
	/* Where both kinds stand together they are told apart. */
	related[2].by = related[3].by = BY_DATELINE;
	rd.place.chosen = 0;
	assert_says("given by the publisher\n", 1);
	assert_says("matched by dateline\n", 1);
	assert_says("publisher\n[1]", 1);
	assert_says("dateline\n[3]", 1);
}

/* Whose text stands twice is folded away until one is on it. */
static void
reprints_are_folded(void **state)
{
	size_t steps[4];

	(void)state;
	plain()->nrelated = 4;
	related[3].provider.name = "Late Echo";
	matches[0].text = matches[2].text = matches[3].text = 7;
	matches[1].text = 8;
	assert_says("+2 reprints: Gazette, Late Echo\n", 1);
	assert_says("[3]", 0);
	assert_int_equal(detail_steps(&rd, steps), 2);
	assert_int_equal(steps[1], 1);
	rd.place.chosen = 1;
	assert_says("reprints", 0);
	assert_says("[3]", 1);
	rd.place.chosen = 4;
	assert_says("Seen from elsewhere.", 1);
	assert_says("[3]", 1);
	rd.place.chosen = 2;
	assert_says("+2 reprints", 1);
}

static void
weaker_ones_stand_apart(void **state)
{
	(void)state;
	plain()->nrelated = 4;
	for (size_t i = 2; i < 4; i++) {
		related[i].by = BY_DATELINE;
		related[i].score = 0.21;
		related[i].has_quality = false;
		matches[i].also = true;
		matches[i].quality = 67;
	}
	assert_says("RELATED COVERAGE 2 outlets, 60 min\n", 0);
	assert_says("RELATED COVERAGE 2 outlets, 1 h\n", 1);
	assert_says("SEE ALSO less alike\n[3]", 1);
	assert_says("~.21 ~67\n", 2);
	assert_says("given by the publisher", 0);
	assert_says("matched by dateline", 0);
	related[0] = related[2];
	matches[0] = matches[2];
	plain()->nrelated = 1;
	matches[0].also = true;
	assert_says("RELATED", 0);
	assert_says("SEE ALSO", 1);
}

/* What the article's own headline has too steps back. */
static void
headlines_say_what_is_their_own(void **state)
{
	static const struct headline_part parts[] = { { 9, true }, { 5, false }, { 99, true } };
	struct headline headlines[4] = { { parts, COUNT(parts) } };

	(void)state;
	plain()->nrelated = 1;
	rd.headlines = headlines;
	assert_says("Gazette The same  from  elsewhere, in rather more wo … 52\n", 1);
	for (size_t y = 0; y < text.count; y++)
		for (size_t i = 0; i < text.lines[y].n; i++) {
			const struct detail_span *s = &text.lines[y].spans[i];

			if (strcmp(s->text, "The same ") == 0)
				assert_int_equal(s->role, ROLE_SHARED);
			if (strcmp(s->text, "from ") == 0)
				assert_int_equal(s->role, ROLE_TEXT);
		}
	rd.place.chosen = 1;
	assert_int_equal(count_of(as_shown(30), " from \n") + count_of(as_shown(30), " from  elsewhere"), 1);
}

static const char *
in_words(void)
{
	const struct canvas c = { 0, 0, 24, 200, false };
	const struct detail_view view = { &rd, keymap, &c, DETAIL_UNSELECTED, true, NULL };

	arena_reset(&arena);
	detail_text_make(&arena, &view, &text);
	for (size_t y = 0; y < text.count; y++)
		if (text.lines[y].n > 0 && strncmp(text.lines[y].spans[0].text, "First", 5) == 0)
			return text.lines[y].spans[0].text;
	return "";
}

static void
times_are_drawn_or_told(void **state)
{
	const struct canvas plain_signs = { 0, 0, 24, 30, true };
	const struct detail_view view = { &rd, keymap, &plain_signs, DETAIL_UNSELECTED, false, NULL };

	(void)state;
	plain()->nrelated = 3;
	related[1].published = T - 3600;
	/* The article itself and the Gazette came at the same time. */
	assert_says("•", 1);
	assert_says(" 2\nfirst 10:25 Morning Post of the Lower Valley last Gazette +1h\n", 1);
	assert_string_equal(in_words(), "First Morning Post of the Lower Valley at Thu 17 Dec 2020 10:25,"
	    " then Echo +1h (this one), last Gazette +1h.");
	arena_reset(&arena);
	detail_text_make(&arena, &view, &text);
	for (size_t y = 0; y < text.count; y++)
		for (size_t i = 0; i < text.lines[y].n; i++)
			for (const char *p = text.lines[y].spans[i].text; *p != '\0'; p++)
				assert_true((unsigned char)*p < 0x80);
	/* All at once: there is nothing to draw. */
	related[1].published = related[2].published = T;
	assert_says("first", 0);
}

static void
outlets_are_stepped_through(void **state)
{
	(void)state;
	plain()->nrelated = 4;
	rd.place.step = 2;
	assert_says("2/5", 0);
	assert_says("3/5 Morning Post of the Lower Valley, +1h\n", 1);
	assert_says("The wall fell", 0);
	assert_says("Seen from elsewhere.\n", 1);
	assert_true(text.step > 1);
	related[1].excerpt = NULL;
	assert_says("without an excerpt", 1);
}

static void
items_of_outlets_are_shown(void **state)
{
	(void)state;
	plain()->nrelated = 4;
	rd.id = 0;
	rd.outside = &related[1];
	assert_says("\nMorning Post of the Lower Valley · Thu", 1);
	assert_says("Seen from elsewhere.", 1);
	assert_says("coverage of \"Harbour wall gives way\"; q goes back", 1);
	assert_says("RELATED", 0);
	assert_says("https://other.example/", 1);
	related[1].web_url = "";
	assert_says("LINKS none\n", 1);
}

static void
nothing_says_what_to_do(void **state)
{
	static const struct {
		enum detail_nothing nothing;
		const char *says;
	} cases[] = {
		{ DETAIL_UNSELECTED, "is shown here" },
		{ DETAIL_NO_MATCH, "F clears it, f edits it." },
		{ DETAIL_NO_ARTICLES, "a adds a source." },
	};
	const struct canvas c = { 0, 0, 24, 120, false };

	(void)state;
	rd = (struct reading){ 0 };
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct detail_view view = { &rd, keymap, &c, cases[i].nothing, false, NULL };

		arena_reset(&arena);
		detail_text_make(&arena, &view, &text);
		assert_non_null(strstr(text.lines[0].spans[0].text, cases[i].says));
	}
}

/* Whatever the width, nothing lies over something else or beyond the edge. */
static void
it_fits_at_any_width(void **state)
{
	struct article *art = plain();
	struct image image = { .url = "https://echo.example/a/rather/long/address.jpg", .width = 1280,
		.height = 720 };
	const char *topics[] = { "Harbour", "潮汐", "Weather" };

	(void)state;
	art->title = "Harbour wall gives way 港口的墙在大潮中倒塌 in spring tide";
	art->nrelated = 4;
	art->images = &image;
	art->nimages = 1;
	art->topics = topics;
	art->ntopics = COUNT(topics);
	rd.place.chosen = 2;
	for (int width = 20; width <= 200; width++) {
		lay_out(width);
		for (size_t y = 0; y < text.count; y++) {
			const struct detail_line *line = &text.lines[y];

			for (size_t i = 0; i < line->n; i++) {
				const struct detail_span *s = &line->spans[i];
				int columns = utf8_columns(s->text, strlen(s->text));
				int end = s->x + (columns < s->width ? columns : s->width);

				assert_true(s->x >= 0 && end <= width);
				if (i + 1 < line->n && end > line->spans[i + 1].x)
					fail_msg("width %d: \"%s\" runs into \"%s\"", width, s->text,
					    line->spans[i + 1].text);
			}
		}
	}
	for (int width = 1; width < 20; width++)
		lay_out(width);
}

static void
items_are_found_by_line(void **state)
{
	size_t from, to, before = 0;

	(void)state;
	plain()->nrelated = 4;
	lay_out(40);
	for (size_t i = 1; i <= 4; i++) {
		detail_text_find(&text, i, &from, &to);
		assert_int_equal(to, from + 2);
		assert_true(i == 1 || from == before);
		before = to;
	}
	detail_text_find(&text, 5, &from, &to);
	assert_int_equal(to, 0);
	detail_text_find(&text, 0, &from, &to);
	assert_int_equal(to, 0);
}

static int
set_up(void **state)
{
	(void)state;
	keymap = keymap_new(NULL);
	date_set_now(T + 2 * 3600);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	keymap_free(keymap);
	arena_done(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts_are_said_once),
		cmocka_unit_test(marks_and_damage_are_said),
		cmocka_unit_test(texts_are_plain),
		cmocka_unit_test(hostile_text_costs_no_time),
		cmocka_unit_test(coverage_is_told),
		cmocka_unit_test(reprints_are_folded),
		cmocka_unit_test(weaker_ones_stand_apart),
		cmocka_unit_test(headlines_say_what_is_their_own),
		cmocka_unit_test(times_are_drawn_or_told),
		cmocka_unit_test(outlets_are_stepped_through),
		cmocka_unit_test(items_of_outlets_are_shown),
		cmocka_unit_test(nothing_says_what_to_do),
		cmocka_unit_test(it_fits_at_any_width),
		cmocka_unit_test(items_are_found_by_line),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
