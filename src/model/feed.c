/* SPDX-License-Identifier: ISC */
#include "model/feed.h"

#include "base/mem.h"

#define AT(type, member) offsetof(struct type, member)

/* clang-format off */
static const struct field feed_fields[] = {
	{ "kind",      1, FIELD_LINE, 0, AT(feed, kind),       0, NULL },
	{ "title",     2, FIELD_LINE, 0, AT(feed, title),      0, NULL },
	{ "home",      3, FIELD_LINE, 0, AT(feed, home),       0, NULL },
	{ "self",      4, FIELD_LINE, 0, AT(feed, self),       0, NULL },
	{ "language",  5, FIELD_LINE, 0, AT(feed, language),   0, NULL },
	{ "icon",      6, FIELD_LINE, 0, AT(feed, icon),       0, NULL },
	{ "next",      7, FIELD_LINE, 0, AT(feed, next),       0, NULL },
	{ "ttl",       8, FIELD_SIZE, 0, AT(feed, ttl),        0, NULL },
	{ "skipHours", 9, FIELD_SIZE, 0, AT(feed, skip_hours), 0, NULL },
	{ "skipDays", 10, FIELD_SIZE, 0, AT(feed, skip_days),  0, NULL },
	{ "expired",  11, FIELD_SIZE, 0, AT(feed, expired),    0, NULL },
};
const struct shape shape_feed = { feed_fields, COUNT(feed_fields), sizeof(struct feed), "title" };

static const struct field outline_fields[] = {
	{ "url",    1, FIELD_LINE,  0, AT(outline, url),    0, NULL },
	{ "kind",   2, FIELD_LINE,  0, AT(outline, kind),   0, NULL },
	{ "title",  3, FIELD_LINE,  0, AT(outline, title),  0, NULL },
	{ "home",   4, FIELD_LINE,  0, AT(outline, home),   0, NULL },
	{ "topics", 5, FIELD_NAMES, 0, AT(outline, topics), AT(outline, ntopics), NULL },
	{ "hidden", 6, FIELD_SIZE,  0, AT(outline, hidden), 0, NULL },
	{ "sure",   7, FIELD_SIZE,  0, AT(outline, sure),   0, NULL },
	{ "minutes", 8, FIELD_SIZE, 0, AT(outline, minutes), 0, NULL },
};
const struct shape shape_outline = {
	outline_fields, COUNT(outline_fields), sizeof(struct outline), "url"
};
/* clang-format on */

void
feed_init(struct feed *feed)
{
	shape_init(&shape_feed, feed);
}

void
outline_init(struct outline *outline)
{
	shape_init(&shape_outline, outline);
}
