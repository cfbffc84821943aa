/* SPDX-License-Identifier: ISC */
/* Allocation that cannot fail: with no memory left the program ends here, in
 * the one place, with a message and exit code 3. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* All give memory to be released with free(). */
void *mem_alloc(size_t size);			/* zeroed */
void *mem_realloc(void *old, size_t count, size_t size);
char *mem_strdup(const char *s);
char *mem_strndup(const char *s, size_t n);

/* Ends the program as above; for libraries' own allocators that failed. */
_Noreturn void mem_fail(void);

#endif
