/* SPDX-License-Identifier: ISC */
/* Keys as curses gives them; codes and names are those of the settings. */
#ifndef UI_KEY_H
#define UI_KEY_H

#include <stdbool.h>

#include "settings/key.h"

/* What curses' get_wch() gave. */
int key_from_curses(int code, bool function);

#endif
