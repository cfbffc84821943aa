/* SPDX-License-Identifier: ISC */
/* Articles handed on: copied, piped, bookmarked, saved.  Each acts on the
 * chosen articles, else on the one shown, and says what it has done. */
#ifndef UI_SHARE_H
#define UI_SHARE_H

#include <stdbool.h>
#include <stddef.h>

#include "settings/actions.h"

struct reader;

/* The actions of keys; false: none of these. */
bool share_act(struct reader *rd, enum action action);
void share_copy(struct reader *rd, bool with_title);
/* Any text; WHAT says in a word or two what it is. */
void share_copy_text(struct reader *rd, const char *text, size_t n, const char *what);
/* TEXT is a command, with "json:" or "url:" in front when it is not to get the
 * text.  False with words beside the prompt. */
bool share_pipe(struct reader *rd, const char *text);
/* Into a folder, or as the file PATH; "" or NULL: into save.folder, else the
 * home folder.  What is there is never overwritten. */
bool share_save(struct reader *rd, const char *path);
void share_bookmark(struct reader *rd);

#endif
