/* SPDX-License-Identifier: ISC */
/* What a parser gives up before it sees the first byte from outside.  A filter
 * of system calls belongs here too, as the last step of wire_confine(). */
#include "wire/wire.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>

#include "base/err.h"
#include "base/mem.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

enum { MEMORY_MAX = 256 * 1024 * 1024, STANDARD_FILES = 3 };

bool
wire_confine(struct err *err)
{
	static const struct {
		int what;
		rlim_t most;
		const char *name;
	} limits[] = {
		/* Sanitizers reserve terabytes of addresses. */
		{ RLIMIT_AS, SANITIZED ? RLIM_INFINITY : MEMORY_MAX, "memory" },
		{ RLIMIT_FSIZE, 0, "size of files" },
		{ RLIMIT_NOFILE, STANDARD_FILES, "number of files" },
		{ RLIMIT_CORE, 0, "size of core dumps" },
	};

	for (size_t i = 0; i < COUNT(limits); i++) {
		struct rlimit limit = { limits[i].most, limits[i].most };

		if (limits[i].most == RLIM_INFINITY)
			continue;
		if (setrlimit(limits[i].what, &limit) != 0)
			return err_set(err, "cannot limit the %s of the parser: %s", limits[i].name,
			    strerror(errno));
	}
	return true;
}
