/* SPDX-License-Identifier: ISC */
/* Links that the terminal itself can open (OSC 8).  Curses' cells have no room
 * for them: what is a link is written once more, with the address around it,
 * after curses has drawn the line. */
#ifndef UI_SCREEN_LINKS_H
#define UI_SCREEN_LINKS_H

#include <stdbool.h>

#include "settings/roles.h"

/* The setting `links`: 0 auto, 1 yes, 2 no. */
void screen_links_use(int setting);
/* Whether a terminal with this environment is known to have them. */
bool screen_links_are_known(void);

/* The links of the picture that is being drawn.  URL must be fit for programs
 * (base/url.h); it is copied. */
void screen_links_clear(void);
void screen_links_add(int y, int x, int width, enum role role, const char *url);

/* Around curses' refresh(): cells that are no links any more are drawn anew,
 * those that are new ones get their address. */
void screen_links_before(void);
void screen_links_after(void);
/* Nothing of what was sent is on the terminal any more. */
void screen_links_forget(void);

#endif
