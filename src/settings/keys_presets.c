/* SPDX-License-Identifier: ISC */
/* Keys as other programs have them, as far as there is something here that
 * they can mean.  A preset lies above the defaults: keys that it does not name
 * keep their meaning, so that nothing is out of reach; of several keys the help
 * shows the first row's first.  An action whose only
 * key is taken gets another one. */
#include "settings/keys.h"

#include "base/mem.h"

static const struct keys_row default_rows[] = { { NULL, NULL } };

static const struct keys_row vim_rows[] = {
	{ "g", "none" },
	{ "g g", "first" },
	{ "j", "next" },
	{ "C-e", "next" },
	{ "k", "previous" },
	{ "C-y", "previous" },
	{ "n", "next-unread" },
	{ "N", "previous-unread" },
	{ "g n", "news" },
	{ "d", "none" },
	{ "d d", "hide" },
	{ "d t", "date" },
	{ "u", "undo" },
	{ "U", "unread-only" },
	{ "v", "choose" },
	{ "g v", "view" },
	{ "g V", "view-save" },
	{ "V", "range" },
	{ "y", "none" },
	{ "y y", "copy" },
	{ "o", "open" },
	{ "g x", "open" },
	{ "}", "topic-next" },
	{ "g t", "topic-next" },
	{ "{", "topic-previous" },
	{ "g T", "topic-previous" },
	{ "z", "none" },
	{ "z z", "redraw" },
	{ "z l", "layout" },
	{ "Z", "none" },
	{ "Z Z", "quit" },
	{ "Z Q", "quit" },
	{ "Tab", "pane-next" },
	{ "S-Tab", "pane-previous" },
	{ "h", "left" },
	{ "l", "right" },
	{ ">", "pane-grow" },
	{ "<", "pane-shrink" },
	{ "C-w", "none" },
	{ "C-w w", "pane-next" },
	{ "C-w p", "pane-previous" },
	{ "C-w h", "left" },
	{ "C-w l", "right" },
	{ "C-w >", "pane-grow" },
	{ "C-w <", "pane-shrink" },
	{ NULL, NULL }
};

static const struct keys_row newsboat_rows[] = {
	{ "J", "next" },
	{ "K", "previous" },
	{ "C-n", "topic-next" },
	{ "C-p", "topic-previous" },
	{ "b", "page-up" },
	{ "N", "read" },
	{ "A", "read-all" },
	{ "C", "read-all" },
	{ "V", "range" },
	{ "r", "refresh-here" },
	{ "R", "refresh" },
	{ "C-r", "refresh" },
	{ "o", "open" },
	{ "O", "open" },
	{ "u", "links" },
	{ "l", "unread-only" },
	{ "Right", "right" },
	{ "+", "unfold" },
	{ "-", "fold" },
	{ "F", "filter" },
	{ "C-f", "filter-clear" },
	{ "C-t", "filter-clear" },
	{ "B", "bookmark" },
	{ "C-b", "bookmark" },
	{ "t", "topic" },
	{ "g", "order" },
	{ "G", "order" },
	{ "s", "save" },
	{ "C-e", "star" },
	{ "E", "sources" },
	{ "e", "stories" },
	{ "C-x", "story-split" },
	{ "I", "story-join" },
	{ "v", "messages" },
	{ "C-v", "view" },
	{ "W", "view-save" },
	{ "C-k", "news" },
	{ "X", "remove" },
	{ "D", "hide" },
	{ NULL, NULL }
};

const struct keys_preset keys_presets[] = {
	{ "default", default_rows },
	{ "vim", vim_rows },
	{ "newsboat", newsboat_rows },
};
const size_t keys_preset_count = COUNT(keys_presets);
