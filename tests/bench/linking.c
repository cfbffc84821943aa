/* SPDX-License-Identifier: ISC */
/* linking FILE SIZE...: invented articles (invented.h) put into a store that FILE
 * becomes, and linked, up to each size.  Time is of this process, the machine
 * may do other things. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/err.h"
#include "desk/linking.h"
#include "invented.h"
#include "model/article.h"
#include "model/source.h"
#include "store/store.h"
#include "store/store_story.h"

enum { BATCH = 2000 };

static void
must(bool ok, const struct err *err)
{
	if (ok)
		return;
	fprintf(stderr, "linking: %s\n", err->text);
	exit(1);
}

static void
put(struct store *st, int64_t source, struct invented *in)
{
	struct err err = { 0 };
	struct article art;
	enum store_put what;
	char guid[32], url[96];
	int64_t id;

	invented_next(in);
	article_init(&art);
	snprintf(guid, sizeof(guid), "%ld", in->number);
	snprintf(url, sizeof(url), "https://%s/%ld", in->domain, in->number);
	art.guid = guid;
	art.title = in->title;
	art.excerpt = in->excerpt;
	art.original_url = url;
	art.provider.domain = in->domain;
	art.published = in->time;
	must(store_put_article(st, source, &art, in->time, &what, &id, &err), &err);
}

static void
put_until(struct store *st, int64_t source, struct invented *in, long size)
{
	struct err err = { 0 };

	while (in->number < size) {
		must(store_begin(st, &err), &err);
		for (int i = 0; i < BATCH && in->number < size; i++)
			put(st, source, in);
		must(store_commit(st, &err), &err);
	}
}

int
main(int argc, char **argv)
{
	static struct invented in;
	struct source src = { .location = "/nowhere" };
	struct linking_options options = { .progress = NULL };
	struct err err = { 0 };
	struct rusage use;
	struct stat file;
	int64_t source, stories = 0;

	if (argc < 3)
		return 2;
	struct store *st = store_open(argv[1], STORE_BULK, &err);
	must(st != NULL, &err);
	must(store_source_put(st, &src, &source, &err), &err);
	printf("%10s %12s %12s %10s %10s %10s\n", "articles", "us to put", "us to link", "stories", "MB",
	    "file, MB");
	for (int i = 2; i < argc; i++) {
		double had = (double)in.number, start = invented_seconds();
		put_until(st, source, &in, atol(argv[i]));
		double put = invented_seconds() - start, more = (double)in.number - had;
		start = invented_seconds();
		must(linking_run(st, &options, &err), &err);
		double linked = invented_seconds() - start;
		must(store_stories_count(st, &stories, &err), &err);
		getrusage(RUSAGE_SELF, &use);
		printf("%10ld %12.1f %12.1f %10ld %10.0f %10.0f\n", in.number, put / more * 1e6,
		    linked / more * 1e6, (long)stories, (double)use.ru_maxrss / 1024,
		    stat(argv[1], &file) == 0 ? (double)file.st_size / 1048576 : 0);
		fflush(stdout);
	}
	store_close(st);
	return 0;
}
