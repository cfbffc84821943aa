/* SPDX-License-Identifier: ISC */
/* Regular expressions (PCRE2) whose cost is bounded: a text that would take
 * too many steps does not match. */
#ifndef QUERY_QUERY_REGEX_H
#define QUERY_QUERY_REGEX_H

#include <stdbool.h>
#include <stddef.h>

struct query_regex;

/* NULL: WHY says what is wrong, *AT is the byte in PATTERN. */
struct query_regex *query_regex_new(const char *pattern, bool icase, char *why, size_t size, size_t *at);
void query_regex_free(struct query_regex *r);
/* Whether it is found anywhere in TEXT; *FROM and *TO (may be NULL) say where. */
bool query_regex_find(const struct query_regex *r, const char *text, size_t n, size_t *from, size_t *to);

#endif
