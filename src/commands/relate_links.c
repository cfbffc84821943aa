/* SPDX-License-Identifier: ISC */
/* Articles are known by their number in the stream.  Links are kept once and
 * printed both ways, when all is read: only then is it known which articles
 * became one story, and that counts (coverage_settle). */
#include "commands/relate_links.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "commands/out.h"
#include "coverage/coverage.h"
#include "model/article.h"

enum { STORY_MAX = 4096 };

void
relate_init(struct relate *r, double least)
{
	*r = (struct relate){ .coverage = coverage_new(), .least = least };
}

void
relate_done(struct relate *r)
{
	coverage_free(r->coverage);
	free(r->ids);
	free(r->links);
	arena_done(&r->arena);
}

static const double nothing = 0.005;

static void
keep(struct relate *r, const struct coverage_links *links, uint32_t number)
{
	for (size_t i = 0; i < links->n; i++) {
		/* Weak ones too: they tell that words do speak against it. */
		if (links->item[i].score < nothing)
			continue;
		if (r->nlinks == r->links_room) {
			r->links_room = 2 * r->links_room + 1024;
			r->links = mem_realloc(r->links, r->links_room, sizeof(*r->links));
		}
		r->links[r->nlinks++] =
		    (struct relate_link){ number, (uint32_t)links->item[i].id, (float)links->item[i].score };
	}
}

void
relate_add(struct relate *r, const struct article *art)
{
	struct coverage_links links;

	if (r->n + 1 >= r->room) {
		r->room = 2 * r->room + 1024;
		r->ids = mem_realloc(r->ids, r->room, sizeof(*r->ids));
	}
	uint32_t number = (uint32_t)++r->n;
	r->ids[number] =
	    art->guid != NULL ? arena_strdup(&r->arena, art->guid) : arena_printf(&r->arena, "#%u", number);
	struct coverage_article a = { .id = number,
		.time = art->published != DATE_NONE ? art->published : 0,
		.title = art->title,
		.excerpt = art->excerpt,
		.provider = art->provider.name,
		.domain = art->provider.domain };
	coverage_add(r->coverage, &a, &links, NULL);
	coverage_tell(r->coverage, number, &links, NULL);
	keep(r, &links, number);
}

/* All links of every article, one after the other: those of article I are at
 * FIRST[I] to FIRST[I + 1]. */
static struct coverage_link *
both_ways(const struct relate *r, size_t *first)
{
	struct coverage_link *all = mem_alloc((2 * r->nlinks + 1) * sizeof(*all));

	memset(first, 0, (r->n + 2) * sizeof(*first));
	for (size_t i = 0; i < r->nlinks; i++) {
		first[r->links[i].a]++;
		first[r->links[i].b]++;
	}
	for (size_t i = 1; i <= r->n + 1; i++)
		first[i] += first[i - 1];
	for (size_t i = 0; i < r->nlinks; i++) {
		const struct relate_link *l = &r->links[i];
		bool same = coverage_story(r->coverage, l->a) != 0 &&
			    coverage_story(r->coverage, l->a) == coverage_story(r->coverage, l->b);
		double score = coverage_settle(l->score, same);
		all[--first[l->a]] = (struct coverage_link){ .id = l->b, .score = score };
		all[--first[l->b]] = (struct coverage_link){ .id = l->a, .score = score };
	}
	return all;
}

static int
compare(const void *a, const void *b)
{
	const struct coverage_link *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->id > y->id) - (x->id < y->id);
}

static bool
has(const struct coverage_link *links, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (links[i].id == id)
			return true;
	return false;
}

/* The article's links, and the members of its story that no word leads to. */
static size_t
gather(const struct relate *r, int64_t number, const struct coverage_link *links, size_t n,
    struct coverage_link *out)
{
	int64_t members[STORY_MAX];
	size_t count = 0, nmembers = 0;

	for (size_t i = 0; i < n; i++)
		if (links[i].score >= r->least)
			out[count++] = links[i];
	if (r->least <= COVERAGE_RELATED)
		nmembers =
		    coverage_members(r->coverage, coverage_story(r->coverage, number), members, STORY_MAX);
	for (size_t i = 0; i < nmembers; i++)
		if (members[i] != number && !has(links, n, members[i]))
			out[count++] = (struct coverage_link){ .id = members[i], .score = COVERAGE_RELATED };
	qsort(out, count, sizeof(*out), compare);
	return count;
}

static void
print_line(const struct relate *r, size_t number, const struct coverage_link *links, size_t n)
{
	struct buf line = { 0 };
	struct json j = { .out = &line };

	json_object(&j, NULL);
	json_text(&j, "id", r->ids[number]);
	json_array(&j, "related");
	for (size_t i = 0; i < n; i++)
		json_text(&j, NULL, r->ids[links[i].id]);
	json_array_end(&j);
	json_array(&j, "score");
	for (size_t i = 0; i < n; i++) {
		if (j.comma)
			buf_putc(&line, ',');
		buf_printf(&line, "%.3f", links[i].score);
		j.comma = true;
	}
	json_array_end(&j);
	json_object_end(&j);
	buf_putc(&line, '\n');
	out_buf(&line);
	buf_done(&line);
}

void
relate_print_related(const struct relate *r)
{
	size_t *first = mem_alloc((r->n + 2) * sizeof(*first));
	struct coverage_link *all = both_ways(r, first), *one = NULL;

	for (size_t i = 1; i <= r->n && !out_broken(); i++) {
		size_t n = first[i + 1] - first[i];
		one = mem_realloc(one, n + STORY_MAX, sizeof(*one));
		print_line(r, i, one, gather(r, (int64_t)i, all + first[i], n, one));
	}
	free(one);
	free(all);
	free(first);
}

static void
print_story(const struct relate *r, size_t number)
{
	int64_t members[STORY_MAX], story = coverage_story(r->coverage, (int64_t)number);
	size_t n = coverage_members(r->coverage, story, members, STORY_MAX);
	struct buf line = { 0 };
	struct json j = { .out = &line };

	json_object(&j, NULL);
	json_text(&j, "id", r->ids[number]);
	if (story != 0)
		json_text(&j, "story", r->ids[story < 0 ? -story : story]);
	json_array(&j, "related");
	for (size_t i = n; i-- > 0;)
		if (members[i] != (int64_t)number)
			json_text(&j, NULL, r->ids[members[i]]);
	json_array_end(&j);
	json_object_end(&j);
	buf_putc(&line, '\n');
	out_buf(&line);
	buf_done(&line);
}

void
relate_print_stories(const struct relate *r)
{
	for (size_t i = 1; i <= r->n && !out_broken(); i++)
		print_story(r, i);
}
