#!/bin/sh
# SPDX-License-Identifier: ISC
# Real news APIs, where there are any, over loopback: they arrive whole, page by
# page, and are the same articles as those of their folders.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/net.sh"
corpus=$top_srcdir/../shared/corpus
[ -d "$corpus/power-apps/api" ] && [ -d "$corpus/diablo4/api" ] || exit 77

# collect NAME IN-API LISTED-IN-FOLDER LISTED-IN-BOTH
collect() {
	serve "$corpus/$1"
	for order in "api folder" "folder api"; do
		rm -rf "$XDG_DATA_HOME" "$XDG_CONFIG_HOME/dateline/sources.yaml"
		for what in $order; do
			case $what in
			api) expect 0 -q add "$at/api/news/index.json" ;;
			folder) expect 0 -q add "$corpus/$1" ;;
			esac
			[ "$what" = "${order%% *}" ] || continue
			[ "$what" = api ] && count "$2" || count "$3"
		done
		dateline list --count >"$work/out"
		out_is "$4"
		[ -z "$(dateline list --format "%t %u" -n 100000 | sort | uniq -d)" ] || fail "some are there twice"
	done
	end_server
}
collect power-apps 132 132 132
collect diablo4 883 476 883
