/* SPDX-License-Identifier: ISC */
/* What stands behind a field's colon: names, numbers, times, flags. */
#include "query/query_parts.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "query/query_regex.h"

enum { VIEWS_DEEP = 8 };

struct range {
	int64_t from, to;
};

/* A whole number, at most nine digits, so that sums cannot overflow. */
static const char *
number(const char *s, int64_t *out)
{
	bool minus = *s == '-';
	int digits = 0;

	s += minus;
	*out = 0;
	while (isdigit((unsigned char)*s) && digits < 15) {
		*out = *out * 10 + (*s++ - '0');
		digits++;
	}
	if (minus)
		*out = -*out;
	return digits > 0 ? s : NULL;
}

static bool
number_range(const char *s, struct range *r)
{
	static const struct { const char *sign; int low, high; } signs[] = {
		/* low, high: 0 the number itself, 1 one above, -1 one below, 9 open */
		{ ">=", 0, 9 }, { "<=", 9, 0 }, { ">", 1, 9 }, { "<", 9, -1 }, { "=", 0, 0 }, { "", 0, 0 },
	};
	int64_t n;
	size_t i = 0;

	while (strncmp(s, signs[i].sign, strlen(signs[i].sign)) != 0)
		i++;
	s += strlen(signs[i].sign);
	const char *end = number(s, &n);
	if (signs[i].sign[0] == '\0' && end == NULL && strncmp(s, "..", 2) == 0) {
		r->from = INT64_MIN;
		end = number(s + 2, &r->to);
		return end != NULL && *end == '\0';
	}
	if (end == NULL)
		return false;
	r->from = signs[i].low == 9 ? INT64_MIN : n + signs[i].low;
	r->to = signs[i].high == 9 ? INT64_MAX : n + signs[i].high;
	if (strncmp(end, "..", 2) == 0 && signs[i].sign[0] == '\0') {
		r->to = INT64_MAX;
		end = end[2] == '\0' ? end + 2 : number(end + 2, &r->to);
	}
	return end != NULL && *end == '\0';
}

/* 2020/12/17 is what some write for 2020-12-17. */
static const char *
with_dashes(struct arena *a, const char *text)
{
	if (strchr(text, '/') == NULL)
		return text;
	char *out = arena_strdup(a, text);
	for (char *p = out + 1; *out != '\0' && *p != '\0'; p++)
		if (*p == '/' && isdigit((unsigned char)p[-1]) && isdigit((unsigned char)p[1]))
			*p = '-';
	return out;
}

/* date:>=monday and the like; SIGN is "" without one. */
static bool
compare(const char *sign, struct range *r)
{
	bool below = sign[0] == '<', same = sign[0] != '\0' && sign[1] == '=';

	if (sign[0] == '\0' || sign[0] == '=')
		return true;
	if (below)
		*r = (struct range){ INT64_MIN, same ? r->to : r->from };
	else
		*r = (struct range){ same ? r->from : r->to, INT64_MAX };
	return true;
}

static bool
time_range(enum query_field field, const char *text, int64_t now, struct range *r)
{
	static const char *const signs[] = { ">=", "<=", ">", "<", "=", "" };
	size_t i = 0;

	while (strncmp(text, signs[i], strlen(signs[i])) != 0)
		i++;
	text += strlen(signs[i]);
	if (!date_parse_when(text, strlen(text), now, &r->from, &r->to))
		return false;
	if (field == QUERY_AFTER || field == QUERY_BEFORE) {
		if (signs[i][0] != '\0' || strstr(text, "..") != NULL)
			return false;
		return compare(field == QUERY_AFTER ? ">=" : "<", r);
	}
	return compare(signs[i], r);
}

static bool
find_flag(enum query_field field, const struct query_value *v, enum query_flag *flag,
    struct query_error *error)
{
	const char *names[QUERY_FLAG_COUNT], *word = query_flag_alias(v->text);
	char all[160] = "";
	size_t count = 0;

	for (int i = 0; i < QUERY_FLAG_COUNT; i++) {
		/* is:video and has:star are clear enough. */
		if (strcasecmp(query_flag_info[i].name, word) == 0) {
			*flag = (enum query_flag)i;
			return true;
		}
		if (query_flag_info[i].field != field)
			continue;
		names[count++] = query_flag_info[i].name;
		size_t used = strlen(all);
		snprintf(all + used, sizeof(all) - used, "%s%s", used ? " " : "", query_flag_info[i].name);
	}
	const char *near = nearest_name(v->text, names, count), *hint = query_flag_hint(v->text);
	for (size_t i = 0; i < count; i++)
		if (error != NULL && strncasecmp(names[i], v->text, strlen(v->text)) == 0)
			error->incomplete = true;
	if (hint != NULL)
		return query_fail(
		    error, v->column, "no \"%s:%s\"; %s", query_field_info[field].name, v->text, hint);
	if (near != NULL)
		return query_fail(error, v->column, "no \"%s:%.40s\"; did you mean \"%s\"?",
		    query_field_info[field].name, v->text, near);
	return query_fail(error, v->column, "\"%s:\" takes one of: %s", query_field_info[field].name, all);
}

bool
query_takes_regex(enum query_field field)
{
	return query_field_info[field].kind == QUERY_WORDS || field == QUERY_PROVIDER || field == QUERY_URL;
}

static bool
check_regex(const struct query_value *v, struct query_error *error)
{
	size_t at = 0;
	char why[160];
	struct query_regex *r = query_regex_new(v->text, v->icase, why, sizeof(why), &at);

	if (r == NULL)
		return query_fail(error, v->column + 1 + query_column(v->text, v->text + at) - 1,
		    "no regular expression: %s", why);
	query_regex_free(r);
	return true;
}

/* The filter behind view:NAME, parsed as if it stood there. */
static bool
take_view(struct arena *a, struct query *q, const struct query_value *v, int64_t now,
    struct query_error *error)
{
	const struct query_views *views = query_views_get();
	const char *names[100], *name, *text;
	struct query_error inner = { 0 };
	size_t count = 0;
	static int depth;

	if (views == NULL)
		return true;
	text = views->find(views->arg, v->text);
	if (text != NULL && depth < VIEWS_DEEP) {
		depth++;
		q->a = query_parse(a, text, now, NULL, &inner);
		depth--;
		return q->a != NULL ||
		    query_fail(error, v->column, "in the view \"%.60s\": %s", v->text, inner.text);
	}
	if (text != NULL)
		return query_fail(error, v->column, "the view \"%.60s\" leads back to itself", v->text);
	for (; count < COUNT(names) && (name = views->name(views->arg, count)) != NULL; count++) {
		names[count] = name;
		if (strncasecmp(name, v->text, strlen(v->text)) == 0 && error != NULL)
			error->incomplete = true;
	}
	name = nearest_name(v->text, names, count);
	if (name != NULL)
		return query_fail(error, v->column, "no view \"%.60s\"; did you mean \"%s\"?", v->text, name);
	return query_fail(error, v->column, "no view \"%.60s\"", v->text);
}

static bool
fill_time(struct arena *a, struct query *q, const struct query_value *v, int64_t now,
    struct query_error *error)
{
	struct range r;

	q->text = with_dashes(a, v->text);
	if (!time_range(q->field, q->text, now, &r))
		return query_fail(error, v->column,
		    "\"%.40s\" is no date: write 2020-12-17, 2020-12, monday, last-week or 7d", v->text);
	q->from = r.from;
	q->to = r.to;
	return true;
}

static bool
fill_number(struct query *q, const struct query_value *v, struct query_error *error)
{
	const char *name = query_field_info[q->field].name;
	struct range r;

	bool ok = number_range(v->text, &r);
	if (q->field == QUERY_STORY && (!ok || r.from != r.to))
		return query_fail(error, v->column, "\"story:\" takes the number of an article: story:1204");
	if (!ok)
		return query_fail(error, v->column, "\"%s:\" takes a number: %s:80, %s:>=80 or %s:40..80",
		    name, name, name, name);
	q->from = r.from;
	q->to = r.to;
	return true;
}

static bool
fill_type(struct query *q, const struct query_value *v, struct query_error *error)
{
	static const char *const types[] = { "article", "video", "audio" };
	const char *word = query_flag_alias(v->text);

	for (size_t i = 0; i < COUNT(types); i++) {
		if (strcasecmp(types[i], word) == 0) {
			q->text = types[i];
			return true;
		}
		if (error != NULL && strncasecmp(types[i], v->text, strlen(v->text)) == 0)
			error->incomplete = true;
	}
	return query_fail(error, v->column, "\"type:\" takes article, video or audio");
}

static bool
fill(struct arena *a, struct query *q, const struct query_value *v, int64_t now, struct query_error *error)
{
	q->regex = v->regex;
	q->icase = v->icase;
	if (v->regex)
		return check_regex(v, error);
	switch (query_field_info[q->field].kind) {
	case QUERY_NAME:
		q->exact = v->exact;
		if (q->field == QUERY_TYPE)
			return fill_type(q, v, error);
		if (q->field == QUERY_LANG)
			q->text = query_lang_code(v->text);
		return q->field != QUERY_VIEW || take_view(a, q, v, now, error);
	case QUERY_WORDS:
		q->phrase = v->quoted;
		q->prefix = v->prefix;
		return true;
	case QUERY_FLAG:
		if (!find_flag(q->field, v, &q->flag, error))
			return false;
		q->field = query_flag_info[q->flag].field;
		return true;
	case QUERY_NUMBER:
		return fill_number(q, v, error);
	case QUERY_TIME:
		return fill_time(a, q, v, now, error);
	}
	return false;
}

/* Half a number or date may become a whole one. */
static bool
may_grow(enum query_field field)
{
	return query_field_info[field].kind == QUERY_NUMBER || query_field_info[field].kind == QUERY_TIME;
}

const struct query *
query_make_field(struct arena *a, enum query_field field, const struct query_value *v, int64_t now,
    struct query_error *error)
{
	struct query *q = arena_alloc(a, sizeof(*q));

	q->op = QUERY_FIELD;
	q->field = field;
	q->text = v->text;
	q->column = v->column;
	if (v->text[0] == '\0') {
		error->incomplete = true;
		query_fail(error, v->column, "\"%s:\" needs a value: %s", query_field_info[field].name,
		    query_field_info[field].help);
		return NULL;
	}
	if (query_field_info[field].kind == QUERY_FLAG && query_is_everything(v->text))
		return &query_all;
	if (fill(a, q, v, now, error))
		return q;
	error->incomplete |= may_grow(field);
	return NULL;
}

/* "-asc" or "-desc" behind a name, as GitHub has it: the length without it. */
static size_t
direction(const char *name, bool *up, bool *down)
{
	size_t n = strlen(name);

	*up = n > 4 && strcasecmp(name + n - 4, "-asc") == 0;
	*down = n > 5 && strcasecmp(name + n - 5, "-desc") == 0;
	return n - (*up ? 4 : *down ? 5 : 0);
}

static bool
is_by_name(enum query_order order)
{
	return order == ORDER_PROVIDER || order == ORDER_TOPIC || order == ORDER_SOURCE;
}

bool
query_sort_parse(const char *text, struct query_sort *sort, struct query_error *error)
{
	const struct query_value v = { .text = text, .column = 1 };

	return query_make_sort(&v, sort, error);
}

bool
query_make_sort(const struct query_value *v, struct query_sort *sort, struct query_error *error)
{
	const char *name = v->text;
	bool reverse = name[0] == '-', up, down, turned;
	char all[160] = "";

	name += reverse;
	size_t n = direction(name, &up, &down);
	for (int i = 0; i < ORDER_COUNT; i++) {
		size_t used = strlen(all);

		snprintf(all + used, sizeof(all) - used, " %s", query_order_names[i]);
		if (strlen(query_order_names[i]) != n || strncasecmp(name, query_order_names[i], n) != 0)
			continue;
		if (is_by_name((enum query_order)i) ? down : up)
			reverse = !reverse;
		if (sort != NULL)
			*sort = (struct query_sort){ (enum query_order)i, reverse };
		return true;
	}
	enum query_order other;
	if (query_order_alias(name, n, &other, &turned)) {
		if (sort != NULL)
			*sort = (struct query_sort){ other,
				reverse != (turned != (is_by_name(other) ? down : up)) };
		return true;
	}
	error->incomplete = true;
	const char *near = nearest_name(name, query_order_names, ORDER_COUNT);
	if (near != NULL)
		return query_fail(error, v->column, "no order \"%.40s\"; did you mean \"%s\"?", name, near);
	return query_fail(error, v->column, "\"sort:\" takes one of:%s", all);
}
