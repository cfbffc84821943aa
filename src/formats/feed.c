/* SPDX-License-Identifier: ISC */
/* RSS, RDF and Atom: one reader.  Elements come one after the other (xml.h); the
 * table of feed_rules.c says what each is where it stands.  An element either
 * leads into a place with elements of its own, or its text is taken, or it is
 * nothing to us.  An item is given away when it ends, and its memory with it:
 * a feed of any length takes as much as its largest item. */
#include "formats/formats.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "formats/charset.h"
#include "formats/feed_parts.h"
#include "formats/xml_mend.h"

/* -- elements */

static struct feed_frame *
top(struct feed_reader *r)
{
	return &r->frames[r->depth - 1];
}

static const char *
base_of(struct feed_reader *r, const struct xml_element *e, const char *outer)
{
	struct xml_attribute a;

	for (int i = 0; i < e->nattributes; i++) {
		xml_attribute(e, i, &a);
		if (a.prefix == NULL || strcmp(a.prefix, "xml") != 0 || strcasecmp(a.name, "base") != 0)
			continue;
		struct arena *arena = r->in_item ? &r->arena : &r->lasting;
		const char *value = utf8_clean_dup(arena, a.value, a.n, UTF8_LINE);
		return value[0] != '\0' ? url_resolve(arena, value, outer) : outer;
	}
	return outer;
}

static void
keep_attributes(struct feed_reader *r, const struct xml_element *e)
{
	struct xml_attribute a;

	r->nattributes = 0;
	for (int i = 0; i < e->nattributes && r->nattributes < FEED_ATTRIBUTES; i++) {
		xml_attribute(e, i, &a);
		const char *prefix = a.prefix;
		/* rdf:about and rdf:resource are attributes like others */
		if (prefix != NULL && feed_space_find(prefix, a.uri) == SPACE_RDF)
			prefix = NULL;
		r->attributes[r->nattributes++] = (struct feed_attribute){ a.name,
			prefix != NULL ? arena_strdup(&r->arena, prefix) : NULL,
			arena_strndup(&r->arena, a.value, a.n) };
	}
}

static const char *
language_of(const struct feed_reader *r)
{
	for (size_t i = 0; i < r->nattributes; i++)
		if (r->attributes[i].prefix != NULL && strcmp(r->attributes[i].prefix, "xml") == 0 &&
		    strcasecmp(r->attributes[i].name, "lang") == 0 && r->attributes[i].value[0] != '\0')
			return r->attributes[i].value;
	return NULL;
}

static void
free_reader(struct feed_reader *r)
{
	arena_done(&r->arena);
	arena_done(&r->lasting);
	buf_done(&r->text);
	buf_done(&r->loose);
	free(r);
}

static void see_start(void *arg, const struct xml_element *e);
static void see_end(void *arg, bool cut);
static void see_text(void *arg, const char *p, size_t n, bool section);

static void
say_nothing(void *arg, int line, int column, const char *message)
{
	(void)arg;
	(void)line;
	(void)column;
	(void)message;
}

static void
keep_feed(struct feed_reader *r, const struct feed *feed)
{
	const char **const strings[] = { &r->feed.title, &r->feed.home, &r->feed.self, &r->feed.language,
		&r->feed.icon, &r->feed.next };

	r->feed = *feed;
	for (size_t i = 0; i < COUNT(strings); i++)
		*strings[i] = arena_strdup(&r->lasting, *strings[i]);
}

/* A feed may tell its name behind its articles, which are listed by it: then all
 * is read twice. */
static void
look_ahead(struct feed_reader *r)
{
	static const struct format_output nobody = { .damage = say_nothing };
	struct feed_reader *ahead = mem_alloc(sizeof(*ahead));
	struct xml_handler handler = { .start = see_start, .end = see_end, .text = see_text, .arg = ahead };

	r->has_looked = true;
	ahead->in = r->in;
	ahead->out = &nobody;
	ahead->without_items = true;
	feed_init(&ahead->feed);
	xml_read(r->document->p, r->end, r->root, &handler, &nobody);
	if (ahead->feed.title != NULL) {
		keep_feed(r, &ahead->feed);
		r->title.rank = ahead->title.rank;
		r->period = ahead->period;
		r->frequency = ahead->frequency;
		r->author.name = arena_strdup(&r->lasting, ahead->author.name);
	}
	free_reader(ahead);
}

static void
begin_item(struct feed_reader *r)
{
	const char *about = feed_attribute(r, "about"), *language = language_of(r);

	if (r->feed.title == NULL && !r->introduced && !r->has_looked)
		look_ahead(r);
	r->in_item = true;
	feed_item_init(&r->item);
	if (language != NULL)
		r->item.language = utf8_clean_dup(&r->arena, language, strlen(language), UTF8_LINE);
	if (about != NULL && about[0] != '\0') {
		struct feed_text text = { about, strlen(about), FEED_PLAIN, NULL };

		r->item.slots[FEED_GUID] = (struct feed_slot){ text, 2 };
		r->item.guid_is_link = true;
	}
	feed_take_start(r, top(r)->rule);
}

static void
end_item(struct feed_reader *r, bool cut)
{
	const struct feed_slot *slots = r->item.slots;
	bool empty = r->item.nenclosures == 0;

	for (size_t i = 0; i < FEED_SLOTS; i++)
		empty &= slots[i].rank == 0;
	/* What was cut must have a name at least. */
	if (cut ? slots[FEED_TITLE].rank > 0 || slots[FEED_LINK].rank > 0 : !empty)
		feed_item_give(r);
	r->in_item = false;
	feed_item_init(&r->item);
	arena_reset(&r->arena);
}

static void
begin_text(struct feed_reader *r, const struct feed_rule *rule, enum feed_place place)
{
	r->rule = rule;
	r->rule_depth = r->depth;
	r->rule_place = place;
	buf_reset(&r->text);
	r->has_markup = r->has_section = false;
}

/* The outermost element: what kind of feed it is. */
static void
begin_root(struct feed_reader *r, const struct xml_element *e)
{
	const char *version = feed_attribute(r, "version"), *language = language_of(r);

	r->uri = e->uri;
	r->is_prefixed = e->prefix != NULL;
	r->kind = strcasecmp(e->name, "feed") == 0 || strcasecmp(e->name, "entry") == 0 ? KIND_ATOM :
	    strcasecmp(e->name, "rdf") == 0 ? KIND_RDF : KIND_RSS;
	r->atom03 = r->kind == KIND_ATOM && ((version != NULL && version[0] == '0') ||
	    (e->uri != NULL && strstr(e->uri, "purl.org/atom") != NULL));
	if (language != NULL)
		r->feed.language = utf8_clean_dup(&r->lasting, language, strlen(language), UTF8_LINE);
}

static const struct feed_rule *
rule_of(struct feed_reader *r, const struct xml_element *e, enum feed_place place)
{
	r->space = feed_space_find(e->prefix, e->uri);
	/* A feed is at home where its root is, however that is called; without a
	 * prefix so is everything, unless the feed itself has one. */
	if (r->space == SPACE_OTHER && e->uri != NULL &&
	    ((r->uri != NULL && strcmp(e->uri, r->uri) == 0) || (e->prefix == NULL && !r->is_prefixed)))
		r->space = SPACE_RSS;
	/* Atom in the namespace of nothing is Atom. */
	if (r->space == SPACE_RSS && r->kind == KIND_ATOM)
		r->space = SPACE_ATOM;
	return feed_rule_find(r->space, e->name, place);
}

static void
enter(struct feed_reader *r, const struct xml_element *e, enum feed_place place)
{
	const struct feed_rule *rule = r->depth == 1 ? NULL : rule_of(r, e, place);

	if (r->depth == 1 || rule != NULL)
		keep_attributes(r, e);
	if (r->depth == 1) {
		begin_root(r, e);
		top(r)->place = PLACE_FEED;
		/* An entry alone is a document too. */
		rule = rule_of(r, e, PLACE_FEED);
		if (rule == NULL || rule->field != FEED_ITEM)
			return;
	}
	if (rule == NULL || (rule->field == FEED_ITEM && r->without_items))
		return;
	top(r)->rule = rule;
	if (rule->leads == PLACE_FEED)
		r->is_prefixed = e->prefix != NULL;
	if (rule->leads == 0) {
		begin_text(r, rule, place);
		return;
	}
	top(r)->place = rule->leads == PLACE_SAME ? place : (enum feed_place)rule->leads;
	if (rule->field == FEED_ITEM)
		begin_item(r);
	else
		feed_take_start(r, rule);
}

static void
see_start(void *arg, const struct xml_element *e)
{
	struct feed_reader *r = arg;
	const struct feed_frame *outer = r->depth > 0 ? top(r) : NULL;

	if (r->depth == FEED_DEPTH)
		return;
	const char *base = base_of(r, e, outer != NULL ? outer->base : r->in->base);
	struct feed_frame frame = { .base = base, .name = e->name };
	r->frames[r->depth++] = frame;
	if (r->rule_depth > 0)
		feed_markup_start(r, e, base);
	else
		enter(r, e, outer != NULL ? outer->place : PLACE_NOWHERE);
}

static void
see_end(void *arg, bool cut)
{
	struct feed_reader *r = arg;
	const struct feed_rule *rule = r->depth > 0 ? top(r)->rule : NULL;

	if (r->depth == 0)
		return;
	if (r->rule_depth == r->depth) {
		feed_take_text(r, cut);
		r->rule_depth = 0;
	} else if (r->rule_depth > 0) {
		feed_markup_end(r, top(r)->name);
	} else if (rule != NULL && rule->field == FEED_ITEM) {
		end_item(r, cut);
	} else if (rule != NULL) {
		feed_take_end(r, rule);
	}
	if (!r->in_item && r->loose_rule == NULL && r->rule_depth == 0)
		arena_reset(&r->arena);
	r->depth--;
}

static void
see_text(void *arg, const char *p, size_t n, bool section)
{
	struct feed_reader *r = arg;

	if (r->rule_depth > 0)
		feed_markup_text(r, p, n, section);
	else if (r->loose_rule != NULL && r->depth > 0 && top(r)->rule == r->loose_rule)
		buf_add(&r->loose, p, n);
}

/* -- documents */

bool
feed_is_root(const char *name, size_t n)
{
	static const char *const roots[] = { "rss", "rdf", "feed", "channel", "entry" };

	for (size_t i = 0; i < COUNT(roots); i++)
		if (strlen(roots[i]) == n && strncasecmp(roots[i], name, n) == 0)
			return true;
	return false;
}

static void
read_text(const struct charset_text *text, const struct format_input *in, const struct format_output *out)
{
	const char *root = xml_mend_root(text->p, text->n, feed_is_root);
	struct xml_handler handler = { .start = see_start, .end = see_end, .text = see_text };

	if (root == NULL) {
		out->damage(out->arg, 0, 0, "there is no feed in it");
		return;
	}
	struct feed_reader *r = mem_alloc(sizeof(*r));
	r->in = in;
	r->out = out;
	r->document = text;
	r->root = root;
	feed_init(&r->feed);
	feed_item_init(&r->item);
	handler.arg = r;
	if (text->problem != NULL)
		out->damage(out->arg, 0, 0, text->problem);
	r->end = feed_end(text->p, text->n, root);
	xml_read(text->p, r->end, root, &handler, out);
	feed_introduce(r);
	free_reader(r);
}

void
feed_parse(const struct format_input *in, const struct format_output *out)
{
	struct charset_text text;

	charset_read(&text, in);
	read_text(&text, in, out);
	charset_done(&text);
}
