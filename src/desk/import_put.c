/* SPDX-License-Identifier: ISC */
/* What comes in goes into the store in batches: long ones while nobody else wants
 * to write, and when somebody does the lock is left at once for a moment, so that
 * a mark made meanwhile need not wait. */
#include <inttypes.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/utf8.h"
#include "desk/import_parts.h"
#include "desk/tidying.h"
#include "desk/topic_words.h"
#include "store/store.h"
#include "wire/wire.h"

bool
import_batch_begin(struct import *im)
{
	if (im->in_batch)
		return true;
	im->in_batch = store_begin(im->st, im->err);
	if (!im->in_batch || (im->options->tidying != NULL && !tidying_note(im->options->tidying, im->err)))
		return false;
	im->batch_began = date_clock_ms();
	im->batch_items = 0;
	/* The reader has something to show soon. */
	im->batch_most = im->batch_most == 0 ? BATCH_MS : im->batch_most * 2;
	if (im->batch_most > BATCH_MOST_MS)
		im->batch_most = BATCH_MOST_MS;
	return true;
}

bool
import_batch_end(struct import *im)
{
	static const struct timespec moment = { 0, 1000000 };

	if (!im->in_batch)
		return true;
	im->in_batch = false;
	if (!store_commit(im->st, im->err) ||
	    (im->options->arrived != NULL && !im->options->arrived(im->options->arg, im->st, im->err)))
		return false;
	import_report_progress(im);
	nanosleep(&moment, NULL);
	return true;
}

bool
import_batch_is_long(const struct import *im)
{
	int64_t ms = im->in_batch ? date_clock_ms() - im->batch_began : 0;

	return ms >= im->batch_most || (ms >= BATCH_MS && store_is_wanted(im->st));
}

static void
shift_time(int64_t *t, int64_t by)
{
	if (*t != DATE_NONE)
		*t += by;
}

/* The source's own topics, behind those that the article brings. */
static void
add_topics(struct intake *in, struct article *art)
{
	const struct source_options *o = &in->src->options;
	struct arena *a = &in->im->event_arena;
	const char **topics = arena_array(a, art->ntopics + o->ntopics + 1, sizeof(*topics));
	size_t n = 0, own = art->ntopics;

	for (size_t i = 0; i < own; i++)
		topics[n++] = art->topics[i];
	for (size_t i = 0; i < o->ntopics; i++) {
		bool has = false;

		for (size_t k = 0; k < own && !has; k++)
			has = strcasecmp(topics[k], o->topics[i]) == 0;
		if (!has)
			topics[n++] = o->topics[i];
	}
	art->topics = topics;
	art->ntopics = n;
}

/* Something that tells it from others of its source, where it says nothing. */
static const char *
guid_of(struct arena *a, const struct article *art)
{
	const char *link = art->original_url != NULL ? art->original_url : art->web_url;

	if (art->guid != NULL && art->guid[0] != '\0')
		return art->guid;
	if (link != NULL && link[0] != '\0')
		return link;
	return arena_printf(a, "name:%016" PRIx64,
	    article_name_key(art->title != NULL ? art->title : art->excerpt != NULL ? art->excerpt : "",
	    &art->provider));
}

bool
import_wants_words(const struct intake *in)
{
	const struct topic_words *words = in->im->options->words;

	return words != NULL && in->src->options.ntopics == 0 && topic_words_wanted(words, in->src);
}

bool
import_take_article(struct intake *in, struct wire_event *event)
{
	struct import *im = in->im;
	struct article *art = &event->art;
	enum store_put what;
	int64_t id, by = in->src->shift;

	shift_time(&art->published, by);
	shift_time(&art->updated, by);
	for (size_t i = 0; i < art->nrelated; i++)
		shift_time(&art->related[i].published, by);
	art->guid = guid_of(&im->event_arena, art);
	if (in->src->options.ntopics > 0)
		add_topics(in, art);
	const struct import_options *o = im->options;
	if (!import_batch_begin(im) ||
	    (o->arrives != NULL && !o->arrives(o->arg, im->st, in->src, event, im->err)) ||
	    !store_put_article(im->st, in->src->id, art, date_now(), &what, &id, im->err))
		return false;
	in->fresh += what == STORE_NEW;
	in->changed += what == STORE_CHANGED;
	in->unchanged += what == STORE_SAME;
	im->stored += what != STORE_SAME;
	return true;
}

bool
import_put_outcome(struct intake *in, const char *error)
{
	struct source *src = in->src;

	src->fetched = date_now();
	src->changed = in->fresh + in->changed > 0 ? src->fetched : DATE_NONE;
	src->error = error;
	return import_batch_begin(in->im) && store_source_outcome(in->im->st, src, in->im->err);
}

void
import_report_progress(struct import *im)
{
	fprintf(im->options->report,
	    "progress\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\n",
	    im->files_done, im->files_total, im->stored, im->sources_done, im->sources_total);
	fflush(im->options->report);
}

void
import_report_line(struct import *im, const char *word, const char *text)
{
	struct buf clean = { 0 };

	utf8_clean(&clean, text, strlen(text), UTF8_LINE);
	fprintf(im->options->report, "%s\t%s\n", word, buf_str(&clean));
	buf_done(&clean);
}

static void
put_title(struct buf *out, const struct source *src)
{
	const char *name = src->title != NULL ? src->title : src->location;

	utf8_clean(out, name, strlen(name), UTF8_LINE);
}

void
import_report_start(struct intake *in)
{
	struct buf title = { 0 };

	put_title(&title, in->src);
	fprintf(in->im->options->report, "start\t%" PRId64 "\t%s\n", in->src->id, buf_str(&title));
	buf_done(&title);
}

void
import_report_source(struct intake *in, int status, const char *error)
{
	struct buf title = { 0 }, why = { 0 };

	put_title(&title, in->src);
	if (error != NULL)
		utf8_clean(&why, error, strlen(error), UTF8_LINE);
	in->im->failed = in->im->failed || error != NULL;
	in->im->sources_done++;
	fprintf(in->im->options->report, "source\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64
	    "\t%" PRId64 "\t%" PRId64 "\t%s\t%s\t%d\n", in->src->id, in->fresh, in->changed,
	    in->unchanged, in->vanished, in->damaged, buf_str(&title), buf_str(&why), status);
	import_report_progress(in->im);
	buf_done(&title);
	buf_done(&why);
}
