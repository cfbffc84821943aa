/* SPDX-License-Identifier: ISC */
/* A server that does what a test tells it: a table says what is answered to
 * which request, and how it goes wrong.  It listens on loopback only, at a free
 * port, as a process of its own that ends with the test and after two minutes at
 * the latest.  Where the system allows it the same port is open at 127.0.0.2,
 * which tests call a public address. */
#ifndef TESTS_HTTP_SERVER_H
#define TESTS_HTTP_SERVER_H

#include <stdbool.h>
#include <stddef.h>

enum fault {
	FAULT_NONE,
	FAULT_SILENT,		/* the request is read and never answered */
	FAULT_CLOSE,		/* ... and the connection closed */
	FAULT_HANG,		/* half of the body, then nothing */
	FAULT_RESET,		/* half of the body, then a reset */
	FAULT_CUT,		/* half of the body, then the end */
	FAULT_SLOW,		/* a byte of the body each pause_ms */
	FAULT_ENDLESS,		/* the body again and again */
	FAULT_HEADERS,		/* header lines without end */
	FAULT_BOMB,		/* gzip of 1 GiB */
	FAULT_COUNT
};

struct answer {
	const char *path;	/* with the query; "*" at its end: any that begin so */
	const char *needs;	/* used only if the request has this text; "!text": has not */
	int times;		/* used that often, then passed over; 0: for ever */
	int status;		/* 0: the body is the whole answer, header and all */
	const char *headers;	/* each "Name: value\r\n"; "%d" is the port */
	const char *body;
	size_t length;		/* of the body, 0: strlen */
	const char *claim;	/* Content-Length to be said; NULL: the right one; "": none */
	enum fault fault;
	int pause_ms;		/* before the answer, or between bytes */
	const char *folder;	/* instead of a body: the file of that path below it as it is now, with
				 * an ETag, a type, and 304 to who sends the ETag back */
	bool gzip;		/* the body is packed on its way, and the header says so */
};

struct server;

/* The table is copied as it stands: its strings must last.  NULL: no port. */
struct server *server_start(const struct answer *answers, size_t n);
void server_stop(struct server *s);
int server_port(const struct server *s);
bool server_has_public(const struct server *s);
/* Requests answered so far, and how many at most at once. */
int server_count(const struct server *s);
int server_most(const struct server *s);
/* The heads of all requests so far, as they came. */
const char *server_log(const struct server *s);
void server_forget(struct server *s);		/* log and counts */

/* In this process until a signal comes; prints the port to stdout.  LOG may be NULL. */
int server_run(const struct answer *answers, size_t n, const char *log, int seconds);

const char *fault_name(enum fault f);

#endif
