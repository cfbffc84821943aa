/* SPDX-License-Identifier: ISC */
#include "terminal.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/utf8.h"

static int64_t
clock_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int
note_property(VTermProp prop, VTermValue *value, void *user)
{
	struct terminal *t = user;

	if (prop == VTERM_PROP_ALTSCREEN)
		t->alternate = value->boolean;
	else if (prop == VTERM_PROP_CURSORVISIBLE)
		t->cursor_visible = value->boolean;
	else if (prop == VTERM_PROP_MOUSE)
		t->mouse = value->number != VTERM_PROP_MOUSE_NONE;
	return 1;
}

static void
answer(const char *bytes, size_t n, void *user)
{
	(void)file_write_all(((struct terminal *)user)->fd, bytes, n);
}

static void
make_screen(struct terminal *t)
{
	static const VTermScreenCallbacks callbacks = { .settermprop = note_property };

	/* A wide character on a screen narrower than itself crashes libvterm 0.1. */
	t->vt = vterm_new(t->lines > 4 ? t->lines : 4, t->columns > 16 ? t->columns : 16);
	vterm_set_utf8(t->vt, 1);
	vterm_output_set_callback(t->vt, answer, t);
	t->screen = vterm_obtain_screen(t->vt);
	vterm_screen_set_callbacks(t->screen, &callbacks, t);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_reset(t->screen, 1);
	t->cursor_visible = true;
}

/* libvterm 0.1 may crash when wide characters meet a new edge; a new screen in
 * the same state will do, since the program draws all of it again. */
static void
remake_screen(struct terminal *t)
{
	const char *alternate = t->alternate ? "\x1b[?1049h" : "";
	const char *cursor = t->cursor_visible ? "" : "\x1b[?25l";
	const char *mouse = t->mouse ? "\x1b[?1000h" : "";

	vterm_free(t->vt);
	make_screen(t);
	(void)vterm_input_write(t->vt, alternate, strlen(alternate));
	(void)vterm_input_write(t->vt, cursor, strlen(cursor));
	(void)vterm_input_write(t->vt, mouse, strlen(mouse));
}

void
terminal_start(struct terminal *t, char *const argv[], int lines, int columns)
{
	struct winsize size = { .ws_row = (unsigned short)lines, .ws_col = (unsigned short)columns };

	*t = (struct terminal){ .lines = lines, .columns = columns };
	int theirs;

	assert_int_equal(openpty(&t->fd, &theirs, NULL, NULL, &size), 0);
	/* Before the program can change anything. */
	assert_int_equal(tcgetattr(t->fd, &t->before), 0);
	t->pid = fork();
	assert_true(t->pid >= 0);
	if (t->pid == 0) {
		close(t->fd);
		if (login_tty(theirs) == 0)
			execv(argv[0], argv);
		_exit(127);
	}
	close(theirs);
	make_screen(t);
}

void
terminal_done(struct terminal *t)
{
	if (t->pid > 0 && !t->ended) {
		(void)kill(t->pid, SIGKILL);
		(void)waitpid(t->pid, NULL, 0);
	}
	if (t->fd >= 0)
		close(t->fd);
	if (t->vt != NULL)
		vterm_free(t->vt);
	buf_done(&t->bytes);
	buf_done(&t->text);
	*t = (struct terminal){ .fd = -1 };
}

void
terminal_type(struct terminal *t, const char *keys)
{
	assert_true(file_write_all(t->fd, keys, strlen(keys)));
}

void
terminal_resize(struct terminal *t, int lines, int columns)
{
	struct winsize size = { .ws_row = (unsigned short)lines, .ws_col = (unsigned short)columns };

	t->lines = lines;
	t->columns = columns;
	remake_screen(t);
	assert_int_equal(ioctl(t->fd, TIOCSWINSZ, &size), 0);
}

void
terminal_take(struct terminal *t, int ms)
{
	char bytes[65536];
	struct pollfd pfd = { .fd = t->fd, .events = POLLIN };

	while (poll(&pfd, 1, ms) > 0) {
		ssize_t n = read(t->fd, bytes, sizeof(bytes));

		if (n <= 0)
			break;
		buf_add(&t->bytes, bytes, (size_t)n);
		(void)vterm_input_write(t->vt, bytes, (size_t)n);
		ms = 0;
	}
	int status;
	if (!t->ended && waitpid(t->pid, &status, WNOHANG) == t->pid) {
		t->ended = true;
		t->status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
	}
}

static void
add_line(struct terminal *t, int y, struct buf *out)
{
	size_t start = out->n;

	for (int x = 0; x < t->columns;) {
		VTermScreenCell cell;
		char utf8[4];

		if (!vterm_screen_get_cell(t->screen, (VTermPos){ .row = y, .col = x }, &cell))
			break;
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++)
			buf_add(out, utf8, utf8_encode(cell.chars[i], utf8));
		if (cell.chars[0] == 0)
			buf_putc(out, ' ');
		x += cell.width > 0 ? cell.width : 1;
	}
	while (out->n > start && out->p[out->n - 1] == ' ')
		out->p[--out->n] = '\0';
}

const char *
terminal_text(struct terminal *t)
{
	buf_reset(&t->text);
	for (int y = 0; y < t->lines; y++) {
		add_line(t, y, &t->text);
		buf_putc(&t->text, '\n');
	}
	return buf_str(&t->text);
}

const char *
terminal_line(struct terminal *t, int y)
{
	buf_reset(&t->text);
	add_line(t, y, &t->text);
	return buf_str(&t->text);
}

static void
expect(struct terminal *t, const char *what, bool there)
{
	int64_t until = clock_ms() + TERMINAL_WAIT_MS;

	for (;;) {
		terminal_take(t, 20);
		if ((strstr(terminal_text(t), what) != NULL) == there)
			return;
		if (t->ended || clock_ms() > until) {
			/* A message has no room for all of it. */
			fprintf(stderr, "%s\n", terminal_text(t));
			fail_msg("%s \"%s\" on the screen%s", there ? "no" : "still", what,
			    t->ended ? ", the program has ended" : "");
		}
	}
}

void
terminal_expect(struct terminal *t, const char *what)
{
	expect(t, what, true);
}

void
terminal_expect_gone(struct terminal *t, const char *what)
{
	expect(t, what, false);
}

int
terminal_expect_end(struct terminal *t)
{
	int64_t until = clock_ms() + TERMINAL_WAIT_MS;

	while (!t->ended) {
		if (clock_ms() > until)
			fail_msg("the program does not end:\n%s", terminal_text(t));
		terminal_take(t, 20);
	}
	terminal_take(t, 0);
	return t->status;
}

void
terminal_expect_clean(struct terminal *t)
{
	struct termios now;

	assert_false(t->alternate);
	assert_true(t->cursor_visible);
	assert_false(t->mouse);
	assert_int_equal(tcgetattr(t->fd, &now), 0);
	assert_int_equal(now.c_lflag, t->before.c_lflag);
	assert_int_equal(now.c_iflag, t->before.c_iflag);
	assert_int_equal(now.c_oflag, t->before.c_oflag);
}
