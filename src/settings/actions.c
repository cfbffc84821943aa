/* SPDX-License-Identifier: ISC */
#include "settings/actions.h"

const struct action_info action_info[ACTION_COUNT] = {
#define X(group, id, name, keys, help) [ACTION_##id] = { GROUP_##group, name, keys, help },
	ACTIONS(X)
#undef X
};

const char *const action_group_titles[GROUP_COUNT] = {
	[GROUP_MOVE] = "Moving",
	[GROUP_READ] = "Reading",
	[GROUP_OPEN] = "Opening",
	[GROUP_FILTER] = "Filtering",
	[GROUP_MARK] = "Marking",
	[GROUP_OTHER] = "More",
};
