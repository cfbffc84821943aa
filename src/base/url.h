/* SPDX-License-Identifier: ISC */
#ifndef BASE_URL_H
#define BASE_URL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* True for http and https addresses with a host. */
bool url_is_web(const char *url);

/* What may be handed to another program: http(s) only, control bytes, blanks
 * and non-ASCII percent-encoded, never a leading dash.  NULL if it is no web
 * address. */
char *url_for_program(struct arena *a, const char *url);

/* The canonical form that identity compares: lower-case scheme-less host
 * without "www." "m." "mobile." "amp.", default port, fragment and tracking
 * parameters (utm_*, fbclid, gclid, ...) removed, remaining parameters kept in
 * order, "/amp" markers and trailing slash removed.  NULL when URL is no web
 * address. */
char *url_canonical(struct arena *a, const char *url);

/* HREF as a page at BASE means it (RFC 3986), dot segments removed, blanks,
 * controls and what ends an attribute percent-encoded.  Without a usable BASE,
 * or with a scheme of its own, HREF as it is but for that. */
char *url_resolve(struct arena *a, const char *href, const char *base);

/* The absolute path that a file: URL of this machine means, or NULL. */
char *url_file_path(struct arena *a, const char *url);

/* Host of URL without "www.", or NULL. */
char *url_host(struct arena *a, const char *url);

#endif
