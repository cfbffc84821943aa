/* SPDX-License-Identifier: ISC */
/* What filters find: words in many scripts, fields, order by relevance; odd
 * input; a store that an older version has indexed. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "../query/odd_inputs.h"
#include "fixture.h"
#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "store/store.h"

struct fixture {
	struct home home;
	struct store *st;
	struct arena a;
	int64_t source, next;
};

static int
set_up(void **state)
{
	static struct fixture f;

	memset(&f, 0, sizeof(f));
	f.st = home_make(&f.home);
	struct source src = { .location = "/somewhere", .title = "here" };
	CHECK(store_source_put(f.st, &src, &f.source, &err));
	*state = &f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	arena_done(&f->a);
	return home_remove(&f->home, f->st);
}

/* GUID names it; what is NULL is left out. */
static int64_t
put(struct fixture *f, const char *guid, struct article art)
{
	enum store_put what;
	int64_t id;

	art.guid = guid;
	art.removed = -1;
	if (art.published == 0)
		art.published = ++f->next;
	if (art.updated == 0)
		art.updated = DATE_NONE;
	CHECK(store_begin(f->st, &err));
	/* Nothing comes before its time. */
	int64_t now = art.published > 5000 ? art.published : 5000;
	CHECK(store_put_article(f->st, f->source, &art, now, &what, &id, &err));
	CHECK(store_commit(f->st, &err));
	return id;
}

static int64_t
say(struct fixture *f, const char *title)
{
	return put(f, title, (struct article){ .title = title });
}

static struct store_list
list_of(struct fixture *f, const char *text)
{
	struct store_list list = { 0 };
	struct query_error error;

	list.query = query_parse(&f->a, text, 1608215400, &list.sort, &error);
	if (list.query == NULL)
		fail_msg("%s: %s", text, error.text);
	return list;
}

static const char *
found(struct fixture *f, const char *text)
{
	struct store_list list = list_of(f, text);
	struct row *rows;
	size_t n;
	int64_t count = -1;
	const char *all = "";

	if (!store_rows(f->st, &list, NULL, false, 5000, &f->a, &rows, &n, &err) ||
	    !store_count(f->st, &list, NULL, &count, &err))
		fail_msg("%s: %s", text, err.text);
	assert_int_equal(count, n);
	for (size_t i = 0; i < n; i++)
		all = arena_printf(&f->a, "%s%s%s", all, i > 0 ? "|" : "", rows[i].title);
	return all;
}

struct expectation {
	const char *text, *titles;
};

static void
expect(struct fixture *f, const struct expectation *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *is = found(f, list[i].text);

		if (strcmp(is, list[i].titles) != 0)
			fail_msg("%s finds \"%s\", not \"%s\"", list[i].text, is, list[i].titles);
	}
}

static void
words_of_many_scripts_are_found(void **state)
{
	static const struct expectation cases[] = {
		{ "京都", "東京都の水車 AI" },
		{ "東京", "東京都の水車 AI" },
		{ "都の", "東京都の水車 AI" },
		{ "車", "東京都の水車 AI" },
		{ "東", "東京都の水車 AI" },
		{ "京東", "" },
		{ "東都", "" },
		{ "水車 ai", "東京都の水車 AI" },
		{ "\"水車 ai\"", "東京都の水車 AI" },
		{ "東京都の水車", "東京都の水車 AI" },
		{ "title:水", "東京都の水車 AI" },
		{ "-水車 水", "" },
		{ "ｶﾞﾗｽ", "ガラスの靴" },
		{ "カラス", "" },
		{ "ラスの", "ガラスの靴" },
		{ "서울", "서울에서 만나요" },
		{ "에서", "서울에서 만나요" },
		{ "나요", "서울에서 만나요" },
		{ "ประเทศ", "ข่าวประเทศไทย" },
		{ "เทศไ", "ข่าวประเทศไทย" },
		{ "lodz", "Łódź i Gdańsk" },
		{ "ŁÓDŹ", "Łódź i Gdańsk" },
		{ "gdan*", "Łódź i Gdańsk" },
		{ "strasse", "Die Straße" },
		{ "STRAßE", "Die Straße" },
		{ "smorrebrod", "Smørrebrød" },
		{ "οδυσσευς", "Ὀδυσσεύς" },
		{ "ΟΔΥΣΣΕΥΣ", "Ὀδυσσεύς" },
		{ "ельня", "Ельня" },
		{ "ЕЛЬНЯ", "Ельня" },
		{ "cafe", "Cafe\xcc\x81 noir" },
		{ "caf\xc3\xa9", "Cafe\xcc\x81 noir" },
		{ "हिन्दी", "हिन्दी समाचार" },
		{ "समाचार", "हिन्दी समाचार" },
		{ "שלום", "שלום עולם" },
		{ "fine", "A ﬁne day" },
		{ "it's", "It's here" },
		{ "its", "" },
		{ "nosuch OR סתם", "" },
	};
	static const char *const titles[] = { "東京都の水車 AI", "ガラスの靴", "서울에서 만나요",
		"ข่าวประเทศไทย", "Łódź i Gdańsk", "Die Straße", "Smørrebrød", "Ὀδυσσεύς", "Ельня",
		"Cafe\xcc\x81 noir", "हिन्दी समाचार", "שלום עולם", "A ﬁne day", "It's here" };
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(titles); i++)
		say(f, titles[i]);
	expect(f, cases, COUNT(cases));
}

static const struct expectation in_fields[] = {
	{ "mill", "Two|One" },
	{ "title:mill", "" },
	{ "excerpt:mill", "One" },
	{ "content:mill", "Two" },
	{ "author:jane", "One" },
	{ "author:\"jane doe\"", "One" },
	{ "author:\"doe jane\"", "" },
	{ "author:/^J.*e$/", "One" },
	{ "author:/^j/", "" },
	{ "author:/^j/i", "One" },
	{ "title:/^t/i", "Two|Three" },
	{ "excerpt:/old mill/", "One" },
	{ "content:/m[ia]ll/", "Two" },
	{ "-title:/^t/i", "One" },
	{ "url:EXAMPLE", "Two|One" },
	{ "url:/b$/", "Two" },
	{ "-url:example", "Three" },
	{ "url:=http://echo.example/b?utm_source=x", "Two" },
	{ "url:%", "" },
	{ "url:_", "" },
	{ "provider:/^EC/i", "Two|One" },
	{ "provider:echo", "Two|One" },
	{ "provider:/./", "Two|One" },
	{ "lang:pt", "Two|One" },
	{ "lang:pt-br", "Two" },
	{ "lang:PT_BR", "Two" },
	{ "lang:=pt", "One" },
	{ "lang:p", "" },
	{ "-lang:pt", "Three" },
	{ "updated:2020", "One" },
	{ "-updated:2020", "Two|Three" },
	{ "updated:<2020", "" },
	{ "seen:1970-01-01", "Two|Three|One" },
	{ "seen:>1970-01-01", "" },
	{ "has:audio", "Three" },
	{ "type:audio", "Three" },
	{ "type:article", "Two|One" },
	{ "source:HERE", "Two|Three|One" },
	{ "source:=/somewhere", "Two|Three|One" },
	{ "source:else", "" },
	{ "view:any", "" },
	{ "mill -excerpt:mill", "Two" },
	{ "mill OR type:audio", "Two|Three|One" },
	{ "-mill", "Three" },
	{ "-(mill OR type:audio)", "" },
	{ "jane -nobody", "One" },
	{ "% mill", "Two|One" },
	{ "%", "" },
	{ "mill OR %", "Two|One" },
	{ "-% mill", "Two|One" },
	{ "(mill -jane) OR (type:audio -mill)", "Two|Three" },
	{ "heat:5", "Two" },
	{ "-heat:5", "Three|One" },
	{ "coverage:0", "Two|Three|One" },
};

static void
fields_look_where_they_say(void **state)
{
	static const char *authors[] = { "Jane Doe", "Max" };
	struct fixture *f = *state;
	struct provider echo = { .name = "Echo", .domain = "echo.example" };

	put(f, "1",
	    (struct article){ .title = "One",
		.excerpt = "The old mill",
		.authors = authors,
		.nauthors = 2,
		.language = "pt",
		.updated = 1600000000,
		.original_url = "https://www.echo.example/a",
		.provider = echo });
	put(f, "3", (struct article){ .title = "Three", .type = "audio" });
	put(f, "2",
	    (struct article){ .title = "Two",
		.content = "<p>A mill</p>",
		.text = "A mill",
		.language = "pt-BR",
		.original_url = "https://www.echo.example/b",
		.provider = echo,
		.has_heat = true,
		.heat = 5 });
	expect(f, in_fields, COUNT(in_fields));
}

static void
a_change_of_words_is_seen(void **state)
{
	struct fixture *f = *state;

	put(f, "a", (struct article){ .title = "Heron", .published = 10 });
	put(f, "b", (struct article){ .title = "Plover", .published = 20 });
	put(f, "b", (struct article){ .title = "Plover", .published = 20, .web_url = "https://b.example/" });
	assert_string_equal(found(f, "is:updated"), "");
	put(f, "a", (struct article){ .title = "Heron again", .published = 10 });
	assert_string_equal(found(f, "is:updated"), "Heron again");
	assert_string_equal(found(f, "-is:updated"), "Plover");
	assert_string_equal(found(f, "heron"), "Heron again");
}

static void
titles_and_news_are_relevant(void **state)
{
	struct fixture *f = *state;
	const int64_t day = 86400;

	for (int i = 0; i < 40; i++)
		put(f, arena_printf(&f->a, "%d", i), (struct article){ .title = "other", .published = i });
	put(f, "a", (struct article){ .title = "A", .content = "weir", .published = 100 * day });
	put(f, "b", (struct article){ .title = "The weir", .content = "weir weir", .published = 90 * day });
	put(f, "c", (struct article){ .title = "The weir", .content = "weir weir", .published = 10 * day });
	put(f, "d", (struct article){ .title = "D", .excerpt = "a weir", .published = 95 * day });
	assert_string_equal(found(f, "weir"), "A|D|The weir|The weir");
	assert_string_equal(found(f, "weir sort:relevance"), "The weir|D|The weir|A");
	assert_string_equal(found(f, "weir sort:-relevance"), "A|The weir|D|The weir");
	assert_string_equal(found(f, "weir -title:weir sort:relevance"), "D|A");
	assert_string_equal(found(f, "published:>1970-02 sort:relevance"), "A|D|The weir");
	struct store_list list = list_of(f, "weir sort:relevance");
	struct row *rows;
	size_t n;
	CHECK(store_rows(f->st, &list, NULL, false, 2, &f->a, &rows, &n, &err));
	assert_int_equal(rows[0].time, 90 * day);
}

/* A half of the heat goes in so many hours: 90 of three days ago are 11, of today 20. */
static void
what_is_left_of_heat_orders(void **state)
{
	struct fixture *f = *state;
	const int64_t day = 86400;
	static const struct { const char *title; int days, heat; } articles[] = {
		{ "today", 10, 20 }, { "hot", 7, 90 }, { "hotter", 7, 240 }, { "yesterday", 9, 50 },
		{ "cold", 10, 0 }, { "folded", 10, -1 }, { "old", 1, 900 },
	};

	store_set_hot(f->st, 24, 40);
	for (size_t i = 0; i < COUNT(articles); i++)
		put(f, articles[i].title, (struct article){ .title = articles[i].title, .excerpt = "weir",
			.published = articles[i].days * day, .has_heat = true, .heat = articles[i].heat });
	put(f, "unrated", (struct article){ .title = "unrated", .published = 10 * day });
	assert_string_equal(found(f, "weir sort:heat"), "old|hotter|hot|yesterday|today|cold|folded");
	assert_string_equal(found(f, "weir sort:hot"), "hotter|yesterday|today|hot|old|folded|cold");
	assert_string_equal(found(f, "weir sort:-hot"), "cold|folded|old|hot|today|yesterday|hotter");
	assert_string_equal(found(f, "-title:hotter heat:>=0 sort:hot"), "yesterday|today|hot|old|cold");
	assert_string_equal(found(f, "sort:hot"), "hotter|yesterday|today|hot|old|unrated|folded|cold");
	/* Where half of it is left for long, what was hotter is. */
	store_set_hot(f->st, 24 * 30, 40);
	put(f, "new", (struct article){ .title = "new", .published = 11 * day });
	assert_string_equal(found(f, "weir sort:hot"), "old|hotter|hot|yesterday|today|folded|cold");
}

/* More than are ranked: windows join, forwards and backwards, and each place
 * is where counting says. */
static void
ranked_windows_join(void **state)
{
	struct fixture *f = *state;
	static const char *const texts[] = { "weir sort:relevance", "weir sort:-relevance", "weir", "-lake",
		"weir sort:hot" };

	CHECK(store_begin(f->st, &err));
	for (int i = 0; i < 2600; i++) {
		enum store_put what;
		int64_t id;
		struct article art = { .guid = arena_printf(&f->a, "%d", i),
			.published = i / 3,
			.removed = -1,
			.title = i % 7 ? "a weir" : "weir",
			.updated = DATE_NONE };

		CHECK(store_put_article(f->st, f->source, &art, 5000, &what, &id, &err));
	}
	CHECK(store_commit(f->st, &err));
	for (size_t q = 0; q < COUNT(texts); q++) {
		struct store_list list = list_of(f, texts[q]);
		struct row *rows, *back;
		size_t n, nback, seen = 0;

		CHECK(store_rows(f->st, &list, NULL, false, 130, &f->a, &rows, &n, &err));
		while (n > 0) {
			struct store_cursor at = { rows[n - 1].sort, rows[n - 1].time, rows[n - 1].id };
			int64_t before;

			seen += n;
			CHECK(store_count(f->st, &list, &at, &before, &err));
			assert_int_equal(before, seen - 1);
			CHECK(store_rows(f->st, &list, &at, true, n - 1, &f->a, &back, &nback, &err));
			assert_int_equal(nback, n - 1);
			for (size_t i = 0; i < nback; i++)
				assert_int_equal(back[i].id, rows[i].id);
			CHECK(store_rows(f->st, &list, &at, false, 130, &f->a, &rows, &n, &err));
		}
		assert_int_equal(seen, 2600);
		CHECK(store_rows(f->st, &list, NULL, true, 130, &f->a, &rows, &n, &err));
		assert_int_equal(n, 130);
	}
}

/* Whatever is typed: a list, or an error in the program's own words. */
static void
odd_input_never_reaches_sqlite(void **state)
{
	struct fixture *f = *state;

	say(f, "a b 日本");
	for (size_t i = 0; i < odd_count; i++) {
		struct arena a = { 0 };
		struct store_list list = { 0 };
		struct row *rows;
		size_t n;
		int64_t count;

		list.query = query_parse(&a, odd_input(&a, i), 1608215400, &list.sort, NULL);
		if (list.query != NULL && (!store_rows(f->st, &list, NULL, false, 10, &a, &rows, &n, &err) ||
		    !store_count(f->st, &list, NULL, &count, &err)) &&
		    strncmp(err.text, "this filter ", 12) != 0)
			fail_msg("%.60s: %s", odd_inputs[i], err.text);
		arena_done(&a);
	}
}

/* Labels, muting and following are steps of undo like any other mark. */
static void
labels_and_mutes_are_taken_back(void **state)
{
	struct fixture *f = *state;
	const int64_t id[] = { say(f, "one"), say(f, "two"), say(f, "three") };
	struct store_list all = list_of(f, "o OR one OR two");
	struct store_watching mute = { true, true, "title:/t/" };
	enum mark later, none;
	int64_t changed, *ids;
	const char *what;
	size_t n;

	CHECK(store_label(f->st, "nobody", false, &none, &err));
	assert_int_equal(none, 0);
	CHECK(store_label(f->st, "Later", true, &later, &err));
	CHECK(store_mark(f->st, id, 1, later, MARK_SET, &changed, &err));
	CHECK(store_mark_list(f->st, &all, NULL, later, MARK_SET, &changed, &err));
	assert_int_equal(changed, 1);
	assert_string_equal(found(f, "label:LATER"), "two|one");
	assert_string_equal(found(f, "-label:later"), "three");
	CHECK(store_mark(f->st, id, 3, later, MARK_TOGGLE, &changed, &err));
	assert_string_equal(found(f, "label:later"), "three|two|one");
	assert_string_equal(store_undo_next(f->st, &f->a), "1 labelled Later");
	CHECK(store_undo(f->st, &f->a, &what, &changed, &ids, &n, &err));
	CHECK(store_mark(f->st, id, 1, later, MARK_CLEAR, &changed, &err));
	assert_string_equal(found(f, "label:later"), "two");
	CHECK(store_undo(f->st, &f->a, &what, &changed, &ids, &n, &err));
	assert_string_equal(what, "1 no longer labelled Later");
	assert_string_equal(found(f, "label:later"), "two|one");
	assert_string_equal(store_labels(f->st, &f->a, &n, &err)[0].name, "Later");

	struct store_list t = list_of(f, mute.filter);
	CHECK(store_mark(f->st, &id[1], 1, MARK_HIDDEN, MARK_SET, &changed, &err));
	CHECK(store_watch(f->st, &t, &mute, &changed, &err));
	assert_int_equal(changed, 1);
	assert_string_equal(found(f, ""), "one");
	assert_string_equal(found(f, "is:muted"), "three");
	assert_string_equal(found(f, "is:hidden"), "two");
	assert_string_equal(store_watches(f->st, &f->a, &n, &err)[0].filter, "title:/t/");
	CHECK(store_undo(f->st, &f->a, &what, &changed, &ids, &n, &err));
	assert_string_equal(what, "1 muted");
	assert_non_null(store_watches(f->st, &f->a, &n, &err));
	assert_int_equal(n, 0);
	assert_string_equal(found(f, ""), "three|one");
	/* A rule leaves nothing to be taken back. */
	t = list_of(f, "three");
	CHECK(store_mark_quietly(f->st, &t, MARK_STARRED, &changed, &err));
	assert_string_equal(found(f, "is:starred"), "three");
	assert_string_equal(store_undo_next(f->st, &f->a), "1 hidden");
}

static void
sql(struct fixture *f, const char *text)
{
	sqlite3 *db;
	char *why = NULL;

	assert_int_equal(sqlite3_open(f->home.path, &db), SQLITE_OK);
	if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", text, why);
	sqlite3_close(db);
}

/* What the version before this index has left: searches find all of it before,
 * while and after it is indexed again, and changes go well at any moment. */
static void
an_old_index_is_replaced_meanwhile(void **state)
{
	struct fixture *f = *state;
	int64_t left = -1;
	int mended;

	for (int i = 1; i <= 5; i++)
		put(f, arena_printf(&f->a, "%d", i),
		    (struct article){ .title = arena_printf(&f->a, "heron %d", i),
			.language = i % 2 ? "de" : "fr",
			.updated = i * 1000,
			.published = i });
	store_close(f->st);
	sql(f, "DELETE FROM article_words_data WHERE 0; DROP TABLE article_words;"
	       "CREATE VIRTUAL TABLE article_words USING fts5 (title, excerpt, content, provider, author, "
	       "content='',"
	       " tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\");"
	       "CREATE VIRTUAL TABLE article_text USING fts5 (title, excerpt, content, provider, author,"
	       " content='', tokenize='unicode61 remove_diacritics 2');"
	       "INSERT INTO article_text (rowid, title) SELECT id, title FROM article;"
	       "UPDATE article SET indexed = 0, lang = NULL, updated = NULL;"
	       "UPDATE meta SET value = 5 WHERE key = 'words.left'");
	f->st = store_open(f->home.path, STORE_WRITE, &err);
	assert_non_null(f->st);
	for (int round = 0; round < 5; round++) {
		assert_string_equal(found(f, "heron"), "heron 5|heron 4|heron 3|heron 2|heron 1");
		assert_string_equal(found(f, "title:heron -3 -title:/5/"), "heron 4|heron 2|heron 1");
		assert_string_equal(found(f, "lang:de"), "heron 5|heron 3|heron 1");
		assert_string_equal(found(f, "updated:1970"), "heron 5|heron 4|heron 3|heron 2|heron 1");
		if (round == 1)
			put(f, "2", (struct article){ .title = "plover", .published = 2 });
		if (round == 2)
			put(f, "2", (struct article){ .title = "heron 2", .language = "fr", .updated = 2000,
			    .published = 2 });
		assert_string_equal(found(f, "plover"), round == 1 ? "plover" : "");
		if (round == 1)
			put(f, "2", (struct article){ .title = "heron 2", .language = "fr", .updated = 2000,
			    .published = 2 });
		CHECK(store_reindex(f->st, 2, &left, &err));
		CHECK(store_check(f->st, NULL, NULL, &mended, &err));
	}
	assert_int_equal(left, 0);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(words_of_many_scripts_are_found),
		TEST(fields_look_where_they_say),
		TEST(a_change_of_words_is_seen),
		TEST(titles_and_news_are_relevant),
		TEST(what_is_left_of_heat_orders),
		TEST(ranked_windows_join),
		TEST(odd_input_never_reaches_sqlite),
		TEST(labels_and_mutes_are_taken_back),
		TEST(an_old_index_is_replaced_meanwhile),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
