/* SPDX-License-Identifier: ISC */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/mapped.h"
#include "base/mem.h"

/* A file of N bytes, each the number of its 64 KiB. */
static int
make_file(size_t n)
{
	char path[] = "/tmp/dateline-test-XXXXXX";
	int fd = mkstemp(path);
	char *bytes = mem_alloc(n + 1);

	assert_true(fd >= 0);
	(void)unlink(path);
	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)('a' + i / 65536 % 26);
	assert_int_equal(write(fd, bytes, n), n);
	free(bytes);
	return fd;
}

static void
a_file_is_there_with_a_nul_behind_it(void **state)
{
	static const size_t sizes[] = { 0, 1, 4096, 65536, 65537 };

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct err err = { 0 };
		size_t n;
		int fd = make_file(sizes[i]);

		assert_true(mapped_open(fd, sizes[i], &err));
		close(fd);
		const char *p = mapped_bytes(&n);
		assert_int_equal(n, sizes[i]);
		assert_true(n == 0 || p[n - 1] == (n > 65536 ? 'b' : 'a'));
		assert_int_equal(p[n], 0);
		mapped_close();
		assert_null(mapped_bytes(&n));
	}
}

static void
what_was_passed_can_be_read_again(void **state)
{
	enum { SIZE = 12 * 1024 * 1024 };
	struct err err = { 0 };
	size_t n;
	int fd = make_file(SIZE);

	(void)state;
	assert_true(mapped_open(fd, SIZE, &err));
	close(fd);
	const char *p = mapped_bytes(&n);
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < n; i += 4096) {
			if (p[i] != (char)('a' + i / 65536 % 26))
				fail_msg("byte %zu is wrong in pass %d", i, pass);
			mapped_behind(p + i);
		}
	mapped_behind(p + n);
	assert_int_equal(p[n], 0);
	mapped_behind("elsewhere");
	mapped_close();
	mapped_behind(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_there_with_a_nul_behind_it),
		cmocka_unit_test(what_was_passed_can_be_read_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
