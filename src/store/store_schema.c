/* SPDX-License-Identifier: ISC */
/* The schema, as a list that only grows: its length is the version, and each
 * step commits together with its number.
 *
 * `shown` says whether an article is listed when nobody asks for withdrawn or
 * hidden ones; being generated, it cannot be wrong.  `tally` has the counts of
 * listed and of unread articles for each topic, subtopics included, and under
 * topic 0 for all: triggers keep it right, whoever writes, store_coming.c and
 * store_known.c for what is new, so that no start and no status bar ever counts.
 * article_topic also has a row for each ancestor of an article's topics (direct
 * 0), so that a topic with all below it is one range of an index, newest first. */
#include "store/store_parts.h"

#include "base/err.h"
#include "base/mem.h"

static const char *const migrations[] = {
	/* 1 */
	"CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
	"CREATE TABLE source (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, location TEXT NOT NULL UNIQUE,"
	" title TEXT, removed INTEGER NOT NULL DEFAULT 0, shift INTEGER NOT NULL DEFAULT 0,"
	" fetched INTEGER, changed INTEGER, damaged INTEGER NOT NULL DEFAULT 0, error TEXT);"
	"CREATE TABLE file (source INTEGER NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,"
	" mtime INTEGER NOT NULL, vanished INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (source, name)) WITHOUT "
	"ROWID;"
	"CREATE TABLE provider (id INTEGER PRIMARY KEY, name TEXT NOT NULL, domain TEXT NOT NULL,"
	" fold TEXT NOT NULL, UNIQUE (name, domain));"
	"CREATE TABLE article (id INTEGER PRIMARY KEY, time INTEGER NOT NULL, title TEXT NOT NULL,"
	" provider INTEGER NOT NULL, quality INTEGER NOT NULL, heat INTEGER NOT NULL,"
	" coverage INTEGER NOT NULL, flags INTEGER NOT NULL, link TEXT, url_key INTEGER, name_key INTEGER,"
	" first_seen INTEGER NOT NULL, source INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1,"
	" read INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0, hidden INTEGER NOT NULL "
	"DEFAULT 0,"
	" shown INTEGER NOT NULL AS (live AND NOT hidden AND NOT (flags & 1)) STORED);"
	"CREATE INDEX article_time ON article (time) WHERE shown = 1;"
	"CREATE INDEX article_unread ON article (time) WHERE shown = 1 AND read = 0;"
	"CREATE INDEX article_provider ON article (provider, time) WHERE shown = 1;"
	"CREATE INDEX article_heat ON article (heat, time) WHERE shown = 1;"
	"CREATE INDEX article_starred ON article (time) WHERE starred = 1;"
	"CREATE INDEX article_url ON article (url_key) WHERE url_key IS NOT NULL;"
	"CREATE INDEX article_name ON article (name_key) WHERE name_key IS NOT NULL;"
	"CREATE TABLE record (article INTEGER PRIMARY KEY, data BLOB NOT NULL);"
	"CREATE TABLE origin (source INTEGER NOT NULL, guid TEXT NOT NULL, article INTEGER NOT NULL,"
	" PRIMARY KEY (source, guid)) WITHOUT ROWID;"
	"CREATE INDEX origin_article ON origin (article);"
	"CREATE VIRTUAL TABLE article_text USING fts5 (title, excerpt, content, provider, author,"
	" content='', tokenize='unicode61 remove_diacritics 2');"
	"CREATE TABLE topic (id INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, shortname TEXT,"
	" parent INTEGER NOT NULL DEFAULT 0, defined INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL "
	"DEFAULT 0);"
	"CREATE TABLE topic_name (fold TEXT PRIMARY KEY, topic INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE topic_file (source INTEGER NOT NULL, position INTEGER NOT NULL, key TEXT, name TEXT,"
	" shortname TEXT, parent TEXT, PRIMARY KEY (source, position)) WITHOUT ROWID;"
	"CREATE TABLE topic_up (topic INTEGER NOT NULL, ancestor INTEGER NOT NULL,"
	" PRIMARY KEY (topic, ancestor)) WITHOUT ROWID;"
	"CREATE TABLE article_topic (topic INTEGER NOT NULL, time INTEGER NOT NULL, article INTEGER NOT NULL,"
	" direct INTEGER NOT NULL, PRIMARY KEY (topic, time, article)) WITHOUT ROWID;"
	"CREATE INDEX article_topic_article ON article_topic (article);"
	"CREATE TABLE tally (topic INTEGER PRIMARY KEY, total INTEGER NOT NULL DEFAULT 0,"
	" unread INTEGER NOT NULL DEFAULT 0);"
	"INSERT INTO tally (topic) VALUES (0);"
	"CREATE TABLE step (id INTEGER PRIMARY KEY, time INTEGER NOT NULL, mark INTEGER NOT NULL,"
	" value INTEGER NOT NULL, count INTEGER NOT NULL);"
	"CREATE TABLE step_item (step INTEGER NOT NULL, article INTEGER NOT NULL, old INTEGER NOT NULL,"
	" PRIMARY KEY (step, article)) WITHOUT ROWID;"
	"CREATE TRIGGER article_added AFTER INSERT ON article WHEN NEW.shown BEGIN"
	" UPDATE tally SET total = total + 1, unread = unread + NOT NEW.read WHERE topic = 0; END;"
	"CREATE TRIGGER article_marked AFTER UPDATE OF read, hidden, live, flags ON article"
	" WHEN OLD.shown <> NEW.shown OR (NEW.shown AND OLD.read <> NEW.read) BEGIN"
	" UPDATE tally SET total = total + NEW.shown - OLD.shown,"
	" unread = unread + (NEW.shown AND NOT NEW.read) - (OLD.shown AND NOT OLD.read) WHERE topic = 0;"
	" UPDATE tally SET total = total + NEW.shown - OLD.shown,"
	" unread = unread + (NEW.shown AND NOT NEW.read) - (OLD.shown AND NOT OLD.read)"
	" WHERE topic IN (SELECT topic FROM article_topic WHERE article = NEW.id); END;"
	"CREATE TRIGGER topic_given AFTER INSERT ON article_topic BEGIN"
	" UPDATE tally SET total = total + a.shown, unread = unread + (a.shown AND NOT a.read)"
	" FROM article a WHERE tally.topic = NEW.topic AND a.id = NEW.article; END;"
	"CREATE TRIGGER topic_taken AFTER DELETE ON article_topic BEGIN"
	" UPDATE tally SET total = total - a.shown, unread = unread - (a.shown AND NOT a.read)"
	" FROM article a WHERE tally.topic = OLD.topic AND a.id = OLD.article; END;",
	/* 2: each order has an index */
	"CREATE INDEX article_quality ON article (quality, time) WHERE shown = 1;"
	"CREATE INDEX article_coverage ON article (coverage, time) WHERE shown = 1;"
	"CREATE INDEX article_unread_first ON article (1 - read, time) WHERE shown = 1;",
	/* 3: outlets in the order of their names */
	"ALTER TABLE article ADD COLUMN provider_key INTEGER NOT NULL DEFAULT 0;"
	"UPDATE article SET provider_key = order_key((SELECT fold FROM provider WHERE id = "
	"article.provider));"
	"CREATE INDEX article_provider_key ON article (provider_key, time) WHERE shown = 1;",
	/* 4: the text index merges its parts later: a large import takes a fifth less */
	"INSERT INTO article_text (article_text, rank) VALUES ('automerge', 16);",
	/* 5: lists by topic and by source; an article stands under its first topic */
	"ALTER TABLE source ADD COLUMN sort_key INTEGER NOT NULL DEFAULT 0;"
	"UPDATE source SET sort_key = order_key(lower(coalesce(title, location)));"
	"ALTER TABLE article ADD COLUMN source_key INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE article ADD COLUMN topic INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE article ADD COLUMN topic_key INTEGER NOT NULL DEFAULT 0;"
	"UPDATE article SET source_key = (SELECT sort_key FROM source WHERE id = article.source),"
	" topic = coalesce((SELECT topic FROM article_topic WHERE article = article.id AND direct LIMIT 1), "
	"0);"
	"UPDATE article SET topic_key = order_key(coalesce((SELECT key FROM topic WHERE id = article.topic),"
	" ''));"
	"CREATE INDEX article_source_key ON article (source_key, time) WHERE shown = 1;"
	"CREATE INDEX article_topic_key ON article (topic_key, time) WHERE shown = 1;",
	/* 6: options of sources, and what is kept of them between visits */
	"ALTER TABLE source ADD COLUMN options BLOB;"
	"CREATE TABLE visit (source INTEGER PRIMARY KEY, etag TEXT, last_modified TEXT,"
	" next_fetch INTEGER NOT NULL, status INTEGER NOT NULL, failures INTEGER NOT NULL,"
	" gone INTEGER NOT NULL, moved_to TEXT, moved_count INTEGER NOT NULL,"
	" learned_interval INTEGER NOT NULL, ttl INTEGER NOT NULL, skip_hours INTEGER NOT NULL,"
	" skip_days INTEGER NOT NULL, home TEXT, icon TEXT, language TEXT, next_page TEXT);",
	/* 7: counts of sources, kept by triggers as those of topics are */
	"ALTER TABLE source ADD COLUMN articles INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE source ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;"
	"UPDATE source SET articles = c.articles, unread = c.unread FROM"
	" (SELECT o.source, count(*) AS articles, sum(a.shown AND NOT a.read) AS unread"
	" FROM origin o JOIN article a ON a.id = o.article"
	" GROUP BY o.source) c WHERE c.source = source.id;"
	"CREATE TRIGGER origin_added AFTER INSERT ON origin BEGIN"
	" UPDATE source SET articles = articles + 1, unread = unread + coalesce((SELECT shown AND NOT read"
	" FROM article WHERE id = NEW.article), 0) WHERE id = NEW.source; END;"
	"CREATE TRIGGER article_source_marked AFTER UPDATE OF read, hidden, live, flags ON article"
	" WHEN (OLD.shown AND NOT OLD.read) <> (NEW.shown AND NOT NEW.read) BEGIN"
	" UPDATE source SET unread = unread + (NEW.shown AND NOT NEW.read) - (OLD.shown AND NOT OLD.read)"
	" WHERE id IN (SELECT source FROM origin WHERE article = NEW.id); END;",
	/* 8: another text index, filled bit by bit (store_reindex.c); what filters ask for */
	"CREATE VIRTUAL TABLE article_words USING fts5 (title, excerpt, content, provider, author,"
	" content='', tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\");"
	"INSERT INTO article_words (article_words, rank) VALUES ('automerge', 16);"
	"INSERT OR REPLACE INTO meta (key, value) SELECT 'words.left', coalesce(max(id), 0) FROM article;"
	"ALTER TABLE article ADD COLUMN lang TEXT;"
	"ALTER TABLE article ADD COLUMN updated INTEGER;"
	"ALTER TABLE article ADD COLUMN revised INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE article ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;"
	"CREATE INDEX article_any ON article (time);"
	"CREATE INDEX article_hidden ON article (time) WHERE hidden = 1;"
	"CREATE INDEX article_unpublished ON article (time) WHERE (flags & 1) <> 0;"
	"CREATE INDEX article_damaged ON article (time) WHERE (flags & 2) <> 0;"
	"CREATE INDEX article_revised ON article (time) WHERE revised > 0;",
	/* 9: addresses that have moved, and what articles said before */
	"ALTER TABLE source ADD COLUMN formerly TEXT;"
	"CREATE TABLE history (id INTEGER PRIMARY KEY, article INTEGER NOT NULL, until INTEGER NOT NULL,"
	" title TEXT, excerpt TEXT);"
	"CREATE INDEX history_article ON history (article);",
	/* 10: labels, what is muted (2 in `hidden`) and followed, how far rules have come */
	"ALTER TABLE article ADD COLUMN followed INTEGER NOT NULL DEFAULT 0;"
	"DROP INDEX article_hidden;"
	"CREATE INDEX article_hidden ON article (time) WHERE hidden <> 0;"
	"CREATE INDEX article_followed ON article (time) WHERE followed = 1;"
	"CREATE TABLE label (id INTEGER PRIMARY KEY, name TEXT NOT NULL, fold TEXT NOT NULL UNIQUE);"
	"CREATE TABLE article_label (label INTEGER NOT NULL, article INTEGER NOT NULL,"
	" PRIMARY KEY (label, article)) WITHOUT ROWID;"
	"CREATE INDEX article_label_article ON article_label (article);"
	"CREATE TABLE watch (id INTEGER PRIMARY KEY, mute INTEGER NOT NULL, filter TEXT NOT NULL,"
	" active INTEGER NOT NULL, UNIQUE (mute, filter));"
	"CREATE TABLE topic_given (article INTEGER NOT NULL, topic INTEGER NOT NULL,"
	" giver INTEGER NOT NULL, PRIMARY KEY (article, topic)) WITHOUT ROWID;"
	"ALTER TABLE step ADD COLUMN watch INTEGER NOT NULL DEFAULT 0;"
	"INSERT OR REPLACE INTO meta (key, value) SELECT 'rules.done', coalesce(max(id), 0) FROM article;",
	/* 11: the text index grows by parts, which are merged while there is nothing else to do
	 * (store_texts_merge); should they be very many all the same they are at once */
	"INSERT INTO article_words (article_words, rank) VALUES ('automerge', 0);"
	"INSERT INTO article_words (article_words, rank) VALUES ('crisismerge', 500);"
	"INSERT INTO article_words (article_words, rank) VALUES ('hashsize', 8388608);",
	/* 12: stories (store_story.c) */
	"ALTER TABLE article ADD COLUMN story INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE article ADD COLUMN linked INTEGER NOT NULL DEFAULT 0;"
	"CREATE INDEX article_story ON article (story) WHERE story <> 0;"
	"CREATE INDEX article_unlinked ON article (time) WHERE linked = 0;"
	"CREATE TABLE cover (article INTEGER PRIMARY KEY, time INTEGER NOT NULL, note BLOB NOT NULL);"
	"CREATE INDEX cover_time ON cover (time);"
	"CREATE TABLE link (article INTEGER NOT NULL, other INTEGER NOT NULL, score INTEGER NOT NULL,"
	" PRIMARY KEY (article, other)) WITHOUT ROWID;"
	"CREATE TABLE given (key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (key, article))"
	" WITHOUT ROWID;"
	"CREATE INDEX given_article ON given (article);"
	"CREATE TABLE story_hand (article INTEGER PRIMARY KEY, story INTEGER NOT NULL);"
	"CREATE TABLE learned (id INTEGER PRIMARY KEY, data BLOB NOT NULL);",
	/* 13: coverage that publishers list, and that the story has; the larger one counts */
	"ALTER TABLE article ADD COLUMN listed"
	" INTEGER NOT NULL DEFAULT 0;"
	"UPDATE article SET listed = coverage;",
	/* 14: sources whose articles have yet to come or go with them (store_settle.c) */
	"ALTER TABLE source ADD COLUMN unsettled"
	" INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE source ADD COLUMN settle_at TEXT;",
	/* 15: what a source's document was like, so that the same is not read again */
	"ALTER TABLE visit ADD COLUMN body INTEGER NOT NULL DEFAULT 0;",
	/* 16: when an article was first compared with others, 0: unknown; the article whose
	 * text it repeats.  Notes are found by the article's time. */
	"ALTER TABLE article ADD COLUMN joined INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE article ADD COLUMN reprint INTEGER NOT NULL DEFAULT 0;"
	"DROP INDEX cover_time;",
	/* 17: one line a story (store_fold.c): which members do not stand for theirs
	 * (article.folded), how many of each topic's articles a story has, and what is
	 * to be decided again: at the next commit, or `late`, bit by bit */
	"ALTER TABLE article ADD COLUMN folded INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE tally ADD COLUMN folded INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE tally ADD COLUMN folded_unread INTEGER NOT NULL DEFAULT 0;"
	"CREATE TABLE story_tally (story INTEGER NOT NULL, topic INTEGER NOT NULL, total INTEGER NOT NULL,"
	" unread INTEGER NOT NULL, PRIMARY KEY (story, topic)) WITHOUT ROWID;"
	"CREATE TABLE story_dirty (late INTEGER NOT NULL, story INTEGER NOT NULL,"
	" PRIMARY KEY (late, story)) WITHOUT ROWID;"
	"INSERT INTO story_dirty SELECT DISTINCT 1, story FROM article WHERE story <> 0;"
	"CREATE TRIGGER story_tally_added AFTER INSERT ON story_tally WHEN NEW.total > 1 OR NEW.unread > 1"
	" BEGIN UPDATE tally SET folded = folded + max(0, NEW.total - 1),"
	" folded_unread = folded_unread + max(0, NEW.unread - 1) WHERE topic = NEW.topic; END;"
	"CREATE TRIGGER story_tally_changed AFTER UPDATE ON story_tally"
	" WHEN max(1, NEW.total) <> max(1, OLD.total) OR max(1, NEW.unread) <> max(1, OLD.unread) BEGIN"
	" UPDATE tally SET folded = folded + max(1, NEW.total) - max(1, OLD.total),"
	" folded_unread = folded_unread + max(1, NEW.unread) - max(1, OLD.unread)"
	" WHERE topic = NEW.topic; END;"
	"CREATE TRIGGER story_tally_gone AFTER DELETE ON story_tally WHEN OLD.total > 1 OR OLD.unread > 1"
	" BEGIN UPDATE tally SET folded = folded - max(0, OLD.total - 1),"
	" folded_unread = folded_unread - max(0, OLD.unread - 1) WHERE topic = OLD.topic; END;"
	"CREATE TRIGGER article_story_changed AFTER UPDATE OF story ON article WHEN OLD.story <> NEW.story"
	" BEGIN INSERT OR IGNORE INTO story_dirty SELECT 0, OLD.story WHERE OLD.story <> 0;"
	" INSERT OR IGNORE INTO story_dirty SELECT 0, NEW.story WHERE NEW.story <> 0;"
	" UPDATE article SET folded = 0 WHERE id = NEW.id AND NEW.story = 0 AND folded <> 0;"
	" UPDATE story_tally SET total = total - 1, unread = unread - NOT OLD.read"
	" WHERE OLD.shown AND story = OLD.story AND topic IN"
	" (SELECT 0 UNION ALL SELECT topic FROM article_topic WHERE article = NEW.id);"
	" INSERT INTO story_tally SELECT NEW.story, topic, 1, NOT NEW.read FROM"
	" (SELECT 0 AS topic UNION ALL SELECT topic FROM article_topic WHERE article = NEW.id)"
	" WHERE NEW.shown AND NEW.story <> 0 ON CONFLICT (story, topic) DO UPDATE"
	" SET total = total + 1, unread = unread + excluded.unread; END;"
	"CREATE TRIGGER article_story_marked AFTER UPDATE OF read, hidden, live, flags ON article"
	" WHEN NEW.story <> 0 AND NEW.story = OLD.story AND (OLD.shown <> NEW.shown OR"
	" (NEW.shown AND OLD.read <> NEW.read)) BEGIN"
	" INSERT OR IGNORE INTO story_dirty SELECT 0, NEW.story WHERE OLD.shown <> NEW.shown;"
	" INSERT INTO story_tally SELECT NEW.story, topic, NEW.shown - OLD.shown,"
	" (NEW.shown AND NOT NEW.read) - (OLD.shown AND NOT OLD.read) FROM"
	" (SELECT 0 AS topic UNION ALL SELECT topic FROM article_topic WHERE article = NEW.id) WHERE true"
	" ON CONFLICT (story, topic) DO UPDATE SET total = total + excluded.total,"
	" unread = unread + excluded.unread; END;"
	"CREATE TRIGGER article_story_ranked AFTER UPDATE OF time, provider, quality, heat, listed ON article"
	" WHEN NEW.story <> 0 AND (OLD.time <> NEW.time OR OLD.provider <> NEW.provider"
	" OR OLD.quality <> NEW.quality OR OLD.heat <> NEW.heat OR OLD.listed <> NEW.listed) BEGIN"
	" INSERT OR IGNORE INTO story_dirty VALUES (0, NEW.story); END;"
	"CREATE TRIGGER topic_story_given AFTER INSERT ON article_topic"
	" WHEN (SELECT story FROM article WHERE id = NEW.article) <> 0 BEGIN"
	" INSERT INTO story_tally SELECT story, NEW.topic, 1, NOT read FROM article"
	" WHERE id = NEW.article AND shown ON CONFLICT (story, topic) DO UPDATE"
	" SET total = total + 1, unread = unread + excluded.unread; END;"
	"CREATE TRIGGER topic_story_taken AFTER DELETE ON article_topic"
	" WHEN (SELECT story FROM article WHERE id = OLD.article) <> 0 BEGIN"
	" UPDATE story_tally SET total = total - a.shown, unread = unread - (a.shown AND NOT a.read)"
	" FROM article a WHERE a.id = OLD.article AND story_tally.story = a.story"
	" AND story_tally.topic = OLD.topic; END;",
	/* 18: the words of the newest articles once more (store_recent.c) */
	"CREATE VIRTUAL TABLE recent_words USING fts5 (title, excerpt, content, provider, author,"
	" content='', tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\");"
	"CREATE TABLE recent (article INTEGER PRIMARY KEY);"
	"CREATE TABLE recent_state (id INTEGER PRIMARY KEY, ready INTEGER NOT NULL, since INTEGER NOT NULL,"
	" at INTEGER NOT NULL, size INTEGER NOT NULL);",
	/* 19: which of an article's figures are not its publisher's (store_heat.c) */
	"ALTER TABLE article ADD COLUMN computed INTEGER NOT NULL DEFAULT 0;",
	/* 20: unread articles of an outlet are counted in the index alone */
	"CREATE INDEX article_provider_unread ON article (provider) WHERE shown = 1 AND read = 0;",
	/* 21: a change only notes its stories, which are counted at the commit: triggers that
	 * count make SQLite keep a journal of each statement, and the text index write itself
	 * out.  Stories are counted for each source as well, under its number made negative */
	"ALTER TABLE source ADD COLUMN folded_unread INTEGER NOT NULL DEFAULT 0;"
	"DROP TRIGGER story_tally_added; DROP TRIGGER story_tally_changed; DROP TRIGGER story_tally_gone;"
	"DROP TRIGGER article_story_changed; DROP TRIGGER article_story_marked;"
	"DROP TRIGGER article_story_ranked; DROP TRIGGER topic_story_given; DROP TRIGGER topic_story_taken;"
	"CREATE TRIGGER article_story AFTER UPDATE OF story, read, hidden, live, flags, time, provider,"
	" quality, heat, listed ON article WHEN (NEW.story <> 0 OR OLD.story <> 0) AND"
	" (OLD.story <> NEW.story OR OLD.shown <> NEW.shown OR OLD.read <> NEW.read OR"
	" OLD.time <> NEW.time OR OLD.provider <> NEW.provider OR OLD.quality <> NEW.quality OR"
	" OLD.heat <> NEW.heat OR OLD.listed <> NEW.listed) BEGIN"
	" INSERT OR IGNORE INTO story_dirty SELECT 0, OLD.story WHERE OLD.story <> 0"
	" AND NOT EXISTS (SELECT 1 FROM story_dirty WHERE late = 0 AND story = OLD.story);"
	" INSERT OR IGNORE INTO story_dirty SELECT 0, NEW.story WHERE NEW.story <> 0"
	" AND NOT EXISTS (SELECT 1 FROM story_dirty WHERE late = 0 AND story = NEW.story);"
	" UPDATE OR IGNORE article SET folded = 0 WHERE id = NEW.id AND NEW.story = 0 AND folded <> 0; END;"
	"CREATE TRIGGER topic_story_given AFTER INSERT ON article_topic BEGIN"
	" INSERT OR IGNORE INTO story_dirty SELECT 0, a.story FROM article a"
	" WHERE a.id = NEW.article AND a.story <> 0"
	" AND NOT EXISTS (SELECT 1 FROM story_dirty WHERE late = 0 AND story = a.story); END;"
	"CREATE TRIGGER topic_story_taken AFTER DELETE ON article_topic BEGIN"
	" INSERT OR IGNORE INTO story_dirty SELECT 0, a.story FROM article a"
	" WHERE a.id = OLD.article AND a.story <> 0"
	" AND NOT EXISTS (SELECT 1 FROM story_dirty WHERE late = 0 AND story = a.story); END;"
	"CREATE TRIGGER origin_story AFTER INSERT ON origin BEGIN"
	" INSERT OR IGNORE INTO story_dirty SELECT 0, a.story FROM article a"
	" WHERE a.id = NEW.article AND a.story <> 0"
	" AND NOT EXISTS (SELECT 1 FROM story_dirty WHERE late = 0 AND story = a.story); END;"
	"DELETE FROM story_tally; UPDATE tally SET folded = 0, folded_unread = 0;"
	"DELETE FROM story_dirty;"
	"INSERT INTO story_dirty SELECT DISTINCT 1, story FROM article WHERE story <> 0;",
	/* 22: words that wait for a commit take twice the memory that is said here */
	"INSERT INTO article_words (article_words, rank) VALUES ('hashsize', 4194304);",
	/* 23: a search asks each of the index's parts; that is quicker than to merge them often */
	"INSERT INTO article_words (article_words, rank) VALUES ('usermerge', 16);",
	/* 24: nothing of an article's row changes when it is linked and stands alone: who has
	 * a note was linked, but for those of link_again; an article is found to be like others
	 * in its note's row, and the others have a hint for that (store_like.c) */
	"ALTER TABLE cover ADD COLUMN links BLOB;"
	"ALTER TABLE cover ADD COLUMN since INTEGER NOT NULL DEFAULT 0;"
	"CREATE TABLE link_hint (block INTEGER NOT NULL, at INTEGER NOT NULL, who BLOB NOT NULL,"
	" PRIMARY KEY (block, at)) WITHOUT ROWID;"
	"CREATE TABLE link_again (article INTEGER PRIMARY KEY);"
	"INSERT INTO link_again SELECT id FROM article WHERE linked = 0;"
	"INSERT OR REPLACE INTO meta (key, value) SELECT 'linked', coalesce(max(id), 0) FROM article;"
	"DROP INDEX article_unlinked;",
	/* 25: new articles are counted at the commit (store_coming.c) */
	"DROP TRIGGER article_added; DROP TRIGGER origin_added; DROP TRIGGER origin_story;",
	/* 26: ... and for their topics (store_known.c) */
	"DROP TRIGGER topic_given; DROP TRIGGER topic_story_given;",
};

static bool
step(struct store *st, size_t version, struct err *err)
{
	char pragma[64];

	if (!store_begin(st, err))
		return false;
	/* Another process may have done it while we waited for the lock. */
	int64_t now = 0;
	if (!sql_number(st, err, &now, "PRAGMA user_version", ""))
		goto failed;
	if ((size_t)now > version)
		return store_commit(st, err);
	sqlite3_snprintf((int)sizeof(pragma), pragma, "PRAGMA user_version = %d", (int)version + 1);
	if (!sql_script(st, migrations[version], err) || !sql_script(st, pragma, err))
		goto failed;
	return store_commit(st, err);
failed:
	store_rollback(st);
	return err_wrap(err, "cannot bring the store up to date");
}

bool
store_migrate(struct store *st, struct err *err)
{
	int64_t version = 0;

	if (!sql_number(st, err, &version, "PRAGMA user_version", ""))
		return false;
	if ((size_t)version > COUNT(migrations)) {
		err_set(err,
		    "%s was made by a newer dateline (version %lld, this one knows %zu); nothing was changed",
		    st->path, (long long)version, COUNT(migrations));
		return err_code(err, 3);
	}
	if ((size_t)version == COUNT(migrations))
		return true;
	if (st->read_only) {
		err_set(err, "%s is of an older version and cannot be written", st->path);
		return err_code(err, 3);
	}
	for (size_t v = (size_t)version; v < COUNT(migrations); v++)
		if (!step(st, v, err))
			return false;
	/* Where there were no articles there is nothing to be indexed again. */
	return store_words_left(st) != 0 || sql_script(st, "DROP TABLE IF EXISTS article_text", err);
}
