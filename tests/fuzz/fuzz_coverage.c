/* SPDX-License-Identifier: ISC */
/* Any bytes as headline, excerpt, state and note: the terms stay within their
 * limits and in order, and what cannot be read is refused. */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "coverage/coverage.h"
#include "coverage/terms.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void
check(const struct terms *t)
{
	assert(t->ntitle <= TERMS_TITLE && t->ntext <= TERMS_TEXT && t->ngrams <= TERMS_GRAMS);
	for (size_t i = 0; i < t->ntitle; i++)
		assert(t->title[i] < TERM_COUNT);
	for (size_t i = 1; i < t->ntext; i++)
		assert(t->text[i - 1] < t->text[i] && t->text[i] < TERM_COUNT);
	for (size_t i = 1; i < t->ngrams; i++)
		assert(t->grams[i - 1] < t->grams[i]);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static struct coverage *c;
	struct arena arena = { 0 };
	struct coverage_links links;
	struct terms t;
	struct buf note = { 0 };
	size_t cut = size / 3;

	if (c == NULL)
		c = coverage_new();
	char *title = arena_strndup(&arena, (const char *)data, cut);
	char *excerpt = arena_strndup(&arena, (const char *)data + cut, size - cut);
	terms_read(&t, &arena, title, excerpt, NULL);
	check(&t);
	struct coverage_article read = { .id = 12, .read = data, .nread = size };
	coverage_add(c, &read, &links, NULL);
	struct coverage_article a = { .id = 1 + (int64_t)(size % 7),
		.time = (int64_t)size * 60,
		.title = title,
		.excerpt = excerpt,
		.provider = title };
	coverage_add(c, &a, &links, &note);
	coverage_tell(c, a.id, &links, NULL);
	struct coverage_note good = { 8, a.time, 0, note.p, note.n }, bad = { 9, a.time, 1, data, size };
	assert(coverage_restore(c, &good));
	coverage_restore(c, &bad);
	if (size % 16 == 0)
		coverage_load(c, data, size);
	buf_done(&note);
	arena_done(&arena);
	return 0;
}
