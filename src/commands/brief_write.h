/* SPDX-License-Identifier: ISC */
/* A digest as text, Markdown or HTML. */
#ifndef COMMANDS_BRIEF_WRITE_H
#define COMMANDS_BRIEF_WRITE_H

#include <stddef.h>
#include <stdint.h>

struct buf;

enum brief_kind { BRIEF_TEXT, BRIEF_MARKDOWN, BRIEF_HTML };

struct brief_item {
	const char *title, *provider;
	const char *url; /* a web address or NULL */
	int64_t time;
};

struct brief_story {
	int64_t id; /* of the article that leads */
	struct brief_item lead;
	const char *excerpt; /* may be NULL */
	const char *topic; /* NULL: none */
	const struct brief_item *others; /* one an outlet, in the order of time */
	size_t nothers, more; /* ... those that are left out */
	int heat;
	double hot; /* what of the heat is left now */
};

struct brief_head {
	int64_t from, to; /* of the first and the last day that is told of */
	size_t told, all; /* stories */
};
void brief_begin(struct buf *out, enum brief_kind kind, const struct brief_head *head);
void brief_topic(struct buf *out, enum brief_kind kind, const char *topic);
void brief_put(struct buf *out, enum brief_kind kind, const struct brief_story *story);
void brief_end(struct buf *out, enum brief_kind kind);

#endif
