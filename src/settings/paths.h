/* SPDX-License-Identifier: ISC */
/* Where everything lives (XDG base directories, by libxdg-basedir). */
#ifndef SETTINGS_PATHS_H
#define SETTINGS_PATHS_H

#include <stdbool.h>

struct arena;
struct err;

struct paths {
	const char *config_file;	/* $XDG_CONFIG_HOME/dateline/config.yaml, or --config */
	const char *sources_file;	/* sources.yaml beside it */
	const char *data_dir;		/* $XDG_DATA_HOME/dateline, or --data */
	const char *store_file;		/* dateline.db in there */
	const char *cache_dir;		/* $XDG_CACHE_HOME/dateline */
	const char *sample_store;	/* sample.db in data_dir */
	const char *sample_dir;		/* the sample collection that came with the program */
	const char *themes_dir;		/* themes that came with the program */
	const char *user_themes_dir;	/* themes/ beside the configuration */
	const char *libexec_dir;	/* where dateline-fetch and dateline-parse are */
};

/* CONFIG and DATA are the options' values or NULL; PROGRAM is argv[0], so that
 * the build tree is found too.  Nothing is created here. */
bool paths_find(struct arena *a, const char *program, const char *config, const char *data,
    struct paths *out, struct err *err);

#endif
