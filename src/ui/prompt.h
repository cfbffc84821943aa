/* SPDX-License-Identifier: ISC */
/* One line of text being typed at the bottom of the screen. */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct candidates;
struct canvas;
struct prompt;
struct reader;

enum { PROMPT_HISTORY = 32 };

/* What was entered before at prompts of this kind, in this session. */
struct prompt_history {
	char *items[PROMPT_HISTORY];
	size_t count;
};
void prompt_history_add(struct prompt_history *h, const char *text);
void prompt_history_done(struct prompt_history *h);

struct prompt_ops {
	const char *label;		/* "/", "filter: " */
	/* After each change of the text; may be NULL. */
	void (*changed)(struct reader *rd, const char *text);
	/* Enter; false keeps the prompt open. */
	bool (*entered)(struct reader *rd, const char *text);
	/* Esc; may be NULL. */
	void (*left)(struct reader *rd);
	/* What the text in front of the cursor could go on with: candidates that
	 * replace it from the offset that is given back; may be NULL. */
	size_t (*complete)(struct reader *rd, const char *text, struct candidates *out);
};

enum prompt_result { PROMPT_GOES_ON, PROMPT_ENTERED, PROMPT_LEFT };

struct prompt *prompt_new(const struct prompt_ops *ops, struct prompt_history *history, const char *text);
void prompt_free(struct prompt *p);
const struct prompt_ops *prompt_ops(const struct prompt *p);
/* Adds the text to the history that the prompt was made with, which it gives
 * back; NULL: it has none. */
const struct prompt_history *prompt_remember(struct prompt *p);
const char *prompt_text(const struct prompt *p);
/* Takes a key; *CHANGED tells whether the text is another one now. */
/* Tab: puts the next candidate in (or the one before); *CHANGED as below. */
void prompt_complete(struct prompt *p, struct reader *rd, bool backwards, bool *changed);
/* The candidates that Tab goes through, COUNT of them, *AT is in the line now;
 * NULL: none. */
const char *const *prompt_candidates(const struct prompt *p, size_t *count, size_t *at);
enum prompt_result prompt_key(struct prompt *p, int key, bool *changed);
/* Draws label, text and cursor in line Y; gives the column of the first
 * character of the text. */
int prompt_draw(const struct prompt *p, const struct canvas *c, int y);

#endif
