/* SPDX-License-Identifier: ISC */
/* The loop: jobs leave their queues, libcurl moves their bytes, the time limits
 * are looked at, and those that ended go on to the next hop or to the list of
 * responses.  All limits but that of connecting are kept here, because a pause
 * that we make ourselves (too many bodies wait) must not count against a server. */
#include "fetch/http_parts.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"

void
http_options_init(struct http_options *o)
{
	*o = (struct http_options){ .total_max = 32, .host_max = 2, .connect_ms = 10000, .stall_ms = 10000,
		.total_ms = 30000, .bytes_max = 32 << 20, .waiting_max = 16 << 20 };
}

static bool
environment_has_proxy(void)
{
	static const char *const names[] = { "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
		"ALL_PROXY" };

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return true;
	}
	return false;
}

static void
copy_options(struct http *h, const struct http_options *o)
{
	h->options = *o;
	h->options.user_agent = o->user_agent != NULL ? arena_strdup(&h->arena, o->user_agent) :
	    "dateline/" VERSION_TEXT;
	h->options.proxy = arena_strdup(&h->arena, o->proxy);
	h->options.ca_file = arena_strdup(&h->arena, o->ca_file);
	h->options.public_address = arena_strdup(&h->arena, o->public_address);
	for (const char *const *r = o->resolve; r != NULL && *r != NULL; r++) {
		h->resolve = curl_slist_append(h->resolve, *r);
		if (h->resolve == NULL)
			mem_fail();
	}
	h->options.resolve = NULL;
}

struct http *
http_new(const struct http_options *o, struct err *err)
{
	struct http *h;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		err_set(err, "the network library cannot be started");
		return NULL;
	}
	h = mem_alloc(sizeof(*h));
	h->multi = curl_multi_init();
	if (h->multi == NULL)
		mem_fail();
	copy_options(h, o);
	h->active = mem_alloc((size_t)o->total_max * sizeof(struct job *));
	h->hosts_last = &h->hosts;
	h->done_last = &h->done;
	h->proxied_by_environment = environment_has_proxy();
	curl_multi_setopt(h->multi, CURLMOPT_MAXCONNECTS, (long)o->total_max);
	return h;
}

static void
free_list(struct job *j)
{
	while (j != NULL) {
		struct job *next = j->next;

		job_free(j);
		j = next;
	}
}

void
http_free(struct http *h)
{
	if (h == NULL)
		return;
	for (int i = 0; i < h->nactive; i++) {
		curl_multi_remove_handle(h->multi, h->active[i]->easy);
		job_free(h->active[i]);
	}
	for (struct host *host = h->hosts; host != NULL; host = host->next)
		free_list(host->first);
	free_list(h->done);
	curl_multi_cleanup(h->multi);
	curl_slist_free_all(h->resolve);
	free(h->active);
	free(h->waits);
	arena_done(&h->arena);
	free(h);
	curl_global_cleanup();
}

bool
http_add(struct http *h, const struct http_request *r, struct err *err)
{
	struct job *j = job_new(h, r, r->url != NULL ? r->url : "", err);

	if (j != NULL)
		queue_add(h, j);
	return j != NULL;
}

size_t
http_pending(const struct http *h)
{
	return h->waiting + (size_t)h->nactive + h->ndone;
}

static void
deliver(struct http *h, struct job *j)
{
	job_put_away(j);
	j->next = NULL;
	*h->done_last = j;
	h->done_last = &j->next;
	h->ndone++;
}

/* The error's words need the handle, so they are made before it is put away. */
static void
finish(struct job *j)
{
	struct http *h = j->http;
	int64_t now = date_clock_ms();
	bool later = j->verdict == VERDICT_LATER;
	bool more = job_goes_on(j);

	if (!more)
		j->error = job_error(j);
	queue_ended(j, now);
	j->left_ms = later ? h->options.total_ms : j->left_ms - (now - j->started);
	if (more && j->left_ms > 0) {
		queue_add(h, j);
		return;
	}
	if (more) {
		j->verdict = VERDICT_TIMED_OUT;
		j->error = job_error(j);
	}
	deliver(h, j);
}

static void
take_off(struct http *h, struct job *j)
{
	int i = 0;

	if (h->chosen == j)
		h->chosen = NULL;
	while (h->active[i] != j)
		i++;
	h->active[i] = h->active[--h->nactive];
	curl_multi_remove_handle(h->multi, j->easy);
}

static void
end_active(struct job *j, CURLcode code)
{
	j->code = code;
	take_off(j->http, j);
	finish(j);
}

static void
start(struct http *h, struct job *j, int64_t now)
{
	j->started = j->heard = now;
	j->paused_at = 0;
	if (j->verdict == VERDICT_NONE && !reach_allows_name(j))
		j->verdict = VERDICT_PRIVATE;
	if (j->verdict == VERDICT_HELD_OFF) {
		j->head.status = 429;
		j->head.retry_seconds = (j->host->held_until - now + 999) / 1000;
	}
	if (j->verdict != VERDICT_NONE) {
		finish(j);
		return;
	}
	job_prepare(j);
	if (curl_multi_add_handle(h->multi, j->easy) != CURLM_OK)
		mem_fail();
	h->active[h->nactive++] = j;
}

static bool
has_room(const struct http *h)
{
	return h->nactive < h->options.total_max && h->held < h->options.waiting_max;
}

static void
start_some(struct http *h)
{
	int64_t now = date_clock_ms();
	struct job *j;

	while (has_room(h) && (j = queue_take(h, now)) != NULL)
		start(h, j, now);
}

static void
pause_job(struct job *j, bool pause)
{
	int64_t now = date_clock_ms();

	if (pause == (j->paused_at != 0))
		return;
	if (!pause) {
		j->started += now - j->paused_at;
		j->heard = now;
	}
	j->paused_at = pause ? now : 0;
	CURLcode code = curl_easy_pause(j->easy, pause ? CURLPAUSE_RECV : CURLPAUSE_CONT);
	if (code != CURLE_OK)
		end_active(j, code);
}

/* Bodies may grow freely again when a quarter of the memory is. */
static bool
is_relaxed(const struct http *h)
{
	return h->held <= h->options.waiting_max - h->options.waiting_max / 4;
}

/* With too much in memory one goes on, and after that none until somebody has
 * taken what is finished.  Not only beyond the limit: what was paused there may
 * be all that is left. */
static void
choose(struct http *h)
{
	if (is_relaxed(h) || h->done != NULL || h->chosen != NULL)
		return;
	for (int i = 0; i < h->nactive; i++)
		if (h->chosen == NULL || h->active[i]->body.n > h->chosen->body.n)
			h->chosen = h->active[i];
}

static void
balance(struct http *h)
{
	size_t max = h->options.waiting_max;
	bool relaxed = is_relaxed(h);

	choose(h);
	/* Backwards: one that ends leaves its place to the last. */
	for (int i = h->nactive - 1; i >= 0; i--) {
		struct job *j = h->active[i];

		if (relaxed || j == h->chosen)
			pause_job(j, false);
		else if (h->held > max && j->body.n > 0)
			pause_job(j, true);
	}
	if (relaxed)
		h->chosen = NULL;
}

/* Milliseconds that J has left to its next limit. */
static int64_t
time_left(const struct job *j, int64_t now)
{
	int64_t left = j->started + j->left_ms - now;
	int64_t stall = j->heard + j->http->options.stall_ms - now;

	if (j->paused_at != 0)
		return INT_MAX;
	return j->connected && stall < left ? stall : left;
}

static void
check_times(struct http *h)
{
	int64_t now = date_clock_ms();

	for (int i = h->nactive - 1; i >= 0; i--) {
		struct job *j = h->active[i];

		if (time_left(j, now) > 0)
			continue;
		j->verdict = j->started + j->left_ms <= now ? VERDICT_TIMED_OUT : VERDICT_STALLED;
		end_active(j, CURLE_OPERATION_TIMEDOUT);
	}
}

static void
take_messages(struct http *h)
{
	struct CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(h->multi, &left)) != NULL) {
		char *data = NULL;
		CURLcode code = m->data.result;

		if (m->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &data);
		end_active((struct job *)(void *)data, code);
	}
}

static int
shortest_wait(const struct http *h, size_t extra, int timeout_ms)
{
	int64_t now = date_clock_ms();
	int64_t ms = timeout_ms < 0 ? INT_MAX : timeout_ms;
	int gap = has_room(h) ? queue_wait_ms(h, now) : -1;

	/* Nothing would ever end this. */
	if (h->nactive == 0 && gap < 0 && extra == 0 && timeout_ms < 0)
		return 0;
	if (gap >= 0 && gap < ms)
		ms = gap;
	for (int i = 0; i < h->nactive; i++) {
		int64_t left = time_left(h->active[i], now);

		ms = left < ms ? (left > 0 ? left : 0) : ms;
	}
	return (int)ms;
}

static unsigned
fill_waits(struct http *h, const struct pollfd *extra, size_t n)
{
	unsigned used = 0;

	if (n > h->waits_cap) {
		h->waits = mem_realloc(h->waits, n, sizeof(*h->waits));
		h->waits_cap = n;
	}
	for (size_t i = 0; i < n; i++) {
		short events = 0;

		if (extra[i].fd < 0)
			continue;
		events |= (extra[i].events & POLLIN) != 0 ? CURL_WAIT_POLLIN : 0;
		events |= (extra[i].events & POLLOUT) != 0 ? CURL_WAIT_POLLOUT : 0;
		h->waits[used++] = (struct curl_waitfd){ extra[i].fd, events, 0 };
	}
	return used;
}

bool
http_turn(struct http *h, struct pollfd *extra, size_t n, int timeout_ms, struct err *err)
{
	size_t before = h->ndone;
	unsigned waits;
	int running;
	CURLMcode code;

	/* What the caller has taken made room. */
	balance(h);
	start_some(h);
	/* Some end before they begin. */
	timeout_ms = h->ndone > before ? 0 : shortest_wait(h, n, timeout_ms);
	waits = fill_waits(h, extra, n);
	code = curl_multi_poll(h->multi, h->waits, waits, timeout_ms, NULL);
	/* libcurl does not pass on that the other end has hung up. */
	if (n > 0 && poll(extra, (nfds_t)n, 0) < 0 && errno != EINTR)
		return err_set(err, "cannot wait for the network: %s", strerror(errno));
	if (code == CURLM_OK)
		code = curl_multi_perform(h->multi, &running);
	if (code != CURLM_OK)
		return err_set(err, "the network cannot be used: %s", curl_multi_strerror(code));
	take_messages(h);
	check_times(h);
	balance(h);
	start_some(h);
	return true;
}
