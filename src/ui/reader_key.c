/* SPDX-License-Identifier: ISC */
/* What a key does: text for the prompt or the overlay, else an action, which
 * the pane that has the keys may take and the reader sees to otherwise.  A
 * digit is a related item of the article on screen if it has that many, else
 * it begins a count. */
#include "ui/reader_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "desk/desk.h"
#include "settings/keys.h"
#include "ui/keymap.h"
#include "ui/screen.h"

enum { COUNT_MOST = 1000000, HINT_KEYS = 30, FAST_MS = 200, CALM_MS = 80 };

/* A key that comes alone shows its article at once.  While keys come in quick
 * succession the article waits until they have calmed down: nobody reads it,
 * and drawing it costs the terminal more than the list does. */
static void
plan_to_follow(struct reader *rd)
{
	struct reader_own *own = rd->own;
	int64_t now = reader_clock();

	own->follow_at = now - own->moved_at < FAST_MS ? now + CALM_MS : 0;
	own->moved_at = now;
	if (reader_shows(rd, PANE_DETAIL) && rd->desk->settings.read_rest > 0)
		own->rest_at = now + rd->desk->settings.read_rest;
}

void
reader_effects(struct reader *rd, unsigned effects, enum pane_id pane)
{
	if (effects & EFFECT_DRAW)
		reader_dirty(rd, (unsigned)DIRTY_PANE << pane | DIRTY_FRAME);
	if (effects & EFFECT_DRAW_ALL)
		reader_dirty(rd, DIRTY_TOPICS | DIRTY_STORIES | DIRTY_DETAIL | DIRTY_FRAME);
	if (effects & EFFECT_FOLLOW) {
		reader_follow(rd, rd->focus == PANE_DETAIL);
		reader_dirty(rd, DIRTY_STORIES | DIRTY_FRAME);
		if (rd->focus == PANE_STORIES)
			plan_to_follow(rd);
	}
	if (effects & EFFECT_QUIT)
		rd->quit = true;
}

static void
close_prompt(struct reader *rd)
{
	prompt_free(rd->prompt);
	rd->prompt = NULL;
	rd->own->error.text[0] = '\0';
	reader_spoil(rd);
}

static void
enter_prompt(struct reader *rd)
{
	struct prompt *p = rd->prompt;

	if (!prompt_ops(p)->entered(rd, prompt_text(p))) {
		reader_dirty(rd, DIRTY_ALL);
		return;
	}
	const struct prompt_history *h = prompt_remember(p);
	if (h != NULL)
		reader_keep_history(rd, h, prompt_text(p));
	close_prompt(rd);
	/* What the line has named: it may open a prompt of its own. */
	enum action then = rd->own->then;
	rd->own->then = ACTION_NONE;
	if (then != ACTION_NONE)
		(void)reader_take(rd, then, rd->own->then_count);
}

static void
type_prompt(struct reader *rd, int key)
{
	const struct prompt_ops *ops = prompt_ops(rd->prompt);
	enum prompt_result result = PROMPT_GOES_ON;
	bool changed;

	if (ops->complete != NULL && (key == KEYCODE_TAB || key == KEYCODE_SHIFT_TAB))
		prompt_complete(rd->prompt, rd, key == KEYCODE_SHIFT_TAB, &changed);
	else
		result = prompt_key(rd->prompt, key, &changed);
	switch (result) {
	case PROMPT_GOES_ON:
		if (changed && ops->changed == NULL && rd->own->error.text[0] != '\0') {
			rd->own->error.text[0] = '\0';
			reader_spoil(rd);
		}
		if (changed) {
			reader_later_forget(rd);
			reader_show_typed(rd);
		}
		reader_dirty(rd, DIRTY_FRAME);
		break;
	case PROMPT_ENTERED:
		enter_prompt(rd);
		break;
	case PROMPT_LEFT:
		if (ops->left != NULL)
			ops->left(rd);
		close_prompt(rd);
	}
}

/* Sequences as everywhere else; what time alone would tell apart, the first key
 * decides. */
static unsigned
act_overlay(struct reader *rd, int key)
{
	struct pane *p = rd->overlay;
	const enum action *actions;
	size_t n;
	unsigned effects;

	keymap_feed(rd->keymap, key);
	enum keymap_state state = keymap_take(rd->keymap, false, &actions, &n);
	if (state == KEYMAP_WAITING && keymap_expires(rd->keymap))
		state = keymap_take(rd->keymap, true, &actions, &n);
	if (state == KEYMAP_WAITING)
		return EFFECT_HANDLED;
	effects = p->ops->act(p, rd, state == KEYMAP_ACTIONS ? actions[0] : ACTION_NONE, 0);
	keymap_reset(rd->keymap);
	return effects;
}

static void
type_overlay(struct reader *rd, int key)
{
	struct pane *p = rd->overlay;
	char text[8] = "";
	unsigned effects = EFFECT_NONE;

	if (key_is_text(key))
		text[utf8_encode((uint32_t)key, text)] = '\0';
	if (p->ops->type != NULL)
		effects = p->ops->type(p, rd, text, key);
	if (effects == EFFECT_NONE)
		effects = act_overlay(rd, key);
	/* The choice may have put another one in its place. */
	if ((effects & EFFECT_CLOSE) && rd->overlay == p)
		reader_overlay(rd, NULL);
	if (effects & EFFECT_QUIT)
		rd->quit = true;
	reader_spoil(rd);
}

/* Digits count unless the user has bound them to something else. */
static bool
is_free(const struct reader *rd, int key)
{
	enum action action = keymap_find(rd->keymap, key);

	return rd->own->count > 0 || action == ACTION_NONE
	    || (action >= ACTION_RELATED_1 && action <= ACTION_RELATED_9);
}

/* Whether a digit goes to the number being typed. */
static bool
is_count(struct reader *rd, int key)
{
	if (key < '0' || key > '9' || *keymap_pending(rd->keymap) != '\0' || !is_free(rd, key))
		return false;
	if (rd->own->count > 0)
		return true;
	if (key == '0')
		return false;
	if (rd->focus == PANE_TOPICS)
		return true;
	reader_catch_up(rd);
	size_t opens = reading_related_count(&rd->reading);
	if (opens == 0 && rd->focus == PANE_DETAIL)
		opens = reading_numbered_links(&rd->reading);
	return (size_t)(key - '0') > opens;
}

bool
reader_take(struct reader *rd, enum action action, int count)
{
	enum pane_id focus = rd->focus;
	struct pane *p = rd->panes[focus];

	edition_touch(rd->edition);
	if (focus == PANE_DETAIL)
		reader_catch_up(rd);
	unsigned effects = p->ops->act(p, rd, action, count);
	if (effects == EFFECT_NONE)
		effects = reader_act(rd, action, count);
	reader_effects(rd, effects, focus);
	bool warned = rd->message_is_warning && rd->message[0] != '\0';
	return effects != EFFECT_NONE && !rd->own->refused && !warned && !rd->quit
	    && rd->prompt == NULL && rd->overlay == NULL;
}

/* One after the other, until one refuses. */
static void
take_actions(struct reader *rd, const enum action *actions, size_t n, int count)
{
	enum action list[KEYS_ACTIONS];

	memcpy(list, actions, n * sizeof(*actions));
	rd->own->refused = false;
	for (size_t i = 0; i < n; i++)
		if (!reader_take(rd, list[i], count))
			break;
}

/* What the keys typed so far mean. */
static void
take_keys(struct reader *rd, bool expired)
{
	const enum action *actions;
	enum keymap_state state;
	char sequence[64] = "";
	size_t n;

	if (rd->own->keys_waited && rd->own->key != KEYCODE_ESC)
		snprintf(sequence, sizeof(sequence), "%s", keymap_pending(rd->keymap));
	for (;; expired = false) {
		state = keymap_take(rd->keymap, expired, &actions, &n);
		if (state == KEYMAP_UNBOUND && sequence[0] != '\0')
			reader_say(rd, "%s means nothing", sequence);
		if (state != KEYMAP_ACTIONS)
			break;
		int count = rd->own->count;
		rd->own->count = 0;
		take_actions(rd, actions, n, count);
		if (rd->prompt != NULL || rd->overlay != NULL)
			keymap_reset(rd->keymap);
	}
	rd->own->keys_at = 0;
	if (state != KEYMAP_WAITING)
		rd->own->count = 0;
	else if (keymap_expires(rd->keymap))
		rd->own->keys_at = reader_clock() + KEYMAP_MS;
}

void
reader_keys_expire(struct reader *rd)
{
	reader_dirty(rd, DIRTY_FRAME);
	take_keys(rd, true);
}

void
reader_key(struct reader *rd, const struct screen_key *k)
{
	struct reader_own *own = rd->own;

	own->key = k->key;
	if (k->key == KEYCODE_NONE)
		return;
	reader_later_stop(rd);
	/* Who has pressed so many knows what this is. */
	if (++own->keys_pressed == HINT_KEYS)
		rd->hint = NULL;
	if (k->key == KEYCODE_MOUSE) {
		reader_mouse(rd, k);
		return;
	}
	if (rd->prompt != NULL) {
		type_prompt(rd, k->key);
		return;
	}
	if (rd->message[0] != '\0' || own->count > 0)
		reader_dirty(rd, DIRTY_FRAME);
	rd->message[0] = '\0';
	if (rd->overlay != NULL) {
		type_overlay(rd, k->key);
		return;
	}
	if (is_count(rd, k->key)) {
		own->count = own->count * 10 + k->key - '0';
		own->count = own->count > COUNT_MOST ? COUNT_MOST : own->count;
		reader_dirty(rd, DIRTY_FRAME);
		return;
	}
	own->keys_waited = *keymap_pending(rd->keymap) != '\0';
	keymap_feed(rd->keymap, k->key);
	take_keys(rd, false);
	if (own->keys_waited || *keymap_pending(rd->keymap) != '\0')
		reader_dirty(rd, DIRTY_FRAME);
}
