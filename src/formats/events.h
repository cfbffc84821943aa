/* SPDX-License-Identifier: ISC */
/* libyaml's events with limits: depth, aliases, one document.  Aliases of
 * scalars are given as the scalar; others are refused and read as null. */
#ifndef FORMATS_EVENTS_H
#define FORMATS_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <yaml.h>

#include "model/article.h"

struct arena;

enum event_kind { EVENT_END, EVENT_SCALAR, EVENT_LIST, EVENT_MAP, EVENT_CLOSE };

struct anchor {
	const char *name, *text;
	size_t n;
	bool plain;
};

struct events {
	yaml_parser_t parser;
	yaml_event_t raw;
	bool has_raw;
	struct arena *arena;
	int first_line;			/* of the text in its file */
	int depth;
	struct anchor *anchors;
	size_t nanchors, aliases, alias_bytes;

	enum event_kind kind;		/* of the event at hand */
	const char *text;		/* of a scalar, until the next event */
	size_t n;
	bool plain, quoted;
	size_t refusals;
	bool refused;			/* an alias that was no scalar */
	int line, column, end_line;	/* from 1, in the file */

	bool failed;
	struct damage why;
};

void events_open(struct events *e, struct arena *a, const char *text, size_t n, int first_line);
void events_close(struct events *e);
bool events_next(struct events *e);	/* false: failed */
bool events_skip(struct events *e);	/* to the end of the value at hand */
bool events_is_null(const struct events *e);

#endif
