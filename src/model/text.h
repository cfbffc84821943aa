/* SPDX-License-Identifier: ISC */
/* How `text` of an article says what its lines are.  A paragraph is one line
 * of any length; a blank line stands between paragraphs.  A line begins with
 *
 *	"> "	a quotation, as often as they nest; a blank line inside is ">"
 *	"- "	an item of a list
 *	"12. "	an item with a number
 *	blanks	as many columns as the item or definition that it goes on with
 *	"# "	a heading; "## " to "###### " lower ones
 *	TAB	text as it is written, code or a table: never broken at a blank
 *	TAB "|"	a row of a table, its columns in line
 *	"---"	alone: a rule across
 *
 * in this order as far as they come together ("> - ", "    \t").  In the text
 * "[3]" follows what leads to the third of the article's links, and an image
 * is "[image: what it shows]". */
#ifndef MODEL_TEXT_H
#define MODEL_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum text_kind { TEXT_PLAIN, TEXT_QUOTE, TEXT_HEADING, TEXT_CODE, TEXT_TABLE, TEXT_RULE };

struct text_line {
	enum text_kind kind;
	size_t quotes;			/* how many quotations it is in */
	size_t prefix;			/* bytes before what it says, a TAB not counted */
	size_t marker;			/* bytes of them that mark an item, at their end; 0: none */
};

/* What the line of N bytes at S is. */
struct text_line text_line_of(const char *s, size_t n);

/* A line of a text laid out for a width. */
struct text_row {
	enum text_kind kind;
	const char *lead;		/* marks that stand before it: "> ", "- ", "12. ", blanks */
	const char *s;			/* what it says, in the text given, without the TAB */
	size_t n;
	bool goes_on;			/* with the line above it */
};

/* Breaks TEXT into rows of at most COLUMNS, what belongs to an item or to a
 * quotation one below the other.  Code is broken where the width ends, rows of
 * tables and rules are left as long as they are. */
struct text_row *text_rows(struct arena *a, const char *text, int columns, size_t *count);

/* Whether TEXT begins with the words of EXCERPT (up to its "..."): numbers of
 * links, images and punctuation do not matter. */
bool text_begins_with(const char *text, const char *excerpt);

#endif
