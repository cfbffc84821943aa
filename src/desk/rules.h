/* SPDX-License-Identifier: ISC */
/* What is done to articles that come: rules of config.yaml, and what is muted
 * or followed. */
#ifndef DESK_RULES_H
#define DESK_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/row.h"

struct arena;
struct err;
struct query;
struct store;
struct yaml;

struct rule_action {
	enum mark mark;			/* 0: it gives a topic */
	const char *name;		/* of the label or topic */
};

struct rule {
	const char *when;		/* as it is written */
	const struct query *query;
	const char *does;		/* "star, label hot" */
	struct rule_action *actions;
	size_t nactions;
};

struct rules {
	struct rule *all;
	size_t count;
};

/* NODE may be NULL.  A rule with a mistake is said and left out. */
bool rules_parse(struct arena *a, const struct yaml *node, const char *path, struct rules *out,
    void (*say)(void *arg, const char *text), void *arg);
/* The sections views and rules of a settings file that need not exist. */
bool rules_read(struct arena *a, const char *path, struct rules *out,
    void (*say)(void *arg, const char *text), void *arg);
/* Applies them, and what is muted and followed, to all articles that came
 * since it was done last.  LINKED: without those that speak of stories and
 * coverage, as these are known only when the articles have been linked. */
bool rules_apply(struct store *st, const struct rules *rules, bool linked, struct err *err);
/* Those, after that; CONFIG is the settings file, NULL: there is none. */
bool rules_apply_stories(struct store *st, const char *config, struct err *err);

#endif
