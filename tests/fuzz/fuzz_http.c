/* SPDX-License-Identifier: ISC */
/* Headers as servers send them: what is taken from them is safe to send back,
 * agrees with itself, and never leads to a visit in the past. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "fetch/address.h"
#include "fetch/http_head.h"
#include "fetch/schedule.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_text(const char *s)
{
	for (; s != NULL && *s != '\0'; s++)
		if (((unsigned char)*s < 0x20 && *s != '\t') || *s == 0x7F)
			abort();
}

static void
check_visits(const struct http_head *head, int64_t fresh, int64_t retry, uint32_t random)
{
	struct schedule_state state = { 0 };
	struct schedule_visit v = { .now = 1608215400, .random = random, .status = head->status,
		.fresh_for = fresh, .retry_after = retry, .permanent = head->location,
		.skip_hours = (int)random, .skip_days = (int)(random >> 8),
		.ttl_minutes = (int)(random >> 3) };

	for (int i = 0; i < 20; i++) {
		struct schedule_plan plan;

		v.failed = (random >> i & 1) != 0;
		v.changed = (random >> i & 2) != 0;
		plan = schedule_next(&state, &v);
		if (plan.next <= v.now || (plan.next == INT64_MAX) != plan.state.gone ||
		    (!plan.state.gone && plan.next > v.now + 15 * 86400))
			abort();
		state = plan.state;
		if (!state.gone)
			v.now = plan.next;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct http_head head;
	const char *line = (const char *)data, *end = line + size;
	uint32_t random = 0;

	http_head_init(&head);
	while (line < end) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));

		stop = stop != NULL ? stop + 1 : end;
		http_head_line(&head, &a, line, (size_t)(stop - line));
		random = random * 31 + (uint32_t)(stop - line) * 2654435761u;
		line = stop;
	}
	check_text(head.etag);
	check_text(head.last_modified);
	check_text(head.content_type);
	check_text(head.charset);
	check_text(head.location);
	int64_t fresh = http_head_fresh(&head), retry = http_head_retry(&head, 1608215400);
	if (fresh < -1 || retry < -1 || http_head_contradicts(&head, head.etag, head.last_modified))
		abort();
	if (head.location != NULL)
		(void)address_text_is_private(head.location);
	check_visits(&head, fresh, retry, random);
	arena_done(&a);
	return 0;
}
