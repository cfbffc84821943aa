/* SPDX-License-Identifier: ISC */
/* The articles that the next action is about: those that were chosen one by
 * one or as a range, else the one that is selected. */
#ifndef UI_READER_CHOSEN_H
#define UI_READER_CHOSEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reader;
struct row;

/* `c` and `C`. */
void reader_choose(struct reader *rd);
void reader_choose_range(struct reader *rd);
/* Drops what was chosen; false when nothing was. */
bool reader_choose_none(struct reader *rd);
/* How many are chosen; 0: none, actions are about the selected one.  A range
 * counts as 1 until it is asked for. */
size_t reader_chosen_count(const struct reader *rd);
bool reader_is_chosen(const struct reader *rd, const struct row *row);
/* Ids of what the next action is about; they live until the next call.  False
 * with a message when a range is too long or the store fails. */
bool reader_chosen(struct reader *rd, const int64_t **ids, size_t *n);

#endif
