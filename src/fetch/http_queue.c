/* SPDX-License-Identifier: ISC */
/* Who may start when: a queue for each host, at most so many of it at once, a
 * gap between two starts, a pause if it asked for one.  Hosts are looked at in
 * turns, so a long queue at one keeps nobody else waiting. */
#include "fetch/http_parts.h"

#include <limits.h>
#include <string.h>

#include "base/date.h"
#include "base/hash.h"

static struct host *
find_host(struct http *h, const char *name)
{
	struct host **bucket = &h->buckets[hash_bytes(name, strlen(name)) % HOST_BUCKETS];

	for (struct host *at = *bucket; at != NULL; at = at->chain)
		if (strcmp(at->name, name) == 0)
			return at;
	struct host *host = arena_alloc(&h->arena, sizeof(*host));
	*host = (struct host){ .chain = *bucket, .name = arena_strdup(&h->arena, name) };
	host->last = &host->first;
	*bucket = host;
	*h->hosts_last = host;
	h->hosts_last = &host->next;
	return host;
}

void
queue_add(struct http *h, struct job *j)
{
	j->host = find_host(h, job_host_name(j));
	j->next = NULL;
	*j->host->last = j;
	j->host->last = &j->next;
	h->waiting++;
}

static struct job *
take_first(struct http *h, struct host *host)
{
	struct job *j = host->first;

	host->first = j->next;
	if (host->first == NULL)
		host->last = &host->first;
	j->next = NULL;
	h->waiting--;
	return j;
}

/* To the end of the row, so that the others come first next time. */
static void
move_back(struct http *h, struct host **at)
{
	struct host *host = *at;

	*at = host->next;
	if (h->hosts_last == &host->next)
		h->hosts_last = at;
	host->next = NULL;
	*h->hosts_last = host;
	h->hosts_last = &host->next;
}

struct job *
queue_take(struct http *h, int64_t now)
{
	if (h->waiting == 0)
		return NULL;
	for (struct host **at = &h->hosts; *at != NULL; at = &(*at)->next) {
		struct host *host = *at;
		bool held = host->held_until > now;

		if (host->first == NULL || (!held && (host->active >= h->options.host_max ||
		    host->next_start > now)))
			continue;
		struct job *j = take_first(h, host);
		host->active++;
		if (held) {
			j->verdict = VERDICT_HELD_OFF;
			return j;
		}
		host->next_start = now + h->options.gap_ms;
		move_back(h, at);
		return j;
	}
	return NULL;
}

int
queue_wait_ms(const struct http *h, int64_t now)
{
	int64_t best = -1;

	for (const struct host *host = h->waiting > 0 ? h->hosts : NULL; host != NULL; host = host->next) {
		if (host->first == NULL || host->active >= h->options.host_max)
			continue;
		int64_t ms = host->next_start > now ? host->next_start - now : 0;
		if (best < 0 || ms < best)
			best = ms;
	}
	return best > INT_MAX ? INT_MAX : (int)best;
}

void
queue_ended(struct job *j, int64_t now)
{
	int64_t retry = j->head.status == 429 && j->verdict != VERDICT_HELD_OFF ?
	    http_head_retry(&j->head, date_now()) : -1;

	j->host->active--;
	if (retry > 0)
		j->host->held_until = now + retry * 1000;
}

struct job *
queue_cancel(struct http *h, int64_t tag)
{
	struct job *out = NULL;

	for (struct host *host = h->hosts; host != NULL; host = host->next) {
		struct job **at = &host->first;

		while (*at != NULL) {
			struct job *j = *at;

			if (j->request.tag != tag) {
				at = &j->next;
				continue;
			}
			*at = j->next;
			j->next = out;
			out = j;
			h->waiting--;
		}
		host->last = at;
	}
	return out;
}
