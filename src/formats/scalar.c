/* SPDX-License-Identifier: ISC */
/* One scalar into one field, of the kind that the tables say.  Text is made
 * safe here, where it comes in. */
#include "formats/scalar.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "formats/fill.h"
#include "formats/plain.h"
#include "model/fields.h"

enum { LINE_MAX_BYTES = 64 * 1024 };

const char *
scalar_line(struct fill *f)
{
	struct buf *b = &f->scratch;

	buf_reset(b);
	utf8_clean(b, f->ev.text, f->ev.n, UTF8_LINE);
	if (b->n > LINE_MAX_BYTES) {
		fill_note(f, f->ev.line, f->ev.column, "a line of more than 64 KiB, the rest is left out");
		for (b->n = LINE_MAX_BYTES; b->n > 0 && ((unsigned char)b->p[b->n] & 0xC0) == 0x80;)
			b->n--;
		char *cut = arena_strndup(f->arena, b->p, b->n);
		/* What the cut has left must be safe as it stands. */
		return utf8_clean_dup(f->arena, cut, b->n, UTF8_LINE);
	}
	return arena_strndup(f->arena, buf_str(b), b->n);
}

static const char *
text(struct fill *f, bool plain)
{
	struct buf stripped = { 0 };

	buf_reset(&f->scratch);
	if (plain && memchr(f->ev.text, '<', f->ev.n) != NULL) {
		plain_text(&stripped, f->ev.text, f->ev.n);
		utf8_clean(&f->scratch, buf_str(&stripped), stripped.n, UTF8_TEXT);
		buf_done(&stripped);
	} else {
		utf8_clean(&f->scratch, f->ev.text, f->ev.n, UTF8_TEXT);
	}
	return arena_strndup(f->arena, buf_str(&f->scratch), f->scratch.n);
}

/* Decimal, with "_" between digits as YAML allows; a fraction is rounded. */
static bool
read_number(const char *s, size_t n, int64_t *out)
{
	char digits[64], *end;
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		if (k + 1 >= sizeof(digits) || strchr("0123456789.+-_ ", s[i]) == NULL || s[i] == '\0')
			return false;
		if (s[i] != '_')
			digits[k++] = s[i];
	}
	digits[k] = '\0';
	double v = strtod(digits, &end);
	if (k == 0 || end == digits || end[strspn(end, " ")] != '\0' || v > 9e15 || v < -9e15)
		return false;
	*out = (int64_t)(v < 0 ? v - 0.5 : v + 0.5);
	return true;
}

static bool
read_flag(const char *s, size_t n, bool *out)
{
	static const char *const words[] = { "false", "true", "no", "yes", "off", "on" };

	for (size_t i = 0; i < COUNT(words); i++) {
		if (strlen(words[i]) == n && strncasecmp(words[i], s, n) == 0) {
			*out = i % 2 != 0;
			return true;
		}
	}
	return false;
}

static bool
store_number(const struct events *e, const struct field *field, void *item)
{
	char *at = (char *)item + field->at;
	int64_t v;

	if (!read_number(e->text, e->n, &v))
		return false;
	if (field->kind == FIELD_LENGTH) {
		*(int64_t *)(void *)at = v;
		return v >= 0;
	}
	if (v < INT_MIN || v > INT_MAX)
		return false;
	*(int *)(void *)at = (int)v;
	if (field->kind == FIELD_NUMBER)
		*(bool *)((char *)item + field->more) = true;
	return true;
}

bool
scalar_store(struct fill *f, const struct field *field, void *item)
{
	const struct events *e = &f->ev;
	char *at = (char *)item + field->at;
	bool flag = false;

	switch (field->kind) {
	case FIELD_LINE:
		*(const char **)(void *)at = scalar_line(f);
		return true;
	case FIELD_TEXT:
		*(const char **)(void *)at = text(f, strcmp(field->key, "excerpt") == 0);
		return true;
	case FIELD_TIME:
		return date_parse(e->text, e->n, (int64_t *)(void *)at);
	case FIELD_FLAG:
	case FIELD_PUBLISHED:
		if (!read_flag(e->text, e->n, &flag))
			return false;
		if (field->kind == FIELD_FLAG)
			*(signed char *)at = (signed char)flag;
		else
			*(enum article_published *)(void *)at = flag ? PUBLISHED_YES : PUBLISHED_NO;
		return true;
	default:
		return store_number(e, field, item);
	}
}

const char *
scalar_complaint(const struct field *field)
{
	switch (field->kind) {
	case FIELD_LINE:
	case FIELD_TEXT:
		return " should be text";
	case FIELD_TIME:
		return " should be a time like 2020-12-17T11:25:00Z";
	case FIELD_FLAG:
	case FIELD_PUBLISHED:
		return " should be true or false";
	case FIELD_STRUCT:
		return " should have keys of its own";
	default:
		return " should be a number";
	}
}
