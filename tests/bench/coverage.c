/* SPDX-License-Identifier: ISC */
/* Articles invented and linked: time and memory of so many.
 *
 * Headlines of seven words and excerpts of eighteen besides articles and the
 * like, drawn as words of a language are (a few very often, most hardly ever); every third event is told by
 * two to six outlets; 20,000 articles a day. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/mem.h"
#include "coverage/coverage.h"

enum { PER_DAY = 20000, WORDS = 400000, STEPS = 5 };

static uint64_t state = 88172645463325252u;

static double
random01(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (double)(state >> 11) / 9007199254740992.0;
}

/* A word of six to nine letters by its number. */
static char *
put_word(char *p, unsigned word)
{
	static const char *const parts[] = { "ka", "lo", "mir", "ten", "sa", "vu", "dor", "pel", "ni", "shaw",
		"ri", "bo", "gant", "fe", "zu", "har" };

	for (int i = 0; i < 2 || word > 0; i++, word /= 16)
		for (const char *s = parts[(word + (unsigned)i) % 16]; *s != '\0'; s++)
			*p++ = *s;
	*p++ = ' ';
	return p;
}

static unsigned
any_word(void)
{
	return (unsigned)(WORDS * pow(random01(), 6));
}

static void
text(char *p, const unsigned *event, int shared, int fresh)
{
	for (int i = 0; i < shared; i++)
		p = put_word(p, event[i]);
	for (int i = 0; i < fresh; i++)
		p = put_word(p, any_word());
	*p = '\0';
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

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
	long count = argc > 1 ? atol(argv[1]) : 1000000, linked = 0;
	struct coverage *c = coverage_new();
	char title[512], excerpt[1024], domain[32];
	unsigned event[20];
	double empty = resident(), from = seconds(), made = 0, last = 0;
	int left = 0;

	printf("%10s %12s %12s %10s %10s\n", "articles", "us each", "held", "MB", "bytes each");
	for (long i = 0; i < count; i++) {
		double start = seconds();
		if (left-- <= 0) {
			for (size_t k = 0; k < COUNT(event); k++)
				event[k] = any_word();
			left = random01() < 0.33 ? 1 + (int)(5 * random01()) : 0;
		}
		text(title, event, 4, 3);
		text(excerpt, event + 2, 7, 9);
		snprintf(domain, sizeof(domain), "d%d.example", (int)(1000 * random01()));
		struct coverage_article a = { .id = i + 1,
			.time = 1600000000 + i * 86400 / PER_DAY,
			.title = title,
			.excerpt = excerpt,
			.domain = domain };
		made += seconds() - start;
		coverage_add(c, &a, &links, NULL);
		coverage_tell(c, a.id, &links, NULL);
		linked += links.n > 0 && links.item[0].score >= COVERAGE_RELATED;
		if ((i + 1) % (count / STEPS > 0 ? count / STEPS : 1) == 0) {
			double now = seconds() - from - made, held = (double)coverage_count(c);
			printf("%10ld %12.1f %12.0f %10.0f %10.0f\n", i + 1,
			    (now - last) / ((double)count / STEPS) * 1e6, held, resident() - empty,
			    (double)coverage_memory(c) / held);
			last = now;
		}
	}
	printf("%ld of them have related coverage; peak memory %.0f MB\n", linked, resident());
	coverage_free(c);
	return 0;
}
