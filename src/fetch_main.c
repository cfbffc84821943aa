/* SPDX-License-Identifier: ISC */
/* dateline-fetch: reads sources into the store; started by dateline, the only
 * bulk writer.  A lock beside the store keeps a second one away.
 *
 * Its report on standard output has a line for each event, fields apart by
 * tabs:
 *	progress DONE TOTAL STORED SOURCES ALL
 *					files read of those to read, articles committed, sources
 *					finished of all that are read in this run
 *	start ID TITLE			a source is being read
 *	damage TEXT			"file:line:column: message"
 *	notice TEXT			something that its user should know
 *	source ID NEW CHANGED UNCHANGED VANISHED DAMAGED TITLE ERROR STATUS
 *					it is finished; STATUS is HTTP's or 0
 *	linked DONE TOTAL		articles compared with others, of those not compared yet
 *	busy				another one runs; nothing was done
 *	error TEXT			the store failed
 * With --look URL it only looks at that address, without a store; --guessed: https
 * is only a guess, http may be meant:
 *	found URL FORMAT ARTICLES NEWEST TITLE
 *					a feed that can be read, best first
 *	page				the address is that of a page that names them
 *	clear				the first one is what is meant
 *	error TEXT			there are none
 * With --full URL it reads the article of that page into the folder --cache:
 *	error TEXT			it could not
 * With --write-back PATH or --read-ahead PATH it helps another one with that store
 * (desk/writeback.h, desk/linking_ahead.h).
 * SIGTERM ends it after the batch at hand.  Exit status: 0 done, 1 in part,
 * 2 usage, 3 the store cannot be used. */
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "desk/arrivals.h"
#include "desk/full_get.h"
#include "desk/heating.h"
#include "desk/import.h"
#include "desk/linking.h"
#include "desk/linking_ahead.h"
#include "desk/look.h"
#include "desk/rater.h"
#include "desk/rules.h"
#include "desk/tidying.h"
#include "desk/writeback.h"
#include "fetch/http.h"
#include "model/source.h"
#include "store/store.h"

enum { REINDEX_BATCH = 500 };

/* Of what was downloaded and no parser has yet: the store is what takes time. */
enum { WAITING_MAX = 2 * 1024 * 1024 };

struct run {
	struct arena arena;
	const char *store, *libexec, *look, *config, *topics, *heat;
	struct full_wish full;
	struct import_options options;
	struct tidying tidying;
	struct writeback writeback;
	struct http_options http;
	int64_t *ids;
	bool no_coverage;
	int largest;			/* MiB of a document, 0: as http_options_init has it */
};

static volatile sig_atomic_t stop;

static void
ask_to_stop(int number)
{
	(void)number;
	stop = 1;
}

static bool
take_text(struct run *r, const char *name, const char *value)
{
	const struct { const char *name; const char **place;
	} texts[] = {
		{ "--store", &r->store },
		{ "--libexec", &r->libexec },
		{ "--look", &r->look },
		{ "--full", &r->full.url },
		{ "--beside", &r->full.beside },
		{ "--cache", &r->full.folder },
		{ "--sources", &r->options.sources_file },
		{ "--config", &r->config },
		{ "--topics", &r->topics },
		{ "--heat", &r->heat },
		{ "--user-agent", &r->http.user_agent },
		{ "--proxy", &r->http.proxy },
	};

	for (size_t i = 0; i < COUNT(texts); i++)
		if (strcmp(name, texts[i].name) == 0) {
			*texts[i].place = value;
			return true;
		}
	return false;
}

static bool
take_number(struct run *r, const char *name, const char *value)
{
	const struct { const char *name; int *place; } numbers[] = {
		{ "--at-once", &r->http.total_max }, { "--per-host", &r->http.host_max },
		{ "--gap", &r->http.gap_ms }, { "--connect", &r->http.connect_ms },
		{ "--stall", &r->http.stall_ms }, { "--time", &r->http.total_ms },
		{ "--largest", &r->largest }, { "--articles", &r->options.articles_max },
	};

	for (size_t i = 0; i < COUNT(numbers); i++)
		if (strcmp(name, numbers[i].name) == 0) {
			*numbers[i].place = atoi(value);
			return true;
		}
	return false;
}

static bool
take_flag(struct run *r, const char *name)
{
	if (strcmp(name, "--force") == 0)
		r->options.force = true;
	else if (strcmp(name, "--all") == 0)
		r->options.all = true;
	else if (strcmp(name, "--no-coverage") == 0)
		r->no_coverage = true;
	else if (strcmp(name, "--guessed") == 0)
		r->options.guessed = true;
	else if (strcmp(name, "--netrc") == 0)
		r->http.netrc = true;
	else
		return false;
	return true;
}

static bool
take_now(const char *name, const char *value, bool *known, struct err *err)
{
	int64_t now;

	*known = strcmp(name, "--now") == 0;
	if (!*known)
		return true;
	if (!date_parse(value, strlen(value), &now))
		return err_set(err, "--now needs a time, not \"%s\"", value);
	date_set_now(now);
	return true;
}

static bool
take_id(struct run *r, const char *word, struct err *err)
{
	char *end;
	long long id = strtoll(word, &end, 10);

	if (*end != '\0' || id <= 0)
		return err_set(err, "unknown argument %s; try --help", word);
	r->ids = arena_grow(&r->arena, r->ids, r->options.nids, sizeof(*r->ids));
	r->ids[r->options.nids++] = id;
	return true;
}

static bool
take_arguments(struct run *r, int argc, char **argv, struct err *err)
{
	for (int i = 1; i < argc; i++) {
		const char *value = argv[i + 1];
		bool known = false;

		if (take_flag(r, argv[i]))
			continue;
		if (value != NULL && (take_text(r, argv[i], value) || take_number(r, argv[i], value)))
			known = true;
		else if (value != NULL && !take_now(argv[i], value, &known, err))
			return false;
		if (!known && !take_id(r, argv[i], err))
			return false;
		i += known;
	}
	if (r->full.url != NULL && r->full.folder == NULL)
		return err_set(err, "--full needs --cache DIR");
	if (r->store == NULL && r->look == NULL && r->full.url == NULL)
		return err_set(err, "--store PATH is missing; dateline starts this program by itself");
	return true;
}

/* False: somebody else has the lock. */
static bool
lock(struct run *r)
{
	int fd = open(arena_printf(&r->arena, "%s.lock", r->store), O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	/* Where no lock can be made the store cannot be written either; it says so. */
	return fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0;
}

static void
prepare(struct run *r)
{
	r->options.parser = file_join(&r->arena, r->libexec, "dateline-parse");
	r->writeback.program = file_join(&r->arena, r->libexec, "dateline-fetch");
	r->writeback.store = r->store;
	r->options.ids = r->ids;
	r->options.http = &r->http;
	if (r->largest > 0)
		r->http.bytes_max = (size_t)r->largest << 20;
	r->options.report = stdout;
	r->options.stop = &stop;
}

static int
look(struct run *r)
{
	struct err err = { 0 };

	if (look_run(&r->options, r->look, &err))
		return 0;
	printf("error\t%s\n", err.text);
	return 1;
}

static int
read_full(struct run *r)
{
	struct err err = { 0 };

	if (full_get(&r->options, &r->full, &err))
		return 0;
	printf("error\t%s\n", err.text);
	return 1;
}

/* What an older version has indexed, bit by bit; the next run goes on. */
static void
reindex(struct store *st)
{
	struct err err = { 0 };
	int64_t left = 1;

	while (!stop && left > 0 && store_reindex(st, REINDEX_BATCH, &left, &err))
		continue;
}

/* Which articles stand for the stories of an older store, likewise. */
static void
fold_stories(struct store *st)
{
	struct err err = { 0 };
	bool more = true;

	while (!stop && more && store_stories_late(st, &more, &err))
		continue;
}

struct coming {
	struct arrivals arrivals;
	struct writeback *writeback;
};

static bool
give_topics(void *arg, struct store *st, const struct source *src, struct wire_event *event, struct err *err)
{
	struct coming *c = arg;

	return arrivals_give(&c->arrivals, st, src, event, err);
}

static bool
take_commit(void *arg, struct store *st, struct err *err)
{
	struct coming *c = arg;

	writeback_turn(c->writeback, st);
	return rules_apply(st, &c->arrivals.rules, c->arrivals.linked, err);
}

/* What a run that was cut short has left comes first. */
static bool
run_import(struct run *r, struct store *st, struct err *err)
{
	struct coming c = { .writeback = &r->writeback };

	arrivals_init(&c.arrivals, st, r->config, r->topics);
	c.arrivals.linked = !r->no_coverage;
	struct rater *rater = rater_new(st, r->heat);
	r->options.words = &c.arrivals.words;
	r->options.arrives = give_topics;
	r->options.arrived = take_commit;
	r->options.arg = &c;
	tidying_begin(&r->tidying, st);
	r->options.tidying = &r->tidying;
	bool ok = arrivals_take(&c.arrivals, st, err) || err_code(err, 3);
	ok = ok && import_run(st, &r->options, err);
	arrivals_done(&c.arrivals);
	rater_free(rater);
	return ok;
}

static bool
say_linked(void *arg, int64_t done, int64_t left)
{
	struct run *r = arg;

	writeback_turn(&r->writeback, r->tidying.st);
	printf("linked\t%" PRId64 "\t%" PRId64 "\n", done, left);
	fflush(stdout);
	return !stop;
}

static bool
is_stopped(void)
{
	return stop != 0;
}

/* What came without a quality and was not rated as it was stored. */
static void
rate_articles(const struct run *r, struct store *st)
{
	struct heating_options options = { r->heat, is_stopped };
	struct err err = { 0 };

	if (!stop && !heating_run(st, &options, &err))
		printf("notice\tcannot rate articles: %s\n", err.text);
}

/* Which articles belong together; the next run goes on. */
static void
link_articles(struct run *r, struct store *st)
{
	struct linking_options options = { .progress = say_linked, .arg = r,
		.helper = file_join(&r->arena, r->libexec, "dateline-fetch"),
		.store = r->store };
	struct err err = { 0 };

	if (!stop && !(linking_run(st, &options, &err) && rules_apply_stories(st, r->config, &err)))
		printf("notice\tcannot link related articles: %s\n", err.text);
}

/* All that has come is in the store. */
static void
finish(struct run *r, struct store *st)
{
	struct err err = { 0 };

	reindex(st);
	fold_stories(st);
	rate_articles(r, st);
	if (!r->no_coverage)
		link_articles(r, st);
	/* What does not succeed is tried again by the next run. */
	if (!writeback_runs(&r->writeback) && tidying_go_on(&r->tidying, is_stopped, &err))
		(void)tidying_end(&r->tidying, &err);
}

static int
import(struct run *r)
{
	struct err err = { 0 };
	struct store *st = store_open(r->store, STORE_BULK, &err);

	if (st != NULL && store_is_read_only(st))
		err_set(&err, "the store %s cannot be written", r->store);
	else if (st != NULL && run_import(r, st, &err))
		err.text[0] = '\0';
	else if (st != NULL && err.code != 3)
		err.code = 1;
	if (st != NULL && err.code != 3 && !store_is_read_only(st))
		finish(r, st);
	store_close(st);
	writeback_end(&r->writeback);
	if (err.text[0] == '\0')
		return 0;
	if (err.code != 1)
		printf("error\t%s\n", err.text);
	return err.code == 1 ? 1 : 3;
}

int
main(int argc, char **argv)
{
	struct run r = { .libexec = LIBEXECDIR };
	struct sigaction action = { .sa_handler = ask_to_stop };
	struct err err = { 0 };
	int code = 0;

	if (argc == 2 && (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "--help") == 0)) {
		puts(argv[1][2] == 'v' ? "dateline-fetch " VERSION_TEXT :
		    "usage: dateline-fetch --store PATH [--libexec DIR] [--config FILE] [--sources FILE]\n"
		    "    [--topics DIR] [--now TIME] [--heat WEIGHTS]\n"
		    "    [--force] [--all] [--at-once N] [--per-host N] [--gap MS] [--connect MS]\n"
		    "    [--stall MS] [--time MS] [--largest MIB] [--articles N]\n"
		    "    [--user-agent TEXT] [--proxy URL] [--netrc]\n"
		    "    [--no-coverage] [--look URL [--guessed] |\n"
		    "    --full URL --cache DIR [--beside SOURCE] | ID...]\n\n"
		    "Reads sources into a store. Use dateline fetch instead.");
		return 0;
	}
	if (argc == 3 && strcmp(argv[1], "--write-back") == 0)
		return writeback_serve(argv[2], &err) ? 0 : 3;
	if (argc == 3 && strcmp(argv[1], "--read-ahead") == 0)
		return ahead_serve(argv[2], &err) ? 0 : 3;
	http_options_init(&r.http);
	r.http.waiting_max = WAITING_MAX;
	if (!take_arguments(&r, argc, argv, &err)) {
		fprintf(stderr, "dateline-fetch: %s\n", err.text);
		arena_done(&r.arena);
		return 2;
	}
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);	/* a write that is too much fails in words */
	(void)sigaction(SIGTERM, &action, NULL);
	(void)sigaction(SIGINT, &action, NULL);
	(void)sigaction(SIGHUP, &action, NULL);
	prepare(&r);
	if (r.look != NULL) {
		code = look(&r);
	} else if (r.full.url != NULL) {
		code = read_full(&r);
	} else if (lock(&r)) {
		code = import(&r);
	} else {
		puts("busy");
		code = 1;
	}
	arena_done(&r.arena);
	return code;
}
