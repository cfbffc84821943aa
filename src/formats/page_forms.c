/* SPDX-License-Identifier: ISC */
/* Sites that keep their feeds at an address made from the page's, as a table.
 * A host stands for itself and all below it, "*.host" only for those below,
 * "*" for every host that no other row is about.  In a path each "*" is one
 * part, $1 and $2 in the feed's address; what follows in the page's does not
 * matter, unless a "$" says that nothing may.  $h is the host. */
#include "formats/page_forms.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/url.h"

enum { PARTS = 3 };

/* clang-format off */
static const struct form {
	const char *host, *path, *feed;
	int sure;
} forms[] = {
	{ "youtube.com", "/channel/*", "https://www.youtube.com/feeds/videos.xml?channel_id=$1", 96 },
	{ "youtube.com", "/user/*",         "https://www.youtube.com/feeds/videos.xml?user=$1", 90 },
	{ "youtube.com", "/playlist?list=*", "https://www.youtube.com/feeds/videos.xml?playlist_id=$1", 96 },
	{ "youtube.com", "/watch?v=*&list=*",
	  "https://www.youtube.com/feeds/videos.xml?playlist_id=$2", 80 },
	{ "github.com",      "/*/*/tree/*",     "https://github.com/$1/$2/commits/$3.atom", 95 },
	{ "github.com",      "/*/*/commits/*",  "https://github.com/$1/$2/commits/$3.atom", 95 },
	{ "github.com",      "/*/*/discussions", "https://github.com/$1/$2/discussions.atom", 95 },
	{ "github.com",      "/*/*/wiki",       "https://github.com/$1/$2/wiki.atom", 95 },
	{ "github.com",      "/*/*/tags",       "https://github.com/$1/$2/tags.atom", 95 },
	{ "github.com",      "/*/*",            "https://github.com/$1/$2/releases.atom", 92 },
	{ "github.com",      "/*/*",            "https://github.com/$1/$2/commits.atom", 90 },
	{ "github.com",      "/*/*",            "https://github.com/$1/$2/tags.atom", 88 },
	{ "github.com",      "/*$",             "https://github.com/$1.atom", 70 },
	{ "gitlab.com",      "/*/*",            "https://gitlab.com/$1/$2/-/releases.atom", 80 },
	{ "gitlab.com",      "/*/*",            "https://gitlab.com/$1/$2/-/tags?format=atom", 78 },
	{ "reddit.com",      "/r/*",            "https://www.reddit.com/r/$1/.rss", 96 },
	{ "reddit.com",      "/user/*",         "https://www.reddit.com/user/$1/.rss", 96 },
	{ "reddit.com",      "/u/*",            "https://www.reddit.com/user/$1/.rss", 96 },
	{ "codeberg.org",    "/*/*",            "https://codeberg.org/$1/$2/releases.rss", 82 },
	{ "codeberg.org",    "/*/*",            "https://codeberg.org/$1/$2.rss", 80 },
	{ "stackoverflow.com", "/questions/tagged/*", "https://stackoverflow.com/feeds/tag/$1", 94 },
	{ "*.stackexchange.com", "/questions/tagged/*", "https://$h/feeds/tag/$1", 94 },
	{ "news.ycombinator.com", "",           "https://news.ycombinator.com/rss", 90 },
	{ "lobste.rs",       "/t/*",            "https://lobste.rs/t/$1.rss", 94 },
	{ "pypi.org",        "/project/*",      "https://pypi.org/rss/project/$1/releases.xml", 94 },
	{ "vimeo.com",       "/*",              "https://vimeo.com/$1/videos/rss", 70 },
	{ "dev.to",          "/*",              "https://dev.to/feed/$1", 80 },
	{ "sourceforge.net", "/projects/*",     "https://sourceforge.net/projects/$1/rss", 80 },
	{ "arxiv.org",       "/list/*",         "https://rss.arxiv.org/rss/$1", 90 },
	{ "medium.com",      "/tag/*",          "https://medium.com/feed/tag/$1", 94 },
	{ "medium.com",      "/@*",             "https://medium.com/feed/@$1", 94 },
	{ "*.medium.com",    "",                "https://$h/feed", 92 },
	{ "medium.com",      "/*",              "https://medium.com/feed/$1", 70 },
	{ "bsky.app",        "/profile/*",      "https://bsky.app/profile/$1/rss", 96 },
	{ "*.substack.com",  "",                "https://$h/feed", 96 },
	{ "*.tumblr.com",    "",                "https://$h/rss", 94 },
	{ "*.wordpress.com", "",                "https://$h/feed/", 94 },
	{ "*.blogspot.com",  "",                "https://$h/feeds/posts/default", 94 },
	{ "*",               "/@*",             "https://$h/@$1.rss", 45 },
};

/* By what a page says that it was made with. */
static const struct form generators[] = {
	{ "WordPress",       "", "$s/feed/", 60 },
	{ "Ghost",           "", "$s/rss/", 60 },
	{ "Discourse",       "", "$s/latest.rss", 60 },
	{ "Hugo",            "", "$s/index.xml", 55 },
	{ "Jekyll",          "", "$s/feed.xml", 55 },
	{ "blogger",         "", "$s/feeds/posts/default", 60 },
	{ "Drupal",          "", "$s/rss.xml", 50 },
	{ "Mastodon",        "/@*", "$s/@$1.rss", 94 },
	{ "Mastodon",        "/tags/*", "$s/tags/$1.rss", 94 },
	{ "Lemmy",           "/c/*", "$s/feeds/c/$1.xml", 90 },
	{ "Squarespace",     "", "$s/?format=rss", 40 },
};

static const struct form known_paths[] = {
	{ "*", "", "$s/feed",      14 },
	{ "*", "", "$s/rss.xml",   13 },
	{ "*", "", "$s/atom.xml",  12 },
	{ "*", "", "$s/feed.xml",  11 },
	{ "*", "", "$s/index.xml", 10 },
	{ "*", "", "$s/rss",        9 },
	{ "*", "", "$s/feed.json",  8 },
};
/* clang-format on */

struct place {
	const char *site;		/* scheme and host with its port */
	const char *host;		/* without "www." */
	const char *path;		/* with what follows "?" */
	const char *part[PARTS];
	size_t length[PARTS];
};

static bool
is_below(const char *host, const char *domain)
{
	size_t n = strlen(host), m = strlen(domain);

	return n > m && host[n - m - 1] == '.' && strcasecmp(host + n - m, domain) == 0;
}

static bool
is_host(const char *pattern, const char *host)
{
	if (pattern[0] == '*')
		return pattern[1] == '\0' || is_below(host, pattern + 2);
	return strcasecmp(pattern, host) == 0 || is_below(host, pattern);
}

/* The page's path against the pattern; fills in the parts. */
static bool
is_path(const char *pattern, struct place *p)
{
	const char *at = p->path;
	size_t n = 0;

	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '$')
			return strchr("?#", at[at[0] == '/']) != NULL;
		if (*pattern != '*') {
			if (*at++ != *pattern)
				return false;
			continue;
		}
		p->part[n] = at;
		p->length[n] = strcspn(at, "/?&");
		if (p->length[n] == 0)
			return false;
		at += p->length[n++];
	}
	return true;
}

static const char *
fill_in(struct arena *a, const char *feed, const struct place *p)
{
	struct buf b = { 0 };

	for (; *feed != '\0'; feed++) {
		if (*feed != '$') {
			buf_putc(&b, *feed);
			continue;
		}
		switch (*++feed) {
		case 'h':
			buf_puts(&b, p->host);
			break;
		case 's':
			buf_puts(&b, p->site);
			break;
		default:
			buf_add(&b, p->part[*feed - '1'], p->length[*feed - '1']);
		}
	}
	const char *text = arena_strdup(a, buf_str(&b));
	buf_done(&b);
	return text;
}

static bool
take_apart(struct arena *a, const char *url, struct place *p)
{
	if (!url_is_web(url))
		return false;
	*p = (struct place){ .host = url_host(a, url) };
	const char *host = strstr(url, "://") + 3;
	size_t n = strcspn(host, "/?#");
	p->site = arena_strndup(a, url, (size_t)(host - url) + n);
	p->path = arena_strndup(a, host + n, strcspn(host + n, "#"));
	return p->host != NULL && strchr(p->site, '@') == NULL;
}

void
page_forms(struct arena *a, const char *url, page_found *each, void *arg)
{
	struct place p;
	bool known = false;

	if (!take_apart(a, url, &p))
		return;
	for (size_t i = 0; i < COUNT(forms); i++) {
		bool any = strcmp(forms[i].host, "*") == 0;

		if ((any && known) || !is_host(forms[i].host, p.host))
			continue;
		known = known || !any;
		if (is_path(forms[i].path, &p))
			each(arg, fill_in(a, forms[i].feed, &p), forms[i].sure);
	}
}

void
page_generator(struct arena *a, const char *url, const char *generator, page_found *each, void *arg)
{
	struct place p;

	if (!take_apart(a, url, &p))
		return;
	for (size_t i = 0; i < COUNT(generators); i++) {
		const char *name = generators[i].host;

		if (strncasecmp(generator, name, strlen(name)) == 0 && is_path(generators[i].path, &p))
			each(arg, fill_in(a, generators[i].feed, &p), generators[i].sure);
	}
}

void
page_known_paths(struct arena *a, const char *url, page_found *each, void *arg)
{
	struct place p;

	if (!take_apart(a, url, &p))
		return;
	for (size_t i = 0; i < COUNT(known_paths); i++)
		each(arg, fill_in(a, known_paths[i].feed, &p), known_paths[i].sure);
}
