/* SPDX-License-Identifier: ISC */
/* Filters that nobody should type, and some that somebody will.  "@x" stands
 * for 10,000 characters of x. */
#ifndef TESTS_UNIT_QUERY_ODD_INPUTS_H
#define TESTS_UNIT_QUERY_ODD_INPUTS_H

#include <string.h>

#include "base/arena.h"

static const char *const odd_inputs[] = {
	"\"", "\"\"", "\"a", "\"a\"b\"", "((((((((((", "))))", "()", "( )", "(())", "-()", "NOT ()",
	"OR", "AND", "NOT", "OR OR OR", "a OR", "OR a", "a AND", "AND a", "a NOT", "NOT NOT a",
	"NOT NOT", "- - -", "--x", "---", "-", "- ", "-\"", "-\"a", "-(a", "-(a OR", "*", "**", "a**",
	"*a", "\"*\"", "\"a\"*", "\"a\"**", "%", "_", "a%", "a_b", "%%%s%n", "\\", "\\\"", "\"\\",
	"\"\\\"", "'", "''", "';--", "'; DROP TABLE article;--", "1 OR 1=1", "' OR '1'='1",
	"\") OR 1=1 --", "a;b", "NEAR(a b)", "NEAR(a b, 3)", "^a", "{a b}", "{title}: x", "title : x",
	"title: x", "-title:x", "title:", "title:\"\"", "title:\"", "title:*", "title:/", "title://",
	"title:///", "title:/a", "title:/a/", "title:/a/i", "title:/a/ii", "title:/a/g", "title:/(/",
	"title:/[/", "title:/a{99999}/", "title:/(?R)/", "title:/(a*)*b/", "title:/\\C/",
	"title:/(*UTF8)a/", "title:/\\p{Xx}/", "title:/a|/", "url:/", "url:\"/\"", "url:%", "url:_",
	"provider:/x(/", "topic:/x/", "a:b:c", ":", "::", ":::", "x:", "x:y", "ab:y", "ab:",
	"zz:zz:zz", "a:/b", "ab://c", "http://x.example/a?b=c&d=e#f", "https://[::1]/", "12:30",
	"12:30:45", "C++", "C#", "F#", "a/b", "/a/", "/a/i", "~", "`", "$x", "@me", "#tag", "a&b",
	"a&&b", "a && b", "&&", "a || b", "||", "| |", "a | b", "!", "!!", "!a", "!is:read", "!is:",
	"!(a)", "=", "==", "=a", "= a", "a = b", "a == b", "a =~ b", "unread = \"yes\"",
	"unread=\"yes\"", "title =~ \"x\"", "title # \"x\"", "age < 3", "age between 0:7",
	"heat >= 80", "heat>=80", "heat>", "heat>>80", "heat=", "heat:", "heat:=", "heat:=80",
	"heat:==80", "heat:>=", "heat:=>80", "heat:80..", "heat:..80", "heat:..", "heat:...",
	"heat:80..40", "heat:a..b", "heat:1..2..3", "heat:+80", "heat:-80", "heat:--80", "heat:0x10",
	"heat:1e3", "heat:8.5", "heat:99999999999999999999", "heat:-99999999999999999999",
	"heat:9223372036854775807", "id:0", "id:-1", "id:1..", "id:18446744073709551616",
	"coverage:many", "date:", "date:..", "after:..", "before:..", "date:..2020", "date:2020..",
	"date:2020..2019", "date:2020-13", "date:2020-13-45", "date:2020-02-30", "date:0000",
	"date:99999", "date:-1d", "date:1x", "date:d", "date:9999999d", "date:999999y",
	"date:mondayy", "date:mon", "date:today..", "date:..today", "date:today..yesterday",
	"after:>2020", "date:>", "date:>=", "date:>=today", "date:2020/12/17", "date:17.12.2020",
	"date:12/17/2020", "date:\"2020-12-01 10:00\"", "date:2020-12-01T10:00:00Z", "seen:never",
	"updated:", "is:", "is:\"", "is:unread,read", "is:UNREAD", "is:unraed", "is:xyzzy", "has:",
	"has:everything", "-is:unread", "--is:unread", "topic:", "topic:=", "topic:==x", "topic:\"\"",
	"topic:\"", "topic:=\"\"", "topic:(a)", "topic:(a OR b)", "topic:a,b", "topic:*", "provider:",
	"provider:*", "source:%", "source:\\", "author:", "lang:", "lang:xx-YY-zz", "type:",
	"type:nothing", "view:", "view:x", "view:\"", "sort:", "sort:-", "sort:--date", "sort:heat-",
	"sort:heat-asc-desc", "sort:up", "order:", "limit:5", "\xff\xfe", "\xc3", "\xe2\x80\xae",
	"\xe2\x80\xae" "abc", "\xe2\x80\x8b", "\x01", "\x1b[2J", "\t", "\n", "a\nb", "\r\n",
	"\xf0\x9f\x91\xa8\xe2\x80\x8d", "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", "\xd7\xa9 OR", "日", "日本",
	"日*", "\"日本 語\"", "가", "ไทย", "Ł*", "é*", "ß", "ﬁ", "Ａ", "title:日", "-日", "(日 OR",
	"a OR b OR", "(a OR b) -(c", "select * from article", "article_words:x", "rowid:1",
	"rank:bm25", "match(x)", "a MATCH b", "\"a\" + \"b\"", "a NEAR/3 b", "$(reboot)", "`id`",
	"../../etc/passwd", "%00", "\\0", "null", "true", "{}", "[]", "[a-z]", "<b>", "&amp;", "?",
	"\?\?\?", "a?", ".", ",", ";", "...", "…", "–", "“a”", "«a»", "a\xc2\xa0" "b", "@a", "@(",
	"@)", "@\"", "@-", "@a OR ", "@NOT ", "@(a", "@topic:a ", "@日", "@*", "@/", "@title:/a", "@:",
	"title:(", "title:()", "title:(a", "title:(a))", "title:(-a)", "title:(title:a)",
	"title:(/x/)", "title:(a OR", "from:(a OR b) c", "heat:(>80 OR <3)", "heat:(x)",
	"is:(unread starred)", "view:(x)", "topic:((((a))))", "no:", "no:x", "no:image", "-no:image",
	"no:no:image", "no:\"", "not not a", "or", "or or", "is:read or", "or is:read",
	"is:read and or", "is:read or or b", "not", "not (", "not (a", "\"a\" or", "a or (",
	"And Or Not", "title=", "title==x", "title=\"", "title=~", "id=x", "in:", "in:inbox",
	"in:inbox OR in:all", "-in:inbox", "date:last", "date:ago", "date:\"2 weeks\"",
	"date:31.2.2020", "date:00.00.0000", "date:decem", "date:\"march  2020\"", "date:1min", "s*",
	"\"s\"*", "title:s*", "-s*", "@title:(", "@no:image ", "@or ", "@not ", "@is:read or ", "@\\",
	"@a\"", "@is:unread ", "@-a ", "@a b ", "@heat:1 OR ",
};
enum { odd_count = sizeof(odd_inputs) / sizeof(odd_inputs[0]), ODD_LONG = 10000 };

static inline const char *
odd_input(struct arena *a, size_t i)
{
	const char *given = odd_inputs[i];
	size_t n = strlen(given) - 1;

	if (given[0] != '@' || n == 0 || strcmp(given, "@me") == 0)
		return given;
	char *out = arena_alloc(a, ODD_LONG + n + 1);
	for (size_t at = 0; at < ODD_LONG; at += n)
		memcpy(out + at, given + 1, n);
	return out;
}

#endif
