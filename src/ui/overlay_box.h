/* SPDX-License-Identifier: ISC */
#ifndef UI_OVERLAY_BOX_H
#define UI_OVERLAY_BOX_H

struct canvas;

/* Blanks a box in the middle of the whole screen, at most WIDTH x HEIGHT inside
 * its frame, with a title above and a note below (may be NULL), and gives the
 * inside.  On small screens it takes all there is. */
struct canvas overlay_box(const struct canvas *screen, int width, int height, const char *title,
    const char *note);

#endif
