/* SPDX-License-Identifier: ISC */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The first block is small: many arenas live for one thing only. */
enum { FIRST_SIZE = 1024, BLOCK_SIZE = 16 * 1024, ALIGN = 16 };

struct arena_block {
	struct arena_block *next;
	size_t size;
	_Alignas(ALIGN) char data[];
};

static void
add_block(struct arena *a, size_t size)
{
	struct arena_block *b = mem_alloc(sizeof(*b) + size);

	b->size = size;
	b->next = a->head;
	a->head = b;
	a->used = 0;
}

static void
free_blocks(struct arena_block *b)
{
	while (b != NULL) {
		struct arena_block *next = b->next;

		free(b);
		b = next;
	}
}

void
arena_init(struct arena *a)
{
	*a = (struct arena){ 0 };
}

void
arena_done(struct arena *a)
{
	free_blocks(a->head);
	arena_init(a);
}

void
arena_reset(struct arena *a)
{
	struct arena_block *keep = a->head;

	if (keep == NULL)
		return;
	free_blocks(keep->next);
	keep->next = NULL;
	memset(keep->data, 0, a->used);
	a->used = 0;
	a->total = 0;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	if (size > SIZE_MAX / 2)
		mem_fail();
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	if (a->head == NULL || a->head->size - a->used < size) {
		size_t least = a->head == NULL ? FIRST_SIZE : BLOCK_SIZE;

		add_block(a, size > least ? size : least);
	}
	void *p = a->head->data + a->used;
	a->used += size;
	a->total += size;
	return p;
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / 2 / size)
		mem_fail();
	return arena_alloc(a, count * size);
}

char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *copy = arena_alloc(a, n + 1);

	memcpy(copy, s, n);
	return copy;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return s == NULL ? NULL : arena_strndup(a, s, strlen(s));
}

char *
arena_printf(struct arena *a, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	int n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (n < 0)
		return arena_strdup(a, "");
	char *s = arena_alloc(a, (size_t)n + 1);
	va_start(ap, format);
	vsnprintf(s, (size_t)n + 1, format, ap);
	va_end(ap);
	return s;
}

void *
arena_grow(struct arena *a, void *items, size_t count, size_t size)
{
	if (count != 0 && (count & (count - 1)) != 0)
		return items;
	void *more = arena_array(a, count ? count * 2 : 1, size);
	if (count != 0)
		memcpy(more, items, count * size);
	return more;
}
