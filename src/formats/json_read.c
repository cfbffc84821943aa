/* SPDX-License-Identifier: ISC */
/* jansson reads all of a document or nothing.  A document that it refuses is
 * told of with its words and their place, mended, and read again. */
#include "formats/json_read.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "formats/charset.h"
#include "formats/named.h"
#include "model/fields.h"

enum { LIST_MAX = 1000, LOOK_BYTES = 64 * 1024 };

const char *
json_look(const char *bytes, size_t n)
{
	static char text[LOOK_BYTES + 1];
	size_t length = 0;

	if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		bytes += 3;
		n -= 3;
	}
	for (size_t i = 0; i < n && length < LOOK_BYTES; i++) {
		unsigned char c = (unsigned char)bytes[i];

		/* UTF-16 has its zeros, and a mark of its order. */
		if (c == 0 || (i < 2 && c >= 0xFE) || (length == 0 && strchr(" \t\r\n", c) != NULL))
			continue;
		if (length == 0 && c != '{' && c != '[')
			break;
		text[length++] = (char)c;
	}
	text[length] = '\0';
	return text;
}

/* -- the document */

static void
say_damage(const struct format_output *out, const json_error_t *error)
{
	struct buf words = { 0 };

	/* Its place is told apart. */
	utf8_clean(&words, error->text, strlen(error->text), UTF8_LINE);
	out->damage(out->arg, error->line > 0 ? error->line : 0, error->column > 0 ? error->column : 1,
	    buf_str(&words));
	buf_done(&words);
}

static json_t *
read_utf8(const char *text, size_t n, const struct format_output *out)
{
	enum { HOW = JSON_ALLOW_NUL | JSON_DECODE_ANY };
	json_error_t error;
	json_t *root = json_loadb(text, n, HOW, &error);
	struct buf mended = { 0 };

	if (root != NULL)
		return root;
	/* Numbers beyond 64 bits are no damage, but they are not exact either. */
	root = json_loadb(text, n, HOW | JSON_DECODE_INT_AS_REAL, &error);
	if (root == NULL)
		say_damage(out, &error);
	json_decref(root);
	json_mend(text, n, &mended);
	root = json_loadb(buf_str(&mended), mended.n, HOW, &error);
	buf_done(&mended);
	return root;
}

json_t *
json_read(const struct format_input *in, const struct format_output *out)
{
	struct charset_text text;

	charset_read(&text, in);
	if (text.problem != NULL)
		out->damage(out->arg, 0, 0, "bytes that are no UTF-8 were replaced");
	json_t *root = read_utf8(text.p, text.n, out);
	charset_done(&text);
	return root;
}

/* -- values */

const char *
json_line(struct arena *a, const json_t *value)
{
	char number[64];

	if (json_is_string(value))
		return named_line(a, json_string_value(value), json_string_length(value));
	if (json_is_integer(value)) {
		snprintf(number, sizeof(number), "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		return arena_strdup(a, number);
	}
	if (json_is_real(value)) {
		double v = json_real_value(value);
		bool whole = v > -1e25 && v < 1e25 && v == floor(v);

		snprintf(number, sizeof(number), whole ? "%.0f" : "%.17g", v);
		return arena_strdup(a, number);
	}
	return NULL;
}

const char *
json_line_of(struct arena *a, const json_t *object, const char *key)
{
	return json_line(a, json_object_get(object, key));
}

/* -- into structs, by the tables of model/fields.h */

static bool
number_of(const json_t *value, int64_t *out)
{
	char *end;

	if (json_is_integer(value)) {
		*out = json_integer_value(value);
		return true;
	}
	double v = json_is_real(value) ? json_real_value(value) : 0;
	if (json_is_string(value)) {
		v = strtod(json_string_value(value), &end);
		if (end == json_string_value(value) || *end != '\0')
			return false;
	} else if (!json_is_real(value)) {
		return false;
	}
	if (!(v > -9e15 && v < 9e15))
		return false;
	*out = (int64_t)(v < 0 ? v - 0.5 : v + 0.5);
	return true;
}

static void
fill_number(const json_t *value, const struct field *f, char *item)
{
	int64_t v;

	if (!number_of(value, &v) || (f->kind == FIELD_LENGTH && v < 0))
		return;
	if (f->kind == FIELD_LENGTH) {
		*(int64_t *)(void *)(item + f->at) = v;
	} else if (v >= -1000000000 && v <= 1000000000) {
		*(int *)(void *)(item + f->at) = (int)v;
		if (f->kind == FIELD_NUMBER)
			*(bool *)(item + f->more) = true;
	}
}

static void
fill_bare(const struct shape *shape, char *item, const char *line)
{
	const struct field *bare = shape_find(shape, shape->bare, strlen(shape->bare));

	*(const char **)(void *)(item + bare->at) = line;
}

static void
fill_list(struct arena *a, const json_t *value, const struct field *f, char *item)
{
	size_t size = f->kind == FIELD_NAMES ? sizeof(const char *) : f->shape->size;
	size_t *count = (size_t *)(void *)(item + f->more);
	size_t given = json_is_array(value) ? json_array_size(value) : 1;
	void **items = (void **)(void *)(item + f->at);

	for (size_t i = 0; i < given && *count < LIST_MAX; i++) {
		const json_t *one = json_is_array(value) ? json_array_get(value, i) : value;
		const char *line = json_line(a, one);

		if (line == NULL && (f->kind == FIELD_NAMES || !json_is_object(one)))
			continue;
		*items = arena_grow(a, *items, *count, size);
		char *at = (char *)*items + *count * size;
		++*count;
		if (f->kind == FIELD_NAMES) {
			*(const char **)(void *)at = line;
			continue;
		}
		shape_init(f->shape, at);
		if (json_is_object(one))
			json_fill(a, one, f->shape, at);
		else
			fill_bare(f->shape, at, line);
	}
}

static void
fill_field(struct arena *a, const json_t *value, const struct field *f, char *item)
{
	char *at = item + f->at;

	switch (f->kind) {
	case FIELD_LINE:
		*(const char **)(void *)at = json_line(a, value);
		break;
	case FIELD_TEXT:
		if (json_is_string(value))
			*(const char **)(void *)at = utf8_clean_dup(a, json_string_value(value),
			    json_string_length(value), UTF8_TEXT);
		break;
	case FIELD_TIME:
		if (json_is_string(value))
			(void)date_parse(json_string_value(value), json_string_length(value),
			    (int64_t *)(void *)at);
		break;
	case FIELD_FLAG:
		if (json_is_boolean(value))
			*(signed char *)at = json_is_true(value);
		break;
	case FIELD_PUBLISHED:
		if (json_is_boolean(value))
			*(enum article_published *)(void *)at =
			    json_is_true(value) ? PUBLISHED_YES : PUBLISHED_NO;
		break;
	case FIELD_STRUCT:
		if (json_is_object(value))
			json_fill(a, value, f->shape, at);
		else
			fill_bare(f->shape, at, json_line(a, value));
		break;
	case FIELD_NAMES:
	case FIELD_LIST:
		fill_list(a, value, f, item);
		break;
	case FIELD_BY:
		break;
	default:
		fill_number(value, f, item);
	}
}

/* Shapes nest three deep, whatever the document does. */
void
json_fill(struct arena *a, const json_t *object, const struct shape *shape, void *item)
{
	for (size_t i = 0; i < shape->count; i++) {
		const json_t *value = json_object_get(object, shape->fields[i].key);

		if (value != NULL && !json_is_null(value))
			fill_field(a, value, &shape->fields[i], item);
	}
}
