/* SPDX-License-Identifier: ISC */
/* Between the files of the network engine only.  A job is one request on its
 * way: it waits in its host's queue, is active as a libcurl handle, perhaps
 * several times when redirects lead on, and ends as a response. */
#ifndef FETCH_HTTP_PARTS_H
#define FETCH_HTTP_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curl/curl.h>

#include "base/arena.h"
#include "base/buf.h"
#include "fetch/http.h"
#include "fetch/http_head.h"

/* How a job ended, where libcurl's own code does not say it. */
enum http_verdict {
	VERDICT_NONE,			/* libcurl says */
	VERDICT_TOO_LARGE,
	VERDICT_HEAD_TOO_LARGE,
	VERDICT_ENOUGH,			/* all that is wanted of an error's body */
	VERDICT_PRIVATE,
	VERDICT_STALLED,
	VERDICT_TIMED_OUT,
	VERDICT_TOO_MANY_REDIRECTS,
	VERDICT_BAD_REDIRECT,		/* leads to what is no web address */
	VERDICT_HELD_OFF,		/* its host has asked for a pause */
	VERDICT_LATER			/* no memory to spare for it now: from the start again */
};

struct host;

struct job {
	struct job *next;		/* of its host's queue, or of those that are done */
	struct http *http;
	struct host *host;
	struct arena arena;		/* becomes the response's */
	struct http_request request;	/* strings in the arena; url without user and password */
	const char *url;		/* of this hop */

	CURL *easy;
	struct curl_slist *lines;
	char words[CURL_ERROR_SIZE];	/* libcurl's own, for certificates */
	struct http_head head;
	size_t head_bytes, ignored;
	struct buf body;

	int64_t started, heard;		/* monotonic ms: this hop, the last byte */
	int64_t left_ms;		/* of total_ms when this hop started */
	int64_t paused_at;		/* 0: is not */
	CURLcode code;
	enum http_verdict verdict;
	const char *error;
	int redirects;
	bool connected;			/* in this hop */
	bool asked;
	bool private_first;
	bool temporary;			/* one of the redirects was */
	bool refused;			/* an address was refused as private */
	bool plain;			/* second try: without content encodings */
	bool fresh;			/* second try: on a new connection */
	bool unconditional;		/* second try: without validators */
};

struct host {
	struct host *next;		/* of all hosts */
	struct host *chain;		/* of the same hash */
	const char *name;
	struct job *first, **last;
	int active;
	int64_t next_start;		/* monotonic ms */
	int64_t held_until;		/* it asked for a pause */
};

enum { HOST_BUCKETS = 1024 };

struct http {
	struct http_options options;
	struct arena arena;
	CURLM *multi;
	struct curl_slist *resolve;
	bool proxied_by_environment;

	struct host *hosts, **hosts_last;
	struct host *buckets[HOST_BUCKETS];
	size_t waiting;			/* jobs in all queues */

	struct job **active;
	int nactive;
	struct job *done, **done_last;
	size_t ndone;
	size_t held;			/* bytes of all bodies here */
	struct job *chosen;		/* goes on when memory is short, NULL: none needs to */
	struct curl_waitfd *waits;
	size_t waits_cap;
};

/* http_job.c: one transfer. */
struct job *job_new(struct http *h, const struct http_request *r, const char *url, struct err *err);
void job_free(struct job *j);
void job_prepare(struct job *j);	/* its handle for the next hop */
void job_put_away(struct job *j);	/* the handle; what came is kept */
/* The host of this hop as libcurl reads it, lower case. */
const char *job_host_name(struct job *j);
bool job_has_validators(const struct job *j);

/* http_reach.c: what a hop may connect to. */
void reach_watch(struct job *j);
bool reach_allows_name(const struct job *j);

/* http_follow.c: what the end of a hop means; true: the job is to wait for another. */
bool job_goes_on(struct job *j);

/* http_words.c: what went wrong, or NULL. */
const char *job_error(struct job *j);
/* "404 Not Found" */
const char *http_status_words(struct arena *a, int status);

/* http_queue.c: who may start when. */
void queue_add(struct http *h, struct job *j);
/* The next job that may start now, taken off its queue, or NULL. */
struct job *queue_take(struct http *h, int64_t now);
/* Milliseconds until queue_take may have one again without anything else
 * happening, -1: it will not. */
int queue_wait_ms(const struct http *h, int64_t now);
void queue_ended(struct job *j, int64_t now);
/* Takes out all jobs with TAG, as a list. */
struct job *queue_cancel(struct http *h, int64_t tag);

#endif
