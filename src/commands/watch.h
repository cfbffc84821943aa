/* SPDX-License-Identifier: ISC */
#ifndef COMMANDS_WATCH_H
#define COMMANDS_WATCH_H

#include <stdbool.h>

struct args;
struct desk;

/* Bodies of the commands mute and follow. */
int watch_look(const struct args *args);
int watch_run(struct desk *desk, const struct args *args, bool mute);

#endif
