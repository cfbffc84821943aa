/* SPDX-License-Identifier: ISC */
/* The small truths about an article that every program must agree on. */
#include "model/article.h"

#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/url.h"
#include "base/utf8.h"
#include "model/fields.h"

void
article_init(struct article *art)
{
	shape_init(&shape_article, art);
}

bool
article_is_listed(const struct article *art)
{
	return art->is_published != PUBLISHED_NO && art->removed != 1;
}

static const char *
web_or_null(const char *url)
{
	return url != NULL && url_is_web(url) ? url : NULL;
}

const char *
article_link(const struct article *art)
{
	const char *link = web_or_null(art->original_url);

	return link != NULL ? link : web_or_null(art->web_url);
}

const char *
related_link(const struct related *rel)
{
	const char *link = web_or_null(rel->web_url);

	return link != NULL ? link : web_or_null(rel->amp_url);
}

const char *
provider_label(const struct provider *p)
{
	if (p->name != NULL && p->name[0] != '\0')
		return p->name;
	return p->domain != NULL ? p->domain : "";
}

uint64_t
article_name_key(const char *title, const struct provider *p)
{
	const char *label = provider_label(p);
	struct arena a = { 0 };

	if (title == NULL)
		title = "";
	if (title[0] == '\0' && label[0] == '\0')
		return 0;
	const char *who = utf8_fold(&a, label, strlen(label));
	const char *what = utf8_fold(&a, title, strlen(title));
	uint64_t key = hash_bytes(who, strlen(who) + 1);
	key = hash_more(key, what, strlen(what));
	arena_done(&a);
	return key != 0 ? key : 1;
}
