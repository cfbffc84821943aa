/* SPDX-License-Identifier: ISC */
/* A headline beside another one: stretches of words that both have, and of its
 * own. */
#ifndef MODEL_HEADLINE_H
#define MODEL_HEADLINE_H

#include <stdbool.h>
#include <stddef.h>

struct headline_part {
	size_t n; /* bytes, with the blanks and signs behind the words */
	bool shared;
};

struct headline {
	const struct headline_part *parts; /* from its start on; they alternate */
	size_t n;			   /* 0: nothing is known of it */
};

#endif
