/* SPDX-License-Identifier: ISC */
/* Names of the kinds of source, as `dateline sources` shows them. */
#include "model/source.h"

#include <assert.h>

const char *
source_kind_name(enum source_kind kind)
{
	static const char *const names[SOURCE_KIND_COUNT] = {
		[SOURCE_FOLDER] = "folder",
		[SOURCE_FILE] = "file",
	};

	assert(kind < SOURCE_KIND_COUNT);
	return names[kind];
}
