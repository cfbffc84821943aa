/* SPDX-License-Identifier: ISC */
/* Questions in the bottom line.  Search and filter show their result while
 * they are typed, in an edition of their own: Esc drops it, and the list is
 * exactly where it was.  What cannot be parsed yet leaves the last good result
 * in place. */
#include "ui/reader_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/utf8.h"
#include "desk/desk.h"
#include "store/store.h"
#include "ui/command_line.h"

void
reader_ask(struct reader *rd, const struct prompt_ops *ops, enum history history, const char *text)
{
	prompt_free(rd->prompt);
	rd->prompt = prompt_new(ops, &rd->own->history[history], text);
	rd->message[0] = '\0';
	rd->own->error.text[0] = '\0';
	reader_dirty(rd, DIRTY_ALL);
}

void
reader_complain(struct reader *rd, const char *text)
{
	struct query_error *e = &rd->own->error;
	size_t n = strlen(text);

	if (n >= sizeof(e->text))
		for (n = sizeof(e->text) - 1; n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80;)
			n--;
	*e = (struct query_error){ 0 };
	memcpy(e->text, text, n);
}

void
reader_show_typed(struct reader *rd)
{
	const struct prompt_ops *ops = prompt_ops(rd->prompt);

	rd->own->unfinished = false;
	if (ops->changed == NULL)
		return;
	reader_later_begin(rd, true);
	ops->changed(rd, prompt_text(rd->prompt));
	reader_later_end(rd);
}

/* Typing works on an edition beside the one that stays. */
static void
begin_typing(struct reader *rd)
{
	const struct query *q = edition_query(rd->edition);
	struct edition *ed = edition_new(rd->desk);

	edition_set_headings(ed, rd->desk->settings.group != GROUPING_NONE);
	if (!edition_set(ed, q, edition_sort(rd->edition), false, NULL)) {
		edition_free(ed);
		rd->own->unfinished = store_was_interrupted(rd->desk->store);
		return;
	}
	rd->own->origin = rd->edition;
	rd->edition = ed;
}

static void
end_typing(struct reader *rd, bool keep)
{
	if (!keep)
		reader_later_forget(rd);
	if (rd->own->origin == NULL)
		return;
	if (keep) {
		edition_free(rd->own->origin);
	} else {
		edition_free(rd->edition);
		rd->edition = rd->own->origin;
	}
	rd->own->origin = NULL;
	rd->own->error.text[0] = '\0';
	reader_follow(rd, false);
	reader_spoil(rd);
}

static void
leave_typing(struct reader *rd)
{
	end_typing(rd, false);
	reader_find_topic(rd);
	reader_find_source(rd);
}

/* -- `/`: words in front of what filters besides */

static void
search(struct reader *rd, const char *text)
{
	struct arena a = { 0 };
	struct query_error error = { 0 };
	const struct query *rest, *words = query_parse(&a, text, date_now(), NULL, &error);

	if (rd->own->origin == NULL)
		begin_typing(rd);
	if (words == NULL) {
		rd->own->error = error;
	} else if (rd->own->origin != NULL) {
		rd->own->error.text[0] = '\0';
		rest = query_without_text(&a, edition_query(rd->own->origin));
		reader_filter_sorted(rd, query_and(&a, words, rest), edition_sort(rd->own->origin), false);
	}
	reader_dirty(rd, DIRTY_FRAME);
	arena_done(&a);
}

static bool
typing_entered(struct reader *rd, const char *text)
{
	(void)text;
	if (rd->own->error.text[0] != '\0')
		return false;
	end_typing(rd, true);
	return true;
}

/* Nothing typed: no words any more. */
static bool
search_entered(struct reader *rd, const char *text)
{
	if (rd->own->origin == NULL)
		search(rd, text);
	return typing_entered(rd, text);
}

void
reader_ask_search(struct reader *rd)
{
	static const struct prompt_ops ops = { "/", search, search_entered, leave_typing,
		command_complete_filter };

	reader_ask(rd, &ops, HISTORY_SEARCH, "");
}

/* -- `f`: the whole filter as text */

static void
filter(struct reader *rd, const char *text)
{
	struct arena a = { 0 };
	struct query_error error = { 0 };
	struct query_sort sort = reader_usual_order(rd);
	const struct query *q = query_parse(&a, text, date_now(), &sort, &error);

	if (rd->own->origin == NULL)
		begin_typing(rd);
	rd->own->error = error;
	if (q != NULL && rd->own->origin != NULL) {
		rd->own->error.text[0] = '\0';
		reader_filter_sorted(rd, q, sort, false);
	}
	reader_dirty(rd, DIRTY_FRAME);
	arena_done(&a);
}

void
reader_ask_filter(struct reader *rd)
{
	static const struct prompt_ops ops = { "filter: ", filter, typing_entered, leave_typing,
		command_complete_filter };
	struct query_sort sort = edition_sort(rd->edition);
	struct arena a = { 0 };
	const char *text = query_format(&a, edition_query(rd->edition));

	if (sort.order != reader_usual_order(rd).order || sort.reverse)
		text = arena_printf(&a, "%s%ssort:%s%s", text, *text == '\0' ? "" : " ",
		    sort.reverse ? "-" : "", query_order_names[sort.order]);
	/* A blank at the end: one goes on typing. */
	if (*text != '\0')
		text = arena_printf(&a, "%s ", text);
	reader_ask(rd, &ops, HISTORY_FILTER, text);
	arena_done(&a);
}

/* -- `d`: a day to go to, or a stretch of time that filters */

static bool
filters_by_time(const char *text)
{
	return strncmp(text, "after:", 6) == 0 || strncmp(text, "before:", 7) == 0
	    || strncmp(text, "date:", 5) == 0;
}

static bool
filter_by_time(struct reader *rd, const char *text)
{
	struct arena a = { 0 };
	struct query_error error = { 0 };
	const struct query *q, *times = query_parse(&a, text, date_now(), NULL, &error);
	static const enum query_field fields[] = { QUERY_DATE, QUERY_AFTER, QUERY_BEFORE };

	if (times == NULL) {
		rd->own->error = error;
	} else {
		q = edition_query(rd->edition);
		for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
			q = query_without(&a, q, fields[i]);
		reader_filter(rd, query_and(&a, q, times));
	}
	arena_done(&a);
	return times != NULL;
}

bool
reader_go_to_time(struct reader *rd, int64_t t)
{
	/* It is not made again: only a key stops it. */
	rd->own->later.slow = true;
	reader_later_begin(rd, false);
	bool found = edition_time(rd->edition, t);
	reader_later_end(rd);
	if (!found)
		reader_say(rd, rd->own->is_wanted != NULL && store_was_interrupted(rd->desk->store) ?
		    "no longer looking: a key came" : "there is nothing to go to");
	return found;
}

bool
reader_go_to_date(struct reader *rd, const char *text)
{
	int64_t from, to;
	struct arena a = { 0 };
	bool ok = true;

	rd->own->error = (struct query_error){ 0 };
	if (*text == '\0' || filters_by_time(text)) {
		ok = *text == '\0' || filter_by_time(rd, text);
	} else if (strstr(text, "..") != NULL) {
		ok = filter_by_time(rd, arena_printf(&a, "date:%s", text));
	} else if (!date_parse_when(text, strlen(text), date_now(), &from, &to)) {
		reader_complain(rd, "not a date; try 2020-12-17, yesterday, monday, 7d or after:2020-12");
		ok = false;
	} else if (reader_go_to_time(rd, to - 1)) {
		reader_follow(rd, false);
		reader_spoil(rd);
	}
	arena_done(&a);
	return ok;
}

void
reader_ask_date(struct reader *rd, const char *text)
{
	static const struct prompt_ops ops = { "go to date: ", NULL, reader_go_to_date, NULL, NULL };

	reader_ask(rd, &ops, HISTORY_DATE, text);
}

/* -- `H`: a threshold */

static bool
heat_entered(struct reader *rd, const char *text)
{
	char value[32], *end;
	long heat = strtol(text, &end, 10);

	if (*text == '\0') {
		reader_filter_field(rd, QUERY_HEAT, NULL);
		return true;
	}
	if (end == text || *end != '\0') {
		reader_complain(rd, "a number, or nothing for any heat");
		return false;
	}
	snprintf(value, sizeof(value), ">=%ld", heat);
	reader_filter_field(rd, QUERY_HEAT, value);
	return true;
}

void
reader_ask_heat(struct reader *rd)
{
	static const struct prompt_ops ops = { "heat at least: ", NULL, heat_entered, NULL, NULL };

	reader_ask(rd, &ops, HISTORY_HEAT, "");
}
