/* SPDX-License-Identifier: ISC */
/* How hot an article is where its publisher does not say: its quality and 20
 * for each other outlet of its story, less for those that are farther in time. */
#ifndef COVERAGE_HEAT_H
#define COVERAGE_HEAT_H

#include <stddef.h>
#include <stdint.h>

#define HEAT_QUALITY 67 /* of an article of which nothing is known */

struct heat_member {
	int64_t time;
	int64_t provider;
	int quality;
};

/* Of member AT; of an outlet with several the nearest counts. */
int heat_of(const struct heat_member *members, size_t n, size_t at);
/* What is left of it after so many seconds: a half each day. */
double heat_now(int heat, int64_t age);

#endif
