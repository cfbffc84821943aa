/* SPDX-License-Identifier: ISC */
/* The network engine as a program, for scripts.
 *
 *	get [--ca FILE] [--resolve HOST:PORT:ADDRESS]... [--etag TEXT] [--modified TEXT]
 *	    [--body FILE] [--at-once N] [--quiet] URL...
 *	get --free-port
 *
 * prints what came of each URL, a word and its value on a line; bodies go to
 * FILE, one after the other.  --at-once: also of one host.  --quiet:
 * only what failed. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "fetch/http.h"

struct ask {
	struct http_options options;
	struct http_request request;
	const char *resolve[16], *body;
	size_t nresolve;
	bool quiet;
};

static int
print_free_port(void)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(in);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&in, n) != 0 ||
	    getsockname(fd, (struct sockaddr *)&in, &n) != 0)
		return 1;
	printf("%d\n", ntohs(in.sin_port));
	return close(fd) != 0;
}

static bool
take_option(struct ask *a, const char *name, const char *value)
{
	if (strcmp(name, "--ca") == 0)
		a->options.ca_file = value;
	else if (strcmp(name, "--resolve") == 0 && a->nresolve < COUNT(a->resolve) - 1)
		a->resolve[a->nresolve++] = value;
	else if (strcmp(name, "--etag") == 0)
		a->request.etag = value;
	else if (strcmp(name, "--modified") == 0)
		a->request.last_modified = value;
	else if (strcmp(name, "--body") == 0)
		a->body = value;
	else if (strcmp(name, "--at-once") == 0 && atoi(value) > 0)
		a->options.total_max = a->options.host_max = atoi(value);
	else
		return false;
	return true;
}

static void
say(const char *word, const char *value)
{
	if (value != NULL)
		printf("%s %s\n", word, value);
}

static void
print(const struct ask *a, const struct http_response *r, FILE *body)
{
	if (body != NULL && r->body.n > 0)
		fwrite(r->body.p, 1, r->body.n, body);
	if (a->quiet) {
		say("error", r->error);
		return;
	}
	printf("status %d\nbytes %zu\nredirects %d\n", r->status, r->body.n, r->redirects);
	say("url", r->url);
	say("permanent", r->permanent);
	say("etag", r->etag);
	say("last-modified", r->last_modified);
	say("type", r->content_type);
	say("not-modified", r->not_modified ? "yes" : NULL);
	say("error", r->error);
}

static bool
fetch(struct ask *a, char **urls, int n)
{
	struct err err = { 0 };
	struct http_response r;
	FILE *body = a->body != NULL ? fopen(a->body, "wb") : NULL;
	struct http *h = http_new(&a->options, &err);
	bool ok = h != NULL;

	for (int i = 0; ok && i < n; i++) {
		a->request.url = urls[i];
		ok = http_add(h, &a->request, &err);
	}
	while (ok && http_pending(h) > 0 && (ok = http_turn(h, NULL, 0, -1, &err)))
		while (http_next(h, &r)) {
			print(a, &r, body);
			http_response_done(&r);
		}
	if (!ok)
		printf("error %s\n", err.text);
	http_free(h);
	if (body != NULL)
		fclose(body);
	return ok;
}

int
main(int argc, char **argv)
{
	struct ask a = { .nresolve = 0 };
	int i = 1;

	if (argc == 2 && strcmp(argv[1], "--free-port") == 0)
		return print_free_port();
	(void)signal(SIGPIPE, SIG_IGN);
	http_options_init(&a.options);
	a.options.proxy = "";
	a.options.resolve = a.resolve;
	for (; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "--quiet") == 0)
			a.quiet = true;
		else if (i + 1 == argc || !take_option(&a, argv[i], argv[i + 1]))
			return 2;
		else
			i++;
	}
	return fetch(&a, argv + i, argc - i) ? 0 : 1;
}
