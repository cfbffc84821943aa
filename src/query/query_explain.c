/* SPDX-License-Identifier: ISC */
/* A tree in words, for the top line: "unread, in AI or below, heat at least
 * 80, since Tue 1 Dec 2020". */
#include "query/query.h"

#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "query/query_parts.h"

static void
put_number(struct buf *out, const struct query *q)
{
	const char *name = q->field == QUERY_COVERAGE ? "related" : query_field_info[q->field].name;

	if (q->field == QUERY_ID)
		name = "number";
	if (q->from == q->to)
		buf_printf(out, "%s %lld", name, (long long)q->from);
	else if (q->to == INT64_MAX)
		buf_printf(out, "%s at least %lld", name, (long long)q->from);
	else if (q->from == INT64_MIN)
		buf_printf(out, "%s at most %lld", name, (long long)q->to);
	else
		buf_printf(out, "%s %lld to %lld", name, (long long)q->from, (long long)q->to);
}

static void
put_day(struct buf *out, int64_t t)
{
	char text[64];
	struct tm tm;

	date_local(t, &tm);
	bool midnight = tm.tm_hour == 0 && tm.tm_min == 0 && tm.tm_sec == 0;
	buf_puts(out, date_format_local(t, "%a ", text, sizeof(text)));
	buf_printf(out, "%d ", tm.tm_mday);
	buf_puts(out, date_format_local(t, midnight ? "%b %Y" : "%b %Y %H:%M", text, sizeof(text)));
}

static void
put_time(struct buf *out, const struct query *q)
{
	if (q->field == QUERY_AFTER) {
		buf_puts(out, "since ");
		put_day(out, q->from);
	} else if (q->field == QUERY_BEFORE) {
		buf_puts(out, "before ");
		put_day(out, q->to);
	} else if (q->from > INT64_MIN + 1 && q->to < INT64_MAX && date_day(q->to - 1) == date_day(q->from)) {
		buf_puts(out, "of ");
		put_day(out, q->from);
	} else {
		if (q->from > INT64_MIN + 1) {
			buf_puts(out, "from ");
			put_day(out, q->from);
		}
		if (q->to < INT64_MAX) {
			buf_puts(out, q->from > INT64_MIN + 1 ? " until " : "until ");
			put_day(out, q->to - 1);
		}
	}
}

static void
put_field(struct buf *out, const struct query *q)
{
	switch (query_field_info[q->field].kind) {
	case QUERY_FLAG:
		buf_puts(out, query_flag_info[q->flag].words);
		return;
	case QUERY_NUMBER:
		put_number(out, q);
		return;
	case QUERY_TIME:
		put_time(out, q);
		return;
	case QUERY_NAME:
		break;
	}
	if (q->field == QUERY_TOPIC)
		buf_printf(out, q->exact ? "in %s itself" : "in %s or below", q->text);
	else if (q->field == QUERY_TYPE)
		buf_printf(out, "of type %s", q->text);
	else
		buf_printf(out, "from %s", q->text);
}

static void put(struct buf *out, const struct query *q, bool inner);

static void
put_pair(struct buf *out, const struct query *q, bool inner)
{
	if (inner)
		buf_putc(out, '(');
	put(out, q->a, q->a->op != q->op);
	buf_puts(out, q->op == QUERY_AND ? ", " : " or ");
	put(out, q->b, q->b->op != q->op);
	if (inner)
		buf_putc(out, ')');
}

static void
put(struct buf *out, const struct query *q, bool inner)
{
	switch (q->op) {
	case QUERY_ALL:
		buf_puts(out, "everything");
		break;
	case QUERY_AND:
	case QUERY_OR:
		put_pair(out, q, inner);
		break;
	case QUERY_NOT:
		buf_puts(out, q->a->op == QUERY_TEXT ? "without " : "not ");
		put(out, q->a, true);
		break;
	case QUERY_TEXT:
		buf_printf(out, "\xe2\x80\x9c%s%s\xe2\x80\x9d", q->text, q->prefix ? "…" : "");
		break;
	case QUERY_FIELD:
		put_field(out, q);
		break;
	}
}

const char *
query_explain(struct arena *a, const struct query *q)
{
	struct buf out = { 0 };

	put(&out, q, false);
	const char *text = arena_strndup(a, buf_str(&out), out.n);
	buf_done(&out);
	return text;
}
