/* SPDX-License-Identifier: ISC */
/* Opening addresses: with the settings as they are now, in the program that
 * the user's rules have for the address and its type. */
#include "ui/reader_parts.h"

#include <string.h>

#include "base/err.h"
#include "desk/desk.h"
#include "model/article_links.h"
#include "opener/opener.h"
#include "ui/screen.h"

static struct opener_config
config_of(const struct reader *rd)
{
	const struct settings *set = &rd->desk->settings;

	return (struct opener_config){ set->open_browser, set->open_terminal, set->open_video,
		set->open_audio, &rd->own->rules };
}

static void
keep_problem(void *desk, const char *text)
{
	desk_problem(desk, text);
}

void
reader_make_opener(struct reader *rd)
{
	struct desk *desk = rd->desk;
	const struct settings *set = &desk->settings;
	struct opener_config config = config_of(rd);
	void (*say)(void *, const char *) = desk->say;

	/* The terminal is the reader's by now: its messages say them. */
	desk->say = NULL;
	(void)opener_rules_parse(&desk->arena, set->openers, set->path, &rd->own->rules, keep_problem, desk);
	desk->say = say;
	rd->opener = opener_new(&config);
}

static const char *
type_here(const struct reader *rd, struct arena *a, const char *url)
{
	const struct reading *reading = &rd->reading;
	const struct article_link *links;
	size_t n;

	if (reading->outside != NULL)
		links = related_links(a, reading->outside, &n);
	else
		links = article_links(a, &reading->shown.art, &n);
	for (size_t i = 0; i < n; i++)
		if (strcmp(links[i].url, url) == 0)
			return links[i].type;
	return "article";
}

void
reader_open_typed(struct reader *rd, const char *url, const char *type)
{
	struct opener_config config = config_of(rd);
	struct err err = { .text = "" };
	bool ok;

	opener_configure(rd->opener, &config);
	if (opener_needs_terminal_as(rd->opener, url, type)) {
		screen_suspend();
		ok = opener_run_as(rd->opener, url, type, &err);
		screen_resume();
		reader_relayout(rd);
		reader_spoil(rd);
	} else {
		ok = opener_start_as(rd->opener, url, type, &err);
	}
	if (ok)
		reader_say(rd, "opened %s", url);
	else
		reader_warn(rd, &err);
}

void
reader_open_link(struct reader *rd, const char *url)
{
	struct arena a = { 0 };

	rd->own->refused = url == NULL;
	if (url == NULL)
		reader_say(rd, "there is no such link here");
	else
		reader_open_typed(rd, url, type_here(rd, &a, url));
	arena_done(&a);
}
