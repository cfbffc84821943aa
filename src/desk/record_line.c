/* SPDX-License-Identifier: ISC */
#include "desk/record_line.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "model/article_json.h"
#include "desk/heating.h"
#include "desk/related.h"
#include "store/store.h"
#include "store/store_heat.h"
#include "store/store_story.h"

struct record_story {
	struct store_story story;
	int heat;
};

static void
put_earlier(struct json *j, const struct store_article *sa)
{
	if (sa->nearlier == 0)
		return;
	json_array(j, "earlier");
	for (size_t i = 0; i < sa->nearlier; i++) {
		json_object(j, NULL);
		json_text(j, "title", sa->earlier[i].title);
		json_text(j, "excerpt", sa->earlier[i].excerpt);
		json_time(j, "until", sa->earlier[i].until);
		json_object_end(j);
	}
	json_array_end(j);
}

static void
put_story(struct json *j, const struct record_story *story)
{
	if (story == NULL || story->story.id == 0)
		return;
	json_object(j, "story");
	json_int(j, "id", story->story.id);
	json_int(j, "articles", story->story.articles);
	json_int(j, "providers", story->story.providers);
	json_time(j, "first", story->story.first);
	json_time(j, "last", story->story.last);
	json_int(j, "heat", story->heat);
	json_object_end(j);
}

/* Under the names of the publisher's they would pass for what it says. */
static void
put_computed(struct json *j, const struct store_article *sa)
{
	if (!sa->rated || (sa->art.has_quality && sa->art.has_heat))
		return;
	json_object(j, "computed");
	if (!sa->art.has_quality)
		json_int(j, "quality", sa->quality);
	if (!sa->art.has_heat)
		json_int(j, "heat", sa->heat);
	json_object_end(j);
}

static void
put_line(struct buf *out, const struct store_article *sa, const struct store_match *matches,
    const struct record_story *story)
{
	struct arena a = { 0 };
	struct json j = { .out = out };
	int64_t *ids = arena_array(&a, sa->art.nrelated + 1, sizeof(*ids));

	for (size_t i = 0; i < sa->art.nrelated; i++)
		ids[i] = matches[i].id;
	json_object(&j, NULL);
	json_int(&j, "id", sa->art.id);
	article_json_members(&j, &sa->art, ids);
	json_text(&j, "source", sa->source);
	put_story(&j, story);
	if (story != NULL)
		put_computed(&j, sa);
	json_object(&j, "state");
	json_bool(&j, "read", (sa->marks & MARK_READ) != 0);
	json_bool(&j, "starred", (sa->marks & MARK_STARRED) != 0);
	json_bool(&j, "hidden", (sa->marks & MARK_HIDDEN) != 0);
	if (sa->marks & MARK_MUTED)
		json_bool(&j, "muted", true);
	if (sa->marks & MARK_FOLLOWED)
		json_bool(&j, "followed", true);
	if (sa->nlabels > 0) {
		json_array(&j, "labels");
		for (size_t i = 0; i < sa->nlabels; i++)
			json_text(&j, NULL, sa->labels[i]);
		json_array_end(&j);
	}
	json_object_end(&j);
	json_time(&j, "firstSeen", sa->first_seen);
	if (sa->revised != 0)
		json_time(&j, "revised", sa->revised);
	if (sa->ahead)
		json_bool(&j, "ahead", true);
	put_earlier(&j, sa);
	if (sa->vanished)
		json_bool(&j, "vanished", true);
	json_object_end(&j);
	buf_putc(out, '\n');
	arena_done(&a);
}

void
record_line(struct buf *out, const struct store_article *sa, const struct store_match *matches)
{
	put_line(out, sa, matches, NULL);
}

bool
record_line_of(struct buf *out, struct store *st, int64_t id, bool *found, struct err *err)
{
	struct arena a = { 0 };
	struct store_article sa;
	struct store_match *matches;

	bool ok = store_article(st, id, &a, &sa, found, err);
	if (ok && *found) {
		ok = store_related(st, &sa.art, &a, &matches, err);
		if (ok)
			record_line(out, &sa, matches);
	}
	arena_done(&a);
	return ok;
}

/* The hottest of its members, as if it were the one to be read. */
static bool
find_story(struct store *st, int64_t id, struct arena *a, struct record_story *out, struct err *err)
{
	struct heat_weights w;
	struct store_heat *list;
	size_t n;

	*out = (struct record_story){ .heat = 0 };
	if (!store_story(st, id, &out->story, err))
		return false;
	if (out->story.id == 0)
		return true;
	if (!store_heats(st, out->story.id, a, &list, &n, err))
		return false;
	int *heats = arena_array(a, n + 1, sizeof(*heats));
	heating_weights(st, &w);
	heating_all(&w, list, n, heats);
	for (size_t i = 0; i < n; i++)
		out->heat = i == 0 || heats[i] > out->heat ? heats[i] : out->heat;
	return true;
}

bool
record_line_full(struct buf *out, struct store *st, int64_t id, bool *found, struct err *err)
{
	struct arena a = { 0 };
	struct store_article sa;
	struct store_match *matches;
	struct record_story story;

	bool ok = store_article(st, id, &a, &sa, found, err);
	if (ok && *found) {
		ok = related_load(st, &a, &sa, &matches, err) && find_story(st, id, &a, &story, err);
		if (ok)
			put_line(out, &sa, matches, &story);
	}
	arena_done(&a);
	return ok;
}
