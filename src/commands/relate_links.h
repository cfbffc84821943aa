/* SPDX-License-Identifier: ISC */
/* What `dateline relate` knows of the articles that it has linked. */
#ifndef COMMANDS_RELATE_LINKS_H
#define COMMANDS_RELATE_LINKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct article;
struct coverage;

struct relate_link {
	uint32_t a, b; /* numbers of articles, from 1 */
	float score;
};

struct relate {
	struct arena arena;
	struct coverage *coverage;
	double least;     /* score from which a link is wanted */
	const char **ids; /* of articles, from 1 */
	size_t n, room;
	struct relate_link *links;
	size_t nlinks, links_room;
};

void relate_init(struct relate *r, double least);
void relate_done(struct relate *r);
void relate_add(struct relate *r, const struct article *art);
/* One JSON line an article on the standard output. */
void relate_print_related(const struct relate *r);
void relate_print_stories(const struct relate *r);

#endif
