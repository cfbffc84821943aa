/* SPDX-License-Identifier: ISC */
/* Which program opens an address, and with what words.  The address comes
 * from outside: it is one word or part of one, starts with http, and never
 * gets into a word that has blanks (that would be a script for some shell). */
#include "opener/opener_choice.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/process.h"
#include "base/url.h"
#include "opener/opener.h"

static const char *const textual[] = {
	"browsh", "carbonyl", "cha", "chawan", "edbrowse", "elinks", "felinks", "links", "links2",
	"lynx", "netrik", "offpunk", "retawq", "w3m",
};

bool
opener_is_executable(struct arena *a, const char *name)
{
	if (strchr(name, '/') != NULL)
		return access(name, X_OK) == 0;
	const char *path = getenv("PATH");
	for (const char *p = path; p != NULL && *p != '\0';) {
		size_t n = strcspn(p, ":");
		const char *folder = n == 0 ? "." : arena_strndup(a, p, n);
		const char *whole = file_join(a, folder, name);
		if (access(whole, X_OK) == 0 && !file_is_dir(whole))
			return true;
		p += n + (p[n] == ':');
	}
	return false;
}

static bool
line_is_executable(struct arena *a, const char *line)
{
	size_t n;
	char **words = process_split(a, line, &n, NULL);

	return words != NULL && opener_is_executable(a, words[0]);
}

/* The first program of $BROWSER that is there, else its first at all: starting
 * that one fails with its name. */
static const char *
choose_environment(struct arena *a, const char *list)
{
	const char *first = NULL;

	for (const char *p = list; *p != '\0';) {
		size_t n = strcspn(p, ":");
		const char *line = arena_strndup(a, p, n);
		if (line[strspn(line, " \t")] != '\0') {
			if (line_is_executable(a, line))
				return line;
			if (first == NULL)
				first = line;
		}
		p += n + (p[n] == ':');
	}
	return first;
}

const char *
opener_choose(struct arena *a, const char *setting, struct err *err)
{
	static const char *const usual[] = { "xdg-open", "open" };
	const char *list = getenv("BROWSER");

	if (setting != NULL && setting[strspn(setting, " \t")] != '\0')
		return setting;
	const char *line = list != NULL ? choose_environment(a, list) : NULL;
	for (size_t i = 0; line == NULL && i < COUNT(usual); i++)
		if (opener_is_executable(a, usual[i]))
			line = usual[i];
	if (line == NULL)
		err_set(err, "no browser found: set open.browser in config.yaml, or $BROWSER");
	return line;
}

bool
opener_is_textual(const char *line)
{
	struct arena a = { 0 };
	size_t n;
	char **words = process_split(&a, line, &n, NULL);
	bool found = false;

	if (words != NULL) {
		const char *slash = strrchr(words[0], '/');
		const char *name = slash != NULL ? slash + 1 : words[0];
		for (size_t i = 0; i < COUNT(textual) && !found; i++)
			found = strcasecmp(name, textual[i]) == 0;
	}
	arena_done(&a);
	return found;
}

static const char *
value_of(const struct opener_word *words, char letter)
{
	for (; words->letter != '\0'; words++)
		if (words->letter == letter)
			return words->text;
	return NULL;
}

/* WORD with its letters replaced; *DONE becomes true if there was one.  What
 * comes from outside never makes a word begin with a dash: that would be an
 * option. */
static char *
replace(struct arena *a, const char *word, const struct opener_word *words, bool *done)
{
	struct buf out = {0};

	for (const char *p = word; *p != '\0'; p++) {
		const char *text = p[0] == '%' ? value_of(words, p[1]) : NULL;

		if (text != NULL) {
			buf_puts(&out, out.n == 0 ? text + strspn(text, "- ") : text);
			*done = true;
			p++;
		} else if (p[0] == '%' && p[1] == '%') {
			buf_putc(&out, *p++);
		} else {
			buf_putc(&out, *p);
		}
	}
	char *made = arena_strdup(a, buf_str(&out));
	buf_done(&out);
	return made;
}

char **
opener_words(struct arena *a, const char *line, const struct opener_word *words, const char *last,
    struct err *err)
{
	size_t n = 0;
	bool done = false;
	char **parts = process_split(a, line, &n, err);

	if (parts == NULL)
		return NULL;
	char **argv = arena_array(a, n + 2, sizeof(*argv));
	for (size_t i = 0; i < n; i++) {
		bool here = false;

		argv[i] = replace(a, parts[i], words, &here);
		if (here && strpbrk(parts[i], " \t\n") != NULL) {
			err_set(err, "%%u must not stand in a word with blanks: \"%s\"", parts[i]);
			return NULL;
		}
		done = done || here;
	}
	if (!done)
		argv[n] = arena_strdup(a, last);
	return argv;
}

char **
opener_argv(struct arena *a, const char *line, const char *url, struct err *err)
{
	char *safe = url_for_program(a, url);
	const struct opener_word words[] = { { 'u', safe }, { 's', safe }, { '\0', NULL } };

	if (safe == NULL) {
		err_set(err, "not opened, only http and https addresses are: %s", url);
		return NULL;
	}
	char **argv = opener_words(a, line, words, safe, err);
	if (argv == NULL)
		err_wrap(err, "cannot open: browser \"%s\"", line);
	return argv;
}
