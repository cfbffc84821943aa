/* SPDX-License-Identifier: ISC */
/* Articles coming in.  Everything here runs inside the caller's transaction.
 *
 * Who is who: first what this source knows by this guid; then an article with
 * the same canonical address that this source does not have yet; else it is
 * new.  The address is looked up by its hash and compared as text.  The record
 * shown is that of the source that brought the article first, as long as one
 * is subscribed to it; a folder's own is better than what is said about it over
 * the network.  Marks and first_seen are never touched. */
#include "store/store.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/url.h"
#include "base/utf8.h"
#include "model/record.h"
#include "store/store_parts.h"
#include "store/store_story.h"

enum {
	RENAMED_WITHIN = 2 * 24 * 60 * 60,
	HISTORY_MOST = 10,
	HISTORY_BYTES = 4000		/* of an excerpt */
};

struct incoming {
	struct store *st;
	struct err *err;
	struct arena arena;
	const struct article *art;
	int64_t source, now;
	int64_t id;			/* the article it is, 0: new */
	bool has_origin;		/* this source had it already */
	bool mine;			/* the record shown is one that this source may replace */
	bool own;			/* ... and its own */
	bool in_story;
	bool same_words, same_topics;	/* as before: they may stay */
	const char *address;		/* canonical, NULL: none */
};

static int64_t
key_of(const char *text)
{
	return (int64_t)hash_bytes(text, strlen(text));
}

static bool
find_origin(struct incoming *in)
{
	bool ok = sql_number(in->st, in->err, &in->id,
	    "SELECT article FROM origin WHERE source = ?1 AND guid = ?2", "it", in->source, in->art->guid);

	in->has_origin = in->id != 0;
	return ok;
}

static const char *
given(const char *text)
{
	return text != NULL ? text : "";
}

static bool
same_title(struct incoming *in, const char *other)
{
	const char *title = given(in->art->title);

	return strcmp(utf8_fold(&in->arena, title, strlen(title)),
	    utf8_fold(&in->arena, other, strlen(other))) == 0;
}

/* Under another title it is the same only if the address is that of one article,
 * not of the page where all of a source's are, and the time is much the same. */
static bool
may_be_renamed(const struct incoming *in, int64_t time)
{
	int64_t apart = in->art->published != DATE_NONE ? in->art->published - time : 0;

	return strchr(in->address, '/') != NULL && apart < RENAMED_WITHIN && apart > -RENAMED_WITHIN;
}

static bool
find_address(struct incoming *in)
{
	int64_t renamed = 0;
	size_t others = 0;
	int got;

	if (in->address == NULL)
		return true;
	sqlite3_stmt *stmt = sql_bind(in->st, in->err,
	    "SELECT id, link, title, time FROM article WHERE url_key = ?1 AND NOT EXISTS"
	    " (SELECT 1 FROM origin WHERE article = article.id AND source = ?2) ORDER BY shown DESC, id",
	    "ii", key_of(in->address), in->source);
	if (stmt == NULL)
		return false;
	while ((got = sql_step(in->st, stmt, in->err)) == 1) {
		const char *link = sql_text(&in->arena, stmt, 1);
		const char *other = link != NULL ? url_canonical(&in->arena, link) : NULL;

		if (other == NULL || strcmp(other, in->address) != 0)
			continue;
		if (same_title(in, sql_text(&in->arena, stmt, 2))) {
			in->id = sqlite3_column_int64(stmt, 0);
			sql_end(stmt);
			return true;
		}
		if (others++ == 0 && may_be_renamed(in, sqlite3_column_int64(stmt, 3)))
			renamed = sqlite3_column_int64(stmt, 0);
	}
	if (others == 1)
		in->id = renamed;
	return got == 0;
}

static bool
is_ahead(const struct incoming *in)
{
	return in->art->published != DATE_NONE && in->art->published > in->now;
}

static int
flags_of(const struct incoming *in)
{
	const struct article *art = in->art;
	const char *type = art->type != NULL ? art->type : "";
	int flags = is_ahead(in) ? FLAG_AHEAD : 0;

	if (!article_is_listed(art))
		flags |= FLAG_UNPUBLISHED;
	if (art->damage.line != 0 || art->damage.message != NULL)
		flags |= FLAG_DAMAGED;
	if (strcmp(type, "video") == 0)
		flags |= FLAG_VIDEO;
	if (strcmp(type, "audio") == 0)
		flags |= FLAG_AUDIO;
	if (art->nimages > 0)
		flags |= FLAG_IMAGE;
	if (art->content != NULL && art->content[0] != '\0')
		flags |= FLAG_CONTENT;
	return flags;
}

/* A date in the future is kept, but nothing stays above today's news for years. */
static int64_t
time_of(const struct incoming *in, int64_t first_seen)
{
	return in->art->published != DATE_NONE && !is_ahead(in) ? in->art->published : first_seen;
}

/* The coverage that its publisher lists. */
static bool
put_listed(struct incoming *in)
{
	return sql_run(in->st, in->err, "UPDATE article SET listed = ?2, coverage = max(?2, coverage)"
	    " WHERE id = ?1 AND listed <> ?2", "ii", in->id, (int64_t)in->art->nrelated);
}

/* Nothing in the first makes SQLite keep a statement journal: a copy of each page
 * that the statement changes, some twenty, and the text index written out.  That is
 * why a constraint rolls all back, and why no function is called.  (What stands
 * behind OR counts for the triggers too: where one of them says OR IGNORE, as with
 * updates, it must be left out.) */
static const char insert_row[] =
    "INSERT OR ROLLBACK INTO article (first_seen, source, time, title, provider, quality, heat, coverage,"
    " flags, link, url_key, name_key, provider_key, topic, topic_key, lang, updated, indexed, computed,"
    " source_key)"
    " VALUES (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, CASE WHEN ?12 <> 0 THEN ?12 END,"
    " CASE WHEN ?13 <> 0 THEN ?13 END, ?14, ?15, ?16, ?17, CASE WHEN ?19 THEN ?18 END, 1, ?20,"
    " (SELECT sort_key FROM source WHERE id = ?3))";
static const char update_row[] =
    "UPDATE article SET time = ?4, title = ?5, provider = ?6, quality = ?7, heat = ?8,"
    " computed = ?20, coverage = ?9, flags = ?10, link = ?11, url_key = CASE WHEN ?12 <> 0 THEN ?12 END,"
    " name_key = CASE WHEN ?13 <> 0 THEN ?13 END, provider_key = ?14, topic = ?15, topic_key = ?16,"
    " lang = ?17, updated = CASE WHEN ?19 THEN ?18 END, indexed = 1 WHERE id = ?1";

static bool
put_topics(struct incoming *in, int64_t time, bool fresh)
{
	bool shown = article_is_listed(in->art);
	struct store_placed at = { .article = in->id, .time = time, .shown = shown, .unread = true };

	if (in->same_topics)
		return store_given_again(in->st, in->id, in->err);
	return (fresh || store_placed_get(in->st, in->id, &at, in->err)) &&
	       store_topics_of_article(in->st, &at, in->art, in->err) &&
	       store_given_by_words(in->st, &at, in->art, fresh, in->err);
}

static bool
write_row(struct incoming *in, int64_t first_seen)
{
	const struct article *art = in->art;
	uint64_t name = article_name_key(art->title != NULL ? art->title : "", &art->provider);
	bool dated = art->updated != DATE_NONE, fresh = in->id == 0;
	int64_t provider, provider_key, topic, topic_key, time = time_of(in, first_seen);
	struct store_figures figures = { .alone = !in->in_story };

	if (!store_known_provider(in->st, &art->provider, &provider, &provider_key, in->err) ||
	    !store_figures(in->st, art, provider, &figures, in->err) ||
	    !store_topic_main(in->st, art, &topic, &topic_key, in->err))
		return false;
	if (!sql_run(in->st, in->err, fresh ? insert_row : update_row, "iiiitiddiitiiiiitidd", in->id,
		first_seen, in->source, time, art->title != NULL ? art->title : "", provider,
		figures.quality, figures.heat, (int64_t)art->nrelated,
		(int64_t)flags_of(in), art->original_url != NULL ? art->original_url : art->web_url,
		in->address != NULL ? key_of(in->address) : 0, (int64_t)name,
		provider_key, topic, topic_key, store_words_lang(&in->arena, art),
		dated ? art->updated : 0, (int)dated, figures.computed))
		return false;
	if (fresh)
		in->id = sqlite3_last_insert_rowid(in->st->db);
	return ((fresh && art->nrelated == 0) || put_listed(in)) && put_topics(in, time, fresh) &&
	       (in->same_words || store_text_put(in->st, in->id, art, TEXT_ADD, in->err)) &&
	       sql_run(in->st, in->err, "INSERT OR REPLACE INTO record (article, data) VALUES (?1, ?2)", "ib",
		   in->id, in->st->record.p, in->st->record.n);
}

static bool
is_same(const char *a, const char *b)
{
	return strcmp(given(a), given(b)) == 0;
}

static const char *
cut(struct arena *a, const char *text)
{
	size_t n = text != NULL ? strlen(text) : 0;

	if (n <= HISTORY_BYTES)
		return text;
	for (n = HISTORY_BYTES; n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80;)
		n--;
	return arena_strndup(a, text, n);
}

/* Only what its source itself has changed; times and numbers are not wording. */
static bool
put_history(struct incoming *in, const struct article *old)
{
	if (!in->own || (is_same(old->title, in->art->title) && is_same(old->excerpt, in->art->excerpt)))
		return true;
	return sql_run(in->st, in->err,
	    "INSERT INTO history (article, until, title, excerpt) VALUES (?1, ?2, ?3, ?4)", "iitt", in->id,
	    in->now, old->title, cut(&in->arena, old->excerpt)) &&
	       sql_run(in->st, in->err, "DELETE FROM history WHERE article = ?1 AND id NOT IN"
	    " (SELECT id FROM history WHERE article = ?1 ORDER BY id DESC LIMIT ?2)", "ii", in->id,
	    (int64_t)HISTORY_MOST);
}

static bool
find_same_topics(struct incoming *in, const struct article *old)
{
	const struct article *art = in->art;

	in->same_topics = old->ntopics == art->ntopics;
	for (size_t i = 0; in->same_topics && i < art->ntopics; i++)
		in->same_topics = is_same(old->topics[i], art->topics[i]);
	return !in->same_topics || art->given == NULL || store_given_same(in->st, in->id, art->given,
	    art->ngiven, &in->same_topics, in->err);
}

/* Mostly figures change, or a few words: what is the same stays.  Both the topics and
 * the words of the newest go by the time. */
static bool
find_same(struct incoming *in, const struct article *old, int64_t first_seen, bool *indexed)
{
	int64_t time = 0;
	sqlite3_stmt *stmt =
	    sql_bind(in->st, in->err, "SELECT time, indexed FROM article WHERE id = ?1", "i", in->id);
	int got = stmt != NULL ? sql_step(in->st, stmt, in->err) : -1;

	if (got != 1)
		return got == 0;
	time = sqlite3_column_int64(stmt, 0);
	*indexed = sqlite3_column_int(stmt, 1) != 0;
	sql_end(stmt);
	if (time != time_of(in, first_seen))
		return true;
	in->same_words = *indexed && store_text_same(old, in->art);
	return find_same_topics(in, old);
}

/* Takes the old text and topics out, so that write_row can put the new in.  The
 * index keeps no text of its own: what was indexed is taken from the record
 * that is there until now. */
static bool
clear_old(struct incoming *in, const struct article *old, int64_t first_seen)
{
	bool indexed = false;

	return find_same(in, old, first_seen, &indexed) &&
	       (in->same_words || store_text_put(in->st, in->id, old,
		   indexed ? TEXT_REMOVE : TEXT_REMOVE_OLD, in->err)) &&
	       (in->same_topics ||
		   sql_run(in->st, in->err, "DELETE FROM article_topic WHERE article = ?1", "i", in->id));
}

/* Other words, not only other marks of the publisher's. */
static bool
note_revision(struct incoming *in, const struct article *old)
{
	const struct article *art = in->art;

	if (!in->own)	/* another source's words, no other ones */
		return true;
	if (is_same(old->title, art->title) && is_same(old->excerpt, art->excerpt) &&
	    is_same(old->content, art->content))
		return true;
	return sql_run(in->st, in->err, "UPDATE article SET revised = max(?2, 1) WHERE id = ?1", "ii", in->id,
	    in->now);
}

/* Whether all that articles are linked by is as it was: its figures change often. */
static bool
links_alike(const struct article *a, const struct article *b)
{
	bool same = is_same(a->title, b->title) && is_same(a->excerpt, b->excerpt) &&
	    is_same(a->provider.name, b->provider.name) && is_same(a->provider.domain, b->provider.domain) &&
	    a->published == b->published && a->is_published == b->is_published && a->nrelated == b->nrelated;

	for (size_t i = 0; same && i < a->nrelated; i++)
		same = is_same(a->related[i].web_url, b->related[i].web_url) &&
		    is_same(a->related[i].title, b->related[i].title);
	return same;
}

static bool
replace(struct incoming *in, const struct buf *bytes, int64_t first_seen)
{
	struct article old;

	return record_decode(&in->arena, bytes->p, bytes->n, false, &old, in->err) && put_history(in, &old) &&
	    clear_old(in, &old, first_seen) && write_row(in, first_seen) && note_revision(in, &old) &&
	    (links_alike(&old, in->art) || store_link_again(in->st, in->id, in->err)) &&
	    (in->own || sql_run(in->st, in->err, "UPDATE article SET source = ?2, source_key ="
	    " (SELECT sort_key FROM source WHERE id = ?2) WHERE id = ?1", "ii", in->id, in->source));
}

/* The record that is kept, and whether this source may replace it. */
static bool
load_old(struct incoming *in, struct buf *bytes, int64_t *first_seen)
{
	sqlite3_stmt *stmt = sql_bind(in->st, in->err,
	    "SELECT r.data, a.first_seen, a.source = ?2, s.removed OR"
	    " (s.kind > ?3 AND (SELECT kind FROM source WHERE id = ?2) <= ?3), a.story <> 0"
	    " FROM article a JOIN record r ON r.article = a.id JOIN source s ON s.id = a.source"
	    " WHERE a.id = ?1", "iid", in->id, in->source, (int)SOURCE_FILE);
	int got = stmt != NULL ? sql_step(in->st, stmt, in->err) : -1;

	if (got == 1) {
		buf_add(bytes, sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0));
		*first_seen = sqlite3_column_int64(stmt, 1);
		in->own = sqlite3_column_int(stmt, 2) != 0;
		in->mine = in->own || sqlite3_column_int(stmt, 3) != 0;
		in->in_story = sqlite3_column_int(stmt, 4) != 0;
		sql_end(stmt);
	}
	return got == 1 || (got == 0 && err_set(in->err, "article %lld has no record; run `dateline check`",
	    (long long)in->id));
}

static bool
change(struct incoming *in, enum store_put *what)
{
	struct buf old = { 0 };
	int64_t first_seen = in->now;
	bool ok = load_old(in, &old, &first_seen);

	*what = STORE_SAME;
	bool same = ok && old.n == in->st->record.n && memcmp(old.p, in->st->record.p, old.n) == 0;
	if (ok && in->mine && !same) {
		*what = STORE_CHANGED;
		ok = replace(in, &old, first_seen);
	}
	buf_done(&old);
	return ok;
}

/* What one more source that has the article changes. */
static bool
count_origin(struct incoming *in)
{
	return sql_run(in->st, in->err, "UPDATE source SET articles = articles + 1, unread = unread +"
	    " coalesce((SELECT shown AND NOT read FROM article WHERE id = ?2), 0) WHERE id = ?1", "ii",
	    in->source, in->id) &&
	    sql_run(in->st, in->err, "INSERT OR IGNORE INTO story_dirty SELECT 0, story FROM article"
	    " WHERE id = ?1 AND story <> 0", "i", in->id) &&
	    sql_run(in->st, in->err, "UPDATE article SET live = 1 WHERE id = ?1 AND NOT live", "i", in->id);
}

static bool
put_origin(struct incoming *in, bool fresh)
{
	return sql_run(in->st, in->err, "INSERT OR ROLLBACK INTO origin (source, guid, article)"
	    " VALUES (?1, ?2, ?3)", "iti", in->source, in->art->guid, in->id) &&
	    (fresh ? store_coming_add(in->st, in->source, article_is_listed(in->art), in->err) :
	    count_origin(in));
}

bool
store_put_article(struct store *st, int64_t source, const struct article *art, int64_t now,
    enum store_put *what, int64_t *id, struct err *err)
{
	struct incoming in = { .st = st, .err = err, .art = art, .source = source, .now = now };
	const char *link = art->original_url != NULL ? art->original_url : art->web_url;

	if (link != NULL)
		in.address = url_canonical(&in.arena, link);
	buf_reset(&st->record);
	record_encode(art, &st->record);
	bool ok = find_origin(&in) && (in.id != 0 || find_address(&in));
	*what = STORE_NEW;
	if (ok)
		ok = in.id != 0 ? change(&in, what) : write_row(&in, now);
	if (ok && !in.has_origin)
		ok = put_origin(&in, *what == STORE_NEW);
	*id = in.id;
	arena_done(&in.arena);
	return ok;
}
