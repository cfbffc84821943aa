/* SPDX-License-Identifier: ISC */
/* Labels: names that the user gives to articles, whatever their case. */
#include "store/store.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "store/store_parts.h"

bool
store_label(struct store *st, const char *name, bool make, enum mark *mark, struct err *err)
{
	static const char find[] = "SELECT id FROM label WHERE fold = ?1";
	struct arena a = { 0 };
	const char *clean = utf8_clean_dup(&a, name, strlen(name), UTF8_LINE);
	const char *fold = utf8_fold(&a, clean, strlen(clean));
	int64_t id = 0;

	bool ok = clean[0] != '\0' || err_set(err, "a label needs a name");
	ok = ok && sql_number(st, err, &id, find, "t", fold);
	if (ok && id == 0 && make)
		ok = sql_run(st, err, "INSERT INTO label (name, fold) VALUES (?1, ?2)", "tt", clean, fold) &&
		    sql_number(st, err, &id, find, "t", fold);
	*mark = id == 0 ? 0 : (enum mark)(MARK_LABEL + id * LABEL_STEP);
	arena_done(&a);
	return ok;
}

const char *
store_label_name(struct store *st, struct arena *a, int64_t id)
{
	sqlite3_stmt *stmt = sql_bind(st, NULL, "SELECT name FROM label WHERE id = ?1", "i", id);
	const char *name = NULL;

	if (stmt != NULL && sql_step(st, stmt, NULL) == 1) {
		name = sql_text(a, stmt, 0);
		sql_end(stmt);
	}
	return name;
}

struct store_name *
store_labels(struct store *st, struct arena *a, size_t *count, struct err *err)
{
	struct store_name *all = arena_alloc(a, sizeof(*all));
	int got;

	*count = 0;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT l.name, count(*), sum(a.shown AND NOT a.read) FROM label l JOIN article_label x"
	    " ON x.label = l.id JOIN article a ON a.id = x.article GROUP BY l.id ORDER BY l.fold", "");
	if (stmt == NULL)
		return NULL;
	while ((got = sql_step(st, stmt, err)) == 1) {
		all = arena_grow(a, all, *count, sizeof(*all));
		all[(*count)++] = (struct store_name){ sql_text(a, stmt, 0), NULL,
			sqlite3_column_int64(stmt, 1), sqlite3_column_int64(stmt, 2) };
	}
	return got == 0 ? all : NULL;
}

const char **
store_labels_of(struct store *st, int64_t article, struct arena *a, size_t *count)
{
	const char **names = NULL;
	sqlite3_stmt *stmt = sql_bind(st, NULL, "SELECT l.name FROM article_label x JOIN label l"
	    " ON l.id = x.label WHERE x.article = ?1 ORDER BY l.fold", "i", article);

	*count = 0;
	while (stmt != NULL && sql_step(st, stmt, NULL) == 1) {
		names = arena_grow(a, names, *count, sizeof(*names));
		names[(*count)++] = sql_text(a, stmt, 0);
	}
	return names;
}
