/* SPDX-License-Identifier: ISC */
/* Views in the reader, and what is given to articles by name: labels, muting,
 * following. */
#include "ui/reader_parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/yaml.h"
#include "desk/desk.h"
#include "settings/settings_file.h"
#include "ui/command_line.h"
#include "ui/keymap.h"
#include "ui/overlays.h"
#include "ui/reader_chosen.h"
#include "ui/reader_settings.h"

/* -- views */

static const struct query *
query_of(struct arena *a, const struct view *view)
{
	return query_make(a, QUERY_VIEW, view->name, date_now());
}

/* Unread articles of one view that is not counted yet. */
bool
reader_count_view(struct reader *rd)
{
	struct reader_views *v = &rd->own->views;
	const struct views *all = &rd->desk->views;
	struct arena a = { 0 };

	if (v->known >= all->count)
		return false;
	v->unread = mem_realloc(v->unread, all->count, sizeof(*v->unread));
	const struct query *q = query_of(&a, &all->all[v->known]);
	int64_t count = 0;
	if (q != NULL) {
		struct store_list list = { .fold = edition_fold_of(rd->edition) };

		list.query = query_and(&a, q, query_make(&a, QUERY_IS, "unread", date_now()));

		if (!store_count(rd->desk->store, &list, NULL, &count, NULL) &&
		    store_was_interrupted(rd->desk->store)) {
			arena_done(&a);
			return true;
		}
	}
	v->unread[v->known++] = count;
	arena_done(&a);
	reader_dirty(rd, DIRTY_TOPICS);
	return true;
}

int64_t
reader_view_unread(const struct reader *rd, size_t view)
{
	return view < rd->own->views.known ? rd->own->views.unread[view] : 0;
}

/* The view that filters; the count of views: none. */
size_t
reader_view(const struct reader *rd)
{
	const struct query *q = query_find(edition_query(rd->edition), QUERY_VIEW);
	size_t i = 0;

	while (i < rd->desk->views.count &&
	    (q == NULL || views_find(&rd->desk->views, q->text) != &rd->desk->views.all[i]))
		i++;
	return i;
}

void
reader_choose_view(struct reader *rd, size_t i)
{
	const struct view *view = &rd->desk->views.all[i];
	struct query_sort sort = reader_usual_order(rd);
	struct query_error error = { 0 };
	struct err err = { .text = "" };
	struct arena a = { 0 };
	const struct query *q = query_of(&a, view);

	if (q == NULL) {
		reader_say(rd, "the view %s cannot be understood; see %s", view->name,
		    rd->desk->paths.config_file);
	} else {
		if (view->group != NULL && !reader_set(rd, "group", view->group, &err))
			reader_warn(rd, &err);
		if (view->order != NULL)
			(void)query_sort_parse(view->order, &sort, &error);
		(void)query_parse(&a, view->query, date_now(), &sort, &error);
		reader_filter_sorted(rd, q, sort, false);
	}
	arena_done(&a);
}

static void
view_chosen(struct reader *rd, const char *value)
{
	for (size_t i = 0; i < rd->desk->views.count; i++)
		if (strcmp(rd->desk->views.all[i].name, value) == 0)
			reader_choose_view(rd, i);
}

static void
pick_view(struct reader *rd)
{
	const struct views *all = &rd->desk->views;
	struct arena a = { 0 };
	struct picker_item *items = arena_array(&a, all->count + 1, sizeof(*items));
	size_t here = reader_view(rd);

	for (size_t i = 0; i < all->count; i++) {
		int64_t unread = reader_view_unread(rd, i);

		items[i] = (struct picker_item){ all->all[i].name, unread == 0 ? all->all[i].query :
		    arena_printf(&a, "%" PRId64 "  %s", unread, all->all[i].query), all->all[i].name, 0 };
	}
	if (all->count == 0)
		reader_say(rd, "there are no views yet; %s saves the filter as one",
		    keymap_first(rd->keymap, ACTION_VIEW_SAVE));
	else
		reader_overlay(rd, picker_new("View", items, all->count,
		    here < all->count ? all->all[here].name : "", view_chosen));
	arena_done(&a);
}

/* What is kept in the file is what is known from now on. */
static void
load_views(struct reader *rd)
{
	struct desk *desk = rd->desk;
	struct yaml *root;

	if (!yaml_read(&desk->arena, desk->paths.config_file, &root, NULL))
		return;
	(void)views_parse(
	    &desk->arena, yaml_get(root, "views"), desk->paths.config_file, &desk->views, NULL, NULL);
	rd->own->views.known = 0;
	reader_dirty(rd, DIRTY_TOPICS);
}

static bool
name_entered(struct reader *rd, const char *text)
{
	struct query_sort sort = edition_sort(rd->edition), usual = reader_usual_order(rd);
	struct err err = { .text = "" };
	struct arena a = { 0 };
	const char *query = query_format(&a, edition_query(rd->edition));

	if (sort.order != usual.order || sort.reverse)
		query = arena_printf(&a, "%s%ssort:%s%s", query, *query == '\0' ? "" : " ",
		    sort.reverse ? "-" : "", query_order_names[sort.order]);
	bool ok = *text != '\0' && settings_save_view(rd->desk->paths.config_file, text, query, &err);
	arena_done(&a);
	if (!ok) {
		reader_complain(rd, *text == '\0' ? "a view needs a name" : err.text);
		return false;
	}
	load_views(rd);
	reader_say(rd, "saved; %s shows it again", keymap_first(rd->keymap, ACTION_VIEW));
	return true;
}

static void
save_view(struct reader *rd)
{
	static const struct prompt_ops ops = { "save the filter as: ", NULL, name_entered, NULL, NULL };
	const struct query *q = edition_query(rd->edition);

	if (q == NULL || q->op == QUERY_ALL)
		reader_say(rd, "nothing filters; there is nothing to save");
	else
		reader_ask(rd, &ops, HISTORY_VIEW, "");
}

/* -- labels */

static bool
label_entered(struct reader *rd, const char *text)
{
	struct err err = { .text = "" };
	const int64_t *ids;
	int64_t changed = 0;
	size_t n;
	enum mark mark;

	if (*text == '\0')
		return true;
	if (!reader_chosen(rd, &ids, &n) || n == 0)
		return true;
	if (!store_label(rd->desk->store, text, true, &mark, &err) ||
	    !store_mark(rd->desk->store, ids, n, mark, MARK_TOGGLE, &changed, &err)) {
		reader_complain(rd, err.text);
		return false;
	}
	reader_choose_none(rd);
	reader_marked_anywhere(rd);
	struct arena a = { 0 };
	const char *what = store_undo_next(rd->desk->store, &a);
	reader_say(rd, "%s; %s takes it back", what, keymap_first(rd->keymap, ACTION_UNDO));
	arena_done(&a);
	return true;
}

static size_t
complete_label(struct reader *rd, const char *text, struct candidates *out)
{
	size_t n = 0;
	const struct store_name *names = store_labels(rd->desk->store, out->arena, &n, NULL);

	for (size_t i = 0; names != NULL && i < n; i++)
		if (strncmp(names[i].name, text, strlen(text)) == 0)
			candidates_add(out, names[i].name);
	return 0;
}

static void
ask_label(struct reader *rd)
{
	static const struct prompt_ops ops = { "label: ", NULL, label_entered, NULL, complete_label };

	if (edition_selected(rd->edition) == NULL)
		reader_say(rd, "there is no article here");
	else
		reader_ask(rd, &ops, HISTORY_LABEL, "");
}

/* -- muting and following: "m author:..." or "f author:..." */

void
reader_watch(struct reader *rd, const char *filter, bool mute)
{
	struct err err = { .text = "" };
	struct arena a = { 0 };
	const struct query *q = query_parse(&a, filter, date_now(), NULL, NULL);
	struct store_list list = { .query = q };
	int64_t changed = 0;

	if (q == NULL)
		return;
	const struct store_watching what = { mute, true, query_format(&a, q) };
	if (!store_watch(rd->desk->store, &list, &what, &changed, &err)) {
		reader_warn(rd, &err);
	} else {
		reader_marked_anywhere(rd);
		reader_follow(rd, false);
		reader_say(rd, "%s %s from now on; %s takes it back", what.mute ? "muted:" : "followed:",
		    what.filter, keymap_first(rd->keymap, ACTION_UNDO));
	}
	arena_done(&a);
}

static void
watch_chosen(struct reader *rd, const char *value)
{
	reader_watch(rd, value + 1, value[0] == 'm');
}

struct choices {
	struct arena *arena;
	struct picker_item *items;
	size_t n;
};

static void
add_choice(struct choices *c, enum query_field field, const char *name)
{
	static const struct { char sign; const char *word; } ways[] = { { 'm', "mute" }, { 'f', "follow" } };
	struct query q = { .op = QUERY_FIELD, .field = field, .text = name, .phrase = true };

	if (name == NULL || name[0] == '\0')
		return;
	q.exact = field == QUERY_PROVIDER;
	const char *filter = query_format(c->arena, &q);
	for (size_t i = 0; i < COUNT(ways); i++) {
		c->items = arena_grow(c->arena, c->items, c->n, sizeof(*c->items));
		c->items[c->n++] = (struct picker_item){
			arena_printf(c->arena, "%s %s", ways[i].word, name), query_field_info[field].name,
			arena_printf(c->arena, "%c%s", ways[i].sign, filter), 0 };
	}
}

/* With all that joins it. */
static void
add_story(struct choices *c, const struct row *row)
{
	static const struct { char sign; const char *words; } ways[] = { { 'm', "mute this story" },
		{ 'f', "follow this story" } };

	for (size_t i = 0; i < COUNT(ways); i++) {
		const char *filter =
		    arena_printf(c->arena, "%cstory:%lld", ways[i].sign, (long long)row->id);

		c->items = arena_grow(c->arena, c->items, c->n, sizeof(*c->items));
		c->items[c->n++] = (struct picker_item){ ways[i].words, row->title, filter, 0 };
	}
}

static void
pick_watch(struct reader *rd)
{
	const struct row *row = edition_selected(rd->edition);
	struct arena a = { 0 };
	struct choices c = { .arena = &a };
	struct store_article sa;
	bool found = false;

	if (row == NULL || !store_article(rd->desk->store, row->id, &a, &sa, &found, NULL) || !found) {
		reader_say(rd, "there is no article here");
	} else {
		if (row->story != 0)
			add_story(&c, row);
		for (size_t i = 0; i < sa.art.nauthors; i++)
			add_choice(&c, QUERY_AUTHOR, sa.art.authors[i]);
		add_choice(&c, QUERY_PROVIDER, provider_label(&sa.art.provider));
		for (size_t i = 0; i < sa.art.ntopics; i++)
			add_choice(&c, QUERY_TOPIC, sa.art.topics[i]);
		if (c.n > 0)
			reader_overlay(rd, picker_new("Mute or follow", c.items, c.n, "", watch_chosen));
		else
			reader_say(rd, "nobody is named here; `dateline mute` takes any filter");
	}
	arena_done(&a);
}

unsigned
reader_act_views(struct reader *rd, enum action action)
{
	if (action >= ACTION_VIEW_1 && action <= ACTION_VIEW_9) {
		size_t i = (size_t)(action - ACTION_VIEW_1);

		if (i < rd->desk->views.count)
			reader_choose_view(rd, i);
		else
			reader_say(rd, "there are %zu views", rd->desk->views.count);
		return EFFECT_HANDLED;
	}
	switch (action) {
	case ACTION_VIEW:
		pick_view(rd);
		break;
	case ACTION_VIEW_SAVE:
		save_view(rd);
		break;
	case ACTION_LABEL:
		ask_label(rd);
		break;
	case ACTION_MUTE:
		pick_watch(rd);
		break;
	default:
		return EFFECT_NONE;
	}
	return EFFECT_HANDLED;
}
