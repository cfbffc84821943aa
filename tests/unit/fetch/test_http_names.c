/* SPDX-License-Identifier: ISC */
/* A search for a host's address that hangs: this program brings its own
 * getaddrinfo, which libcurl finds before the system's. */
#include "fetch/http.h"

#include <netdb.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/err.h"
#include "http/server.h"

static atomic_int searches, ended;

int
getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	(void)service;
	(void)hints;
	*out = NULL;
	atomic_fetch_add(&searches, 1);
	if (strcmp(node, "slow.test") == 0)
		usleep(2500000);
	atomic_fetch_add(&ended, 1);
	return EAI_NONAME;
}

static void
a_search_that_hangs_holds_nobody_up(void **state)
{
	static const struct answer ok = { .path = "/", .status = 200, .body = "fine" };
	struct server *server = server_start(&ok, 1);
	struct http_options o;
	struct http_response r;
	struct err err = { 0 };
	char url[64];
	int64_t before = date_clock_ms();

	(void)state;
	assert_non_null(server);
	http_options_init(&o);
	o.proxy = "";
	o.connect_ms = 400;
	struct http *h = http_new(&o, &err);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/", server_port(server));
	assert_true(http_add(h, &(struct http_request){ .tag = 1, .url = "http://slow.test/" }, &err));
	assert_true(http_add(h, &(struct http_request){ .tag = 2, .url = url }, &err));
	for (int64_t tag = 2; tag > 0; tag--) {
		while (!http_next(h, &r))
			assert_true(http_turn(h, NULL, 0, 1000, &err));
		assert_int_equal(r.tag, tag);
		if (tag == 1)
			assert_string_equal(r.error, "no connection to slow.test within 0.4 s");
		http_response_done(&r);
	}
	/* Nor is it waited for at the end, neither given up nor under way. */
	assert_true(http_add(h, &(struct http_request){ .tag = 3, .url = "http://slow.test:81/" }, &err));
	assert_true(http_turn(h, NULL, 0, 50, &err));
	http_free(h);
	assert_true(date_clock_ms() - before < 2000);
	assert_true(atomic_load(&searches) > 0 && atomic_load(&ended) == 0);
	server_stop(server);
	/* Its threads end before the program does. */
	while (atomic_load(&ended) < atomic_load(&searches))
		usleep(50000);
	usleep(50000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_search_that_hangs_holds_nobody_up) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
