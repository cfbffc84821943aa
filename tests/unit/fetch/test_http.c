/* SPDX-License-Identifier: ISC */
/* The network engine against a server that answers from a table, in all the ways
 * in which servers go wrong. */
#include "fetch/http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "fetch/http_parts.h"
#include "http/server.h"

#define HERE "http://127.0.0.1:%d"
#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define KILO HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED

enum { BYTES_MAX = 100000 };

static const struct answer answers[] = {
	{ .path = "/ok", .status = 200, .body = "fine",
	  .headers = "ETag: \"v1\"\r\nLast-Modified: Wed, 21 Oct 2015 07:28:00 GMT\r\n"
	    "Content-Type: Application/RSS+XML; x=y; charset=\"ISO-8859-1\"\r\n" },
	{ .path = "/301", .status = 301, .headers = "Location: /ok\r\n" },
	{ .path = "/302", .status = 302, .headers = "Location: " HERE "/ok\r\n" },
	{ .path = "/303", .status = 303, .headers = "Location: ok\r\n" },
	{ .path = "/307", .status = 307, .headers = "Location: //127.0.0.1:%d/ok#part\r\n" },
	{ .path = "/308", .status = 308, .headers = "Location: ?query\r\n" },
	{ .path = "/308?query", .status = 301, .headers = "Location: /301\r\n", .body = "moved" },
	{ .path = "/301-302", .status = 301, .headers = "Location: /302\r\n" },
	{ .path = "/301-404", .status = 301, .headers = "Location: /404\r\n" },
	{ .path = "/loop", .status = 302, .headers = "Location: /loop2\r\n" },
	{ .path = "/loop2", .status = 302, .headers = "Location: /loop\r\n" },
	{ .path = "/to-file", .status = 302, .headers = "Location: file:///etc/passwd\r\n" },
	{ .path = "/to-ftp", .status = 302, .headers = "Location: ftp://127.0.0.1/feed\r\n" },
	{ .path = "/to-nowhere", .status = 302 },
	{ .path = "/to-nonsense", .status = 302, .headers = "Location: http://\r\n" },
	{ .path = "/cookie", .needs = "Cookie: seen=1", .status = 200, .body = "welcome" },
	{ .path = "/cookie", .status = 302, .headers = "Location: /cookie\r\nSet-Cookie: seen=1\r\n" },
	{ .path = "/300", .status = 300, .body = "choose" },
	{ .path = "/401", .status = 401 }, { .path = "/403", .status = 403, .body = "<h1>no</h1>" },
	{ .path = "/410", .status = 410 }, { .path = "/500", .status = 500 },
	{ .path = "/599", .status = 599 },
	{ .path = "/429", .status = 429 },
	{ .path = "/503", .status = 503, .headers = "Retry-After: 120\r\n" },
	{ .path = "/503-date", .status = 503,
	  .headers = "Date: Wed, 21 Oct 2015 07:28:00 GMT\r\n"
	    "Retry-After: Wed, 21 Oct 2015 07:33:00 GMT\r\n" },
	{ .path = "/404-cut", .status = 404, .body = TEN, .claim = "50", .fault = FAULT_CUT },
	{ .path = "/404-endless", .status = 404, .body = KILO, .fault = FAULT_ENDLESS },
	{ .path = "/204", .status = 204 }, { .path = "/empty", .status = 200 },
	{ .path = "/304", .status = 304 },
	{ .path = "/silent", .fault = FAULT_SILENT }, { .path = "/close", .fault = FAULT_CLOSE },
	{ .path = "/hang", .status = 200, .body = TEN, .fault = FAULT_HANG },
	{ .path = "/reset", .status = 200, .body = TEN, .fault = FAULT_RESET },
	{ .path = "/cut", .status = 200, .body = TEN, .fault = FAULT_CUT,
	  .headers = "ETag: \"cut\"\r\nLast-Modified: Wed, 21 Oct 2015 07:28:00 GMT\r\n" },
	{ .path = "/slow", .status = 200, .body = HUNDRED, .fault = FAULT_SLOW, .pause_ms = 50 },
	{ .path = "/endless", .status = 200, .body = KILO, .fault = FAULT_ENDLESS },
	{ .path = "/bomb", .status = 200, .fault = FAULT_BOMB },
	{ .path = "/headers", .fault = FAULT_HEADERS },
	{ .path = "/garbage", .body = "220 mail.example ESMTP\r\n" },
	{ .path = "/long", .status = 200, .body = TEN, .claim = "5" },
	{ .path = "/short", .status = 200, .body = TEN, .claim = "15" },
	{ .path = "/no-length", .status = 200, .body = TEN, .claim = "" },
	{ .path = "/gzip", .status = 200, .body = KILO, .gzip = true },
	{ .path = "/gzip-cut", .status = 200, .body = KILO, .gzip = true, .fault = FAULT_CUT },
	{ .path = "/not-gzip", .status = 200, .body = "<rss>", .headers = "Content-Encoding: gzip\r\n" },
	{ .path = "/unknown", .status = 200, .body = "<rss>", .headers = "Content-Encoding: rot13\r\n" },
	{ .path = "/early", .body = "HTTP/1.1 103 Early Hints\r\nETag: \"no\"\r\n\r\n"
	  "HTTP/1.1 200 OK\r\nETag: \"yes\"\r\nTransfer-Encoding: chunked\r\nTrailer: ETag\r\n\r\n"
	  "4\r\nfine\r\n0\r\nETag: \"late\"\r\n\r\n" },
	{ .path = "/http10", .body = "HTTP/1.0 200 OK\r\n\r\nold" },
	{ .path = "/headers-full", .status = 200, .body = "x", .headers = "X-Long: " KILO KILO "\r\n" },
	/* What a cache would say of them. */
	{ .path = "/age", .status = 200, .body = "x",
	  .headers = "Cache-Control: public, max-age=600\r\nAge: 100\r\n" },
	{ .path = "/no-store", .status = 200, .body = "x",
	  .headers = "Cache-Control: max-age=600, no-store\r\n" },
	{ .path = "/expires", .status = 200, .body = "x", .headers =
	  "Date: Wed, 21 Oct 2015 07:28:00 GMT\r\nExpires: Wed, 21 Oct 2015 08:28:00 GMT\r\n" },
	{ .path = "/expires-0", .status = 200, .body = "x", .headers = "Expires: 0\r\n" },
	{ .path = "/location", .status = 200, .body = "x", .headers = "Content-Location: other?x=1\r\n" },
	/* Validators. */
	{ .path = "/tag", .needs = "If-None-Match: W/\"a b\\\"\xE9\"\r\n", .status = 304 },
	{ .path = "/tag", .status = 200, .body = "new", .headers = "ETag: W/\"a b\\\"\xE9\"\r\n" },
	{ .path = "/date", .needs = "If-Modified-Since: wed, 21 oct 15 07:28\r\n", .status = 304 },
	{ .path = "/date", .status = 200, .body = "new",
	  .headers = "Last-Modified: wed, 21 oct 15 07:28\r\n" },
	{ .path = "/liar-tag", .needs = "If-Modified-Since", .status = 304, .headers = "ETag: \"v2\"\r\n" },
	{ .path = "/liar-tag", .status = 200, .body = "second", .headers = "ETag: \"v2\"\r\n" },
	{ .path = "/liar-date", .needs = "If-None-Match", .status = 304, .headers =
	  "Last-Modified: Thu, 22 Oct 2015 07:28:00 GMT\r\nDate: Fri, 23 Oct 2015 07:28:00 GMT\r\n" },
	{ .path = "/liar-date", .status = 200, .body = "second" },
	{ .path = "/gzip-tag", .needs = "If-None-Match", .status = 304, .headers = "ETag: \"v1\"\r\n" },
	{ .path = "/gzip-tag", .status = 200, .body = "second" },
	{ .path = "/now-date", .needs = "If-None-Match", .status = 304, .headers =
	  "Last-Modified: Fri, 23 Oct 2015 07:28:00 GMT\r\nDate: Fri, 23 Oct 2015 07:28:00 GMT\r\n" },
	{ .path = "/now-date", .status = 200, .body = "second" },
	/* Secrets. */
	{ .path = "/secret", .needs = "Authorization: Basic dTpww6Q=", .status = 200, .body = "in" },
	{ .path = "/secret", .status = 401 },
	{ .path = "/away", .status = 302, .headers = "Location: http://other.test:%d/seen\r\n" },
	{ .path = "/seen", .needs = "X-Key", .status = 200, .body = "key" },
	{ .path = "/seen", .needs = "Authorization", .status = 200, .body = "password" },
	{ .path = "/seen", .status = 200, .body = "nothing" },
	/* Addresses. */
	{ .path = "/to-loopback", .status = 302, .headers = "Location: " HERE "/ok\r\n" },
	{ .path = "/to-name", .status = 302, .headers = "Location: http://inner.test:%d/ok\r\n" },
	{ .path = "/to-localhost", .status = 302, .headers = "Location: http://localhost:%d/ok\r\n" },
	{ .path = "/to-mapped", .status = 302, .headers = "Location: http://[::ffff:127.0.0.1]:%d/ok\r\n" },
	{ .path = "/to-number", .status = 302, .headers = "Location: http://2130706433:%d/ok\r\n" },
	{ .path = "/to-public", .status = 302, .headers = "Location: http://public.test:%d/ok\r\n" },
	/* Manners. */
	{ .path = "/wait*", .status = 200, .body = "x", .pause_ms = 60 },
	{ .path = "/told-off", .status = 429, .headers = "Retry-After: 60\r\n" },
	{ .path = "/big*", .status = 200, .body = KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO
	  KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO KILO
	  KILO KILO },
};

struct fixture {
	struct server *server;
	struct http_options options;
	struct http *http;
	const char *resolve[8];
	char words[8][64];
};

static struct fixture fx;

static void
open_http(void)
{
	struct err err = { 0 };

	http_free(fx.http);
	fx.http = http_new(&fx.options, &err);
	assert_non_null(fx.http);
	server_forget(fx.server);
}

static int
begin(void **state)
{
	static const char *const names[] = { "public.test:%d:127.0.0.2", "inner.test:%d:127.0.0.1",
		"other.test:%d:127.0.0.1", "a.test:%d:127.0.0.1", "b.test:%d:127.0.0.1" };

	(void)state;
	memset(&fx, 0, sizeof(fx));
	fx.server = server_start(answers, COUNT(answers));
	if (fx.server == NULL)
		return -1;
	for (size_t i = 0; i < COUNT(names); i++) {
		char *colon = strchr(strcpy(fx.words[i], names[i]), '%');

		sprintf(colon, "%d%s", server_port(fx.server), names[i] + (colon - fx.words[i]) + 2);
		fx.resolve[i] = fx.words[i];
	}
	http_options_init(&fx.options);
	fx.options.proxy = "";
	fx.options.resolve = fx.resolve;
	fx.options.public_address = "127.0.0.2";
	fx.options.connect_ms = 3000;
	fx.options.stall_ms = 300;
	fx.options.total_ms = 1500;
	fx.options.bytes_max = BYTES_MAX;
	open_http();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	http_free(fx.http);
	server_stop(fx.server);
	return 0;
}

static const char *
at(const char *host, const char *path)
{
	static char url[8][256];
	static int next;

	next = (next + 1) % 8;
	snprintf(url[next], sizeof(url[next]), "http://%s:%d%s", host, server_port(fx.server), path);
	return url[next];
}

static void
add(const struct http_request *r)
{
	struct err err = { 0 };

	if (!http_add(fx.http, r, &err))
		fail_msg("%s", err.text);
}

static void
turn(void)
{
	struct err err = { 0 };

	if (!http_turn(fx.http, NULL, 0, 5000, &err))
		fail_msg("%s", err.text);
}

static struct http_response
next(void)
{
	struct http_response out;

	while (!http_next(fx.http, &out)) {
		assert_true(http_pending(fx.http) > 0);
		turn();
	}
	return out;
}

static struct http_response
get(const struct http_request *r)
{
	add(r);
	return next();
}

static struct http_response
get_path(const char *path)
{
	return get(&(struct http_request){ .url = at("127.0.0.1", path) });
}

static void
check_words(const char *path, const char *wanted, const char *error)
{
	if ((wanted == NULL) != (error == NULL) || (wanted != NULL && strstr(error, wanted) == NULL))
		fail_msg("%s: the error is \"%s\", not \"%s\"", path, error != NULL ? error : "none",
		    wanted != NULL ? wanted : "none");
}

static const struct {
	const char *path;
	int status;
	const char *error, *body;
	int redirects;
	const char *permanent;
	bool cut;
} meanings[] = {
	{ "/ok", 200, NULL, "fine", 0, NULL, false },
	{ "/301", 200, NULL, "fine", 1, "/ok", false },
	{ "/302", 200, NULL, "fine", 1, NULL, false },
	{ "/303", 200, NULL, "fine", 1, NULL, false },
	{ "/307", 200, NULL, "fine", 1, NULL, false },
	{ "/308", 200, NULL, "fine", 3, "/ok", false },
	{ "/301-302", 200, NULL, "fine", 2, NULL, false },
	{ "/301-404", 404, "HTTP 404 Not Found", "", 1, NULL, false },
	{ "/loop", 302, "redirects more than 10 times", "", 10, NULL, false },
	{ "/to-file", 302, "redirects to file:///etc/passwd, which is no web address", "", 0, NULL, false },
	{ "/to-ftp", 302, "which is no web address", "", 0, NULL, false },
	{ "/to-nowhere", 302, "redirects without saying where to", "", 0, NULL, false },
	{ "/to-nonsense", 302, "which is no web address", "", 0, NULL, false },
	{ "/cookie", 200, NULL, "welcome", 1, NULL, false },
	{ "/300", 300, "HTTP 300 Multiple Choices", "", 0, NULL, false },
	{ "/401", 401, "HTTP 401 Unauthorized", "", 0, NULL, false },
	{ "/403", 403, "HTTP 403 Forbidden", "", 0, NULL, false },
	{ "/410", 410, "HTTP 410 Gone", "", 0, NULL, false },
	{ "/429", 429, "HTTP 429 Too Many Requests", "", 0, NULL, false },
	{ "/500", 500, "HTTP 500 Internal Server Error", "", 0, NULL, false },
	{ "/599", 599, "HTTP 599", "", 0, NULL, false },
	{ "/404-cut", 404, "HTTP 404 Not Found", "", 0, NULL, false },
	{ "/404-endless", 404, "HTTP 404 Not Found", "", 0, NULL, false },
	{ "/204", 204, "HTTP 204 No Content", "", 0, NULL, false },
	{ "/304", 304, "HTTP 304 Not Modified without having been asked", "", 0, NULL, false },
	{ "/empty", 200, "the answer is empty", "", 0, NULL, false },
	{ "/silent", 0, "no answer from 127.0.0.1 for 0.3 s", "", 0, NULL, false },
	{ "/close", 0, "127.0.0.1 closed the connection without an answer", "", 0, NULL, false },
	{ "/hang", 200, "fell silent for 0.3 s in the middle of the body", "01234", 0, NULL, true },
	{ "/reset", 200, "the connection to 127.0.0.1 broke", "01234", 0, NULL, true },
	{ "/cut", 200, "the body was cut off: 10 bytes were announced", "01234", 0, NULL, true },
	{ "/slow", 200, "timed out after 1.5 s", NULL, 0, NULL, true },
	{ "/endless", 200, "the body is larger than 100000 bytes", NULL, 0, NULL, true },
	{ "/bomb", 200, "the body is larger than 100000 bytes", NULL, 0, NULL, true },
	{ "/headers", 200, "the header of the answer is too large", "", 0, NULL, false },
	{ "/garbage", 0, "127.0.0.1 does not answer in HTTP", "", 0, NULL, false },
	{ "/long", 200, NULL, "01234", 0, NULL, false },
	{ "/short", 200, "the body was cut off: 15 bytes were announced", TEN, 0, NULL, true },
	{ "/no-length", 200, NULL, TEN, 0, NULL, false },
	{ "/gzip", 200, NULL, KILO, 0, NULL, false },
	{ "/gzip-cut", 200, "the body was cut off", NULL, 0, NULL, true },
	{ "/not-gzip", 200, NULL, "<rss>", 0, NULL, false },
	{ "/unknown", 200, NULL, "<rss>", 0, NULL, false },
	{ "/early", 200, NULL, "fine", 0, NULL, false },
	{ "/http10", 200, NULL, "old", 0, NULL, false },
	{ "/headers-full", 200, NULL, "x", 0, NULL, false },
};


static void
every_answer_has_its_meaning(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(meanings); i++) {
		const char *path = meanings[i].path;
		struct http_response r = get_path(path);

		check_words(path, meanings[i].error, r.error);
		if (r.status != meanings[i].status || r.redirects != meanings[i].redirects ||
		    r.cut != meanings[i].cut)
			fail_msg("%s: status %d, %d redirects, %s", path, r.status, r.redirects,
			    r.cut ? "cut" : "whole");
		if (meanings[i].body != NULL && strcmp(buf_str(&r.body), meanings[i].body) != 0)
			fail_msg("%s: the body is \"%s\"", path, buf_str(&r.body));
		assert_true(r.body.n <= BYTES_MAX);
		assert_true(r.private_first);
		if (meanings[i].permanent != NULL)
			assert_string_equal(r.permanent, at("127.0.0.1", meanings[i].permanent));
		else if (r.permanent != NULL)
			fail_msg("%s: led to %s for good", path, r.permanent);
		assert_false(r.error != NULL && (r.etag != NULL || r.last_modified != NULL));
		http_response_done(&r);
	}
}

static void
the_header_is_understood(void **state)
{
	struct http_response r = get_path("/307");

	(void)state;
	assert_string_equal(r.url, at("127.0.0.1", "/ok"));
	assert_string_equal(r.etag, "\"v1\"");
	assert_string_equal(r.last_modified, "Wed, 21 Oct 2015 07:28:00 GMT");
	assert_string_equal(r.content_type, "application/rss+xml");
	assert_string_equal(r.charset, "iso-8859-1");
	assert_null(r.content_location);
	http_response_done(&r);
	r = get_path("/location");
	assert_string_equal(r.content_location, at("127.0.0.1", "/other?x=1"));
	assert_null(r.content_type);
	http_response_done(&r);
	/* Neither of the hint before nor of the trailer behind. */
	r = get_path("/early");
	assert_string_equal(r.etag, "\"yes\"");
	http_response_done(&r);
}

static void
wishes_about_time_are_seconds(void **state)
{
	static const struct { const char *path; int64_t fresh, retry; } cases[] = {
		{ "/ok", -1, -1 }, { "/age", 500, -1 }, { "/no-store", 0, -1 }, { "/expires", 3600, -1 },
		{ "/expires-0", 0, -1 }, { "/503", -1, 120 }, { "/503-date", -1, 300 }, { "/close", -1, -1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_response r = get_path(cases[i].path);

		if (r.fresh_for != cases[i].fresh || r.retry_after != cases[i].retry)
			fail_msg("%s: fresh for %d, again in %d", cases[i].path, (int)r.fresh_for,
			    (int)r.retry_after);
		http_response_done(&r);
	}
}

static void
validators_come_back_as_they_were(void **state)
{
	static const char *const paths[] = { "/tag", "/date" };

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++) {
		struct http_response first = get_path(paths[i]);
		struct http_response again = get(&(struct http_request){ .url = at("127.0.0.1", paths[i]),
		    .etag = first.etag, .last_modified = first.last_modified });

		assert_null(first.error);
		assert_false(first.not_modified);
		assert_string_equal(buf_str(&first.body), "new");
		check_words(paths[i], NULL, again.error);
		assert_true(again.not_modified);
		assert_int_equal(again.status, 304);
		assert_int_equal(again.body.n, 0);
		http_response_done(&first);
		http_response_done(&again);
	}
}

static void
a_304_that_contradicts_itself_is_asked_again(void **state)
{
	static const struct { const char *path, *etag; bool again; } cases[] = {
		{ "/liar-tag", "\"v1\"", true },
		{ "/liar-tag", "W/\"v2\"", false },
		{ "/liar-date", "\"v1\"", true },
		{ "/gzip-tag", "\"v1-gzip\"", false },
		{ "/now-date", "\"v1\"", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_response r = get(&(struct http_request){ .url = at("127.0.0.1", cases[i].path),
		    .etag = cases[i].etag, .last_modified = "Wed, 21 Oct 2015 07:28:00 GMT" });

		if (r.not_modified == cases[i].again)
			fail_msg("%s, %s: asked %s", cases[i].path, cases[i].etag,
			    cases[i].again ? "once" : "twice");
		assert_string_equal(buf_str(&r.body), cases[i].again ? "second" : "");
		http_response_done(&r);
	}
}

static void
secrets_stay_with_their_host(void **state)
{
	static const char *const headers[] = { "X-Key: 1", "Accept: text/plain", "X-Bad: a\r\nX-Evil: 1",
		NULL };
	char url[128];
	struct http_response r = get(&(struct http_request){ .url = at("127.0.0.1", "/secret"), .user = "u",
	    .password = "p\xC3\xA4" });

	(void)state;
	assert_string_equal(buf_str(&r.body), "in");
	http_response_done(&r);
	snprintf(url, sizeof(url), "http://u:p%%C3%%A4@127.0.0.1:%d/secret", server_port(fx.server));
	r = get(&(struct http_request){ .url = url });
	assert_string_equal(buf_str(&r.body), "in");
	assert_null(strchr(r.url, '@'));
	http_response_done(&r);
	r = get(&(struct http_request){ .url = at("127.0.0.1", "/away"), .user = "u", .password = "p",
	    .headers = headers });
	assert_string_equal(buf_str(&r.body), "nothing");
	http_response_done(&r);
	assert_non_null(strstr(server_log(fx.server), "X-Key: 1\r\nAccept: text/plain\r\n"));
	assert_null(strstr(server_log(fx.server), "X-Evil"));
	r = get(&(struct http_request){ .url = at("127.0.0.1", "/seen"), .headers = headers });
	assert_string_equal(buf_str(&r.body), "key");
	http_response_done(&r);
}

static void
it_says_who_it_is(void **state)
{
	struct http_response r;

	(void)state;
	fx.options.user_agent = "reader/1 (+https://example.org)";
	open_http();
	r = get_path("/ok");
	assert_non_null(strstr(server_log(fx.server), "User-Agent: reader/1 (+https://example.org)\r\n"));
	assert_non_null(strstr(server_log(fx.server), "gzip"));
	assert_non_null(strstr(server_log(fx.server), "Accept: application/atom+xml, "));
	http_response_done(&r);
	server_forget(fx.server);
	r = get(&(struct http_request){ .url = at("127.0.0.1", "/ok"), .user_agent = "other" });
	assert_non_null(strstr(server_log(fx.server), "User-Agent: other\r\n"));
	http_response_done(&r);
}

static void
strangers_do_not_lead_into_the_house(void **state)
{
	static const struct {
		const char *host, *path;
		enum http_private reach;
		const char *error;
	} cases[] = {
		{ "public.test", "/to-loopback", HTTP_PRIVATE_LIKE_FIRST, "redirects to a private address" },
		{ "public.test", "/to-name", HTTP_PRIVATE_LIKE_FIRST, "redirects to a private address" },
		{ "public.test", "/to-localhost", HTTP_PRIVATE_LIKE_FIRST, "redirects to a private address" },
		{ "public.test", "/to-mapped", HTTP_PRIVATE_LIKE_FIRST, "redirects to a private address" },
		{ "public.test", "/to-number", HTTP_PRIVATE_LIKE_FIRST, "redirects to a private address" },
		{ "public.test", "/to-public", HTTP_PRIVATE_LIKE_FIRST, NULL },
		{ "public.test", "/to-name", HTTP_PRIVATE_OK, NULL },
		{ "public.test", "/ok", HTTP_PRIVATE_NEVER, NULL },
		{ "inner.test", "/ok", HTTP_PRIVATE_NEVER, "leads to a private address" },
		{ "127.0.0.1", "/ok", HTTP_PRIVATE_NEVER, "leads to a private address" },
		{ "inner.test", "/to-name", HTTP_PRIVATE_LIKE_FIRST, NULL },
		{ "inner.test", "/to-localhost", HTTP_PRIVATE_LIKE_FIRST, NULL },
	};

	(void)state;
	if (!server_has_public(fx.server))
		skip();
	/* The second time there are connections that could be used again. */
	for (size_t i = 0; i < 2 * COUNT(cases); i++) {
		size_t c = i % COUNT(cases);
		struct http_response r = get(&(struct http_request){ .url = at(cases[c].host, cases[c].path),
		    .reach = cases[c].reach });

		check_words(cases[c].path, cases[c].error, r.error);
		assert_string_equal(buf_str(&r.body), cases[c].error == NULL ? "fine" : "");
		if (r.asked)
			assert_int_equal(r.private_first, strcmp(cases[c].host, "public.test") != 0);
		http_response_done(&r);
	}
}

static void
nobody_even_knocks_there(void **state)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(in);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct pollfd knock = { fd, POLLIN, 0 };
	char entry[64], url[64];

	(void)state;
	assert_int_equal(bind(fd, (struct sockaddr *)&in, n), 0);
	assert_int_equal(listen(fd, 4), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&in, &n), 0);
	snprintf(entry, sizeof(entry), "trap.test:%d:127.0.0.1", ntohs(in.sin_port));
	snprintf(url, sizeof(url), "http://trap.test:%d/", ntohs(in.sin_port));
	fx.resolve[6] = NULL;
	fx.resolve[5] = entry;
	open_http();
	struct http_response r = get(&(struct http_request){ .url = url, .reach = HTTP_PRIVATE_NEVER });
	check_words("trap.test", "leads to a private address", r.error);
	assert_false(r.asked);
	http_response_done(&r);
	assert_int_equal(poll(&knock, 1, 0), 0);
	close(fd);
}

static void
what_cannot_be_reached_is_said(void **state)
{
	struct err err = { 0 };
	struct http_response r;

	(void)state;
	r = get(&(struct http_request){ .url = "http://127.0.0.1:1/" });
	check_words("port 1", "could not connect to 127.0.0.1: Connection refused", r.error);
	assert_int_equal(r.status, 0);
	assert_false(r.asked);
	http_response_done(&r);
	r = get(&(struct http_request){ .url = at("nobody.invalid", "/") });
	check_words("no name", "could not find the host nobody.invalid", r.error);
	http_response_done(&r);
	r = get(&(struct http_request){ .url = "https://127.0.0.1:1/" });
	check_words("https", "could not connect", r.error);
	http_response_done(&r);
	static const char *const none[] = { "", "ftp://example.org/", "/path", "file:///etc/passwd",
		"http://", "http://[::1/", "http://a b/", "http://example.org:99999/" };
	for (size_t i = 0; i < COUNT(none); i++)
		if (http_add(fx.http, &(struct http_request){ .url = none[i] }, &err))
			fail_msg("%s was taken for an address", none[i]);
	assert_int_equal(http_pending(fx.http), 0);
}

static void
take_all(int64_t sum)
{
	while (http_pending(fx.http) > 0) {
		struct http_response r = next();

		check_words(r.url, NULL, r.error);
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
		add(&(struct http_request){ .tag = i, .url = at("a.test", "/wait") });
	assert_int_equal(http_pending(fx.http), 8);
	take_all(36);
	assert_int_equal(server_most(fx.server), 2);
	assert_int_equal(server_count(fx.server), 8);
}

static void
all_hosts_together_get_so_many(void **state)
{
	static const char *const hosts[] = { "a.test", "b.test", "inner.test", "other.test" };

	(void)state;
	fx.options.total_max = 5;
	open_http();
	for (int i = 1; i <= 16; i++)
		add(&(struct http_request){ .tag = i, .url = at(hosts[i % 4], "/wait") });
	take_all(136);
	assert_int_equal(server_most(fx.server), 5);
}

static void
a_host_gets_its_gap(void **state)
{
	int64_t before;

	(void)state;
	fx.options.gap_ms = 80;
	open_http();
	before = date_clock_ms();
	for (int i = 1; i <= 4; i++)
		add(&(struct http_request){ .tag = i, .url = at(i == 4 ? "b.test" : "a.test", "/ok") });
	struct http_response r = next();
	http_response_done(&r);
	r = next();
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
	fx.options.host_max = 1;
	open_http();
	for (int i = 1; i <= 3; i++)
		add(&(struct http_request){ .tag = i, .url = at("a.test", "/told-off") });
	add(&(struct http_request){ .tag = 4, .url = at("b.test", "/ok") });
	for (int i = 0; i < 4; i++) {
		struct http_response r = next();

		check_words("told off", r.tag == 4 ? NULL : "HTTP 429 Too Many Requests", r.error);
		assert_int_equal(r.asked, r.tag == 1 || r.tag == 4);
		if (r.tag < 4)
			assert_in_range(r.retry_after, 58, 60);
		http_response_done(&r);
	}
	assert_int_equal(server_count(fx.server), 2);
}

static void
waiting_bodies_have_a_limit(void **state)
{
	(void)state;
	fx.options.host_max = 4;
	fx.options.waiting_max = 50000;
	open_http();
	for (int i = 1; i <= 16; i++)
		add(&(struct http_request){ .tag = i, .url = at("a.test", "/big") });
	for (int taken = 0; taken < 16;) {
		struct http_response r;

		/* Whoever does not take what is there gets no more of it. */
		for (int i = 0; i < 30; i++)
			turn();
		assert_true(fx.http->held <= 50000 + 4 * 32000);
		if (!http_next(fx.http, &r))
			continue;
		check_words("big", NULL, r.error);
		assert_int_equal(r.body.n, 32000);
		http_response_done(&r);
		taken++;
	}
	assert_int_equal(fx.http->held, 0);
}

static void
large_bodies_come_one_after_the_other(void **state)
{
	enum { LARGE = 4 << 20, WAITING = 1 << 20, SLACK = 1 << 20 };
	struct http_response r;

	(void)state;
	fx.options.host_max = 4;
	fx.options.bytes_max = LARGE;
	fx.options.waiting_max = WAITING;
	fx.options.total_ms = 20000;
	open_http();
	for (int i = 0; i < 4; i++)
		add(&(struct http_request){ .url = at("a.test", i < 3 ? "/endless" : "/bomb") });
	for (int taken = 0; taken < 4;) {
		turn();
		assert_true(fx.http->held <= WAITING + LARGE + SLACK);
		if (!http_next(fx.http, &r))
			continue;
		check_words("large", "the body is larger than 4 MiB", r.error);
		assert_int_equal(r.body.n, LARGE);
		http_response_done(&r);
		taken++;
	}
}

static void
what_is_forgotten_does_not_come(void **state)
{
	(void)state;
	for (int i = 1; i <= 6; i++)
		add(&(struct http_request){ .tag = i % 3, .url = at("a.test", i > 4 ? "/silent" : "/wait") });
	turn();
	http_cancel(fx.http, 2);
	assert_int_equal(http_pending(fx.http), 4);
	http_cancel(fx.http, 0);
	take_all(2);
	http_cancel(fx.http, 1);
	assert_int_equal(http_pending(fx.http), 0);
	/* What is under way when all ends. */
	add(&(struct http_request){ .url = at("a.test", "/silent") });
	turn();
}

static void
leftovers_of_one_answer_do_not_spoil_the_next(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++) {
		struct http_response r = get_path(i % 2 == 0 ? "/long" : "/ok");

		check_words("leftovers", NULL, r.error);
		assert_string_equal(buf_str(&r.body), i % 2 == 0 ? "01234" : "fine");
		http_response_done(&r);
	}
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
	add(&(struct http_request){ .url = at("127.0.0.1", "/silent") });
	assert_true(http_turn(fx.http, fds, 2, 20, &err));
	assert_int_equal(fds[1].revents, 0);
	fds[2].fd = pipes[1];
	assert_true(http_turn(fx.http, fds, 3, 5000, &err));
	assert_int_equal(fds[2].revents, POLLOUT);
	assert_int_equal(fds[0].revents, 0);
	/* Its end is told, too. */
	close(pipes[1]);
	assert_true(http_turn(fx.http, fds, 2, 5000, &err));
	assert_true((fds[1].revents & POLLHUP) != 0);
	close(pipes[0]);
}

static void
many_faults_keep_nobody_waiting(void **state)
{
	static const char *const bad[] = { "/silent", "/hang", "/slow", "/endless", "/bomb", "/loop",
		"/reset", "/headers" };
	int64_t before = date_clock_ms();
	int good = 0;

	(void)state;
	fx.options.host_max = 32;
	open_http();
	for (size_t i = 0; i < COUNT(bad); i++)
		add(&(struct http_request){ .tag = 0, .url = at("a.test", bad[i]) });
	for (int i = 0; i < 20; i++)
		add(&(struct http_request){ .tag = 1, .url = at("b.test", "/ok") });
	while (http_pending(fx.http) > 0) {
		struct http_response r = next();

		good += r.error == NULL;
		assert_int_equal(r.error == NULL, r.tag);
		http_response_done(&r);
	}
	assert_int_equal(good, 20);
	/* All at once: as long as the slowest, not as all of them. */
	assert_true(date_clock_ms() - before < 10000);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		T(every_answer_has_its_meaning),
		T(the_header_is_understood),
		T(wishes_about_time_are_seconds),
		T(validators_come_back_as_they_were),
		T(a_304_that_contradicts_itself_is_asked_again),
		T(secrets_stay_with_their_host),
		T(it_says_who_it_is),
		T(strangers_do_not_lead_into_the_house),
		T(nobody_even_knocks_there),
		T(what_cannot_be_reached_is_said),
		T(a_host_gets_two_at_once),
		T(all_hosts_together_get_so_many),
		T(a_host_gets_its_gap),
		T(who_is_told_off_stays_away),
		T(waiting_bodies_have_a_limit),
		T(large_bodies_come_one_after_the_other),
		T(what_is_forgotten_does_not_come),
		T(leftovers_of_one_answer_do_not_spoil_the_next),
		T(others_are_waited_for_as_well),
		T(many_faults_keep_nobody_waiting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
