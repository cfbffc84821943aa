/* SPDX-License-Identifier: ISC */
/* An address in sources.yaml is replaced where it stands, by the bytes.  The new
 * text is read again: unless every entry is what it was but for the address, the
 * file stays as it is. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/yaml.h"
#include "desk/sources_file.h"

enum { BYTES_MAX = 4 * 1024 * 1024 };

struct move {
	struct arena arena;
	const char *path, *from, *to;
	struct sources_entry *was, *is;
	size_t nwas, nis;
	struct buf old, new;
};

/* Whatever the new text is, its entries must be those of the old one. */
static bool
is_as_meant(struct move *m)
{
	if (!sources_file_read_text(&m->arena, m->path, &m->new, &m->is, &m->nis) || m->nis != m->nwas)
		return false;
	for (size_t i = 0; i < m->nis; i++) {
		bool moved = strcmp(m->was[i].location, m->from) == 0;

		if (strcmp(m->is[i].text, moved ? m->to : m->was[i].text) != 0)
			return false;
	}
	return true;
}

/* The address as it is written behind line and column; NULL: in some other way. */
static const char *
place_of(struct move *m, const struct sources_entry *e)
{
	const char *p = buf_str(&m->old), *end;

	for (size_t line = 1; line < e->line && *p != '\0'; line++) {
		p += strcspn(p, "\n");
		p += *p == '\n';
	}
	end = p + strcspn(p, "\n");
	p = strstr(p, e->text);
	return p != NULL && p < end ? p : NULL;
}

static bool
replace(struct move *m)
{
	const char *done = buf_str(&m->old);

	for (size_t i = 0; i < m->nwas; i++) {
		if (strcmp(m->was[i].location, m->from) != 0)
			continue;
		const char *p = place_of(m, &m->was[i]);
		if (p == NULL || p < done)
			return false;
		buf_add(&m->new, done, (size_t)(p - done));
		buf_puts(&m->new, m->to);
		done = p + strlen(m->was[i].text);
	}
	buf_puts(&m->new, done);
	return true;
}

static bool
write_file(struct move *m, struct err *err)
{
	if (replace(m) && is_as_meant(m))
		return file_write_atomic(m->path, m->new.p, m->new.n, err);
	return err_set(err, "%s is not laid out so that %s can be replaced by %s; do it by hand", m->path,
	    m->from, m->to);
}

bool
sources_file_move(const char *path, const char *from, const char *to, bool *found, struct err *err)
{
	struct move m = { .path = path, .from = from, .to = to };
	bool exists;

	*found = false;
	bool ok = sources_file_read(&m.arena, path, &m.was, &m.nwas, &exists, err) &&
	    (!exists || file_read(path, BYTES_MAX, &m.old, err));
	for (size_t i = 0; ok && i < m.nwas; i++)
		*found = *found || strcmp(m.was[i].location, from) == 0;
	if (ok && *found)
		ok = write_file(&m, err);
	buf_done(&m.old);
	buf_done(&m.new);
	arena_done(&m.arena);
	return ok;
}
