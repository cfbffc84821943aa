/* SPDX-License-Identifier: ISC */
#ifndef MODEL_TOPIC_H
#define MODEL_TOPIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A topic as the collection's own files define it, or as articles name it.
 * Topics of all sources with the same name are one. */
struct topic {
	int64_t id;			/* of the store */
	const char *key;		/* `_id` of its file, else made of the name */
	const char *name;		/* what articles say */
	const char *shortname;		/* may be NULL */
	const char *parent;		/* name or key of the parent, NULL: top */
	int64_t parent_id;		/* 0: top */
	int depth;			/* in the tree, 0: top */
	int64_t total, unread;		/* listed articles, subtopics included */
	int64_t stories, unread_stories;	/* that these make */
	bool defined;			/* by a topic file */
};

#endif
