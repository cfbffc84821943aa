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

static bool
take_article(struct wire_parser *wp, struct arena *a, const char *p, size_t n, struct wire_event *event)
{
	struct err err = { 0 };

	event->kind = WIRE_ARTICLE;
	if (++wp->articles > WIRE_ARTICLES_MAX)
		return err_set(&err, "too many articles");
	if (record_decode(a, p, n, true, &event->art, &err))
		return true;
	char why[sizeof(wp->why)];
	snprintf(why, sizeof(why), "the parser sent nonsense: %.200s", err.text);
	wire_parser_fail(wp, why);
	return false;
}

static bool
take_damage(struct wire_parser *wp, struct arena *a, const char *p, size_t n, struct wire_event *event)
{
	if (n < 8) {
		wire_parser_fail(wp, "the parser sent nonsense: a damage without a place");
		return false;
	}
	event->kind = WIRE_DAMAGE;
	event->line = (int)(wire_get_u32(p) & 0x7FFFFFFF);
	event->column = (int)(wire_get_u32(p + 4) & 0x7FFFFFFF);
	event->message = utf8_clean_dup(a, p + 8, n - 8, UTF8_LINE);
	return true;
}

static bool
take_record(struct wire_parser *wp, struct arena *a, char type, struct wire_event *event)
{
	const char *p = wp->in.p + wp->taken + WIRE_HEAD;
	size_t n = wire_get_u32(p - sizeof(uint32_t));
	struct err err = { 0 };
	char why[sizeof(wp->why)];

	event->kind = type == WIRE_FRAME_FEED ? WIRE_FEED : WIRE_OUTLINE;
	if (type == WIRE_FRAME_FEED ? record_decode_shape(a, &shape_feed, p, n, &event->feed, &err) :
	    ++wp->articles <= WIRE_ARTICLES_MAX &&
	    record_decode_shape(a, &shape_outline, p, n, &event->outline, &err))
		return true;
	snprintf(why, sizeof(why), "the parser sent nonsense: %.200s", err.text);
	wire_parser_fail(wp, why);
	return false;
}

/* One frame that is wholly there; false: it broke a rule. */
static bool
take_frame(struct wire_parser *wp, struct arena *a, struct wire_event *event)
{
	const char *p = wp->in.p + wp->taken;
	size_t n = wire_get_u32(p + 1);
	char type = p[0];

	wp->answer += n;
	if (wp->head == NULL || wp->head->sent < wp->head->n || wp->answer > WIRE_ANSWER_MAX ||
	    (type == WIRE_FRAME_END && n != 0)) {
		wire_parser_fail(wp, "the parser sent nonsense: an answer that nobody asked for");
		return false;
	}
	event->tag = wp->head->tag;
	if (type == WIRE_FRAME_ARTICLE && !take_article(wp, a, p + WIRE_HEAD, n, event)) {
		if (!wp->dead)
			wire_parser_fail(wp, "the parser sent nonsense: too many articles");
		return false;
	}
	if (type == WIRE_FRAME_DAMAGE && !take_damage(wp, a, p + WIRE_HEAD, n, event))
		return false;
	if ((type == WIRE_FRAME_FEED || type == WIRE_FRAME_OUTLINE) && !take_record(wp, a, type, event))
		return false;
	wp->taken += WIRE_HEAD + n;
	if (type == WIRE_FRAME_END) {
		event->kind = WIRE_END;
		wp->ends--;
		wire_parser_pop(wp);
	}
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
	if (wp->taken >= wp->scanned && wp->taken > 0) {
		buf_drop(&wp->in, wp->taken);
		wp->scanned -= wp->taken;
		wp->taken = 0;
	}
	return wp->dead && take_death(wp, a, event);
}
