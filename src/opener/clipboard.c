/* SPDX-License-Identifier: ISC */
/* Over SSH the desktop is at the other end, and only the terminal gets there:
 * it goes first then, unless the user has set a command.  The sequence has
 * nothing but base64 in it, whatever is copied. */
#include "opener/clipboard.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/process.h"
#include "opener/opener_choice.h"

enum { SCREEN_PIECE = 240 };		/* screen takes strings of 256 bytes */

static bool
is_set(const char *name)
{
	const char *value = name != NULL ? getenv(name) : "1";

	return value != NULL && value[0] != '\0';
}

static const struct {
	const char *needs, *program, *line;
} tools[] = {
	{ "WAYLAND_DISPLAY", "wl-copy", "wl-copy" },
	{ "DISPLAY", "xclip", "xclip -selection clipboard -in" },
	{ "DISPLAY", "xsel", "xsel --clipboard --input" },
	{ NULL, "pbcopy", "pbcopy" },
	{ NULL, "clip.exe", "clip.exe" },
};

static bool
use_command(struct arena *a, const char *line, struct clipboard *out, struct err *err)
{
	const char *slash;

	out->argv = process_split(a, line, NULL, err);
	if (out->argv == NULL)
		return err_wrap(err, "cannot copy: copy.command \"%s\"", line);
	slash = strrchr(out->argv[0], '/');
	out->name = slash != NULL ? slash + 1 : out->argv[0];
	return true;
}

bool
clipboard_choose(struct arena *a, const char *setting, struct clipboard *out, struct err *err)
{
	*out = (struct clipboard){ NULL, "the terminal" };
	if (setting != NULL && setting[strspn(setting, " \t")] != '\0')
		return use_command(a, setting, out, err);
	if (is_set("SSH_CONNECTION") || is_set("SSH_TTY"))
		return true;
	for (size_t i = 0; i < COUNT(tools); i++)
		if (is_set(tools[i].needs) && opener_is_executable(a, tools[i].program))
			return use_command(a, tools[i].line, out, err);
	return true;
}

static void
put_base64(struct buf *out, const char *text, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *s = (const unsigned char *)text;

	for (size_t i = 0; i < n; i += 3) {
		uint32_t three = (uint32_t)s[i] << 16 | (i + 1 < n ? (uint32_t)s[i + 1] << 8 : 0) |
		    (i + 2 < n ? (uint32_t)s[i + 2] : 0);

		buf_putc(out, digits[three >> 18]);
		buf_putc(out, digits[three >> 12 & 63]);
		buf_putc(out, i + 1 < n ? digits[three >> 6 & 63] : '=');
		buf_putc(out, i + 2 < n ? digits[three & 63] : '=');
	}
}

/* With every ESC twice.  tmux takes the bare sequence when set-clipboard is on
 * and this one when allow-passthrough is: it gets both. */
static void
put_for_tmux(struct buf *out, const struct buf *bare)
{
	buf_add(out, bare->p, bare->n);
	buf_puts(out, "\033Ptmux;\033");
	buf_add(out, bare->p, bare->n);
	buf_puts(out, "\033\\");
}

static void
put_for_screen(struct buf *out, const struct buf *bare)
{
	for (size_t i = 0; i < bare->n; i += SCREEN_PIECE) {
		size_t n = bare->n - i < SCREEN_PIECE ? bare->n - i : SCREEN_PIECE;

		buf_puts(out, "\033P");
		buf_add(out, bare->p + i, n);
		buf_puts(out, "\033\\");
	}
}

bool
clipboard_osc52(struct buf *out, const char *text, size_t n, struct err *err)
{
	struct buf bare = { 0 };

	if (n > CLIPBOARD_OSC52_MOST)
		return err_set(err, "not copied: %zu bytes are more than a terminal takes (%d)", n,
		    CLIPBOARD_OSC52_MOST);
	buf_puts(&bare, "\033]52;c;");
	put_base64(&bare, text, n);
	/* BEL, not ESC \: that would end what it is wrapped in. */
	buf_putc(&bare, '\a');
	if (is_set("TMUX"))
		put_for_tmux(out, &bare);
	else if (is_set("STY"))
		put_for_screen(out, &bare);
	else
		buf_add(out, bare.p, bare.n);
	buf_done(&bare);
	return true;
}
