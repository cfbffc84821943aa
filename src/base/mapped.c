/* SPDX-License-Identifier: ISC */
/* The file is mapped, so that its pages can be given back: they come again from
 * the file when they are looked at once more.  A page of zeros lies behind it, as
 * readers may look at the byte after the last. */
#include "base/mapped.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/err.h"

enum { STRETCH = 4 * 1024 * 1024 };

static struct {
	char *start;
	size_t n, room;
	size_t given_back;
} map;

bool
mapped_open(int fd, size_t n, struct err *err)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	mapped_close();
	if (n > SIZE_MAX / 2)
		return err_set(err, "the file is too large");
	size_t whole = (n + page - 1) / page * page;
	char *start = mmap(NULL, whole + page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (start == MAP_FAILED)
		return err_set(err, "the file is too large: %s", strerror(errno));
	map.start = start;
	map.n = n;
	map.room = whole + page;
	if (n > 0 && mmap(start, n, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0) == MAP_FAILED) {
		err_set(err, "%s", strerror(errno));
		mapped_close();
		return false;
	}
	return true;
}

void
mapped_close(void)
{
	if (map.start != NULL)
		(void)munmap(map.start, map.room);
	map.start = NULL;
	map.n = map.room = map.given_back = 0;
}

const char *
mapped_bytes(size_t *n)
{
	*n = map.n;
	return map.start;
}

void
mapped_behind(const char *at)
{
	uintptr_t start = (uintptr_t)map.start, here = (uintptr_t)at;

	if (map.start == NULL || here < start || here > start + map.n)
		return;
	size_t upto = (size_t)(here - start) / STRETCH * STRETCH;
	/* Somebody begins anew. */
	if (upto < map.given_back)
		map.given_back = 0;
	if (upto <= map.given_back)
		return;
	/* What POSIX has for this does nothing in some libraries. */
	(void)madvise(map.start + map.given_back, upto - map.given_back, MADV_DONTNEED);
	map.given_back = upto;
}
