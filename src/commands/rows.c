/* SPDX-License-Identifier: ISC */
#include "commands/rows.h"

#include "base/arena.h"
#include "base/err.h"
#include "commands/out.h"

enum { PAGE = 500 };

bool
rows_each(struct store *st, const struct store_list *list, int64_t most,
    bool (*each)(void *arg, const struct row *row, struct err *err), void *arg, int64_t *count,
    struct err *err)
{
	struct arena a = { 0 };
	struct store_cursor at = { 0 };
	struct row *rows;
	size_t n = PAGE;
	bool ok = true;

	*count = 0;
	err->text[0] = '\0';
	while (ok && n == PAGE && (most < 0 || *count < most) && !out_broken()) {
		arena_reset(&a);
		if (!store_rows(st, list, *count > 0 ? &at : NULL, false, PAGE, &a, &rows, &n, err))
			break;
		for (size_t i = 0; ok && i < n && (most < 0 || *count < most); i++) {
			at = (struct store_cursor){ rows[i].sort, rows[i].time, rows[i].place };
			ok = each(arg, &rows[i], err);
			(*count)++;
		}
	}
	arena_done(&a);
	return err->text[0] == '\0';
}
