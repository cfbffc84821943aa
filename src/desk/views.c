/* SPDX-License-Identifier: ISC */
/* A view is a filter, or a map with more about it:
 *
 *	views:
 *	  Later: label:later
 *	  Hot today:
 *	    query: is:hot
 *	    key: "1"
 *	    order: heat
 *	    group: none
 *
 * All are known before the first is read, as one may stand in another. */
#include "desk/views.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/yaml.h"
#include "query/query.h"

static const char *const keys[] = { "query", "key", "order", "group" };
static const char *const groups[] = { "day", "topic", "source", "provider", "none" };

struct reader {
	struct arena *arena;
	const char *path;
	struct views *out;
	void (*say)(void *arg, const char *text);
	void *arg;
	bool well;
};

static void
complain(struct reader *r, const struct yaml *node, const char *text)
{
	r->well = false;
	if (r->say != NULL)
		r->say(r->arg,
		    arena_printf(r->arena, "%s:%zu:%zu: %s", r->path, node->line, node->column, text));
}

static void
complain_key(struct reader *r, const struct yaml *node)
{
	const char *near = nearest_name(node->key, keys, COUNT(keys));

	if (near != NULL)
		complain(r, node,
		    arena_printf(r->arena, "a view has no \"%s\"; did you mean \"%s\"?", node->key, near));
	else
		complain(r, node,
		    arena_printf(
			r->arena, "a view has no \"%s\"; it has query, key, order and group", node->key));
}

static void
take_order(struct reader *r, const struct yaml *node, struct view *view)
{
	struct query_error error = { 0 };

	if (query_sort_parse(node->text, NULL, &error))
		view->order = node->text;
	else
		complain(r, node, error.text);
}

static void
take_group(struct reader *r, const struct yaml *node, struct view *view)
{
	for (size_t i = 0; i < COUNT(groups); i++)
		if (strcmp(groups[i], node->text) == 0)
			view->group = node->text;
	if (view->group == NULL)
		complain(r, node, arena_printf(r->arena,
		    "\"group\" must be one of: day topic source provider none; not \"%s\"", node->text));
}

static void
take_member(struct reader *r, const struct yaml *node, struct view *view)
{
	if (node->kind != YAML_SCALAR)
		complain(r, node, arena_printf(r->arena, "\"%s\" must be a single value", node->key));
	else if (strcmp(node->key, "query") == 0)
		view->query = node->text;
	else if (strcmp(node->key, "key") == 0)
		view->key = node->text;
	else if (strcmp(node->key, "order") == 0)
		take_order(r, node, view);
	else if (strcmp(node->key, "group") == 0)
		take_group(r, node, view);
	else
		complain_key(r, node);
}

static void
take_view(struct reader *r, const struct yaml *node)
{
	struct view view = { .name = node->key };

	if (node->kind == YAML_SCALAR)
		view.query = node->text;
	for (const struct yaml *n = node->first; node->kind == YAML_MAP && n != NULL; n = n->next)
		take_member(r, n, &view);
	if (view.query == NULL) {
		complain(r, node, arena_printf(r->arena, "the view \"%s\" needs a query", node->key));
		return;
	}
	r->out->all = arena_grow(r->arena, r->out->all, r->out->count, sizeof(*r->out->all));
	r->out->all[r->out->count++] = view;
}

static const char *
find_query(void *arg, const char *name)
{
	const struct view *view = views_find(arg, name);

	return view != NULL ? view->query : NULL;
}

static const char *
name_at(void *arg, size_t i)
{
	const struct views *v = arg;

	return i < v->count ? v->all[i].name : NULL;
}

static void
check_query(struct reader *r, const struct yaml *node)
{
	const struct yaml *place = node->kind == YAML_MAP ? yaml_get(node, "query") : node;
	struct query_error error = { 0 };

	if (place == NULL || place->kind != YAML_SCALAR)
		return;
	if (query_parse(r->arena, place->text, date_now(), NULL, &error) == NULL)
		complain(r, place, arena_printf(r->arena, "in the view \"%s\": %s", node->key, error.text));
}

bool
views_parse(struct arena *a, const struct yaml *node, const char *path, struct views *out,
    void (*say)(void *arg, const char *text), void *arg)
{
	const struct query_views found = { find_query, name_at, out };
	struct reader r = { a, path, out, say, arg, true };

	*out = (struct views){ 0 };
	query_set_views(&found);
	if (node == NULL || node->kind == YAML_NULL)
		return true;
	if (node->kind != YAML_MAP) {
		complain(&r, node, "\"views\" must be a list of \"name: filter\" lines");
		return false;
	}
	for (const struct yaml *n = node->first; n != NULL; n = n->next)
		take_view(&r, n);
	for (const struct yaml *n = node->first; n != NULL; n = n->next)
		check_query(&r, n);
	return r.well;
}

const struct view *
views_find(const struct views *v, const char *name)
{
	for (size_t i = 0; i < v->count; i++)
		if (strcasecmp(v->all[i].name, name) == 0)
			return &v->all[i];
	return NULL;
}
