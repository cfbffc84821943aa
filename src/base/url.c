/* SPDX-License-Identifier: ISC */
/* Addresses: what may be opened, and when two of them mean the same page.
 * RFC 3986 where it matters; no resolving, no look-ups. */
#include "base/url.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"

struct parts {
	const char *host, *host_end;	/* with port, without user */
	const char *path, *path_end;
	const char *query, *query_end;	/* without the question mark; equal: none */
};

static const char *
after_scheme(const char *url)
{
	if (strncasecmp(url, "https://", 8) == 0)
		return url + 8;
	return strncasecmp(url, "http://", 7) == 0 ? url + 7 : NULL;
}

static bool
split(const char *url, struct parts *p)
{
	const char *s = url == NULL ? NULL : after_scheme(url);

	if (s == NULL)
		return false;
	p->host = s;
	p->host_end = s + strcspn(s, "/?#\\");
	for (const char *at = p->host; at < p->host_end; at++)
		if (*at == '@')
			p->host = at + 1;
	p->path = p->host_end;
	p->path_end = p->path + strcspn(p->path, "?#");
	p->query = p->query_end = p->path_end;
	if (*p->path_end == '?') {
		p->query++;
		p->query_end = p->query + strcspn(p->query, "#");
	}
	return p->host_end > p->host && *p->host != ':' && *p->host != '.';
}

bool
url_is_web(const char *url)
{
	struct parts p;

	return split(url, &p);
}

char *
url_for_program(struct arena *a, const char *url)
{
	static const char hex[] = "0123456789ABCDEF";
	char *out, *o;
	bool in_query = false;

	if (!url_is_web(url))
		return NULL;
	o = out = arena_alloc(a, strlen(url) * 3 + 1);
	for (const unsigned char *s = (const unsigned char *)url; *s != '\0'; s++) {
		in_query = in_query || *s == '?' || *s == '#';
		if (*s == '\\' && !in_query) {
			/* As browsers do: escaped it would not end the host. */
			*o++ = '/';
		} else if (*s > 0x20 && *s < 0x7F && strchr("\"'<>\\^`{|}$", *s) == NULL) {
			*o++ = (char)*s;
		} else {
			*o++ = '%';
			*o++ = hex[*s >> 4];
			*o++ = hex[*s & 15];
		}
	}
	*o = '\0';
	return out;
}

static bool
starts(const char *s, const char *end, const char *with)
{
	size_t n = strlen(with);

	return (size_t)(end - s) >= n && strncasecmp(s, with, n) == 0;
}

/* Takes "www." and the prefixes of mobile editions off, leaving at least two
 * labels. */
static const char *
bare_host(const char *host, const char *end)
{
	static const char *const prefixes[] = { "www.", "m.", "mobile.", "amp." };

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		size_t n = strlen(prefixes[i]);

		if (starts(host, end, prefixes[i]) &&
		    memchr(host + n, '.', (size_t)(end - host) - n) != NULL) {
			host += n;
			i = (size_t)-1;
		}
	}
	return host;
}

static const char *
without_port(const char *host, const char *end)
{
	if (end - host > 3 && memcmp(end - 3, ":80", 3) == 0)
		return end - 3;
	if (end - host > 4 && memcmp(end - 4, ":443", 4) == 0)
		return end - 4;
	return end - host > 1 && end[-1] == ':' ? end - 1 : end;
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent-encoding in one form: what needs none is decoded, the rest upper
 * case. */
static void
add_normal(struct buf *out, const char *s, const char *end)
{
	for (; s < end; s++) {
		int high = *s == '%' && end - s > 2 ? hex_value(s[1]) : -1;
		int low = high >= 0 ? hex_value(s[2]) : -1;

		if (low < 0) {
			buf_putc(out, *s);
			continue;
		}
		int c = high * 16 + low;
		if (c < 0x80 && (isalnum(c) || (c != 0 && strchr("-._~", c) != NULL)))
			buf_putc(out, (char)c);
		else
			buf_printf(out, "%%%02X", (unsigned)c);
		s += 2;
	}
}

static bool
is_tracking(const char *s, const char *end)
{
	static const char *const exact[] = {
		"fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid",
		"mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "cmpid", "ocid", "ncid", "smid", "sref",
		"guccounter", "guce_referrer", "guce_referrer_sig", "amp", "outputtype", "ref_src", "wt_mc",
		"_ga", "_gl", "spm", "share", "partner", "feature", "cmp", "at_medium", "at_campaign",
		"amp_js_v", "amp_gsa", "usqp",
	};
	static const char *const prefixes[] = { "utm_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "oly_",
		"vero_" };
	const char *eq = memchr(s, '=', (size_t)(end - s));
	size_t n = (size_t)((eq != NULL ? eq : end) - s);

	for (size_t i = 0; i < sizeof(exact) / sizeof(exact[0]); i++)
		if (strlen(exact[i]) == n && strncasecmp(s, exact[i], n) == 0)
			return true;
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (starts(s, s + n, prefixes[i]))
			return true;
	return n == 0;
}

static void
add_query(struct buf *out, const char *s, const char *end)
{
	char mark = '?';

	while (s < end) {
		const char *amp = memchr(s, '&', (size_t)(end - s));
		const char *stop = amp != NULL ? amp : end;

		if (!is_tracking(s, stop)) {
			buf_putc(out, mark);
			add_normal(out, s, stop);
			mark = '&';
		}
		s = stop + 1;
	}
}

/* Slashes at the end and the marks of AMP editions. */
static const char *
path_end(const char *s, const char *end)
{
	static const char *const tails[] = { "/", "/amp", ".amp", "/index.html", "/index.php" };

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		size_t n = strlen(tails[i]);

		if ((size_t)(end - s) >= n && strncasecmp(end - n, tails[i], n) == 0) {
			end -= n;
			i = (size_t)-1;
		}
	}
	return end;
}

/* The page behind an AMP cache's address, or NULL. */
static char *
behind_cache(struct arena *a, const struct parts *p)
{
	static const struct { const char *host, *path; } caches[] = {
		{ ".cdn.ampproject.org", "/c/s/" }, { ".cdn.ampproject.org", "/v/s/" },
		{ ".cdn.ampproject.org", "/c/" }, { "www.google.com", "/amp/s/" },
		{ "google.com", "/amp/s/" },
	};

	for (size_t i = 0; i < sizeof(caches) / sizeof(caches[0]); i++) {
		size_t n = strlen(caches[i].host), path = strlen(caches[i].path);

		if ((size_t)(p->host_end - p->host) < n ||
		    strncasecmp(p->host_end - n, caches[i].host, n) != 0 ||
		    !starts(p->path, p->path_end, caches[i].path))
			continue;
		return arena_printf(a, "https://%.*s", (int)(p->query_end - p->path - (ptrdiff_t)path),
		    p->path + path);
	}
	return NULL;
}

char *
url_canonical(struct arena *a, const char *url)
{
	struct parts p;
	struct buf out = { 0 };

	if (!split(url, &p))
		return NULL;
	char *inner = behind_cache(a, &p);
	if (inner != NULL && !split(inner, &p))
		return NULL;
	const char *host = bare_host(p.host, p.host_end);
	const char *host_end = without_port(host, p.host_end);
	for (const char *s = host; s < host_end; s++)
		buf_putc(&out, (char)tolower((unsigned char)*s));
	const char *path = p.path;
	if (starts(path, p.path_end, "/amp/"))
		path += 4;
	add_normal(&out, path, path_end(path, p.path_end));
	add_query(&out, p.query, p.query_end);
	char *copy = arena_strndup(a, buf_str(&out), out.n);
	buf_done(&out);
	return copy;
}

char *
url_host(struct arena *a, const char *url)
{
	struct parts p;

	if (!split(url, &p))
		return NULL;
	const char *host = starts(p.host, p.host_end, "www.") ? p.host + 4 : p.host;
	const char *colon = memchr(host, ':', (size_t)(p.host_end - host));
	char *name = arena_strndup(a, host, (size_t)((colon != NULL ? colon : p.host_end) - host));
	for (char *c = name; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	return name;
}

char *
url_file_path(struct arena *a, const char *url)
{
	if (strncasecmp(url, "file://", 7) != 0)
		return NULL;
	url += 7;
	if (strncasecmp(url, "localhost/", 10) == 0)
		url += 9;
	if (*url != '/')
		return NULL;
	char *path = arena_strdup(a, url), *to = path;
	for (const char *from = url; *from != '\0'; from++) {
		int high = *from == '%' ? hex_value(from[1]) : -1, low = high >= 0 ? hex_value(from[2]) : -1;

		/* A NUL would end it before its end. */
		if (low >= 0 && high * 16 + low > 0) {
			*to++ = (char)(high * 16 + low);
			from += 2;
		} else {
			*to++ = *from;
		}
	}
	*to = '\0';
	return path;
}
