/* SPDX-License-Identifier: ISC */
/* Settings, keys and colours tried while the reader runs, and kept. */
#ifndef UI_READER_SETTINGS_H
#define UI_READER_SETTINGS_H

#include <stdbool.h>

struct err;
struct reader;

/* After desk->settings or desk->keys have changed: theme, keys, mouse, layout;
 * everything is drawn again. */
void reader_settings_changed(struct reader *rd);
/* From now on, and at once: an option (as `:set`), a key or sequence with its
 * actions or "none" (`:bind`), a theme (`:colors`).  False with words, and all
 * is as it was. */
bool reader_set(struct reader *rd, const char *name, const char *value, struct err *err);
bool reader_bind(struct reader *rd, const char *keys, const char *actions, struct err *err);
bool reader_colors(struct reader *rd, const char *theme, struct err *err);
/* The same, and written into config.yaml (`:set!`, `:bind!`, `:colors!`). */
bool reader_set_kept(struct reader *rd, const char *name, const char *value, struct err *err);
bool reader_bind_kept(struct reader *rd, const char *keys, const char *actions, struct err *err);
/* Names of presets and of themes, for completion; ended by NULL, in the
 * desk's arena. */
const char *const *reader_theme_names(struct reader *rd);
/* What is wrong with config.yaml is said in the bottom line. */
void reader_say_problems(struct reader *rd);

#endif
