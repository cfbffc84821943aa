/* SPDX-License-Identifier: ISC */
/* Everything the user can do in the reader: id, name, default keys, sentence
 * for the help.  The enum, the key map, the help screen, the table in the man
 * page come from these rows.  Keys: one character, or a name (Down, PgDn,
 * Enter, Tab, S-Tab, Esc, Space, C-d for Ctrl-D); several apart by blanks. */
#ifndef SETTINGS_ACTIONS_H
#define SETTINGS_ACTIONS_H

/* GROUP(title) rows head the help's sections. */
#define ACTIONS(X) \
	X(MOVE,   NEXT,           "next",           "j Down",    "Next line") \
	X(MOVE,   PREVIOUS,       "previous",       "k Up",      "Previous line") \
	X(MOVE,   HALF_DOWN,      "half-down",      "C-d",       "Half a page down") \
	X(MOVE,   HALF_UP,        "half-up",        "C-u",       "Half a page up") \
	X(MOVE,   PAGE_DOWN,      "page-down",      "PgDn C-f",  "Page down") \
	X(MOVE,   PAGE_UP,        "page-up",        "PgUp C-b",  "Page up") \
	X(MOVE,   FIRST,          "first",          "g Home",    "To the first line") \
	X(MOVE,   LAST,           "last",           "G End",     "To the last line") \
	X(MOVE,   PANE_NEXT,      "pane-next",      "Tab",       "Next pane") \
	X(MOVE,   PANE_PREVIOUS,  "pane-previous",  "S-Tab",     "Previous pane") \
	X(MOVE,   LEFT,           "left",           "h",         "Pane to the left; fold a topic") \
	X(MOVE,   RIGHT,          "right",          "l",         "Pane to the right; unfold a topic") \
	X(MOVE,   UNFOLD,         "unfold",         "Right",     "Unfold coverage; in the article, the next outlet") \
	X(MOVE,   FOLD,           "fold",           "Left",      "Fold it again; in the article, the outlet before") \
	X(MOVE,   ENTER,          "enter",          "Enter",     "Go in: the article, the related item, the topic") \
	X(MOVE,   BACK,           "back",           "q Esc",     "Go back; at the top, q quits") \
	X(MOVE,   QUIT,           "quit",           "Q C-c",     "Quit at once") \
	X(MOVE,   GROW,           "pane-grow",       ">",         "Make this pane larger") \
	X(MOVE,   SHRINK,         "pane-shrink",     "<",         "Make this pane smaller") \
	X(READ,   PAGE_READ,      "read-on",        "Space",     "Page the article, then the next unread one") \
	X(READ,   FULL,           "full-text",      "T",         "Fetch and read the full text here, and back") \
	X(READ,   WHY,            "why",             "i",         "How quality and heat come about, and back") \
	X(READ,   NEXT_UNREAD,    "next-unread",    "n",         "Next unread article") \
	X(READ,   PREVIOUS_UNREAD,"previous-unread","p",         "Previous unread article") \
	X(READ,   NEWS,           "news",           "N",         "To the first of the articles that came last") \
	X(READ,   MATCH_NEXT,     "match-next",     "*",         "To the next match of the search in the article") \
	X(READ,   MATCH_PREVIOUS, "match-previous", "#",         "To the match before") \
	X(READ,   DAY_PREVIOUS,   "day-newer",      "[",         "To the day (or heading) before, newer") \
	X(READ,   DAY_NEXT,       "day-older",      "]",         "To the next day (or heading), older") \
	X(READ,   TOPIC_PREVIOUS, "topic-previous", "{",         "Previous topic") \
	X(READ,   TOPIC_NEXT,     "topic-next",     "}",         "Next topic") \
	X(OPEN,   OPEN,           "open",           "o",         "Open the original in the browser") \
	X(OPEN,   RELATED_1,      "related-1",      "1",         "Open related item 1, else link [1]; likewise 2 to 9") \
	X(OPEN,   RELATED_2,      "related-2",      "2",         "") \
	X(OPEN,   RELATED_3,      "related-3",      "3",         "") \
	X(OPEN,   RELATED_4,      "related-4",      "4",         "") \
	X(OPEN,   RELATED_5,      "related-5",      "5",         "") \
	X(OPEN,   RELATED_6,      "related-6",      "6",         "") \
	X(OPEN,   RELATED_7,      "related-7",      "7",         "") \
	X(OPEN,   RELATED_8,      "related-8",      "8",         "") \
	X(OPEN,   RELATED_9,      "related-9",      "9",         "") \
	X(OPEN,   OPEN_WEB,       "open-web",       "w",         "Open the publisher's page") \
	X(OPEN,   OPEN_AMP,       "open-amp",       "M",         "Open the AMP page") \
	X(OPEN,   LINKS,          "links",           "O",         "Choose among all links of the article") \
	X(OPEN,   COPY,           "copy",            "y",         "Copy the address") \
	X(OPEN,   COPY_TITLE,     "copy-title",      "Y",         "Copy title and address") \
	X(OPEN,   PIPE,           "pipe",            "|",         "Pipe the article to a command") \
	X(OPEN,   BOOKMARK,       "bookmark",        "b",         "Hand the article to the bookmark command") \
	X(OPEN,   SAVE,           "save",            "S",         "Save the article as Markdown") \
	X(FILTER, SEARCH,         "search",         "/",         "Search words as you type") \
	X(FILTER, FILTER,         "filter",         "f",         "Edit the filter") \
	X(FILTER, FILTER_CLEAR,   "filter-clear",   "F",         "Clear the filter") \
	X(FILTER, UNREAD_ONLY,    "unread-only",    "u",         "Unread only, on and off") \
	X(FILTER, TOPIC,          "topic",          "t",         "Pick a topic") \
	X(FILTER, PROVIDER,       "provider",       "P",         "Pick a provider") \
	X(FILTER, DATE,           "date",           "d",         "Go to a date, or filter by one") \
	X(FILTER, HEAT,           "heat",           "H",         "Only articles of at least this heat") \
	X(FILTER, STORY,          "story",          "&",         "Only the story of the article, and back") \
	X(FILTER, ORDER,          "order",           ",",         "Pick an order") \
	X(FILTER, GROUP,          "group",           ".",         "Pick a grouping") \
	X(FILTER, STORIES,        "stories",         "E",         "One line a story, or each article on its own") \
	X(FILTER, VIEW,           "view",            "v",         "Pick a view") \
	X(FILTER, VIEW_SAVE,      "view-save",       "V",         "Save the filter as a view") \
	X(FILTER, VIEW_1,         "view-1",          "",          "") \
	X(FILTER, VIEW_2,         "view-2",          "",          "") \
	X(FILTER, VIEW_3,         "view-3",          "",          "") \
	X(FILTER, VIEW_4,         "view-4",          "",          "") \
	X(FILTER, VIEW_5,         "view-5",          "",          "") \
	X(FILTER, VIEW_6,         "view-6",          "",          "") \
	X(FILTER, VIEW_7,         "view-7",          "",          "") \
	X(FILTER, VIEW_8,         "view-8",          "",          "") \
	X(FILTER, VIEW_9,         "view-9",          "",          "") \
	X(MARK,   STAR,           "star",           "s",         "Star, or take the star off") \
	X(MARK,   READ,           "read",           "r",         "Read or unread") \
	X(MARK,   READ_ALL,       "read-all",       "A",         "Mark all that the filter shows as read") \
	X(MARK,   HIDE,           "hide",           "x",         "Hide the article") \
	X(MARK,   LABEL,          "label",          "L",         "Give the article a label, or take it off") \
	X(MARK,   MUTE,           "mute",           "m",         "Mute or follow the story, an author, the outlet or a topic") \
	X(MARK,   STORY_SPLIT,    "story-split",     "X",         "Take the article or related item off its story") \
	X(MARK,   STORY_JOIN,     "story-join",      "J",         "Join another one's story; chosen ones join its own") \
	X(MARK,   READ_ABOVE,     "read-above",      "(",         "Mark this and all above as read") \
	X(MARK,   READ_BELOW,     "read-below",      ")",         "Mark this and all below as read") \
	X(MARK,   CHOOSE,         "choose",          "c",         "Choose the article for the next mark or opening, or drop it") \
	X(MARK,   RANGE,          "range",           "C",         "Choose a range: from here to where one goes") \
	X(MARK,   UNDO,           "undo",           "U",         "Undo the last mark, and the one before") \
	X(OTHER,  REFRESH,        "refresh",        "R",         "Read the sources that are due") \
	X(OTHER,  REFRESH_HERE,   "refresh-here",   "C-r",       "Read the source or the topic of this place now") \
	X(OTHER,  REFRESH_STOP,   "refresh-stop",   "C-g",       "Stop reading the sources; so does Esc in the list") \
	X(OTHER,  SOURCES,        "sources",        "e",         "The sources: how they fare, and what can be changed") \
	X(OTHER,  ADD,            "add",            "a",         "Add a source") \
	X(OTHER,  REMOVE,         "remove",         "D",         "Remove the source of this place") \
	X(OTHER,  LAYOUT,         "layout",         "z",         "Next layout") \
	X(OTHER,  COMMAND,        "command",         ":",         "Command line") \
	X(OTHER,  MESSAGES,       "messages",        "!",         "Messages so far") \
	X(OTHER,  HELP,           "help",           "?",         "This help") \
	X(OTHER,  REDRAW,         "redraw",         "C-l",       "Draw the screen again")

enum action {
	ACTION_NONE,
#define X(group, id, name, keys, help) ACTION_##id,
	ACTIONS(X)
#undef X
	ACTION_COUNT
};

enum action_group { GROUP_MOVE, GROUP_READ, GROUP_OPEN, GROUP_FILTER, GROUP_MARK, GROUP_OTHER, GROUP_COUNT };

struct action_info {
	enum action_group group;
	const char *name;
	const char *keys;		/* defaults */
	const char *help;		/* "": not listed by itself */
};
extern const struct action_info action_info[ACTION_COUNT];
extern const char *const action_group_titles[GROUP_COUNT];

#endif
