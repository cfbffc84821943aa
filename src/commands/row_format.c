/* SPDX-License-Identifier: ISC */
#include "commands/row_format.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "model/row.h"

static const char escapes[] = "iDdtpuhqcs%", backslashed[] = "tn\\";

bool
row_format_check(const char *format, struct err *err)
{
	for (const char *p = format; *p != '\0'; p++) {
		const char *known = *p == '%' ? escapes : *p == '\\' ? backslashed : NULL;
		if (known == NULL)
			continue;
		if (p[1] == '\0')
			return err_set(err, "--format: \"%s\" ends in the middle of an escape", format);
		if (strchr(known, p[1]) == NULL)
			return err_set(err, "--format: no escape \"%.2s\"; there are %%i %%d %%D %%p %%t %%u"
			    " %%q %%h %%c %%s %%%% \\t \\n \\\\", p);
		p++;
	}
	return true;
}

static void
put_number(struct buf *out, bool given, int n)
{
	if (given)
		buf_printf(out, "%d", n);
}

static void
put_marks(struct buf *out, unsigned marks)
{
	if (marks & MARK_READ)
		buf_putc(out, 'r');
	if (marks & MARK_STARRED)
		buf_putc(out, 's');
	if (marks & MARK_HIDDEN)
		buf_putc(out, 'h');
	if (marks == 0)
		buf_putc(out, '-');
}

static void
put_escape(struct buf *out, char escape, const struct row *row)
{
	char text[32];

	switch (escape) {
	case 'i':
		buf_printf(out, "%" PRId64, row->id);
		break;
	case 'd':
		buf_puts(out, date_format_local(row->time, "%Y-%m-%d %H:%M", text, sizeof(text)));
		break;
	case 'D':
		buf_puts(out, date_format_utc(row->time, text));
		break;
	case 't':
		buf_puts(out, row->title != NULL ? row->title : "");
		break;
	case 'p':
		buf_puts(out, row->provider != NULL ? row->provider : "");
		break;
	case 'u':
		buf_puts(out, row->link != NULL ? row->link : "");
		break;
	case 'h':
		put_number(out, row->has_heat, row->heat);
		break;
	case 'q':
		put_number(out, row->has_quality, row->quality);
		break;
	case 'c':
		put_number(out, true, row->coverage);
		break;
	case 's':
		put_marks(out, row->marks);
		break;
	default:
		buf_putc(out, escape);
	}
}

void
row_format(struct buf *out, const char *format, const struct row *row)
{
	for (const char *p = format; *p != '\0'; p++) {
		if (*p == '%' && p[1] != '\0')
			put_escape(out, *++p, row);
		else if (*p == '\\' && p[1] != '\0')
			buf_putc(out, *++p == 't' ? '\t' : *p == 'n' ? '\n' : *p);
		else
			buf_putc(out, *p);
	}
}
