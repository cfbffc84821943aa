/* SPDX-License-Identifier: ISC */
/* A collection's topic files.  They are few, so that all are read when one has
 * changed: a fingerprint of names, sizes and times tells. */
#include "desk/import_topics.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/yaml.h"
#include "fetch/folder.h"
#include "store/store.h"

static const char *
fingerprint(struct arena *a, const struct folder_file *files, size_t n)
{
	uint64_t hash = hash_bytes("", 0);

	for (size_t i = 0; i < n; i++) {
		hash = hash_more(hash, files[i].name, strlen(files[i].name));
		hash = hash_more(hash, &files[i].size, sizeof(files[i].size));
		hash = hash_more(hash, &files[i].mtime, sizeof(files[i].mtime));
	}
	return arena_printf(a, "%zu-%016" PRIx64, n, hash);
}

static size_t
read_topics(struct arena *a, const char *folder, const struct folder_file *files, size_t n, struct topic *out,
    FILE *report)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		struct err why = { 0 };
		struct yaml *root;

		if (!yaml_read(a, file_join(a, folder, files[i].name), &root, &why)) {
			fprintf(report, "damage\t%s\n", why.text);
			continue;
		}
		struct topic t = { .key = yaml_text(root, "_id"), .name = yaml_text(root, "name"),
			.shortname = yaml_text(root, "shortname"), .parent = yaml_text(root, "parent") };
		if (t.name == NULL)
			t.name = t.key;
		if (t.name != NULL && t.name[0] != '\0')
			out[count++] = t;
	}
	return count;
}

bool
import_topics(struct store *st, int64_t source, const char *folder, FILE *report, struct err *err)
{
	struct arena a = { 0 };
	struct folder_file *files = NULL;
	size_t n = 0;
	bool ok = true;

	folder_list_yaml(&a, folder, &files, &n);
	const char *key = arena_printf(&a, "topics.%" PRId64, source);
	const char *old = store_meta(st, &a, key), *now = fingerprint(&a, files, n);
	if (old == NULL ? n > 0 : strcmp(old, now) != 0) {
		struct topic *topics = arena_array(&a, n + 1, sizeof(*topics));
		size_t count = read_topics(&a, folder, files, n, topics, report);

		ok = store_begin(st, err) && store_topics_define(st, source, topics, count, err) &&
		    store_meta_set(st, key, now, err) && store_commit(st, err);
		if (!ok)
			store_rollback(st);
	}
	arena_done(&a);
	return ok;
}
