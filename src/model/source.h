/* SPDX-License-Identifier: ISC */
#ifndef MODEL_SOURCE_H
#define MODEL_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/fields.h"

/* Numbers are kept in stores: only add. */
enum source_kind {
	SOURCE_FOLDER,
	SOURCE_FILE,
	SOURCE_FEED,		/* an address that answers with a feed */
	SOURCE_SMARTABLE,	/* one of a publisher's API */
	SOURCE_EXEC,		/* what a command writes; the location is "exec:COMMAND" */
	SOURCE_KIND_COUNT
};

/* What its user says of a source in sources.yaml; NULL or 0: nothing. */
struct source_options {
	const char *title;
	const char **topics;		/* given to its articles besides their own */
	size_t ntopics;
	int interval;			/* seconds between visits; 0: one that is learned */
	int paused, hidden;		/* 1: yes */
	const char **headers;		/* "Name: value" */
	size_t nheaders;
	const char *user, *password;
	const char *password_command;	/* writes the password */
	const char *proxy, *user_agent;
	const char *filter;		/* command between the document and its parser */
	const char *kind;		/* format of the document, NULL: by looking */
};

/* Keys are those of sources.yaml. */
extern const struct shape shape_source_options;

/* A place that articles come from, and how it fared when last asked. */
struct source {
	int64_t id;			/* of the store; 0 before */
	enum source_kind kind;
	const char *location;		/* absolute path, URL or "exec:COMMAND"; identifies it */
	const char *formerly;		/* its address before it moved, NULL: it did not */
	const char *title;		/* to be shown: the user's, else its own */
	struct source_options options;
	bool removed;			/* unsubscribed: its articles stay, unlisted */
	int64_t shift;			/* seconds added to all its times (sample collection) */
	int64_t fetched;		/* last time it was read, DATE_NONE: never */
	int64_t changed;		/* last time that brought something */
	int64_t articles, unread, unread_stories;
	int64_t vanished;		/* files that were there once */
	int64_t damaged;
	const char *error;		/* of the last fetch, NULL: none */
};

const char *source_kind_name(enum source_kind kind);
/* What it is called: its title, else its location without "https://". */
const char *source_label(const struct source *src);
/* What a location that somebody wrote is: an address of the web, a command, or
 * else SOURCE_FOLDER. */
enum source_kind source_kind_of(const char *location);
/* Whether it is fetched by a visit (and has a struct store_http), not walked. */
bool source_is_visited(enum source_kind kind);

#endif
