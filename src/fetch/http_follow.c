/* SPDX-License-Identifier: ISC */
/* What the end of a hop means: a redirect to be followed, a second try, or the
 * end.  Redirects are followed here and not by libcurl, so that each hop waits
 * its turn at its host, an own header or password never leaves its own host, and
 * a list of what led where decides what is permanent. */
#include "fetch/http_parts.h"

#include <string.h>

#include "base/url.h"
#include "fetch/address.h"

static bool
leads_on(int status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Against the URL of this hop; without fragment, user and password.  NULL: not
 * an address of the web. */
static const char *
resolve(struct job *j, const char *location)
{
	CURLU *u = curl_url();
	char *text = NULL;
	const char *url = NULL;

	if (u != NULL && curl_url_set(u, CURLUPART_URL, j->url, 0) == CURLUE_OK &&
	    curl_url_set(u, CURLUPART_URL, location, CURLU_URLENCODE) == CURLUE_OK &&
	    curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0) == CURLUE_OK &&
	    curl_url_set(u, CURLUPART_USER, NULL, 0) == CURLUE_OK &&
	    curl_url_set(u, CURLUPART_PASSWORD, NULL, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_URL, &text, 0) == CURLUE_OK && url_is_web(text))
		url = arena_strdup(&j->arena, text);
	curl_free(text);
	curl_url_cleanup(u);
	return url;
}

static void
forget_answer(struct job *j)
{
	j->http->held -= j->body.n;
	buf_done(&j->body);
	http_head_init(&j->head);
	j->head_bytes = j->ignored = 0;
	j->verdict = VERDICT_NONE;
	j->code = CURLE_OK;
	j->refused = false;
}

static bool
fail(struct job *j, enum http_verdict verdict)
{
	j->verdict = verdict;
	return false;
}

static bool
follow(struct job *j)
{
	int status = j->head.status;
	const char *location = j->head.location;
	const char *url = location != NULL && location[0] != '\0' ? resolve(j, location) : NULL;

	if (url == NULL)
		return fail(j, VERDICT_BAD_REDIRECT);
	if (j->redirects >= HTTP_REDIRECTS_MAX)
		return fail(j, VERDICT_TOO_MANY_REDIRECTS);
	forget_answer(j);
	j->redirects++;
	j->temporary = j->temporary || (status != 301 && status != 308);
	j->url = url;
	return true;
}

/* A server that calls plain bytes compressed is asked to send them as they are. */
static bool
try_plain(struct job *j)
{
	if (j->code != CURLE_BAD_CONTENT_ENCODING || j->plain || j->body.n > 0)
		return false;
	forget_answer(j);
	return j->plain = true;
}

/* What an answer before left behind in a connection, or its end, is no fault of
 * this one.  Not whole, so nothing was used of it. */
static bool
try_fresh(struct job *j)
{
	long connects = 1;

	if (j->code == CURLE_OK || j->verdict != VERDICT_NONE || j->head.whole || j->fresh ||
	    curl_easy_getinfo(j->easy, CURLINFO_NUM_CONNECTS, &connects) != CURLE_OK || connects != 0 ||
	    !j->connected)
		return false;
	forget_answer(j);
	return j->fresh = true;
}

static bool
try_unconditional(struct job *j)
{
	if (j->code != CURLE_OK || j->head.status != 304 || !job_has_validators(j) ||
	    !http_head_contradicts(&j->head, j->request.etag, j->request.last_modified))
		return false;
	forget_answer(j);
	return j->unconditional = true;
}

bool
job_goes_on(struct job *j)
{
	bool ended = j->code == CURLE_OK || j->verdict == VERDICT_ENOUGH ||
	    (j->head.whole && j->verdict == VERDICT_NONE);

	if (j->verdict == VERDICT_LATER) {
		forget_answer(j);
		return true;
	}
	if (j->refused && j->code != CURLE_OK && !j->connected)
		return fail(j, VERDICT_PRIVATE);
	if (ended && leads_on(j->head.status))
		return follow(j);
	return try_plain(j) || try_fresh(j) || try_unconditional(j);
}
