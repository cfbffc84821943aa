#!/bin/sh
# SPDX-License-Identifier: ISC
# Many feeds of one server, all of them new and then none of them: `curl
# --parallel`, which throws all away, the network engine alone (get), dateline,
# which stores and indexes the articles, with BENCH_LINKED=1 the same with their
# coverage found (linked), and newsboat and sfeed where they are installed.  The
# programs take turns.  What a large run leaves to a process that nobody waits for
# (copying the log, tidying) is timed as "after".  Figures, never assertions.
#
# BENCH_ALONE=1: without newsboat and sfeed, which take minutes
# BENCH_FEEDS 1000, BENCH_DELAY "0 50" in milliseconds, BENCH_RUNS 3, BENCH_AT_ONCE 50
set -eu
builddir=${builddir:-$(pwd)}
feeds=${BENCH_FEEDS:-1000}
runs=${BENCH_RUNS:-3}
at_once=${BENCH_AT_ONCE:-50}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
HOME=$work XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_CACHE_HOME=$work/cache
DATELINE_LIBEXEC=$builddir
export HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME DATELINE_LIBEXEC
mkdir -p "$work/config/dateline" "$work/sfeed"

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
# took FILE COMMAND...: wall seconds and peak memory in KB
took() {
	file=$1
	shift
	/usr/bin/time -a -o "$work/$file" -f '%e %M' "$@" >>"$work/out" 2>&1 || { tail -3 "$work/out" >&2; exit 1; }
}

# Until the last process has closed the store, whose log goes with it.
settle() {
	began=$(date +%s%N)
	while [ -e "$work/data/dateline/dateline.db-wal" ]; do sleep 0.05; done
	echo "$(date +%s%N) $began" | awk '{ printf "%.2f 0\n", ($1 - $2) / 1e9 }' >>"$work/new-after"
}

begin() {
	rm -rf "$work"/new-* "$work"/same-* "$work/port"
	"$builddir/tests/bench/many_feeds" --feeds "$feeds" --delay "$1" >"$work/port" &
	server=$!
	while [ ! -s "$work/port" ]; do sleep 0.1; done
	at=http://127.0.0.1:$(cat "$work/port")
	seq 1 "$feeds" | sed "s|.*|$at/&|" >"$work/urls"
	sed 's|.*|url = "&"\noutput = "/dev/null"|' "$work/urls" >"$work/curl-new"
	seq 1 "$feeds" | awk -v at="$at" '{
		printf "%surl = \"%s/%d\"\noutput = \"/dev/null\"\nheader = \"If-None-Match: \\\"f%d\\\"\"\n", \
			(NR > 1 ? "next\n" : ""), at, $1, $1 }' >"$work/curl-same"
	printf 'fetch.gap: 0\nfetch.per-host: %d\nfetch.at-once: %d\n' "$at_once" "$at_once" \
		>"$work/config/dateline/linked.yaml"
	{ cat "$work/config/dateline/linked.yaml"; echo "coverage: no"; } >"$work/config/dateline/config.yaml"
	sed 's/^/- /' "$work/urls" >"$work/config/dateline/sources.yaml"
	{
		echo "sfeedpath=\"$work/sfeed\"; maxjobs=$at_once; feeds() {"
		seq 1 "$feeds" | sed "s|.*|feed f& $at/&|"
		echo "}"
	} >"$work/sfeedrc"
	printf 'reload-threads %d\n' "$at_once" >"$work/newsboat-config"
}

has() { [ -z "${BENCH_ALONE:-}" ] && command -v "$1" >/dev/null; }

run_all() {
	took new-curl curl -sS --parallel --parallel-max "$at_once" --config "$work/curl-new"
	# shellcheck disable=SC2046
	took new-get "$builddir/tests/http/get" --quiet --at-once "$at_once" $(cat "$work/urls")
	rm -rf "$work/data" "$work/sfeed"/* "$work/newsboat.db"
	"$builddir/dateline" sources >"$work/out" 2>&1
	took new-dateline "$builddir/dateline" fetch
	settle
	if [ -n "${BENCH_LINKED:-}" ]; then
		rm -rf "$work/data"
		"$builddir/dateline" sources >"$work/out" 2>&1
		took new-linked "$builddir/dateline" --config "$work/config/dateline/linked.yaml" fetch
		settle
	fi
	took same-curl curl -sS --parallel --parallel-max "$at_once" --config "$work/curl-same"
	took same-dateline "$builddir/dateline" fetch --force
	if has sfeed_update; then
		took new-sfeed sfeed_update "$work/sfeedrc"
		took same-sfeed sfeed_update "$work/sfeedrc"
	fi
	if has newsboat; then
		took new-newsboat newsboat -q -u "$work/urls" -c "$work/newsboat.db" -C "$work/newsboat-config" -x reload
		took same-newsboat newsboat -q -u "$work/urls" -c "$work/newsboat.db" -C "$work/newsboat-config" -x reload
	fi
}

printf '%-6s %-6s %-10s %9s %8s %8s\n' delay what program seconds times MB
for delay in ${BENCH_DELAY:-0 50}; do
	begin "$delay"
	for _ in $(seq 1 "$runs"); do
		run_all
	done
	for what in new same; do
		for program in curl get dateline linked after sfeed newsboat; do
			[ -e "$work/$what-$program" ] || continue
			printf '%-6s %-6s %-10s %9s %8s %8s\n' "$delay" "$what" "$program" \
				"$(median "$work/$what-$program")" \
				"$(echo "$(median "$work/$what-$program") $(median "$work/$what-curl")" | awk '{ printf "%.2f", $1 / $2 }')" \
				"$(awk '{ print $2 }' "$work/$what-$program" | sort -n | tail -1 | awk '{ printf "%.0f", $1 / 1024 }')"
		done
	done
	kill "$server"
	wait "$server" 2>/dev/null || :
	server=
done
echo "load $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || uptime)"
