/* SPDX-License-Identifier: ISC */
#include "invented.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

#include "base/mem.h"

enum { PER_DAY = 20000, WORDS = 400000 };

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
any_word(const struct invented *in)
{
	return (unsigned)(WORDS * pow(random01(), in->one_topic ? 6 : 3));
}

static void
text(const struct invented *in, char *p, const unsigned *event, int shared, int fresh)
{
	for (int i = 0; i < shared; i++)
		p = put_word(p, event[i]);
	for (int i = 0; i < fresh; i++)
		p = put_word(p, any_word(in));
	*p = '\0';
}

double
invented_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void
invented_next(struct invented *in)
{
	in->first = in->left-- <= 0;
	if (in->first) {
		for (size_t k = 0; k < COUNT(in->event); k++)
			in->event[k] = any_word(in);
		in->left = random01() < 0.33 ? 1 + (int)(5 * random01()) : 0;
	}
	text(in, in->title, in->event, 4, 3);
	text(in, in->excerpt, in->event + 2, 7, 9);
	snprintf(in->domain, sizeof(in->domain), "d%d.example", (int)(1000 * random01()));
	in->time = 1600000000 + in->number * 86400 / PER_DAY;
	in->number++;
}
