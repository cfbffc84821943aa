#!/bin/sh
# SPDX-License-Identifier: ISC
# A walk through every action of the help at six sizes, each from a fresh list;
# the pictures are kept for a person to look at.  Nothing is compared.
#	walk.sh FOLDER [COLLECTION...]
# Pictures go to FOLDER, one file a size; without a collection it is that of
# the screens' tests.
set -eu
[ $# -gt 0 ] || { sed -n 3,7p "$0"; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
program=${top_builddir:-.}/dateline
mkdir -p "$1"
out=$(cd "$1" && pwd)
shift
work=$(mktemp -d "${TMPDIR:-/tmp}/walk.XXXXXX")
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data" XDG_CACHE_HOME="$work/cache"
export TZ=UTC0 LC_ALL=C.UTF-8 BROWSER=true
unset LINES COLUMNS NO_COLOR DATELINE_LOG
[ $# -gt 0 ] || { "$here/make-collection" "$work/news"; set -- "$work/news"; }
"$program" add "$@" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
cp -R "$work/data" "$work/fresh"

# The first key of each action, as a script types it.
"$program" help keys | awk '/^  / { print $1 }' | grep -v '^Q$' >"$work/keys"

for size in 160x50 100x30 80x24 60x20 40x12 20x5; do
	{
		echo "size $size"
		echo wait
		while read -r key; do
			case $key in
			"<") key="<<" ;;
			?) ;;
			*) key="<$key>" ;;
			esac
			for pane in "" "<Enter>" "h"; do
				# At the top, q would end the walk.
				[ "$key$pane" = "q" ] || [ "$key$pane" = "qh" ] && continue
				echo "print == $size: $pane$key"
				echo "keys ${pane:+<Esc><Esc>}$pane$key"
				echo wait
				echo show
				echo "keys <Esc><Esc><Esc>gF"
			done
		done <"$work/keys"
	} >"$work/script"
	rm -rf "$work/data"
	cp -R "$work/fresh" "$work/data"
	"$program" read --script "$work/script" >"$out/$size.txt" || echo "$size: status $?"
	echo "$out/$size.txt: $(grep -c '^== ' "$out/$size.txt") pictures"
done
