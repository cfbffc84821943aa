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
#include "base/nearest.h"

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

static bool
time_range(enum query_field field, const char *text, int64_t now, struct range *r)
{
	if (text[0] == '=' || text[0] == '>' || text[0] == '<')
		return false;
	if (!date_parse_when(text, strlen(text), now, &r->from, &r->to))
		return false;
	if (field == QUERY_AFTER)
		r->to = INT64_MAX;
	if (field == QUERY_BEFORE) {
		r->to = r->from;
		r->from = INT64_MIN;
	}
	return true;
}

static bool
find_flag(enum query_field field, const struct query_value *v, enum query_flag *flag,
    struct query_error *error)
{
	const char *names[QUERY_FLAG_COUNT];
	char all[128] = "";
	size_t count = 0;

	for (int i = 0; i < QUERY_FLAG_COUNT; i++) {
		if (query_flag_info[i].field != field)
			continue;
		if (strcasecmp(query_flag_info[i].name, v->text) == 0) {
			*flag = (enum query_flag)i;
			return true;
		}
		names[count++] = query_flag_info[i].name;
		size_t used = strlen(all);
		snprintf(all + used, sizeof(all) - used, "%s%s", used ? " " : "", query_flag_info[i].name);
	}
	const char *near = nearest_name(v->text, names, count);
	for (size_t i = 0; i < count; i++)
		if (error != NULL && strncasecmp(names[i], v->text, strlen(v->text)) == 0)
			error->incomplete = true;
	if (near != NULL)
		return query_fail(error, v->column, "no \"%s:%.40s\"; did you mean \"%s\"?",
		    query_field_info[field].name, v->text, near);
	return query_fail(error, v->column, "\"%s:\" takes one of: %s", query_field_info[field].name, all);
}

static bool
fill(struct query *q, const struct query_value *v, int64_t now, struct query_error *error)
{
	struct range r;

	switch (query_field_info[q->field].kind) {
	case QUERY_NAME:
		q->exact = v->exact;
		return true;
	case QUERY_FLAG:
		return find_flag(q->field, v, &q->flag, error);
	case QUERY_NUMBER:
		if (!number_range(v->text, &r))
			return query_fail(error, v->column,
			    "\"%s:\" takes a number: %s:80, %s:>=80 or %s:40..80",
			    query_field_info[q->field].name, query_field_info[q->field].name,
			    query_field_info[q->field].name, query_field_info[q->field].name);
		break;
	case QUERY_TIME:
		if (!time_range(q->field, v->text, now, &r))
			return query_fail(error, v->column,
			    "\"%.40s\" is no date: write 2020-12-17, 2020-12, today, monday, 7d "
			    "or 2020-12-01..2020-12-15",
			    v->text);
		break;
	}
	q->from = r.from;
	q->to = r.to;
	return true;
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
	if (!fill(q, v, now, error)) {
		/* Half a number or date may become a whole one. */
		if (query_field_info[field].kind == QUERY_NUMBER ||
		    query_field_info[field].kind == QUERY_TIME)
			error->incomplete = true;
		return NULL;
	}
	return q;
}

bool
query_make_sort(const struct query_value *v, struct query_sort *sort, struct query_error *error)
{
	const char *name = v->text;
	bool reverse = name[0] == '-';

	name += reverse;
	for (int i = 0; i < ORDER_COUNT; i++) {
		if (strcasecmp(name, query_order_names[i]) != 0)
			continue;
		if (sort != NULL)
			*sort = (struct query_sort){ (enum query_order)i, reverse };
		return true;
	}
	error->incomplete = true;
	const char *near = nearest_name(name, query_order_names, ORDER_COUNT);
	if (near != NULL)
		return query_fail(error, v->column, "no order \"%.40s\"; did you mean \"%s\"?", name, near);
	return query_fail(error, v->column,
	    "\"sort:\" takes one of: date heat quality coverage unread provider topic source");
}
