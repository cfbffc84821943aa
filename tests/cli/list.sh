#!/bin/sh
# SPDX-License-Identifier: ISC
# list, show, mark, open on the collection of the tests.
. "$(dirname "$0")/lib.sh"
collection
expect 0 -q add "$work/collection"

# shapes
expect 0 list
lines 13
clean
head -n 1 "$work/out" | grep -qE "^[0-9]+  2026-03-07 00:00  Valley Post  Dyers' day$" || fail "first line"
expect 0 list --tsv
lines 13
[ "$(awk -F '\t' '{ print NF }' "$work/out" | sort -u)" = 5 ] || fail "not five columns"
[ "$(cut -f 2,3,5 "$work/out" | sed -n 1p)" = \
	"2026-03-07T00:00:00Z	Valley Post	https://www.valleypost.example/dyers-day" ] || fail "columns"
clean
expect 0 list --json
lines 13
clean
grep -c '^{"id":[0-9].*"source":".*/collection",.*"state":{"read":false,"starred":false,"hidden":false}' \
	"$work/out" >"$work/n"
[ "$(cat "$work/n")" = 13 ] || fail "source and state are not in every record"
out_has '"damaged":{"line":4,"column":10,'
out_lacks '"secured"'
expect 0 list -n 1 --format '%D|%d|%p|%t|%u|%q|%h|%c|%s|%%\t\\|' '"old mill turns"' has:content
out_is "2026-03-02T09:15:00Z|2026-03-02 09:15|Valley Post|The old mill turns again|https://www.valleypost.example/mill-turns-again|60|120|3|-|%	\\|"
TZ=Asia/Tokyo expect 0 list -n 1 --format '%d %D' provider:tani.example
out_is "2026-03-04 01:30 2026-03-03T16:30:00Z"

# how many, in which order
count 13
expect 0 list -n 4
lines 4
expect 0 list -n 0
out_empty
count 2 -n 2
[ "$(dateline list --sort heat --format %h -n 3 | tr '\n' ' ')" = "120 70 66 " ] || fail "sort heat"
[ "$(dateline list --sort=-date --format %t -n 1)" = "Water wheel back after half a century" ] || fail "sort -date"
[ "$(dateline list sort:coverage -n1 --format %c)" = 3 ] || fail "sort: in the filter"

# filters
count 1 is:unpublished
count 1 is:damaged
count 1 topic:mills is:unread "(has:video OR provider:nobody)"
expect 2 list -has:video
err_has 'no option "-has:video"'
count 6 topic:mills
count 3 topic:weaving
count 0 zzzzz
expect 1 list zzzzz
out_empty
err_empty
expect 1 list --json zzzzz
count 3 date:2026-03-02
count 2 after:7d 'provider:"upstream radio"'
count 1 "水車*"
count 1 -- wheel -type:video -century
expect 0 list "topic:mills heat:>=50"
mv "$work/out" "$work/one-word"
expect 0 list topic:mills "heat:>=50"
cmp -s "$work/out" "$work/one-word" || fail "words and one word with blanks differ"

# one article
mill=$(number '"old mill turns"' has:content)
wheel=$(number '"half a century"')
video=$(number type:video)
expect 0 show "$mill"
clean
[ "$(head -n 1 "$work/out")" = "The old mill turns again" ] || fail "the title is not first"
for part in "Valley Post · valleypost.example" "Mon 02 Mar 2026 09:15" "quality 60 · heat 120 · unread" \
	"Mills · Weaving & dyeing" "RELATED COVERAGE  3" "[1] -35m Upstream Radio" "number $wheel, unread" \
	"[3] +45m Weir Pictures" "number $video, unread" "https://www.millwrights.example/hung?page=2&from=valley" \
	"The sluice was opened at nine." "LINKS" "https://img.valleypost.example/mill.jpg"; do
	out_has "$part"
done
out_lacks "b3BhcXVl"
awk 'length($0) > 72 && !/https?:|^SOURCE/ { exit 1 }' "$work/out" || fail "a line is too long"
expect 0 show --json "$mill"
lines 1
out_has "\"related\":[{\"id\":$wheel,"
out_has "{\"id\":$video,\"title\":\"The wheel in motion\""
expect 0 show "$(number is:damaged)"
out_has "damaged: line 4, column 10"
expect 0 show "$(number is:unpublished)"
out_has "withdrawn"
expect 0 show "$(number provider:upstream.example date:2026-03-05)"
out_has "(no title)"
expect 0 show "$(number provider:loud.example)"
clean
expect 1 show 99999
err_has "no article 99999"
out_empty

# marks
expect 0 mark read "$mill" "id:$wheel"
out_is "2 marked read"
expect 0 mark read "$mill"
out_is "0 marked read"
count 11 is:unread
expect 0 list "id:$mill" --format %s
out_is r
expect 0 show "$mill"
out_has "number $wheel, read"
expect 0 mark unread provider:upstream.example
out_is "1 marked unread"
expect 1 mark starred "$video" 99999
out_is "1 marked starred"
err_has "no article 99999"
expect 1 mark read topic:nowhere
out_is "0 marked read"
expect 0 mark hidden topic:mills
out_is "6 marked hidden"
count 7
expect 0 mark unhidden topic:mills
out_is "6 marked unhidden"
expect 0 mark hidden "$mill"
expect 0 mark shown "$mill"
count 13
expect 0 mark unstarred is:starred
out_is "1 marked unstarred"

# labels, muting and following
expect 0 mark "label:To read" "$mill" "$video"
out_is "2 labelled"
count 2 'label:"to read"'
expect 0 list --json "id:$mill"
out_has '"labels":["To read"]'
expect 0 mark "unlabel:to read" "$video"
count 1 'label:"to read"'
expect 1 mark unlabel:nothing "$video"
err_has 'no label "nothing"'
expect 2 mark label: "$video"
err_has "label:NAME"
expect 2 mark lable:x "$video"
err_has 'did you mean "label:"?'
expect 0 mute provider:upstream.example
out_is "2 muted"
count 2 is:muted
count 11
expect 0 mute
out_is "provider:upstream.example"
expect 0 mute --off provider:upstream.example
out_is "2 no longer muted"
count 13
expect 1 mute --off storm
err_has "storm is not muted"
expect 2 mute --off
expect 0 follow topic:mills
out_is "6 followed"
count 6 is:followed

# the browser gets one word, and the article is read then
cat >"$work/browser" <<EOF
#!/bin/sh
line=
for word; do line="\$line[\$word]"; done
echo "\$line" >>"$work/argv"
EOF
printf '#!/bin/sh\necho "no display" >&2\nexit 4\n' >"$work/broken"
chmod +x "$work/browser" "$work/broken"
BROWSER="$work/browser --new" expect 0 open "$mill" "$video"
opened() {
	[ "$(wc -l <"$work/argv")" -eq 2 ]
}
wait_for opened
sort "$work/argv" >"$work/out"
out_is "[--new][https://www.valleypost.example/mill-turns-again]
[--new][https://www.video.example/wheel-in-motion]"
count 2 is:read
printf 'open.browser: "%s --url=%%u -x"\n' "$work/browser" >"$config"
rm "$work/argv"
BROWSER=false expect 0 open "$wheel"
wait_for test -s "$work/argv"
cp "$work/argv" "$work/out"
out_is "[--url=https://www.upstream.example/water-wheel-back][-x]"
rm "$config"
BROWSER=$work/broken expect 1 open "$wheel"
err_has "broken ended with 4: no display"
BROWSER=$work/missing expect 1 open "$wheel"
err_has "missing"
expect 1 open 99999
cat >"$work/script.md" <<'EOF'
---
title: A link that runs something
publishedDateTime: 2026-03-08T10:00:00Z
originalUrl: "javascript:alert(1)"
webUrl: "file:///etc/passwd"
---
EOF
expect 0 -q add "$work/script.md"
rm -f "$work/argv"
BROWSER=$work/browser expect 1 open "$(number '"runs something"')"
err_has "has no link"
[ ! -e "$work/argv" ] || fail "a browser was started on no web address"
