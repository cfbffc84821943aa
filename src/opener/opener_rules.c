/* SPDX-License-Identifier: ISC */
/* Rules are asked in the order of the file, the first that fits decides.  A
 * rule needs a command and something that it is for. */
#include "opener/opener_rules.h"

#include <fnmatch.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/process.h"
#include "base/url.h"
#include "base/yaml.h"

static const char *const types[] = { "article", "audio", "image", "video" };
static const char *const keys[] = { "command", "match", "terminal", "type" };

struct rules_reader {
	struct arena *arena;
	const char *path;
	void (*say)(void *arg, const char *text);
	void *arg;
	bool well;
};

static bool
complain(struct rules_reader *r, const struct yaml *node, const char *text)
{
	r->well = false;
	if (r->say != NULL)
		r->say(r->arg, arena_printf(r->arena, "%s:%zu:%zu: %s", r->path, node->line, node->column,
		    text));
	return false;
}

static bool
is_type(const char *text)
{
	for (size_t i = 0; i < COUNT(types); i++)
		if (strcmp(types[i], text) == 0)
			return true;
	return false;
}

static bool
take_command(struct rules_reader *r, const struct yaml *node, struct opener_rule *rule)
{
	struct err err = { .text = "" };

	if (process_split(r->arena, node->text, NULL, &err) == NULL)
		return complain(r, node, arena_printf(r->arena, "command \"%s\": %s", node->text, err.text));
	rule->command = node->text;
	return true;
}

static bool
take_terminal(struct rules_reader *r, const struct yaml *node, struct opener_rule *rule)
{
	bool yes = strcasecmp(node->text, "yes") == 0 || strcasecmp(node->text, "true") == 0;

	if (!yes && strcasecmp(node->text, "no") != 0 && strcasecmp(node->text, "false") != 0)
		return complain(r, node, arena_printf(r->arena, "\"terminal\" must be yes or no, not \"%s\"",
		    node->text));
	rule->terminal = yes;
	return true;
}

static bool
take_type(struct rules_reader *r, const struct yaml *node, struct opener_rule *rule)
{
	if (!is_type(node->text))
		return complain(r, node, arena_printf(r->arena,
		    "\"type\" must be one of: article audio image video; not \"%s\"", node->text));
	rule->type = node->text;
	return true;
}

static bool
take_unknown(struct rules_reader *r, const struct yaml *node)
{
	const char *near = nearest_name(node->key, keys, COUNT(keys));

	if (near != NULL)
		return complain(r, node, arena_printf(r->arena,
		    "no \"%s\" in an opener; did you mean \"%s\"?", node->key, near));
	return complain(r, node, arena_printf(r->arena,
	    "no \"%s\" in an opener; there are: match type command terminal", node->key));
}

static bool
take_key(struct rules_reader *r, const struct yaml *node, struct opener_rule *rule)
{
	if (node->kind != YAML_SCALAR)
		return complain(r, node, arena_printf(r->arena, "\"%s\" must be a single value", node->key));
	if (strcmp(node->key, "command") == 0)
		return take_command(r, node, rule);
	if (strcmp(node->key, "type") == 0)
		return take_type(r, node, rule);
	if (strcmp(node->key, "terminal") == 0)
		return take_terminal(r, node, rule);
	if (strcmp(node->key, "match") == 0)
		rule->match = node->text;
	else
		return take_unknown(r, node);
	return true;
}

static bool
take_rule(struct rules_reader *r, const struct yaml *node, struct opener_rule *rule)
{
	bool well = true;

	*rule = (struct opener_rule){ .match = NULL };
	if (node->kind != YAML_MAP)
		return complain(r, node, "an opener has the lines match, type, command");
	for (const struct yaml *k = node->first; k != NULL; k = k->next)
		well = take_key(r, k, rule) && well;
	if (!well)
		return false;
	if (rule->command == NULL)
		return complain(r, node, "this opener has no command");
	if (rule->match == NULL && rule->type == NULL)
		return complain(r, node, "this opener says neither match nor type; open.browser is for all");
	return true;
}

/* The short form: a type or a pattern, and the command. */
static bool
take_pair(struct rules_reader *r, const struct yaml *node, struct opener_rule *rule)
{
	*rule = (struct opener_rule){ .match = NULL };
	if (node->kind != YAML_SCALAR)
		return complain(r, node, arena_printf(r->arena, "\"%s\" must have a command", node->key));
	if (is_type(node->key))
		rule->type = node->key;
	else
		rule->match = node->key;
	return take_command(r, node, rule);
}

bool
opener_rules_parse(struct arena *a, const struct yaml *node, const char *path, struct opener_rules *out,
    void (*say)(void *arg, const char *text), void *arg)
{
	struct rules_reader r = { a, path, say, arg, true };
	struct opener_rule rule;

	*out = (struct opener_rules){ NULL, 0 };
	if (node == NULL || node->kind == YAML_NULL)
		return true;
	if (node->kind == YAML_SCALAR)
		return complain(&r, node, "openers are lines such as \"video: mpv %u\", or a list");
	for (const struct yaml *item = node->first; item != NULL; item = item->next) {
		if (!(node->kind == YAML_MAP ? take_pair(&r, item, &rule) : take_rule(&r, item, &rule)))
			continue;
		out->rules = arena_grow(a, out->rules, out->count, sizeof(*out->rules));
		out->rules[out->count++] = rule;
	}
	return r.well;
}

static bool
matches(struct arena *a, const char *pattern, const char *url)
{
	const char *host = url_host(a, url);

	return fnmatch(pattern, url, 0) == 0 || (host != NULL && fnmatch(pattern, host, 0) == 0);
}

const struct opener_rule *
opener_rules_find(const struct opener_rules *rules, const char *url, const char *type)
{
	struct arena a = { 0 };
	const struct opener_rule *found = NULL;

	for (size_t i = 0; i < rules->count && found == NULL; i++) {
		const struct opener_rule *rule = &rules->rules[i];

		if (rule->type != NULL && (type == NULL || strcmp(rule->type, type) != 0))
			continue;
		if (rule->match == NULL || matches(&a, rule->match, url))
			found = rule;
	}
	arena_done(&a);
	return found;
}
