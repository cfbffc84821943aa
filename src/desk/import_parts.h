/* SPDX-License-Identifier: ISC */
/* Between the files of the import only: a run, and one source's part in it. */
#ifndef DESK_IMPORT_PARTS_H
#define DESK_IMPORT_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "desk/import.h"
#include "model/article.h"
#include "model/source.h"

struct err;
struct store;
struct wire_event;
struct wire_pool;

enum {
	BATCH_MS = 20,			/* that others may have to wait for the store */
	BATCH_MOST_MS = 1000,		/* while nobody waits; the first ones are shorter */
	BATCH_FILES = 5000
};

struct import {
	struct store *st;
	const struct import_options *options;
	struct err *err;
	struct wire_pool *pool;
	struct arena event_arena;	/* of the event at hand */
	bool in_batch;
	int64_t batch_began;
	int64_t batch_most;		/* ms that the one at hand may take */
	size_t batch_items;		/* documents */
	int64_t files_done, files_total;
	int64_t sources_done, sources_total;
	int64_t stored;			/* articles, new and changed */
	bool failed;			/* some source could not be read */
};

/* What came of a source in this run. */
struct intake {
	struct import *im;
	struct source *src;
	int64_t fresh, changed, unchanged, vanished, damaged;
};

/* import_put.c: what all kinds of sources have in common.  False only when the
 * store fails, with words in the run's ERR. */
bool import_batch_begin(struct import *im);
bool import_batch_end(struct import *im);	/* leaves the lock for a moment */
bool import_batch_is_long(const struct import *im);
bool import_take_article(struct intake *in, struct wire_event *event);
/* Whether the parser is to look for keywords in a document of this source. */
bool import_wants_words(const struct intake *in);
/* ERROR (NULL: all went well) and the time, into the batch at hand. */
bool import_put_outcome(struct intake *in, const char *error);
void import_report_progress(struct import *im);
void import_report_line(struct import *im, const char *word, const char *text);	/* made safe here */
void import_report_start(struct intake *in);
/* The source is finished; STATUS is HTTP's, 0: it has none. */
void import_report_source(struct intake *in, int status, const char *error);

/* import_folder.c: a folder or a file; false only when the store fails. */
bool import_folder(struct import *im, struct source *src);

/* visit.c: all sources that are visited, N of them, in one loop. */
bool visits_run(struct import *im, struct source **sources, size_t n);

#endif
