/* SPDX-License-Identifier: ISC */
/* Documents to a parser process, article records back.
 *
 * A frame is a type byte, a length (u32, little endian) and so many bytes.
 * To the parser: KEYWORDS once or never, before all else (model/keywords.h), then
 * DOCUMENT (a u32: the most articles; a byte: whether they are looked through for
 * the keywords; kind, base, name, charset, bytes, each with a u32 length).  One too
 * large for memory is a file that the parser was started with: its DOCUMENT has no
 * bytes.
 * From the parser, per document: ARTICLE (what was found, wire_keywords.c, and a
 * record, model/record.h) any number of times, DAMAGE (i32 line, i32 column, text)
 * any number of times, FEED and OUTLINE (records of model/feed.h), then one END.
 * Whoever started the parser checks all that comes back. */
#ifndef WIRE_WIRE_H
#define WIRE_WIRE_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/process.h"
#include "model/article.h"
#include "model/feed.h"
#include "model/keywords.h"

struct arena;
struct err;

enum {
	WIRE_DOCUMENT_MAX = 32 * 1024 * 1024,	/* in memory */
	WIRE_ARTICLES_MAX = 20000,		/* of a document that says no other number */
	WIRE_FILE_ARTICLES_MAX = 100 * 1000 * 1000
};

struct wire_document {
	const char *kind;	/* format name or "" */
	const char *base;	/* base URL or "" */
	const char *name;	/* path or URL */
	const char *bytes;
	size_t n;
	const char *charset;	/* as the server named it; NULL or "": it did not */
	size_t articles_max;	/* 0: WIRE_ARTICLES_MAX */
	bool looks;		/* for the keywords, in its articles */
	bool is_file;		/* too large for memory: the bytes are the first N of FD, which is taken */
	int fd;
};
/* What is in a file of the user's own, whatever its size: a small one is read into
 * BYTES, which must outlive DOC's use; of a large one what is being parsed is in
 * memory. */
bool wire_document_open(
    struct wire_document *doc, const char *path, struct buf *bytes, struct err *err);
/* The same for N bytes that are in memory, by way of a nameless file. */
bool wire_document_spool(struct wire_document *doc, struct err *err);

/* -- parser's side (wire_serve.c): reads documents from IN until its end,
 * gives each to HANDLE, which answers through the functions below. */
struct wire_answer;
void wire_answer_article(struct wire_answer *to, const struct article *art);
void wire_answer_damage(struct wire_answer *to, int line, int column, const char *message);
void wire_answer_feed(struct wire_answer *to, const struct feed *feed);
void wire_answer_outline(struct wire_answer *to, const struct outline *outline);
bool wire_serve(int in, int out,
    void (*handle)(const struct wire_document *, struct wire_answer *), struct err *err);
/* Before that: the document too large for memory that comes first, for which this
 * process was started. */
bool wire_serve_file(const char *descriptor, const char *size, struct err *err);
/* Before the first byte: this process gives up memory beyond its limit, files,
 * processes, output but to the pipe and, where libseccomp and the kernel allow
 * it, all system calls that it does not need: such a call then kills it.  False
 * only when a limit cannot be set. */
bool wire_confine(struct err *err);
/* "filtered", or "not filtered (why)": system calls of parsers here.  A process
 * that ends at once tries it out. */
const char *wire_confine_about(void);

/* -- starter's side (wire_parser.c): one parser process.  Documents are
 * answered in order; several may be under way.  When the parser dies or passes
 * its time, the document it was at gets a DAMAGE and an END, a new parser is
 * started and the following documents are sent to it again. */
enum wire_event_kind { WIRE_ARTICLE, WIRE_DAMAGE, WIRE_FEED, WIRE_OUTLINE, WIRE_END };
struct wire_event {
	enum wire_event_kind kind;
	uint64_t tag;			/* of the document */
	struct article art;		/* live in the arena given to wire_next */
	bool looked;			/* the parser has, and found these in it */
	int found[KEYWORDS_MOST];
	size_t nfound;
	struct feed feed;
	struct outline outline;
	int line, column;
	const char *message;
	bool died;			/* WIRE_END: the parser did not survive this document */
};
struct wire_parser;
struct wire_parser *wire_parser_new(const char *program);	/* path of dateline-parse */
void wire_parser_free(struct wire_parser *wp);			/* ends the process */
/* Before the first document; they must outlive it.  If there are more than a parser
 * is trusted with, none looks. */
void wire_set_keywords(struct wire_parser *wp, const struct keywords *k);
/* Queues a document; its bytes are copied. */
void wire_send(struct wire_parser *wp, const struct wire_document *doc, uint64_t tag);
size_t wire_pending(const struct wire_parser *wp);		/* documents without END */
size_t wire_pending_bytes(const struct wire_parser *wp);	/* of those */
/* For poll(): fills up to two entries, returns how many. */
size_t wire_poll_fds(const struct wire_parser *wp, struct pollfd fds[2]);
/* How long poll() may wait at most, in ms; -1: for ever. */
int wire_poll_timeout(const struct wire_parser *wp);
/* Time that a document may take, in ms; 10,000 unless set. */
void wire_set_limit(struct wire_parser *wp, int ms);
/* Moves bytes both ways without blocking (starts the process when needed). */
bool wire_turn(struct wire_parser *wp, struct err *err);
/* Next event that has fully arrived, in order; false: none now. */
bool wire_next(struct wire_parser *wp, struct arena *a, struct wire_event *event);
/* All of the above for one document, blocking; for `dateline parse`. */
bool wire_parse_one(struct wire_parser *wp, const struct wire_document *doc,
    void (*each)(void *, const struct wire_event *), void *arg, struct err *err);

#endif
