/* SPDX-License-Identifier: ISC */
/* Folders by the XDG rules, and the helper programs and the sample collection:
 * beside the program in a build tree, else where they were installed. */
#include "settings/paths.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <basedir.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"

static const char *
xdg_folder(struct arena *a, const char *(*home)(xdgHandle *), xdgHandle *handle)
{
	return file_join(a, home(handle), "dateline");
}

/* The folder that the running program is in, "" if nobody can tell. */
static const char *
program_folder(struct arena *a, const char *program)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (n > 0)
		path[n] = '\0';
	else if (program == NULL || strchr(program, '/') == NULL || realpath(program, path) == NULL)
		return "";
	char *slash = strrchr(path, '/');
	*slash = '\0';
	return arena_strdup(a, path);
}

static const char *
find_libexec(struct arena *a, const char *folder)
{
	const char *chosen = getenv("DATELINE_LIBEXEC");

	if (chosen != NULL && chosen[0] != '\0')
		return arena_strdup(a, chosen);
	if (file_exists(file_join(a, folder, "dateline-parse")))
		return folder;
	const char *beside = file_join(a, folder, "../libexec/dateline");
	return file_exists(file_join(a, beside, "dateline-parse")) ? beside : LIBEXECDIR;
}

static const char *
find_sample(struct arena *a, const char *folder)
{
	const char *chosen = getenv("DATELINE_SAMPLE");
	const char *const places[] = {
		file_join(a, folder, "../share/dateline/sample"),
		PKGDATADIR "/sample",
		SOURCE_DATADIR "/sample",
	};

	if (chosen != NULL && chosen[0] != '\0')
		return arena_strdup(a, chosen);
	/* A program in its build tree shows the sample of its own source. */
	if (file_exists(file_join(a, folder, "dateline-parse")) && file_is_dir(places[2]))
		return places[2];
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (file_is_dir(places[i]))
			return places[i];
	return places[1];
}

static const char *
find_themes(struct arena *a, const char *folder)
{
	const char *beside = file_join(a, folder, "../share/dateline/themes");

	if (file_exists(file_join(a, folder, "dateline-parse")) && file_is_dir(SOURCE_DATADIR "/themes"))
		return SOURCE_DATADIR "/themes";
	return file_is_dir(beside) ? beside : PKGDATADIR "/themes";
}

bool
paths_find(struct arena *a, const char *program, const char *config, const char *data, struct paths *out,
    struct err *err)
{
	xdgHandle handle;

	if (xdgInitHandle(&handle) == NULL) {
		err_set(err, "cannot tell the home folder: set HOME, or XDG_CONFIG_HOME and XDG_DATA_HOME");
		return err_code(err, 2);
	}
	const char *config_dir = xdg_folder(a, xdgConfigHome, &handle);
	const char *folder = program_folder(a, program);
	out->data_dir = data != NULL ? file_absolute(a, data) : xdg_folder(a, xdgDataHome, &handle);
	out->cache_dir = xdg_folder(a, xdgCacheHome, &handle);
	xdgWipeHandle(&handle);
	out->config_file =
	    config != NULL ? file_absolute(a, config) : file_join(a, config_dir, "config.yaml");
	out->sources_file = file_absolute(a, file_join(a, out->config_file, "../sources.yaml"));
	out->store_file = file_join(a, out->data_dir, "dateline.db");
	out->sample_store = file_join(a, out->data_dir, "sample.db");
	out->libexec_dir = find_libexec(a, folder);
	out->themes_dir = find_themes(a, folder);
	out->user_themes_dir = file_absolute(a, file_join(a, out->config_file, "../themes"));
	out->sample_dir = find_sample(a, folder);
	return true;
}
