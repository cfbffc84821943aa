/* SPDX-License-Identifier: ISC */
/* What came back, checked: the parser met hostile bytes, so nothing that it
 * says is believed before its lengths, its text and its counts were looked at.
 * A parser that breaks a rule is ended like one that died by itself. */
#include "wire/wire_parser.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "model/record.h"

enum { KEPT_MAX = 256 * 1024 };		/* bytes that have been taken */

static bool
nonsense(struct wire_parser *wp, const char *what)
{
	char why[sizeof(wp->why)];

	snprintf(why, sizeof(why), WIRE_NONSENSE ": %.200s", what);
	wire_parser_fail(wp, why);
	return false;
}

static bool
take_article(struct wire_parser *wp, struct arena *a, const char *p, size_t n, struct wire_event *event)
{
	struct err err = { 0 };

	event->kind = WIRE_ARTICLE;
	if (++wp->articles > wp->head->articles_max)
		return nonsense(wp, "too many articles");
	if (!wire_found_take(wp, &p, &n, event))
		return nonsense(wp, "topics that there are not");
	return record_decode(a, p, n, true, &event->art, &err) || nonsense(wp, err.text);
}

static bool
take_damage(struct wire_parser *wp, struct arena *a, const char *p, size_t n, struct wire_event *event)
{
	event->kind = WIRE_DAMAGE;
	if (n < 8)
		return nonsense(wp, "a damage without a place");
	event->line = (int)(wire_get_u32(p) & 0x7FFFFFFF);
	event->column = (int)(wire_get_u32(p + 4) & 0x7FFFFFFF);
	event->message = utf8_clean_dup(a, p + 8, n - 8, UTF8_LINE);
	return true;
}

/* Numbers out of their range cost no document: they count as not given. */
static bool
take_feed(struct wire_parser *wp, struct arena *a, const char *p, size_t n, struct wire_event *event)
{
	struct feed *feed = &event->feed;
	struct err err = { 0 };

	event->kind = WIRE_FEED;
	if (wp->introduced)
		return nonsense(wp, "a feed that is two feeds");
	wp->introduced = true;
	if (!record_decode_shape(a, &shape_feed, p, n, feed, &err))
		return nonsense(wp, err.text);
	feed->ttl = feed->ttl > 0 ? feed->ttl : 0;
	feed->skip_hours &= 0xFFFFFF;
	feed->skip_days &= 0x7F;
	return true;
}

static bool
take_outline(struct wire_parser *wp, struct arena *a, const char *p, size_t n, struct wire_event *event)
{
	struct outline *outline = &event->outline;
	struct err err = { 0 };

	event->kind = WIRE_OUTLINE;
	if (++wp->articles > WIRE_ARTICLES_MAX)
		return nonsense(wp, "too many sources");
	if (!record_decode_shape(a, &shape_outline, p, n, outline, &err))
		return nonsense(wp, err.text);
	if (outline->url == NULL || outline->url[0] == '\0')
		return nonsense(wp, "a source without an address");
	outline->hidden = outline->hidden != 0;
	if (outline->sure < 0 || outline->sure > 100)
		outline->sure = 0;
	return true;
}

static bool
take_end(struct wire_parser *wp, struct arena *a, const char *p, size_t n, struct wire_event *event)
{
	(void)a, (void)p;
	event->kind = WIRE_END;
	return n == 0 || nonsense(wp, "an end that goes on");
}

static const struct {
	char type;
	bool (*take)(struct wire_parser *wp, struct arena *a, const char *p, size_t n,
	    struct wire_event *event);
} frames[] = {
	{ WIRE_FRAME_ARTICLE, take_article },
	{ WIRE_FRAME_DAMAGE, take_damage },
	{ WIRE_FRAME_FEED, take_feed },
	{ WIRE_FRAME_OUTLINE, take_outline },
	{ WIRE_FRAME_END, take_end },
};

/* Bytes that have been taken make room.  All of them are rarely at once: while
 * one document is taken the next one comes. */
static void
drop_taken(struct wire_parser *wp)
{
	bool all = wp->taken >= wp->scanned;

	if (wp->taken == 0 || (!all && (wp->taken < KEPT_MAX || wp->taken < wp->in.n / 2)))
		return;
	buf_drop(&wp->in, wp->taken);
	wp->scanned -= wp->taken;
	wp->taken = 0;
}

/* One frame that is wholly there; false: it broke a rule. */
static bool
take_frame(struct wire_parser *wp, struct arena *a, struct wire_event *event)
{
	const char *p = wp->in.p + wp->taken;
	size_t n = wire_get_u32(p + 1), i = 0;

	wp->answer += n;
	if (wp->head == NULL || wp->head->sent < wp->head->n || wp->answer > wire_answer_max(wp->head->size))
		return nonsense(wp, "an answer that nobody asked for");
	event->tag = wp->head->tag;
	/* Others have been turned away when the frame came (scan_frames). */
	while (frames[i].type != p[0])
		i++;
	if (!frames[i].take(wp, a, p + WIRE_HEAD, n, event))
		return false;
	wp->taken += WIRE_HEAD + n;
	if (event->kind == WIRE_END) {
		wp->ends--;
		wire_parser_pop(wp);
		drop_taken(wp);
	}
	return true;
}

/* Killed from outside before it had said anything: no fault of the document's,
 * which gets a second try. */
static bool
try_again(struct wire_parser *wp)
{
	if (!wp->killed || wp->head->again || wp->answer > 0)
		return false;
	wp->head->again = true;
	wire_parser_revive(wp);
	return true;
}

/* The document that a parser died of: first why, then its end. */
static bool
take_death(struct wire_parser *wp, struct arena *a, struct wire_event *event)
{
	if (wp->head == NULL) {
		wire_parser_revive(wp);
		return false;
	}
	if (try_again(wp))
		return false;
	event->tag = wp->head->tag;
	if (!wp->said) {
		wp->said = true;
		event->kind = WIRE_DAMAGE;
		event->message = arena_strdup(a, wp->why);
		return true;
	}
	event->kind = WIRE_END;
	event->died = true;
	wire_parser_pop(wp);
	wire_parser_revive(wp);
	return true;
}

bool
wire_next(struct wire_parser *wp, struct arena *a, struct wire_event *event)
{
	*event = (struct wire_event){ 0 };
	if (wp->taken < wp->scanned && take_frame(wp, a, event))
		return true;
	drop_taken(wp);
	return wp->dead && take_death(wp, a, event);
}
