/* SPDX-License-Identifier: ISC */
/* `|`: a command of the user's gets the article on its input and the terminal
 * for as long as it runs.  What it gets is said by a word in front: "json: jq
 * .title", "url: xargs wget", else (or "text:") the text. */
#include "ui/share.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/process.h"
#include "desk/desk.h"
#include "desk/record_line.h"
#include "desk/show_text.h"
#include "ui/command_line.h"
#include "ui/reader_parts.h"
#include "ui/screen.h"
#include "ui/share_parts.h"

enum { TEXT_COLUMNS = 72 };

enum pipe_form { PIPE_TEXT, PIPE_JSON, PIPE_URL, PIPE_FORMS };

static const char *const forms[PIPE_FORMS] = { "text:", "json:", "url:" };

/* Takes the word off *LINE. */
static enum pipe_form
take_form(const char **line)
{
	*line += strspn(*line, " \t");
	for (int i = 0; i < PIPE_FORMS; i++)
		if (strncmp(*line, forms[i], strlen(forms[i])) == 0) {
			*line += strlen(forms[i]);
			return (enum pipe_form)i;
		}
	return PIPE_TEXT;
}

static void
put_item(struct buf *out, enum pipe_form form, const struct share_item *item)
{
	switch (form) {
	case PIPE_JSON:
		record_line(out, &item->sa, item->matches);
		break;
	case PIPE_URL:
		if (item->link != NULL)
			buf_printf(out, "%s\n", item->link);
		break;
	default:
		if (out->n > 0)
			buf_putc(out, '\n');
		show_text(out, &item->sa, item->matches, TEXT_COLUMNS);
	}
}

static bool
run(struct reader *rd, char *const argv[], const struct buf *input, struct err *err)
{
	screen_suspend();
	bool ok = share_run(argv, input, err);
	screen_resume();
	reader_relayout(rd);
	reader_spoil(rd);
	return ok;
}

bool
share_pipe(struct reader *rd, const char *text)
{
	struct arena a = { 0 };
	struct buf input = { 0 };
	struct err err = { .text = "" };
	struct share_item *items;
	size_t n;
	enum pipe_form form = take_form(&text);
	char **argv = process_split(&a, text, NULL, &err);

	if (argv == NULL) {
		err_wrap(&err, "not piped");
		reader_complain(rd, err.text);
		reader_warn(rd, &err);
	} else if (share_items(rd, &a, &items, &n)) {
		for (size_t i = 0; i < n; i++)
			put_item(&input, form, &items[i]);
		if (input.n == 0)
			reader_say(rd, "not piped: there is no address");
		else if (run(rd, argv, &input, &err))
			reader_say(rd, "piped to %s: %s", argv[0], share_name(&a, items, n));
		else
			reader_warn(rd, &err);
		share_done(rd);
	}
	buf_done(&input);
	arena_done(&a);
	return argv != NULL;
}

static bool
pipe_entered(struct reader *rd, const char *text)
{
	const char *line = text;

	(void)take_form(&line);
	return line[strspn(line, " \t")] == '\0' || share_pipe(rd, text);
}

/* The words for what is piped, with the command that is there already. */
static size_t
complete_form(struct reader *rd, const char *text, struct candidates *out)
{
	const char *line = text;
	enum pipe_form form = take_form(&line);
	bool has_form = line != text + strspn(text, " \t");

	(void)rd;
	for (int i = 0; i < PIPE_FORMS; i++)
		if (!has_form || i != (int)form)
			candidates_add(out, arena_printf(out->arena, "%s %s", forms[i],
			    line + strspn(line, " \t")));
	return 0;
}

void
share_ask_pipe(struct reader *rd)
{
	static const struct prompt_ops ops = { .label = "pipe to: ", .entered = pipe_entered,
		.complete = complete_form };

	reader_ask(rd, &ops, HISTORY_PIPE, rd->desk->settings.pipe_command);
}
