/* SPDX-License-Identifier: ISC */
/* Documents of any size.  A large one is handed to its parser as an open file. */
#include "wire/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"

enum { IN_MEMORY = 8 * 1024 * 1024 };

bool
wire_document_open(struct wire_document *doc, const char *path, struct buf *bytes, struct err *err)
{
	struct stat sb;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	doc->articles_max = WIRE_FILE_ARTICLES_MAX;
	if (fd >= 0 && fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode) && sb.st_size > IN_MEMORY) {
		doc->is_file = true;
		doc->fd = fd;
		doc->bytes = "";
		doc->n = (size_t)sb.st_size;
		return true;
	}
	if (fd >= 0)
		close(fd);
	if (!file_read(path, WIRE_DOCUMENT_MAX, bytes, err))
		return false;
	doc->bytes = buf_str(bytes);
	doc->n = bytes->n;
	return true;
}

bool
wire_document_spool(struct wire_document *doc, struct err *err)
{
	const char *folder = getenv("TMPDIR");
	char path[4096];

	if (folder == NULL || folder[0] != '/')
		folder = "/tmp";
	snprintf(path, sizeof(path), "%s/dateline-XXXXXX", folder);
	int fd = mkstemp(path);
	if (fd < 0)
		return err_set(err, "cannot write %s: %s", path, strerror(errno));
	(void)unlink(path);
	(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	if (!file_write_all(fd, doc->bytes, doc->n)) {
		err_set(err, "cannot write %s: %s", path, strerror(errno));
		close(fd);
		return false;
	}
	doc->is_file = true;
	doc->fd = fd;
	doc->bytes = "";
	return true;
}
