/* SPDX-License-Identifier: ISC */
#include "commands/add_find.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/utf8.h"
#include "commands/command.h"
#include "commands/out.h"
#include "desk/find.h"

static const struct find_feed *
copy(struct arena *a, const struct find_feed *feed)
{
	struct find_feed *mine = arena_alloc(a, sizeof(*mine));

	*mine = *feed;
	mine->url = arena_strdup(a, feed->url);
	mine->title = arena_strdup(a, feed->title);
	mine->format = arena_strdup(a, feed->format);
	return mine;
}

static void
put_count(const struct find_feed *feed, struct buf *out)
{
	char age[32];

	buf_printf(out, "%" PRId64 " article%s", feed->articles, feed->articles == 1 ? "" : "s");
	if (feed->newest != DATE_NONE)
		buf_printf(out, ", the newest %s", date_format_age(feed->newest, date_now(), age));
}

static void
describe(const struct find_feed *feed, struct buf *out)
{
	buf_printf(out, "%s", feed->url);
	if (feed->title != NULL)
		buf_printf(out, "  \"%s\"", feed->title);
	buf_puts(out, "  ");
	put_count(feed, out);
}

static void
name_others(const struct find *f)
{
	for (size_t i = 1; i < f->n; i++) {
		struct buf b = { 0 };

		describe(&f->feeds[i], &b);
		out_note("also there: %s", b.p);
		buf_done(&b);
	}
}

/* The title in one line, below it where it is and what there is. */
static void
print_choice(size_t number, const struct find_feed *feed)
{
	const char *title = feed->title != NULL ? feed->title : "(without a title)";
	int columns = out_columns(80) - 5;
	struct buf b = { 0 };

	fprintf(stderr, "%2zu  %.*s\n", number, (int)utf8_fit(title, strlen(title), columns, NULL), title);
	buf_printf(&b, "%s  ", feed->url);
	put_count(feed, &b);
	fprintf(stderr, "    %s\n", buf_str(&b));
	buf_done(&b);
}

/* Numbers apart by blanks or commas; nothing typed is the first, 0 none.  False:
 * that is no answer. */
static bool
take_choice(const char *line, size_t most, bool *chosen)
{
	const char *p = line + strspn(line, " ,\t\r\n");

	memset(chosen, 0, most * sizeof(*chosen));
	if (*p == '\0')
		chosen[0] = true;
	while (*p != '\0') {
		char *end;
		unsigned long number = strtoul(p, &end, 10);

		if (end == p || number > most)
			return false;
		if (number > 0)
			chosen[number - 1] = true;
		p = end + strspn(end, " ,\t\r\n");
	}
	return true;
}

static void
choose(const struct find *f, bool *chosen)
{
	char line[256];

	for (size_t i = 0; i < f->n; i++)
		print_choice(i + 1, &f->feeds[i]);
	do {
		fprintf(stderr, "Which ones, 1 to %zu (0: none)? [1] ", f->n);
		fflush(stderr);
		if (fgets(line, sizeof(line), stdin) == NULL)
			line[0] = '0', line[1] = '\0';
	} while (!take_choice(line, f->n, chosen));
}

static void
pick(const struct find *f, bool *chosen)
{
	if (f->n > 1 && !f->clear && isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1) {
		choose(f, chosen);
		return;
	}
	chosen[0] = true;
	name_others(f);
}

int
add_find(struct desk *desk, struct arena *a, const char *url, const struct find_feed **feeds, size_t *n)
{
	struct find f = { 0 };
	struct err err = { 0 };

	*n = 0;
	*feeds = NULL;
	if (!find_start(&f, desk, url, &err))
		return out_failed(&err, EXIT_USAGE);
	if (!find_run(&f)) {
		out_error("cannot add %s", f.error);
		out_note("`dateline add --no-check %s` adds it all the same", url);
		find_done(&f);
		return EXIT_PART;
	}
	bool *chosen = arena_array(a, f.n, sizeof(*chosen));
	struct find_feed *list = arena_array(a, f.n, sizeof(*list));
	pick(&f, chosen);
	for (size_t i = 0; i < f.n; i++)
		if (chosen[i])
			list[(*n)++] = *copy(a, &f.feeds[i]);
	*feeds = list;
	find_done(&f);
	return EXIT_DONE;
}
