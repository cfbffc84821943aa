/* SPDX-License-Identifier: ISC */
/* Filter expressions of newsboat's in this language:
 *
 *	unread = "yes" and (title =~ "mill" or age < 3)
 *	is:unread (title:/mill/i OR after:3d)
 *
 * What has no counterpart here is not guessed: the whole is given up, and the
 * part named. */
#include "query/query.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"

enum { DEPTH_MAX = 50 };

struct reader {
	struct arena *arena;
	const char *s;
	const char *why;		/* what cannot be said; NULL: all is well */
	int depth;
};

/* One comparison: `name sign value`. */
struct compared {
	const char *name, *sign, *value;
};

static void
skip_blanks(struct reader *r)
{
	r->s += strspn(r->s, " \t");
}

static const char *
take_name(struct reader *r)
{
	size_t n = 0;

	skip_blanks(r);
	while (isalnum((unsigned char)r->s[n]) || r->s[n] == '_')
		n++;
	const char *name = arena_strndup(r->arena, r->s, n);
	r->s += n;
	return name;
}

static const char *
take_sign(struct reader *r)
{
	static const char *const signs[] = { "==", "=~", "!=", "!~", "!#", "<=", ">=", "between", "=", "<",
		">", "#" };

	skip_blanks(r);
	for (size_t i = 0; i < COUNT(signs); i++)
		if (strncmp(r->s, signs[i], strlen(signs[i])) == 0) {
			r->s += strlen(signs[i]);
			return signs[i];
		}
	return "";
}

static const char *
take_value(struct reader *r)
{
	struct buf out = { 0 };

	skip_blanks(r);
	if (*r->s == '"') {
		for (r->s++; *r->s != '\0' && *r->s != '"'; r->s++) {
			if (*r->s == '\\' && r->s[1] != '\0')
				r->s++;
			buf_putc(&out, *r->s);
		}
		r->s += *r->s == '"';
	} else {
		while (*r->s != '\0' && strchr(" \t)", *r->s) == NULL)
			buf_putc(&out, *r->s++);
	}
	const char *value = arena_strdup(r->arena, buf_str(&out));
	buf_done(&out);
	return value;
}

static bool
is_in(const char *word, const char *list)
{
	size_t n = strlen(word);

	for (const char *p = list; n > 0 && (p = strstr(p, word)) != NULL; p += n)
		if ((p == list || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
			return true;
	return false;
}

static const char *
quoted(struct arena *a, const char *text)
{
	struct buf out = { 0 };

	buf_put_quoted(&out, text);
	const char *copy = arena_strdup(a, buf_str(&out));
	buf_done(&out);
	return copy;
}

/* Its expressions do not tell capitals from small letters. */
static const char *
regex(struct arena *a, const char *field, const char *pattern, bool whole)
{
	struct buf out = { 0 };

	buf_printf(&out, "%s:/%s", field, whole ? "^" : "");
	for (const char *s = pattern; *s != '\0'; s++) {
		if (*s == '/' || (whole && strchr(".[]{}()*+?^$|\\", *s) != NULL))
			buf_putc(&out, '\\');
		buf_putc(&out, *s);
	}
	buf_puts(&out, whole ? "$/" : "/i");
	const char *copy = arena_strdup(a, buf_str(&out));
	buf_done(&out);
	return copy;
}

static const char *
of_text(struct arena *a, const struct compared *c)
{
	const char *field = strcasecmp(c->name, "link") == 0 ? "url" : c->name;

	if (is_in(c->sign, "=~ !~"))
		return regex(a, field, c->value, false);
	return is_in(c->sign, "= == !=") ? regex(a, field, c->value, true) : NULL;
}

static const char *
of_source(struct arena *a, const struct compared *c)
{
	bool plain = c->value[strcspn(c->value, "[]{}()*+?^$|\\")] == '\0';

	if (is_in(c->sign, "= == !="))
		return arena_printf(a, "source:=%s", quoted(a, c->value));
	return is_in(c->sign, "=~ !~") && plain ? arena_printf(a, "source:%s", quoted(a, c->value)) : NULL;
}

static const char *
of_unread(struct arena *a, const struct compared *c)
{
	(void)a;
	if (!is_in(c->sign, "= == !=") || !is_in(c->value, "yes no"))
		return NULL;
	return c->value[0] == 'y' ? "is:unread" : "is:read";
}

/* Days; a younger one has the smaller age. */
static const char *
of_age(struct arena *a, const struct compared *c)
{
	char *end;
	long n = strtol(c->value, &end, 10), m;

	if (end == c->value || n < 0 || n > 36500)
		return NULL;
	if (strcmp(c->sign, "between") == 0 && *end == ':') {
		m = strtol(end + 1, &end, 10);
		if (*end != '\0' || m < n || m > 36500)
			return NULL;
		return n == 0 ? arena_printf(a, "after:%ldd", m + 1)
			      : arena_printf(a, "after:%ldd before:%ldd", m + 1, n);
	}
	if (*end != '\0')
		return NULL;
	if (is_in(c->sign, "< <="))
		return arena_printf(a, "after:%ldd", c->sign[1] == '=' ? n + 1 : n);
	return is_in(c->sign, "> >=") ? arena_printf(a, "before:%ldd", c->sign[1] == '=' ? n : n + 1) : NULL;
}

static const char *
of_tags(struct arena *a, const struct compared *c)
{
	return is_in(c->sign, "# !#") ? arena_printf(a, "topic:%s", quoted(a, c->value)) : NULL;
}

static const char *
of_enclosure(struct arena *a, const struct compared *c)
{
	(void)a;
	if (!is_in(c->sign, "=~ !~"))
		return NULL;
	return strncmp(c->value, "audio", 5) == 0 ? "has:audio" :
	    strncmp(c->value, "video", 5) == 0 ? "has:video" : NULL;
}

static const struct {
	const char *name;
	const char *(*say)(struct arena *, const struct compared *);
} names[] = {
	{ "unread", of_unread },
	{ "title", of_text },
	{ "author", of_text },
	{ "content", of_text },
	{ "link", of_text },
	{ "feedtitle", of_source },
	{ "rssurl", of_source },
	{ "feedlink", of_source },
	{ "age", of_age },
	{ "tags", of_tags },
	{ "enclosure_type", of_enclosure },
};

static const char *
compare(struct reader *r)
{
	skip_blanks(r);
	const char *from = r->s, *said = NULL;
	struct compared c = { .name = take_name(r) };

	c.sign = take_sign(r);
	c.value = take_value(r);
	for (size_t i = 0; i < COUNT(names); i++)
		if (strcasecmp(names[i].name, c.name) == 0 && c.sign[0] != '\0')
			said = names[i].say(r->arena, &c);
	if (said == NULL) {
		r->why = arena_strndup(r->arena, from, (size_t)(r->s - from));
		return "";
	}
	bool two = strchr(said, ' ') != NULL && c.name[0] == 'a' && c.name[1] == 'g';
	return c.sign[0] == '!' ? arena_printf(r->arena, "-%s", said)
	       : two            ? arena_printf(r->arena, "(%s)", said)
				: said;
}

static bool
take_word(struct reader *r, const char *word)
{
	size_t n = strlen(word);

	skip_blanks(r);
	if (strncasecmp(r->s, word, n) != 0 || (r->s[n] != ' ' && r->s[n] != '('))
		return false;
	r->s += n;
	return true;
}

static const char *either(struct reader *r);

static const char *
one(struct reader *r)
{
	skip_blanks(r);
	if (*r->s != '(')
		return compare(r);
	if (++r->depth > DEPTH_MAX) {
		r->why = "too many parentheses";
		return "";
	}
	r->s++;
	const char *inner = either(r);
	skip_blanks(r);
	if (*r->s != ')' && r->why == NULL)
		r->why = "a parenthesis that is not closed";
	r->s += *r->s == ')';
	return arena_printf(r->arena, "(%s)", inner);
}

static const char *
both(struct reader *r)
{
	const char *said = one(r);

	while (r->why == NULL && take_word(r, "and"))
		said = arena_printf(r->arena, "%s %s", said, one(r));
	return said;
}

static const char *
either(struct reader *r)
{
	const char *said = both(r);

	while (r->why == NULL && take_word(r, "or"))
		said = arena_printf(r->arena, "%s OR %s", said, both(r));
	return said;
}

const char *
query_from_newsboat(struct arena *a, const char *text, const char **why)
{
	struct reader r = { .arena = a, .s = text };
	const char *said = either(&r);

	skip_blanks(&r);
	if (r.why == NULL && *r.s != '\0')
		r.why = arena_strdup(a, r.s);
	*why = r.why;
	if (r.why != NULL)
		return NULL;
	/* In the canonical form, which also proves that it can be read. */
	const struct query *q = query_parse(a, said, 0, NULL, NULL);
	if (q == NULL) {
		*why = text;
		return NULL;
	}
	return query_format(a, q);
}
