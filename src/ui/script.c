/* SPDX-License-Identifier: ISC */
/* Each key is a whole turn of the reader, drawing included, so that a picture
 * is what a person would see who waits for the screen after each key. */
#include "ui/script.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/key.h"
#include "ui/reader_parts.h"
#include "ui/screen.h"

enum { SCRIPT_MOST = 1 << 20, WAIT_MS = 30000 };

static int
number_of(const char *name, int fallback)
{
	const char *s = getenv(name);
	int n = s == NULL ? 0 : atoi(s);

	return n > 0 && n < 10000 ? n : fallback;
}

void
script_size(int *lines, int *columns)
{
	*lines = number_of("LINES", 24);
	*columns = number_of("COLUMNS", 80);
}

static void
finish_turn(struct reader *rd)
{
	reader_catch_up(rd);
	reader_draw(rd);
}

static bool
run_size(struct reader *rd, const char *arg, struct err *err)
{
	int lines, columns;

	if (sscanf(arg, "%dx%d", &columns, &lines) != 2)
		return err_set(err, "\"%s\" is not a size; it looks like 80x24", arg);
	screen_resize(lines, columns);
	reader_relayout(rd);
	return true;
}

/* The key at S; *N bytes of it. */
static bool
parse_key(const char *s, size_t *n, int *key, struct err *err)
{
	uint32_t cp;
	const char *end;

	if (s[0] == '<' && s[1] == '<') {
		*n = 2;
		*key = '<';
		return true;
	}
	if (s[0] != '<') {
		*n = utf8_decode(s, strlen(s), &cp);
		*key = (int)cp;
		return true;
	}
	end = strchr(s, '>');
	if (end == NULL || !key_parse(s + 1, (size_t)(end - s - 1), key))
		return err_set(err, "no such key: %.20s", s);
	*n = (size_t)(end - s) + 1;
	return true;
}

static bool
run_keys(struct reader *rd, const char *arg, struct err *err)
{
	while (*arg != '\0' && !rd->quit) {
		struct screen_key k = { 0 };
		size_t n = 1;

		if (!parse_key(arg, &n, &k.key, err))
			return false;
		reader_key(rd, &k);
		finish_turn(rd);
		arg += n;
	}
	return true;
}

static bool
is_busy(const struct reader *rd)
{
	return rd->refresh.running || rd->own->finding || rd->own->full_of != 0;
}

static bool
run_wait(struct reader *rd, const char *arg, struct err *err)
{
	int64_t end = reader_clock() + WAIT_MS;

	(void)arg;
	do {
		while (reader_idle(rd))
			finish_turn(rd);
		struct pollfd fds[] = { { refresh_fd(&rd->refresh), POLLIN, 0 },
			{ find_fd(&rd->own->find), POLLIN, 0 }, { full_fd(&rd->own->full), POLLIN, 0 } };
		if (is_busy(rd))
			poll(fds, 3, 1000);
		if (rd->refresh.running)
			reader_turn_refresh(rd);
		reader_turn_find(rd);
		reader_turn_full(rd);
		finish_turn(rd);
		if (reader_clock() > end)
			return err_set(err, "the refresh does not end");
	} while (is_busy(rd) || reader_idle(rd));
	return true;
}

static bool
run_rest(struct reader *rd, const char *arg, struct err *err)
{
	(void)arg;
	(void)err;
	reader_rested(rd);
	return true;
}

static bool
run_show(struct reader *rd, const char *arg, struct err *err)
{
	(void)rd;
	(void)err;
	if (strcmp(arg, "roles") == 0)
		screen_print_attributes(stdout);
	else
		screen_print(stdout);
	return true;
}

static bool
run_print(struct reader *rd, const char *arg, struct err *err)
{
	(void)rd;
	(void)err;
	puts(arg);
	return true;
}

static const struct {
	const char *name;
	bool (*run)(struct reader *rd, const char *arg, struct err *err);
} commands[] = {
	{ "size", run_size },
	{ "resize", run_size },
	{ "keys", run_keys },
	{ "wait", run_wait },
	{ "rest", run_rest },
	{ "show", run_show },
	{ "print", run_print },
};

static bool
run_line(struct reader *rd, const char *line, struct err *err)
{
	size_t n = strcspn(line, " ");

	if (line[0] == '\0' || line[0] == '#')
		return true;
	for (size_t i = 0; i < COUNT(commands); i++)
		if (strlen(commands[i].name) == n && strncmp(commands[i].name, line, n) == 0) {
			bool ok = commands[i].run(rd, line[n] == ' ' ? line + n + 1 : "", err);

			finish_turn(rd);
			return ok;
		}
	return err_set(err, "unknown command \"%s\"", line);
}

bool
script_run(struct reader *rd, const char *path, struct err *err)
{
	struct buf text = { 0 };
	bool ok = file_read(path, SCRIPT_MOST, &text, err);
	int number = 0;

	reader_draw(rd);
	rd->own->follow = true;
	for (char *line = text.p; ok && line != NULL && *line != '\0' && !rd->quit;) {
		char *end = strchr(line, '\n');

		if (end != NULL)
			*end = '\0';
		number++;
		ok = run_line(rd, line, err) || err_wrap(err, "%s:%d", path, number);
		line = end == NULL ? NULL : end + 1;
	}
	buf_done(&text);
	return ok;
}
