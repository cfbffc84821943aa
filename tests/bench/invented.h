/* SPDX-License-Identifier: ISC */
/* Articles invented, the same each time: headlines of seven words and excerpts of
 * sixteen, drawn as words of a language are (a few very often, most hardly ever);
 * every third event is told by two to six outlets; 20,000 articles a day.  In a
 * stream of one topic its word is in every other headline. */
#ifndef TESTS_BENCH_INVENTED_H
#define TESTS_BENCH_INVENTED_H

#include <stdbool.h>
#include <stdint.h>

struct invented {
	bool one_topic;
	long number; /* from 1 */
	int64_t time;
	char title[512], excerpt[1024], domain[32];
	unsigned event[20];
	bool first; /* of its event */
	int left;   /* outlets that will still tell of the event */
};

void invented_next(struct invented *in);
double invented_seconds(void); /* of this process */

#endif
