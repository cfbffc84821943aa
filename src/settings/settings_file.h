/* SPDX-License-Identifier: ISC */
/* config.yaml as text: one setting or one key is written into it, comments,
 * order and blank lines of the user's stay. */
#ifndef SETTINGS_SETTINGS_FILE_H
#define SETTINGS_SETTINGS_FILE_H

#include <stdbool.h>

struct err;

/* Writes "NAME: VALUE" in place of what is there, else at the end; NAME is an
 * option, or "keys" for the preset.  Makes the file when it is missing.  False
 * where the file has mistakes or is laid out so that it cannot be told where to
 * write: then nothing has changed. */
bool settings_save(const char *path, const char *name, const char *value, struct err *err);
/* The same for a sequence of keys in the section `keys`. */
bool settings_save_key(const char *path, const char *sequence, const char *actions, struct err *err);
/* The same for a name in the section `views`. */
bool settings_save_view(const char *path, const char *name, const char *query, struct err *err);

#endif
