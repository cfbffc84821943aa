/* SPDX-License-Identifier: ISC */
/* A guid comes from outside and may be anything: a path with "..", an address,
 * 10,000 characters.  Letters, digits and a few signs stay, all else becomes a
 * dash; no name begins with a dot or a dash.  Names are compared without case,
 * as some file systems do. */
#include "commands/export_name.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/article.h"

enum { NAME_BYTES = 180, TABLE_LEAST = 256 };

static bool
ends_with_md(const char *s, size_t n)
{
	return n > 3 && strncasecmp(s + n - 3, ".md", 3) == 0;
}

/* A code point that may stand in a name at its place AT. */
static bool
stays(uint32_t cp, size_t at)
{
	if (cp >= 0x80)
		return cp != 0xFFFD;
	return isalnum((int)cp) || strchr("_+=@~", (int)cp) != NULL || (at > 0 && (cp == '.' || cp == '-'));
}

/* S as one name without its ending; "" if nothing is left of it. */
static const char *
tame(struct arena *a, const char *s, size_t n)
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

static const char *
base_of(struct arena *a, const struct article *art)
{
	const char *guid = art->guid != NULL ? art->guid : "";
	size_t n = strlen(guid);
	char time[32] = "";

	const char *name = tame(a, guid, ends_with_md(guid, n) ? n - 3 : n);
	if (name[0] != '\0')
		return name;
	if (art->published != DATE_NONE)
		date_format_utc(art->published, time);
	const char *title = arena_printf(a, "%.10s-%s", time, art->title != NULL ? art->title : "");
	name = tame(a, title, strlen(title));
	return name[0] != '\0' ? name : "article";
}

static uint64_t
key_of(const char *name)
{
	uint64_t key = hash_bytes("", 0);

	for (; *name != '\0'; name++) {
		char c = (char)tolower((unsigned char)*name);
		key = hash_more(key, &c, 1);
	}
	return key != 0 ? key : 1;
}

static uint64_t *
place_of(uint64_t *table, size_t size, uint64_t key)
{
	size_t i = (size_t)key & (size - 1);

	while (table[i] != 0 && table[i] != key)
		i = (i + 1) & (size - 1);
	return &table[i];
}

static void
make_room(struct export_names *names)
{
	size_t size = names->size > 0 ? names->size * 2 : TABLE_LEAST;

	if (names->count * 2 < names->size)
		return;
	uint64_t *table = mem_alloc(size * sizeof(*table));
	for (size_t i = 0; i < names->size; i++)
		if (names->taken[i] != 0)
			*place_of(table, size, names->taken[i]) = names->taken[i];
	free(names->taken);
	names->taken = table;
	names->size = size;
}

/* False: it was given before. */
static bool
take(struct export_names *names, const char *name)
{
	make_room(names);
	uint64_t key = key_of(name), *place = place_of(names->taken, names->size, key);
	if (*place == key)
		return false;
	*place = key;
	names->count++;
	return true;
}

const char *
export_name(struct export_names *names, struct arena *a, const struct article *art)
{
	const char *base = base_of(a, art);
	const char *name = arena_printf(a, "%s.md", base);

	for (int i = 2; !take(names, name); i++)
		name = arena_printf(a, "%s-%d.md", base, i);
	return name;
}

void
export_names_done(struct export_names *names)
{
	free(names->taken);
}
