/* SPDX-License-Identifier: ISC */
/* Words that people bring along from other programs: what they stand for here,
 * or what to say about them.  Nobody should have to read the manual first. */
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/mem.h"
#include "query/query_parts.h"

const char *
query_field_hint(const char *name)
{
	static const struct { const char *word, *hint; } others[] = {
		{ "tag", "there are topic: and label:" }, { "tags", "there are topic: and label:" },
		{ "folder", "there are source:, topic: and label:" },
		{ "state", "write is:read or is:unread" },
		{ "status", "write is:read or is:unread" }, { "to", "write before:" },
		{ "filetype", "write type:" }, { "larger", "has:content finds those with their full text" },
		{ "filename", "has:image, has:audio and has:video find what there is" },
		{ "score", "there are heat:, quality: and coverage:" },
		{ "points", "there are heat:, quality: and coverage:" },
		{ "stars", "is:starred finds what you have starred" },
		{ "week", "write date:this-week, date:last-week or after:7d" },
		{ "repo", "there are source: and provider:" }, { "user", "there are author: and provider:" },
		{ "all", "words alone are searched everywhere" },
	};

	for (size_t i = 0; i < COUNT(others); i++)
		if (strcasecmp(others[i].word, name) == 0)
			return others[i].hint;
	return NULL;
}

const char *
query_flag_alias(const char *word)
{
	static const struct { const char *other, *name; } others[] = {
		{ "new", "unread" }, { "open", "unread" }, { "seen", "read" }, { "closed", "read" },
		{ "done", "read" },
		{ "star", "starred" }, { "flagged", "starred" }, { "favorite", "starred" },
		{ "favourite", "starred" }, { "favorites", "starred" }, { "fav", "starred" },
		{ "bookmarked", "starred" }, { "saved", "starred" }, { "trash", "hidden" },
		{ "deleted", "hidden" }, { "archived", "hidden" }, { "spam", "muted" },
		{ "watched", "followed" }, { "withdrawn", "unpublished" }, { "broken", "damaged" },
		{ "changed", "updated" }, { "edited", "updated" }, { "images", "image" },
		{ "picture", "image" },
		{ "photo", "image" }, { "text", "content" }, { "coverage", "related" },
		{ "podcast", "audio" }, { "sound", "audio" }, { "labels", "label" }, { "labelled", "label" },
	};

	for (size_t i = 0; i < COUNT(others); i++)
		if (strcasecmp(others[i].other, word) == 0)
			return others[i].name;
	return word;
}

const char *
query_flag_hint(const char *word)
{
	static const struct { const char *word, *hint; } hints[] = {
		{ "attachment", "write has:image, has:audio or has:video" },
		{ "link", "every article has one; url: searches it" },
		{ "title", "write title:word" }, { "subject", "write title:word" },
		{ "body", "write content:word" },
		{ "important", "write is:starred, is:followed or heat:>=80" },
		{ "hot", "write heat:>=80" }, { "today", "write date:today" },
	};

	for (size_t i = 0; i < COUNT(hints); i++)
		if (strcasecmp(hints[i].word, word) == 0)
			return hints[i].hint;
	return NULL;
}

bool
query_is_everything(const char *word)
{
	static const char *const words[] = { "all", "any", "anything", "inbox", "anywhere" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (strcasecmp(words[i], word) == 0)
			return true;
	return false;
}

bool
query_order_alias(const char *name, size_t n, enum query_order *order, bool *reverse)
{
	static const struct { const char *name; enum query_order order; bool reverse; } others[] = {
		{ "newest", ORDER_DATE, false },
		{ "new", ORDER_DATE, false }, { "latest", ORDER_DATE, false },
		{ "recent", ORDER_DATE, false }, { "created", ORDER_DATE, false },
		{ "updated", ORDER_DATE, false }, { "published", ORDER_DATE, false },
		{ "pubdate", ORDER_DATE, false },
		{ "time", ORDER_DATE, false }, { "oldest", ORDER_DATE, true },
		{ "hottest", ORDER_HOT, false }, { "trending", ORDER_HOT, false },
		{ "top", ORDER_HEAT, false },
		{ "popular", ORDER_HEAT, false }, { "score", ORDER_HEAT, false },
		{ "best", ORDER_RELEVANCE, false }, { "match", ORDER_RELEVANCE, false },
		{ "best-match", ORDER_RELEVANCE, false }, { "rank", ORDER_RELEVANCE, false },
		{ "comments", ORDER_COVERAGE, false }, { "related", ORDER_COVERAGE, false },
		{ "outlet", ORDER_PROVIDER, false }, { "from", ORDER_PROVIDER, false },
		{ "site", ORDER_PROVIDER, false }, { "feed", ORDER_SOURCE, false },
	};

	for (size_t i = 0; i < COUNT(others); i++)
		if (strlen(others[i].name) == n && strncasecmp(others[i].name, name, n) == 0) {
			*order = others[i].order;
			*reverse = others[i].reverse;
			return true;
		}
	return false;
}

const char *
query_lang_code(const char *name)
{
	static const struct { const char *name, *code; } languages[] = {
		{ "arabic", "ar" }, { "chinese", "zh" }, { "czech", "cs" }, { "danish", "da" },
		{ "dutch", "nl" }, { "english", "en" }, { "finnish", "fi" }, { "french", "fr" },
		{ "german", "de" }, { "greek", "el" }, { "hebrew", "he" }, { "hindi", "hi" },
		{ "hungarian", "hu" }, { "italian", "it" }, { "japanese", "ja" }, { "korean", "ko" },
		{ "norwegian", "no" }, { "polish", "pl" }, { "portuguese", "pt" }, { "romanian", "ro" },
		{ "russian", "ru" }, { "spanish", "es" }, { "swedish", "sv" }, { "thai", "th" },
		{ "turkish", "tr" }, { "ukrainian", "uk" }, { "vietnamese", "vi" },
	};

	for (size_t i = 0; i < COUNT(languages); i++)
		if (strcasecmp(languages[i].name, name) == 0)
			return languages[i].code;
	return name;
}

static const struct query_flag_info *
find_flag(const char *word)
{
	const char *name = query_flag_alias(word);

	for (int i = 0; i < QUERY_FLAG_COUNT; i++)
		if (strcasecmp(query_flag_info[i].name, name) == 0)
			return &query_flag_info[i];
	return NULL;
}

/* Months and years are words of texts as well. */
static bool
is_time(const char *word, int64_t now)
{
	size_t n = strlen(word), letters = strcspn(word, "0123456789");
	int64_t from, to;

	return letters != n && n > 1 && strspn(word, "0123456789") != n &&
	    date_parse_when(word, n, now, &from, &to);
}

const char *
query_word_hint(struct arena *a, const struct query *q, int64_t now)
{
	static const char *const days[] = { "today", "yesterday", "tomorrow" };
	const struct query_flag_info *flag;
	const char *word = q->text;
	bool time = false;

	if (q->op != QUERY_TEXT || q->phrase)
		return NULL;
	for (size_t i = 0; i < COUNT(days); i++)
		time |= strcasecmp(days[i], word) == 0;
	if (time || is_time(word, now))
		return arena_printf(
		    a, "\"%s\" is searched as a word; date:%s finds what is of then.", word, word);
	if (word[0] == '/' && strlen(word) > 2)
		return "An expression needs a field: title:/storm/i, content:/storm/i.";
	if (word[0] == '*')
		return "A star stands at the end of a word only; title:/part/i finds parts of words.";
	if (strcasecmp(word, "or") == 0 || strcasecmp(word, "not") == 0)
		return arena_printf(
		    a, "\"%s\" is searched as a word; in capitals it joins: a OR b, NOT c.", word);
	flag = find_flag(word);
	if (flag == NULL)
		return NULL;
	return arena_printf(a, "\"%s\" is searched as a word; %s:%s finds those that are.", word,
	    query_field_info[flag->field].name, flag->name);
}
