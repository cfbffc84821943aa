#!/bin/sh
# SPDX-License-Identifier: ISC
# Every field and operator against a slow, obvious check over the export, with
# random filters: on the collection of the tests, and on real ones where they
# are.  FILTERS and SEED choose how many and which.
. "$(dirname "$0")/lib.sh"
python3 -c 'import json' 2>/dev/null || exit 77
seed=${SEED:-7}

try() {	# FOLDER COUNT [COVERAGE]
	world="--data $work/try --config $work/try/config.yaml"
	rm -rf "$work/try"
	mkdir "$work/try"
	echo "coverage: ${3:-no}" >"$work/try/config.yaml"
	# shellcheck disable=SC2086
	{
		expect 0 -q $world add "$1"
		dateline $world mark starred 'heat:>=100' >"$work/out"
		dateline $world mark read 'quality:<60' >"$work/out"
		dateline $world mark hidden 'title:/w$/i' >"$work/out"
		dateline $world mark label:Later 'coverage:>2 OR title:/^[A-F]/' >"$work/out"
		dateline $world mark 'label:two words' 'heat:<50' >"$work/out"
		dateline $world mute 'title:/y$/' >"$work/out"
		dateline $world follow 'excerpt:the' >"$work/out"
		if [ -z "${3:-}" ]; then
			expect 0 $world export jsonl --all
		else
			expect 0 $world list --json -- '-is:hidden OR is:hidden OR is:muted OR is:unpublished'
		fi
	}
	mv "$work/out" "$work/records.jsonl"
	what="list, on random filters with SEED=$seed over $1"
	# shellcheck disable=SC2086
	python3 "$here/filters.py" "$work/records.jsonl" "$1/_data/topics" "${FILTERS:-$2}" "$seed" \
		"$top_builddir/dateline" --now "$now" $world >"$work/out" 2>"$work/err" || fail "filters differ"
	tail -n 1 "$work/out"
}
collection
try "$work/collection" 200
# With stories, which exports leave out.
try "$work/collection" 60 yes
corpus=$top_srcdir/../shared/corpus
for name in power-apps diablo4; do
	[ ! -d "$corpus/$name/_news" ] || try "$corpus/$name" 100
done
