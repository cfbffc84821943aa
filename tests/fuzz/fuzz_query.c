/* SPDX-License-Identifier: ISC */
/* Filters as people type them, and as nobody does: what is understood is
 * written in a form that gives the same tree, what is not has words for it. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "query/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
is_same(const struct query *x, const struct query *y)
{
	if (x == NULL || y == NULL)
		return x == y;
	if (x->op != y->op || !is_same(x->a, y->a) || !is_same(x->b, y->b))
		return false;
	if (x->op == QUERY_TEXT)
		return strcmp(x->text, y->text) == 0 && x->prefix == y->prefix;
	if (x->op != QUERY_FIELD)
		return true;
	return x->field == y->field && x->from == y->from && x->to == y->to && x->flag == y->flag &&
	    x->exact == y->exact && x->prefix == y->prefix && x->regex == y->regex && x->icase == y->icase &&
	    (x->flag != 0 || x->from != 0 || strcmp(x->text, y->text) == 0 || x->field == QUERY_IS);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int64_t now = 1608215400;
	struct arena a = { 0 };
	struct query_error error = { 0 }, again = { 0 };
	struct query_sort sort = { ORDER_DATE, false };
	char shown[400];
	char *text = arena_strndup(&a, (const char *)data, size < 4000 ? size : 4000);
	const struct query *q = query_parse(&a, text, now, &sort, &error);

	if (q == NULL) {
		if (error.text[0] == '\0')
			abort();
		query_error_format(&error, text, shown, sizeof(shown));
	} else {
		const char *canonical = query_format(&a, q);
		const struct query *back = query_parse(&a, canonical, now, &sort, &again);

		if (back == NULL || !is_same(q, back) || strcmp(query_format(&a, back), canonical) != 0)
			abort();
		if (query_explain(&a, q)[0] == '\0' || !is_same(q, query_clone(&a, q)))
			abort();
		for (enum query_field f = 0; f < QUERY_FIELD_COUNT; f++)
			if (query_find(query_without(&a, q, f), f) != NULL)
				abort();
	}
	arena_done(&a);
	return 0;
}
