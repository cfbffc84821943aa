/* SPDX-License-Identifier: ISC */
/* Which addresses a stranger must not lead to. */
#include "fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include <cmocka.h>

#include "base/mem.h"

static const struct { const char *text; bool is_private; } cases[] = {
	{ "127.0.0.1", true }, { "127.255.255.255", true }, { "126.255.255.255", false },
	{ "128.0.0.1", false }, { "0.0.0.0", true }, { "0.1.2.3", true }, { "1.0.0.0", false },
	{ "10.0.0.1", true }, { "11.0.0.1", false }, { "9.255.255.255", false },
	{ "172.15.255.255", false }, { "172.16.0.0", true }, { "172.31.255.255", true },
	{ "172.32.0.0", false }, { "192.168.0.1", true }, { "192.167.255.255", false },
	{ "192.169.0.0", false }, { "169.254.169.254", true }, { "169.253.0.1", false },
	{ "100.63.255.255", false }, { "100.64.0.0", true }, { "100.127.255.255", true },
	{ "100.128.0.0", false }, { "198.18.0.1", true }, { "198.20.0.0", false },
	{ "224.0.0.1", true }, { "255.255.255.255", true }, { "223.255.255.255", false },
	{ "93.184.216.34", false }, { "192.0.0.8", true }, { "192.0.1.1", false },
	{ "::1", true }, { "::", true }, { "::2", true }, { "fe80::1", true }, { "febf::1", true },
	{ "fec0::1", true }, { "fc00::1", true }, { "fdff::1", true }, { "fe00::1", false },
	{ "ff02::1", true }, { "2606:2800:220:1::1", false }, { "2001:db9::1", false },
	{ "::ffff:127.0.0.1", true }, { "::ffff:10.1.2.3", true }, { "::ffff:93.184.216.34", false },
	{ "::127.0.0.1", true }, { "64:ff9b::192.168.1.1", true }, { "64:ff9b::93.184.216.34", false },
	{ "64:ff9b:1::1", true }, { "2002:7f00:1::1", true }, { "2002:5db8:d822::1", false },
	{ "2001:0:1:2::3", true },
};

static bool
judge(const char *text)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
		return address_is_private((struct sockaddr *)&in);
	assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
	return address_is_private((struct sockaddr *)&in6);
}

static void
each_range_has_its_ends(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (judge(cases[i].text) != cases[i].is_private)
			fail_msg("%s is %s", cases[i].text, cases[i].is_private ? "private" : "public");
		if (address_text_is_private(cases[i].text) != cases[i].is_private)
			fail_msg("\"%s\" is %s", cases[i].text, cases[i].is_private ? "private" : "public");
	}
}

static void
names_may_say_it_too(void **state)
{
	static const struct { const char *text; bool is_private; } names[] = {
		{ "localhost", true }, { "LOCALHOST.", true }, { "a.localhost", true },
		{ "notlocalhost", false }, { "localhost.example.org", false }, { "printer.local", true },
		{ "metadata.google.internal", true }, { "nas.home.arpa", true }, { "example.org", false },
		{ "[::1]", true }, { "[fe80::1%eth0]", true }, { "fe80::1%1", true },
		{ "[2606:2800::1]", false }, { "", false }, { "[", false }, { "1.2.3", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		if (address_text_is_private(names[i].text) != names[i].is_private)
			fail_msg("\"%s\" is %s", names[i].text, names[i].is_private ? "private" : "public");
}

static void
other_families_are_private(void **state)
{
	struct sockaddr sa = { .sa_family = AF_UNIX };

	(void)state;
	assert_true(address_is_private(&sa));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_range_has_its_ends),
		cmocka_unit_test(names_may_say_it_too),
		cmocka_unit_test(other_families_are_private),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
