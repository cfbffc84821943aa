/* SPDX-License-Identifier: ISC */
/* What comes from outside may be anything: a path with "..", an address,
 * 10,000 characters.  Letters, digits and a few signs stay, all else becomes a
 * dash; no name begins with a dot or a dash. */
#include "model/file_name.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/utf8.h"

enum { NAME_BYTES = 180 };

/* A code point that may stand in a name at its place AT. */
static bool
stays(uint32_t cp, size_t at)
{
	if (cp >= 0x80)
		return cp != 0xFFFD;
	return isalnum((int)cp) || strchr("_+=@~", (int)cp) != NULL || (at > 0 && (cp == '.' || cp == '-'));
}

const char *
file_name_tame(struct arena *a, const char *s, size_t n)
{
	char *out = arena_alloc(a, NAME_BYTES + 1);
	size_t used = 0;

	for (size_t i = 0, step; i < n; i += step) {
		uint32_t cp;
		step = utf8_decode(s + i, n - i, &cp);
		if (used + step > NAME_BYTES)
			break;
		if (stays(cp, used)) {
			memcpy(out + used, s + i, step);
			used += step;
		} else if (used > 0 && out[used - 1] != '-') {
			out[used++] = '-';
		}
	}
	out[used] = '\0';
	return out;
}

const char *
file_name_of(struct arena *a, int64_t published, const char *title)
{
	char time[32] = "";

	if (published != DATE_NONE)
		date_format_utc(published, time);
	const char *tame = title != NULL ? file_name_tame(a, title, strlen(title)) : "";
	const char *text = arena_printf(a, "%.10s-%s", time, tame);
	const char *name = file_name_tame(a, text, strlen(text));
	return name[0] != '\0' ? name : "article";
}
