/* SPDX-License-Identifier: ISC */
/* As bytes a list is a NUL for each topic that begins, and behind it the topic's
 * words, each with its NUL: words are never empty. */
#include "model/keywords.h"

#include <string.h>

#include "base/automaton.h"
#include "model/article.h"

void
keywords_init(struct keywords *k)
{
	*k = (struct keywords){ .automaton = automaton_new() };
}

void
keywords_done(struct keywords *k)
{
	automaton_free(k->automaton);
	buf_done(&k->bytes);
}

void
keywords_begin(struct keywords *k)
{
	buf_putc(&k->bytes, '\0');
	k->topics++;
}

bool
keywords_add(struct keywords *k, const char *words)
{
	if (!automaton_add(k->automaton, words, (int)k->topics - 1))
		return false;
	buf_add(&k->bytes, words, strlen(words) + 1);
	k->words++;
	return true;
}

bool
keywords_read(struct keywords *k, const char *bytes, size_t n)
{
	if (n > 0 && (bytes[0] != '\0' || bytes[n - 1] != '\0'))
		return false;
	for (size_t at = 0; at < n; at += strlen(bytes + at) + 1) {
		if (bytes[at] == '\0')
			keywords_begin(k);
		else if (!keywords_add(k, bytes + at))
			return false;
	}
	return true;
}

struct finding {
	int *found;
	size_t n;
};

static bool
note(void *arg, int topic)
{
	struct finding *f = arg;

	for (size_t i = 0; i < f->n; i++)
		if (f->found[i] == topic)
			return true;
	f->found[f->n++] = topic;
	return f->n < KEYWORDS_MOST;
}

size_t
keywords_find(struct keywords *k, const struct article *art, int found[KEYWORDS_MOST])
{
	struct finding f = { found, 0 };

	if (art->ntopics > 0 || k->words == 0)
		return 0;
	if (art->title != NULL)
		automaton_search(k->automaton, art->title, strlen(art->title), note, &f);
	if (art->excerpt != NULL && f.n < KEYWORDS_MOST)
		automaton_search(k->automaton, art->excerpt, strlen(art->excerpt), note, &f);
	return f.n;
}
