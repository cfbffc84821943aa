/* SPDX-License-Identifier: ISC */
#include "commands/asked.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "commands/out.h"

static const char *
join(struct arena *a, char *const *words, size_t n)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < n; i++) {
		if (b.n > 0)
			buf_putc(&b, ' ');
		buf_puts(&b, words[i]);
	}
	const char *text = arena_strdup(a, buf_str(&b));
	buf_done(&b);
	return text;
}

bool
asked_query(struct asked *asked, char *const *words, size_t n)
{
	struct query_error error = { 0 };

	*asked = (struct asked){ 0 };
	asked->text = join(&asked->arena, words, n);
	asked->named = asked->text[strspn(asked->text, " \t\n")] != '\0';
	asked->query = query_parse(&asked->arena, asked->text, date_now(), &asked->sort, &error);
	if (asked->query != NULL)
		return true;
	size_t size = strlen(asked->text) + error.column + sizeof(error.text) + 16;
	char *said = arena_alloc(&asked->arena, size);
	query_error_format(&error, asked->text, said, size);
	out_error("%s", said);
	return false;
}

void
asked_done(struct asked *asked)
{
	arena_done(&asked->arena);
}

/* A filter that speaks of a flag is not restricted by it any more. */
void
asked_widen(struct asked *asked)
{
	static const char everything[] =
	    "(is:unpublished OR -is:unpublished) (is:hidden OR -is:hidden) (is:muted OR -is:muted)";
	struct query_error error = { 0 };
	const struct query *all =
	    query_parse(&asked->arena, everything, date_now(), NULL, &error);

	asked->query = query_and(&asked->arena, asked->query, all);
}

bool
asked_id(const char *word, int64_t *id)
{
	if (strncmp(word, "id:", 3) == 0)
		word += 3;
	size_t n = strspn(word, "0123456789");
	if (n == 0 || n > 18 || word[n] != '\0')
		return false;
	*id = strtoll(word, NULL, 10);
	return *id > 0;
}

bool
asked_ids(char *const *words, size_t n)
{
	int64_t id;

	for (size_t i = 0; i < n; i++)
		if (!asked_id(words[i], &id))
			return false;
	return n > 0;
}
