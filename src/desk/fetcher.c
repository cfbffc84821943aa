/* SPDX-License-Identifier: ISC */
#include "desk/fetcher.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "coverage/heat.h"
#include "desk/desk.h"

void
fetcher_add(struct fetcher_words *w, const char *word)
{
	w->argv = arena_grow(w->a, w->argv, w->n, sizeof(*w->argv));
	w->argv[w->n++] = arena_strdup(w->a, word);
	w->argv = arena_grow(w->a, w->argv, w->n, sizeof(*w->argv));
	w->argv[w->n] = NULL;
}

static void
add_pair(struct fetcher_words *w, const char *name, const char *value)
{
	fetcher_add(w, name);
	fetcher_add(w, value);
}

static void
add_network(struct fetcher_words *w, const struct settings *s)
{
	const struct { const char *name; int value; } numbers[] = {
		{ "--at-once", s->fetch_at_once }, { "--per-host", s->fetch_per_host },
		{ "--gap", s->fetch_gap }, { "--connect", s->fetch_connect * 1000 },
		{ "--stall", s->fetch_stall * 1000 }, { "--time", s->fetch_time * 1000 },
		{ "--largest", s->fetch_largest }, { "--articles", s->fetch_articles },
	};

	for (size_t i = 0; i < COUNT(numbers); i++)
		add_pair(w, numbers[i].name, arena_printf(w->a, "%d", numbers[i].value));
	if (s->fetch_user_agent[0] != '\0')
		add_pair(w, "--user-agent", s->fetch_user_agent);
	if (s->fetch_proxy[0] != '\0')
		add_pair(w, "--proxy", strcmp(s->fetch_proxy, "none") != 0 ? s->fetch_proxy : "");
	if (s->fetch_netrc)
		fetcher_add(w, "--netrc");
}

/* What articles without figures are rated by. */
static void
add_weights(struct fetcher_words *w, const struct settings *s)
{
	struct heat_weights weights = { s->quality_base, s->quality_image, s->quality_excerpt,
		s->quality_author, s->quality_text, s->heat_outlet, s->heat_near };
	struct buf text = { 0 };

	heat_weights_format(&weights, &text);
	add_pair(w, "--heat", buf_str(&text));
	buf_done(&text);
}

void
fetcher_begin(struct fetcher_words *w, struct arena *a, const struct desk *desk)
{
	char now[32];

	*w = (struct fetcher_words){ .a = a };
	fetcher_add(w, file_join(a, desk->paths.libexec_dir, "dateline-fetch"));
	add_pair(w, "--store", desk->sample ? desk->paths.sample_store : desk->paths.store_file);
	add_pair(w, "--libexec", desk->paths.libexec_dir);
	if (!desk->sample)
		add_pair(w, "--sources", desk->paths.sources_file);
	if (!desk->sample)
		add_pair(w, "--config", desk->paths.config_file);
	add_pair(w, "--topics", file_join(w->a, desk->paths.sample_dir, "../topics"));
	if (date_is_fixed())
		add_pair(w, "--now", date_format_utc(date_now(), now));
	if (!desk->settings.coverage)
		fetcher_add(w, "--no-coverage");
	add_weights(w, &desk->settings);
	add_network(w, &desk->settings);
}

size_t
fetcher_split(char *line, char **fields, size_t most)
{
	size_t n = 0;

	for (char *p = line; n < most; p++) {
		fields[n++] = p;
		p += strcspn(p, "\t");
		if (*p == '\0')
			break;
		*p = '\0';
	}
	return n;
}
