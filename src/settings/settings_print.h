/* SPDX-License-Identifier: ISC */
#ifndef SETTINGS_SETTINGS_PRINT_H
#define SETTINGS_SETTINGS_PRINT_H

struct buf;

/* A config.yaml in which every option has the value that it has without one,
 * with what it is for; keys and openers as comments. */
void settings_print(struct buf *out);

#endif
