#!/bin/sh
# SPDX-License-Identifier: ISC
# An import that is killed in its middle: what was committed is there, marks
# too, a second one is turned away meanwhile, and the next one goes on.
. "$(dirname "$0")/lib.sh"
articles=3000
mkdir -p "$work/many/_news"
awk -v n=$articles -v folder="$work/many/_news" 'BEGIN {
	for (i = 1; i <= n; i++) {
		file = sprintf("%s/2026-03-%02d-%05d.md", folder, i % 7 + 1, i)
		printf "---\ntitle: \"Number %d\"\nexcerpt: \"The %dth of many that are all alike.\"\n" \
			"publishedDateTime: 2026-03-%02dT%02d:00:00Z\n" \
			"originalUrl: \"https://many.example/%d\"\nprovider:\n  name: Many\n" \
			"  domain: many.example\n---\n", i, i, i % 7 + 1, i % 24, i >file
		close(file)
	}
}'

# A parser that answers for a while and then no more; it ends with its input, and
# so does its answer.
# A fetcher that tells its number.
mkdir "$work/libexec"
cat >"$work/libexec/dateline-parse" <<EOF
#!/bin/sh
head -c 330000 | "$top_builddir/dateline-parse"
LC_ALL=C exec sed -n ''
EOF
cat >"$work/libexec/dateline-fetch" <<EOF
#!/bin/sh
echo \$\$ >"$work/pid.new"
mv "$work/pid.new" "$work/pid"
exec "$top_builddir/dateline-fetch" "\$@"
EOF
chmod +x "$work/libexec/dateline-parse" "$work/libexec/dateline-fetch"

stored() {
	dateline list --count 2>/dev/null || echo 0
}
some_are_stored() {
	[ -e "$work/pid" ] && [ "$(stored)" -ge 1000 ]
}

what="add (to be killed)"
: >"$work/out" >"$work/err"
DATELINE_LIBEXEC=$work/libexec "$top_builddir/dateline" --now "$now" add "$work/many" >"$work/add-out" 2>"$work/add-err" &
adding=$!
wait_for some_are_stored
before=$(stored)
[ "$before" -lt $articles ] || fail "all $articles are stored already: the test shows nothing"
id=$(number)
expect 0 mark starred "$id"
expect 1 fetch
err_has "another fetch is running"
kill -9 "$(cat "$work/pid")"
wait $adding
code=$?
[ $code != 0 ] || fail "a killed import is no success"

[ "$(stored)" -ge "$before" ] || fail "$before were committed, $(stored) are left"
expect 0 fetch
after=$(sed 's/many: \([0-9]*\) new.*/\1/' "$work/out")
out_has " unchanged"
[ "$after" -lt $articles ] || fail "it began from the start: $after new"
count $articles
count 1 is:starred "id:$id"
expect 0 fetch
out_is "many: 0 new, 0 changed, $articles unchanged"
expect 0 check
