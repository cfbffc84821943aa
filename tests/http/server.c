/* SPDX-License-Identifier: ISC */
/* A process for each connection, so that one that hangs keeps nobody waiting and
 * the code of an answer reads from top to bottom.  What the test wants to know
 * is in memory shared by all of them. */
#include "http/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

enum { LOG_MAX = 1 << 20, ANSWERS_MAX = 512, REQUEST_MAX = 64 * 1024, LIFE_SECONDS = 120 };

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

struct shared {
	atomic_int count, now, most;
	atomic_int used[ANSWERS_MAX];
	atomic_size_t log_n;
	char log[LOG_MAX];
};

struct server {
	const struct answer *answers;
	size_t n;
	struct shared *shared;
	int fds[2], port;
	pid_t pid;
	FILE *log;
};

static void
pause_for(int ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000L };

	nanosleep(&t, NULL);
}

/* PARENT may have died before it could be asked for its death. */
static void
die_with_parent(pid_t parent, int seconds)
{
#ifdef __linux__
	prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
	alarm((unsigned)seconds);
	if (getppid() != parent)
		_exit(0);
}

/* Whoever reads what the test says must not wait for us. */
static void
leave_output(void)
{
	int nothing = open("/dev/null", O_RDWR);

	dup2(nothing, STDOUT_FILENO);
	dup2(nothing, STDIN_FILENO);
	close(nothing);
}

static bool
put(int fd, const void *data, size_t n)
{
	const char *p = data;

	while (n > 0) {
		ssize_t sent = send(fd, p, n, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		p += sent;
		n -= (size_t)sent;
	}
	return true;
}

static uint32_t
crc32_of(const char *s, size_t n)
{
	uint32_t crc = 0xFFFFFFFF;

	for (size_t i = 0; i < n; i++) {
		crc ^= (unsigned char)s[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (0xEDB88320 & (0 - (crc & 1)));
	}
	return ~crc;
}

static const unsigned char gzip_head[10] = { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255 };

/* In stored blocks (RFC 1951, 3.2.4): gzip, only not smaller. */
static char *
pack(const char *body, size_t n, size_t *packed)
{
	char *out = malloc(n + n / 65535 * 5 + 64);
	size_t at = sizeof(gzip_head), left = n;
	uint32_t tail[2] = { crc32_of(body, n), (uint32_t)n };

	memcpy(out, gzip_head, at);
	do {
		unsigned size = left < 65535 ? (unsigned)left : 65535;

		out[at++] = left == size;
		out[at++] = (char)(size & 0xFF);
		out[at++] = (char)(size >> 8);
		out[at++] = (char)(~size & 0xFF);
		out[at++] = (char)(~size >> 8 & 0xFF);
		memcpy(out + at, body + n - left, size);
		at += size;
		left -= size;
	} while (left > 0);
	for (size_t i = 0; i < 8; i++)
		out[at++] = (char)(tail[i / 4] >> i % 4 * 8 & 0xFF);
	*packed = at;
	return out;
}

/* One fixed block (RFC 1951, 3.2.6): a letter, then "the last 258 bytes again",
 * thirteen bits, as often as it takes. */
static void
send_bomb(int fd)
{
	static char bytes[64 * 1024];
	uint64_t bits = 0;
	int have = 0;
	size_t at = 0;

	if (!put(fd, gzip_head, sizeof(gzip_head)))
		return;
	/* Last block, fixed codes, the letter A (0x30 + 65, eight bits, high one first). */
	bits = 1 | 1 << 1 | 0x8Eull << 3;
	have = 11;
	for (long i = 0; i < (1L << 30) / 258; i++) {
		bits |= (uint64_t)0xA3 << have;		/* 285 is 11000101 */
		have += 13;
		for (; have >= 8; have -= 8, bits >>= 8)
			bytes[at++] = (char)(bits & 0xFF);
		if (at > sizeof(bytes) - 8) {
			if (!put(fd, bytes, at))
				return;
			at = 0;
		}
	}
	put(fd, bytes, at);
}

static bool
has(const char *request, const char *needs)
{
	if (needs == NULL)
		return true;
	return needs[0] == '!' ? strstr(request, needs + 1) == NULL : strstr(request, needs) != NULL;
}

static bool
is_for(const struct answer *a, const char *path)
{
	size_t n = strlen(a->path);

	if (n > 0 && a->path[n - 1] == '*')
		return strncmp(a->path, path, n - 1) == 0;
	return strcmp(a->path, path) == 0;
}

static const struct answer *
find_answer(struct server *s, const char *request, const char *path)
{
	static const struct answer none = { .path = "", .status = 404, .body = "no such thing here" };

	for (size_t i = 0; i < s->n; i++) {
		const struct answer *a = &s->answers[i];

		if (!is_for(a, path) || !has(request, a->needs))
			continue;
		if (a->times == 0 || i >= ANSWERS_MAX || atomic_fetch_add(&s->shared->used[i], 1) < a->times)
			return a;
	}
	return &none;
}

static void
reset_connection(int fd)
{
	struct linger now = { 1, 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}

/* False: the connection is not to be used again. */
static bool
send_body(const struct answer *a, int fd, const char *body, size_t n)
{
	size_t half = n / 2;

	switch (a->fault) {
	case FAULT_HANG:
		put(fd, body, half);
		for (;;)
			pause();
	case FAULT_RESET:
		put(fd, body, half);
		pause_for(20);
		reset_connection(fd);
		return false;
	case FAULT_CUT:
		put(fd, body, half);
		return false;
	case FAULT_SLOW:
		for (size_t i = 0; i < n && put(fd, body + i, 1); i++)
			pause_for(a->pause_ms);
		return false;
	case FAULT_ENDLESS:
		while (put(fd, body, n))
			;
		return false;
	case FAULT_BOMB:
		send_bomb(fd);
		return false;
	default:
		return put(fd, body, n) && a->claim == NULL;
	}
}

static bool
send_head(const struct server *s, const struct answer *a, int fd, size_t n)
{
	bool open = a->claim != NULL && a->claim[0] == '\0';
	char head[16384], length[64];
	int at;

	snprintf(length, sizeof(length), "%zu", n);
	at = snprintf(head, sizeof(head), "HTTP/1.1 %d Test\r\n", a->status);
	/* The port is all that a table cannot know. */
	if (a->headers != NULL)
		at += snprintf(head + at, sizeof(head) - (size_t)at, a->headers, s->port, s->port);
	if (a->gzip || a->fault == FAULT_BOMB)
		at += snprintf(head + at, sizeof(head) - (size_t)at, "Content-Encoding: gzip\r\n");
	if (open || a->fault == FAULT_ENDLESS || a->fault == FAULT_BOMB)
		at += snprintf(head + at, sizeof(head) - (size_t)at, "Connection: close\r\n\r\n");
	else if (a->status == 304 || a->status == 204)
		at += snprintf(head + at, sizeof(head) - (size_t)at, "\r\n");
	else
		at += snprintf(head + at, sizeof(head) - (size_t)at, "Content-Length: %s\r\n\r\n",
		    a->claim != NULL ? a->claim : length);
	return put(fd, head, (size_t)at);
}

static bool
send_answer(const struct server *s, const struct answer *a, int fd)
{
	const char *body = a->body != NULL ? a->body : "";
	size_t n = a->length != 0 ? a->length : strlen(body);
	char *packed = a->gzip ? pack(body, n, &n) : NULL;

	if (a->fault != FAULT_SLOW)
		pause_for(a->pause_ms);
	/* Once its last byte is there, the client may ask for more. */
	atomic_fetch_sub(&s->shared->now, 1);
	if (a->fault == FAULT_SILENT)
		for (;;)
			pause();
	if (a->fault == FAULT_CLOSE)
		return false;
	if (a->fault == FAULT_HEADERS) {
		put(fd, "HTTP/1.1 200 OK\r\n", 17);
		while (put(fd, "X-More: and more and more and more and more\r\n", 45))
			;
		return false;
	}
	bool kept = a->status == 0 ? put(fd, body, n) && false :
	    send_head(s, a, fd, n) && (a->status == 304 || a->status == 204 ||
	    send_body(a, fd, packed != NULL ? packed : body, n));
	free(packed);
	return kept;
}

static const char *
type_of(const char *path)
{
	static const char *const types[][2] = {
		{ ".xml", "application/xml" }, { ".rss", "application/rss+xml" },
		{ ".atom", "application/atom+xml" }, { ".json", "application/json" },
		{ ".html", "text/html; charset=utf-8" }, { ".opml", "text/x-opml" },
	};
	const char *dot = strrchr(path, '.');

	for (size_t i = 0; dot != NULL && i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(types[i][0], dot) == 0)
			return types[i][1];
	return "text/plain; charset=utf-8";
}

static char *
read_file(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	char *bytes = NULL;
	size_t size = 0, got = 0;

	*n = 0;
	if (f == NULL)
		return NULL;
	do {
		size = size * 2 + 65536;
		bytes = realloc(bytes, size);
		got = fread(bytes + *n, 1, size - *n, f);
		*n += got;
	} while (*n == size);
	/* A folder can be opened, but not read. */
	if (ferror(f)) {
		free(bytes);
		bytes = NULL;
	}
	fclose(f);
	return bytes;
}

static bool
send_file(const struct server *s, const struct answer *like, int fd, const char *request, const char *path)
{
	struct answer a = *like;
	char name[8192], etag[64], headers[1024];
	char *bytes;

	snprintf(name, sizeof(name), "%s%s", a.folder, path);
	name[strcspn(name, "?")] = '\0';
	if (name[strlen(name) - 1] == '/')
		strncat(name, "index.html", sizeof(name) - strlen(name) - 1);
	bytes = strstr(path, "..") == NULL ? read_file(name, &a.length) : NULL;
	if (bytes == NULL) {
		a.status = 404;
		return send_answer(s, &a, fd);
	}
	a.body = a.length > 0 ? bytes : "";
	snprintf(etag, sizeof(etag), "\"%08x-%zx\"", (unsigned)crc32_of(bytes, a.length), a.length);
	snprintf(headers, sizeof(headers), "ETag: %s\r\nContent-Type: %s\r\n%s", etag, type_of(name),
	    a.headers != NULL ? a.headers : "");
	a.headers = headers;
	if (strstr(request, etag) != NULL)
		a.status = 304;
	bool kept = send_answer(s, &a, fd);
	free(bytes);
	return kept;
}

static void
note(struct server *s, const char *request, size_t n)
{
	size_t at = atomic_fetch_add(&s->shared->log_n, n);

	if (at + n < LOG_MAX)
		memcpy(s->shared->log + at, request, n);
	if (s->log != NULL) {
		fwrite(request, 1, n, s->log);
		fflush(s->log);
	}
}

/* Reads a head and cuts the path out of it; false: the client has gone. */
static bool
read_request(int fd, char *request, size_t *n, char path[4096])
{
	char *end;

	while ((end = strstr(request, "\r\n\r\n")) == NULL) {
		ssize_t got = *n < REQUEST_MAX - 1 ? recv(fd, request + *n, REQUEST_MAX - 1 - *n, 0) : 0;

		if (got <= 0)
			return false;
		*n += (size_t)got;
		request[*n] = '\0';
	}
	path[0] = '\0';
	(void)sscanf(request, "%*s %4095s", path);
	return true;
}

static void
serve_connection(struct server *s, int fd)
{
	static char request[REQUEST_MAX];
	char path[4096];
	size_t n = 0;
	bool kept = true;

	while (kept && read_request(fd, request, &n, path)) {
		size_t head = (size_t)(strstr(request, "\r\n\r\n") - request) + 4;
		int now = atomic_fetch_add(&s->shared->now, 1) + 1;
		int most = atomic_load(&s->shared->most);

		while (now > most && !atomic_compare_exchange_weak(&s->shared->most, &most, now))
			;
		atomic_fetch_add(&s->shared->count, 1);
		note(s, request, head);
		char after = request[head];
		request[head] = '\0';
		const struct answer *a = find_answer(s, request, path);
		kept = a->folder != NULL ? send_file(s, a, fd, request, path) : send_answer(s, a, fd);
		request[head] = after;
		memmove(request, request + head, n - head + 1);
		n -= head;
	}
	close(fd);
}

static _Noreturn void
serve(struct server *s, pid_t parent, int seconds)
{
	pid_t self = getpid();
	struct pollfd fds[2] = { { s->fds[0], POLLIN, 0 }, { s->fds[1], POLLIN, 0 } };

	die_with_parent(parent, seconds);
	leave_output();
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		if (poll(fds, 2, -1) < 0 && errno != EINTR)
			_exit(1);
		for (int i = 0; i < 2; i++) {
			int fd = (fds[i].revents & POLLIN) != 0 ? accept(fds[i].fd, NULL, NULL) : -1;

			if (fd < 0)
				continue;
			if (fork() == 0) {
				die_with_parent(self, seconds);
				serve_connection(s, fd);
				_exit(0);
			}
			close(fd);
		}
	}
}

static int
listen_at(uint32_t address, int *port)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons((uint16_t)*port) };
	socklen_t n = sizeof(in);
	int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;

	in.sin_addr.s_addr = htonl(address);
	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(fd, (struct sockaddr *)&in, sizeof(in)) != 0 || listen(fd, 1024) != 0 ||
	    getsockname(fd, (struct sockaddr *)&in, &n) != 0) {
		close(fd);
		return -1;
	}
	*port = ntohs(in.sin_port);
	return fd;
}

static bool
open_server(struct server *s, const struct answer *answers, size_t n)
{
	*s = (struct server){ .answers = answers, .n = n };
	s->shared = mmap(NULL, sizeof(*s->shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	s->fds[0] = listen_at(INADDR_LOOPBACK, &s->port);
	s->fds[1] = listen_at(INADDR_LOOPBACK + 1, &s->port);
	return s->shared != MAP_FAILED && s->fds[0] >= 0;
}

struct server *
server_start(const struct answer *answers, size_t n)
{
	struct server *s = malloc(sizeof(*s));

	if (s == NULL || !open_server(s, answers, n)) {
		free(s);
		return NULL;
	}
	fflush(NULL);
	pid_t self = getpid();
	s->pid = fork();
	if (s->pid == 0)
		serve(s, self, LIFE_SECONDS);
	return s;
}

void
server_stop(struct server *s)
{
	if (s == NULL)
		return;
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
	close(s->fds[0]);
	if (s->fds[1] >= 0)
		close(s->fds[1]);
	munmap(s->shared, sizeof(*s->shared));
	free(s);
}

int
server_port(const struct server *s)
{
	return s->port;
}

bool
server_has_public(const struct server *s)
{
	return s->fds[1] >= 0;
}

int
server_count(const struct server *s)
{
	return atomic_load(&s->shared->count);
}

int
server_most(const struct server *s)
{
	return atomic_load(&s->shared->most);
}

const char *
server_log(const struct server *s)
{
	return s->shared->log;
}

void
server_forget(struct server *s)
{
	memset(s->shared, 0, sizeof(*s->shared));
}

int
server_run(const struct answer *answers, size_t n, const char *log, int seconds)
{
	struct server s;

	if (!open_server(&s, answers, n))
		return 1;
	s.log = log != NULL ? fopen(log, "a") : NULL;
	printf("%d\n", s.port);
	fflush(stdout);
	serve(&s, getppid(), seconds);
}

const char *
fault_name(enum fault f)
{
	static const char *const names[FAULT_COUNT] = { "none", "silent", "close", "hang", "reset", "cut",
		"slow", "endless", "headers", "bomb" };

	return names[f];
}
