/* SPDX-License-Identifier: ISC */
#ifndef FETCH_HTTP_HEAD_H
#define FETCH_HTTP_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* What is used of an answer's header.  Strings are the arena's, without control
 * bytes, NULL when not given. */
struct http_head {
	int status;
	bool whole;			/* the blank line has come; what follows are trailers */
	const char *etag, *last_modified;
	const char *content_type, *charset, *content_location, *location;
	bool no_cache, expires_given;
	int64_t max_age, age;		/* -1: not given */
	int64_t date, expires;		/* DATE_NONE: not given, or no date */
	int64_t retry_seconds;		/* -1 */
	int64_t retry_date;		/* DATE_NONE */
};

void http_head_init(struct http_head *head);	/* nothing given */
/* One line as it came, line end included; the status line begins anew. */
void http_head_line(struct http_head *head, struct arena *a, const char *line, size_t n);
/* Seconds for which a cache would not ask again (RFC 9111, 4.2), -1: not said. */
int64_t http_head_fresh(const struct http_head *head);
/* Retry-After (RFC 9110, 10.2.3) in seconds, -1: not said.  NOW is used if the
 * answer bears no date. */
int64_t http_head_retry(const struct http_head *head, int64_t now);
/* Whether the 304 in HEAD admits that what we have is old after all: it names
 * other validators than those that were sent.  Some servers look at one of the
 * two only. */
bool http_head_contradicts(const struct http_head *head, const char *etag, const char *last_modified);

#endif
