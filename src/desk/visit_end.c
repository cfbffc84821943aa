/* SPDX-License-Identifier: ISC */
/* The end of a visit: when to come again, and what is remembered.  Validators
 * are kept only of a document that was stored whole.  Visits that bring nothing
 * are written all at once at the end of the run, and not at all where they tell
 * nothing that is not known. */
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "desk/import_parts.h"
#include "desk/sources_file.h"
#include "desk/visit_parts.h"
#include "fetch/schedule.h"
#include "store/store.h"

enum {
	QUIET_FOR = 5 * 60,		/* seconds for which "last read" may be old */
	UNREACHED_MOST = 2		/* failures that count */
};

static bool
is_finished(const struct store_http *http)
{
	return http->next_fetch == INT64_MAX && !http->gone;
}

static struct schedule_plan
make_plan(struct visits *vs, const struct visit *v)
{
	const struct store_http *had = &v->had;
	const struct feed *feed = &v->feed;
	bool told = v->error == NULL && !v->answer.not_modified;
	struct schedule_state state = { had->learned_interval, had->failures, had->gone, had->moved_to,
		had->moved_count };
	struct schedule_visit visit = {
		.now = date_now(),
		.random = vs->random,
		.status = v->in.src->kind == SOURCE_EXEC && v->error == NULL ? 200 : v->status,
		.failed = v->error != NULL,
		.finished = told ? feed->expired != 0 : is_finished(had),
		.changed = v->in.fresh + v->in.changed > 0,
		.interval = v->in.src->options.interval,
		.fresh_for = v->fresh_for,
		.retry_after = v->retry_after,
		.ttl_minutes = told ? feed->ttl : had->ttl,
		.skip_hours = told ? feed->skip_hours : had->skip_hours,
		.skip_days = told ? feed->skip_days : had->skip_days,
		.permanent = v->permanent,
	};

	/* It may be we who have no network: an hour is long enough. */
	if (!v->reached && state.failures > UNREACHED_MOST)
		state.failures = UNREACHED_MOST;
	vs->random = vs->random * 1664525 + (vs->random != 0 ? 1013904223 : 0);
	return schedule_next(&state, &visit);
}

static const char *
either(const char *new, const char *old)
{
	return new != NULL ? new : old;
}

static struct store_http
make_record(const struct visit *v, const struct schedule_plan *plan)
{
	struct store_http http = v->had;
	bool whole = v->error == NULL && v->answer.error == NULL;

	http.next_fetch = plan->next;
	http.status = v->status;
	http.failures = plan->state.failures;
	http.gone = plan->state.gone;
	http.moved_to = plan->state.moved_to;
	http.moved_count = plan->state.moved_count;
	http.learned_interval = plan->state.learned;
	http.next_page = whole ? NULL : v->walk;
	if (v->read != 0)
		http.body = whole ? v->read : 0;
	if (!whole)
		return http;
	http.etag = v->answer.not_modified ? either(v->etag, v->had.etag) : v->etag;
	http.last_modified =
	    v->answer.not_modified ? either(v->last_modified, v->had.last_modified) : v->last_modified;
	if (v->answer.not_modified && v->npages <= 1)
		return http;
	http.ttl = v->feed.ttl;
	http.skip_hours = v->feed.skip_hours;
	http.skip_days = v->feed.skip_days;
	http.home = either(v->feed.home, http.home);
	http.icon = either(v->feed.icon, http.icon);
	http.language = either(v->feed.language, http.language);
	return http;
}

/* The error as it is reported: with what comes of it. */
static const char *
report_words(struct visit *v, const struct store_http *http)
{
	char age[32];

	if (v->error == NULL)
		return NULL;
	if (http->gone)
		return arena_printf(&v->arena, "%s; it is gone for good and not asked any more", v->error);
	return arena_printf(&v->arena, "%s; next try %s", v->error,
	    date_format_age(http->next_fetch, date_now(), age));
}

static void
release(struct visits *vs, struct visit *v)
{
	v->state = VISIT_DONE;
	vs->open--;
}

/* It has led elsewhere for good at every visit for a while. */
static bool
move(struct visits *vs, struct visit *v)
{
	struct import *im = vs->im;
	bool moved;

	if (v->move_to == NULL)
		return true;
	if (!store_source_move(im->st, v->in.src->id, v->move_to, &moved, im->err))
		return false;
	if (moved)
		return true;
	import_report_line(im, "notice", arena_printf(&v->arena, "%s leads to %s for good, which is among the"
	    " sources already: `dateline remove %lld` ends it", v->in.src->location, v->move_to,
	    (long long)v->in.src->id));
	v->move_to = NULL;
	return true;
}

/* The store knows it; sources.yaml is to say so as well. */
static void
report_move(struct visits *vs, struct visit *v)
{
	const char *path = vs->im->options->sources_file, *how = "";
	struct err why = { 0 };
	bool found = false;

	if (v->move_to == NULL)
		return;
	if (path != NULL) {
		int lock = sources_file_lock(path);
		if (!sources_file_move(path, v->in.src->location, v->move_to, &found, &why))
			how = arena_printf(&v->arena, ", but %s", why.text);
		if (lock >= 0)
			close(lock);
	}
	import_report_line(vs->im, "notice",
	    arena_printf(&v->arena, "%s has moved to %s%s", v->in.src->location, v->move_to, how));
}

static void
report_finished(struct visits *vs, struct visit *v)
{
	if (!v->finished || is_finished(&v->had))
		return;
	import_report_line(vs->im, "notice", arena_printf(&v->arena, "%s says that nothing will come"
	    " any more; it is not asked again: `dateline remove %lld` ends it", v->in.src->location,
	    (long long)v->in.src->id));
}

static bool
write_down(struct visits *vs, struct visit *v, const struct store_http *http)
{
	struct import *im = vs->im;

	return import_batch_begin(im) && move(vs, v) &&
	    store_source_http_put(im->st, v->in.src->id, http, im->err) &&
	    import_put_outcome(&v->in, v->error);
}

/* Nothing came, and nothing else is to be said. */
static bool
is_quiet(const struct visit *v)
{
	return v->answer.not_modified && v->error == NULL && v->in.src->error == NULL && v->npages <= 1 &&
	    v->had.failures == 0 && v->permanent == NULL && v->had.moved_to == NULL;
}

/* It was not its time yet, and the last time is not long ago. */
static bool
is_known(const struct visit *v)
{
	return v->had.next_fetch > date_now() && v->in.src->fetched != DATE_NONE &&
	    date_now() - v->in.src->fetched < QUIET_FOR;
}

static bool
end_quietly(struct visits *vs, struct visit *v, const struct store_http *http)
{
	if (!is_known(v)) {
		v->had = *http;
		v->next = vs->quiet;
		vs->quiet = v;
	}
	import_report_source(&v->in, v->status, NULL);
	release(vs, v);
	return true;
}

bool
visit_end(struct visits *vs, struct visit *v, const char *error)
{
	if (error != NULL)
		v->error = arena_strdup(&v->arena, error);
	struct schedule_plan plan = make_plan(vs, v);
	struct store_http http = make_record(v, &plan);

	v->move_to = arena_strdup(&v->arena, plan.move_to);
	v->finished = is_finished(&http);
	if (is_quiet(v))
		return end_quietly(vs, v, &http);
	if (!write_down(vs, v, &http))
		return false;
	v->error = report_words(v, &http);
	v->next = NULL;
	*vs->ended_last = v;
	vs->ended_last = &v->next;
	release(vs, v);
	return true;
}

bool
visits_commit(struct visits *vs)
{
	if (!import_batch_end(vs->im))
		return false;
	for (struct visit *v = vs->ended; v != NULL; v = v->next) {
		report_move(vs, v);
		report_finished(vs, v);
		import_report_source(&v->in, v->status, v->error);
		arena_done(&v->arena);
	}
	vs->ended = NULL;
	vs->ended_last = &vs->ended;
	return true;
}

bool
visits_write_quiet(struct visits *vs)
{
	struct import *im = vs->im;
	bool ok = true;

	for (struct visit *v = vs->quiet; ok && v != NULL; v = v->next) {
		int64_t id = v->in.src->id;

		ok = import_batch_begin(im) && store_source_http_put(im->st, id, &v->had, im->err) &&
		    store_source_seen(im->st, id, date_now(), im->err);
	}
	return ok && import_batch_end(im);
}
