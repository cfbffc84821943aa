#!/bin/sh
# SPDX-License-Identifier: ISC
# kill -9 of the fetcher at random moments, DATELINE_KILLS times (12): what was
# committed stays, nothing is there twice, no mark is lost, and at the end all
# has arrived.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/net.sh"
sources=$XDG_CONFIG_HOME/dateline/sources.yaml
kills=${DATELINE_KILLS:-12}
feeds=30
each=20

item() {	# FEED NUMBER
	printf '{"id": "%d", "url": "https://f%d.example/%d", "title": "Number %d of %d",' "$2" "$1" "$2" "$2" "$1"
	printf ' "content_text": "Words of %d and %d.", "date_published": "2026-03-0%dT10:00:00Z"}' "$1" "$2" $(($2 % 7 + 1))
}
mkdir "$work/site"
for f in $(seq $feeds); do
	{
		printf '{"version": "https://jsonfeed.org/version/1.1", "title": "Feed %d", "items": [' "$f"
		for n in $(seq $each); do
			[ "$n" = 1 ] || printf ','
			item "$f" "$n"
		done
		echo ']}'
	} >"$work/site/$f"
done
serve "$work/site" --delay 20
for f in $(seq $feeds); do
	echo "- $at/$f"
done >"$sources"

# A fetcher that tells its number.
mkdir "$work/libexec"
ln -s "$top_builddir/dateline-parse" "$work/libexec/dateline-parse"
cat >"$work/libexec/dateline-fetch" <<EOT
#!/bin/sh
echo \$\$ >"$work/pid.new"
mv "$work/pid.new" "$work/pid"
exec "$top_builddir/dateline-fetch" "\$@"
EOT
chmod +x "$work/libexec/dateline-fetch"

stored() {
	dateline list --count 2>/dev/null || echo 0
}

what="fetch (to be killed)"
: >"$work/out" >"$work/err"
before=0
for i in $(seq "$kills"); do
	rm -f "$work/pid"
	DATELINE_LIBEXEC=$work/libexec "$top_builddir/dateline" --now "$now" fetch --force >/dev/null 2>&1 &
	fetching=$!
	wait_for test -e "$work/pid"
	# between nothing and a quarter of a second, the same on every machine
	sleep "0.$(printf '%03d' $((i * 7919 % 250)))"
	kill -9 "$(cat "$work/pid")" 2>/dev/null
	wait $fetching
	after=$(stored)
	[ "$after" -ge "$before" ] || fail "$before articles were there, $after are left"
	[ "$after" -eq $((after / each * each)) ] || fail "$after articles: a source is there in part"
	before=$after
	id=$(number)
	[ -z "$id" ] || dateline mark starred "$id" >/dev/null || fail "a mark could not be made"
	starred=$(dateline list --count is:starred 2>/dev/null || echo 0)
	[ -z "$id" ] || [ "$starred" -ge 1 ] || fail "a mark was lost"
done
expect 0 fetch --force
count $((feeds * each))
expect 0 fetch --force
count $((feeds * each))
[ "$(dateline list --count is:starred)" -ge "${starred:-0}" ] || fail "a mark was lost"
expect 0 check

# Two at once: one of them does the work.
clients=
for i in 1 2 3; do
	"$top_builddir/dateline" --now "$now" fetch --force >"$work/out.$i" 2>&1 &
	clients="$clients $!"
done
codes=
for pid in $clients; do
	wait "$pid"
	codes="$codes$?"
done
case $codes in
*0*) ;;
*) fail "none of three at once did the work: $codes" ;;
esac
count $((feeds * each))
