/* SPDX-License-Identifier: ISC */
/* `:`: every action by its name, and what takes an argument. */
#ifndef UI_COMMAND_LINE_H
#define UI_COMMAND_LINE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct err;
struct reader;

/* What could stand for the word that is being typed. */
struct candidates {
	struct arena *arena;
	const char **words;
	size_t count;
};

struct command_row {
	const char *name;
	const char *arguments;		/* "NAME VALUE" */
	const char *help;
	bool (*run)(struct reader *rd, const char *argument, bool keep, struct err *err);
	/* Candidates for the last word of ARGUMENT, all of them; may be NULL. */
	void (*complete)(struct reader *rd, const char *argument, struct candidates *out);
};
extern const struct command_row command_rows[];	/* ended by a NULL name */

void candidates_add(struct candidates *c, const char *word);
/* For prompts that take a path. */
size_t command_complete_path(struct reader *rd, const char *text, struct candidates *out);
/* For the filter's prompt (filter_complete.c), and for commands that take one. */
size_t command_complete_filter(struct reader *rd, const char *text, struct candidates *out);
void command_complete_query(struct reader *rd, const char *argument, struct candidates *out);
/* What a filter may look like, shown where nothing is typed yet. */
const char *command_filter_examples(void);
void reader_ask_command(struct reader *rd);

#endif
