/* SPDX-License-Identifier: ISC */
#include "coverage/heat.h"

#include <math.h>
#include <stdbool.h>

enum { DAY = 24 * 60 * 60, OUTLET = 20 };

static double
near_by(int64_t a, int64_t b)
{
	return exp(-fabs((double)a - (double)b) / DAY);
}

/* Whether an earlier one in the list, or a nearer one, stands for the outlet. */
static bool
is_nearest(const struct heat_member *members, size_t n, size_t at, size_t i)
{
	double mine = near_by(members[i].time, members[at].time);

	for (size_t k = 0; k < n; k++) {
		if (k == i || k == at || members[k].provider != members[i].provider)
			continue;
		double other = near_by(members[k].time, members[at].time);
		if (other > mine || (other == mine && k < i))
			return false;
	}
	return true;
}

int
heat_of(const struct heat_member *members, size_t n, size_t at)
{
	double sum = members[at].quality;

	for (size_t i = 0; i < n; i++)
		if (i != at && members[i].provider != members[at].provider && is_nearest(members, n, at, i))
			sum += OUTLET * near_by(members[i].time, members[at].time);
	return (int)lround(sum);
}

double
heat_now(int heat, int64_t age)
{
	return age > 0 ? heat * exp2(-(double)age / DAY) : heat;
}
