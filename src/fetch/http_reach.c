/* SPDX-License-Identifier: ISC */
/* Where a request may lead.  The addresses really used are judged, when a socket
 * is opened and, since connections are used again, once more before a request is
 * sent; so no trick with names or their changing answers gets around it. */
#include "fetch/http_parts.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/date.h"
#include "fetch/address.h"

static bool
is_proxied(const struct job *j)
{
	const char *proxy = j->request.proxy != NULL ? j->request.proxy : j->http->options.proxy;

	return proxy != NULL ? proxy[0] != '\0' : j->http->proxied_by_environment;
}

static bool
may_reach(const struct job *j, bool is_private)
{
	if (!is_private || j->request.reach == HTTP_PRIVATE_OK)
		return true;
	return j->request.reach == HTTP_PRIVATE_LIKE_FIRST && (j->redirects == 0 || j->private_first);
}

static bool
text_is_private(const struct job *j, const char *address)
{
	const char *public_address = j->http->options.public_address;

	return (public_address == NULL || strcmp(address, public_address) != 0) &&
	    address_text_is_private(address);
}

static bool
sockaddr_is_private(const struct job *j, const struct curl_sockaddr *to)
{
	char text[INET6_ADDRSTRLEN] = "";
	struct sockaddr_in in;

	if (j->http->options.public_address != NULL && to->addr.sa_family == AF_INET) {
		memcpy(&in, &to->addr, sizeof(in));
		(void)inet_ntop(AF_INET, &in.sin_addr, text, sizeof(text));
		return text_is_private(j, text);
	}
	return address_is_private(&to->addr);
}

static curl_socket_t
open_socket(const struct curl_sockaddr *to)
{
#ifdef SOCK_CLOEXEC
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
#else
	int fd = socket(to->family, to->socktype, to->protocol);

	if (fd >= 0)
		(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
#endif
}

/* Behind a proxy the addresses are the proxy's, and the names are all we have. */
static curl_socket_t
on_socket(void *data, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct job *j = data;

	(void)purpose;
	if (!is_proxied(j) && !may_reach(j, sockaddr_is_private(j, to))) {
		j->refused = true;
		return CURL_SOCKET_BAD;
	}
	return open_socket(to);
}

static int
on_request(void *data, char *address, char *local, int port, int local_port)
{
	struct job *j = data;
	bool is_private = text_is_private(j, is_proxied(j) ? j->host->name : address);

	(void)local;
	(void)port;
	(void)local_port;
	if (!may_reach(j, is_private)) {
		j->refused = true;
		return CURL_PREREQFUNC_ABORT;
	}
	if (j->redirects == 0)
		j->private_first = is_private;
	j->connected = j->asked = true;
	j->heard = date_clock_ms();
	return CURL_PREREQFUNC_OK;
}

void
reach_watch(struct job *j)
{
	curl_easy_setopt(j->easy, CURLOPT_OPENSOCKETFUNCTION, on_socket);
	curl_easy_setopt(j->easy, CURLOPT_OPENSOCKETDATA, j);
	curl_easy_setopt(j->easy, CURLOPT_PREREQFUNCTION, on_request);
	curl_easy_setopt(j->easy, CURLOPT_PREREQDATA, j);
}

bool
reach_allows_name(const struct job *j)
{
	return may_reach(j, text_is_private(j, j->host->name));
}
