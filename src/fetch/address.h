/* SPDX-License-Identifier: ISC */
#ifndef FETCH_ADDRESS_H
#define FETCH_ADDRESS_H

#include <stdbool.h>

struct sockaddr;

/* Whether only this machine or its surroundings are meant: loopback, RFC 1918,
 * link-local, unique local (RFC 4193), shared (RFC 6598), 0/8, multicast, and
 * all that when an IPv6 address carries it (mapped, NAT64, 6to4).  Families other
 * than IP are private, too. */
bool address_is_private(const struct sockaddr *sa);
/* The same for an address in words, "[::1]" or "127.0.0.1"; names that are none
 * are private if they can be nothing else ("localhost" and what is below it). */
bool address_text_is_private(const char *host);
/* The same for a name too: all its addresses, as the resolver says.  Waits. */
bool address_name_is_private(const char *host);

#endif
