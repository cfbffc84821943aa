/* SPDX-License-Identifier: ISC */
/* dateline brief: the hottest stories of the day by topic, each with one line an
 * outlet.  Of a story the article with the best quality leads, of equals the
 * earliest; what of its heat is left by now orders it. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "commands/asked.h"
#include "commands/brief_write.h"
#include "commands/command.h"
#include "commands/out.h"
#include "commands/rows.h"
#include "coverage/heat.h"
#include "desk/heating.h"
#include "desk/related.h"
#include "model/article.h"
#include "store/store.h"
#include "store/store_story.h"

enum { STORIES_MOST = 20, ROWS_MOST = 5000, OTHERS_MOST = 12 };

struct briefing {
	struct store *st;
	struct arena arena;
	struct brief_story *stories;
	int64_t *ids; /* of the stories, or of articles alone */
	size_t n;
	struct heat_weights weights;
	int half;
	struct buf out;
};

static bool
is_told(const struct briefing *b, int64_t story)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->ids[i] == story)
			return true;
	return false;
}

static struct brief_item
item_of(const struct article *art)
{
	return (struct brief_item){ art->title != NULL ? art->title : "", provider_label(&art->provider),
		article_link(art), art->published };
}

static int
compare_times(const void *a, const void *b)
{
	const struct brief_item *x = a, *y = b;

	return (x->time > y->time) - (x->time < y->time);
}

static bool
has_outlet(const struct brief_item *list, size_t n, const char *provider)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].provider, provider) == 0)
			return true;
	return false;
}

/* One an outlet, its first, as the article's coverage has them: also those that
 * its publisher lists and nobody has. */
static bool
add_others(struct briefing *b, struct brief_story *story, struct err *err)
{
	struct store_article sa;
	struct store_match *matches;
	bool found;

	if (!store_article(b->st, story->id, &b->arena, &sa, &found, err) || !found)
		return found;
	if (!related_load(b->st, &b->arena, &sa, &matches, err))
		return false;
	struct brief_item *all = arena_array(&b->arena, sa.art.nrelated + 1, sizeof(*all));
	struct brief_item *list = arena_array(&b->arena, OTHERS_MOST, sizeof(*list));
	for (size_t i = 0; i < sa.art.nrelated; i++) {
		const struct related *rel = &sa.art.related[i];

		all[i] = (struct brief_item){ rel->title != NULL ? rel->title : "",
			provider_label(&rel->provider), related_link(rel), rel->published };
	}
	qsort(all, sa.art.nrelated, sizeof(*all), compare_times);
	for (size_t i = 0; i < sa.art.nrelated; i++) {
		if (strcmp(all[i].provider, story->lead.provider) == 0 ||
		    has_outlet(all, i, all[i].provider))
			continue;
		if (story->nothers < OTHERS_MOST)
			list[story->nothers++] = all[i];
		else
			story->more++;
	}
	story->others = list;
	return true;
}

static bool
tell(struct briefing *b, const struct store_member *members, size_t n, struct err *err)
{
	struct heat_member *heats = arena_array(&b->arena, n, sizeof(*heats));
	int *heat = arena_array(&b->arena, n, sizeof(*heat));
	struct brief_story *story = &b->stories[b->n - 1];
	struct store_article sa;
	size_t lead = 0;
	bool found;

	for (size_t i = 0; i < n; i++) {
		heats[i] = (struct heat_member){ members[i].time, members[i].provider,
			members[i].has_quality ? members[i].quality : b->weights.base };
		if (members[i].listed && heats[i].quality > heats[lead].quality)
			lead = i;
	}
	heat_of_all(&b->weights, heats, n, heat);
	if (!store_article(b->st, members[lead].id, &b->arena, &sa, &found, err) || !found)
		return found;
	*story = (struct brief_story){ .id = members[lead].id,
		.lead = item_of(&sa.art),
		.excerpt = sa.art.excerpt,
		.topic = sa.art.ntopics > 0 ? sa.art.topics[0] : NULL,
		.heat = heat[lead] };
	if (sa.art.has_heat && sa.art.heat > story->heat)
		story->heat = sa.art.heat;
	story->lead.time = members[lead].time;
	story->hot = heat_now(story->heat, date_now() - members[n - 1].time, b->half);
	return true;
}

static bool
take_row(void *arg, const struct row *row, struct err *err)
{
	struct briefing *b = arg;
	struct store_member *members, alone = { .id = row->id,
		.time = row->time,
		.quality = row->quality,
		.has_quality = row->has_quality,
		.listed = true };
	struct store_story story;
	size_t n = 1;

	if (!store_story(b->st, row->id, &story, err))
		return false;
	int64_t id = story.id != 0 ? story.id : row->id;
	if (is_told(b, id))
		return true;
	b->stories = arena_grow(&b->arena, b->stories, b->n, sizeof(*b->stories));
	b->ids = arena_grow(&b->arena, b->ids, b->n, sizeof(*b->ids));
	b->ids[b->n++] = id;
	members = &alone;
	if (story.id != 0 && !store_story_members(b->st, story.id, &b->arena, &members, &n, err))
		return false;
	return tell(b, members, n, err);
}

static int
compare(const void *a, const void *b)
{
	const struct brief_story *x = a, *y = b;

	if (x->hot != y->hot)
		return x->hot < y->hot ? 1 : -1;
	return (x->lead.time < y->lead.time) - (x->lead.time > y->lead.time);
}

static bool
is_of(const struct brief_story *story, const char *topic)
{
	if (story->topic == NULL || topic == NULL)
		return story->topic == topic;
	return strcmp(story->topic, topic) == 0;
}

/* Those of a topic together.  Without any topics there is nothing to be told apart. */
static void
print_topic(struct briefing *b, enum brief_kind kind, size_t n, const char *topic)
{
	bool others = false;

	for (size_t i = 0; i < n; i++)
		others = others || b->stories[i].topic != NULL;
	if (topic != NULL || others)
		brief_topic(&b->out, kind, topic != NULL ? topic : "Other news");
	for (size_t i = 0; i < n; i++)
		if (is_of(&b->stories[i], topic))
			brief_put(&b->out, kind, &b->stories[i]);
}

/* Without a filter it is of today, though the last day has hours of yesterday too. */
static struct brief_head
head_of(const struct briefing *b, size_t n, bool today)
{
	struct brief_head head = { date_now(), date_now(), n, b->n };

	for (size_t i = 0; i < n && !today; i++) {
		int64_t t = b->stories[i].lead.time;

		head.from = i == 0 || t < head.from ? t : head.from;
		head.to = i == 0 || t > head.to ? t : head.to;
	}
	return head;
}

/* Topics in the order of their hottest stories; what has none comes last. */
static void
print(struct briefing *b, enum brief_kind kind, size_t most, bool today)
{
	size_t n = b->n < most ? b->n : most, untold = 0;
	struct brief_head head = head_of(b, n, today);

	brief_begin(&b->out, kind, &head);
	for (size_t i = 0; i < n; i++) {
		bool before = false;
		for (size_t k = 0; k < i; k++)
			before = before || is_of(&b->stories[k], b->stories[i].topic);
		untold += b->stories[i].topic == NULL;
		if (!before && b->stories[i].topic != NULL)
			print_topic(b, kind, n, b->stories[i].topic);
	}
	if (untold > 0)
		print_topic(b, kind, n, NULL);
	brief_end(&b->out, kind);
	out_buf(&b->out);
}

static bool
read_most(const struct args *args, size_t *most)
{
	const char *text = args_value(args, "-n");
	char *end;

	*most = STORIES_MOST;
	if (text == NULL)
		return true;
	long n = strtol(text, &end, 10);
	*most = (size_t)n;
	return end != text && *end == '\0' && n > 0 && n <= 1000;
}

static int
look(const struct args *args)
{
	size_t most;

	if (!read_most(args, &most)) {
		out_error("-n needs a number from 1 to 1000");
		return EXIT_USAGE;
	}
	if (args_has(args, "--markdown") && args_has(args, "--html")) {
		out_error("--markdown or --html, not both");
		return EXIT_USAGE;
	}
	return EXIT_DONE;
}

static int
run(struct desk *desk, const struct args *args)
{
	static char day[] = "date:24h", *const words[] = { day };
	struct briefing b = { .st = desk->store, .half = desk->settings.heat_half };
	struct asked asked;
	struct err err = { 0 };
	int64_t count = 0;
	size_t most;
	int code = EXIT_USAGE;

	read_most(args, &most);
	heating_weights(b.st, &b.weights);
	if (args->nwords > 0 ? asked_query(&asked, args->words, args->nwords)
			     : asked_query(&asked, words, 1)) {
		struct store_list list = { .query = asked.query, .sort = asked.sort };
		if (!rows_each(b.st, &list, ROWS_MOST, take_row, &b, &count, &err))
			code = out_failed(&err, EXIT_STORE);
		else
			code = count == 0 && args->nwords > 0 ? EXIT_PART : EXIT_DONE;
	}
	if (code == EXIT_DONE && b.n > 0)
		qsort(b.stories, b.n, sizeof(*b.stories), compare);
	for (size_t i = 0; code == EXIT_DONE && i < b.n && i < most; i++)
		if (!add_others(&b, &b.stories[i], &err))
			code = out_failed(&err, EXIT_STORE);
	if (code == EXIT_DONE)
		print(&b,
		    args_has(args, "--html")       ? BRIEF_HTML
		    : args_has(args, "--markdown") ? BRIEF_MARKDOWN
						   : BRIEF_TEXT,
		    most, args->nwords == 0);
	asked_done(&asked);
	buf_done(&b.out);
	arena_done(&b.arena);
	return code;
}

static const struct command_option options[] = {
	{ "--markdown", NULL, "as Markdown" },
	{ "--html", NULL, "as a page of HTML" },
	{ "-n", "N", "at most so many stories; 20 unless given" },
	{ NULL, NULL, NULL }
};

const struct command command_brief = {
	.name = "brief",
	.arguments = "[QUERY]",
	.summary = "print the hottest stories by topic, with their coverage",
	.details = "Without a filter those of the last day.  Heat is the quality of the article that leads\n"
		   "and 20 for each other outlet, less for those that are farther in time; a half of it is\n"
		   "left after a day.",
	.need = DESK_EDITION,
	.options = options,
	.least = 0,
	.most = -1,
	.look = look,
	.run = run,
};
