/* SPDX-License-Identifier: ISC */
/* A guid comes from outside and may be anything: model/file_name.h tames it.
 * Names are compared without case, as some file systems do. */
#include "commands/export_name.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "model/article.h"
#include "model/file_name.h"

enum { TABLE_LEAST = 256 };

static bool
ends_with_md(const char *s, size_t n)
{
	return n > 3 && strncasecmp(s + n - 3, ".md", 3) == 0;
}

static const char *
base_of(struct arena *a, const struct article *art)
{
	const char *guid = art->guid != NULL ? art->guid : "";
	size_t n = strlen(guid);

	const char *name = file_name_tame(a, guid, ends_with_md(guid, n) ? n - 3 : n);
	if (name[0] != '\0')
		return name;
	return file_name_of(a, art->published, art->title);
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
