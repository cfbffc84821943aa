/* SPDX-License-Identifier: ISC */
/* Articles are compared one by one, each with all before it, and written as a whole
 * at the end of the transaction: only then is it known which story each is in, so
 * that every row is written once, and hints in the order of their numbers.
 *
 * Publishers' lists win: an article is in the story of what it lists and of what
 * lists it, before any likeness is asked.  What was decided by hand wins over
 * both. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "coverage/coverage.h"
#include "desk/heating.h"
#include "desk/linking_parts.h"
#include "model/article.h"
#include "store/store.h"
#include "store/store_heat.h"
#include "store/store_story.h"

enum {
	BATCH = 256,
	WEAK_MOST = 5,
	DAY = 24 * 60 * 60,
	BEFORE = 30 * DAY, /* two weeks to compare with, as much again for what is usual */
	NEAR = COVERAGE_DAYS * DAY
};

/* One that is to be linked: its texts, or what was read of them before. */
struct incoming {
	struct store_unlinked state;
	struct article art;
	const void *read;
	size_t nread;
};

struct linking_waiting {
	int64_t id;
	int64_t hand;
	int64_t like;	    /* who has the same text; 0: nobody */
	bool asked, before; /* to be linked again; it had been before */
};

static void
restore(void *arg, const struct store_cover *cover)
{
	struct linking *l = arg;
	struct coverage_note note = { cover->id, cover->time, cover->story, cover->note, cover->n };

	if (!coverage_has(l->coverage, cover->id))
		coverage_restore(l->coverage, &note);
}

/* Notes of the days around FROM to TO.  The newest come last: what is read first
 * is forgotten first. */
static bool
load_around(struct linking *l, int64_t from, int64_t to)
{
	from -= BEFORE;
	to += NEAR;
	if (from >= l->from && to <= l->to)
		return true;
	bool touches = from <= l->to && to >= l->from;
	if (!touches) {
		l->from = l->to = from;
	} else if (from < l->from && !store_covers(l->st, from, l->from, restore, l, l->err)) {
		return false;
	}
	if (to > l->to && !store_covers(l->st, l->to, to, restore, l, l->err))
		return false;
	l->from = l->from < from ? l->from : from;
	l->to = l->to > to ? l->to : to;
	return true;
}

static void
touch(struct linking *l, int64_t story)
{
	if (l->nstories > 0 && l->stories[l->nstories - 1] == story)
		return;
	l->stories = arena_grow(&l->arena, l->stories, l->nstories, sizeof(*l->stories));
	l->stories[l->nstories++] = story;
}

static void
note_merged(void *arg, int64_t ended, int64_t into)
{
	struct linking *l = arg;

	l->ok = l->ok && store_story_merge(l->st, ended, into, l->err);
	touch(l, into);
}

/* Their stories become one, unless they are far apart: those are shown with each
 * other, but what came between is another story. */
static bool
join_one(struct linking *l, const struct store_unlinked *u, int64_t other)
{
	struct store_standing s;

	if (!store_standing(l->st, other, &s, l->err))
		return false;
	bool held = coverage_has(l->coverage, other);
	if (s.alone || (!held && !s.linked) || s.time - u->time > NEAR || u->time - s.time > NEAR)
		return true;
	int64_t theirs = held ? coverage_story(l->coverage, other) : s.story != 0 ? s.story : other;
	int64_t mine = coverage_story(l->coverage, u->id);
	if (mine == theirs)
		return true;
	/* The older number stays: the order of arrival does not matter. */
	int64_t into = mine < theirs ? mine : theirs, ended = mine < theirs ? theirs : mine;
	coverage_merge(l->coverage, ended, into);
	coverage_join(l->coverage, u->id, into);
	/* Of a story that it has just begun nothing is written yet. */
	if (ended == u->id && !u->again)
		touch(l, into);
	else
		note_merged(l, ended, into);
	return l->ok;
}

/* Its story and those of all that are given with it are one. */
static bool
join_given(struct linking *l, const struct incoming *in)
{
	const struct store_unlinked *u = &in->state;
	int64_t *ids;
	size_t n;

	l->any_given = l->any_given || u->lists;
	if (!l->any_given)
		return true;
	if (!store_given(l->st, &in->art, &l->arena, &ids, &n, l->err))
		return false;
	for (size_t i = 0; i < n && u->hand == 0; i++)
		if (!join_one(l, u, ids[i]))
			return false;
	return true;
}

/* Those that may be shown as related, should both turn out to be of one story,
 * and the best of what is weaker. */
static size_t
choose_links(struct linking *l, int64_t id, const struct coverage_links *links, struct store_link *out)
{
	size_t kept = 0, weak = 0;

	for (size_t i = 0; i < links->n && kept < STORE_LINKS_MOST; i++) {
		const struct coverage_link *link = &links->item[i];
		if (link->score < COVERAGE_ALSO)
			break;
		if (link->id == id)
			continue;
		if (link->score < COVERAGE_LIKELY && weak++ == WEAK_MOST)
			break;
		out[kept++] = (struct store_link){ .id = link->id, .score = link->score };
		if (l->nhints == l->hints_cap) {
			l->hints_cap += l->hints_cap / 2 + BATCH;
			l->hints = mem_realloc(l->hints, l->hints_cap, sizeof(*l->hints));
		}
		l->hints[l->nhints++] = (struct store_hint){ link->id, id };
	}
	return kept;
}

static int64_t
same_text(const struct coverage_links *links, int64_t id)
{
	for (size_t i = 0; i < links->n; i++)
		if (links->item[i].same_text && links->item[i].id != id)
			return links->item[i].id;
	return 0;
}

static int
compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Who stands alone by hand gets no company by likeness either. */
static void
tell(struct linking *l, int64_t id, const struct coverage_links *links)
{
	struct coverage_merges merges = { note_merged, l };
	struct coverage_links others;

	others.n = 0;
	for (size_t i = 0; i < links->n; i++) {
		const int64_t *other = &links->item[i].id;
		if (l->nloners == 0 ||
		    bsearch(other, l->loners, l->nloners, sizeof(*other), compare_ids) == NULL)
			others.item[others.n++] = links->item[i];
	}
	coverage_tell(l->coverage, id, &others, &merges);
}

static bool
write_hints(struct linking *l)
{
	size_t n = l->nhints;

	l->nhints = 0;
	return store_hints_put(l->st, l->hints, n, l->err);
}

/* Whoever was found to be like it in this transaction forgets it too. */
static bool
unlink_one(struct linking *l, const struct store_unlinked *u)
{
	return !u->again || (write_hints(l) && store_unlink(l->st, u->id, l->err));
}

static bool
link_one(struct linking *l, const struct incoming *in)
{
	const struct store_unlinked *u = &in->state;
	struct store_link kept[STORE_LINKS_MOST];
	struct coverage_links links;
	struct coverage_article a = { .id = u->id,
		.time = u->time,
		.title = in->art.title,
		.excerpt = in->art.excerpt,
		.provider = in->art.provider.name,
		.domain = in->art.provider.domain,
		.read = in->read,
		.nread = in->nread };

	if (u->story != 0)
		touch(l, u->story);
	if (!unlink_one(l, u))
		return false;
	buf_reset(&l->note);
	coverage_add(l->coverage, &a, &links, &l->note);
	l->ok = true;
	if (u->hand != 0 && u->hand != u->id)
		coverage_join(l->coverage, u->id, u->hand);
	else if (u->hand == 0)
		tell(l, u->id, &links);
	struct store_cover cover = { .id = u->id, .time = u->time, .note = l->note.p, .n = l->note.n,
		.links = kept, .nlinks = choose_links(l, u->id, &links, kept), .since = l->now };
	if (!l->ok || !join_given(l, in) || !store_cover_put(l->st, &cover, l->err))
		return false;
	l->waiting = arena_grow(&l->arena, l->waiting, l->nwaiting, sizeof(*l->waiting));
	l->waiting[l->nwaiting++] = (struct linking_waiting){ .id = u->id, .hand = u->hand,
		.like = same_text(&links, u->id), .asked = u->asked, .before = u->again || u->story != 0 };
	return true;
}

/* The story that it is written into; 0: it stands alone. */
static int64_t
story_of(const struct linking *l, const struct linking_waiting *w)
{
	int64_t two[2], story = coverage_story(l->coverage, w->id);

	if (w->hand != 0)
		return w->hand == w->id ? 0 : w->hand;
	return coverage_members(l->coverage, story, two, 2) > 1 ? story : 0;
}

/* Who began it and stood alone until now belongs to it, unless it has left since. */
static bool
found(struct linking *l, int64_t story)
{
	int64_t founder = story < 0 ? -story : story;

	touch(l, story);
	if (coverage_has(l->coverage, founder) && coverage_story(l->coverage, founder) != story)
		return true;
	return store_story_found(l->st, story, l->err);
}

/* Whose text it repeats: the first that had it, as long as they are of one story. */
static bool
find_reprinted(struct linking *l, const struct linking_waiting *w, int64_t *text)
{
	*text = 0;
	if (w->like == 0 || coverage_story(l->coverage, w->like) != coverage_story(l->coverage, w->id))
		return true;
	bool ok = store_text_of(l->st, w->like, text, l->err);
	*text = *text == w->id ? 0 : *text;
	return ok;
}

/* Each number once, ascending. */
static size_t
sort_once(int64_t *list, size_t n)
{
	size_t kept = 0;

	if (n > 0)
		qsort(list, n, sizeof(*list), compare_ids);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || list[i] != list[i - 1])
			list[kept++] = list[i];
	return kept;
}

static bool
found_all(struct linking *l)
{
	int64_t *stories = arena_array(&l->arena, l->nwaiting + 1, sizeof(*stories));
	size_t n = 0;

	for (size_t i = 0; i < l->nwaiting; i++) {
		stories[n] = story_of(l, &l->waiting[i]);
		n += stories[n] != 0;
	}
	n = sort_once(stories, n);
	for (size_t i = 0; i < n; i++)
		if (!found(l, stories[i]))
			return false;
	return true;
}

/* In the order in which they came: a reprint may be of one before it. */
static bool
write_articles(struct linking *l)
{
	for (size_t i = 0; i < l->nwaiting; i++) {
		const struct linking_waiting *w = &l->waiting[i];
		struct store_linked what = { .id = w->id, .story = story_of(l, w), .again = w->asked };

		if ((what.story != 0 && !find_reprinted(l, w, &what.reprint)) ||
		    !store_linked(l->st, &what, l->err))
			return false;
	}
	return true;
}

/* What follows from who else has it.  Who came alone is as hot as it was rated. */
static bool
heat(struct linking *l)
{
	for (size_t i = 0; i < l->nwaiting; i++)
		if (l->waiting[i].before && story_of(l, &l->waiting[i]) == 0 &&
		    !store_heat_alone(l->st, l->waiting[i].id, l->err))
			return false;
	l->nstories = sort_once(l->stories, l->nstories);
	for (size_t i = 0; i < l->nstories; i++)
		if (!heating_story(l->st, &l->weights, l->stories[i], l->err))
			return false;
	return true;
}

void
linking_start(struct linking *l)
{
	arena_reset(&l->arena);
	l->waiting = NULL;
	l->stories = NULL;
	l->nwaiting = l->nhints = l->nstories = 0;
}

/* What was read ahead is of use for who has the words that it came with: who changes
 * is to be linked again.  What others are listed was not read. */
static bool
load(struct linking *l, size_t at, struct incoming *out, bool *found)
{
	size_t n;
	const void *read = ahead_take(&l->ahead, l->ids, l->nids, at, &n);

	if (!store_unlinked(l->st, l->ids[at], &out->state, found, l->err))
		return false;
	article_init(&out->art);
	out->art.id = l->ids[at];
	out->read = NULL;
	out->nread = n;
	if (*found && n > 0 && !out->state.asked)
		out->read = memcpy(arena_alloc(&l->batch, n), read, n);
	return !*found || (out->read != NULL && !out->state.lists) ||
	       store_told(l->st, out->state.id, out->state.lists, &l->batch, &out->art, l->err);
}

bool
linking_batch(struct linking *l, int64_t *done)
{
	arena_reset(&l->batch);
	size_t n = 0, most = l->nids - l->at < BATCH ? l->nids - l->at : BATCH;
	struct incoming *list = arena_array(&l->batch, most + 1, sizeof(*list));
	bool found, ok = true;

	for (size_t i = 0; i < most && ok; i++) {
		ok = load(l, l->at++, &list[n], &found);
		n += ok && found;
	}
	ok = ok && (n == 0 || load_around(l, list[0].state.time, list[n - 1].state.time));
	for (size_t i = 0; i < n && ok; i++)
		ok = link_one(l, &list[i]);
	*done = (int64_t)n;
	return ok;
}

bool
linking_write(struct linking *l)
{
	return found_all(l) && write_articles(l) && write_hints(l) && heat(l);
}
