/* SPDX-License-Identifier: ISC */
/* Articles of a store become stories: reprints, what is weak, what changes. */
#include "desk/linking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "coverage/coverage.h"
#include "desk/heating.h"
#include "model/article.h"
#include "model/source.h"
#include "store/store.h"
#include "store/store_parts.h"
#include "store/store_story.h"

enum { NOON = 1608206400, HOUR = 3600 };

static char folder[] = "/tmp/test_linking.XXXXXX";
static char path[64];
static struct store *st;
static int64_t source;
static int quality; /* 0: the publisher says none */
static struct arena arena;
static struct err err;

struct text {
	const char *guid, *outlet, *title, *excerpt;
	int hours;
};

static int64_t
put(const struct text *t)
{
	struct article art;
	enum store_put what;
	char url[96];
	int64_t id;

	article_init(&art);
	snprintf(url, sizeof(url), "https://%s.example/%s", t->outlet, t->guid);
	art.guid = t->guid;
	art.title = t->title;
	art.excerpt = t->excerpt;
	art.original_url = url;
	art.provider.name = t->outlet;
	art.published = NOON + t->hours * HOUR;
	art.has_quality = quality != 0;
	art.quality = quality;
	assert_true(store_begin(st, &err));
	assert_true(store_put_article(st, source, &art, NOON + 100 * HOUR, &what, &id, &err));
	assert_true(store_commit(st, &err));
	return id;
}

static void
link_all(int64_t now)
{
	struct linking_options options = { .progress = NULL };

	date_set_now(now);
	if (!linking_run(st, &options, &err))
		fail_msg("%s", err.text);
}

static const struct store_member *
member(int64_t id)
{
	struct store_story story;
	struct store_member *members;
	size_t n;

	assert_true(store_story(st, id, &story, &err));
	assert_true(store_story_members(st, story.id, &arena, &members, &n, &err));
	for (size_t i = 0; i < n; i++)
		if (members[i].id == id)
			return &members[i];
	return NULL;
}

static const struct text fire[] = {
	{ "a", "Wire", "Fire destroys grain store at Quell harbour",
	    "Flames took the Quell grain store in forty minutes on Tuesday night; 900 tonnes of barley are "
	    "lost, harbourmaster Ada Brandt said.", 0 },
	{ "b", "Courier", "Blaze at Quell: 900 tonnes of barley lost",
	    "Flames took the Quell grain store in forty minutes on Tuesday night; 900 tonnes of barley are "
	    "lost, harbourmaster Ada Brandt said.", 2 },
	{ "c", "Echo", "Fire destroys grain store at Quell harbour",
	    "Flames took the Quell grain store in forty minutes on Tuesday night; 900 tonnes…", 3 },
	{ "d", "Radio", "Quell grain store burns down",
	    "Neighbours of the harbour watched as Ada Brandt's crews gave up the barley silo.", 4 },
};

static void
test_reprints(void **state)
{
	int64_t id[COUNT(fire)], now = NOON + 101 * HOUR;

	(void)state;
	for (size_t i = 0; i < COUNT(fire); i++) {
		id[i] = put(&fire[i]);
		link_all(now + (int64_t)i);
	}
	for (size_t i = 0; i < COUNT(fire); i++) {
		const struct store_member *m = member(id[i]);
		assert_non_null(m);
		assert_int_equal(m->joined, now + (int64_t)i);
		assert_int_equal(m->reprint, i == 1 || i == 2 ? id[0] : 0);
	}
	/* Found anew, it is the same. */
	struct linking_options options = { .progress = NULL };
	date_set_now(now + HOUR);
	assert_true(linking_relink(st, &options, &err));
	assert_int_equal(member(id[2])->reprint, id[0]);
	assert_int_equal(member(id[2])->joined, now + 2);
	/* The first one says something else now: the second is the first. */
	struct text other = fire[0];
	other.excerpt = "Why nobody at the Quell harbour heard the alarm of the grain store.";
	other.title = "Grain store of Quell had no alarm";
	assert_int_equal(put(&other), id[0]);
	link_all(now);
	assert_int_equal(member(id[1])->reprint, 0);
	assert_int_equal(member(id[2])->reprint, id[1]);
	assert_int_equal(member(id[0])->reprint, 0);
	/* Out of the story by hand: no reprint of what is in it. */
	assert_true(linking_split(st, id[2], &err));
	int64_t text = 0;
	assert_true(store_text_of(st, id[2], &text, &err));
	assert_int_equal(text, id[2]);
}

static int64_t
story_number(int64_t id)
{
	struct store_story story;

	assert_true(store_story(st, id, &story, &err));
	return story.id;
}

static int
heat_of(int64_t id)
{
	struct store_article sa;
	bool found;

	assert_true(store_article(st, id, &arena, &sa, &found, &err));
	assert_true(found && sa.rated);
	return sa.heat;
}

/* As the reader does it. */
static void
take_back(const char *words)
{
	struct store_story before = { 0 };
	int64_t article, changed, *ids;
	const char *what;
	size_t n;

	assert_true(store_story_noted(st, &article, &err));
	assert_true(store_story(st, article, &before, &err));
	assert_true(store_undo(st, &arena, &what, &changed, &ids, &n, &err));
	assert_string_equal(what, words);
	assert_true(linking_undone(st, article, before.id, &err));
}

static void
relink(void)
{
	struct linking_options options = { .progress = NULL };

	assert_true(linking_relink(st, &options, &err));
}

/* What was decided by hand is taken back step by step, the heat with it. */
static void
test_undone(void **state)
{
	static const struct text storm[] = {
		{ "s1", "Wire", "Storm tears roof off Ostrow sugar mill",
		    "Gusts of 140 km/h took the roof of the sugar mill at Ostrow.", 2000 },
		{ "s2", "Courier", "Ostrow sugar mill loses roof in storm",
		    "The sugar mill of Ostrow stands open after gusts of 140 km/h.", 2001 },
		{ "s3", "Echo", "Storm: roof of Ostrow sugar mill gone",
		    "At Ostrow the storm took the roof of the sugar mill.", 2002 },
		{ "s4", "Radio", "Chess club of Hask wins again", "Seven boards to one.", 2003 },
	};
	struct heating_options rating = { "50 15 5 5 5 20 24", NULL };
	int64_t id[COUNT(storm)];

	(void)state;
	for (size_t i = 0; i < COUNT(storm); i++)
		id[i] = put(&storm[i]);
	assert_true(heating_run(st, &rating, &err));
	link_all(NOON + 3000 * HOUR);
	assert_int_equal(story_number(id[0]), story_number(id[2]));
	int hot = heat_of(id[1]);
	assert_in_range(hot, 86, 90);

	/* The one that the story is named after leaves it, and comes back. */
	assert_true(linking_split(st, id[0], &err));
	assert_int_equal(story_number(id[0]), 0);
	assert_int_equal(heat_of(id[0]), 50);
	assert_int_equal(story_number(id[1]), story_number(id[2]));
	assert_in_range(heat_of(id[1]), 68, 70);
	assert_true(linking_join(st, id[3], id[1], &err));
	assert_int_equal(story_number(id[3]), story_number(id[1]));
	take_back("1 put into another story");
	assert_int_equal(story_number(id[3]), 0);
	assert_int_equal(heat_of(id[3]), 50);
	take_back("1 split off its story");
	assert_int_equal(story_number(id[0]), story_number(id[2]));
	assert_int_equal(heat_of(id[1]), hot);

	/* Nothing of it is remembered any more. */
	relink();
	assert_int_equal(story_number(id[0]), story_number(id[2]));
	assert_int_equal(story_number(id[3]), 0);
	assert_int_equal(heat_of(id[1]), hot);

	/* Twice by hand: back to the first decision, which holds. */
	assert_true(linking_join(st, id[3], id[1], &err));
	assert_true(linking_split(st, id[3], &err));
	take_back("1 split off its story");
	assert_int_equal(story_number(id[3]), story_number(id[1]));
	relink();
	assert_int_equal(story_number(id[3]), story_number(id[1]));
	assert_true(heat_of(id[1]) > hot);
	int64_t none;
	take_back("1 put into another story");
	assert_true(store_story_noted(st, &none, &err));
	assert_int_equal(story_number(id[3]), 0);
}

/* Of what is only a little alike the best five are kept. */
static void
test_weak(void **state)
{
	static const char *const towns[] = { "Alm", "Bront", "Cawl", "Derrin", "Elgoth", "Furl", "Gant",
		"Hask", "Immer" };
	char guid[16], title[64];
	struct store_link *links;
	size_t n, weak = 0;
	int64_t id = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(towns); i++) {
		snprintf(guid, sizeof(guid), "weak%zu", i);
		snprintf(title, sizeof(title), "Lantern walk through old %s draws crowd", towns[i]);
		struct text t = { guid, towns[i], title, NULL, 500 + (int)i * 20 };
		id = put(&t);
	}
	link_all(NOON + 1000 * HOUR);
	assert_true(store_links(st, id, &arena, &links, &n, &err));
	for (size_t i = 0; i < n; i++) {
		assert_true(links[i].score >= COVERAGE_ALSO - 0.001);
		weak += coverage_settle(links[i].score, true) < COVERAGE_RELATED;
	}
	assert_in_range(weak, 0, 5);
}

static bool
count_done(void *arg, int64_t done, int64_t left)
{
	(void)left;
	*(int64_t *)arg = done;
	return true;
}

static int64_t
number(const char *sql, int64_t id)
{
	int64_t n = -1;

	assert_true(sql_number(st, &err, &n, sql, "i", id));
	return n;
}
static size_t
links_of(int64_t id)
{
	struct store_link *links;
	size_t n;

	assert_true(store_links(st, id, &arena, &links, &n, &err));
	return n;
}

static const char coverage_of[] = "SELECT coverage FROM article WHERE id = ?1";
static const char story_of[] = "SELECT story FROM article WHERE id = ?1";
static const char quality_of[] = "SELECT quality FROM article WHERE id = ?1";
static const char note_of[] = "SELECT rowid FROM cover WHERE article = ?1";

static const struct text flood[] = {
	{ "f0", "Wire", "River Ister floods Dornach, 400 leave homes",
	    "The Ister rose four metres in Dornach after two days of rain; the old bridge is closed.", 700 },
	{ "f1", "Courier", "Dornach under water: Ister drives 400 from homes",
	    "Boats took families from their roofs in Dornach as the Ister rose four metres.", 702 },
	{ "f2", "Radio", "Flood in Dornach: which roads along the Ister are closed",
	    "The bridge over the Ister stays closed until Dornach's engineers have looked at it.", 703 },
	{ "f3", "Herald", "Dornach counts what the Ister took",
	    "Four hundred people come home to Dornach as the Ister falls.", 720 },
};

/* Only what has changed is compared again; its old links are gone both ways, and its
 * story is one less. */
static void
test_change(void **state)
{
	struct linking_options options = { .progress = NULL };
	int64_t id[COUNT(flood)], done = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(flood); i++)
		id[i] = put(&flood[i]);
	link_all(NOON + 2000 * HOUR);
	for (size_t i = 0; i < COUNT(flood); i++) {
		assert_int_equal(number(story_of, id[i]), id[0]);
		assert_int_equal(number(coverage_of, id[i]), 3);
	}
	assert_in_range(links_of(id[1]), 2, 20);
	size_t links = links_of(id[0]);
	struct text other = flood[1];
	other.title = "Chess club of Belmont looks for members";
	other.excerpt = "Thursdays at eight, in the library.";
	assert_int_equal(put(&other), id[1]);
	options.progress = count_done;
	options.arg = &done;
	assert_true(linking_run(st, &options, &err));
	assert_int_equal(done, 1);
	assert_int_equal(links_of(id[1]), 0);
	assert_int_equal(links_of(id[0]), links - 1);
	assert_int_equal(number(story_of, id[1]), 0);
	assert_int_equal(number(coverage_of, id[1]), 0);
	assert_int_equal(number(coverage_of, id[0]), 2);
	assert_int_equal(number(note_of, id[0]), id[0]);
	/* Its publisher's figures alone are no reason. */
	quality = 77;
	assert_int_equal(put(&other), id[1]);
	quality = 0;
	done = 0;
	assert_true(linking_run(st, &options, &err));
	assert_int_equal(done, 0);
	assert_int_equal(number(quality_of, id[1]), 77);
	/* Its old words again: where it was. */
	assert_int_equal(put(&flood[1]), id[1]);
	assert_true(linking_run(st, &options, &err));
	assert_int_equal(number(story_of, id[1]), id[0]);
	assert_int_equal(number(coverage_of, id[0]), 3);
}

/* Who is hidden, or goes with its source, is no coverage; nothing is linked again. */
static void
test_gone(void **state)
{
	struct source src = { .location = "/elsewhere", .title = "elsewhere" };
	struct linking_options options = { .progress = NULL };
	static const struct text late = { "late", "Echo", "Ister flood: Dornach's bridge holds",
		"Engineers in Dornach found no damage to the bridge over the Ister.", 722 };
	int64_t first = source, second, done = 0, changed = 0;

	(void)state;
	assert_true(store_source_put(st, &src, &second, &err));
	source = second;
	int64_t id = put(&late), lead = 0;
	source = first;
	link_all(NOON + 2001 * HOUR);
	lead = number(story_of, id);
	assert_int_not_equal(lead, 0);
	int64_t before = number(coverage_of, lead);
	assert_int_equal(before, 4);
	assert_true(store_mark(st, &id, 1, MARK_HIDDEN, MARK_SET, &changed, &err));
	assert_int_equal(number(coverage_of, lead), before - 1);
	assert_true(store_mark(st, &id, 1, MARK_HIDDEN, MARK_CLEAR, &changed, &err));
	assert_int_equal(number(coverage_of, lead), before);
	assert_true(store_source_remove(st, second, &err));
	assert_int_equal(number(coverage_of, lead), before - 1);
	options.progress = count_done;
	options.arg = &done;
	assert_true(linking_run(st, &options, &err));
	assert_int_equal(done, 0);
}

static size_t
unlinked(void)
{
	int64_t *ids;
	size_t n;

	assert_true(store_unlinked_ids(st, &arena, &ids, &n, &err));
	return n;
}

static bool
stop_at_once(void *arg, int64_t done, int64_t left)
{
	(void)arg;
	(void)done;
	(void)left;
	return false;
}

/* Who was linked is known by its note alone: a run that was cut short goes on. */
static void
test_goes_on(void **state)
{
	static const struct text late = { "l0", "Wire", "Ferry to Pell runs again", NULL, 900 };
	static const struct text later = { "l1", "Echo", "Pell's market moves to the quay", NULL, 901 };
	struct linking_options options = { .progress = stop_at_once };

	(void)state;
	assert_int_equal(unlinked(), 0);
	int64_t id = put(&late);
	assert_int_equal(unlinked(), 1);
	assert_true(linking_run(st, &options, &err));
	assert_int_equal(unlinked(), 0);
	assert_int_equal(number("SELECT count(*) FROM meta WHERE key = 'linked' AND value >= ?1", id), 0);
	assert_int_not_equal(put(&later), id);
	assert_int_equal(unlinked(), 1);
	link_all(NOON + 2002 * HOUR);
	assert_int_equal(unlinked(), 0);
	assert_int_equal(number("SELECT count(*) FROM meta WHERE key = 'linked' AND value > ?1", id), 1);
	/* Its words change, and back again before anybody looked. */
	struct text other = late;
	other.title = "Ferry to Pell stays in harbour";
	assert_int_equal(put(&other), id);
	assert_int_equal(unlinked(), 1);
	assert_int_equal(put(&late), id);
	assert_int_equal(unlinked(), 1);
	link_all(NOON + 2003 * HOUR);
	assert_int_equal(unlinked(), 0);
}

/* Hints lead from either end, over any distance, and only what they lead to counts;
 * rows of older versions count too. */
static void
test_likes(void **state)
{
	enum { FAR = 40000000 };
	const struct store_link likes[] = { { .id = 1, .score = 0.5 }, { .id = 2, .score = 0.123 } };
	struct store_cover cover = { .id = FAR, .time = NOON, .note = "", .links = likes, .nlinks = 2 };
	struct store_hint hints[] = { { 2, FAR }, { 1, FAR + 7 }, { 70, FAR }, { 1, FAR } };
	struct store_link *links;
	size_t n, before = links_of(1);

	(void)state;
	assert_true(store_begin(st, &err));
	assert_true(sql_run(st, &err, "INSERT INTO article (id, time, title, provider, quality, heat,"
	    " coverage, flags, first_seen, source) SELECT ?1, time, title, provider, quality, heat,"
	    " coverage, flags, first_seen, source FROM article WHERE id = 1", "i", (int64_t)FAR));
	assert_true(store_cover_put(st, &cover, &err));
	assert_true(store_hints_put(st, hints, COUNT(hints), &err));
	assert_true(store_links(st, FAR, &arena, &links, &n, &err));
	assert_int_equal(n, 2);
	assert_int_equal(links[1].id, 2);
	assert_true(links[1].score > 0.1229 && links[1].score < 0.1231);
	assert_int_equal(links_of(1), before + 1);
	assert_true(store_unlike(st, 1, &err));
	assert_int_equal(links_of(1), 0);
	assert_int_equal(links_of(FAR), 1);
	assert_true(sql_run(st, &err, "INSERT INTO link (article, other, score) VALUES (1, ?1, 400),"
	    " (?1, 1, 400)", "i", (int64_t)FAR));
	assert_int_equal(links_of(1), 1);
	assert_int_equal(links_of(FAR), 2);
	assert_true(store_unlike(st, FAR, &err));
	assert_int_equal(links_of(1) + links_of(FAR), 0);
	store_rollback(st);
}

/* Whatever was asked until here, of no table that grows all rows were read. */
static void
test_indexes(void **state)
{
	static const char *const small[] = { "SCAN f", "SCAN h", "SCAN story_hand", "SCAN s", "SCAN w",
		"SCAN CONSTANT", "SCAN given", "SCAN recent_state", "SCAN l\n",
		"SCAN c\n" };
	size_t stories = 0;

	(void)state;
	for (size_t i = 0; i < st->ncache; i++) {
		const char *sql = st->cache[i].sql, *plan;
		if (strncmp(sql, "SELECT", 6) != 0 && strncmp(sql, "UPDATE", 6) != 0 &&
		    strncmp(sql, "DELETE", 6) != 0)
			continue;
		plan = store_explain(st, sql, &arena, &err);
		assert_non_null(plan);
		stories += strstr(plan, "article_story") != NULL;
		for (const char *scan = plan; (scan = strstr(scan, "SCAN ")) != NULL; scan++) {
			bool fine = false;
			for (size_t k = 0; k < COUNT(small); k++)
				fine = fine || strncmp(scan, small[k], strlen(small[k])) == 0;
			if (!fine)
				fail_msg("%s\n%s", sql, plan);
		}
	}
	assert_in_range(stories, 5, 100);
}

static int
set_up(void **state)
{
	struct source src = { .location = "/nowhere", .title = "nowhere" };

	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/store.db", folder);
	st = store_open(path, STORE_WRITE, &err);
	return st != NULL && store_source_put(st, &src, &source, &err) ? 0 : -1;
}

static int
tear_down(void **state)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	char name[96];

	(void)state;
	store_close(st);
	arena_done(&arena);
	for (size_t i = 0; i < COUNT(ends); i++) {
		snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		unlink(name);
	}
	return rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reprints),
		cmocka_unit_test(test_weak),
		cmocka_unit_test(test_change),
		cmocka_unit_test(test_indexes), /* of what was asked before */
		cmocka_unit_test(test_gone),
		cmocka_unit_test(test_goes_on),
		cmocka_unit_test(test_likes),
		cmocka_unit_test(test_undone),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
