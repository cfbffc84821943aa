/* SPDX-License-Identifier: ISC */
/* An article as bytes.  A record is a version byte and fields; a field is its
 * number (one byte), a length (u32, little endian) and so many bytes.  Text is
 * kept without its NUL, numbers are 8 bytes little endian, a struct is its
 * fields again, a list is its field repeated.  What is not given takes no
 * room.  The tables of model/fields.h say all the rest. */
#include "model/record.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/fields.h"

enum { VERSION = 1, HEADER = 5, LIST_MAX = 100000 };

static void
write_header(unsigned char h[HEADER], int number, size_t n)
{
	h[0] = (unsigned char)number;
	for (int i = 1; i < HEADER; i++)
		h[i] = (unsigned char)(n >> (8 * (i - 1)));
}

static void
put_bytes(struct buf *out, int number, const void *bytes, size_t n)
{
	unsigned char h[HEADER];

	write_header(h, number, n);
	buf_add(out, h, sizeof(h));
	buf_add(out, bytes, n);
}

static void
put_number(struct buf *out, int number, int64_t value)
{
	unsigned char bytes[8];
	uint64_t v = (uint64_t)value;

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(v >> (8 * i));
	put_bytes(out, number, bytes, sizeof(bytes));
}

/* The value of a field that is a number of some sort. */
static int64_t
get_value(const struct field *f, const void *at)
{
	switch (f->kind) {
	case FIELD_TIME:
	case FIELD_LENGTH:
		return *(const int64_t *)at;
	case FIELD_FLAG:
		return *(const signed char *)at;
	case FIELD_PUBLISHED:
		return (int64_t)*(const enum article_published *)at;
	case FIELD_BY:
		return (int64_t)*(const enum article_by *)at;
	default:
		return *(const int *)at;
	}
}

/* Structs hold structs two levels deep at most, so the recursion is bounded. */
static void
put_shape(struct buf *out, const struct shape *shape, const void *item)
{
	for (size_t i = 0; i < shape->count; i++) {
		const struct field *f = &shape->fields[i];
		const char *at = (const char *)item + f->at;
		size_t count = 1, start;

		if (!field_is_given(f, item))
			continue;
		if (f->kind == FIELD_LINE || f->kind == FIELD_TEXT) {
			const char *text = *(const char *const *)(const void *)at;

			put_bytes(out, f->number, text, strlen(text));
			continue;
		}
		if (f->kind == FIELD_NAMES || f->kind == FIELD_LIST) {
			count = *(const size_t *)(const void *)((const char *)item + f->more);
			at = *(const char *const *)(const void *)at;
		} else if (f->kind != FIELD_STRUCT) {
			put_number(out, f->number, get_value(f, at));
			continue;
		}
		for (size_t k = 0; k < count; k++) {
			if (f->kind == FIELD_NAMES) {
				const char *name = ((const char *const *)(const void *)at)[k];

				put_bytes(out, f->number, name, strlen(name));
				continue;
			}
			start = out->n;
			put_bytes(out, f->number, "", 0);
			put_shape(out, f->shape, at + k * f->shape->size);
			write_header((unsigned char *)out->p + start, f->number, out->n - start - HEADER);
		}
	}
}

void
record_encode(const struct article *art, struct buf *out)
{
	record_encode_shape(&shape_article, art, out);
}

void
record_encode_shape(const struct shape *shape, const void *item, struct buf *out)
{
	buf_putc(out, (char)VERSION);
	put_shape(out, shape, item);
}

struct decoder {
	struct arena *a;
	bool check;
	struct err *err;
};

static bool
take_text(struct decoder *d, const struct field *f, const char *p, size_t n, const char **out)
{
	enum utf8_clean mode = f->kind == FIELD_TEXT ? UTF8_TEXT : UTF8_LINE;

	if (memchr(p, '\0', n) != NULL || (d->check && !utf8_is_clean(p, n, mode)))
		return err_set(d->err, "unsafe text in the %s of a record", f->key);
	*out = arena_strndup(d->a, p, n);
	return true;
}

static bool
store_number(const struct field *f, int64_t v, char *item)
{
	char *at = item + f->at;

	switch (f->kind) {
	case FIELD_TIME:
		*(int64_t *)(void *)at = v;
		return true;
	case FIELD_LENGTH:
		*(int64_t *)(void *)at = v;
		return v >= 0;
	case FIELD_FLAG:
		*(signed char *)at = (signed char)(v != 0);
		return v == 0 || v == 1;
	case FIELD_PUBLISHED:
		*(enum article_published *)(void *)at = v == PUBLISHED_NO ? PUBLISHED_NO : PUBLISHED_YES;
		return v == PUBLISHED_YES || v == PUBLISHED_NO;
	case FIELD_BY:
		*(enum article_by *)(void *)at = v == BY_DATELINE ? BY_DATELINE : BY_PUBLISHER;
		return v == BY_DATELINE || v == BY_PUBLISHER;
	case FIELD_NUMBER:
		*(bool *)(item + f->more) = true;
		*(int *)(void *)at = (int)v;
		return INT_MIN <= v && v <= INT_MAX;
	default:
		*(int *)(void *)at = (int)v;
		return INT_MIN <= v && v <= INT_MAX;
	}
}

static bool
take_number(struct decoder *d, const struct field *f, const char *p, size_t n, char *item)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n && i < 8; i++)
		v |= (uint64_t)(unsigned char)p[i] << (8 * i);
	if (n != 8 || !store_number(f, (int64_t)v, item))
		return err_set(d->err, "bad number in the %s of a record", f->key);
	return true;
}

static bool take_shape(struct decoder *d, const struct shape *shape, const char *p, size_t n, char *item);

/* One more element of a list; lists grow as they come. */
static bool
take_element(struct decoder *d, const struct field *f, const char *p, size_t n, char *item)
{
	size_t *count = (size_t *)(void *)(item + f->more);
	void **items = (void **)(void *)(item + f->at);
	size_t size = f->kind == FIELD_NAMES ? sizeof(const char *) : f->shape->size;

	if (*count >= LIST_MAX)
		return err_set(d->err, "too many %s in a record", f->key);
	*items = arena_grow(d->a, *items, *count, size);
	char *one = (char *)*items + *count * size;
	if (f->kind == FIELD_NAMES) {
		if (!take_text(d, f, p, n, (const char **)(void *)one))
			return false;
	} else if (!take_shape(d, f->shape, p, n, one)) {
		return false;
	}
	++*count;
	return true;
}

static bool
take_field(struct decoder *d, const struct field *f, const char *p, size_t n, char *item)
{
	switch (f->kind) {
	case FIELD_LINE:
	case FIELD_TEXT:
		return take_text(d, f, p, n, (const char **)(void *)(item + f->at));
	case FIELD_STRUCT:
		return take_shape(d, f->shape, p, n, item + f->at);
	case FIELD_NAMES:
	case FIELD_LIST:
		return take_element(d, f, p, n, item);
	default:
		return take_number(d, f, p, n, item);
	}
}

static const struct field *
find_number(const struct shape *shape, int number)
{
	for (size_t i = 0; i < shape->count; i++) {
		if (shape->fields[i].number == number)
			return &shape->fields[i];
	}
	return NULL;
}

static bool
take_shape(struct decoder *d, const struct shape *shape, const char *p, size_t n, char *item)
{
	shape_init(shape, item);
	while (n > 0) {
		const unsigned char *h = (const unsigned char *)p;
		size_t length = 0;

		if (n < HEADER)
			return err_set(d->err, "a record ends in the middle of a field");
		for (int i = 1; i < HEADER; i++)
			length |= (size_t)h[i] << (8 * (i - 1));
		if (length > n - HEADER)
			return err_set(d->err, "a field of a record is longer than the record");
		const struct field *f = find_number(shape, h[0]);
		if (f != NULL && !take_field(d, f, p + HEADER, length, item))
			return false;
		p += HEADER + length;
		n -= HEADER + length;
	}
	return true;
}

bool
record_decode(struct arena *a, const void *bytes, size_t n, bool check_text,
    struct article *out, struct err *err)
{
	struct decoder d = { .a = a, .check = check_text, .err = err };

	article_init(out);
	if (n == 0 || *(const char *)bytes != VERSION)
		return err_set(err, "these bytes are no article record");
	if (!take_shape(&d, &shape_article, (const char *)bytes + 1, n - 1, (char *)out))
		return false;
	/* `extras` and `damage` are written as YAML and shown: never half there. */
	for (size_t i = 0; i < out->nextras; i++) {
		if (out->extras[i].path == NULL || out->extras[i].yaml == NULL)
			return err_set(err, "an unknown key of a record has no value");
	}
	return true;
}

bool
record_decode_some(
    struct arena *a, const void *bytes, size_t n, const char *numbers, struct article *out, struct err *err)
{
	struct field fields[8];
	struct shape some = { .fields = fields, .size = sizeof(*out) };
	struct decoder d = { .a = a, .err = err };

	for (; *numbers != '\0' && some.count < COUNT(fields); numbers++)
		fields[some.count++] = *find_number(&shape_article, *numbers);
	article_init(out);
	if (n == 0 || *(const char *)bytes != VERSION)
		return err_set(err, "these bytes are no article record");
	return take_shape(&d, &some, (const char *)bytes + 1, n - 1, (char *)out);
}

bool
record_decode_shape(struct arena *a, const struct shape *shape, const void *bytes, size_t n,
    void *item, struct err *err)
{
	struct decoder d = { .a = a, .check = true, .err = err };

	shape_init(shape, item);
	if (n == 0 || *(const char *)bytes != VERSION)
		return err_set(err, "these bytes are no record");
	return take_shape(&d, shape, (const char *)bytes + 1, n - 1, item);
}
