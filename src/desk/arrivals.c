/* SPDX-License-Identifier: ISC */
#include "desk/arrivals.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/file.h"
#include "desk/import_topics.h"
#include "fetch/folder.h"
#include "model/source.h"
#include "store/store.h"
#include "wire/wire.h"

enum { BATCH = 500, OWN = 0 };

static bool
suggest(struct arrivals *ar, struct store *st, struct err *err)
{
	if (!ar->words.starter || ar->suggested)
		return true;
	ar->suggested = true;
	return store_topics_suggest(st, ar->words.topics, ar->words.count, err);
}

bool
arrivals_suggest(struct arrivals *ar, struct store *st, struct err *err)
{
	if (store_begin(st, err) && suggest(ar, st, err) && store_commit(st, err))
		return true;
	store_rollback(st);
	return false;
}

static void
read_collections(struct arrivals *ar, struct store *st)
{
	struct arena a = { 0 };
	size_t n = 0;
	const struct source *sources = store_sources(st, &a, false, &n, NULL);

	for (size_t i = 0; sources != NULL && i < n; i++) {
		struct folder folder;

		if (sources[i].kind == SOURCE_FOLDER && folder_find(&a, sources[i].location, &folder, NULL))
			topic_words_read(&ar->words, folder.topics, NULL, NULL);
	}
	arena_done(&a);
}

void
arrivals_init(struct arrivals *ar, struct store *st, const char *config, const char *starter)
{
	*ar = (struct arrivals){ 0 };
	topic_words_init(&ar->words);
	if (config != NULL) {
		const char *own = file_absolute(&ar->arena, file_join(&ar->arena, config, "../topics"));

		(void)rules_read(&ar->arena, config, &ar->rules, NULL, NULL);
		(void)import_topics(st, OWN, own, stderr, NULL);
		topic_words_read(&ar->words, own, NULL, NULL);
	}
	read_collections(ar, st);
	if (ar->words.count == 0 && starter != NULL) {
		topic_words_read(&ar->words, starter, NULL, NULL);
		ar->words.starter = true;
	}
}

void
arrivals_done(struct arrivals *ar)
{
	topic_words_done(&ar->words);
	arena_done(&ar->arena);
}

bool
arrivals_give(struct arrivals *ar, struct store *st, const struct source *src, struct wire_event *event,
    struct err *err)
{
	struct article *art = &event->art;

	if (!topic_words_wanted(&ar->words, src))
		return true;
	art->given = ar->given;
	art->ngiven = event->looked && art->ntopics == 0
	    ? topic_words_names(&ar->words, event->found, event->nfound, ar->given)
	    : topic_words_of(&ar->words, art, ar->given);
	return art->ngiven == 0 || suggest(ar, st, err);
}

bool
arrivals_take(struct arrivals *ar, struct store *st, struct err *err)
{
	struct arena a = { 0 };
	const char *text = store_meta(st, &a, "rules.done");
	int64_t after = text != NULL ? strtoll(text, NULL, 10) : 0, last = 0, changed = 0;
	bool left = true, ok = store_last_article(st, &last, err);

	left = ok && last > after && ar->words.keywords.words > 0;
	ok = ok && (!left || arrivals_suggest(ar, st, err));
	while (ok && left)
		ok = topic_words_give(&ar->words, st, BATCH, &after, &left, &changed, err);
	arena_done(&a);
	return ok && rules_apply(st, &ar->rules, ar->linked, err);
}
