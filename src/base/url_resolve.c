/* SPDX-License-Identifier: ISC */
/* Relative addresses, by RFC 3986, 5.2, forgiving what pages get wrong:
 * newlines and tabs inside are dropped as browsers do, and what no address may
 * contain is encoded and not refused. */
#include "base/url.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

/* Bytes of the scheme and its colon, 0: there is none. */
static size_t
scheme_length(const char *s)
{
	size_t n = 0;

	if (!isalpha((unsigned char)s[0]))
		return 0;
	while (isalnum((unsigned char)s[n]) || (s[n] != '\0' && strchr("+-.", s[n]) != NULL))
		n++;
	return s[n] == ':' ? n + 1 : 0;
}

/* Leaves out blanks at the ends. */
static void
add_tidy(struct buf *out, const char *s)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t n;

	while (*s != '\0' && (unsigned char)*s <= ' ')
		s++;
	for (n = strlen(s); n > 0 && (unsigned char)s[n - 1] <= ' ';)
		n--;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == '\t' || c == '\n' || c == '\r')
			continue;
		if (c > ' ' && c != 0x7F && c != '"' && c != '<' && c != '>') {
			buf_putc(out, s[i]);
			continue;
		}
		buf_putc(out, '%');
		buf_putc(out, hex[c >> 4]);
		buf_putc(out, hex[c & 15]);
	}
}

/* Appends the path of N bytes without "." and ".." (RFC 3986, 5.2.4); what OUT
 * has from FLOOR on is path already. */
static void
add_path(struct buf *out, size_t floor, const char *path, size_t n)
{
	for (size_t i = 0; i < n;) {
		const char *slash = memchr(path + i, '/', n - i);
		size_t end = slash != NULL ? (size_t)(slash - path) : n, length = end - i;
		bool up = length == 2 && path[i] == '.' && path[i + 1] == '.';

		if (up) {
			/* OUT ends in a slash, which belongs to the segment to go. */
			if (out->n > floor + 1)
				out->n--;
			while (out->n > floor + 1 && out->p[out->n - 1] != '/')
				out->n--;
		} else if (!(length == 1 && path[i] == '.')) {
			buf_add(out, path + i, length);
			if (slash != NULL)
				buf_putc(out, '/');
		}
		i = end + 1;
	}
	if (out->p != NULL)
		out->p[out->n] = '\0';
}

/* BASE has a scheme and an authority; HREF neither. */
static void
add_resolved(struct buf *out, const char *href, const char *base)
{
	const char *host = strstr(base, "://") + 3;
	size_t origin = (size_t)(host - base) + strcspn(host, "/?#");
	size_t path = origin + strcspn(base + origin, "?#");
	size_t query = path + strcspn(base + path, "#");
	size_t href_path = strcspn(href, "?#");

	if (href_path == 0) {
		buf_add(out, base, href[0] == '?' ? path : query);
		buf_puts(out, href);
		return;
	}
	buf_add(out, base, origin);
	size_t floor = out->n;
	buf_putc(out, '/');
	if (href[0] != '/') {
		size_t last = path;

		while (last > origin && base[last - 1] != '/')
			last--;
		if (last > origin + 1)
			add_path(out, floor, base + origin + 1, last - origin - 1);
		add_path(out, floor, href, href_path);
	} else {
		add_path(out, floor, href + 1, href_path - 1);
	}
	buf_puts(out, href + href_path);
}

char *
url_resolve(struct arena *a, const char *href, const char *base)
{
	struct buf tidy = { 0 }, out = { 0 };
	const char *text;

	add_tidy(&tidy, href);
	href = buf_str(&tidy);
	size_t scheme = base != NULL ? scheme_length(base) : 0;
	if (scheme_length(href) > 0 || scheme == 0 || strncmp(base + scheme, "//", 2) != 0) {
		text = href;
	} else {
		if (href[0] == '/' && href[1] == '/') {
			buf_add(&out, base, scheme);
			buf_puts(&out, href);
		} else {
			add_resolved(&out, href, base);
		}
		text = buf_str(&out);
	}
	char *copy = arena_strdup(a, text);
	buf_done(&tidy);
	buf_done(&out);
	return copy;
}
