/* SPDX-License-Identifier: ISC */
/* Writing is checked: a full disk is said, a reader that has gone (a closed
 * pipe) ends the command without a word.  SIGPIPE is ignored by main. */
#include "commands/out.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"
#include "commands/args.h"
#include "commands/command.h"

static bool quiet, verbose;
static int why;			/* errno of the first write that failed */

void
out_init(const struct args *args)
{
	quiet = args_has(args, "--quiet");
	verbose = args_has(args, "--verbose");
}

static void
write_clean(const char *text)
{
	struct buf clean = { 0 };

	utf8_clean(&clean, text, strlen(text), UTF8_TEXT);
	buf_putc(&clean, '\n');
	fflush(stdout);
	fputs(clean.p, stderr);
	buf_done(&clean);
}

/* Lines that are too long for the terminal go on below, between two words:
 * addresses stay whole. */
static void
put_wrapped(const char *text, int columns, struct buf *out)
{
	for (int at = 0; *text != '\0';) {
		size_t blanks = strspn(text, " "), n = strcspn(text + blanks, " \n");
		int width = utf8_columns(text + blanks, n);

		if (at > 0 && at + (int)blanks + width > columns) {
			buf_puts(out, "\n  ");
			at = 2;
		} else {
			buf_add(out, text, blanks);
			at += (int)blanks;
		}
		buf_add(out, text + blanks, n);
		at += width;
		text += blanks + n;
		if (*text == '\n') {
			buf_putc(out, *text++);
			at = 0;
		}
	}
}

/* 0: what is written there is no terminal's. */
static int
error_columns(void)
{
	struct winsize size;

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 0;
}

static void
say(const char *format, va_list list)
{
	struct buf text = { 0 }, lines = { 0 };
	int columns = error_columns();
	va_list copy;

	va_copy(copy, list);
	int n = vsnprintf(NULL, 0, format, copy);
	va_end(copy);
	buf_puts(&text, "dateline: ");
	buf_reserve(&text, n > 0 ? (size_t)n : 0);
	vsnprintf(text.p + text.n, (size_t)n + 1, format, list);
	if (columns > 0)
		put_wrapped(text.p, columns, &lines);
	write_clean(columns > 0 ? buf_str(&lines) : text.p);
	buf_done(&text);
	buf_done(&lines);
}

void
out_error(const char *format, ...)
{
	va_list list;

	va_start(list, format);
	say(format, list);
	va_end(list);
}

void
out_note(const char *format, ...)
{
	va_list list;

	if (quiet)
		return;
	va_start(list, format);
	say(format, list);
	va_end(list);
}

void
out_remark(const char *text)
{
	write_clean(text);
}

int
out_failed(const struct err *err, int fallback)
{
	out_error("%s", err->text);
	return err->code != 0 ? err->code : fallback;
}

void
out_buf(struct buf *b)
{
	if (b->n > 0 && why == 0 && fwrite(b->p, 1, b->n, stdout) != b->n)
		why = errno;
	buf_reset(b);
}

void
out_text(const char *text)
{
	if (why == 0 && fputs(text, stdout) == EOF)
		why = errno;
}

bool
out_broken(void)
{
	return why != 0;
}

int
out_finish(int code)
{
	if (fflush(stdout) != 0 && why == 0)
		why = errno;
	if (why == 0 || why == EPIPE)
		return code;
	out_error("cannot write the output: %s", strerror(why));
	return code > EXIT_PART ? code : EXIT_PART;
}

bool
out_is_quiet(void)
{
	return quiet;
}

bool
out_is_verbose(void)
{
	return verbose;
}

bool
out_is_terminal(void)
{
	return isatty(STDOUT_FILENO) == 1;
}

int
out_columns(int fallback)
{
	struct winsize size;

	if (!out_is_terminal() || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return fallback;
	return size.ws_col;
}
