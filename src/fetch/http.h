/* SPDX-License-Identifier: ISC */
/* The network: many requests at once in one thread and one wait.  Whoever uses
 * it adds requests, turns the loop and takes what has come; nothing here
 * blocks, not even the search for a host's address.
 *
 *	struct http *h = http_new(&options, &err);
 *	http_add(h, &request, &err) ...;
 *	while (http_pending(h) > 0 && http_turn(h, fds, nfds, -1, &err))
 *		while (http_next(h, &response))
 *			... http_response_done(&response);
 *	http_free(h);
 */
#ifndef FETCH_HTTP_H
#define FETCH_HTTP_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

struct err;
struct http;

enum { HTTP_REDIRECTS_MAX = 10 };

/* Read by http_new only; http_options_init gives the usual values, strings NULL. */
struct http_options {
	const char *user_agent;
	int total_max;			/* requests under way, 32 */
	int host_max;			/* ... to one host, 2 */
	int gap_ms;			/* between two starts at one host, 0 */
	int connect_ms;			/* to find the host and shake hands, 10 s */
	int stall_ms;			/* without a byte, 10 s */
	int total_ms;			/* for all, redirects included, 30 s */
	size_t bytes_max;		/* of one body, decoded, 32 MiB */
	size_t waiting_max;		/* of all bodies not yet taken, 16 MiB: then they come singly;
					 * never more than this and two bodies */
	const char *proxy;		/* NULL: what the environment says; "": none */
	const char *ca_file;		/* NULL: the system's */
	bool netrc;			/* user and password from ~/.netrc */
	/* For tests: "host:port:address" entries instead of DNS, NULL-terminated, and
	 * an address that counts as public although it is not. */
	const char *const *resolve;
	const char *public_address;
};

/* Whether a request may reach private addresses (RFC 1918, loopback, link-local,
 * ...).  What counts is the address connected to, whatever DNS said before. */
enum http_private {
	HTTP_PRIVATE_LIKE_FIRST,	/* redirects may if the first address was one itself */
	HTTP_PRIVATE_NEVER,		/* nor may the first: the URL came from somebody's document */
	HTTP_PRIVATE_OK
};

/* Copied by http_add. */
struct http_request {
	int64_t tag;			/* comes back in the response */
	const char *url;		/* http or https; user:password@ is understood */
	const char *etag;		/* as they came, byte by byte; NULL: none */
	const char *last_modified;
	const char *const *headers;	/* "Name: value", NULL-terminated, or NULL; own host only */
	const char *user, *password;	/* basic, own host only */
	const char *user_agent;		/* instead of the options' */
	const char *proxy;		/* instead of the options'; "": none */
	enum http_private reach;
};

/* Strings live until http_response_done.  Those of the server are free of
 * control bytes, but not always UTF-8. */
struct http_response {
	int64_t tag;
	int status;			/* of the last answer; 0: there was none */
	const char *url;		/* that answered, without user and password */
	const char *permanent;		/* where a chain of 301 and 308 only led with success, or NULL */
	const char *etag, *last_modified;	/* to be sent back next time, or NULL */
	const char *content_type;	/* lower case, without parameters, or NULL */
	const char *charset;		/* its parameter, lower case, or NULL */
	const char *content_location;	/* absolute, or NULL */
	struct buf body;		/* decoded; of 2xx only */
	int64_t fresh_for;		/* seconds that caches may keep it; -1: not said */
	int64_t retry_after;		/* seconds; -1: not said */
	bool not_modified;		/* 304: what you have is still true; etag and so on may be NULL */
	bool cut;			/* the body is the beginning only; ERROR says why */
	bool private_first;		/* the first address was a private one */
	bool untrusted;			/* there was an answer, but not from whom it should be */
	bool asked;			/* a request left this machine */
	int redirects;
	const char *error;		/* words for the status line; NULL: all well */
	struct arena arena;
};

void http_options_init(struct http_options *o);

struct http *http_new(const struct http_options *o, struct err *err);
void http_free(struct http *h);		/* ends what is under way */

/* False only if the URL is none; whatever goes wrong later is in the response. */
bool http_add(struct http *h, const struct http_request *r, struct err *err);
/* Requests added whose responses have not been taken. */
size_t http_pending(const struct http *h);

/* Waits at most TIMEOUT_MS (-1: as long as it takes) for the network or for one
 * of EXTRA (negative descriptors are passed over), whose revents it fills as
 * poll does, and does the work at hand.  Responses that nobody has taken yet do
 * not keep it from waiting: whoever is busy may leave them.  False: the
 * machine cannot go on (no descriptors left, ...). */
bool http_turn(struct http *h, struct pollfd *extra, size_t n, int timeout_ms, struct err *err);

/* The next one that is finished; false: none yet.  OUT is the caller's. */
bool http_next(struct http *h, struct http_response *out);
void http_response_done(struct http_response *r);

/* Forgets all requests with this tag; no response will come. */
void http_cancel(struct http *h, int64_t tag);

#endif
