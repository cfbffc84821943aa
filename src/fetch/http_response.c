/* SPDX-License-Identifier: ISC */
/* What is handed out in the end, and what is forgotten on the way. */
#include "fetch/http_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/url.h"

static const char *
location_of_content(struct job *j)
{
	const char *text = j->head.content_location;
	CURLU *u = text != NULL ? curl_url() : NULL;
	char *whole = NULL;
	const char *url = NULL;

	if (u != NULL && curl_url_set(u, CURLUPART_URL, j->url, 0) == CURLUE_OK &&
	    curl_url_set(u, CURLUPART_URL, text, CURLU_URLENCODE) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_URL, &whole, 0) == CURLUE_OK && url_is_web(whole))
		url = arena_strdup(&j->arena, whole);
	curl_free(whole);
	curl_url_cleanup(u);
	return url;
}

static void
fill(struct http_response *out, struct job *j)
{
	const struct http_head *head = &j->head;
	/* Validators of what was not had whole would keep the rest away for ever. */
	bool well = j->error == NULL;

	*out = (struct http_response){
		.tag = j->request.tag,
		.status = head->status,
		.url = j->url,
		.permanent = j->redirects > 0 && !j->temporary && well ? j->url : NULL,
		.etag = well ? head->etag : NULL,
		.last_modified = well ? head->last_modified : NULL,
		.content_type = head->content_type,
		.charset = head->charset,
		.content_location = location_of_content(j),
		.body = j->body,
		.fresh_for = http_head_fresh(head),
		.retry_after = http_head_retry(head, date_now()),
		.not_modified = head->status == 304 && j->error == NULL,
		.cut = j->error != NULL && j->body.n > 0,
		.private_first = j->private_first,
		.untrusted = j->code == CURLE_PEER_FAILED_VERIFICATION,
		.asked = j->asked,
		.redirects = j->redirects,
		.error = j->error,
	};
	out->arena = j->arena;
	j->body = (struct buf){ 0 };
	j->arena = (struct arena){ 0 };
}

bool
http_next(struct http *h, struct http_response *out)
{
	struct job *j = h->done;

	if (j == NULL)
		return false;
	h->done = j->next;
	if (h->done == NULL)
		h->done_last = &h->done;
	h->ndone--;
	h->held -= j->body.n;
	fill(out, j);
	job_free(j);
	return true;
}

void
http_response_done(struct http_response *r)
{
	buf_done(&r->body);
	arena_done(&r->arena);
	*r = (struct http_response){ 0 };
}

static void
forget(struct http *h, struct job *j)
{
	h->held -= j->body.n;
	job_free(j);
}

void
http_cancel(struct http *h, int64_t tag)
{
	struct job *j = queue_cancel(h, tag);

	while (j != NULL) {
		struct job *next = j->next;

		forget(h, j);
		j = next;
	}
	for (int i = h->nactive - 1; i >= 0; i--) {
		j = h->active[i];
		if (j->request.tag != tag)
			continue;
		h->chosen = h->chosen == j ? NULL : h->chosen;
		curl_multi_remove_handle(h->multi, j->easy);
		h->active[i] = h->active[--h->nactive];
		queue_ended(j, date_clock_ms());
		forget(h, j);
	}
	struct job **at = &h->done;
	while ((j = *at) != NULL) {
		if (j->request.tag != tag) {
			at = &j->next;
			continue;
		}
		*at = j->next;
		h->ndone--;
		forget(h, j);
	}
	h->done_last = at;
}
