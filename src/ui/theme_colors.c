/* SPDX-License-Identifier: ISC */
/* Colours that a terminal does not have, as the nearest of those that it has.
 * The first 16 differ from terminal to terminal, so that of 256 only the rest
 * is chosen from. */
#include "ui/theme.h"

#include <limits.h>

#include "base/mem.h"
#include "settings/theme_file.h"

static const int sixteen[] = {
	0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
	0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
};

int
theme_rgb(int index)
{
	static const int steps[] = { 0x00, 0x5f, 0x87, 0xaf, 0xd7, 0xff };

	if (index < (int)COUNT(sixteen))
		return sixteen[index];
	if (index >= 232)
		return (8 + (index - 232) * 10) * 0x010101;
	index -= 16;
	return steps[index / 36] << 16 | steps[index / 6 % 6] << 8 | steps[index % 6];
}

/* Eyes see green best, and red better than blue. */
static int
distance(int a, int b)
{
	int red = (a >> 16 & 255) - (b >> 16 & 255), green = (a >> 8 & 255) - (b >> 8 & 255);
	int blue = (a & 255) - (b & 255);

	return 3 * red * red + 6 * green * green + 2 * blue * blue;
}

int
theme_nearest(int color, int count)
{
	int best = 0, least = INT_MAX, rgb;

	if (color < 0 || color < count)
		return color;
	rgb = color & THEME_RGB ? color & 0xffffff : theme_rgb(color);
	for (int i = count > 16 ? 16 : 0; i < count; i++)
		if (distance(rgb, theme_rgb(i)) < least) {
			least = distance(rgb, theme_rgb(i));
			best = i;
		}
	return best;
}
