/* SPDX-License-Identifier: ISC */
/* The header of an answer, line by line as libcurl hands it over.  A table says
 * what is used; all else is passed over.  Validators must go back to the server
 * byte by byte, so they are never mended: one with a control byte in it is
 * dropped instead. */
#include "fetch/http_head.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curl/curl.h>

#include "base/arena.h"
#include "base/date.h"

enum { VALUE_MAX = 8192, SECONDS_MAX = 10 * 366 * 24 * 60 * 60 };

struct value {
	struct http_head *head;
	struct arena *arena;
	const char *text;		/* NUL-terminated, trimmed */
};

static int64_t
seconds(const char *s)
{
	char *end;

	s += *s == '"';
	if (*s < '0' || *s > '9')
		return -1;
	long long n = strtoll(s, &end, 10);
	if (*end != '\0' && strchr("\" \t,;", *end) == NULL)
		return -1;
	return n < SECONDS_MAX ? (int64_t)n : SECONDS_MAX;
}

static int64_t
date(const char *s)
{
	time_t t = curl_getdate(s, NULL);

	return t == (time_t)-1 ? DATE_NONE : (int64_t)t;
}

static void
take_cache_control(struct value *v)
{
	struct http_head *head = v->head;
	const char *s = v->text;

	while (*s != '\0') {
		size_t n = strcspn(s, ",");
		size_t word = strcspn(s, "=, \t");

		if (word == n && ((n == 8 && strncasecmp(s, "no-cache", 8) == 0) ||
		    (n == 8 && strncasecmp(s, "no-store", 8) == 0)))
			head->no_cache = true;
		else if (word == 7 && s[word] == '=' && strncasecmp(s, "max-age", 7) == 0)
			head->max_age = seconds(s + 8);
		s += n;
		s += strspn(s, ", \t");
	}
}

static char *
lower(struct arena *a, const char *s, size_t n)
{
	char *copy = arena_strndup(a, s, n);

	for (char *c = copy; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + 'a' - 'A');
	return copy;
}

static void
take_content_type(struct value *v)
{
	size_t n = strcspn(v->text, "; \t,");
	const char *s = v->text + n;

	v->head->content_type = n > 0 ? lower(v->arena, v->text, n) : NULL;
	while (*(s += strspn(s, "; \t")) != '\0') {
		if (strncasecmp(s, "charset=", 8) == 0) {
			s += 8 + (s[8] == '"' || s[8] == '\'');
			n = strcspn(s, "\"'; \t,");
			v->head->charset = n > 0 ? lower(v->arena, s, n) : NULL;
			return;
		}
		s += strcspn(s, ";") + (*s == '\0');
	}
}

static void
take_etag(struct value *v)
{
	v->head->etag = arena_strdup(v->arena, v->text);
}

static void
take_last_modified(struct value *v)
{
	v->head->last_modified = arena_strdup(v->arena, v->text);
}

static void
take_content_location(struct value *v)
{
	v->head->content_location = arena_strdup(v->arena, v->text);
}

static void
take_location(struct value *v)
{
	v->head->location = arena_strdup(v->arena, v->text);
}

static void
take_date(struct value *v)
{
	v->head->date = date(v->text);
}

static void
take_expires(struct value *v)
{
	v->head->expires_given = true;
	v->head->expires = date(v->text);
}

static void
take_age(struct value *v)
{
	v->head->age = seconds(v->text);
}

static void
take_retry_after(struct value *v)
{
	v->head->retry_seconds = seconds(v->text);
	if (v->head->retry_seconds < 0)
		v->head->retry_date = date(v->text);
}

static const struct {
	const char *name;
	void (*take)(struct value *);
} fields[] = {
	{ "age", take_age },
	{ "cache-control", take_cache_control },
	{ "content-location", take_content_location },
	{ "content-type", take_content_type },
	{ "date", take_date },
	{ "etag", take_etag },
	{ "expires", take_expires },
	{ "last-modified", take_last_modified },
	{ "location", take_location },
	{ "retry-after", take_retry_after },
};

void
http_head_init(struct http_head *head)
{
	*head = (struct http_head){ .max_age = -1, .age = -1, .date = DATE_NONE, .expires = DATE_NONE,
		.retry_seconds = -1, .retry_date = DATE_NONE };
}

static void
begin(struct http_head *head, const char *line, size_t n)
{
	const char *blank = memchr(line, ' ', n);

	http_head_init(head);
	for (size_t i = 1; blank != NULL && i <= 3 && blank + i < line + n; i++)
		if (blank[i] >= '0' && blank[i] <= '9')
			head->status = head->status * 10 + blank[i] - '0';
}

static bool
is_harmless(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (((unsigned char)s[i] < 0x20 && s[i] != '\t') || s[i] == 0x7F)
			return false;
	return true;
}

void
http_head_line(struct http_head *head, struct arena *a, const char *line, size_t n)
{
	char text[VALUE_MAX];
	struct value v = { head, a, text };

	while (n > 0 && strchr(" \t\r\n", line[n - 1]) != NULL)
		n--;
	if (n >= 5 && memcmp(line, "HTTP/", 5) == 0) {
		begin(head, line, n);
		return;
	}
	head->whole = head->whole || n == 0;
	const char *colon = head->whole ? NULL : memchr(line, ':', n);
	if (colon == NULL)
		return;
	size_t name = (size_t)(colon - line);
	size_t at = name + 1;
	while (at < n && (line[at] == ' ' || line[at] == '\t'))
		at++;
	if (at == n || n - at >= sizeof(text) || !is_harmless(line + at, n - at))
		return;
	memcpy(text, line + at, n - at);
	text[n - at] = '\0';
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (strlen(fields[i].name) == name && strncasecmp(fields[i].name, line, name) == 0)
			fields[i].take(&v);
}

int64_t
http_head_fresh(const struct http_head *head)
{
	int64_t fresh = -1;

	if (head->no_cache)
		return 0;
	if (head->max_age >= 0)
		fresh = head->max_age;
	else if (head->expires_given && (head->expires == DATE_NONE || head->date == DATE_NONE))
		return head->expires == DATE_NONE ? 0 : -1;
	else if (head->expires_given)
		fresh = head->expires - head->date;
	else
		return -1;
	if (head->age > 0)
		fresh = fresh > head->age ? fresh - head->age : 0;
	return fresh > 0 ? fresh : 0;
}

int64_t
http_head_retry(const struct http_head *head, int64_t now)
{
	if (head->retry_seconds >= 0 || head->retry_date == DATE_NONE)
		return head->retry_seconds;
	int64_t from = head->date != DATE_NONE ? head->date : now;
	return head->retry_date > from ? head->retry_date - from : 0;
}

/* Up to the end of what identifies: servers that compress on the way add a
 * suffix to the tag of a 200, but not to that of a 304. */
static size_t
core_of_etag(const char **etag)
{
	static const char *const suffixes[] = { "-gzip", ";gzip", "--gzip", "-br", ";br", "-zstd" };
	const char *s = *etag;

	s += strncasecmp(s, "W/", 2) == 0 ? 2 : 0;
	s += *s == '"';
	size_t n = strcspn(s, "\"");
	*etag = s;
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		size_t m = strlen(suffixes[i]);

		if (n > m && strncmp(s + n - m, suffixes[i], m) == 0)
			return n - m;
	}
	return n;
}

bool
http_head_contradicts(const struct http_head *head, const char *etag, const char *last_modified)
{
	enum { STAMP_OF_THE_ANSWER = 120 };	/* seconds: some only repeat the time of day */

	if (head->etag != NULL && etag != NULL) {
		const char *theirs = head->etag;
		size_t n = core_of_etag(&theirs);

		if (n != core_of_etag(&etag) || memcmp(theirs, etag, n) != 0)
			return true;
	}
	if (head->last_modified == NULL || last_modified == NULL || head->date == DATE_NONE)
		return false;
	int64_t theirs = date(head->last_modified), ours = date(last_modified);
	return theirs != DATE_NONE && ours != DATE_NONE && theirs > ours &&
	    theirs < head->date - STAMP_OF_THE_ANSWER;
}
