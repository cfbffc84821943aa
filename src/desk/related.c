/* SPDX-License-Identifier: ISC */
/* The publisher's list is kept whole and first.  Behind it those that list this
 * article, then what dateline found: scores are settled by what is known of
 * stories today, and members of its story come even where no word leads to
 * them. */
#include "desk/related.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "coverage/coverage.h"
#include "coverage/shared.h"
#include "store/store.h"
#include "store/store_story.h"

enum { FOUND_MOST = 60, ALSO_MOST = 5 };

struct found {
	int64_t id;
	double score; /* 0: a publisher's */
};

struct finding {
	struct store *st;
	struct arena *arena;
	struct err *err;
	struct store_article *sa;
	struct store_match *matches;
	struct found list[FOUND_MOST];
	size_t n;
	bool also; /* what is too weak instead */
};

static bool
is_known(const struct finding *f, int64_t id)
{
	if (id == f->sa->art.id)
		return true;
	for (size_t i = 0; i < f->sa->art.nrelated; i++)
		if (f->matches[i].id == id)
			return true;
	for (size_t i = 0; i < f->n; i++)
		if (f->list[i].id == id)
			return true;
	return false;
}

static void
offer(struct finding *f, int64_t id, double score)
{
	if (f->n < FOUND_MOST && !is_known(f, id))
		f->list[f->n++] = (struct found){ id, score };
}

static int
compare(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if ((x->score == 0) != (y->score == 0))
		return x->score == 0 ? -1 : 1;
	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->id > y->id) - (x->id < y->id);
}

static bool
find_given(struct finding *f)
{
	int64_t *ids;
	size_t n;

	if (!store_given_by(f->st, f->sa->art.id, f->arena, &ids, &n, f->err))
		return false;
	for (size_t i = 0; i < n; i++)
		offer(f, ids[i], 0);
	return true;
}

/* A link that was looked at and found too weak is not offered as a member. */
static bool
find_links(struct finding *f)
{
	struct store_link *links;
	struct store_member *members = NULL;
	struct store_story story;
	size_t n, nmembers = 0;

	if (!store_links(f->st, f->sa->art.id, f->arena, &links, &n, f->err) ||
	    !store_story(f->st, f->sa->art.id, &story, f->err))
		return false;
	if (story.id != 0 && !store_story_members(f->st, story.id, f->arena, &members, &nmembers, f->err))
		return false;
	for (size_t i = 0; i < n; i++) {
		double score = coverage_settle(links[i].score, links[i].same_story);
		if (f->also ? score < COVERAGE_RELATED && score >= COVERAGE_ALSO : score >= COVERAGE_RELATED)
			offer(f, links[i].id, score);
	}
	for (size_t i = 0; i < nmembers && !f->also; i++)
		if (members[i].listed)
			offer(f, members[i].id, COVERAGE_RELATED);
	return true;
}

static void
fill(struct related *rel, const struct article *art, double score)
{
	*rel = (struct related){ .title = art->title,
		.excerpt = art->excerpt,
		.published = art->published,
		.web_url = art->web_url != NULL ? art->web_url : art->original_url,
		.amp_url = art->amp_url,
		.cdn_amp_url = art->cdn_amp_url,
		.type = art->type,
		.provider = art->provider,
		.has_quality = art->has_quality,
		.quality = art->quality,
		.images = art->images,
		.nimages = art->nimages,
		.by = score > 0 ? BY_DATELINE : BY_PUBLISHER,
		.score = score };
}

static bool
append(struct finding *f)
{
	struct article *art = &f->sa->art;
	size_t known = art->nrelated, count = known;
	struct related *all = arena_array(f->arena, count + f->n + 1, sizeof(*all));
	struct store_match *matches = arena_array(f->arena, count + f->n + 1, sizeof(*matches));

	if (count > 0) {
		memcpy(all, art->related, count * sizeof(*all));
		memcpy(matches, f->matches, count * sizeof(*matches));
	}
	for (size_t i = 0; i < f->n && (!f->also || count < known + ALSO_MOST); i++) {
		struct store_article other;
		bool found;
		if (!store_article(f->st, f->list[i].id, f->arena, &other, &found, f->err))
			return false;
		/* What an outlet says in the same way of something else is no coverage. */
		if (!found || (f->also && other.provider == f->sa->provider))
			continue;
		fill(&all[count], &other.art, f->list[i].score);
		matches[count++] = (struct store_match){
			f->list[i].id, other.marks, f->list[i].score, 0, f->also,
			other.rated && !other.art.has_quality ? other.quality : 0
		};
	}
	art->related = all;
	art->nrelated = count;
	f->matches = matches;
	return true;
}

bool
related_load(struct store *st, struct arena *a, struct store_article *sa, struct store_match **matches,
    struct err *err)
{
	struct finding f = { .st = st, .arena = a, .err = err, .sa = sa };

	if (!store_related(st, &sa->art, a, &f.matches, err) || !find_given(&f) || !find_links(&f))
		return false;
	qsort(f.list, f.n, sizeof(f.list[0]), compare);
	bool ok = append(&f);
	*matches = f.matches;
	return ok;
}

bool
related_more(struct store *st, struct arena *a, struct store_article *sa, struct store_match **matches,
    struct err *err)
{
	struct finding f = {
		.st = st, .arena = a, .err = err, .sa = sa, .matches = *matches, .also = true
	};

	if (!find_links(&f))
		return false;
	qsort(f.list, f.n, sizeof(f.list[0]), compare);
	if (!append(&f))
		return false;
	*matches = f.matches;
	for (size_t i = 0; i < sa->art.nrelated; i++)
		if (f.matches[i].id != 0 &&
		    !store_text_of(st, f.matches[i].id, &f.matches[i].text, err))
			return false;
	return true;
}

struct headline *
related_headlines(struct arena *a, const struct article *art)
{
	struct headline *list = arena_array(a, art->nrelated + 1, sizeof(*list));

	for (size_t i = 0; i < art->nrelated; i++)
		if (art->related[i].title != NULL)
			list[i].parts = shared_parts(a, art->title, art->related[i].title, &list[i].n);
	return list;
}
