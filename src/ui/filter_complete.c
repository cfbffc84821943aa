/* SPDX-License-Identifier: ISC */
/* What Tab offers in a filter: the fields, and behind the colon of one the names
 * that there are, or examples of what it takes.  Names of fields that come from
 * elsewhere are known too. */
#include "ui/command_line.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "query/query.h"
#include "ui/reader_parts.h"

static bool
begins(const char *s, const char *with)
{
	return strncasecmp(s, with, strlen(with)) == 0;
}

/* "topic:Power" to topic:"Power Apps"; NAME is the field as it was typed. */
static void
keep_values(struct candidates *out, const char *name, const char *typed)
{
	size_t n = 0;

	typed += *typed == '"' || *typed == '=';
	for (size_t i = 0; i < out->count; i++) {
		const char *quote = strpbrk(out->words[i], " ()\"") != NULL ? "\"" : "";

		if (begins(out->words[i], typed))
			out->words[n++] =
			    arena_printf(out->arena, "%s%s%s%s ", name, quote, out->words[i], quote);
	}
	out->count = n;
}

static void
add_words(struct candidates *out, const char *words)
{
	for (const char *p = words; *p != '\0'; p += strcspn(p, " "), p += *p == ' ')
		candidates_add(out, arena_strndup(out->arena, p, strcspn(p, " ")));
}

static void
add_flags(struct candidates *out, enum query_field field)
{
	for (int i = 0; i < QUERY_FLAG_COUNT; i++) {
		enum query_field of;
		const char *name = query_flag_name((enum query_flag)i, &of);

		if (of == field)
			candidates_add(out, name);
	}
}

static void
add_store_names(struct candidates *out, struct store *st,
    struct store_name *(*get)(struct store *, struct arena *, size_t *, struct err *))
{
	size_t n = 0;
	const struct store_name *names = get(st, out->arena, &n, NULL);

	for (size_t i = 0; names != NULL && i < n; i++)
		candidates_add(out, names[i].name);
}

static void
add_names(struct reader *rd, enum query_field field, struct candidates *out)
{
	struct store *st = rd->desk->store;

	if (field == QUERY_PROVIDER)
		add_store_names(out, st, store_providers);
	if (field == QUERY_LABEL)
		add_store_names(out, st, store_labels);
	for (size_t i = 0; field == QUERY_TOPIC && i < rd->ntopics; i++)
		candidates_add(out, rd->topics[i].name);
	for (size_t i = 0; field == QUERY_SOURCE && i < rd->nsources; i++)
		candidates_add(out, source_label(&rd->sources[i]));
	for (size_t i = 0; field == QUERY_VIEW && i < rd->desk->views.count; i++)
		candidates_add(out, rd->desk->views.all[i].name);
	if (field == QUERY_TYPE)
		add_words(out, "article video audio");
	if (field == QUERY_LANG)
		add_words(out, "en de es fr it ja ko nl pl pt ru zh");
}

/* Examples; of numbers of articles, the one that is selected. */
static void
add_examples(struct reader *rd, enum query_field field, struct candidates *out)
{
	/* The list in front of what is being typed. */
	const struct row *row =
	    edition_selected(rd->own->origin != NULL ? rd->own->origin : rd->edition);
	char month[16];

	if (field == QUERY_ID || field == QUERY_STORY) {
		if (row != NULL)
			candidates_add(out, arena_printf(out->arena, "%" PRId64, row->id));
	} else if (field == QUERY_COVERAGE) {
		add_words(out, ">=1 >=3 >=5");
	} else if (query_field_info[field].kind == QUERY_NUMBER) {
		add_words(out, ">=50 >=80 >=100 40..80 <40");
	} else {
		add_words(out, "today yesterday 7d 2w monday last-week this-month");
		candidates_add(out,
		    arena_strdup(out->arena, date_format_local(date_now(), "%Y-%m", month, sizeof(month))));
	}
}

static bool
find_field(const char *name, size_t n, enum query_field *field)
{
	for (int i = 0; i < QUERY_FIELD_COUNT; i++)
		if (strlen(query_field_info[i].name) == n && begins(name, query_field_info[i].name)) {
			*field = (enum query_field)i;
			return true;
		}
	for (size_t i = 0; i < query_alias_count; i++)
		if (strlen(query_aliases[i].name) == n && begins(name, query_aliases[i].name)) {
			*field = query_aliases[i].field;
			return true;
		}
	return false;
}

static void
complete_value(struct reader *rd, const char *word, struct candidates *out)
{
	size_t n = strcspn(word, ":");
	const char *name = arena_strndup(out->arena, word, n + 1);
	enum query_field field;

	if (n == 4 && begins(word, "sort")) {
		for (int i = 0; i < ORDER_COUNT; i++)
			candidates_add(out, query_order_names[i]);
	} else if (n == 2 && begins(word, "no")) {
		add_flags(out, QUERY_HAS);
	} else if (find_field(word, n, &field)) {
		switch (query_field_info[field].kind) {
		case QUERY_NAME:
			add_names(rd, field, out);
			break;
		case QUERY_FLAG:
			add_flags(out, field);
			break;
		case QUERY_NUMBER:
		case QUERY_TIME:
			add_examples(rd, field, out);
			break;
		case QUERY_WORDS:
			break;
		}
	}
	keep_values(out, name, word + n + 1);
}

static void
complete_field(const char *word, struct candidates *out)
{
	for (int i = 0; i < QUERY_FIELD_COUNT; i++)
		if (begins(query_field_info[i].name, word))
			candidates_add(out, arena_printf(out->arena, "%s:", query_field_info[i].name));
	if (begins("sort:", word))
		candidates_add(out, "sort:");
	/* Names from elsewhere only where there is no other. */
	for (size_t i = 0, count = out->count; i < query_alias_count && count == 0; i++)
		if (begins(query_aliases[i].name, word))
			candidates_add(out, arena_printf(out->arena, "%s:", query_aliases[i].name));
}

size_t
command_complete_filter(struct reader *rd, const char *text, struct candidates *out)
{
	const char *word = strrchr(text, ' ');

	word = word != NULL ? word + 1 : text;
	word += strspn(word, "(-!");
	if (strchr(word, ':') != NULL)
		complete_value(rd, word, out);
	else
		complete_field(word, out);
	return (size_t)(word - text);
}

const char *
command_filter_examples(void)
{
	return "storm   \"two words\"   -without   is:unread   topic:sport   heat:>=80   after:7d";
}
