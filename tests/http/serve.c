/* SPDX-License-Identifier: ISC */
/* The tests' server as a program, for scripts.
 *
 *	serve [--log FILE] [--seconds N] [--delay MS] SCRIPT|FOLDER
 *
 * prints its port and serves until it is killed.  A folder's files are read anew
 * for each request, answered with an ETag and with 304 to who sends it back.  A
 * script has a line with the path for each answer, and indented ones on what it
 * is, named as in server.h:
 *
 *	/feed
 *		needs If-None-Match: "a"
 *		status 304
 *	/feed
 *		header ETag: "a"
 *		file feed.xml			(or: body TEXT, with \n for lines)
 *		times 2
 *		claim 10
 *		fault slow
 *		pause 50
 *		gzip
 *	/files/\*			(without the backslash: any path that begins so)
 *		folder DIR
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/mem.h"
#include "http/server.h"

static struct answer *answers;
static size_t count;
static int delay;

static struct answer *
add(const char *path)
{
	answers = mem_realloc(answers, count + 1, sizeof(*answers));
	answers[count] = (struct answer){ .path = path, .status = 200, .pause_ms = delay };
	return &answers[count++];
}

static bool
read_whole(const char *path, struct answer *a)
{
	FILE *f = fopen(path, "rb");
	struct buf b = { 0 };
	char bytes[65536];
	size_t n;

	if (f == NULL)
		return false;
	while ((n = fread(bytes, 1, sizeof(bytes), f)) > 0)
		buf_add(&b, bytes, n);
	fclose(f);
	a->length = b.n;
	a->body = b.n > 0 ? b.p : "";
	return true;
}

static char *
text(const char *format, const char *s)
{
	struct buf b = { 0 };

	buf_printf(&b, "%s%s", format, s);
	return b.p;
}

static char *
unescape(const char *s)
{
	char *copy = mem_strdup(s), *out = copy;

	for (; *s != '\0'; s++) {
		bool escape = s[0] == '\\' && s[1] != '\0';

		s += escape;
		*out++ = !escape ? *s : *s == 'n' ? '\n' : *s == 'r' ? '\r' : *s == 't' ? '\t' : *s;
	}
	*out = '\0';
	return copy;
}

static bool
take_fault(struct answer *a, const char *name)
{
	for (int i = 0; i < FAULT_COUNT; i++)
		if (strcmp(fault_name((enum fault)i), name) == 0) {
			a->fault = (enum fault)i;
			return true;
		}
	return false;
}

static bool
take_line(struct answer *a, const char *word, const char *value)
{
	if (strcmp(word, "needs") == 0)
		a->needs = mem_strdup(value);
	else if (strcmp(word, "times") == 0)
		a->times = atoi(value);
	else if (strcmp(word, "status") == 0)
		a->status = atoi(value);
	else if (strcmp(word, "header") == 0)
		a->headers = text(text(a->headers != NULL ? a->headers : "", value), "\r\n");
	else if (strcmp(word, "body") == 0)
		a->body = unescape(value);
	else if (strcmp(word, "claim") == 0)
		a->claim = mem_strdup(value);
	else if (strcmp(word, "pause") == 0)
		a->pause_ms = atoi(value);
	else if (strcmp(word, "gzip") == 0)
		a->gzip = true;
	else if (strcmp(word, "folder") == 0)
		a->folder = mem_strdup(value);
	else if (strcmp(word, "file") == 0)
		return read_whole(value, a);
	else
		return strcmp(word, "fault") == 0 && take_fault(a, value);
	return true;
}

static bool
read_script(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[65536];
	bool ok = f != NULL;

	for (int n = 1; ok && fgets(line, sizeof(line), f) != NULL; n++) {
		char *word = line + strspn(line, " \t");

		line[strcspn(line, "\r\n")] = '\0';
		if (word[0] == '\0' || word[0] == '#')
			continue;
		if (word == line) {
			add(mem_strdup(line));
			continue;
		}
		char *value = word + strcspn(word, " \t");
		if (*value != '\0')
			*value++ = '\0';
		ok = count > 0 && take_line(&answers[count - 1], word, value);
		if (!ok)
			fprintf(stderr, "serve: %s:%d: what is %s %s?\n", path, n, word, value);
	}
	if (f != NULL)
		fclose(f);
	return ok;
}

int
main(int argc, char **argv)
{
	const char *log = NULL;
	int seconds = 120, i = 1;
	struct stat sb;

	for (; i + 2 < argc; i += 2) {
		if (strcmp(argv[i], "--log") == 0)
			log = argv[i + 1];
		else if (strcmp(argv[i], "--seconds") == 0)
			seconds = atoi(argv[i + 1]);
		else if (strcmp(argv[i], "--delay") == 0)
			delay = atoi(argv[i + 1]);
		else
			break;
	}
	if (i + 1 != argc || stat(argv[i], &sb) != 0) {
		fprintf(stderr, "usage: serve [--log FILE] [--seconds N] [--delay MS] SCRIPT|FOLDER\n");
		return 2;
	}
	if (S_ISDIR(sb.st_mode)) {
		add("/*")->folder = argv[i];
	} else if (!read_script(argv[i])) {
		return 2;
	}
	return server_run(answers, count, log, seconds);
}
