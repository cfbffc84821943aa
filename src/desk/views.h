/* SPDX-License-Identifier: ISC */
/* Views: filters with a name, from the section `views` of config.yaml. */
#ifndef DESK_VIEWS_H
#define DESK_VIEWS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct yaml;

struct view {
	const char *name;
	const char *query;
	const char *key;		/* that shows it, NULL: none */
	const char *order;		/* as sort: takes it, NULL: as ever */
	const char *group;		/* as the option group takes it, NULL: as ever */
};

struct views {
	struct view *all;
	size_t count;
};

/* NODE may be NULL.  Whoever looks for `view:NAME` finds them from then on, so
 * *OUT and the arena must stay.  Mistakes are said, the rest is taken; true when
 * there was nothing to say. */
bool views_parse(struct arena *a, const struct yaml *node, const char *path, struct views *out,
    void (*say)(void *arg, const char *text), void *arg);
/* NULL: there is none of that name, whatever its case. */
const struct view *views_find(const struct views *v, const char *name);

#endif
