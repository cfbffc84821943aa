/* SPDX-License-Identifier: ISC */
/* Records that were cut, lied about or carry unsafe text must be refused, and
 * never read past their end (the sanitizers watch). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/record.h"

static const char *topics[] = { "Sea", "Ferries" };
static struct image images[] = { { "https://example.org/1.jpg", "A wall", 10, 20, 1 } };

static void
make(struct article *art, struct related *rel)
{
	article_init(art);
	*rel = (struct related){
		.title = "Again", .published = DATE_NONE, .web_url = "", .has_quality = true,
	};
	rel->images = images;
	rel->nimages = 1;
	art->title = "Harbour wall";
	art->excerpt = "Two\nlines";
	art->heat = -1;
	art->has_heat = true;
	art->published = -5;
	art->topics = topics;
	art->ntopics = 2;
	art->related = rel;
	art->nrelated = 1;
	art->is_published = PUBLISHED_NO;
	art->damage = (struct damage){ 3, 7, "broken" };
}

static void
what_goes_in_comes_out(void **state)
{
	struct article art, back;
	struct related rel;
	struct arena a = { 0 };
	struct buf out = { 0 };
	struct err err = { 0 };

	(void)state;
	make(&art, &rel);
	record_encode(&art, &out);
	assert_true(record_decode(&a, out.p, out.n, true, &back, &err));
	assert_string_equal(back.title, "Harbour wall");
	assert_string_equal(back.excerpt, "Two\nlines");
	assert_int_equal(back.heat, -1);
	assert_false(back.has_quality);
	assert_int_equal(back.published, -5);
	assert_true(back.updated == DATE_NONE);
	assert_int_equal(back.ntopics, 2);
	assert_string_equal(back.topics[1], "Ferries");
	assert_string_equal(back.related[0].web_url, "");
	assert_int_equal(back.related[0].images[0].height, 20);
	assert_int_equal(back.removed, -1);
	assert_int_equal(back.damage.column, 7);
	assert_false(article_is_listed(&back));
	arena_done(&a);
	buf_done(&out);
}

static void
every_cut_is_safe(void **state)
{
	struct article art, back;
	struct related rel;
	struct buf out = { 0 };

	(void)state;
	make(&art, &rel);
	record_encode(&art, &out);
	for (size_t n = 0; n < out.n; n++) {
		struct arena a = { 0 };
		char *copy = mem_alloc(n + 1);

		memcpy(copy, out.p, n);
		record_decode(&a, copy, n, true, &back, NULL);
		/* And one flipped bit in each place. */
		copy[n / 2] = (char)(copy[n / 2] ^ 0x40);
		record_decode(&a, copy, n, true, &back, NULL);
		free(copy);
		arena_done(&a);
	}
	buf_done(&out);
}

static void
bad_records_are_refused(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
	} cases[] = {
		{ "", 0 },
		{ "\2", 1 },
		{ "\1\3\5\0\0\0abc", 9 },
		{ "\1\3\3\0\0\0a\033b", 9 },
		{ "\1\3\3\0\0\0a\0b", 9 },
		{ "\1\3\3\0\0\0a\nb", 9 },
		{ "\1\16\1\0\0\0a", 7 },
	};
	struct article back;
	struct err err = { 0 };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_false(record_decode(&a, cases[i].bytes, cases[i].n, true, &back, &err));
	/* An unknown field is one of a later version. */
	assert_true(record_decode(&a, "\1\372\1\0\0\0x\3\1\0\0\0t", 13, true, &back, &err));
	assert_string_equal(back.title, "t");
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_goes_in_comes_out),
		cmocka_unit_test(every_cut_is_safe),
		cmocka_unit_test(bad_records_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
