/* SPDX-License-Identifier: ISC */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Noreturn void
mem_fail(void)
{
	static const char text[] = "dateline: out of memory\n";

	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(3);
	_exit(3);
}

void *
mem_alloc(size_t size)
{
	void *p = calloc(1, size ? size : 1);

	if (p == NULL)
		mem_fail();
	return p;
}

void *
mem_realloc(void *old, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		mem_fail();
	size_t bytes = count * size;
	void *p = realloc(old, bytes != 0 ? bytes : 1);
	if (p == NULL)
		mem_fail();
	return p;
}

char *
mem_strndup(const char *s, size_t n)
{
	char *copy = mem_alloc(n + 1);

	memcpy(copy, s, n);
	return copy;
}

char *
mem_strdup(const char *s)
{
	return mem_strndup(s, strlen(s));
}
