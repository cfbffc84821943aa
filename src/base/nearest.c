/* SPDX-License-Identifier: ISC */
#include "base/nearest.h"

#include <string.h>
#include <strings.h>

enum { WORD_MAX = 48 };

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Insertions, deletions, changes and swaps of neighbours that lead from A to B
 * (optimal string alignment). */
static size_t
distance(const char *a, const char *b)
{
	size_t na = strlen(a), nb = strlen(b);
	size_t rows[3][WORD_MAX + 1];

	for (size_t j = 0; j <= nb; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			size_t change = last[j - 1] + (a[i - 1] != b[j - 1]);

			now[j] = least(change, least(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
	}
	return rows[na % 3][nb];
}

const char *
nearest_name(const char *word, const char *const *names, size_t count)
{
	size_t n = strlen(word), best = n / 3 + 1;
	const char *found = NULL;

	if (n == 0 || n > WORD_MAX)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		if (names[i] == NULL || strlen(names[i]) > WORD_MAX)
			continue;
		if (n >= 2 && strncasecmp(names[i], word, n) == 0)
			return names[i];
		size_t d = distance(word, names[i]);
		if (d < best || (d == best && found == NULL)) {
			best = d;
			found = names[i];
		}
	}
	return found;
}
