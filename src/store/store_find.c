/* SPDX-License-Identifier: ISC */
/* Functions that conditions call: regular expressions on a text or on a part
 * of a record, and facts of records that have no column yet. */
#include "store/store.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/record.h"
#include "query/query_regex.h"
#include "store/store_parts.h"

struct store_regexes {
	struct { char *pattern; bool icase; struct query_regex *regex; } one[STORE_REGEXES];
	size_t n;
};

int
store_regex_get(struct store *st, const char *pattern, bool icase, struct err *err)
{
	struct store_regexes *all = st->regexes;
	char why[160];
	size_t at;

	if (all == NULL)
		all = st->regexes = mem_alloc(sizeof(*all));
	for (size_t i = 0; i < all->n; i++)
		if (all->one[i].icase == icase && strcmp(all->one[i].pattern, pattern) == 0)
			return (int)i;
	if (all->n == STORE_REGEXES) {
		err_set(err, "this filter has too many expressions; leave something out");
		return -1;
	}
	struct query_regex *regex = query_regex_new(pattern, icase, why, sizeof(why), &at);
	if (regex == NULL) {
		err_set(err, "no regular expression: %s", why);
		return -1;
	}
	all->one[all->n].pattern = mem_strdup(pattern);
	all->one[all->n].icase = icase;
	all->one[all->n].regex = regex;
	return (int)all->n++;
}

/* Those of earlier filters make room; numbers are valid until the next call. */
void
store_regexes_begin(struct store *st)
{
	if (st->regexes != NULL && st->regexes->n > STORE_REGEXES / 2)
		store_regexes_free(st);
}

void
store_regexes_free(struct store *st)
{
	if (st->regexes == NULL)
		return;
	for (size_t i = 0; i < st->regexes->n; i++) {
		free(st->regexes->one[i].pattern);
		query_regex_free(st->regexes->one[i].regex);
	}
	free(st->regexes);
	st->regexes = NULL;
}

static bool
fits(const struct store *st, int number, const char *text)
{
	return text != NULL &&
	    query_regex_find(st->regexes->one[number].regex, text, strlen(text), NULL, NULL);
}

static void
regex_match(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct store *st = sqlite3_user_data(context);

	(void)count;
	sqlite3_result_int(context,
	    fits(st, sqlite3_value_int(values[0]), (const char *)sqlite3_value_text(values[1])));
}

static bool
decode(struct arena *a, sqlite3_value *value, struct article *art)
{
	struct err err = { 0 };
	const void *bytes = sqlite3_value_blob(value);

	return bytes != NULL &&
	    record_decode(a, bytes, (size_t)sqlite3_value_bytes(value), false, art, &err);
}

/* record_match(EXPRESSION, FIELD, DATA): FIELD is an enum query_field. */
static void
record_match(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct store *st = sqlite3_user_data(context);
	int number = sqlite3_value_int(values[0]), field = sqlite3_value_int(values[1]);
	struct arena a = { 0 };
	struct article art;
	bool found = false;

	(void)count;
	if (decode(&a, values[2], &art)) {
		if (field == QUERY_EXCERPT)
			found = fits(st, number, art.excerpt);
		else if (field == QUERY_CONTENT)
			found = fits(st, number, store_words_content(&art));
		for (size_t i = 0; field == QUERY_AUTHOR && i < art.nauthors && !found; i++)
			found = fits(st, number, art.authors[i]);
	}
	arena_done(&a);
	sqlite3_result_int(context, found);
}

/* record_fact(FIELD, DATA): lang or updated of a record. */
static void
record_fact(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct arena a = { 0 };
	struct article art;

	(void)count;
	if (decode(&a, values[1], &art)) {
		if (sqlite3_value_int(values[0]) == QUERY_LANG)
			sqlite3_result_text(context, store_words_lang(&a, &art), -1, SQLITE_TRANSIENT);
		else if (art.updated != DATE_NONE)
			sqlite3_result_int64(context, art.updated);
	}
	arena_done(&a);
}

/* is_hot(HEAT, AGE) */
static void
is_hot(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct store *st = sqlite3_user_data(context);
	double age = (double)sqlite3_value_int64(values[1]) / 3600;
	double now = sqlite3_value_int(values[0]) * (age > 0 ? exp2(-age / st->hot_half) : 1);

	(void)count;
	sqlite3_result_int(context, now >= st->hot_least);
}

void
store_set_hot(struct store *st, int half, int least)
{
	st->hot_half = half > 0 ? half : 1;
	st->hot_least = least > 0 ? least : 1;
}

/* Only the newest can be: what is hotter than HEAT_MOST counts as that. */
void
store_put_hot(const struct store *st, struct buf *out, const char *time)
{
	enum { HEAT_MOST = 16384, HOUR = 3600 };
	int64_t now = date_now(), halves = 0;

	while (halves < 20 && (int64_t)st->hot_least << halves < HEAT_MOST)
		halves++;
	buf_printf(out, "(%s >= %lld AND a.heat >= %d AND is_hot(a.heat, %lld - a.time))", time,
	    (long long)(now - halves * st->hot_half * HOUR), st->hot_least, (long long)now);
}

bool
store_find_register(struct store *st)
{
	static const struct {
		const char *name;
		int count;
		void (*function)(sqlite3_context *, int, sqlite3_value **);
	} functions[] = {
		{ "regex_match", 2, regex_match }, { "record_match", 3, record_match },
		{ "record_fact", 2, record_fact }, { "is_hot", 2, is_hot },
	};

	for (size_t i = 0; i < COUNT(functions); i++)
		if (sqlite3_create_function(st->db, functions[i].name, functions[i].count, SQLITE_UTF8, st,
			functions[i].function, NULL, NULL) != SQLITE_OK)
			return false;
	return true;
}
