/* SPDX-License-Identifier: ISC */
/* Changes of a source that need a word from its user: an option, or a yes
 * before it goes. */
#include "ui/reader_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "desk/desk.h"
#include "desk/sources.h"
#include "desk/sources_edit.h"
#include "desk/sources_options.h"

enum { NAME = 40 };

/* What is being asked about; there is one prompt at a time. */
static struct {
	int64_t id;
	const char *key;
	char label[160];
} asked;

int64_t
reader_source_here(const struct reader *rd)
{
	const char *location = rd->reading.of != 0 ? rd->reading.shown.source : NULL;

	for (size_t i = 0; location != NULL && i < rd->nsources; i++)
		if (strcmp(rd->sources[i].location, location) == 0)
			return rd->sources[i].id;
	return 0;
}

static bool
is_own(struct reader *rd)
{
	if (rd->desk->sample)
		reader_say(rd, "this is the sample; a source of your own takes its place");
	return !rd->desk->sample;
}

static void
changed(struct reader *rd)
{
	(void)reader_load_sources(rd);
	reader_reload(rd);
}

bool
reader_change_source(struct reader *rd, int64_t id, const char *key, const char *text)
{
	const struct source *s = reader_source(rd, id);
	struct err err = { .text = "" };

	if (s == NULL || !is_own(rd))
		return true;
	if (!sources_change(rd->desk, s->location, key, text, &err)) {
		if (rd->prompt != NULL)
			reader_complain(rd, err.text);
		else
			reader_warn(rd, &err);
		return false;
	}
	changed(rd);
	return true;
}

static bool
option_entered(struct reader *rd, const char *text)
{
	return reader_change_source(rd, asked.id, asked.key, text);
}

void
reader_ask_option(struct reader *rd, int64_t id, const char *key)
{
	static const struct { const char *key; struct prompt_ops ops; } options[] = {
		{ "title", { "title: ", NULL, option_entered, NULL, NULL } },
		{ "topics", { "topics, apart by commas: ", NULL, option_entered, NULL, NULL } },
		{ "interval", { "read every (15m, 2h, 1d; nothing: as often as it changes): ", NULL,
		    option_entered, NULL, NULL } },
	};
	const struct source *s = reader_source(rd, id);
	struct arena a = { 0 };

	if (s == NULL || !is_own(rd))
		return;
	asked.id = id;
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (strcmp(options[i].key, key) == 0) {
			asked.key = options[i].key;
			reader_ask(rd, &options[i].ops, HISTORY_SOURCE,
			    sources_options_text(&a, &s->options, key));
		}
	arena_done(&a);
}

/* -- going */

static void
remove_source(struct reader *rd, const struct source *s)
{
	struct arena a = { 0 };
	struct err err = { .text = "" };
	const char *title = arena_strdup(&a, source_label(s)), *location = arena_strdup(&a, s->location);

	if (rd->source == s->id)
		reader_filter_topic(rd, NULL);
	if (!sources_remove(rd->desk, location, &err)) {
		reader_warn(rd, &err);
	} else {
		changed(rd);
		reader_say(rd, "removed: %s; added again, its articles come back with their marks", title);
	}
	arena_done(&a);
}

static bool
remove_entered(struct reader *rd, const char *text)
{
	const struct source *s = reader_source(rd, asked.id);

	if (s != NULL && (strcmp(text, "y") == 0 || strcmp(text, "yes") == 0))
		remove_source(rd, s);
	else
		reader_say(rd, "it stays");
	return true;
}

void
reader_ask_remove(struct reader *rd, int64_t id)
{
	static struct prompt_ops ops = { asked.label, NULL, remove_entered, NULL, NULL };
	const struct source *s = reader_source(rd, id);

	if (s == NULL) {
		reader_say(rd, "there is no source to remove here");
		return;
	}
	if (!is_own(rd))
		return;
	const char *title = source_label(s);
	size_t n = strlen(title), fits = utf8_fit(title, n, NAME, NULL);
	asked.id = id;
	snprintf(asked.label, sizeof(asked.label), "remove %.*s%s? (y/n) ", (int)fits, title,
	    fits < n ? "..." : "");
	reader_ask(rd, &ops, HISTORY_SOURCE, "");
}
