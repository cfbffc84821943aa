/* SPDX-License-Identifier: ISC */
/* The program without a face: where store, settings, sources and the fetcher
 * meet.  One desk a process. */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "settings/keys.h"
#include "settings/paths.h"
#include "settings/settings.h"
#include "settings/theme_file.h"
#include "desk/rules.h"
#include "desk/views.h"

struct err;
struct store;

struct desk_options {
	const char *program;		/* argv[0] */
	const char *config;		/* --config or NULL */
	const char *data;		/* --data or NULL */
	bool quiet;
	int verbose;
};

struct desk {
	struct arena arena;		/* lives as long as the desk */
	struct paths paths;
	struct settings settings;
	struct keys keys;
	struct theme theme;
	struct views views;
	struct rules rules;
	struct store *store;
	bool sample;			/* no source of the user's own: this is the sample */
	int problems;			/* of config.yaml, themes and sources.yaml */
	const char **problem_texts;	/* so many */
	void (*say)(void *arg, const char *text);	/* each of them, may be NULL */
	void *say_arg;
};

enum desk_need {
	DESK_PATHS,			/* paths and settings only */
	DESK_STORE,			/* store of the user's sources (made when missing) */
	DESK_EDITION,			/* as DESK_STORE, but the sample when there is no source;
					 * sources.yaml is compared with the store */
	DESK_READER			/* as DESK_EDITION, in front of somebody: what takes long
					 * (desk_unsettled) is done bit by bit meanwhile */
};

bool desk_open(struct desk *desk, const struct desk_options *options, enum desk_need need, struct err *err);
void desk_close(struct desk *desk);
/* How many articles have yet to come or go with a source that was added or
 * removed; 0 where nothing can be done about it. */
int64_t desk_unsettled(struct desk *desk);
/* Reads the theme that the settings name; mistakes in it are problems. */
void desk_load_theme(struct desk *desk);
/* Counts and says a problem of a file of the user's. */
void desk_problem(struct desk *desk, const char *text);

#endif
