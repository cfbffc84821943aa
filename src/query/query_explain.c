/* SPDX-License-Identifier: ISC */
/* A tree in words, for the top line: "unread, in AI or below, heat at least
 * 80, since Tue 1 Dec 2020". */
#include "query/query.h"

#include <ctype.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "query/query_parts.h"

static void
put_number(struct buf *out, const struct query *q)
{
	bool coverage = q->field == QUERY_COVERAGE;
	const char *name = q->field == QUERY_ID ? "number " :
	    q->field == QUERY_STORY ? "of the story of number " : q->field == QUERY_HEAT ? "heat " :
	    coverage ? "with " : "quality ";

	buf_puts(out, name);
	if (q->from == q->to)
		buf_printf(out, "%lld", (long long)q->from);
	else if (q->to == INT64_MAX)
		buf_printf(out, "at least %lld", (long long)q->from);
	else if (q->from == INT64_MIN)
		buf_printf(out, "at most %lld", (long long)q->to);
	else
		buf_printf(out, "%lld to %lld", (long long)q->from, (long long)q->to);
	if (coverage)
		buf_puts(out, q->from == q->to && q->from == 1 ? " related article" : " related articles");
}

static bool
is_midnight(int64_t t)
{
	return date_day_start(date_day(t)) == t;
}

static void
put_day(struct buf *out, int64_t t)
{
	char text[64];
	struct tm tm;

	date_local(t, &tm);
	buf_puts(out, date_format_local(t, "%a ", text, sizeof(text)));
	buf_printf(out, "%d ", tm.tm_mday);
	buf_puts(out, date_format_local(t, is_midnight(t) ? "%b %Y" : "%b %Y %H:%M", text, sizeof(text)));
}

/* The end of a stretch, which is not part of it. */
static void
put_end(struct buf *out, int64_t to)
{
	put_day(out, is_midnight(to) ? date_day_start(date_day(to - 1)) : to - 1);
}

/* "7d": "7 days"; false for anything else. */
static bool
put_span(struct buf *out, const char *text)
{
	static const struct { char unit; const char *word; } units[] = {
		{ 'h', "hour" }, { 'd', "day" }, { 'w', "week" }, { 'm', "month" }, { 'y', "year" },
	};
	size_t n = strspn(text, "0123456789");

	if (n == 0 || text[n] == '\0' || text[n + 1] != '\0')
		return false;
	for (size_t i = 0; i < COUNT(units); i++)
		if (tolower((unsigned char)text[n]) == units[i].unit) {
			bool one = n == 1 && text[0] == '1';

			if (!one)
				buf_printf(out, "%.*s ", (int)n, text);
			buf_printf(out, "%s%s", units[i].word, one ? "" : "s");
			return true;
		}
	return false;
}

static bool
put_relative(struct buf *out, const struct query *q)
{
	struct buf span = { 0 };
	bool is = put_span(&span, q->text);

	if (is && q->field == QUERY_BEFORE)
		buf_printf(out, "older than %s%s", isdigit((unsigned char)buf_str(&span)[0]) ? "" : "a ",
		    buf_str(&span));
	else if (is)
		buf_printf(out, "of the last %s", buf_str(&span));
	buf_done(&span);
	return is;
}

/* A whole month or year. */
static bool
put_month(struct buf *out, const struct query *q)
{
	char text[64];
	struct tm from, to;

	if (q->from <= INT64_MIN + 1 || q->to == INT64_MAX || !is_midnight(q->from) || !is_midnight(q->to))
		return false;
	date_local(q->from, &from);
	date_local(q->to, &to);
	int months = (to.tm_year - from.tm_year) * 12 + to.tm_mon - from.tm_mon;
	if (from.tm_mday != 1 || to.tm_mday != 1 || (months != 1 && (months != 12 || from.tm_mon != 0)))
		return false;
	buf_printf(
	    out, "of %s", date_format_local(q->from, months == 1 ? "%B %Y" : "%Y", text, sizeof(text)));
	return true;
}

static void
put_time(struct buf *out, const struct query *q)
{
	bool open = q->from <= INT64_MIN + 1;

	if (q->field == QUERY_SEEN || q->field == QUERY_UPDATED)
		buf_puts(out, q->field == QUERY_SEEN ? "first seen " : "updated ");
	if (put_relative(out, q) || put_month(out, q))
		return;
	if (open && q->to == INT64_MAX) {
		buf_puts(out, "at any time");
	} else if (q->to == INT64_MAX) {
		buf_puts(out, "since ");
		put_day(out, q->from);
	} else if (open) {
		buf_puts(out, "before ");
		put_day(out, q->to);
	} else if (date_day(q->to - 1) == date_day(q->from)) {
		buf_puts(out, "of ");
		put_day(out, q->from);
	} else {
		buf_puts(out, "from ");
		put_day(out, q->from);
		buf_puts(out, " until ");
		put_end(out, q->to);
	}
}

/* Words with quotation marks as in print, or the expression as it is written. */
static void
put_words(struct buf *out, const struct query *q)
{
	if (q->regex)
		buf_printf(out, "/%s/%s", q->text, q->icase ? "i" : "");
	else
		buf_printf(out, "\xe2\x80\x9c%s%s\xe2\x80\x9d", q->text, q->prefix ? "…" : "");
}

static void
put_name(struct buf *out, const struct query *q)
{
	static const struct { const char *before, *after; bool words; } phrases[QUERY_FIELD_COUNT] = {
		[QUERY_PROVIDER] = { "from ", "", false },
		[QUERY_SOURCE] = { "from ", "", false },
		[QUERY_AUTHOR] = { "by ", "", true },
		[QUERY_TITLE] = { "", " in the title", true },
		[QUERY_EXCERPT] = { "", " in the excerpt", true },
		[QUERY_CONTENT] = { "", " in the text", true },
		[QUERY_URL] = { "", " in the address", true },
		[QUERY_TYPE] = { "of type ", "", false },
		[QUERY_LABEL] = { "labelled ", "", false },
		[QUERY_LANG] = { "in the language ", "", false },
		[QUERY_VIEW] = { "of the view ", "", false },
	};

	if (q->field == QUERY_TOPIC) {
		buf_printf(out, q->exact ? "in %s itself" : "in %s or below", q->text);
		return;
	}
	buf_puts(out, phrases[q->field].before);
	if (phrases[q->field].words || q->regex)
		put_words(out, q);
	else
		buf_puts(out, q->text);
	buf_puts(out, phrases[q->field].after);
}

static void
put_field(struct buf *out, const struct query *q)
{
	switch (query_field_info[q->field].kind) {
	case QUERY_FLAG:
		buf_puts(out, query_flag_info[q->flag].words);
		break;
	case QUERY_NUMBER:
		put_number(out, q);
		break;
	case QUERY_TIME:
		put_time(out, q);
		break;
	case QUERY_NAME:
	case QUERY_WORDS:
		put_name(out, q);
		break;
	}
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

/* Without a label, not "not with a label". */
static void
put_not(struct buf *out, const struct query *q)
{
	bool has = q->op == QUERY_FIELD && q->field == QUERY_HAS;
	const char *words = has ? query_flag_info[q->flag].words : "";

	if (strncmp(words, "with ", 5) == 0) {
		buf_printf(out, "without %s", words + 5);
		return;
	}
	buf_puts(out, q->op == QUERY_TEXT ? "without " : "not ");
	put(out, q, true);
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
		put_not(out, q->a);
		break;
	case QUERY_TEXT:
		put_words(out, q);
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
