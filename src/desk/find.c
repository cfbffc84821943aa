/* SPDX-License-Identifier: ISC */
#include "desk/find.h"

#include <ctype.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/url.h"
#include "desk/fetcher.h"

enum { FIELDS_MOST = 8, LINE_MOST = 64 * 1024 };

/* Digits behind the last colon of the first N bytes. */
static bool
has_port(const char *text, size_t n, size_t *name)
{
	size_t from = n;

	while (from > 0 && text[from - 1] >= '0' && text[from - 1] <= '9')
		from--;
	if (from < 2 || from == n || n - from > 5 || text[from - 1] != ':')
		return false;
	*name = from - 1;
	return true;
}

static bool
is_name_byte(char c)
{
	return (unsigned char)c >= 0x80 || isalnum((unsigned char)c) || c == '.' || c == '-';
}

/* "example.org/blog", "localhost", "printer:8080", "[::1]:8080": a name with a dot
 * in it or a port behind it, and then perhaps a path. */
static bool
looks_like_host(const char *text)
{
	size_t n = strcspn(text, "/?#"), name = n;
	bool port = has_port(text, n, &name);

	if (name > 2 && text[0] == '[' && text[name - 1] == ']')
		return strspn(text + 1, "0123456789abcdefABCDEF:.") == name - 2;
	if (name == 0 || text[name - 1] == '.' || text[name - 1] == '-')
		return false;
	for (size_t i = 0; i < name; i++)
		if (!is_name_byte(text[i]))
			return false;
	const char *dot = memchr(text, '.', name);
	if (dot != NULL)
		return dot != text && name >= 4;
	return port || (name == 9 && strncasecmp(text, "localhost", 9) == 0);
}

/* Schemes of links that readers are to open; what they stand for is a page's. */
static const char *
without_scheme(const char *text)
{
	static const char *const schemes[] = { "feed:", "feeds:", "rss:", "itpc:", "pcast:" };

	for (size_t i = 0; i < COUNT(schemes); i++) {
		size_t n = strlen(schemes[i]);

		if (strncasecmp(text, schemes[i], n) == 0)
			return text + n + (strncmp(text + n, "//", 2) == 0 ? 2 : 0);
	}
	return text;
}

const char *
find_address(struct arena *a, const char *text)
{
	const char *rest = without_scheme(text);

	if (url_is_web(rest))
		return rest;
	if (strstr(rest, "://") != NULL || (rest == text && file_exists(text)) || !looks_like_host(rest))
		return NULL;
	return arena_printf(a, "https://%s", rest);
}

bool
find_start(struct find *f, const struct desk *desk, const char *url, struct err *err)
{
	struct fetcher_words w;

	find_done(f);
	const char *address = find_address(&f->arena, url);
	if (address == NULL)
		return err_set(err, "%s is no address of the web", url);
	fetcher_begin(&w, &f->arena, desk);
	fetcher_add(&w, "--look");
	fetcher_add(&w, address);
	if (!url_is_web(without_scheme(url)))
		fetcher_add(&w, "--guessed");
	f->running = process_start(&f->process, w.argv, PROCESS_OUT | PROCESS_QUIET, err);
	return f->running;
}

int
find_fd(const struct find *f)
{
	return f->running ? f->process.out : -1;
}

static const char *
some(struct arena *a, const char *text)
{
	return text[0] != '\0' ? arena_strdup(a, text) : NULL;
}

static void
take_found(struct find *f, char **field)
{
	struct find_feed *list = arena_grow(&f->arena, (struct find_feed *)f->feeds, f->n, sizeof(*list));
	struct find_feed *feed = &list[f->n++];

	f->feeds = list;
	*feed = (struct find_feed){ .newest = DATE_NONE };
	feed->url = arena_strdup(&f->arena, field[1]);
	feed->kind = source_kind_of(feed->url);
	feed->format = some(&f->arena, field[2]);
	feed->articles = atoll(field[3]);
	(void)date_parse(field[4], strlen(field[4]), &feed->newest);
	feed->title = some(&f->arena, field[5]);
}

static void
take_line(struct find *f, char *line)
{
	char *field[FIELDS_MOST];
	size_t n = fetcher_split(line, field, FIELDS_MOST);

	if (strcmp(field[0], "found") == 0 && n >= 6)
		take_found(f, field);
	else if (strcmp(field[0], "page") == 0)
		f->page = true;
	else if (strcmp(field[0], "clear") == 0)
		f->clear = true;
	else if (strcmp(field[0], "error") == 0 && n >= 2)
		snprintf(f->error, sizeof(f->error), "%s", field[1]);
}

static bool
read_some(struct find *f)
{
	char bytes[4096], *end;
	ssize_t n = read(f->process.out, bytes, sizeof(bytes));

	if (n < 0)
		return errno == EINTR || errno == EAGAIN;
	if (n == 0)
		return false;
	buf_add(&f->lines, bytes, (size_t)n);
	while (f->lines.n > 0 && (end = memchr(f->lines.p, '\n', f->lines.n)) != NULL) {
		*end = '\0';
		take_line(f, f->lines.p);
		buf_drop(&f->lines, (size_t)(end - f->lines.p) + 1);
	}
	if (f->lines.n > LINE_MOST)
		buf_reset(&f->lines);
	return true;
}

static void
end(struct find *f)
{
	f->status = process_wait(&f->process);
	process_close(&f->process);
	f->running = false;
	if (f->n == 0 && f->error[0] == '\0')
		snprintf(f->error, sizeof(f->error), "dateline-fetch ended with %d", f->status);
}

bool
find_turn(struct find *f)
{
	struct pollfd pfd = { .fd = find_fd(f), .events = POLLIN };

	if (f->running && poll(&pfd, 1, 0) > 0 && !read_some(f))
		end(f);
	return f->running;
}

bool
find_run(struct find *f)
{
	while (f->running)
		if (!read_some(f))
			end(f);
	return f->n > 0;
}

void
find_done(struct find *f)
{
	if (f->running) {
		(void)kill(f->process.pid, SIGKILL);
		end(f);
	}
	buf_done(&f->lines);
	arena_done(&f->arena);
	*f = (struct find){ 0 };
}
