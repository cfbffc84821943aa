#!/bin/sh
# SPDX-License-Identifier: ISC
# Lists of other readers become sources; what cannot be taken over is said.
. "$(dirname "$0")/lib.sh"
sources=$XDG_CONFIG_HOME/dateline/sources.yaml
lists=$top_srcdir/tests/feeds

# a list that somebody passes around does not bring commands along
expect 1 import "$lists/opml/nested.opml"
out_is "4 added, 4 not taken over"
err_has "exec:make-feed --all (it runs a command; --commands takes it over)"
err_has "filter:cutter -x:"
! grep -q 'exec\|filter' "$sources" || fail "there are commands in sources.yaml"
rm "$sources"
expect 1 import --commands "$lists/opml/nested.opml"
out_is "6 added, 2 not taken over"
err_has "not taken over: More: https://lists.example/more.opml"
err_has "nested.opml:17:1: "
grep -q '^- url: "https://orbit.example/feed?a=1&b=2"$' "$sources" || fail "not in sources.yaml"
grep -q '^  topics: \["Science", "Space & Sky", "Rockets", "Café"\]$' "$sources" || fail "no topics"
grep -q '^  filter: "cutter -x"$' "$sources" || fail "no filter"
expect 0 sources --json
lines 6
out_has '"kind":"smartable"'
out_has '"kind":"exec","location":"exec:make-feed --all","title":"Made"'
err_empty

# again: nothing twice
cp "$sources" "$work/before"
expect 1 import --commands "$lists/opml/nested.opml"
out_is "0 added, 6 subscribed to already, 2 not taken over"
cmp -s "$sources" "$work/before" || fail "sources.yaml has changed"

expect 1 import "$lists/newsboat/urls.urls"
out_has "4 added, 2 subscribed to already"
out_has ", 1 views"
grep -q '^  Unread: "is:unread"$' "$config" || fail "the query is no view"
err_has "urls.urls:9:1: "
expect 0 view Unread
grep -q '^  hidden: yes$' "$sources" || fail "not hidden"
expect 0 sources --json
lines 10
out_has '"location":"https://quiet.example/feed","articles":0,"unread":0,"vanished":0,"damaged":0,"topics":["Science"],"hidden":true}'

printf '"query:Flags:flags # \\"abc\\""\n' >"$work/urls"
expect 1 import "$work/urls"
err_has 'no filter can say: flags # "abc"'
printf 'https://only.example/feed "~\tA \\"B\\""\n' >"$work/urls"
expect 0 import "$work/urls"
out_is "1 added"
err_empty
grep -q '^  title: "A \\"B\\""$' "$sources" || fail "the title is not there"
expect 1 import "$work/nothing-there"

# the files of others, known by what is in them or by their names
rm "$sources"
expect 1 import "$lists/newsraft/feeds"
out_is "12 added, 6 not taken over"
err_has "feeds:6:21: not taken over: limits of items"
grep -q '^- url: "exec:sh -c \\"cat ~/notes.xml\\""$' "$sources" || fail "no command"
grep -A3 '^- url: "https://tower.example/feed.xml"$' "$sources" >"$work/entry"
grep -q '^  topics: \["Harbour News"\]$' "$work/entry" || fail "no section"
grep -q '^  interval: 20m$' "$work/entry" || fail "no timer"
expect 1 import "$lists/sfeedrc/sfeedrc"
out_is "6 added, 5 not taken over"
err_has "sfeedrc:5:1: not taken over: the function fetch"
grep -q '^  title: "the \\"tower\\""$' "$sources" || fail "no title"
rm "$sources"
printf '"file://%s/a.xml" "~A"\n' "$work" >"$work/list"
expect 0 import "$work/list"
grep -qF -e "url: \"$work/a.xml\"" "$sources" || fail "no file"
rm "$sources"
printf 'https://one.example/feed "One"\n' >"$work/list"
expect 0 import "$work/list"
grep -q '^  topics: \["One"\]$' "$sources" || fail "for newsboat it is a tag"
rm "$sources"
expect 0 import --source-kind newsraft "$work/list"
grep -q '^  title: "One"$' "$sources" || fail "for newsraft it is the name"
expect 2 import --source-kind rss "$work/list"
err_has "opml, newsboat, newsraft and sfeedrc"

# out and in again gives the same sources
printf '%s\n' '- url: "https://a.example/?x=1&y=2"' '  title: "A <\"b\">"' '  topics: ["x, y", "One", "Two"]' \
	'  hidden: yes' '- url: "https://b.example/feed"' '  title: "B"' '  filter: "cut -f 1"' >"$work/mine"
for form in opml urls; do
	{ sed -n 1p "$sources"; cat "$work/mine"; } >"$work/again" && cp "$work/again" "$sources"
	expect 0 export "$form"
	cp "$work/out" "$work/list"
	rm "$sources"
	expect 0 sources
	out_empty
	expect 0 import --commands "$work/list"
	out_is "2 added"
	cmp -s "$sources" "$work/again" || { cat "$sources" >&2; fail "$form: not the same sources"; }
done
clean
