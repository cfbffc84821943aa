/* SPDX-License-Identifier: ISC */
/* A rule is a filter and what is done to the articles that it finds:
 *
 *	rules:
 *	  - when: provider:tabloid -is:followed
 *	    do: hide
 *	  - when: topic:ai heat:>=100
 *	    do: [star, label hot, topic Vision]
 *
 * The store remembers up to which article they were applied; later ones are
 * what has come.  So nothing is missed when a run is cut short, and nothing is
 * done twice.  First topics are given, as other rules may ask for them.
 *
 * Which story an article is of and how much coverage it has is known when it is
 * linked: rules that ask for this wait until then. */
#include "desk/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/yaml.h"
#include "desk/views.h"
#include "query/query.h"
#include "store/store.h"

static const struct { const char *word; enum mark mark; bool named; } actions[] = {
	{ "read", MARK_READ, false }, { "hide", MARK_HIDDEN, false }, { "star", MARK_STARRED, false },
	{ "mute", MARK_MUTED, false }, { "follow", MARK_FOLLOWED, false }, { "label", MARK_LABEL, true },
	{ "topic", 0, true },
};

struct reader {
	struct arena *arena;
	const char *path;
	void (*say)(void *arg, const char *text);
	void *arg;
	bool well;
};

static bool
complain(struct reader *r, const struct yaml *node, const char *text)
{
	r->well = false;
	if (r->say != NULL)
		r->say(r->arg,
		    arena_printf(r->arena, "%s:%zu:%zu: %s", r->path, node->line, node->column, text));
	return false;
}

static bool
unknown_action(struct reader *r, const struct yaml *node, const char *word)
{
	const char *names[COUNT(actions)];

	for (size_t i = 0; i < COUNT(actions); i++)
		names[i] = actions[i].word;
	const char *near = nearest_name(word, names, COUNT(names));
	if (near != NULL)
		return complain(r, node,
		    arena_printf(r->arena, "a rule cannot do \"%s\"; did you mean \"%s\"?", word, near));
	return complain(r, node, arena_printf(r->arena, "a rule cannot do \"%s\"; it can do read, hide, star,"
	    " mute, follow, label NAME and topic NAME", word));
}

static bool
take_action(struct reader *r, const struct yaml *node, struct rule *rule)
{
	size_t n = node->kind == YAML_SCALAR ? strcspn(node->text, " ") : 0, i = 0;
	const char *word = n > 0 ? arena_strndup(r->arena, node->text, n) : "";
	const char *name = n > 0 ? node->text + n + strspn(node->text + n, " ") : "";

	while (i < COUNT(actions) && strcmp(actions[i].word, word) != 0)
		i++;
	if (i == COUNT(actions))
		return unknown_action(r, node, word);
	if (actions[i].named != (name[0] != '\0'))
		return complain(r, node, arena_printf(r->arena, actions[i].named ?
		    "\"%s\" needs a name" : "\"%s\" takes no name", word));
	rule->actions = arena_grow(r->arena, rule->actions, rule->nactions, sizeof(*rule->actions));
	rule->actions[rule->nactions++] = (struct rule_action){ actions[i].mark, name };
	rule->does =
	    rule->does == NULL ? node->text : arena_printf(r->arena, "%s, %s", rule->does, node->text);
	return true;
}

static bool
take_when(struct reader *r, const struct yaml *node, struct rule *rule)
{
	struct query_error error = { 0 };

	if (node->kind != YAML_SCALAR)
		return complain(r, node, "\"when\" must be a filter");
	rule->when = node->text;
	rule->query = query_parse(r->arena, node->text, date_now(), NULL, &error);
	if (rule->query == NULL)
		return complain(r, node, arena_printf(r->arena, "\"%s\": %s", node->text, error.text));
	return rule->query->op != QUERY_ALL || complain(r, node, "an empty filter would take everything");
}

static bool
take_does(struct reader *r, const struct yaml *node, struct rule *rule)
{
	bool well = true;

	if (node->kind != YAML_LIST)
		return take_action(r, node, rule);
	for (const struct yaml *n = node->first; n != NULL; n = n->next)
		well = take_action(r, n, rule) && well;
	return well;
}

static void
take_rule(struct reader *r, const struct yaml *node, struct rules *out)
{
	struct rule rule = { 0 };
	bool well = node->kind == YAML_MAP || complain(r, node, "a rule has two lines: when and do");

	for (const struct yaml *n = node->first; node->kind == YAML_MAP && n != NULL; n = n->next) {
		if (strcmp(n->key, "when") == 0)
			well = take_when(r, n, &rule) && well;
		else if (strcmp(n->key, "do") == 0)
			well = take_does(r, n, &rule) && well;
		else
			well = complain(
			    r, n, arena_printf(r->arena, "a rule has no \"%s\"; it has when and do", n->key));
	}
	if (well && rule.query == NULL)
		well = complain(r, node, "\"when\" is missing: which articles");
	if (well && rule.nactions == 0)
		well = complain(r, node, "\"do\" is missing: what is done to them");
	if (!well)
		return;
	out->all = arena_grow(r->arena, out->all, out->count, sizeof(*out->all));
	out->all[out->count++] = rule;
}

bool
rules_parse(struct arena *a, const struct yaml *node, const char *path, struct rules *out,
    void (*say)(void *arg, const char *text), void *arg)
{
	struct reader r = { a, path, say, arg, true };

	*out = (struct rules){ 0 };
	if (node == NULL || node->kind == YAML_NULL)
		return true;
	if (node->kind != YAML_LIST)
		return complain(&r, node, "\"rules\" must be a list, each rule behind a dash");
	for (const struct yaml *n = node->first; n != NULL; n = n->next)
		take_rule(&r, n, out);
	return r.well;
}

bool
rules_read(struct arena *a, const char *path, struct rules *out, void (*say)(void *arg, const char *text),
    void *arg)
{
	struct views *views = arena_alloc(a, sizeof(*views));
	struct yaml *root = NULL;
	struct err err = { 0 };

	*out = (struct rules){ 0 };
	if (!file_exists(path))
		return true;
	if (!yaml_read(a, path, &root, &err)) {
		if (say != NULL)
			say(arg, err.text);
		return false;
	}
	if (root->kind != YAML_MAP)
		return true;
	(void)views_parse(a, yaml_get(root, "views"), path, views, NULL, NULL);
	return rules_parse(a, yaml_get(root, "rules"), path, out, say, arg);
}

struct arrival {
	struct store *st;
	struct arena arena;
	struct query since;		/* what has come */
	struct err *err;
};

static struct store_list
list_of(struct arrival *ar, const struct query *q)
{
	return (struct store_list){ .query = query_and(&ar->arena, &ar->since, q) };
}

static bool
do_one(struct arrival *ar, const struct rule *rule, const struct rule_action *action)
{
	struct store_list list = list_of(ar, rule->query);
	enum mark mark = action->mark;
	int64_t changed;

	if (mark == 0)
		return store_topic_give(ar->st, &list, action->name, ar->err);
	if (mark == MARK_LABEL && !store_label(ar->st, action->name, true, &mark, ar->err))
		return false;
	return store_mark_quietly(ar->st, &list, mark, &changed, ar->err);
}

static bool
is_about_stories(const struct query *q)
{
	return query_mentions_field(q, QUERY_STORY) || query_mentions_field(q, QUERY_COVERAGE) ||
	    query_mentions_flag(q, QUERY_HAS_RELATED);
}

enum which { ALL, WITHOUT_STORIES, STORIES };

static bool
do_rules(struct arrival *ar, const struct rules *rules, bool topics, enum which which)
{
	bool ok = true;

	for (size_t i = 0; ok && i < rules->count; i++)
		for (size_t k = 0; ok && k < rules->all[i].nactions; k++) {
			if (which != ALL && is_about_stories(rules->all[i].query) != (which == STORIES))
				continue;
			if ((rules->all[i].actions[k].mark == 0) == topics)
				ok = do_one(ar, &rules->all[i], &rules->all[i].actions[k]);
		}
	return ok;
}

static bool
do_watches(struct arrival *ar, bool stories)
{
	size_t n;
	const struct store_watching *all = store_watches(ar->st, &ar->arena, &n, ar->err);
	bool ok = all != NULL;

	for (size_t i = 0; ok && i < n; i++) {
		const struct query *q = query_parse(&ar->arena, all[i].filter, date_now(), NULL, NULL);
		int64_t changed;

		if (q == NULL || (stories && !is_about_stories(q)))
			continue;
		struct store_list list = list_of(ar, q);
		ok = store_mark_quietly(ar->st, &list, all[i].mute ? MARK_MUTED : MARK_FOLLOWED, &changed,
		    ar->err);
	}
	return ok;
}

/* What has come since the step of that name was last done; .since.text NULL: nothing. */
static bool
find_arrived(struct arrival *ar, const char *step)
{
	const char *text = store_meta(ar->st, &ar->arena, step);
	int64_t done = text != NULL ? strtoll(text, NULL, 10) : 0, last = 0;

	if (!store_last_article(ar->st, &last, ar->err))
		return false;
	if (last > done)
		ar->since = (struct query){
			.op = QUERY_FIELD, .field = QUERY_ID, .text = "new", .from = done + 1, .to = last
		};
	return true;
}

static bool
note_done(struct arrival *ar, const char *step)
{
	return store_meta_set(
	    ar->st, step, arena_printf(&ar->arena, "%lld", (long long)ar->since.to), ar->err);
}

bool
rules_apply(struct store *st, const struct rules *rules, bool linked, struct err *err)
{
	struct arrival ar = { .st = st, .err = err };
	enum which which = linked ? WITHOUT_STORIES : ALL;
	bool ok = find_arrived(&ar, "rules.done");

	if (ok && ar.since.text != NULL) {
		store_search_from(st, ar.since.from);
		ok = do_rules(&ar, rules, true, which) && do_watches(&ar, false) &&
		    do_rules(&ar, rules, false, which) && note_done(&ar, "rules.done");
		store_search_from(st, 0);
	}
	arena_done(&ar.arena);
	return ok;
}

bool
rules_apply_stories(struct store *st, const char *config, struct err *err)
{
	struct arrival ar = { .st = st, .err = err };
	struct rules rules = { 0 };
	bool ok = find_arrived(&ar, "stories.done");

	if (ok && ar.since.text != NULL) {
		if (config != NULL)
			(void)rules_read(&ar.arena, config, &rules, NULL, NULL);
		store_search_from(st, ar.since.from);
		ok = do_rules(&ar, &rules, true, STORIES) && do_watches(&ar, true) &&
		    do_rules(&ar, &rules, false, STORIES) && note_done(&ar, "stories.done");
		store_search_from(st, 0);
	}
	arena_done(&ar.arena);
	return ok;
}
