/* SPDX-License-Identifier: ISC */
/* The manners of the network engine: how much at once, how often, how large; and
 * that one who misbehaves costs the others nothing. */
#include "fetch/http.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "fetch/http_parts.h"
#include "http/client.h"

#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define KILO HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED

static const struct answer answers[] = {
	{ .path = "/ok", .status = 200, .body = "fine" },
	{ .path = "/loop", .status = 302, .headers = "Location: /loop2\r\n" },
	{ .path = "/silent", .fault = FAULT_SILENT },
	{ .path = "/hang", .status = 200, .body = TEN, .fault = FAULT_HANG },
	{ .path = "/reset", .status = 200, .body = TEN, .fault = FAULT_RESET },
	{ .path = "/slow", .status = 200, .body = HUNDRED, .fault = FAULT_SLOW, .pause_ms = 50 },
	{ .path = "/endless", .status = 200, .body = KILO, .fault = FAULT_ENDLESS },
	{ .path = "/bomb", .status = 200, .fault = FAULT_BOMB },
	{ .path = "/headers", .fault = FAULT_HEADERS },
	{ .path = "/wait*", .status = 200, .body = "x", .pause_ms = 60 },
	{ .path = "/told-off", .status = 429, .headers = "Retry-After: 60\r\n" },
	{ .path = "/big*", .status = 200, .body = KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO
	  KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO
	  KILO KILO },
};

static int
begin(void **state)
{
	(void)state;
	return client_begin(answers, COUNT(answers));
}

static void
take_all(int64_t sum)
{
	while (http_pending(client.http) > 0) {
		struct http_response r = client_next();

		client_check_error(r.url, NULL, r.error);
		sum -= r.tag;
		http_response_done(&r);
	}
	assert_int_equal(sum, 0);
}

static void
a_host_gets_two_at_once(void **state)
{
	(void)state;
	for (int i = 1; i <= 8; i++)
		CLIENT_ADD(.tag = i, .url = client_at("a.test", "/wait"));
	assert_int_equal(http_pending(client.http), 8);
	take_all(36);
	assert_int_equal(server_most(client.server), 2);
	assert_int_equal(server_count(client.server), 8);
}

static void
all_hosts_together_get_so_many(void **state)
{
	static const char *const hosts[] = { "a.test", "b.test", "inner.test", "other.test" };

	(void)state;
	client.options.total_max = 5;
	client_open();
	for (int i = 1; i <= 16; i++)
		CLIENT_ADD(.tag = i, .url = client_at(hosts[i % 4], "/wait"));
	take_all(136);
	assert_int_equal(server_most(client.server), 5);
}

static void
a_host_gets_its_gap(void **state)
{
	int64_t before;

	(void)state;
	client.options.gap_ms = 80;
	client_open();
	before = date_clock_ms();
	for (int i = 1; i <= 4; i++)
		CLIENT_ADD(.tag = i, .url = client_at(i == 4 ? "b.test" : "a.test", "/ok"));
	struct http_response r = client_next();
	http_response_done(&r);
	r = client_next();
	/* b.test does not wait for a.test. */
	assert_true(r.tag == 1 || r.tag == 4);
	http_response_done(&r);
	take_all(5);
	assert_true(date_clock_ms() - before >= 160);
}

static void
who_is_told_off_stays_away(void **state)
{
	(void)state;
	client.options.host_max = 1;
	client_open();
	for (int i = 1; i <= 3; i++)
		CLIENT_ADD(.tag = i, .url = client_at("a.test", "/told-off"));
	CLIENT_ADD(.tag = 4, .url = client_at("b.test", "/ok"));
	for (int i = 0; i < 4; i++) {
		struct http_response r = client_next();

		client_check_error("told off", r.tag == 4 ? NULL : "HTTP 429 Too Many Requests", r.error);
		assert_int_equal(r.asked, r.tag == 1 || r.tag == 4);
		if (r.tag < 4)
			assert_in_range(r.retry_after, 58, 60);
		http_response_done(&r);
	}
	assert_int_equal(server_count(client.server), 2);
}

static void
waiting_bodies_have_a_limit(void **state)
{
	(void)state;
	client.options.host_max = 4;
	client.options.waiting_max = 50000;
	client.options.bytes_max = 4 * 32000;
	client_open();
	for (int i = 1; i <= 16; i++)
		CLIENT_ADD(.tag = i, .url = client_at("a.test", "/big"));
	for (int taken = 0; taken < 16;) {
		struct err err = { 0 };
		struct http_response r;

		/* Whoever does not take what is there gets no more of it. */
		for (int i = 0; i < 30; i++)
			assert_true(http_turn(client.http, NULL, 0, 2, &err));
		assert_true(client.http->held <= 50000 + 4 * 32000);
		if (!http_next(client.http, &r))
			continue;
		client_check_error("big", NULL, r.error);
		assert_int_equal(r.body.n, 32000);
		http_response_done(&r);
		taken++;
	}
	assert_int_equal(client.http->held, 0);
	/* Nothing was begun in vain. */
	assert_int_equal(server_count(client.server), 16);
}

static void
large_bodies_come_one_after_the_other(void **state)
{
	enum { LARGE = 4 << 20, WAITING = 1 << 20 };
	struct http_response r;

	(void)state;
	client.options.host_max = 4;
	client.options.bytes_max = LARGE;
	client.options.waiting_max = WAITING;
	client.options.total_ms = 20000;
	client_open();
	for (int i = 0; i < 4; i++)
		CLIENT_ADD(.url = client_at("a.test", i < 3 ? "/endless" : "/bomb"));
	for (int taken = 0; taken < 4;) {
		client_turn();
		assert_true(client.http->held <= WAITING + 2 * LARGE);
		if (!http_next(client.http, &r))
			continue;
		client_check_error("large", "the body is larger than 4 MiB", r.error);
		assert_int_equal(r.body.n, LARGE);
		http_response_done(&r);
		taken++;
	}
}

static void
what_was_paused_goes_on(void **state)
{
	struct err err = { 0 };
	struct http_response r;

	(void)state;
	client.options.bytes_max = 8 << 20;
	client_open();
	CLIENT_ADD(.url = client_at("a.test", "/endless"));
	while (client.http->held == 0)
		client_turn();
	/* As others would have left it that are done and taken by now: paused, with
	 * neither much room nor none. */
	struct job *j = client.http->active[0];
	assert_int_equal(curl_easy_pause(j->easy, CURLPAUSE_RECV), CURLE_OK);
	j->paused_at = date_clock_ms();
	client.http->options.waiting_max = client.http->held / 7 * 8;
	for (int i = 0; i < 1000 && client.http->ndone == 0; i++)
		assert_true(http_turn(client.http, NULL, 0, 20, &err));
	assert_true(http_next(client.http, &r));
	assert_int_equal(r.body.n, 8 << 20);
	http_response_done(&r);
}

static void
taking_makes_room_at_once(void **state)
{
	struct err err = { 0 };
	struct http_response r;

	(void)state;
	client.options.waiting_max = 20000;
	client.options.bytes_max = 1 << 20;
	client_open();
	CLIENT_ADD(.tag = 1, .url = client_at("a.test", "/big"));
	while (client.http->ndone == 0)
		client_turn();
	CLIENT_ADD(.tag = 2, .url = client_at("a.test", "/big"));
	for (int i = 0; i < 5; i++)
		assert_true(http_turn(client.http, NULL, 0, 10, &err));
	assert_int_equal(server_count(client.server), 1);
	for (int64_t tag = 1; tag <= 2; tag++) {
		r = client_next();
		assert_int_equal(r.tag, tag);
		http_response_done(&r);
	}
}

static void
what_is_forgotten_does_not_come(void **state)
{
	(void)state;
	for (int i = 1; i <= 6; i++)
		CLIENT_ADD(.tag = i % 3, .url = client_at("a.test", i > 4 ? "/silent" : "/wait"));
	client_turn();
	http_cancel(client.http, 2);
	assert_int_equal(http_pending(client.http), 4);
	http_cancel(client.http, 0);
	take_all(2);
	http_cancel(client.http, 1);
	assert_int_equal(http_pending(client.http), 0);
	/* What is under way when all ends. */
	CLIENT_ADD(.url = client_at("a.test", "/silent"));
	client_turn();
}

static void
others_are_waited_for_as_well(void **state)
{
	struct err err = { 0 };
	struct pollfd fds[3] = { { -1, POLLIN, 77 }, { -1, POLLIN, 0 }, { -1, POLLOUT, 0 } };
	int pipes[2];

	(void)state;
	assert_int_equal(pipe(pipes), 0);
	fds[1].fd = pipes[0];
	CLIENT_ADD(.url = client_at("127.0.0.1", "/silent"));
	assert_true(http_turn(client.http, fds, 2, 20, &err));
	assert_int_equal(fds[1].revents, 0);
	fds[2].fd = pipes[1];
	assert_true(http_turn(client.http, fds, 3, 5000, &err));
	assert_int_equal(fds[2].revents, POLLOUT);
	assert_int_equal(fds[0].revents, 0);
	/* Its end is told, too. */
	close(pipes[1]);
	assert_true(http_turn(client.http, fds, 2, 5000, &err));
	assert_true((fds[1].revents & POLLHUP) != 0);
	close(pipes[0]);
}

static void
what_nobody_takes_does_not_wake(void **state)
{
	struct err err = { 0 };
	int64_t before;

	(void)state;
	CLIENT_ADD(.url = client_at("a.test", "/ok"));
	client.options.stall_ms = 3000;
	while (client.http->ndone == 0)
		client_turn();
	/* With nothing else to do it does not sleep for ever, though. */
	assert_true(http_turn(client.http, NULL, 0, -1, &err));
	CLIENT_ADD(.url = client_at("b.test", "/silent"));
	before = date_clock_ms();
	for (int i = 0; i < 100 && date_clock_ms() < before + 150; i++)
		assert_true(http_turn(client.http, NULL, 0, 50, &err));
	assert_true(date_clock_ms() >= before + 150);
	assert_int_equal(http_pending(client.http), 2);
}

static void
many_faults_keep_nobody_waiting(void **state)
{
	static const char *const bad[] = { "/silent", "/hang", "/slow", "/endless", "/bomb", "/loop",
		"/reset", "/headers" };
	int64_t before = date_clock_ms();
	int good = 0;

	(void)state;
	client.options.host_max = 32;
	/* On a busy machine the good ones take their time, too. */
	client.options.stall_ms = 1500;
	client.options.total_ms = 4000;
	client_open();
	for (size_t i = 0; i < COUNT(bad); i++)
		CLIENT_ADD(.tag = 0, .url = client_at("a.test", bad[i]));
	for (int i = 0; i < 20; i++)
		CLIENT_ADD(.tag = 1, .url = client_at("b.test", "/ok"));
	while (http_pending(client.http) > 0) {
		struct http_response r = client_next();

		good += r.error == NULL;
		assert_int_equal(r.error == NULL, r.tag);
		http_response_done(&r);
	}
	assert_int_equal(good, 20);
	/* All at once: as long as the slowest, not as all of them. */
	assert_true(date_clock_ms() - before < 20000);
}

static void
note_signal(int number)
{
	(void)number;
}

static void
a_signal_ends_the_wait(void **state)
{
	struct sigaction action = { .sa_handler = note_signal }, old;
	struct itimerval soon = { { 0, 100000 }, { 0, 100000 } }, never = { { 0, 0 }, { 0, 0 } };
	struct err err = { 0 };
	int64_t before = date_clock_ms();

	(void)state;
	client.options.stall_ms = 8000;
	client.options.total_ms = 9000;
	client_open();
	CLIENT_ADD(.url = client_at("a.test", "/silent"));
	assert_int_equal(sigaction(SIGALRM, &action, &old), 0);
	assert_int_equal(setitimer(ITIMER_REAL, &soon, NULL), 0);
	while (date_clock_ms() < before + 100)
		assert_true(http_turn(client.http, NULL, 0, -1, &err));
	assert_true(date_clock_ms() < before + 5000);
	assert_int_equal(http_pending(client.http), 1);
	assert_int_equal(setitimer(ITIMER_REAL, &never, NULL), 0);
	sigaction(SIGALRM, &old, NULL);
}

/* Whatever comes together, all that was not forgotten ends, and nothing is kept. */
static void
any_mixture_ends(void **state)
{
	static const char *const paths[] = { "/ok", "/big", "/endless", "/bomb", "/hang", "/reset", "/loop",
		"/silent", "/wait", "/ok", "/big" };
	static const char *const hosts[] = { "a.test", "b.test", "inner.test", "other.test" };
	uint32_t seed = 20201217;
	int added = 0, taken = 0, forgotten = 0;
	int64_t until = date_clock_ms() + 30000;

	(void)state;
	client.options.host_max = 5;
	client.options.total_max = 12;
	client.options.waiting_max = 120000;
	client_open();
	while (added < 160 || http_pending(client.http) > 0) {
		struct err err = { 0 };
		struct http_response r;
		size_t before = http_pending(client.http);

		seed = seed * 1664525 + 1013904223;
		if (added < 160) {
			added++;
			CLIENT_ADD(.tag = added, .url = client_at(hosts[seed >> 20 & 3],
			    paths[(seed >> 8) % COUNT(paths)]));
			before++;
		}
		if (seed >> 28 == 3 && added > 8) {
			http_cancel(client.http, added - (int)(seed >> 16 & 7));
			forgotten += (int)(before - http_pending(client.http));
		}
		assert_true(http_turn(client.http, NULL, 0, 3, &err));
		while (seed >> 30 != 1 && http_next(client.http, &r)) {
			assert_true(r.error != NULL || r.body.n > 0);
			http_response_done(&r);
			taken++;
		}
		assert_true(client.http->held <= 120000 + 2 * CLIENT_BYTES_MAX);
		assert_true(date_clock_ms() < until);
	}
	assert_int_equal(taken + forgotten, added);
	assert_int_equal(client.http->held, 0);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, client_end)
	const struct CMUnitTest tests[] = {
		T(a_host_gets_two_at_once),
		T(all_hosts_together_get_so_many),
		T(a_host_gets_its_gap),
		T(who_is_told_off_stays_away),
		T(waiting_bodies_have_a_limit),
		T(large_bodies_come_one_after_the_other),
		T(what_was_paused_goes_on),
		T(taking_makes_room_at_once),
		T(what_is_forgotten_does_not_come),
		T(others_are_waited_for_as_well),
		T(what_nobody_takes_does_not_wake),
		T(a_signal_ends_the_wait),
		T(any_mixture_ends),
		T(many_faults_keep_nobody_waiting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
