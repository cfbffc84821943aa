/* SPDX-License-Identifier: ISC */
/* coverage [COUNT [topic]]: invented articles (invented.h) linked without a store:
 * time and memory, and how much is found of what is known to belong together. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "coverage/coverage.h"
#include "invented.h"

enum { STEPS = 5 };

static double
resident(void)
{
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	return (double)use.ru_maxrss / 1024;
}

int
main(int argc, char **argv)
{
	static struct coverage_links links;
	static struct invented in;
	long right = 0, wrong = 0, event = 0, before = 0;
	long count = argc > 1 ? atol(argv[1]) : 1000000, linked = 0;
	struct coverage *c = coverage_new();

	in.one_topic = argc > 2;
	double tables = (double)coverage_memory(c), empty = resident();
	double from = invented_seconds(), made = 0, last = 0;

	printf("%10s %12s %12s %10s %10s\n", "articles", "us each", "held", "MB", "bytes each");
	for (long i = 0; i < count; i++) {
		double start = invented_seconds();
		invented_next(&in);
		struct coverage_article a = { .id = in.number,
			.time = in.time,
			.title = in.title,
			.excerpt = in.excerpt,
			.domain = in.domain };
		made += invented_seconds() - start;
		coverage_add(c, &a, &links, NULL);
		coverage_tell(c, a.id, &links, NULL);
		if (in.first)
			event = in.number;
		for (size_t k = 0; k < links.n; k++)
			if (links.item[k].score >= COVERAGE_RELATED)
				links.item[k].id >= event ? right++ : wrong++;
		before += in.number - event;
		linked += links.n > 0 && links.item[0].score >= COVERAGE_RELATED;
		if ((i + 1) % (count / STEPS > 0 ? count / STEPS : 1) == 0) {
			double now = invented_seconds() - from - made, held = (double)coverage_count(c);
			printf("%10ld %12.1f %12.0f %10.0f %10.0f\n", i + 1,
			    (now - last) / ((double)count / STEPS) * 1e6, held, resident() - empty,
			    ((double)coverage_memory(c) - tables) / held);
			last = now;
		}
	}
	printf("%ld of them have related coverage; of %ld pairs %ld are found, and %ld others; peak memory "
	       "%.0f MB, of which %.0f are tables of a size that stays\n",
	    linked, before, right, wrong, resident(), tables / 1e6);
	coverage_free(c);
	return 0;
}
