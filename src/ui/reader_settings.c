/* SPDX-License-Identifier: ISC */
/* Settings are read where they are needed; only what was made of them must be
 * made again: colours, the key map, the mouse, the layout. */
#include "ui/reader_settings.h"

#include <string.h>

#include "base/err.h"
#include "desk/desk.h"
#include "settings/keys.h"
#include "settings/settings_file.h"
#include "settings/theme_file.h"
#include "ui/keymap.h"
#include "ui/reader_parts.h"
#include "ui/screen.h"
#include "ui/screen_links.h"
#include "ui/story_line.h"
#include "ui/theme.h"
#include "ui/when.h"

void
reader_settings_changed(struct reader *rd)
{
	const struct settings *s = &rd->desk->settings;

	when_init((enum when_clock)s->clock, s->ages);
	store_set_hot(rd->desk->store, s->heat_half, s->heat_hot);
	theme_init(&rd->desk->theme, (enum theme_depth)s->colors);
	keymap_free(rd->keymap);
	rd->keymap = keymap_new(&rd->desk->keys);
	rd->own->keys_at = 0;
	screen_set_mouse(s->mouse);
	screen_set_ascii(s->ascii);
	edition_set_headings(rd->edition, s->group != GROUPING_NONE);
	screen_links_forget();
	reader_relayout(rd);
	reader_spoil(rd);
}

/* The first mistake of a theme is reason enough. */
static void
note_problem(void *arg, const char *text)
{
	struct err *err = arg;

	if (err->text[0] == '\0')
		err_set(err, "%s", text);
}

static bool
load_theme(struct reader *rd, const char *name, struct err *err)
{
	struct err first = { .text = "" };
	struct theme theme;

	if (!theme_load(&rd->desk->arena, &rd->desk->paths, name, &theme, note_problem, &first, err))
		return false;
	rd->desk->theme = theme;
	/* What was understood of it is shown all the same. */
	if (first.text[0] != '\0')
		reader_warn(rd, &first);
	return true;
}

bool
reader_set(struct reader *rd, const char *name, const char *value, struct err *err)
{
	struct desk *desk = rd->desk;

	if (strcmp(name, "row") == 0 && !story_line_check(value, err))
		return false;
	if (strcmp(name, "keys") == 0) {
		if (!keys_choose(&desk->keys, value, err))
			return false;
	} else {
		if (strcmp(name, "theme") == 0 && !load_theme(rd, value, err))
			return false;
		if (!settings_set(&desk->arena, &desk->settings, name, value, err))
			return false;
	}
	reader_settings_changed(rd);
	/* What the list in sight is ordered by follows at once. */
	if ((strcmp(name, "group") == 0 || strcmp(name, "order") == 0) &&
	    edition_sort(rd->edition).order != reader_usual_order(rd).order)
		(void)reader_filter_sorted(rd, edition_query(rd->edition), reader_usual_order(rd), false);
	if (strncmp(name, "stories", 7) == 0) {
		(void)reader_filter_sorted(rd, edition_query(rd->edition), edition_sort(rd->edition), true);
		reader_reload_counts(rd);
		rd->own->views.known = 0;
	}
	return true;
}

bool
reader_bind(struct reader *rd, const char *keys, const char *actions, struct err *err)
{
	if (!keys_bind(&rd->desk->keys, keys, actions, err))
		return false;
	reader_settings_changed(rd);
	return true;
}

bool
reader_colors(struct reader *rd, const char *theme, struct err *err)
{
	return reader_set(rd, "theme", theme, err);
}

bool
reader_set_kept(struct reader *rd, const char *name, const char *value, struct err *err)
{
	return reader_set(rd, name, value, err)
	    && settings_save(rd->desk->paths.config_file, name, value, err);
}

bool
reader_bind_kept(struct reader *rd, const char *keys, const char *actions, struct err *err)
{
	return reader_bind(rd, keys, actions, err)
	    && settings_save_key(rd->desk->paths.config_file, keys, actions, err);
}

const char *const *
reader_theme_names(struct reader *rd)
{
	return theme_names(&rd->desk->arena, &rd->desk->paths);
}

/* A row that cannot be is left for the one built in. */
static void
check_row(struct reader *rd)
{
	struct settings *s = &rd->desk->settings;
	struct err err = { .text = "" };

	if (story_line_check(s->row, &err))
		return;
	reader_warn(rd, &err);
	s->row = "";
}

void
reader_say_problems(struct reader *rd)
{
	struct desk *desk = rd->desk;
	struct err err = { .text = "" };

	check_row(rd);
	if (desk->problems == 0)
		return;
	/* A warning is kept among the messages by itself. */
	for (int i = 0; desk->problems > 1 && i < desk->problems; i++)
		messages_add(&rd->own->messages, desk->problem_texts[i], true);
	if (desk->problems == 1)
		err_set(&err, "%s", desk->problem_texts[0]);
	else
		err_set(&err, "the settings have %d problems; %s shows them", desk->problems,
		    keymap_first(rd->keymap, ACTION_MESSAGES));
	reader_warn(rd, &err);
}
