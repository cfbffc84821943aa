/* SPDX-License-Identifier: ISC */
/* Shared by the files of this folder: frames, and what a parser process is
 * known by on the starter's side. */
#ifndef WIRE_WIRE_PARSER_H
#define WIRE_WIRE_PARSER_H

#include <stdint.h>
#include <sys/types.h>

#include "wire/wire.h"

enum {
	WIRE_HEAD = 5,				/* type and length of a frame */
	WIRE_PARTS = 5,				/* of a document: kind, base, name, charset, bytes */
	WIRE_FIXED = 5,				/* ... in front of them: the most articles, looks */
	WIRE_LARGE = 16 * 1024 * 1024,		/* bytes that have the time of one document */
	WIRE_NAMES_MAX = 64 * 1024,		/* all but the bytes together */
	WIRE_KEYWORDS_MAX = 256 * 1024,		/* a hundred times that in memory */
	WIRE_MEMORY_MAX = 256 * 1024 * 1024,	/* of a parser */
	WIRE_ANSWER_MAX = 64 * 1024 * 1024,
	WIRE_BUFFERED_MAX = 2 * 1024 * 1024	/* answers that may wait to be taken */
};
#define WIRE_FRAME_DOCUMENT 'D'
#define WIRE_FRAME_FILE 'M'
#define WIRE_FRAME_KEYWORDS 'K'
#define WIRE_FRAME_ARTICLE 'A'
#define WIRE_FRAME_DAMAGE 'W'
#define WIRE_FRAME_FEED 'F'
#define WIRE_FRAME_OUTLINE 'O'
#define WIRE_FRAME_END 'E'

static inline uint32_t
wire_get_u32(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;

	return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static inline void
wire_put_u32(char *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (char)(unsigned char)(v >> (8 * i));
}

/* What may come back for a document of N bytes. */
static inline uint64_t
wire_answer_max(uint64_t n)
{
	return n > WIRE_ANSWER_MAX / 4 ? 4 * n : WIRE_ANSWER_MAX;
}

struct wire_job {
	struct wire_job *next;
	uint64_t tag;
	int fd;			/* the document, or -1: it is in the frame */
	size_t size;		/* of the document */
	size_t articles_max;
	bool looks;
	bool again;		/* sent a second time: its parser was killed */
	size_t sent;		/* bytes of the frame that are under way */
	size_t n;
	char bytes[];
};

struct wire_parser {
	char *program;
	struct process process;		/* pid 0: none runs */
	const struct keywords *keywords;	/* NULL: none */
	size_t unsaid;			/* bytes of their frame that this process has not got yet */
	struct wire_job *head, **tail;
	struct wire_job *sending;	/* first one not wholly sent */
	size_t pending, pending_bytes;

	struct buf in;
	size_t taken;			/* bytes of `in` that wire_next has used */
	size_t scanned;			/* ... that hold whole frames */
	size_t ends;			/* END frames between the two */
	size_t articles;		/* of the document at the head */
	uint64_t answer;
	const struct wire_job *file;	/* that the process was started with, NULL: none */
	bool introduced;		/* ... it said what feed it is */

	int64_t since;			/* when the document being parsed got there, ms */
	int64_t turned;			/* the last turn, ms */
	int limit;			/* ms for a document */

	bool dead;			/* what is in `in` is all that will come */
	bool killed;			/* by somebody else */
	bool said;			/* that it died, for the document at the head */
	char why[256];
};

/* The process is at its end, or must be: WHY is shown with the document.  After
 * what begins with WIRE_NONSENSE nothing more of its answers is believed. */
#define WIRE_NONSENSE "the parser sent nonsense"
void wire_parser_fail(struct wire_parser *wp, const char *why);
/* Forgets the dead process; what was under way will be sent again. */
void wire_parser_revive(struct wire_parser *wp);
void wire_parser_pop(struct wire_parser *wp);
/* The whole answer to the first document is there, or as much as fits. */
bool wire_parser_is_ready(const struct wire_parser *wp);
/* wire_keywords.c: the frame of the keywords, and as much of it as is taken now. */
size_t wire_keywords_size(const struct wire_parser *wp);
ssize_t wire_keywords_write(const struct wire_parser *wp);
/* What was found in an article, in front of its record; false: that cannot be. */
void wire_found_put(struct buf *out, const int *found, size_t n);
bool wire_found_take(const struct wire_parser *wp, const char **p, size_t *n, struct wire_event *event);
/* wire_poll_timeout; what has come is no reason to hurry unless it is TAKEN. */
int wire_parser_timeout(const struct wire_parser *wp, bool taken);

#endif
