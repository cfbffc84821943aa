/* SPDX-License-Identifier: ISC */
/* Articles as a folder of front-matter files, DIR/_news. */
#ifndef COMMANDS_EXPORT_FOLDER_H
#define COMMANDS_EXPORT_FOLDER_H

#include <stdbool.h>
#include <stdint.h>

#include "commands/export_name.h"

struct article;
struct err;

struct export_folder {
	const char *path;		/* DIR */
	bool force;			/* files that are there are replaced */
	int fd;				/* of DIR/_news */
	struct export_names names;
	int64_t written, there;		/* files that were there are left alone */
};

/* Makes the folders where they are missing. */
bool export_folder_open(struct export_folder *f, const char *path, bool force, struct err *err);
bool export_folder_put(struct export_folder *f, const struct article *art, struct err *err);
void export_folder_close(struct export_folder *f);

#endif
