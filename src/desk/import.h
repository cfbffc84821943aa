/* SPDX-License-Identifier: ISC */
/* Reading sources into the store; only dateline-fetch links it. */
#ifndef DESK_IMPORT_H
#define DESK_IMPORT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct err;
struct http_options;
struct source;
struct store;
struct tidying;
struct topic_words;
struct wire_event;

struct import_options {
	const char *parser;		/* path of dateline-parse */
	const char *sources_file;	/* sources.yaml, to be changed when an address moves; NULL: none */
	const struct http_options *http;
	const struct topic_words *words;	/* that parsers look for; NULL: none */
	/* before an article is stored, inside the batch; NULL: nothing */
	bool (*arrives)(void *arg, struct store *st, const struct source *src, struct wire_event *event,
	    struct err *err);
	bool (*arrived)(void *arg, struct store *st, struct err *err);	/* after each commit; NULL: nothing */
	void *arg;
	struct tidying *tidying;	/* what to do while nothing comes; NULL: nothing */
	bool force;			/* unchanged files, and sources whose time has not come; those named
					 * are asked for the whole document */
	int articles_max;		/* of a document that is fetched; 0: 20,000 */
	bool all;			/* lists to their last page */
	bool guessed;			/* https of the address to look at is only a guess */
	const int64_t *ids;		/* these sources only, whether it is their time or not */
	size_t nids;			/* 0: all */
	FILE *report;			/* progress, as fetch_main.c describes it */
	const volatile sig_atomic_t *stop;	/* becomes non-zero: end after the next commit */
};

/* True when every source could be read. False with ERR.code 3 when the store
 * fails. */
bool import_run(struct store *st, const struct import_options *options, struct err *err);

#endif
