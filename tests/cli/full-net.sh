#!/bin/sh
# SPDX-License-Identifier: ISC
# A disk that takes no more in the middle of visits over the network: said in
# words, each source whole or not at all, nothing lost, and what did not fit comes
# when there is room again.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/net.sh"
FEEDS=12 EACH=40
sources=$XDG_CONFIG_HOME/dateline/sources.yaml

for i in $(seq "$FEEDS"); do
	rss "room$i" 1 "$EACH" >"$work/feed$i"
	printf '/%d\n\theader Content-Type: application/rss+xml\n\theader ETag: "one"\n\tfile %s\n' "$i" "$work/feed$i"
done >"$work/script"
serve "$work/script"
echo "coverage: no" >>"$config"
seq "$FEEDS" | sed "s|.*|- $at/&|" >"$sources"

# whole: each source has all of its articles or none; leaves their number in GOT
whole() {
	expect 0 -q sources --json
	grep -o '"articles":[0-9]*' "$work/out" | sort | uniq -c >"$work/counts"
	! grep -v -e ":0$" -e ":$EACH$" "$work/counts" || fail "a source is there in part"
	got=$(dateline list --count)
}

# Blocks of 512 bytes: too few for the store itself, for some of the sources, for
# nearly all of them.
expect 0 -q sources
before=0 part=
for room in 100 300 400 500 600 800 1000 1300; do
	what="fetch (room for $room blocks)"
	(ulimit -f "$room" && dateline fetch --force >"$work/said" 2>&1 </dev/null)
	code=$?
	whole
	[ "$got" -ge "$before" ] || fail "articles were lost"
	[ "$got" -eq $((FEEDS * EACH)) ] || part=yes
	if [ "$got" -lt $((FEEDS * EACH)) ]; then
		[ $code = 3 ] || fail "exit code $code instead of 3"
		grep -q "dateline.db .*disk" "$work/said" || fail "no word of the disk: $(tail -3 "$work/said")"
	fi
	expect 0 check
	out_has "in order"
	before=$got
done
[ -n "$part" ] || fail "there was always room"
expect 0 -q fetch --force
count $((FEEDS * EACH))
expect 0 list --count '"What is to be said of 7"'
out_is "$FEEDS"
expect 0 -q fetch --force
count $((FEEDS * EACH))
