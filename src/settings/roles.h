/* SPDX-License-Identifier: ISC */
/* What a colour can mean.  Panes draw by role; only ui/theme.c knows what a
 * role looks like on this terminal.  Nothing is said by colour alone. */
#ifndef SETTINGS_ROLES_H
#define SETTINGS_ROLES_H

#define ROLES(X) \
	X(TEXT,       "text",       "Ordinary text") \
	X(DIM,        "dim",        "What matters less: read articles, provider, age") \
	X(STRONG,     "strong",     "Unread titles, the title in the detail") \
	X(HEADING,    "heading",    "Day headings and section headings") \
	X(BORDER,     "border",     "Lines between panes") \
	X(BAR,        "bar",        "Top and bottom line") \
	X(BAR_STRONG, "bar-strong", "What stands out there") \
	X(SELECTED,   "selected",   "Selected line in the pane that has the keys") \
	X(SELECTED_OFF, "selected-off", "Selected line in another pane") \
	X(UNREAD,     "unread",     "The unread mark and counts") \
	X(STAR,       "star",       "The star") \
	X(HEAT_LOW,   "heat-low",   "Heat bar: little heat") \
	X(HEAT_MID,   "heat-mid",   "Heat bar: much, but of days ago") \
	X(HEAT_HIGH,  "heat-high",  "Heat bar: hot now, as is:hot finds") \
	X(SHARED,     "shared",     "Words of a headline that the article's own has too") \
	X(COVERAGE,   "coverage",   "Number of other outlets") \
	X(TOPIC,      "topic",      "Topics") \
	X(LINK,       "link",       "Links and their keys") \
	X(MATCH,      "match",      "Matched text") \
	X(PROMPT,     "prompt",     "What is typed") \
	X(WARNING,    "warning",    "Something went wrong")

enum role {
#define X(id, name, help) ROLE_##id,
	ROLES(X)
#undef X
	ROLE_COUNT
};

#endif
