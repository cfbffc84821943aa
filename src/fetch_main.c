/* SPDX-License-Identifier: ISC */
/* dateline-fetch: reads sources into the store; started by dateline, the only
 * bulk writer.  A lock beside the store keeps a second one away.
 *
 * Its report on standard output has a line for each event, fields apart by
 * tabs:
 *	progress DONE TOTAL STORED	files read of those to read, articles committed
 *	damage TEXT			"file:line:column: message"
 *	source ID NEW CHANGED UNCHANGED VANISHED DAMAGED TITLE ERROR
 *	busy				another one runs; nothing was done
 *	error TEXT			the store failed
 * SIGTERM ends it after the batch at hand.  Exit status: 0 done, 1 in part,
 * 2 usage, 3 the store cannot be used. */
#include <fcntl.h>
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
#include "desk/import.h"
#include "store/store.h"

struct run {
	struct arena arena;
	const char *store, *libexec;
	struct import_options options;
	int64_t *ids;
};

static volatile sig_atomic_t stop;

static void
ask_to_stop(int number)
{
	(void)number;
	stop = 1;
}

static bool
take_value(struct run *r, const char *name, const char *value, struct err *err)
{
	int64_t now;

	if (value == NULL)
		return err_set(err, "option %s needs a value", name);
	if (strcmp(name, "--store") == 0)
		r->store = value;
	else if (strcmp(name, "--libexec") == 0)
		r->libexec = value;
	else if (!date_parse(value, strlen(value), &now))
		return err_set(err, "--now needs a time, not \"%s\"", value);
	else
		date_set_now(now);
	return true;
}

static bool
take_arguments(struct run *r, int argc, char **argv, struct err *err)
{
	for (int i = 1; i < argc; i++) {
		char *end;

		if (strcmp(argv[i], "--force") == 0) {
			r->options.force = true;
		} else if (strcmp(argv[i], "--store") == 0 || strcmp(argv[i], "--libexec") == 0 ||
		    strcmp(argv[i], "--now") == 0) {
			if (!take_value(r, argv[i], argv[i + 1], err))
				return false;
			i++;
		} else {
			long long id = strtoll(argv[i], &end, 10);

			if (*end != '\0' || id <= 0)
				return err_set(err, "unknown argument %s; try --help", argv[i]);
			r->ids = arena_grow(&r->arena, r->ids, r->options.nids, sizeof(*r->ids));
			r->ids[r->options.nids++] = id;
		}
	}
	if (r->store == NULL)
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

static int
import(struct run *r)
{
	struct err err = { 0 };
	struct store *st = store_open(r->store, STORE_BULK, &err);

	r->options.parser = file_join(&r->arena, r->libexec, "dateline-parse");
	r->options.ids = r->ids;
	r->options.report = stdout;
	r->options.stop = &stop;
	if (st != NULL && store_is_read_only(st))
		err_set(&err, "the store %s cannot be written", r->store);
	else if (st != NULL && import_run(st, &r->options, &err))
		err.text[0] = '\0';
	else if (st != NULL && err.code != 3)
		err.code = 1;
	if (st != NULL)
		store_close(st);
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
		    "usage: dateline-fetch --store PATH [--libexec DIR] [--now TIME] [--force] [ID...]\n\n"
		    "Reads sources into a store. Use dateline fetch instead.");
		return 0;
	}
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
	if (lock(&r)) {
		code = import(&r);
	} else {
		puts("busy");
		code = 1;
	}
	arena_done(&r.arena);
	return code;
}
