/* SPDX-License-Identifier: ISC */
/* For tests of the network engine: a server that answers from the test's table
 * and an engine beside it whose time limits are short.  Names ending in .test lead
 * to it: public.test to what counts as a public address, inner, other, a and b to
 * a private one. */
#ifndef TESTS_HTTP_CLIENT_H
#define TESTS_HTTP_CLIENT_H

#include <stddef.h>

#include "fetch/http.h"
#include "http/server.h"

enum { CLIENT_BYTES_MAX = 100000 };

struct client {
	struct server *server;
	struct http_options options;	/* to be changed before client_open */
	struct http *http;
	const char *resolve[8];
	char words[8][64];
};

extern struct client client;

int client_begin(const struct answer *answers, size_t n);
int client_end(void **state);
void client_open(void);			/* a new engine, and the server forgets */

/* An address of the server; eight of them live at once. */
const char *client_at(const char *host, const char *path);
void client_add(const struct http_request *r);
void client_turn(void);
struct http_response client_next(void);
struct http_response client_get(const struct http_request *r);
#define CLIENT_ADD(...) client_add(&(struct http_request){ __VA_ARGS__ })
#define CLIENT_GET(...) client_get(&(struct http_request){ __VA_ARGS__ })
struct http_response client_get_path(const char *path);
/* Fails unless ERROR has WANTED in it; NULL is no error. */
void client_check_error(const char *what, const char *wanted, const char *error);

#endif
