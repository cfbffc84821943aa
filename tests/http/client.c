/* SPDX-License-Identifier: ISC */
#include "http/client.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/mem.h"

struct client client;

void
client_open(void)
{
	struct err err = { 0 };

	http_free(client.http);
	client.http = http_new(&client.options, &err);
	assert_non_null(client.http);
	server_forget(client.server);
}

int
client_begin(const struct answer *answers, size_t n)
{
	static const char *const names[] = { "public.test:%d:127.0.0.2", "inner.test:%d:127.0.0.1",
		"other.test:%d:127.0.0.1", "a.test:%d:127.0.0.1", "b.test:%d:127.0.0.1" };

	memset(&client, 0, sizeof(client));
	client.server = server_start(answers, n);
	if (client.server == NULL)
		return -1;
	for (size_t i = 0; i < COUNT(names); i++) {
		char *colon = strchr(strcpy(client.words[i], names[i]), '%');

		sprintf(colon, "%d%s", server_port(client.server), names[i] + (colon - client.words[i]) + 2);
		client.resolve[i] = client.words[i];
	}
	http_options_init(&client.options);
	client.options.proxy = "";
	client.options.resolve = client.resolve;
	client.options.public_address = "127.0.0.2";
	client.options.connect_ms = 3000;
	client.options.stall_ms = 300;
	client.options.total_ms = 1500;
	client.options.bytes_max = CLIENT_BYTES_MAX;
	client_open();
	return 0;
}

int
client_end(void **state)
{
	(void)state;
	http_free(client.http);
	server_stop(client.server);
	return 0;
}

const char *
client_at(const char *host, const char *path)
{
	static char url[8][256];
	static int next;

	next = (next + 1) % 8;
	snprintf(url[next], sizeof(url[next]), "http://%s:%d%s", host, server_port(client.server), path);
	return url[next];
}

void
client_add(const struct http_request *r)
{
	struct err err = { 0 };

	if (!http_add(client.http, r, &err))
		fail_msg("%s", err.text);
}

void
client_turn(void)
{
	struct err err = { 0 };

	if (!http_turn(client.http, NULL, 0, 5000, &err))
		fail_msg("%s", err.text);
}

struct http_response
client_next(void)
{
	struct http_response out;

	while (!http_next(client.http, &out)) {
		assert_true(http_pending(client.http) > 0);
		client_turn();
	}
	return out;
}

struct http_response
client_get(const struct http_request *r)
{
	client_add(r);
	return client_next();
}

struct http_response
client_get_path(const char *path)
{
	return client_get(&(struct http_request){ .url = client_at("127.0.0.1", path) });
}

void
client_check_error(const char *path, const char *wanted, const char *error)
{
	if ((wanted == NULL) != (error == NULL) || (wanted != NULL && strstr(error, wanted) == NULL))
		fail_msg("%s: the error is \"%s\", not \"%s\"", path, error != NULL ? error : "none",
		    wanted != NULL ? wanted : "none");
}
