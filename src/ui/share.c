/* SPDX-License-Identifier: ISC */
/* What is handed on is loaded anew from the store: the list has only rows.
 * Addresses go out as url_for_program makes them. */
#include "ui/share.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/url.h"
#include "base/utf8.h"
#include "desk/desk.h"
#include "desk/full_cache.h"
#include "opener/clipboard.h"
#include "opener/opener.h"
#include "ui/detail_layout.h"
#include "ui/overlays.h"
#include "ui/reader_chosen.h"
#include "ui/reader_parts.h"
#include "ui/screen.h"
#include "ui/share_parts.h"

enum { EXCERPT_COLUMNS = 500 };

static bool
is_given(const char *s)
{
	return s != NULL && s[0] != '\0';
}

static void
take_outside(struct share_item *item, const struct related *rel)
{
	struct article *art = &item->sa.art;

	article_init(art);
	art->title = rel->title;
	art->excerpt = rel->excerpt;
	art->published = rel->published;
	art->web_url = rel->web_url;
	art->amp_url = rel->amp_url;
	art->cdn_amp_url = rel->cdn_amp_url;
	art->type = rel->type;
	art->provider = rel->provider;
	art->has_quality = rel->has_quality;
	art->quality = rel->quality;
	art->images = rel->images;
	art->nimages = rel->nimages;
}

/* What is read is what goes out, as text: its page's HTML is nobody's wish. */
static void
take_full(struct reader *rd, struct arena *a, struct article *art)
{
	const char *url = article_link(art);
	struct article full;

	if (url == NULL || !full_cached(a, rd->desk, url, &full))
		return;
	full_cache_show(a, art, &full);
	art->content = full.text;
}

static bool
load(struct reader *rd, struct arena *a, int64_t id, struct share_item *item, struct err *err)
{
	bool found;

	if (!store_article(rd->desk->store, id, a, &item->sa, &found, err))
		return false;
	if (!found)
		return err_set(err, "this article is not there any more");
	if (rd->reading.full && id == rd->reading.id)
		take_full(rd, a, &item->sa.art);
	return store_related(rd->desk->store, &item->sa.art, a, &item->matches, err);
}

static bool
load_all(struct reader *rd, struct arena *a, const int64_t *ids, size_t n, struct share_item *items)
{
	struct err err = { .text = "" };

	for (size_t i = 0; i < n; i++) {
		const char *link;

		if (ids == NULL) {
			take_outside(&items[i], rd->reading.outside);
		} else if (!load(rd, a, ids[i], &items[i], &err)) {
			reader_warn(rd, &err);
			return false;
		}
		link = article_link(&items[i].sa.art);
		items[i].link = link != NULL ? url_for_program(a, link) : NULL;
	}
	return true;
}

/* What is being read goes before what was chosen in the list. */
static bool
is_about_chosen(const struct reader *rd)
{
	return rd->focus != PANE_DETAIL && reader_chosen_count(rd) > 0;
}

void
share_done(struct reader *rd)
{
	if (is_about_chosen(rd))
		(void)reader_choose_none(rd);
}

bool
share_items(struct reader *rd, struct arena *a, struct share_item **items, size_t *count)
{
	const int64_t *ids;
	size_t n = 1;

	reader_catch_up(rd);
	if (is_about_chosen(rd)) {
		if (!reader_chosen(rd, &ids, &n))
			return false;
	} else {
		ids = rd->reading.outside != NULL ? NULL : &rd->reading.id;
	}
	if (n == 0 || (ids != NULL && *ids == 0)) {
		reader_say(rd, "there is no article here");
		return false;
	}
	*items = arena_array(a, n, sizeof(**items));
	*count = n;
	return load_all(rd, a, ids, n, *items);
}

const char *
share_name(struct arena *a, const struct share_item *items, size_t count)
{
	const char *title = items[0].sa.art.title;

	if (count > 1)
		return arena_printf(a, "%zu articles", count);
	return is_given(title) ? arena_printf(a, "\"%s\"", title) : "the article";
}

/* -- copying */

void
share_copy_text(struct reader *rd, const char *text, size_t n, const char *what)
{
	struct arena a = { 0 };
	struct buf out = { 0 };
	struct clipboard to;
	struct err err = { .text = "" };
	bool ok = clipboard_choose(&a, rd->desk->settings.copy_command, &to, &err);

	if (ok && to.argv != NULL)
		ok = opener_aside(rd->opener, to.argv, text, n, &err);
	else if (ok)
		ok = clipboard_osc52(&out, text, n, &err);
	if (out.n > 0)
		screen_write_raw(out.p, out.n);
	if (ok)
		reader_say(rd, "copied by %s: %s", to.name, what);
	else
		reader_warn(rd, &err);
	buf_done(&out);
	arena_done(&a);
}

static const char *
copied_words(struct arena *a, size_t copied, bool with_title, const struct share_item *item)
{
	if (copied > 1)
		return arena_printf(a, "%zu addresses%s", copied, with_title ? " with titles" : "");
	return with_title ? arena_printf(a, "title and %s", item->link) : item->link;
}

void
share_copy(struct reader *rd, bool with_title)
{
	struct arena a = { 0 };
	struct buf out = { 0 };
	struct share_item *items;
	const struct share_item *last = NULL;
	size_t n, copied = 0;

	if (share_items(rd, &a, &items, &n)) {
		for (size_t i = 0; i < n; i++) {
			if (items[i].link == NULL)
				continue;
			if (copied++ > 0)
				buf_puts(&out, "\n");
			last = &items[i];
			if (with_title && is_given(last->sa.art.title))
				buf_printf(&out, "%s\n", last->sa.art.title);
			buf_puts(&out, last->link);
		}
		if (copied == 0)
			reader_say(rd, "not copied: %s has no address", n > 1 ? "none of them" : "it");
		else
			share_copy_text(rd, out.p, out.n, copied_words(&a, copied, with_title, last));
		share_done(rd);
	}
	buf_done(&out);
	arena_done(&a);
}

/* -- bookmarks */

static const char *
one_line(struct arena *a, const char *text, int columns)
{
	const char *plain = is_given(text) ? detail_plain(a, text) : "";

	plain = utf8_clean_dup(a, plain, strlen(plain), UTF8_LINE);
	return arena_strndup(a, plain, utf8_fit(plain, strlen(plain), columns, NULL));
}

static bool
bookmark(struct reader *rd, struct arena *a, const struct share_item *item, struct err *err)
{
	const struct article *art = &item->sa.art;
	const char *line = rd->desk->settings.bookmark_command;
	const struct opener_word words[] = {
		{ 'u', item->link },
		{ 't', one_line(a, art->title, EXCERPT_COLUMNS) },
		{ 'p', one_line(a, provider_label(&art->provider), EXCERPT_COLUMNS) },
		{ 'e', one_line(a, art->excerpt, EXCERPT_COLUMNS) },
		{ '\0', NULL },
	};

	if (item->link == NULL)
		return err_set(err, "no bookmark: %s has no address", share_name(a, item, 1));
	char **argv = opener_words(a, line, words, item->link, err);
	if (argv == NULL)
		return err_wrap(err, "no bookmark: bookmark.command \"%s\"", line);
	return opener_aside(rd->opener, argv, NULL, 0, err);
}

void
share_bookmark(struct reader *rd)
{
	const char *line = rd->desk->settings.bookmark_command;
	struct arena a = { 0 };
	struct err err = { .text = "" };
	struct share_item *items;
	size_t n, done = 0;

	if (line[strspn(line, " \t")] == '\0') {
		reader_say(rd, "bookmark.command is not set; try: buku -a %%u --title %%t");
		return;
	}
	if (share_items(rd, &a, &items, &n)) {
		while (done < n && bookmark(rd, &a, &items[done], &err))
			done++;
		share_done(rd);
		if (done < n)
			reader_warn(rd, &err);
		else
			reader_say(rd, "handed to %.*s: %s", (int)strcspn(line, " \t"), line,
			    share_name(&a, items, n));
	}
	arena_done(&a);
}

static void
choose_link(struct reader *rd)
{
	struct pane *links;

	reader_catch_up(rd);
	links = links_new(rd);
	if (links != NULL)
		reader_overlay(rd, links);
	else
		reader_say(rd, "there are no links here");
}

bool
share_act(struct reader *rd, enum action action)
{
	switch (action) {
	case ACTION_LINKS:
		choose_link(rd);
		return true;
	case ACTION_COPY:
	case ACTION_COPY_TITLE:
		share_copy(rd, action == ACTION_COPY_TITLE);
		return true;
	case ACTION_PIPE:
		share_ask_pipe(rd);
		return true;
	case ACTION_BOOKMARK:
		share_bookmark(rd);
		return true;
	case ACTION_SAVE:
		share_ask_save(rd);
		return true;
	default:
		return false;
	}
}
