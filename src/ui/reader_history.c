/* SPDX-License-Identifier: ISC */
/* What was entered at prompts outlives the reader: a line an entry, the kind
 * of prompt in front, in a file beside the store.  Several readers append to
 * it at once; it is cut short now and then when one begins. */
#include "ui/reader_parts.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/utf8.h"
#include "desk/desk.h"

enum { BYTES_MOST = 256 * 1024, BYTES_KEPT = 64 * 1024 };

static const char *const kinds[HISTORY_COUNT] = {
	[HISTORY_SEARCH] = "search",
	[HISTORY_FILTER] = "filter",
	[HISTORY_DATE] = "date",
	[HISTORY_HEAT] = "heat",
	[HISTORY_ADD] = "add",
	[HISTORY_COMMAND] = "command",
	[HISTORY_LABEL] = "label",
};

static const char *
path_of(const struct reader *rd, struct arena *a)
{
	return file_join(a, rd->desk->paths.data_dir, "history");
}

static void
take_line(struct reader *rd, const char *line, size_t n)
{
	struct arena a = { 0 };
	const char *text = arena_strndup(&a, line, n), *tab = strchr(text, '\t');

	for (int i = 0; tab != NULL && i < HISTORY_COUNT; i++)
		if (kinds[i] != NULL && strlen(kinds[i]) == (size_t)(tab - text) &&
		    strncmp(kinds[i], text, (size_t)(tab - text)) == 0 &&
		    utf8_is_clean(tab + 1, strlen(tab + 1), UTF8_LINE))
			prompt_history_add(&rd->own->history[i], tab + 1);
	arena_done(&a);
}

/* Keeps the end of a file that has grown large, from a whole line on. */
static void
shorten(const char *path, const struct buf *text)
{
	const char *from = text->p + text->n - BYTES_KEPT, *line = strchr(from, '\n');

	if (line != NULL)
		(void)file_write_atomic(path, line + 1, strlen(line + 1), NULL);
}

void
reader_load_history(struct reader *rd)
{
	struct arena a = { 0 };
	struct buf text = { 0 };
	const char *path = path_of(rd, &a);

	if (file_exists(path) && file_read(path, 2 * BYTES_MOST, &text, NULL)) {
		for (const char *p = buf_str(&text); *p != '\0';) {
			size_t n = strcspn(p, "\n");

			take_line(rd, p, n);
			p += n + (p[n] == '\n');
		}
		if (text.n > BYTES_MOST)
			shorten(path, &text);
	}
	buf_done(&text);
	arena_done(&a);
}

void
reader_keep_history(struct reader *rd, const struct prompt_history *h, const char *text)
{
	struct arena a = { 0 };
	ptrdiff_t kind = h - rd->own->history;

	if (text[0] == '\0' || kind < 0 || kind >= HISTORY_COUNT || kinds[kind] == NULL)
		return;
	int fd = open(path_of(rd, &a), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	const char *line = arena_printf(&a, "%s\t%s\n", kinds[kind], text);
	/* One write: lines of two readers do not mix.  Without it nothing is lost
	 * but a convenience. */
	if (fd >= 0 && utf8_is_clean(text, strlen(text), UTF8_LINE))
		(void)!write(fd, line, strlen(line));
	if (fd >= 0)
		close(fd);
	arena_done(&a);
}
