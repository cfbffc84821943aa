#!/bin/sh
# SPDX-License-Identifier: ISC
# All that the publishers of real collections list, where there are any, is shown
# from either end: of a folder, with its API before or after it, and found anew.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/net.sh"
corpus=$top_srcdir/../shared/corpus
[ -d "$corpus/diablo4/_news" ] && [ -d "$corpus/diablo4/api" ] && python3 -c '' 2>/dev/null || exit 77

# judge WANTED
judge() {
	expect 0 export jsonl --all
	mv "$work/out" "$work/all.jsonl"
	expect 0 list --json
	mv "$work/out" "$work/shown.jsonl"
	expect 0 list --json is:unpublished
	cat "$work/out" >>"$work/shown.jsonl"
	what="$what ($order)"
	python3 "$here/relations.py" "$work/all.jsonl" "$work/shown.jsonl" >"$work/out" 2>"$work/err" ||
		fail "relations are lost"
	[ "$(cat "$work/out")" = "$1" ] || fail "not $1"
	cat "$work/out"
}

serve "$corpus/diablo4"
for order in folder "api folder" "folder api"; do
	rm -rf "$XDG_DATA_HOME" "$XDG_CONFIG_HOME/dateline/sources.yaml"
	for source in $order; do
		case $source in
		api) expect 0 -q add "$at/api/news/index.json" ;;
		folder) expect 0 -q add "$corpus/diablo4" ;;
		esac
	done
	judge "2723 listed, 2714 both ways"
done
expect 0 -q check --relink
order="found anew"
judge "2723 listed, 2714 both ways"
end_server
