#!/bin/sh
# SPDX-License-Identifier: ISC
# One RSS document of about 100 MB, 50,000 articles: read by libxml2 alone (xmllint,
# where it is installed), printed by `dateline parse`, and taken into a store.
# Wall seconds, processor seconds and peak memory.  Figures, never assertions.
#
# BENCH_ARTICLES 50000, BENCH_RUNS 3
set -eu
builddir=${builddir:-$(pwd)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
HOME=$work XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_CACHE_HOME=$work/cache
DATELINE_LIBEXEC=$builddir
export HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME DATELINE_LIBEXEC
mkdir -p "$work/config/dateline"
echo "coverage: no" >"$work/config/dateline/config.yaml"
"$builddir/tests/bench/many_feeds" --articles "${BENCH_ARTICLES:-50000}" --print 1 >"$work/large.xml"

took() {
	file=$1
	shift
	/usr/bin/time -a -o "$work/$file" -f '%e %U %S %M' "$@" >"$work/out" 2>&1 || { tail -3 "$work/out" >&2; exit 1; }
}

for _ in $(seq "${BENCH_RUNS:-3}"); do
	if command -v xmllint >/dev/null; then
		took 1-xmllint xmllint --noout --stream "$work/large.xml"
	fi
	took 2-parse "$builddir/dateline" parse "$work/large.xml"
	rm -rf "$work/data" "$work/config/dateline/sources.yaml"
	took 3-store "$builddir/dateline" add "$work/large.xml"
done
printf '%-10s %9s %9s %8s\n' program seconds processor MB
for file in "$work"/[0-9]-*; do
	printf '%-10s %9s %9s %8s\n' "${file##*-}" \
		"$(sort -n "$file" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }')" \
		"$(awk '{ print $2 + $3 }' "$file" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }')" \
		"$(awk '{ print $4 }' "$file" | sort -n | tail -1 | awk '{ printf "%.0f", $1 / 1024 }')"
done
echo "load $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || uptime)"
