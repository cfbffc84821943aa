/* SPDX-License-Identifier: ISC */
#include "desk/full.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/url.h"
#include "desk/desk.h"
#include "desk/fetcher.h"
#include "desk/full_cache.h"

enum { SAID_MOST = 64 * 1024 };

static const char *
folder_of(struct arena *a, const struct desk *desk)
{
	return file_join(a, desk->paths.cache_dir, "full");
}

bool
full_cached(struct arena *a, const struct desk *desk, const char *url, struct article *out)
{
	return full_cache_get(a, folder_of(a, desk), url, out);
}

bool
full_start(struct full *f, const struct desk *desk, const char *url, const char *source, struct err *err)
{
	struct fetcher_words w;

	full_done(f);
	if (!url_is_web(url))
		return err_set(err, "%s is no address of the web", url);
	fetcher_begin(&w, &f->arena, desk);
	fetcher_add(&w, "--cache");
	fetcher_add(&w, folder_of(&f->arena, desk));
	if (source != NULL && url_is_web(source)) {
		fetcher_add(&w, "--beside");
		fetcher_add(&w, source);
	}
	fetcher_add(&w, "--full");
	fetcher_add(&w, url);
	f->running = process_start(&f->process, w.argv, PROCESS_OUT | PROCESS_QUIET, err);
	return f->running;
}

int
full_fd(const struct full *f)
{
	return f->running ? f->process.out : -1;
}

static bool
read_some(struct full *f)
{
	char bytes[4096];
	ssize_t n = read(f->process.out, bytes, sizeof(bytes));

	if (n < 0)
		return errno == EINTR || errno == EAGAIN;
	if (n > 0 && f->said.n < SAID_MOST)
		buf_add(&f->said, bytes, (size_t)n);
	return n > 0;
}

static void
end(struct full *f)
{
	static const char word[] = "error\t";
	int status = process_wait(&f->process);
	const char *said = buf_str(&f->said);

	process_close(&f->process);
	f->running = false;
	if (strncmp(said, word, sizeof(word) - 1) == 0)
		snprintf(f->error, sizeof(f->error), "%.*s", (int)strcspn(said + sizeof(word) - 1, "\n"),
		    said + sizeof(word) - 1);
	else if (status != 0)
		snprintf(f->error, sizeof(f->error), "dateline-fetch ended with %d", status);
}

bool
full_turn(struct full *f)
{
	struct pollfd pfd = { .fd = full_fd(f), .events = POLLIN };

	if (f->running && poll(&pfd, 1, 0) > 0 && !read_some(f))
		end(f);
	return f->running;
}

bool
full_run(struct full *f)
{
	while (f->running)
		if (!read_some(f))
			end(f);
	return f->error[0] == '\0';
}

void
full_done(struct full *f)
{
	if (f->running) {
		(void)kill(f->process.pid, SIGKILL);
		end(f);
	}
	buf_done(&f->said);
	arena_done(&f->arena);
	*f = (struct full){ 0 };
}
