/* SPDX-License-Identifier: ISC */
/* What is kept of a source between visits.  It has a table of its own, so that
 * a visit that brings nothing writes one small row, and a source that was
 * never visited has none. */
#include "store/store.h"

#include "base/arena.h"
#include "base/date.h"
#include "store/store_parts.h"

static void
read_state(struct arena *a, sqlite3_stmt *stmt, struct store_http *out)
{
	*out = (struct store_http){
		.etag = sql_text(a, stmt, 0),
		.last_modified = sql_text(a, stmt, 1),
		.next_fetch = sqlite3_column_int64(stmt, 2),
		.status = sqlite3_column_int(stmt, 3),
		.failures = sqlite3_column_int(stmt, 4),
		.gone = sqlite3_column_int(stmt, 5) != 0,
		.moved_to = sql_text(a, stmt, 6),
		.moved_count = sqlite3_column_int(stmt, 7),
		.learned_interval = sqlite3_column_int64(stmt, 8),
		.ttl = sqlite3_column_int(stmt, 9),
		.skip_hours = sqlite3_column_int(stmt, 10),
		.skip_days = sqlite3_column_int(stmt, 11),
		.home = sql_text(a, stmt, 12),
		.icon = sql_text(a, stmt, 13),
		.language = sql_text(a, stmt, 14),
		.next_page = sql_text(a, stmt, 15),
		.body = sqlite3_column_int64(stmt, 16),
	};
}

bool
store_source_http(struct store *st, int64_t id, struct arena *a, struct store_http *out, struct err *err)
{
	*out = (struct store_http){ .next_fetch = 0 };
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT etag, last_modified, next_fetch, status, failures, gone, moved_to, moved_count,"
	    " learned_interval, ttl, skip_hours, skip_days, home, icon, language, next_page, body"
	    " FROM visit WHERE source = ?1", "i", id);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	if (got == 1) {
		read_state(a, stmt, out);
		sql_end(stmt);
	}
	return got >= 0;
}

bool
store_source_http_put(struct store *st, int64_t id, const struct store_http *h, struct err *err)
{
	return sql_run(st, err,
	    "INSERT OR REPLACE INTO visit (source, etag, last_modified, next_fetch, status, failures, gone,"
	    " moved_to, moved_count, learned_interval, ttl, skip_hours, skip_days, home, icon, language,"
	    " next_page, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
	    " ?16, ?17, ?18)", "ittidddtdidddtttti", id, h->etag, h->last_modified, h->next_fetch,
	    h->status, h->failures, (int)h->gone, h->moved_to, h->moved_count, h->learned_interval, h->ttl,
	    h->skip_hours, h->skip_days, h->home, h->icon, h->language, h->next_page, h->body);
}
