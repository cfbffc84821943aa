/* SPDX-License-Identifier: ISC */
/* The buffer that all text goes through, the hash that is stored, and errors,
 * which are made of both and shown to people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"

static void
a_buffer_grows_and_keeps(void **state)
{
	struct buf b = { 0 };

	(void)state;
	assert_string_equal(buf_str(&b), "");
	buf_add(&b, "", 0);
	assert_string_equal(buf_str(&b), "");
	for (int i = 0; i < 5000; i++)
		buf_printf(&b, "%d,", i);
	assert_int_equal(b.n, strlen(b.p));
	assert_memory_equal(b.p, "0,1,2,3,", 8);
	assert_string_equal(b.p + b.n - 5, "4999,");
	buf_reset(&b);
	assert_string_equal(buf_str(&b), "");
	buf_puts(&b, "again");
	buf_putc(&b, '!');
	assert_string_equal(b.p, "again!");
	buf_done(&b);
	assert_null(b.p);
	buf_done(&b);
}

static void
the_front_can_be_dropped(void **state)
{
	struct buf b = { 0 };

	(void)state;
	buf_drop(&b, 0);
	buf_add(&b, "a\0bcd", 5);
	buf_drop(&b, 2);
	assert_string_equal(b.p, "bcd");
	buf_drop(&b, 3);
	assert_int_equal(b.n, 0);
	assert_string_equal(buf_str(&b), "");
	buf_done(&b);
}

/* Stored in databases: these numbers must never change. */
static void
hashes_are_the_same_for_ever(void **state)
{
	static const struct { const char *text; uint64_t hash; } cases[] = {
		{ "", UINT64_C(0xcbf29ce484222325) },
		{ "a", UINT64_C(0xaf63dc4c8601ec8c) },
		{ "foobar", UINT64_C(0x85944171f73967e8) },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_true(hash_bytes(cases[i].text, strlen(cases[i].text)) == cases[i].hash);
	/* of the large one only that each bit and the length count */
	char zeros[24] = { 0 };
	uint64_t whole = hash_large(0, zeros, sizeof(zeros));
	for (size_t i = 0; i < sizeof(zeros); i++) {
		assert_true(hash_large(0, zeros, i) != whole);
		zeros[i] ^= 1;
		assert_true(hash_large(0, zeros, sizeof(zeros)) != whole);
		zeros[i] ^= 1;
	}
	assert_true(hash_large(0, zeros, sizeof(zeros)) == whole);
	assert_true(hash_more(hash_bytes("foo", 3), "bar", 3) == hash_bytes("foobar", 6));
}

static void
errors_are_one_safe_line(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_false(err_set(&err, "cannot read %s", "a\nb\x1B[2J\xFF"));
	assert_string_equal(err.text, "cannot read a b[2J\xEF\xBF\xBD");
	assert_false(err_wrap(&err, "%s", "source 1"));
	assert_string_equal(err.text, "source 1: cannot read a b[2J\xEF\xBF\xBD");
	assert_int_equal(err.code, 0);
	assert_false(err_code(&err, 3));
	assert_false(err_wrap(&err, "again"));
	assert_int_equal(err.code, 3);
	assert_false(err_set(NULL, "nobody"));
	assert_false(err_wrap(NULL, "nobody"));
	assert_false(err_code(NULL, 1));
}

static void
long_errors_are_cut_between_characters(void **state)
{
	char text[3000];
	struct err err = { 0 };

	(void)state;
	for (size_t lead = 0; lead < 4; lead++) {
		memset(text, 'x', lead);
		for (size_t i = lead; i + 3 < sizeof(text); i += 3)
			memcpy(text + i, "\xE2\x82\xAC", 4);
		err_set(&err, "%s", text);
		assert_true(strlen(err.text) > 700);
		assert_true(utf8_valid(err.text, strlen(err.text)));
		assert_null(strstr(err.text, "\xEF\xBF\xBD"));
		err_wrap(&err, "%s", text);
		assert_true(utf8_valid(err.text, strlen(err.text)));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_buffer_grows_and_keeps),
		cmocka_unit_test(the_front_can_be_dropped),
		cmocka_unit_test(hashes_are_the_same_for_ever),
		cmocka_unit_test(errors_are_one_safe_line),
		cmocka_unit_test(long_errors_are_cut_between_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
