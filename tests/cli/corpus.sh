#!/bin/sh
# SPDX-License-Identifier: ISC
# Real collections, where there are any: counts, and every related item of
# every file as a YAML library of its own reads it.
. "$(dirname "$0")/lib.sh"
corpus=$top_srcdir/../shared/corpus
[ -d "$corpus/power-apps/_news" ] && [ -d "$corpus/diablo4/_news" ] || exit 77

collect() {
	expect 0 -q --data "$work/$1" --config "$work/$1/config.yaml" add "$corpus/$1"
	world="--data $work/$1 --config $work/$1/config.yaml"
	# shellcheck disable=SC2086
	for filter in "" is:unpublished; do
		expect 0 $world list --count $filter
		cat "$work/out"
	done | tr '\n' ' ' >"$work/counts"
	[ "$(cat "$work/counts")" = "$2" ] || fail "$1: listed and withdrawn are $(cat "$work/counts"), not $2"
	# shellcheck disable=SC2086
	expect 0 $world export jsonl --all
	mv "$work/out" "$work/$1.jsonl"
	# shellcheck disable=SC2086
	expect 0 $world export frontmatter "$work/$1-new" --all
	(cd "$corpus/$1/_news" && dateline parse ./*.md) >"$work/before"
	(cd "$work/$1-new/_news" && dateline parse ./*.md) >"$work/after"
	cmp -s "$work/before" "$work/after" || fail "$1: the round trip changes articles"
}
collect power-apps "132 60 "
collect diablo4 "476 379 "

python3 -c 'import yaml' 2>/dev/null || exit 0
for name in power-apps diablo4; do
	what="show --json of every article of $name"
	python3 "$here/compare-yaml.py" "$corpus/$name/_news" <"$work/$name.jsonl" >"$work/out" 2>"$work/err" ||
		fail "not what the YAML library reads"
	tail -n 1 "$work/out"
done
