/* SPDX-License-Identifier: ISC */
/* Where a value goes is said by the shape of struct source_options, how it is
 * written by the table below. */
#include "desk/sources_options.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "base/yaml.h"
#include "model/record.h"
#include "settings/settings.h"

enum { DAY = 24 * 60 * 60, INTERVAL_MAX = 365 * DAY };

/* NULL when NODE was taken over into PLACE, else what is allowed there. */
typedef const char *take_value(struct arena *a, const struct yaml *node, const struct field *f, void *out);

static const char *
take_text(struct arena *a, const struct yaml *node, const struct field *f, void *out)
{
	if (node->kind != YAML_SCALAR || node->text[0] == '\0')
		return "a text";
	*(const char **)(void *)((char *)out + f->at) =
	    utf8_clean_dup(a, node->text, strlen(node->text), UTF8_LINE);
	return NULL;
}

/* A list, or one alone. */
static const char *
take_names(struct arena *a, const struct yaml *node, const struct field *f, void *out)
{
	const char ***names = (const char ***)(void *)((char *)out + f->at);
	size_t *n = (size_t *)(void *)((char *)out + f->more);
	const struct yaml *first = node->kind == YAML_LIST ? node->first : node;

	for (const struct yaml *one = first; one != NULL; one = one->next) {
		if (one->kind != YAML_SCALAR)
			return "a list as in: [one, two]";
		*names = arena_grow(a, *names, *n, sizeof(**names));
		(*names)[(*n)++] = utf8_clean_dup(a, one->text, strlen(one->text), UTF8_LINE);
		if (node->kind != YAML_LIST)
			break;
	}
	return NULL;
}

static const char *
take_headers(struct arena *a, const struct yaml *node, const struct field *f, void *out)
{
	struct source_options *o = out;
	const char *allowed = take_names(a, node, f, out);

	for (size_t i = 0; allowed == NULL && i < o->nheaders; i++)
		if (strchr(o->headers[i], ':') == NULL || o->headers[i][0] == ':')
			allowed = "a list of \"Name: value\"";
	if (allowed != NULL)
		o->nheaders = 0;
	return allowed;
}

static const char *
take_flag(struct arena *a, const struct yaml *node, const struct field *f, void *out)
{
	bool yes;

	(void)a;
	if (node->kind != YAML_SCALAR || !settings_parse_bool(node->text, &yes))
		return "yes or no";
	*(int *)(void *)((char *)out + f->at) = yes;
	return NULL;
}

static const char *
take_interval(struct arena *a, const struct yaml *node, const struct field *f, void *out)
{
	static const struct { char unit; long seconds; } units[] = {
		{ '\0', 60 }, { 'm', 60 }, { 'h', 60 * 60 }, { 'd', DAY },
	};
	char *end;

	(void)a;
	if (node->kind != YAML_SCALAR || !isdigit((unsigned char)node->text[0]))
		return "minutes, or a time such as 15m, 2h, 1d";
	long n = strtol(node->text, &end, 10);
	for (size_t i = 0; i < COUNT(units); i++)
		if (*end == units[i].unit && (*end == '\0' || end[1] == '\0') && n > 0 &&
		    n <= INTERVAL_MAX / units[i].seconds) {
			*(int *)(void *)((char *)out + f->at) = (int)(n * units[i].seconds);
			return NULL;
		}
	return "minutes, or a time such as 15m, 2h, 1d, at most a year";
}

static const struct {
	const char *key;
	take_value *take;
} options[] = {
	{ "title", take_text },
	{ "topics", take_names },
	{ "interval", take_interval },
	{ "paused", take_flag },
	{ "hidden", take_flag },
	{ "headers", take_headers },
	{ "user", take_text },
	{ "password", take_text },
	{ "password-command", take_text },
	{ "proxy", take_text },
	{ "user-agent", take_text },
	{ "filter", take_text },
	{ "kind", take_text },
};

static const char *
unknown(struct arena *a, const char *key)
{
	const char *names[COUNT(options)];

	for (size_t i = 0; i < COUNT(options); i++)
		names[i] = options[i].key;
	const char *near = nearest_name(key, names, COUNT(options));
	return near != NULL ? arena_printf(a, "no option \"%s\"; did you mean \"%s\"?", key, near) :
	    arena_printf(a, "no option \"%s\" for a source", key);
}

/* NULL: taken over. */
static const char *
take(struct arena *a, const struct yaml *node, struct source_options *out)
{
	for (size_t i = 0; i < COUNT(options); i++) {
		if (strcmp(options[i].key, node->key) != 0)
			continue;
		const struct field *f = shape_find(&shape_source_options, node->key, strlen(node->key));
		const char *allowed = options[i].take(a, node, f, out);

		if (allowed == NULL)
			return NULL;
		field_clear(f, out);
		return arena_printf(a, "\"%s\" must be %s", node->key, allowed);
	}
	return unknown(a, node->key);
}

struct sources_remark *
sources_options_read(struct arena *a, const struct yaml *map, struct source_options *out)
{
	struct sources_remark *first = NULL, **last = &first;

	shape_init(&shape_source_options, out);
	for (const struct yaml *node = map->first; node != NULL; node = node->next) {
		if (strcmp(node->key, "source") == 0 || strcmp(node->key, "url") == 0 ||
		    node->kind == YAML_NULL)
			continue;
		const char *text = take(a, node, out);

		if (text == NULL)
			continue;
		*last = arena_alloc(a, sizeof(**last));
		**last = (struct sources_remark){ text, node->key_line, node->key_column, NULL };
		last = &(*last)->next;
	}
	return first;
}

static void
write_number(const struct field *f, int n, struct buf *out)
{
	if (strcmp(f->key, "interval") != 0)
		buf_puts(out, n != 0 ? "yes" : "no");
	else if (n % (60 * 60) == 0)
		buf_printf(out, "%dh", n / (60 * 60));
	else
		buf_printf(out, "%dm", n / 60);
}

static void
write_value(const struct field *f, const struct source_options *o, struct buf *out)
{
	const void *at = (const char *)o + f->at;

	if (f->kind == FIELD_LINE) {
		buf_put_quoted(out, *(const char *const *)at);
	} else if (f->kind == FIELD_NAMES) {
		const char *const *names = *(const char *const *const *)at;
		size_t n = *(const size_t *)(const void *)((const char *)o + f->more);

		for (size_t i = 0; i < n; i++) {
			buf_puts(out, i > 0 ? ", " : "[");
			buf_put_quoted(out, names[i]);
		}
		buf_putc(out, ']');
	} else {
		write_number(f, *(const int *)at, out);
	}
}

void
sources_options_write(const struct source_options *o, size_t indent, struct buf *out)
{
	for (size_t i = 0; i < shape_source_options.count; i++) {
		const struct field *f = &shape_source_options.fields[i];

		if (!field_is_given(f, o))
			continue;
		buf_printf(out, "%*s%s: ", (int)indent, "", f->key);
		write_value(f, o, out);
		buf_putc(out, '\n');
	}
}

static const struct field *
find(const char *key)
{
	return shape_find(&shape_source_options, key, strlen(key));
}

void
sources_options_write_one(const struct source_options *o, const char *key, struct buf *out)
{
	write_value(find(key), o, out);
}

const char *
sources_options_text(struct arena *a, const struct source_options *o, const char *key)
{
	const struct field *f = find(key);
	const void *at = (const char *)o + f->at;
	struct buf b = { 0 };
	const char *text = "";

	if (!field_is_given(f, o))
		return "";
	if (f->kind == FIELD_LINE)
		return *(const char *const *)at;
	if (f->kind == FIELD_NAMES) {
		const char *const *names = *(const char *const *const *)at;
		size_t n = *(const size_t *)(const void *)((const char *)o + f->more);

		for (size_t i = 0; i < n; i++)
			text = arena_printf(a, "%s%s%s", text, i > 0 ? ", " : "", names[i]);
		return text;
	}
	write_value(f, o, &b);
	text = arena_strdup(a, buf_str(&b));
	buf_done(&b);
	return text;
}

/* "one, two" as the list that a file would have. */
static struct yaml *
split(struct arena *a, const char *text, bool list)
{
	struct yaml *root = arena_alloc(a, sizeof(*root)), **last = &root->first;

	*root = (struct yaml){ .kind = list ? YAML_LIST : YAML_SCALAR, .text = text };
	for (const char *p = text; list && *p != '\0';) {
		size_t n = strcspn(p, ","), from = strspn(p, " ");

		if (from < n) {
			*last = arena_alloc(a, sizeof(**last));
			**last = (struct yaml){ .kind = YAML_SCALAR,
				.text = utf8_clean_dup(a, p + from, n - from, UTF8_LINE) };
			last = &(*last)->next;
		}
		p += n + (p[n] == ',');
	}
	return root;
}

bool
sources_options_set(struct arena *a, struct source_options *o, const char *key, const char *text,
    struct err *err)
{
	const struct field *f = find(key);
	const char *allowed = NULL;

	field_clear(f, o);
	if (text[strspn(text, " ,")] == '\0')
		return true;
	for (size_t i = 0; i < COUNT(options); i++)
		if (strcmp(options[i].key, key) == 0)
			allowed = options[i].take(a, split(a, text, f->kind == FIELD_NAMES), f, o);
	return allowed == NULL || err_set(err, "%s: %s", key, allowed);
}

bool
sources_options_same(const struct source_options *one, const struct source_options *two)
{
	struct buf a = { 0 }, b = { 0 };

	record_encode_shape(&shape_source_options, one, &a);
	record_encode_shape(&shape_source_options, two, &b);
	bool same = a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
	buf_done(&a);
	buf_done(&b);
	return same;
}
