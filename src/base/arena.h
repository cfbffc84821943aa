/* SPDX-License-Identifier: ISC */
/* Memory with one lifetime: everything handed out lives until the arena is
 * reset or done, and nothing is freed singly. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *head;
	size_t used;		/* bytes of head that are taken */
	size_t total;		/* bytes handed out since the last reset */
};

void arena_init(struct arena *a);		/* the same as {0} */
void arena_done(struct arena *a);
void arena_reset(struct arena *a);		/* keeps one block for reuse */

void *arena_alloc(struct arena *a, size_t size);	/* zeroed, aligned for anything */
void *arena_array(struct arena *a, size_t count, size_t size);
char *arena_strdup(struct arena *a, const char *s);	/* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Room for one more element: doubles *ITEMS (an arena array) when COUNT has
 * reached a power of two.  The old array stays behind in the arena. */
void *arena_grow(struct arena *a, void *items, size_t count, size_t size);

#endif
