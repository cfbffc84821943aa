/* SPDX-License-Identifier: ISC */
/* Zones that are named by a place: "Europe/Berlin".  The places that news is
 * written in mostly, and whose summers follow rules; the tables of all zones are
 * out of reach where feeds are read.  The rules are those of since 2007. */
#include "base/date_wild.h"

#include "base/mem.h"

enum { HOUR = 3600, DAY = 24 * HOUR, MARCH = 3, APRIL = 4, SEPTEMBER = 9, OCTOBER = 10, NOVEMBER = 11 };

static const struct {
	const char *name;
	int minutes;			/* east of UTC, in winter */
	enum wild_summer summer;
} places[] = {
	{ "Europe/London", 0, SUMMER_EU }, { "Europe/Dublin", 0, SUMMER_EU },
	{ "Europe/Lisbon", 0, SUMMER_EU }, { "Atlantic/Reykjavik", 0, SUMMER_NONE },
	{ "Europe/Amsterdam", 60, SUMMER_EU }, { "Europe/Belgrade", 60, SUMMER_EU },
	{ "Europe/Berlin", 60, SUMMER_EU }, { "Europe/Brussels", 60, SUMMER_EU },
	{ "Europe/Budapest", 60, SUMMER_EU }, { "Europe/Copenhagen", 60, SUMMER_EU },
	{ "Europe/Luxembourg", 60, SUMMER_EU }, { "Europe/Madrid", 60, SUMMER_EU },
	{ "Europe/Oslo", 60, SUMMER_EU }, { "Europe/Paris", 60, SUMMER_EU },
	{ "Europe/Prague", 60, SUMMER_EU }, { "Europe/Rome", 60, SUMMER_EU },
	{ "Europe/Stockholm", 60, SUMMER_EU }, { "Europe/Vienna", 60, SUMMER_EU },
	{ "Europe/Warsaw", 60, SUMMER_EU }, { "Europe/Zagreb", 60, SUMMER_EU },
	{ "Europe/Zurich", 60, SUMMER_EU }, { "Europe/Athens", 120, SUMMER_EU },
	{ "Europe/Bucharest", 120, SUMMER_EU }, { "Europe/Helsinki", 120, SUMMER_EU },
	{ "Europe/Kiev", 120, SUMMER_EU }, { "Europe/Kyiv", 120, SUMMER_EU },
	{ "Europe/Riga", 120, SUMMER_EU }, { "Europe/Sofia", 120, SUMMER_EU },
	{ "Europe/Tallinn", 120, SUMMER_EU }, { "Europe/Vilnius", 120, SUMMER_EU },
	{ "Europe/Istanbul", 180, SUMMER_NONE }, { "Europe/Moscow", 180, SUMMER_NONE },
	{ "America/Halifax", -240, SUMMER_US }, { "America/New_York", -300, SUMMER_US },
	{ "US/Eastern", -300, SUMMER_US }, { "America/Toronto", -300, SUMMER_US },
	{ "America/Detroit", -300, SUMMER_US }, { "America/Chicago", -360, SUMMER_US },
	{ "US/Central", -360, SUMMER_US }, { "America/Winnipeg", -360, SUMMER_US },
	{ "America/Denver", -420, SUMMER_US }, { "US/Mountain", -420, SUMMER_US },
	{ "America/Edmonton", -420, SUMMER_US }, { "America/Phoenix", -420, SUMMER_NONE },
	{ "America/Los_Angeles", -480, SUMMER_US }, { "US/Pacific", -480, SUMMER_US },
	{ "America/Vancouver", -480, SUMMER_US }, { "America/Anchorage", -540, SUMMER_US },
	{ "Pacific/Honolulu", -600, SUMMER_NONE }, { "America/Mexico_City", -360, SUMMER_NONE },
	{ "America/Bogota", -300, SUMMER_NONE }, { "America/Lima", -300, SUMMER_NONE },
	{ "America/Sao_Paulo", -180, SUMMER_NONE }, { "America/Buenos_Aires", -180, SUMMER_NONE },
	{ "Africa/Lagos", 60, SUMMER_NONE }, { "Africa/Johannesburg", 120, SUMMER_NONE },
	{ "Africa/Nairobi", 180, SUMMER_NONE }, { "Asia/Riyadh", 180, SUMMER_NONE },
	{ "Asia/Dubai", 240, SUMMER_NONE }, { "Asia/Karachi", 300, SUMMER_NONE },
	{ "Asia/Kolkata", 330, SUMMER_NONE }, { "Asia/Calcutta", 330, SUMMER_NONE },
	{ "Asia/Kathmandu", 345, SUMMER_NONE }, { "Asia/Dhaka", 360, SUMMER_NONE },
	{ "Asia/Bangkok", 420, SUMMER_NONE }, { "Asia/Jakarta", 420, SUMMER_NONE },
	{ "Asia/Ho_Chi_Minh", 420, SUMMER_NONE }, { "Asia/Hong_Kong", 480, SUMMER_NONE },
	{ "Asia/Manila", 480, SUMMER_NONE }, { "Asia/Shanghai", 480, SUMMER_NONE },
	{ "Asia/Singapore", 480, SUMMER_NONE }, { "Asia/Taipei", 480, SUMMER_NONE },
	{ "Australia/Perth", 480, SUMMER_NONE }, { "Asia/Seoul", 540, SUMMER_NONE },
	{ "Asia/Tokyo", 540, SUMMER_NONE }, { "Australia/Brisbane", 600, SUMMER_NONE },
	{ "Australia/Melbourne", 600, SUMMER_AU }, { "Australia/Sydney", 600, SUMMER_AU },
	{ "Australia/Adelaide", 570, SUMMER_AU }, { "Pacific/Auckland", 720, SUMMER_NZ },
};

/* When each begins and ends: the NTH Sunday of the month, 0 the last, at that hour of
 * UTC or, LOCAL, of winter time. */
struct change {
	int month, nth, hour;
};
static const struct {
	struct change begin, end;
	bool local;
} summers[] = {
	[SUMMER_EU] = { { MARCH, 0, 1 }, { OCTOBER, 0, 1 }, false },
	[SUMMER_US] = { { MARCH, 2, 2 }, { NOVEMBER, 1, 1 }, true },
	[SUMMER_AU] = { { OCTOBER, 1, 2 }, { APRIL, 1, 2 }, true },
	[SUMMER_NZ] = { { SEPTEMBER, 0, 2 }, { APRIL, 1, 2 }, true },
};

bool
date_wild_place(struct wild *w, const char *name, size_t n)
{
	for (size_t i = 0; i < COUNT(places); i++)
		if (strlen(places[i].name) == n && strncasecmp(places[i].name, name, n) == 0) {
			w->offset = places[i].minutes * 60;
			w->summer = places[i].summer;
			return true;
		}
	return false;
}

/* The time of winter at which it changes. */
static int64_t
time_of(const struct change *c, int64_t year)
{
	int64_t day = 0;

	/* 1970 began with a Thursday. */
	if (c->nth > 0) {
		(void)date_wild_day(year, c->month, 1, &day);
		day += (10 - day % 7) % 7 + (c->nth - 1) * 7;
	} else {
		(void)date_wild_day(year, c->month + 1, 1, &day);
		day -= 1 + (day + 3) % 7;
	}
	return day * DAY + c->hour * HOUR;
}

int
date_wild_summer(const struct wild *w, int64_t local)
{
	int64_t year = 1970, first;

	if (w->summer == SUMMER_NONE || local < 0)
		return 0;
	while (date_wild_day(year + 1, 1, 1, &first) && first * DAY <= local)
		year++;
	bool by_clock = summers[w->summer].local;
	int64_t shift = by_clock ? 0 : w->offset;
	int64_t begin = time_of(&summers[w->summer].begin, year) + shift;
	int64_t end = time_of(&summers[w->summer].end, year) + shift;
	/* A clock that shows LOCAL is an hour ahead in summer. */
	bool begun = local >= begin, ended = local - HOUR >= end;
	return (begin < end ? begun && !ended : begun || !ended) ? HOUR : 0;
}
