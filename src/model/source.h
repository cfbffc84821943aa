/* SPDX-License-Identifier: ISC */
#ifndef MODEL_SOURCE_H
#define MODEL_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum source_kind { SOURCE_FOLDER, SOURCE_FILE, SOURCE_KIND_COUNT };

/* A place that articles come from, and how it fared when last asked. */
struct source {
	int64_t id;			/* of the store; 0 before */
	enum source_kind kind;
	const char *location;		/* absolute path (later: URL); identifies it */
	const char *title;
	bool removed;			/* unsubscribed: its articles stay, unlisted */
	int64_t shift;			/* seconds added to all its times (sample collection) */
	int64_t fetched;		/* last time it was read, DATE_NONE: never */
	int64_t changed;		/* last time that brought something */
	int64_t articles, unread;
	int64_t vanished;		/* files that were there once */
	int64_t damaged;
	const char *error;		/* of the last fetch, NULL: none */
};

const char *source_kind_name(enum source_kind kind);

#endif
