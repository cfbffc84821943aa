/* SPDX-License-Identifier: ISC */
/* What went wrong, said to somebody who wants to read news: which host, what
 * happened, how long was waited.  libcurl's codes by a table; its own words are
 * used for certificates only, where they say more than we know. */
#include "fetch/http_parts.h"

#include <string.h>

#include "base/utf8.h"

static const struct { int status; const char *words; } statuses[] = {
	{ 204, "No Content" }, { 300, "Multiple Choices" }, { 304, "Not Modified" }, { 305, "Use Proxy" },
	{ 301, "Moved Permanently" }, { 302, "Found" }, { 303, "See Other" },
	{ 307, "Temporary Redirect" }, { 308, "Permanent Redirect" },
	{ 400, "Bad Request" }, { 401, "Unauthorized" }, { 402, "Payment Required" }, { 403, "Forbidden" },
	{ 404, "Not Found" }, { 405, "Method Not Allowed" }, { 406, "Not Acceptable" },
	{ 407, "Proxy Authentication Required" }, { 408, "Request Timeout" }, { 409, "Conflict" },
	{ 410, "Gone" }, { 412, "Precondition Failed" }, { 418, "I'm a teapot" },
	{ 421, "Misdirected Request" }, { 423, "Locked" }, { 425, "Too Early" },
	{ 426, "Upgrade Required" }, { 429, "Too Many Requests" },
	{ 431, "Request Header Fields Too Large" }, { 451, "Unavailable For Legal Reasons" },
	{ 500, "Internal Server Error" }, { 501, "Not Implemented" }, { 502, "Bad Gateway" },
	{ 503, "Service Unavailable" }, { 504, "Gateway Timeout" }, { 508, "Loop Detected" },
	{ 520, "Web Server Returned an Unknown Error" }, { 521, "Web Server Is Down" },
	{ 522, "Connection Timed Out" }, { 523, "Origin Is Unreachable" }, { 526, "Invalid SSL Certificate" },
};

/* %H is the host, %C libcurl's own words, %O those of the system. */
static const struct { CURLcode code; const char *words; } codes[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, "could not find the host %H" },
	{ CURLE_COULDNT_RESOLVE_PROXY, "could not find the proxy" },
	{ CURLE_COULDNT_CONNECT, "could not connect to %H%O" },
	{ CURLE_GOT_NOTHING, "%H closed the connection without an answer" },
	{ CURLE_RECV_ERROR, "the connection to %H broke%O" },
	{ CURLE_SEND_ERROR, "the connection to %H broke%O" },
	{ CURLE_HTTP2, "%H does not keep to HTTP/2" },
	{ CURLE_HTTP2_STREAM, "%H broke the answer off (HTTP/2)" },
	{ CURLE_BAD_CONTENT_ENCODING, "the body is not compressed as %H says" },
	{ CURLE_WEIRD_SERVER_REPLY, "%H does not answer in HTTP" },
	{ CURLE_UNSUPPORTED_PROTOCOL, "%H does not answer in HTTP" },
	{ CURLE_PEER_FAILED_VERIFICATION, "the certificate of %H is not to be trusted: %C" },
	{ CURLE_SSL_CACERT_BADFILE, "the file of trusted certificates cannot be read" },
	{ CURLE_SSL_CONNECT_ERROR, "no secure connection to %H: %C" },
	{ CURLE_URL_MALFORMAT, "the address cannot be understood" },
	{ CURLE_OUT_OF_MEMORY, "not enough memory for the request" },
};

const char *
http_status_words(struct arena *a, int status)
{
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (statuses[i].status == status)
			return arena_printf(a, "%d %s", status, statuses[i].words);
	return arena_printf(a, "%d", status);
}

static const char *
duration(struct job *j, int ms)
{
	return ms % 1000 == 0 ? arena_printf(&j->arena, "%d s", ms / 1000) :
	    arena_printf(&j->arena, "%d.%d s", ms / 1000, ms % 1000 / 100);
}

static const char *
size(struct job *j, size_t n)
{
	return n >= (1 << 20) ? arena_printf(&j->arena, "%zu MiB", n >> 20) :
	    arena_printf(&j->arena, "%zu bytes", n);
}

static void
fill_in(struct job *j, struct buf *out, const char *words)
{
	long number = 0;

	for (; *words != '\0'; words++) {
		if (words[0] != '%') {
			buf_putc(out, *words);
			continue;
		}
		if (*++words == 'H')
			buf_puts(out, j->host->name);
		else if (*words == 'C')
			buf_puts(out, j->words[0] != '\0' ? j->words : curl_easy_strerror(j->code));
		else if (curl_easy_getinfo(j->easy, CURLINFO_OS_ERRNO, &number) == CURLE_OK && number != 0)
			buf_printf(out, ": %s", strerror((int)number));
	}
}

static const char *
code_words(struct job *j)
{
	struct buf out = { 0 };
	const char *words = "the request to %H failed: %C";

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (codes[i].code == j->code)
			words = codes[i].words;
	fill_in(j, &out, words);
	const char *clean = utf8_clean_dup(&j->arena, out.p, out.n, UTF8_LINE);
	buf_done(&out);
	return clean;
}

static const char *
partial_words(struct job *j)
{
	curl_off_t promised = -1;

	if (curl_easy_getinfo(j->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &promised) == CURLE_OK &&
	    promised > 0)
		return arena_printf(&j->arena, "the body was cut off: %lld bytes were announced",
		    (long long)promised);
	return "the body was cut off";
}

static const char *
stalled_words(struct job *j)
{
	const char *time = duration(j, j->http->options.stall_ms);

	if (!j->head.whole)
		return arena_printf(&j->arena, "no answer from %s for %s", j->host->name, time);
	return arena_printf(&j->arena, "%s fell silent for %s in the middle of the body", j->host->name,
	    time);
}

static const char *
bad_redirect_words(struct job *j)
{
	const char *to = j->head.location;
	size_t n = to != NULL ? strlen(to) : 0;

	if (n == 0)
		return "redirects without saying where to";
	return arena_printf(&j->arena, "redirects to %s, which is no web address",
	    utf8_clean_dup(&j->arena, to, n < 200 ? n : 200, UTF8_LINE));
}

static const char *
verdict_words(struct job *j)
{
	const struct http_options *o = &j->http->options;

	switch (j->verdict) {
	case VERDICT_TOO_LARGE:
		return arena_printf(&j->arena, "the body is larger than %s; fetch.largest in config.yaml"
		    " allows more", size(j, o->bytes_max));
	case VERDICT_HEAD_TOO_LARGE:
		return "the header of the answer is too large";
	case VERDICT_PRIVATE:
		return j->redirects > 0 ? "redirects to a private address" :
		    "leads to a private address";
	case VERDICT_STALLED:
		return stalled_words(j);
	case VERDICT_TIMED_OUT:
		return arena_printf(&j->arena, "timed out after %s", duration(j, o->total_ms));
	case VERDICT_TOO_MANY_REDIRECTS:
		return arena_printf(&j->arena, "redirects more than %d times", HTTP_REDIRECTS_MAX);
	case VERDICT_BAD_REDIRECT:
		return bad_redirect_words(j);
	case VERDICT_HELD_OFF:
	case VERDICT_LATER:
	case VERDICT_NONE:
	case VERDICT_ENOUGH:
		break;
	}
	return NULL;
}

static const char *
status_error(struct job *j)
{
	int status = j->head.status;

	if (j->verdict == VERDICT_HELD_OFF)
		return arena_printf(&j->arena, "HTTP %s: %s asked for a pause",
		    http_status_words(&j->arena, status), j->host->name);
	if (status == 304)
		return job_has_validators(j) ? NULL : "HTTP 304 Not Modified without having been asked";
	if (status < 200 || status >= 300 || status == 204)
		return arena_printf(&j->arena, "HTTP %s", http_status_words(&j->arena, status));
	return j->body.n == 0 ? "the answer is empty" : NULL;
}

const char *
job_error(struct job *j)
{
	bool ended = j->code == CURLE_OK || j->verdict == VERDICT_ENOUGH;
	const char *words = verdict_words(j);

	if (words != NULL)
		return words;
	/* The error that the server states matters more than a cut text about it. */
	if (ended || (j->head.whole && j->head.status >= 400))
		return status_error(j);
	if (j->code == CURLE_OPERATION_TIMEDOUT)
		return arena_printf(&j->arena, "no connection to %s within %s", j->host->name,
		    duration(j, j->http->options.connect_ms));
	return j->code == CURLE_PARTIAL_FILE ? partial_words(j) : code_words(j);
}
