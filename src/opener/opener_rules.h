/* SPDX-License-Identifier: ISC */
/* Which command opens which address, by pattern and by type: the section
 * `openers` of the settings. */
#ifndef OPENER_OPENER_RULES_H
#define OPENER_OPENER_RULES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct yaml;

struct opener_rule {
	const char *match;		/* glob on the address or on its host; NULL: any */
	const char *type;		/* "video", "audio", "image", "article"; NULL: any */
	const char *command;
	bool terminal;			/* it needs this terminal */
};

struct opener_rules {
	struct opener_rule *rules;
	size_t count;
};

/* Reads the list.  A bad rule costs only itself: it is left out and said as
 * "PATH:3:5: ...".  NODE may be NULL.  True when there was nothing to say. */
bool opener_rules_parse(struct arena *a, const struct yaml *node, const char *path,
    struct opener_rules *out, void (*say)(void *arg, const char *text), void *arg);
/* The first rule that fits, NULL when none does.  TYPE may be NULL. */
const struct opener_rule *opener_rules_find(const struct opener_rules *rules, const char *url,
    const char *type);

#endif
