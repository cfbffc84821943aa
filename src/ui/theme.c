/* SPDX-License-Identifier: ISC */
/* A theme on this terminal: exact colours where it can mix them, else the
 * nearest of its 256, else of its 16 or 8, else the attributes alone.  A colour
 * is mixed in the place of the nearest of the 256, so that a terminal that only
 * says it can do so shows nearly the right one. */
#include "ui/theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curses.h>

#include "base/mem.h"
#include "settings/theme_file.h"

enum { DIRECT = 1 << 24 };

static struct {
	int colours;			/* 0: none */
	bool mixes;
	bool paints;			/* the background is ours */
	attr_t attributes[ROLE_COUNT];
	int mixed[256];			/* what is in each place; THEME_UNSET: the terminal's own */
} now;

static attr_t
attributes_of(unsigned set)
{
	static const attr_t attributes[] = { A_BOLD, A_DIM, A_ITALIC, A_UNDERLINE, A_REVERSE };
	attr_t out = 0;

	for (size_t i = 0; i < COUNT(attributes); i++)
		if (set & 1U << i)
			out |= attributes[i];
	return out;
}

static bool
says_true_colour(void)
{
	const char *text = getenv("COLORTERM");

	return text != NULL && (strcmp(text, "truecolor") == 0 || strcmp(text, "24bit") == 0);
}

/* How many colours are to be used. */
static int
count_colours(enum theme_depth depth)
{
	const char *no_colour = getenv("NO_COLOR");
	int most = depth == THEME_DEPTH_8 ? 8 : depth == THEME_DEPTH_256 ? 256 : DIRECT;

	if (depth == THEME_DEPTH_NONE)
		return 0;
	if (depth == THEME_DEPTH_AUTO && no_colour != NULL && *no_colour != '\0')
		return 0;
	if (!has_colors() || start_color() == ERR || use_default_colors() == ERR)
		return 0;
	if (COLORS < 8 || COLOR_PAIRS <= ROLE_COUNT)
		return 0;
	return COLORS < most ? COLORS : most;
}

/* 0 to 255 as curses counts; rounded up, since it cuts off on the way back. */
static int
per_mille(int value)
{
	return ((value & 255) * 1000 + 254) / 255;
}

static int
mix(int color)
{
	int place = theme_nearest(color, 256), rgb = color & 0xffffff;

	if (!now.mixes || theme_rgb(place) == rgb || now.mixed[place] == rgb)
		return place;
	if (now.mixed[place] != THEME_UNSET)
		return place;
	if (init_extended_color(place, per_mille(rgb >> 16), per_mille(rgb >> 8), per_mille(rgb)) != ERR)
		now.mixed[place] = rgb;
	return place;
}

void
theme_resume(void)
{
	for (int i = 0; i < 256; i++)
		if (now.mixed[i] != THEME_UNSET)
			init_extended_color(i, per_mille(now.mixed[i] >> 16), per_mille(now.mixed[i] >> 8),
			    per_mille(now.mixed[i]));
}

/* Places that were mixed for another theme get their own colours again. */
static void
unmix(void)
{
	for (int i = 0; i < 256; i++)
		if (now.mixed[i] != THEME_UNSET) {
			int rgb = theme_rgb(i);

			init_extended_color(i, per_mille(rgb >> 16), per_mille(rgb >> 8), per_mille(rgb));
			now.mixed[i] = THEME_UNSET;
		}
}

static int
colour_of(int many, int few)
{
	if (now.colours < 256 && few != THEME_UNSET)
		return theme_nearest(few, now.colours);
	if (now.colours >= DIRECT && many >= 0)
		return many & THEME_RGB ? many & 0xffffff : theme_rgb(many);
	if (now.colours >= 256 && many >= 0 && (many & THEME_RGB))
		return mix(many);
	return theme_nearest(many, now.colours >= 256 ? 256 : now.colours >= 16 ? 16 : 8);
}

static void
set_role(int role, const struct theme_look *look)
{
	unsigned mono = look->mono != THEME_UNSET ? (unsigned)look->mono
	    : look->attributes | (look->bg != THEME_DEFAULT ? THEME_REVERSE : 0);
	int fg, bg;

	if (now.colours == 0) {
		now.attributes[role] = attributes_of(mono);
		return;
	}
	fg = colour_of(look->fg, look->fg16);
	bg = colour_of(look->bg, look->bg16);
	/* Two shades that have become one cannot be read. */
	if (fg == bg && fg >= 0)
		fg = fg == COLOR_BLACK ? COLOR_WHITE : COLOR_BLACK;
	init_extended_pair(role + 1, fg, bg);
	bool plain = now.colours < 256 && fg < 0 && bg < 0;
	now.attributes[role] = attributes_of(plain ? mono : look->attributes);
}

void
theme_init(const struct theme *theme, enum theme_depth depth)
{
	static bool begun;

	for (int i = 0; i < 256 && !begun; i++)
		now.mixed[i] = THEME_UNSET;
	begun = true;
	now.colours = count_colours(depth);
	unmix();
	now.mixes = now.colours >= 256 && can_change_color()
	    && (depth == THEME_DEPTH_TRUE || (depth == THEME_DEPTH_AUTO && says_true_colour()));
	now.paints = theme->looks[ROLE_TEXT].bg != THEME_DEFAULT;
	for (int i = 0; i < ROLE_COUNT; i++)
		set_role(i, &theme->looks[i]);
}

unsigned
theme_attributes(enum role role)
{
	return now.attributes[role];
}

short
theme_pair(enum role role)
{
	return now.colours > 0 ? (short)(role + 1) : 0;
}

short
theme_background(void)
{
	return now.paints ? theme_pair(ROLE_TEXT) : 0;
}

static const char *
attribute_words(unsigned attributes)
{
	static const struct { attr_t bit; const char *name; } words[] = {
		{ A_BOLD, "bold" }, { A_DIM, "dim" }, { A_ITALIC, "italic" },
		{ A_UNDERLINE, "underline" }, { A_REVERSE, "reverse" },
	};
	static char out[64];
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < COUNT(words); i++)
		if (attributes & words[i].bit)
			n += (size_t)snprintf(
			    out + n, sizeof(out) - n, "%s%s", n > 0 ? " " : "", words[i].name);
	return out;
}

const char *
theme_name(short pair, unsigned attributes)
{
	static const char *const names[ROLE_COUNT] = {
#define X(id, name, help) [ROLE_##id] = name,
		ROLES(X)
#undef X
	};

	return pair >= 1 && pair <= ROLE_COUNT ? names[pair - 1] : attribute_words(attributes);
}
