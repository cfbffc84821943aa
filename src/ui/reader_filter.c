/* SPDX-License-Identifier: ISC */
/* Keys that filter.  They all edit the one query tree, so that whatever was
 * chosen by key, picked from a list or typed can be combined and is shown in
 * the same words. */
#include "ui/reader_parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "ui/calendar.h"
#include "ui/overlays.h"
#include "ui/reader_settings.h"

static void
choose_topic(struct reader *rd, const char *value)
{
	reader_filter_field(rd, QUERY_TOPIC, *value == '\0' ? NULL : value);
}

static void
choose_provider(struct reader *rd, const char *value)
{
	reader_filter_field(rd, QUERY_PROVIDER, *value == '\0' ? NULL : value);
}

static const char *
value_of(const struct reader *rd, enum query_field field)
{
	const struct query *q = query_find(edition_query(rd->edition), field);

	return q == NULL ? "" : q->text;
}

/* The counts beside a name, "12 of 312". */
static const char *
counts(struct arena *a, int64_t unread, int64_t total)
{
	if (unread > 0)
		return arena_printf(a, "%" PRId64 " of %" PRId64, unread, total);
	return arena_printf(a, "%" PRId64, total);
}

static void
pick_topic(struct reader *rd)
{
	struct arena a = { 0 };
	struct err err = { .text = "" };
	size_t n = 0;
	const struct topic *topics = store_topics(rd->desk->store, &a, &n, &err);
	struct picker_item *items = arena_array(&a, n + 1, sizeof(*items));

	if (topics == NULL && err.text[0] != '\0') {
		reader_warn(rd, &err);
	} else {
		/* As the pane of topics counts them. */
		bool stories = edition_fold_of(rd->edition).stories;

		items[0] = (struct picker_item){ "All topics", NULL, "", 0 };
		for (size_t i = 0; i < n; i++)
			items[i + 1] = (struct picker_item){ topics[i].name,
				stories ? counts(&a, topics[i].unread_stories, topics[i].stories) :
				counts(&a, topics[i].unread, topics[i].total), topics[i].name,
				topics[i].depth + 1 };
		reader_overlay(rd, picker_new(stories ? "Topic (unread of all stories)" :
		    "Topic (unread of all articles)", items, n + 1, value_of(rd, QUERY_TOPIC),
		    choose_topic));
	}
	arena_done(&a);
}

static void
pick_provider(struct reader *rd)
{
	struct arena a = { 0 };
	struct err err = { .text = "" };
	size_t n = 0;
	const struct store_name *names = store_providers(rd->desk->store, &a, &n, &err);
	struct picker_item *items = arena_array(&a, n + 1, sizeof(*items));

	if (names == NULL && err.text[0] != '\0') {
		reader_warn(rd, &err);
	} else {
		items[0] = (struct picker_item){ "All providers", NULL, "", 0 };
		for (size_t i = 0; i < n; i++) {
			const char *count = counts(&a, names[i].unread, names[i].total);

			if (names[i].detail != NULL)
				count = arena_printf(&a, "%s  %s", names[i].detail, count);
			items[i + 1] = (struct picker_item){ names[i].name, count, names[i].name, 0 };
		}
		reader_overlay(rd, picker_new("Provider (unread of all articles)", items, n + 1,
		    value_of(rd, QUERY_PROVIDER), choose_provider));
	}
	arena_done(&a);
}

bool
reader_choose_order(struct reader *rd, const char *name)
{
	bool reverse = name[0] == '-';

	for (int i = 0; i < ORDER_COUNT; i++)
		if (strcmp(query_order_names[i], name + reverse) == 0)
			return reader_filter_sorted(rd, edition_query(rd->edition),
			    (struct query_sort){ (enum query_order)i, reverse }, false);
	return false;
}

static void
choose_order(struct reader *rd, const char *value)
{
	(void)reader_choose_order(rd, value);
}

/* Each order both ways round, in words. */
static void
pick_order(struct reader *rd)
{
	struct picker_item items[2 * ORDER_COUNT];
	struct query_sort sort = edition_sort(rd->edition);
	struct arena a = { 0 };
	const char *selected = "";

	for (int i = 0; i < 2 * ORDER_COUNT; i++) {
		struct query_sort one = { (enum query_order)(i / 2), i % 2 == 1 };
		const char *name =
		    arena_printf(&a, "%s%s", one.reverse ? "-" : "", query_order_names[one.order]);

		items[i] = (struct picker_item){ reader_order_words(one), name, name, 0 };
		if (one.order == sort.order && one.reverse == sort.reverse)
			selected = name;
	}
	reader_overlay(rd, picker_new("Order", items, COUNT(items), selected, choose_order));
	arena_done(&a);
}

static void
choose_group(struct reader *rd, const char *value)
{
	struct err err = { .text = "" };

	if (!reader_set(rd, "group", value, &err))
		reader_warn(rd, &err);
}

static void
pick_group(struct reader *rd)
{
	static const struct picker_item items[] = {
		{ "by day", NULL, "day", 0 },
		{ "by topic", "an article under its first one", "topic", 0 },
		{ "by source", NULL, "source", 0 },
		{ "by outlet", NULL, "provider", 0 },
		{ "none", "no headings", "none", 0 },
	};

	reader_overlay(rd, picker_new("Grouping", items, COUNT(items),
	    items[rd->desk->settings.group].value, choose_group));
}

static void
toggle_stories(struct reader *rd)
{
	bool stories = !rd->desk->settings.stories;
	struct err err = { .text = "" };

	if (!reader_set(rd, "stories", stories ? "yes" : "no", &err))
		reader_warn(rd, &err);
	else
		reader_say(rd, stories ? "one line a story" : "each article on its own");
}

static bool
is_unread_only(const struct query *q)
{
	if (q->op == QUERY_AND)
		return is_unread_only(q->a) || is_unread_only(q->b);
	return q->op == QUERY_FIELD && q->field == QUERY_IS && q->flag == QUERY_IS_UNREAD;
}

/* The top-level AND without is:unread; NULL: nothing is left. */
static const struct query *
without_unread(struct arena *a, const struct query *q)
{
	if (q->op == QUERY_AND) {
		const struct query *x = without_unread(a, q->a), *y = without_unread(a, q->b);

		return x == NULL ? y : y == NULL ? x : query_and(a, x, y);
	}
	return is_unread_only(q) ? NULL : q;
}

static void
toggle_unread(struct reader *rd)
{
	struct arena a = { 0 };
	struct query_error error = { 0 };
	const struct query *q = edition_query(rd->edition);

	if (is_unread_only(q)) {
		q = without_unread(&a, q);
		if (q == NULL)
			q = query_parse(&a, "", date_now(), NULL, &error);
	} else {
		q = query_and(&a, q, query_make(&a, QUERY_IS, "unread", date_now()));
	}
	reader_filter(rd, q);
	arena_done(&a);
}

static void
clear_filter(struct reader *rd)
{
	struct arena a = { 0 };
	struct query_error error = { 0 };

	reader_filter_sorted(rd, query_parse(&a, "", date_now(), NULL, &error),
	    reader_usual_order(rd), true);
	reader_say(rd, "all articles");
	arena_done(&a);
}

/* To the topic beside the one that filters; -1: to all of them. */
static void
step_topic(struct reader *rd, int step)
{
	long i = -1;

	for (size_t t = 0; t < rd->ntopics; t++)
		if (rd->topics[t].id == rd->topic && rd->topic != 0)
			i = (long)t;
	i += step;
	if (i < -1 || i >= (long)rd->ntopics)
		return;
	reader_filter_field(rd, QUERY_TOPIC, i < 0 ? NULL : rd->topics[i].name);
}

unsigned
reader_act_filter(struct reader *rd, enum action action)
{
	switch (action) {
	case ACTION_SEARCH:
		reader_ask_search(rd);
		break;
	case ACTION_FILTER:
		reader_ask_filter(rd);
		break;
	case ACTION_FILTER_CLEAR:
		clear_filter(rd);
		break;
	case ACTION_UNREAD_ONLY:
		toggle_unread(rd);
		break;
	case ACTION_TOPIC:
		pick_topic(rd);
		break;
	case ACTION_PROVIDER:
		pick_provider(rd);
		break;
	case ACTION_DATE:
		calendar_open(rd);
		break;
	case ACTION_STORY:
		return reader_act_story(rd, action);
	case ACTION_HEAT:
		reader_ask_heat(rd);
		break;
	case ACTION_ORDER:
		pick_order(rd);
		break;
	case ACTION_GROUP:
		pick_group(rd);
		break;
	case ACTION_STORIES:
		toggle_stories(rd);
		break;
	case ACTION_TOPIC_PREVIOUS:
		step_topic(rd, -1);
		break;
	case ACTION_TOPIC_NEXT:
		step_topic(rd, 1);
		break;
	default:
		return reader_act_views(rd, action);
	}
	return EFFECT_HANDLED;
}
