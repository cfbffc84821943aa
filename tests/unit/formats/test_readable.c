/* SPDX-License-Identifier: ISC */
/* Pages beside the article that is to be read out of them, and pages that are
 * meant to hurt.  UPDATE=1 keeps what comes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "formats/formats.h"

static const char *const pages[] = { "said", "guessed", "parts", "jsonld", "list", "latin", "hostile" };

static const char *
given(const char *text)
{
	return text != NULL ? text : "";
}

static void
see_article(void *arg, const struct article *art)
{
	struct buf *out = arg;
	char when[32] = "";

	if (art->published != DATE_NONE)
		date_format_utc(art->published, when);
	buf_printf(out, "title: %s\nfrom: %s %s\n", given(art->title), given(art->provider.name),
	    given(art->language));
	buf_printf(out, "by: %s %s\n", art->nauthors > 0 ? art->authors[0] : "", when);
	for (size_t i = 0; i < art->nlinks; i++)
		buf_printf(out, "[%zu] %s\n", i + 1, art->links[i].url);
	for (size_t i = 0; i < art->nimages; i++)
		buf_printf(out, "image: %s\n", art->images[i].url);
	buf_printf(out, "\n%s\n", given(art->text));
	assert_true(utf8_is_clean(art->text, strlen(art->text), UTF8_TEXT));
	assert_true(art->title == NULL || utf8_is_clean(art->title, strlen(art->title), UTF8_LINE));
}

static void
see_damage(void *arg, int line, int column, const char *message)
{
	(void)line, (void)column;
	buf_printf(arg, "! %s\n", message);
}

static void
read_page(const struct buf *page, struct buf *out)
{
	struct format_input in = { .name = "page", .base = "https://post.example/news/1.html",
		.bytes = buf_str(page), .n = page->n };
	struct format_output to = { .article = see_article, .damage = see_damage, .arg = out };

	format_readable.parse(&in, &to);
}

static void
articles_are_read_out_of_pages(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++) {
		struct buf page = { 0 }, wanted = { 0 }, seen = { 0 };
		struct err err = { 0 };
		char path[1024];

		snprintf(path, sizeof(path), TEST_DATA "/feeds/readable/%s.html", pages[i]);
		if (!file_read(path, 1 << 20, &page, &err))
			fail_msg("%s", err.text);
		read_page(&page, &seen);
		strcat(path, ".expected");
		if (getenv("UPDATE") != NULL)
			assert_true(file_write_atomic(path, buf_str(&seen), seen.n, &err));
		if (!file_read(path, 1 << 20, &wanted, &err))
			fail_msg("%s", err.text);
		print_message("%s\n", pages[i]);
		assert_string_equal(buf_str(&seen), buf_str(&wanted));
		buf_done(&page);
		buf_done(&wanted);
		buf_done(&seen);
	}
}

static void
it_is_asked_for_by_name_only(void **state)
{
	static const char page[] = "<html><body><article><p>Words.</p></article></body></html>";

	(void)state;
	assert_ptr_equal(format_find("readable", page, sizeof(page) - 1), &format_readable);
	assert_ptr_equal(format_find("", page, sizeof(page) - 1), &format_page);
}

static const char words[] =
    "A sentence, with a comma, which is long enough to be taken for part of an article. ";

/* Pages that grow without end where a reader might run away. */
static void
costly_pages_end(void **state)
{
	static const struct {
		const char *open, *close;
		size_t n;
		bool read;
	} costly[] = {
		{ "<div>", "</div>", 100000, true },
		{ "<blockquote><ul><li>", "", 50000, true },
		{ "<source><track><option><foo>", "", 20000, true },
		{ "<a href=x><p class='a b c'>", "</span>", 20000, true },
		{ "<p>x</p>", "", 200000, true },
		{ "<div><p>One, two, three, and many more words of text in it.</p></div>", "", 20000, true },
		{ "<table><tr><td>", "", 20000, true },
		{ "                ", "", 1100000, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(costly); i++) {
		struct buf page = { 0 }, seen = { 0 };

		buf_puts(&page, "<html><body>");
		for (size_t j = 0; j < costly[i].n; j++)
			buf_puts(&page, costly[i].open);
		for (int j = 0; j < 10; j++)
			buf_printf(&page, "<p>%s</p>", words);
		for (size_t j = 0; costly[i].close[0] != '\0' && j < costly[i].n; j++)
			buf_puts(&page, costly[i].close);
		read_page(&page, &seen);
		assert_true(seen.n > 0);
		if (!costly[i].read)
			assert_string_equal(buf_str(&seen), "! the page is larger than 16 MiB\n");
		buf_done(&page);
		buf_done(&seen);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(articles_are_read_out_of_pages),
		cmocka_unit_test(it_is_asked_for_by_name_only),
		cmocka_unit_test(costly_pages_end),
	};

	formats_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
