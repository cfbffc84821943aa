/* SPDX-License-Identifier: ISC */
/* The coverage by other outlets: what the publisher gives, what dateline has
 * matched, what is weaker.  Those that repeat one text stand behind the first
 * of them, folded into a line until one of them is chosen. */
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "desk/reading.h"
#include "model/row.h"
#include "ui/canvas.h"
#include "ui/detail_layout.h"

enum { INDENT_FROM = 28, REPRINT_INDENT = 2 };

/* The first item with the same text; itself where there is none before it. */
static size_t
first_of(const struct reading *rd, size_t i)
{
	const struct store_match *m = rd->matches;

	for (size_t k = 0; k < i && m[i].text != 0; k++)
		if (m[k].text == m[i].text && m[k].also == m[i].also)
			return k;
	return i;
}

size_t
detail_steps(const struct reading *rd, size_t *out)
{
	size_t n = 0;

	for (size_t i = 0; i < reading_related_count(rd); i++)
		if (!rd->matches[i].also && first_of(rd, i) == i)
			out[n++] = i;
	return n;
}

static size_t
count_outlets(const struct reading *rd)
{
	const struct article *art = &rd->shown.art;
	size_t count = 0;

	for (size_t i = 0; i < art->nrelated && !rd->matches[i].also; i++) {
		const char *label = provider_label(&art->related[i].provider);
		bool seen = strcmp(label, provider_label(&art->provider)) == 0;

		for (size_t k = 0; k < i && !seen; k++)
			seen = strcmp(label, provider_label(&art->related[k].provider)) == 0;
		count += !seen;
	}
	return count;
}

/* Between the first and the last of all, the article among them. */
static const char *
span_of(struct arena *a, const struct reading *rd)
{
	const struct article *art = &rd->shown.art;
	int64_t first = art->published, last = art->published;

	for (size_t i = 0; i < art->nrelated && !rd->matches[i].also; i++) {
		int64_t t = art->related[i].published;

		if (t == DATE_NONE)
			continue;
		first = first == DATE_NONE || t < first ? t : first;
		last = last == DATE_NONE || t > last ? t : last;
	}
	int64_t minutes = first == DATE_NONE ? 0 : (last - first) / 60;
	if (minutes == 0)
		return "";
	if (minutes < 60)
		return arena_printf(a, ", %d min", (int)minutes);
	if (minutes < 48 * 60)
		return arena_printf(a, ", %d h", (int)(minutes / 60));
	return arena_printf(a, ", %d d", (int)(minutes / (24 * 60)));
}

/* "+4 reprints: Gazette, Echo" */
static void
put_folded(struct detail_layout *l, size_t first)
{
	const struct reading *rd = l->view->reading;
	const char *names = "";
	size_t count = 0;
	int x = l->width < INDENT_FROM ? 2 : 7;

	for (size_t i = first + 1; i < rd->shown.art.nrelated; i++) {
		if (first_of(rd, i) != first)
			continue;
		names = arena_printf(l->a, "%s%s%s", names, count++ == 0 ? ": " : ", ",
		    provider_label(&rd->shown.art.related[i].provider));
	}
	if (count == 0)
		return;
	l->related = first + 1;
	detail_line_begin(l);
	detail_span_at(l, x, l->width - x, ROLE_DIM, arena_printf(l->a, "+%zu reprint%s%s", count,
	    count == 1 ? "" : "s", names));
	l->related = 0;
}

/* An item with those that repeat it. */
static void
put_group(struct detail_layout *l, size_t first)
{
	const struct reading *rd = l->view->reading;
	size_t chosen = rd->place.chosen;
	bool open = chosen > 0 && chosen <= rd->shown.art.nrelated && first_of(rd, chosen - 1) == first;

	detail_item(l, first, 0);
	if (!open) {
		put_folded(l, first);
		return;
	}
	for (size_t i = first + 1; i < rd->shown.art.nrelated; i++)
		if (first_of(rd, i) == first)
			detail_item(l, i, l->width < INDENT_FROM ? 0 : REPRINT_INDENT);
}

/* What stands above an item where those before it came another way. */
static const char *
heading_of(const struct reading *rd, size_t i, bool mixed)
{
	const struct related *all = rd->shown.art.related;
	enum article_by by = all[i].by;

	if (rd->matches[i].also || (i > 0 && all[i - 1].by == by) || (!mixed && by != BY_DATELINE))
		return NULL;
	return by == BY_DATELINE ? "matched by dateline" : "given by the publisher";
}

static bool
is_mixed(const struct reading *rd)
{
	const struct article *art = &rd->shown.art;

	for (size_t i = 1; i < art->nrelated && !rd->matches[i].also; i++)
		if (art->related[i].by != art->related[0].by)
			return true;
	return false;
}

void
detail_related(struct detail_layout *l)
{
	const struct reading *rd = l->view->reading;
	size_t outlets = count_outlets(rd), n = reading_related_count(rd);
	bool mixed = is_mixed(rd);

	for (size_t i = 0; i < n; i++) {
		const char *heading = heading_of(rd, i, mixed);

		if (i == 0 && !rd->matches[0].also) {
			detail_heading(l, "RELATED COVERAGE", arena_printf(l->a, "%zu %s%s", outlets,
			    outlets == 1 ? "outlet" : "outlets", span_of(l->a, rd)));
			detail_times(l);
		}
		if (rd->matches[i].also && (i == 0 || !rd->matches[i - 1].also))
			detail_heading(l, "SEE ALSO", "less alike");
		if (heading != NULL)
			detail_wrap(l, 0, ROLE_DIM, heading);
		if (first_of(rd, i) == i)
			put_group(l, i);
	}
}

/* -- stepping through the outlets' excerpts */

void
detail_step(struct detail_layout *l)
{
	const struct reading *rd = l->view->reading;
	size_t i = rd->place.step - 1, n, at = 0;
	const struct related *rel = &rd->shown.art.related[i];
	size_t *steps = arena_array(l->a, rd->shown.art.nrelated + 1, sizeof(*steps));
	struct detail_headline h = detail_item_headline(l, i);
	const char *delta = detail_item_delta(l, i);

	n = detail_steps(rd, steps);
	while (at < n && steps[at] != i)
		at++;
	detail_blank(l);
	detail_line_begin(l);
	l->out->step = l->out->count;
	detail_span_at(l, 0, l->width, ROLE_COVERAGE, arena_printf(l->a, "%zu/%zu %s%s%s", at + 2, n + 1,
	    provider_label(&rel->provider), *delta != '\0' ? ", " : "", delta));
	h.own = ROLE_STRONG;
	detail_headline_wrap(l, 0, &h);
	detail_blank(l);
	if (rel->excerpt != NULL && rel->excerpt[0] != '\0')
		detail_wrap(l, 0, ROLE_TEXT, detail_plain(l->a, rel->excerpt));
	else
		detail_wrap(l, 0, ROLE_DIM, "It comes without an excerpt.");
}
