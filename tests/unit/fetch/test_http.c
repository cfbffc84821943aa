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

#include "base/err.h"
#include "base/mem.h"
#include "http/client.h"

#define HERE "http://127.0.0.1:%d"
#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define KILO HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED

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
	{ .path = "/br", .needs = "br", .status = 200, .body = "\x30\0\x10" "fine\3", .length = 8,
	  .headers = "Content-Encoding: br\r\n" },
	{ .path = "/br", .status = 200, .body = "fine" },
	{ .path = "/zstd", .needs = "zstd", .status = 200, .length = 13,
	  .headers = "Content-Encoding: zstd\r\n", .body = "\x28\xB5\x2F\xFD\x20\4\x21\0\0" "fine" },
	{ .path = "/zstd", .status = 200, .body = "fine" },
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
	/* What a proxy is asked for. */
	{ .path = "http://far.example/feed", .status = 200, .body = "from afar" },
	{ .path = "http://far.example/home", .status = 302, .headers = "Location: http://10.1.2.3/\r\n" },
	{ .path = "http://10.1.2.3/", .status = 200, .body = "inside" },
	/* Addresses. */
	{ .path = "/to-loopback", .status = 302, .headers = "Location: " HERE "/ok\r\n" },
	{ .path = "/to-name", .status = 302, .headers = "Location: http://inner.test:%d/ok\r\n" },
	{ .path = "/to-localhost", .status = 302, .headers = "Location: http://localhost:%d/ok\r\n" },
	{ .path = "/to-mapped", .status = 302, .headers = "Location: http://[::ffff:127.0.0.1]:%d/ok\r\n" },
	{ .path = "/to-number", .status = 302, .headers = "Location: http://2130706433:%d/ok\r\n" },
	{ .path = "/to-public", .status = 302, .headers = "Location: http://public.test:%d/ok\r\n" },
};

static int
begin(void **state)
{
	(void)state;
	return client_begin(answers, COUNT(answers));
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
	{ "/br", 200, NULL, "fine", 0, NULL, false },
	{ "/zstd", 200, NULL, "fine", 0, NULL, false },
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
		struct http_response r = client_get_path(path);

		client_check_error(path, meanings[i].error, r.error);
		if (r.status != meanings[i].status || r.redirects != meanings[i].redirects ||
		    r.cut != meanings[i].cut)
			fail_msg("%s: status %d, %d redirects, %s", path, r.status, r.redirects,
			    r.cut ? "cut" : "whole");
		if (meanings[i].body != NULL && strcmp(buf_str(&r.body), meanings[i].body) != 0)
			fail_msg("%s: the body is \"%s\"", path, buf_str(&r.body));
		assert_true(r.body.n <= CLIENT_BYTES_MAX);
		assert_true(r.private_first);
		if (meanings[i].permanent != NULL)
			assert_string_equal(r.permanent, client_at("127.0.0.1", meanings[i].permanent));
		else if (r.permanent != NULL)
			fail_msg("%s: led to %s for good", path, r.permanent);
		assert_false(r.error != NULL && (r.etag != NULL || r.last_modified != NULL));
		http_response_done(&r);
	}
}

static void
the_header_is_understood(void **state)
{
	struct http_response r = client_get_path("/307");

	(void)state;
	assert_string_equal(r.url, client_at("127.0.0.1", "/ok"));
	assert_string_equal(r.etag, "\"v1\"");
	assert_string_equal(r.last_modified, "Wed, 21 Oct 2015 07:28:00 GMT");
	assert_string_equal(r.content_type, "application/rss+xml");
	assert_string_equal(r.charset, "iso-8859-1");
	assert_null(r.content_location);
	http_response_done(&r);
	r = client_get_path("/location");
	assert_string_equal(r.content_location, client_at("127.0.0.1", "/other?x=1"));
	assert_null(r.content_type);
	http_response_done(&r);
	/* Neither of the hint before nor of the trailer behind. */
	r = client_get_path("/early");
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
		struct http_response r = client_get_path(cases[i].path);

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
		struct http_response first = client_get_path(paths[i]);
		struct http_response again = CLIENT_GET(.url = client_at("127.0.0.1", paths[i]),
		    .etag = first.etag, .last_modified = first.last_modified);

		assert_null(first.error);
		assert_false(first.not_modified);
		assert_string_equal(buf_str(&first.body), "new");
		client_check_error(paths[i], NULL, again.error);
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
		struct http_response r = CLIENT_GET(.url = client_at("127.0.0.1", cases[i].path),
		    .etag = cases[i].etag, .last_modified = "Wed, 21 Oct 2015 07:28:00 GMT");

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
	struct http_response r = CLIENT_GET(.url = client_at("127.0.0.1", "/secret"), .user = "u",
	    .password = "p\xC3\xA4");

	(void)state;
	assert_string_equal(buf_str(&r.body), "in");
	http_response_done(&r);
	snprintf(url, sizeof(url), "http://u:p%%C3%%A4@127.0.0.1:%d/secret", server_port(client.server));
	r = CLIENT_GET(.url = url);
	assert_string_equal(buf_str(&r.body), "in");
	assert_null(strchr(r.url, '@'));
	http_response_done(&r);
	r = CLIENT_GET(.url = client_at("127.0.0.1", "/away"), .user = "u", .password = "p",
	    .headers = headers);
	assert_string_equal(buf_str(&r.body), "nothing");
	http_response_done(&r);
	assert_non_null(strstr(server_log(client.server), "X-Key: 1\r\nAccept: text/plain\r\n"));
	assert_null(strstr(server_log(client.server), "X-Evil"));
	r = CLIENT_GET(.url = client_at("127.0.0.1", "/seen"), .headers = headers);
	assert_string_equal(buf_str(&r.body), "key");
	http_response_done(&r);
}

static void
netrc_knows_passwords(void **state)
{
	char home[] = "/tmp/dateline-netrc.XXXXXX", path[64];
	FILE *f;

	(void)state;
	assert_non_null(mkdtemp(home));
	snprintf(path, sizeof(path), "%s/.netrc", home);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs("machine a.test\nlogin u\npassword p\xC3\xA4\n", f);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(setenv("HOME", home, 1), 0);
	for (int i = 0; i < 2; i++) {
		client.options.netrc = i == 1;
		client_open();
		struct http_response r = CLIENT_GET(.url = client_at("a.test", "/secret"));
		client_check_error("netrc", i == 1 ? NULL : "HTTP 401 Unauthorized", r.error);
		http_response_done(&r);
		r = CLIENT_GET(.url = client_at("b.test", "/secret"));
		client_check_error("netrc", "HTTP 401 Unauthorized", r.error);
		http_response_done(&r);
	}
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(home), 0);
}

static void
a_proxy_stands_between(void **state)
{
	char proxy[64];
	struct http_response r;

	(void)state;
	snprintf(proxy, sizeof(proxy), "http://127.0.0.1:%d", server_port(client.server));
	r = CLIENT_GET(.url = "http://far.example/feed", .proxy = proxy);
	client_check_error("proxy", NULL, r.error);
	assert_string_equal(buf_str(&r.body), "from afar");
	assert_false(r.private_first);
	http_response_done(&r);
	client.options.proxy = proxy;
	client_open();
	r = CLIENT_GET(.url = "http://far.example/home");
	client_check_error("proxy", "redirects to a private address", r.error);
	http_response_done(&r);
	r = CLIENT_GET(.url = client_at("127.0.0.1", "/ok"), .proxy = "");
	client_check_error("no proxy", NULL, r.error);
	http_response_done(&r);
	r = CLIENT_GET(.url = "http://far.example/feed", .proxy = "http://nobody.invalid:1");
	client_check_error("proxy", "could not find the proxy", r.error);
	http_response_done(&r);
}

static void
it_says_who_it_is(void **state)
{
	struct http_response r;

	(void)state;
	client.options.user_agent = "reader/1 (+https://example.org)";
	client_open();
	r = client_get_path("/ok");
	assert_non_null(strstr(server_log(client.server), "User-Agent: reader/1 (+https://example.org)\r\n"));
	assert_non_null(strstr(server_log(client.server), "gzip"));
	assert_non_null(strstr(server_log(client.server), "Accept: application/atom+xml, "));
	http_response_done(&r);
	server_forget(client.server);
	r = CLIENT_GET(.url = client_at("127.0.0.1", "/ok"), .user_agent = "other");
	assert_non_null(strstr(server_log(client.server), "User-Agent: other\r\n"));
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
	if (!server_has_public(client.server))
		skip();
	/* The second time there are connections that could be used again. */
	for (size_t i = 0; i < 2 * COUNT(cases); i++) {
		size_t c = i % COUNT(cases);
		struct http_response r = CLIENT_GET(.url = client_at(cases[c].host, cases[c].path),
		    .reach = cases[c].reach);

		client_check_error(cases[c].path, cases[c].error, r.error);
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
	client.resolve[6] = NULL;
	client.resolve[5] = entry;
	client_open();
	struct http_response r = CLIENT_GET(.url = url, .reach = HTTP_PRIVATE_NEVER);
	client_check_error("trap.test", "leads to a private address", r.error);
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
	r = CLIENT_GET(.url = "http://127.0.0.1:1/");
	client_check_error("port 1", "could not connect to 127.0.0.1: Connection refused", r.error);
	assert_int_equal(r.status, 0);
	assert_false(r.asked);
	http_response_done(&r);
	r = CLIENT_GET(.url = client_at("nobody.invalid", "/"));
	client_check_error("no name", "could not find the host nobody.invalid", r.error);
	http_response_done(&r);
	r = CLIENT_GET(.url = "https://127.0.0.1:1/");
	client_check_error("https", "could not connect", r.error);
	http_response_done(&r);
	static const char *const none[] = { "", "ftp://example.org/", "/path", "file:///etc/passwd",
		"http://", "http://[::1/", "http://a b/", "http://example.org:99999/" };
	for (size_t i = 0; i < COUNT(none); i++)
		if (http_add(client.http, &(struct http_request){ .url = none[i] }, &err))
			fail_msg("%s was taken for an address", none[i]);
	assert_int_equal(http_pending(client.http), 0);
}

static void
leftovers_of_one_answer_do_not_spoil_the_next(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++) {
		struct http_response r = client_get_path(i % 2 == 0 ? "/long" : "/ok");

		client_check_error("leftovers", NULL, r.error);
		assert_string_equal(buf_str(&r.body), i % 2 == 0 ? "01234" : "fine");
		http_response_done(&r);
	}
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, client_end)
	const struct CMUnitTest tests[] = {
		T(every_answer_has_its_meaning),
		T(the_header_is_understood),
		T(wishes_about_time_are_seconds),
		T(validators_come_back_as_they_were),
		T(a_304_that_contradicts_itself_is_asked_again),
		T(secrets_stay_with_their_host),
		T(netrc_knows_passwords),
		T(a_proxy_stands_between),
		T(it_says_who_it_is),
		T(strangers_do_not_lead_into_the_house),
		T(nobody_even_knocks_there),
		T(what_cannot_be_reached_is_said),
		T(leftovers_of_one_answer_do_not_spoil_the_next),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
