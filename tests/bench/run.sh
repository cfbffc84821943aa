#!/bin/sh
# SPDX-License-Identifier: ISC
# Measures dateline beside a bare curses program, newsboat and sfeed_curses on
# the same invented articles, and prints one table.  Nothing is asserted.
#
# BENCH_SIZES  how many articles, "1000 100000"
# BENCH_DIR    where articles and stores are kept for the next run (else a
#              temporary folder that is removed)
# BENCH_QUICK  1: fewer rounds, and newsboat only below 100,000 articles
# BENCH_RUNS   rounds of starts (15); a fifth as many press keys
# BENCH_WAIT   how long to wait for an idle machine, in seconds (60)
set -eu
LC_ALL=C.UTF-8
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
builddir=${builddir:-$(pwd)}
tools=$builddir/tests/bench
sizes=${BENCH_SIZES:-1000 100000}
quick=${BENCH_QUICK:-0}
runs=${BENCH_RUNS:-$([ "$quick" = 1 ] && echo 5 || echo 15)}

if [ -n "${BENCH_DIR:-}" ]; then
	mkdir -p "$BENCH_DIR"
	dir=$(cd "$BENCH_DIR" && pwd)
else
	dir=$(mktemp -d)
	trap 'rm -rf "$dir"' EXIT
	trap 'exit 1' HUP INT TERM
fi
unset DATELINE_NOW DATELINE_LIBEXEC DATELINE_LOG XDG_CONFIG_DIRS XDG_DATA_DIRS
HOME=$dir/home XDG_CACHE_HOME=$dir/home/cache
export HOME XDG_CACHE_HOME
mkdir -p "$HOME"
results=$dir/results
: >"$results"

say() {
	echo "bench: $*" >&2
}

load() {
	uptime | sed 's/.*average[s]*: *//; s/[, ].*//'
}

wait_for_quiet() {
	left=${BENCH_WAIT:-60}
	while [ "$left" -gt 0 ] && [ "$(load | awk '{ print ($1 < 0.8) }')" = 0 ]; do
		sleep 2
		left=$((left - 2))
	done
	say "load $(load)"
}

# Each size has its own articles, settings and stores in $at.
choose() {
	n=$1
	at=$dir/$n
	XDG_CONFIG_HOME=$at/config XDG_DATA_HOME=$at/share
	export XDG_CONFIG_HOME XDG_DATA_HOME
	mark=$(cat "$at/mark" 2>/dev/null) || mark=
}

has() {
	case $1 in
	newsboat) command -v newsboat >/dev/null ;;
	sfeed) command -v sfeed_curses >/dev/null ;;
	esac
}

spend() {
	kind=$1 program=$2
	shift 2
	if spent=$("$tools/spent" "$@"); then
		echo "$n $program $(echo "$spent" | sed "s/[a-z]*=/${kind}_&/g")" >>"$results"
	else
		say "failed: $*"
	fi
}

generate() {
	[ -e "$at/mark" ] && return
	say "inventing $n articles"
	"$tools/generate" "$n" "$at"
	choose "$n"
}

import() {
	rm -rf "$at/share" "$at/config"
	mkdir -p "$at/config/dateline"
	say "reading $n files"
	spend import dateline "$builddir/dateline" add "$at/site"
	spend again dateline "$builddir/dateline" fetch
	spend again dateline "$builddir/dateline" fetch
	spend again dateline "$builddir/dateline" fetch
}

newsboat_wanted() {
	has newsboat && { [ "$quick" != 1 ] || [ "$n" -lt 100000 ]; }
}

# Its cache is kept with the articles; so is what making it took.
fill_newsboat() {
	newsboat_wanted || return 0
	if [ ! -e "$at/newsboat/spent" ]; then
		say "newsboat: reading $n articles"
		mkdir -p "$at/newsboat"
		printf '"query:All:unread = \\"yes\\""\n' >"$at/newsboat/urls"
		for feed in "$at"/rss/*.xml; do
			echo "file://$feed" >>"$at/newsboat/urls"
		done
		printf 'article-sort-order date-asc\nrun-on-startup open\n' >"$at/newsboat/config"
		rm -f "$at/newsboat/cache.db"
		spend import newsboat newsboat -u "$at/newsboat/urls" -c "$at/newsboat/cache.db" \
			-C "$at/newsboat/config" -x reload
		grep "^$n newsboat import" "$results" >"$at/newsboat/spent" || :
	else
		cat "$at/newsboat/spent" >>"$results"
	fi
}

# None of the others reads its sources when it opens: dateline does it once
# more in rounds of its own.
settings() {
	printf 'refresh:\n  start: %s\n' "$1" >"$at/config/dateline/config.yaml"
}

# pty's options are in "$@".
time_program() {
	program=$1
	shift
	case $program in
	dateline) set -- "$@" "$builddir/dateline" ;;
	bare) set -- "$@" "$tools/bare" "$at/share/dateline/dateline.db" ;;
	newsboat) set -- "$@" newsboat -u "$at/newsboat/urls" -c "$at/newsboat/cache.db" -C "$at/newsboat/config" ;;
	sfeed) set -- "$@" sfeed_curses "$at/articles.tsv" ;;
	esac
	if line=$("$tools/pty" -m "$mark" "$@"); then
		echo "$n $program $line" >>"$results"
	else
		say "$program with $n articles: no figure"
	fi
}

press_keys() {
	down=j last=G first=g focus=-:0:-
	page=$(printf '\033[6~')
	case $1 in
	newsboat) down=$(printf '\033OB') last=$(printf '\033OF') first=$(printf '\033OH') ;;
	sfeed) focus=-:1:l ;;
	dateline) "$builddir/dateline" -q mark unread is:read >/dev/null 2>&1 || : ;;
	esac
	time_program "$1" -r "$round" -k "$focus" -k "down:15:$down" -k "-:40:$down" -k "scroll:15:$down" \
		-k "page:15:$page" -k "last:1:$last" -k "-:1:$first" -k "last:1:$last"
}

# The one title with a word, three quarters down: typed, or entered where it is
# searched only then.
search() {
	far=$(cat "$at/far")
	word=$(echo "$far" | tr 'A-Z' 'a-z')
	enter=$(printf '\r')
	case $1 in
	dateline) time_program "$1" -r "$round" -k "-:1:/" -s "search:$far:$word" ;;
	newsboat) time_program "$1" -r "$round" -k "-:1:/" -k "-:1:$word" -s "search:$far:$enter" ;;
	sfeed) time_program "$1" -r "$round" -k "-:1:l" -k "-:1:/" -k "-:1:$word" -s "search:$far:$enter" ;;
	esac
}

# The programs take turns, so that what the machine does meanwhile meets all.
rounds() {
	programs="dateline bare"
	slow=
	has sfeed && programs="$programs sfeed"
	if newsboat_wanted; then
		[ "$n" -lt 100000 ] && programs="$programs newsboat" || slow=newsboat
	fi
	wait_for_quiet
	settings no
	round=0
	while [ "$round" -lt "$runs" ]; do
		for p in $programs; do
			time_program "$p"
		done
		settings yes
		if line=$("$tools/pty" -m "$mark" "$builddir/dateline"); then
			echo "$n dateline $(echo "$line" | sed 's/.* \(mark=[^ ]*\).*/refreshing_\1/')" >>"$results"
		fi
		settings no
		if [ $((round % 5)) -eq 0 ]; then
			for p in $programs; do
				press_keys "$p"
				search "$p"
			done
		fi
		round=$((round + 1))
	done
	if [ -n "$slow" ]; then
		press_keys "$slow"
		search "$slow"
	fi
}

has newsboat || say "newsboat is not installed: left out"
has sfeed || say "sfeed_curses is not installed: left out"
# First all that makes work, then the timing.
for size in $sizes; do
	choose "$size"
	generate
	import
	fill_newsboat
	if has sfeed; then
		# shellcheck disable=SC2016
		spend import sfeed sh -c 'for f in "$1"/rss/*.xml; do sfeed <"$f"; done' sh "$at"
	fi
done
for size in $sizes; do
	choose "$size"
	say "timing with $n articles"
	rounds
done
awk -v sizes="$sizes" -f "$here/table.awk" "$results"
