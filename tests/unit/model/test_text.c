/* SPDX-License-Identifier: ISC */
/* The marks at the beginning of a line. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/mem.h"
#include "model/text.h"

static void
lines_by_their_marks(void **state)
{
	static const struct {
		const char *line;
		struct text_line is;
	} cases[] = {
		{ "Words > and - more", { TEXT_PLAIN, 0, 0, 0 } },
		{ "", { TEXT_PLAIN, 0, 0, 0 } },
		{ ">x", { TEXT_PLAIN, 0, 0, 0 } },
		{ "> said", { TEXT_QUOTE, 1, 2, 0 } },
		{ "> > said", { TEXT_QUOTE, 2, 4, 0 } },
		{ ">", { TEXT_QUOTE, 1, 1, 0 } },
		{ "- item", { TEXT_PLAIN, 0, 2, 2 } },
		{ "-item", { TEXT_PLAIN, 0, 0, 0 } },
		{ "  - item", { TEXT_PLAIN, 0, 4, 2 } },
		{ "12. item", { TEXT_PLAIN, 0, 4, 4 } },
		{ "12345. no", { TEXT_PLAIN, 0, 0, 0 } },
		{ "> 1. said", { TEXT_QUOTE, 1, 5, 3 } },
		{ "    goes on", { TEXT_PLAIN, 0, 4, 0 } },
		{ "## Title", { TEXT_HEADING, 0, 3, 0 } },
		{ "#tag", { TEXT_PLAIN, 0, 0, 0 } },
		{ "####### seven", { TEXT_PLAIN, 0, 0, 0 } },
		{ "\tint x;", { TEXT_CODE, 0, 0, 0 } },
		{ "> \tint x;", { TEXT_CODE, 1, 2, 0 } },
		{ "\t| a | b |", { TEXT_TABLE, 0, 0, 0 } },
		{ "---", { TEXT_RULE, 0, 0, 0 } },
		{ "----", { TEXT_PLAIN, 0, 0, 0 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text_line is = text_line_of(cases[i].line, strlen(cases[i].line));

		assert_int_equal(is.kind, cases[i].is.kind);
		assert_int_equal(is.quotes, cases[i].is.quotes);
		assert_int_equal(is.prefix, cases[i].is.prefix);
		assert_int_equal(is.marker, cases[i].is.marker);
	}
}

static const char *
laid_out(struct arena *a, const char *text, int columns)
{
	size_t n;
	struct text_row *rows = text_rows(a, text, columns, &n);
	const char *out = "";

	for (size_t i = 0; i < n; i++)
		out = arena_printf(a, "%s%s%s%.*s|", out, rows[i].lead, rows[i].kind == TEXT_CODE ? "=" : "",
		    (int)rows[i].n, rows[i].s);
	return out;
}

static void
rows_hang_below_their_marks(void **state)
{
	static const struct {
		int columns;
		const char *text, *rows;
	} cases[] = {
		{ 20, "One two three four five six", "One two three four|five six|" },
		{ 20, "a\n\nb", "a||b|" },
		{ 18, "- One two three four five", "- One two three|  four five|" },
		{ 18, "12. One two three four", "12. One two three|    four|" },
		{ 20, "> - One two three four five", "> - One two three|>   four five|" },
		{ 20, "> a\n>\n> > b", "> a|>|> > b|" },
		{ 20, "    One two three four five", "    One two three|    four five|" },
		{ 20, "## One two three four five", "One two three four|five|" },
		{ 16, "\tint main(void) { }", "=int main(void)|= { }|" },
		{ 20, "- a\n  \tx", "- a|  =x|" },
		{ 10, "\t| too | wide | to be | broken |", "| too | wide | to be | broken ||" },
		{ 20, "> ---", "> ---|" },
		{ 12, "> > > > - One two three", "- One two|  three|" },
		{ 4, "> > One", "One|" },
		{ 16, "- 日本語の長い文章です", "- 日本語の長い文|  章です|" },
		{ 20, "", "|" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(laid_out(&a, cases[i].text, cases[i].columns), cases[i].rows);
	arena_done(&a);
}

static void
excerpts_that_begin_the_text(void **state)
{
	static const struct {
		const char *text, *excerpt;
		bool is;
	} cases[] = {
		{ "The wall fell at high water. Nobody was hurt.", "The wall fell at high water.", true },
		{ "The wall fell at high water. Nobody was hurt.", "The wall fell at high ...", true },
		{ "The wall fell at high water.", "The wall fell\xE2\x80\xA6", true },
		{ "# The wall\n\nIt \xE2\x80\x9C" "fell\xE2\x80\x9D [1] down", "The wall It \"fell\" down",
		    true },
		{ "[image: Quay]\n\n- The wall fell", "The wall fell [...]", true },
		{ "The wall fell at high water.", "The quay fell", false },
		{ "The wall", "The wall fell", false },
		{ "The wall", "", false },
		{ "The wall", "...", false },
		{ "", "The wall", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(text_begins_with(cases[i].text, cases[i].excerpt), cases[i].is);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_by_their_marks),
		cmocka_unit_test(rows_hang_below_their_marks),
		cmocka_unit_test(excerpts_that_begin_the_text),
	};

	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		setlocale(LC_CTYPE, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
