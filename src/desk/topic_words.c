/* SPDX-License-Identifier: ISC */
#include "desk/topic_words.h"

#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/yaml.h"
#include "fetch/folder.h"
#include "model/article.h"
#include "model/source.h"
#include "model/topic.h"
#include "store/store.h"

void
topic_words_init(struct topic_words *w)
{
	*w = (struct topic_words){ 0 };
	keywords_init(&w->keywords);
}

void
topic_words_done(struct topic_words *w)
{
	keywords_done(&w->keywords);
	arena_done(&w->arena);
}

static void
take_file(struct topic_words *w, const struct yaml *root)
{
	const struct yaml *keywords = yaml_get(root, "keywords");
	const char *name = yaml_text(root, "name");

	if (name == NULL)
		name = yaml_text(root, "_id");
	if (name == NULL || name[0] == '\0' || keywords == NULL || keywords->kind != YAML_LIST)
		return;
	w->topics = arena_grow(&w->arena, w->topics, w->count, sizeof(*w->topics));
	w->topics[w->count++] = (struct topic){ .name = arena_strdup(&w->arena, name),
		.key = arena_strdup(&w->arena, yaml_text(root, "_id")),
		.parent = arena_strdup(&w->arena, yaml_text(root, "parent")) };
	keywords_begin(&w->keywords);
	for (const struct yaml *k = keywords->first; k != NULL; k = k->next)
		if (k->kind == YAML_SCALAR)
			(void)keywords_add(&w->keywords, k->text);
}

void
topic_words_read(
    struct topic_words *w, const char *folder, void (*say)(void *arg, const char *text), void *arg)
{
	struct arena a = { 0 };
	struct folder_file *files = NULL;
	size_t n = 0;

	folder_list_yaml(&a, folder, &files, &n);
	for (size_t i = 0; i < n; i++) {
		struct err why = { 0 };
		struct yaml *root;

		if (yaml_read(&a, file_join(&a, folder, files[i].name), &root, &why) &&
		    root->kind == YAML_MAP)
			take_file(w, root);
		else if (say != NULL)
			say(arg, why.text[0] != '\0' ? why.text : "no topic file");
	}
	arena_done(&a);
}

bool
topic_words_wanted(const struct topic_words *w, const struct source *src)
{
	return w->keywords.words > 0 && (!w->starter || source_is_visited(src->kind));
}

size_t
topic_words_names(const struct topic_words *w, const int *found, size_t n, const char **names)
{
	for (size_t i = 0; i < n; i++)
		names[i] = w->topics[found[i]].name;
	return n;
}

size_t
topic_words_of(struct topic_words *w, const struct article *art, const char **names)
{
	int found[KEYWORDS_MOST];

	return topic_words_names(w, found, keywords_find(&w->keywords, art, found), names);
}

static bool
give_next(struct topic_words *w, struct store *st, int64_t *after, bool *left, int64_t *changed,
    struct err *err)
{
	const char *names[KEYWORDS_MOST];
	struct arena a = { 0 };
	struct article art;
	bool differs = false;

	art.id = *after;
	bool ok = store_next_untold(st, w->starter, &a, &art, left, err);
	if (ok && *left) {
		size_t n = topic_words_of(w, &art, names);

		*after = art.id;
		ok = store_topics_by_words(st, &art, names, n, &differs, err);
		*changed += differs;
	}
	arena_done(&a);
	return ok;
}

bool
topic_words_give(struct topic_words *w, struct store *st, size_t most, int64_t *after, bool *left,
    int64_t *changed, struct err *err)
{
	bool ok = store_begin(st, err);

	*left = true;
	for (size_t i = 0; ok && *left && i < most; i++)
		ok = give_next(w, st, after, left, changed, err);
	if (ok && store_commit(st, err))
		return true;
	store_rollback(st);
	return false;
}
