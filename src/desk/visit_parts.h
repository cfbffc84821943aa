/* SPDX-License-Identifier: ISC */
/* Between the files of visits only.  A visit is one source on its way: perhaps a
 * command writes its password, then the network or a command is asked, perhaps a
 * filter changes what came, a parser reads it, and its end is written down; for
 * the next page of a list all but the first again. */
#ifndef DESK_VISIT_PARTS_H
#define DESK_VISIT_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "desk/import_parts.h"
#include "model/feed.h"
#include "store/store.h"

struct exec;
struct http;
struct http_response;
struct wire_event;

enum visit_state {
	VISIT_QUEUED,			/* a command is to be started */
	VISIT_RUNNING,			/* it runs */
	VISIT_ASKED,			/* the network is */
	VISIT_READ,			/* a parser has the document */
	VISIT_DONE
};

enum visit_command { COMMAND_PASSWORD, COMMAND_DOCUMENT, COMMAND_FILTER };

/* Of the answer of the page at hand; strings in the visit's arena. */
struct visit_answer {
	int status;
	bool not_modified;
	bool private_first;
	const char *error;		/* although something came: it was cut */
	const char *url, *base, *charset;
	/* of the document at hand */
	int64_t articles, fresh;
	size_t outlines;
	struct outline outline;		/* the best */
	const char **damages;		/* as they are reported */
	size_t ndamages;
	const char *damage;		/* the first one's words */
	bool introduced;		/* a feed says that it is one */
	bool died;
};

struct visit {
	struct intake in;
	struct store_http had;		/* as it was before */
	struct arena arena;
	enum visit_state state;
	enum visit_command command;
	struct exec *exec;
	struct visit *next;		/* of those that wait for a command, or for the commit */
	const char *password;
	struct buf body;		/* for the filter */

	struct visit_answer answer;
	struct feed feed;		/* of the first page */
	const char *etag, *last_modified, *permanent;	/* of the first page */
	int64_t read;			/* hash of its document, 0: no parser had one */
	int64_t fresh_for, retry_after;
	bool reached;			/* its server, or its command */
	int status;
	const char *page;		/* URL at hand; NULL: the source's own */
	const char *next_page;		/* to go on with */
	const char *resume;		/* where a walk was cut off last time */
	const char *walk;		/* ... as the store has it now */
	const char **pages;		/* asked for already */
	size_t npages;
	const char *error;		/* how it ended; NULL: well */
	bool finished;			/* it says that nothing will come any more */
	const char *move_to;		/* its address from now on, NULL: the same */
};

struct visit_password {
	const char *line, *password, *error;
	struct visit_password *next;
};

struct visits {
	struct import *im;
	struct arena arena;
	struct http *http;		/* NULL: nobody needs it */
	struct visit *list;		/* a document's and a request's tag is the place in here */
	size_t n;
	size_t open;			/* not done */
	struct visit *queue, **queue_last;	/* wait for a command */
	size_t running;			/* commands */
	struct visit *ended, **ended_last;	/* in the batch at hand, not reported yet */
	struct visit *quiet;		/* brought nothing: written at the end */
	struct visit_password *passwords;
	uint32_t random;
};

/* visit_ask.c: getting the document.  What fails ends the visit in words; false
 * only when the store fails. */
bool visit_begin(struct visits *vs, struct visit *v);
bool visit_ask_page(struct visits *vs, struct visit *v, const char *url);
bool visit_take_response(struct visits *vs, struct visit *v, struct http_response *r);
bool visit_turn_commands(struct visits *vs);

/* visit_take.c: what a parser makes of it */
bool visit_take_event(struct visits *vs, struct visit *v, struct wire_event *event);
/* The page at hand is read: on to the next one that is wanted. */
bool visit_next_or_end(struct visits *vs, struct visit *v);

/* visit_end.c: what is to be remembered.  ERROR NULL: all went well. */
bool visit_end(struct visits *vs, struct visit *v, const char *error);
/* The batch is at its end: those in it are reported. */
bool visits_commit(struct visits *vs);
bool visits_write_quiet(struct visits *vs);

#endif
