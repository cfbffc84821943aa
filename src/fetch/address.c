/* SPDX-License-Identifier: ISC */
/* Which addresses a stranger must not lead us to.  A table of prefixes for each
 * family; an IPv4 address inside an IPv6 one is looked at as what it is. */
#include "fetch/address.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

struct prefix {
	uint8_t bytes[16];
	unsigned bits;
};

/* RFC 6890 and what its registry got since. */
static const struct prefix private4[] = {
	{ { 0 }, 8 }, { { 10 }, 8 }, { { 100, 64 }, 10 }, { { 127 }, 8 }, { { 169, 254 }, 16 },
	{ { 172, 16 }, 12 }, { { 192, 0, 0 }, 24 }, { { 192, 168 }, 16 }, { { 198, 18 }, 15 },
	{ { 224 }, 3 },
};

static const struct prefix private6[] = {
	{ { 0 }, 127 },				/* :: and ::1 */
	{ { 0xFC }, 7 }, { { 0xFE, 0x80 }, 10 }, { { 0xFE, 0xC0 }, 10 }, { { 0xFF }, 8 },
	{ { 0x01, 0x00 }, 64 },			/* discard only */
	{ { 0x20, 0x01, 0 }, 32 },		/* Teredo hides an address somewhere else */
	{ { 0, 0x64, 0xFF, 0x9B, 0, 1 }, 48 },	/* translation within one network */
};

/* Where an IPv6 address carries an IPv4 one. */
static const struct { struct prefix prefix; size_t at; } carriers[] = {
	{ { { [10] = 0xFF, [11] = 0xFF }, 96 }, 12 },		/* ::ffff:0:0/96 */
	{ { { 0, 0x64, 0xFF, 0x9B }, 96 }, 12 },		/* 64:ff9b::/96 */
	{ { { 0x20, 0x02 }, 16 }, 2 },				/* 2002::/16 */
	{ { { 0 }, 96 }, 12 },					/* ::a.b.c.d */
};

static bool
has_prefix(const uint8_t *address, const struct prefix *p)
{
	size_t whole = p->bits / 8;
	unsigned rest = p->bits % 8;

	if (memcmp(address, p->bytes, whole) != 0)
		return false;
	return rest == 0 || (address[whole] ^ p->bytes[whole]) >> (8 - rest) == 0;
}

static bool
has_any(const uint8_t *address, const struct prefix *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (has_prefix(address, &list[i]))
			return true;
	return false;
}

static bool
is_private4(const uint8_t *address)
{
	return has_any(address, private4, sizeof(private4) / sizeof(private4[0]));
}

static bool
is_private6(const uint8_t *address)
{
	if (has_any(address, private6, sizeof(private6) / sizeof(private6[0])))
		return true;
	for (size_t i = 0; i < sizeof(carriers) / sizeof(carriers[0]); i++)
		if (has_prefix(address, &carriers[i].prefix))
			return is_private4(address + carriers[i].at);
	return false;
}

bool
address_is_private(const struct sockaddr *sa)
{
	struct sockaddr_in in4;
	struct sockaddr_in6 in6;
	uint8_t bytes[16];

	if (sa->sa_family == AF_INET) {
		memcpy(&in4, sa, sizeof(in4));
		memcpy(bytes, &in4.sin_addr, 4);
		return is_private4(bytes);
	}
	if (sa->sa_family == AF_INET6) {
		memcpy(&in6, sa, sizeof(in6));
		memcpy(bytes, &in6.sin6_addr, 16);
		return is_private6(bytes);
	}
	return true;
}

static bool
is_local_name(const char *host, size_t n)
{
	static const char *const names[] = { "localhost", "local", "internal", "home.arpa" };

	if (n > 0 && host[n - 1] == '.')
		n--;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t length = strlen(names[i]);

		if (n >= length && strncasecmp(host + n - length, names[i], length) == 0 &&
		    (n == length || host[n - length - 1] == '.'))
			return true;
	}
	return false;
}

bool
address_text_is_private(const char *host)
{
	uint8_t bytes[16];
	char text[INET6_ADDRSTRLEN];
	size_t n = strlen(host);
	bool bracket = n > 1 && host[0] == '[' && host[n - 1] == ']';

	if (is_local_name(host, n))
		return true;
	if (bracket) {
		host++;
		n -= 2;
	}
	n = strcspn(host, "]%");
	if (n >= sizeof(text))
		return false;
	memcpy(text, host, n);
	text[n] = '\0';
	if (inet_pton(AF_INET, text, bytes) == 1)
		return is_private4(bytes);
	return inet_pton(AF_INET6, text, bytes) == 1 && is_private6(bytes);
}

bool
address_name_is_private(const char *host)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list = NULL;
	bool all;

	if (address_text_is_private(host))
		return true;
	if (getaddrinfo(host, NULL, &hints, &list) != 0)
		return false;
	all = list != NULL;
	for (const struct addrinfo *one = list; one != NULL; one = one->ai_next)
		all = all && address_is_private(one->ai_addr);
	freeaddrinfo(list);
	return all;
}
