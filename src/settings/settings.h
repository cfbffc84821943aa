/* SPDX-License-Identifier: ISC */
/* Everything the user can set: one row of one table each. */
#ifndef SETTINGS_SETTINGS_H
#define SETTINGS_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct err;

/* name, kind, member, default, least, most, sentence for help and man page,
 * what a CHOICE is among (its member is the place of the word in this list) */
#define OPTIONS(X) \
	X("open.browser",  STRING, open_browser,  "",   0, 0,    "Command that opens links; %u is the address (else $BROWSER, else xdg-open)", "") \
	X("open.terminal", BOOL,   open_terminal, "no", 0, 0,    "The browser needs this terminal (known text browsers are recognised)", "") \
	X("open.video",    STRING, open_video,    "",   0, 0,    "Command that opens videos, as in: mpv %u", "") \
	X("open.audio",    STRING, open_audio,    "",   0, 0,    "Command that opens audio", "") \
	X("copy.command",  STRING, copy_command,  "",   0, 0,    "Command that takes what is copied on its input (else the desktop's tool, else the terminal)", "") \
	X("bookmark.command", STRING, bookmark_command, "", 0, 0, "Command that bookmarks: %u is the address, %t the title, %p the provider, %e the excerpt", "") \
	X("pipe.command",  STRING, pipe_command,  "",   0, 0,    "Command that an article is piped to unless another one is typed", "") \
	X("save.folder",   STRING, save_folder,   "",   0, 0,    "Folder that articles are saved in (else the home folder)", "") \
	X("mouse",         BOOL,   mouse,         "yes", 0, 0,   "React to the mouse", "") \
	X("refresh.start", BOOL,   refresh_start, "yes", 0, 0,   "Read what is due when the reader opens", "") \
	X("fetch.at-once", INT,    fetch_at_once, "32", 1, 512,  "Requests under way at once", "") \
	X("fetch.per-host", INT,   fetch_per_host, "2", 1, 512,  "Requests under way to one host", "") \
	X("fetch.gap",     INT,    fetch_gap,     "200", 0, 60000, "Milliseconds between two requests to one host", "") \
	X("fetch.connect", INT,    fetch_connect, "10", 1, 600,  "Seconds to reach a host", "") \
	X("fetch.stall",   INT,    fetch_stall,   "10", 1, 600,  "Seconds that a host may be silent", "") \
	X("fetch.time",    INT,    fetch_time,    "30", 1, 3600, "Seconds for a document", "") \
	X("fetch.largest", INT,    fetch_largest, "32", 1, 4096, "MiB of a document from the network or a command", "") \
	X("fetch.articles", INT,   fetch_articles, "20000", 1, 10000000, "Articles of such a document", "") \
	X("fetch.user-agent", STRING, fetch_user_agent, "", 0, 0, "Name given to servers (else dateline and its version)", "") \
	X("fetch.proxy",   STRING, fetch_proxy,   "",   0, 0,    "Address of a proxy (else what http_proxy and the like say); none: no proxy", "") \
	X("fetch.netrc",   BOOL,   fetch_netrc,   "no", 0, 0,    "Users and passwords from ~/.netrc", "") \
	X("refresh.interval", INT, refresh_interval, "15", 0, 1440, "Minutes between looks at what is due while the reader is open; 0: none", "") \
	X("coverage",      BOOL,   coverage,      "yes", 0, 0,   "Find which articles belong together, besides what publishers list", "") \
	X("quality.base",  INT,    quality_base,  "50", -1000, 1000, "Quality that an article begins with whose publisher gives none, and whose outlet is not known by others", "") \
	X("quality.image", INT,    quality_image, "15", -1000, 1000, "Quality that a picture adds to that", "") \
	X("quality.excerpt", INT,  quality_excerpt, "5", -1000, 1000, "Quality that an excerpt of 100 bytes or more adds", "") \
	X("quality.author", INT,   quality_author, "5", -1000, 1000, "Quality that the name of an author adds", "") \
	X("quality.text",  INT,    quality_text,  "5",  -1000, 1000, "Quality that the text itself adds, where it comes along", "") \
	X("heat.outlet",   INT,    heat_outlet,   "20", -1000, 1000, "Heat that each other outlet of the story adds to the quality, less for what is farther in time", "") \
	X("heat.near",     INT,    heat_near,     "24", 1, 1000, "Hours between two articles at which 37 % of that is left", "") \
	X("heat.half",     INT,    heat_half,     "24", 1, 10000, "Hours in which half the heat goes, in is:hot and in dateline brief", "") \
	X("heat.hot",      INT,    heat_hot,      "80", 1, 10000, "Heat that must be left for is:hot", "") \
	X("order",         CHOICE, order,         "date", 0, 0,  "What the list is ordered by", "date heat quality coverage unread provider topic source hot") \
	X("group",         CHOICE, group,         "day", 0, 0,   "What the list is in groups by, each with a heading", "day topic source provider none") \
	X("stories",       BOOL,   stories,       "yes", 0, 0,   "One line a story in the list; no: one an article", "") \
	X("stories.lead",  CHOICE, stories_lead,  "publisher", 0, 0, "Which article stands for its story: the one whose publisher lists the others (else as quality), the earliest, the earliest of the best, the newest", "publisher earliest quality newest") \
	X("stories.return", BOOL,  stories_return, "yes", 0, 0,  "A story stands at the time when its newest outlet joined; no: at that of its article", "") \
	X("stories.whole", BOOL,   stories_whole, "yes", 0, 0,   "What is read or hidden on the line of a folded story is all of it; no: only the article shown", "") \
	X("row",           STRING, row,           "",   0, 0,    "A line of the list, as in %u %w %h %t %c %s %15p; none: what fits the width", "") \
	X("selection",     CHOICE, selection,     "bar", 0, 0,   "How the selected line is shown; a mark sends the least to a slow terminal", "bar mark") \
	X("clock",         CHOICE, clock,         "locale", 0, 0, "Hours of the day", "locale 24 12") \
	X("ages",          BOOL,   ages,          "no", 0, 0,    "Ages in the list instead of times", "") \
	X("histogram",     BOOL,   histogram,     "yes", 0, 0,   "Days of what is listed as bars in the top line", "") \
	X("read.rest",     INT,    read_rest,     "600", 0, 60000, "Milliseconds that an article must be in sight to count as read; 0: only when entered or opened", "") \
	X("theme",         STRING, theme,         "dark", 0, 0,  "Colours: dark, light, contrast, mono, gruvbox, nord, or a theme of your own", "") \
	X("colors",        CHOICE, colors,        "auto", 0, 0,  "Colours that the terminal is taken to have", "auto none 8 256 true") \
	X("ascii",         BOOL,   ascii,         "no", 0, 0,    "Plain signs, even where the terminal has others", "") \
	X("layout",        CHOICE, layout,        "auto", 0, 0,  "Panes in sight", "auto wide medium beside single") \
	X("layout.topics", INT,    layout_topics, "0",  0, 200,  "Columns of the topics; 0: what fits", "") \
	X("layout.list",   INT,    layout_list,   "0",  0, 90,   "Share of the list beside or above the article, in per cent; 0: what fits", "") \
	X("linear",        BOOL,   linear,        "no", 0, 0,    "One pane of plain lines without frames, for screen readers", "") \
	X("links",         CHOICE, links,         "auto", 0, 0,  "Links that the terminal itself can open (OSC 8)", "auto yes no") \
	X("hints",         BOOL,   hints,         "yes", 0, 0,   "Keys that matter in the bottom line", "")

enum option_kind { OPTION_BOOL, OPTION_INT, OPTION_STRING, OPTION_CHOICE };

struct yaml;

/* Places in the lists of choices. */
enum selection { SELECTION_BAR, SELECTION_MARK };
enum grouping { GROUPING_DAY, GROUPING_TOPIC, GROUPING_SOURCE, GROUPING_PROVIDER, GROUPING_NONE };

struct settings {
	const char *open_browser, *open_video, *open_audio;
	bool open_terminal;
	const char *copy_command, *bookmark_command, *pipe_command, *save_folder;
	bool mouse;
	bool refresh_start;
	int refresh_interval;
	int fetch_at_once, fetch_per_host, fetch_gap, fetch_connect, fetch_stall, fetch_time;
	int fetch_largest, fetch_articles;
	const char *fetch_user_agent, *fetch_proxy;
	bool fetch_netrc;
	bool coverage;
	int quality_base, quality_image, quality_excerpt, quality_author, quality_text;
	int heat_outlet, heat_near, heat_half, heat_hot;
	int order, group;
	bool stories, stories_return, stories_whole;
	int stories_lead;		/* enum store_lead */
	const char *row;
	int selection;
	int clock;
	bool ages, histogram;
	int read_rest;
	const char *theme;
	int colors;
	bool ascii;
	int layout, layout_topics, layout_list;
	bool linear;
	int links;
	bool hints;
	/* Sections that others make sense of; NULL: not in the file. */
	const struct yaml *keys;	/* settings/keys.h */
	const struct yaml *openers;	/* opener/ */
	const struct yaml *views;	/* desk/views.h */
	const struct yaml *rules;	/* desk/rules.h */
	const char *path;		/* of the file, for their messages */
};

struct option_info {
	const char *name;
	enum option_kind kind;
	size_t offset;			/* in struct settings */
	const char *fallback;
	int least, most;
	const char *help;
	const char *choices;		/* of a CHOICE, apart by blanks */
};
extern const struct option_info option_info[];
extern const size_t option_count;

/* Each problem of the file, "config.yaml:3:5: no option "brwser"; did you mean ...". */
typedef void settings_say(void *arg, const char *text);

/* Defaults, then the file (a missing one is fine).  A bad line costs only
 * itself.  True when there was nothing to say. */
bool settings_load(struct arena *a, const char *path, struct settings *out, settings_say *say, void *arg);

/* Sets one option from text; false with words that say what is allowed, or the
 * nearest name.  Strings live in the arena. */
bool settings_set(struct arena *a, struct settings *s, const char *name, const char *text, struct err *err);
/* The option's value as it would be written in the file. */
const char *settings_text(struct arena *a, const struct settings *s, const struct option_info *o);
/* "yes", "no", "true", "off"... */
bool settings_parse_bool(const char *text, bool *out);
const struct option_info *settings_find(const char *name);

#endif
