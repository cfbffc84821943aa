#!/bin/sh
# SPDX-License-Identifier: ISC
# How long the network engine takes for many feeds of one server, beside
# `curl --parallel`, which throws all away.  Figures, never assertions.
#
# BENCH_FEEDS 1000, BENCH_DELAY "0 50" in milliseconds, BENCH_RUNS 5
set -eu
builddir=${builddir:-$(pwd)}
feeds=${BENCH_FEEDS:-1000}
runs=${BENCH_RUNS:-5}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
# took FILE COMMAND...: wall seconds and peak memory in KB
took() {
	file=$1
	shift
	/usr/bin/time -a -o "$work/$file" -f '%e %M' "$@" >>"$work/out" 2>&1 || { tail -3 "$work/out" >&2; exit 1; }
}

printf '%-8s %-14s %10s %10s\n' delay program seconds KB
for delay in ${BENCH_DELAY:-0 50}; do
	rm -f "$work"/curl "$work"/get "$work"/port
	"$builddir/tests/bench/many_feeds" --feeds "$feeds" --delay "$delay" >"$work/port" &
	server=$!
	while [ ! -s "$work/port" ]; do sleep 0.1; done
	port=$(cat "$work/port")
	seq 1 "$feeds" | sed "s|.*|http://127.0.0.1:$port/&|" >"$work/urls"
	sed 's|.*|url = "&"\noutput = "/dev/null"|' "$work/urls" >"$work/config"
	for _ in $(seq 1 "$runs"); do
		took curl curl -sS --parallel --parallel-max 32 --config "$work/config"
		# shellcheck disable=SC2046
		took get "$builddir/tests/http/get" --quiet --at-once 32 $(cat "$work/urls")
	done
	for program in curl get; do
		printf '%-8s %-14s %10s %10s\n' "$delay" "$program" "$(median "$work/$program")" \
			"$(awk '{ print $2 }' "$work/$program" | sort -n | tail -1)"
	done
	kill "$server"
	wait "$server" 2>/dev/null || :
	server=
done
