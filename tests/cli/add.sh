#!/bin/sh
# SPDX-License-Identifier: ISC
# Addresses are looked at before they are added: a feed, a page that names some,
# one that names none, nothing at all.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/net.sh"
cat >"$work/script" <<EOF
/first
	body $(article 1 First)
/second
	body $(article 2 Second)
/page
	header Content-Type: text/html
	body <html><head><title>Two</title><link rel="alternate" type="application/rss+xml" title="The first" href="/first"><link rel="alternate" type="application/rss+xml" title="The second" href="second"></head></html>
/clear
	header Content-Type: text/html
	body <html><head><link rel="alternate" type="application/rss+xml" href="/first"></head><body><a href="/feed.xml">x</a></body></html>
/empty-page
	header Content-Type: text/html
	body <html><head><link rel="alternate" type="application/rss+xml" href="/nothing"></head></html>
/moved
	status 301
	header Location: /first
/text
	body just some text
EOF
cat >>"$work/script" <<EOF
/site/
	header Content-Type: text/html
	body <html><head><title>A site</title><link rel="alternate" type="application/rss+xml" href="/first"></head></html>
/site/api/news/index.json
	body {"page": 1, "value": [{"path": "_news/1.md", "title": "By the API", "publishedDateTime": "2026-03-01T00:00:00Z", "originalUrl": "https://n.example/1"}], "nextPage": null}
EOF
serve "$work/script"
sources=$XDG_CONFIG_HOME/dateline/sources.yaml

expect 0 add "$at/first"
out_is "added $at/first: feed, 1 new"
expect 0 add "$at/first"
err_has "already"
count 1

# several: without a terminal the best is taken, the others are named
expect 0 add "$at/page"
err_has "already"
err_has "also there: $at/second"
expect 0 remove "$at/first"
expect 0 add "$at/clear"
out_has "added $at/first: feed, "
! grep -q clear "$sources" || fail "the page was added"

# where it leads for good is its address
expect 0 remove "$at/first"
expect 0 add "$at/moved"
out_has "added $at/first"

# a publisher's API goes before the feeds of its site
expect 0 add "$at/site/"
out_has "added $at/site/api/news/index.json: news API"
expect 0 sources --json
out_has '"kind":"smartable"'

# what cannot be read is said, and added only when that is wanted
for case in "none:HTTP 404" "text:no format" "empty-page:none of the feeds"; do
	expect 1 add "$at/${case%%:*}"
	err_has "${case#*:}"
	err_has "$at/${case%%:*}"
	out_empty
done
expect 1 add --no-check "$at/none"
out_has "added $at/none: feed, 0 new; $at/none: HTTP 404 Not Found"
grep -q "$at/none" "$sources" || fail "not in sources.yaml"

# a name without http:// is an address, unless there is such a file
expect 0 remove "$at/first"
for name in "127.0.0.1:$port/first" "feed:127.0.0.1:$port/first" "feed://127.0.0.1:$port/first" \
	"FEED:$at/first" "itpc://127.0.0.1:$port/first"; do
	expect 0 add "$name"
	out_has "added $at/first: feed, "
	expect 0 remove "$at/first"
done
expect 0 add "localhost:$port/first"
out_has "added http://localhost:$port/first: feed, "
expect 1 add "localhost:1" "[::1]:1/x"
err_has "cannot add https://localhost:1: could not connect"
err_has "cannot add https://[::1]:1/x: could not connect"
expect 1 add --no-check "127.0.0.1:$port/first"
out_has "added https://127.0.0.1:$port/first: feed, 0 new; "
# what is no address is a path
for path in "no:port" "a.b:c" "-x.example:99x" '~/nothing.here' "name"; do
	expect 1 add -- "$path"
	err_has "cannot "
	err_has "No such file"
done
cp "$work/script" "$work/news.example"
what="add (a file)"
(cd "$work" && dateline add news.example) >"$work/out" 2>"$work/err"
err_has "$work/news.example"
clean

# a feed in a file, by its path or its address; a list is for import
rss Local 1 2 >"$work/a feed.xml"
expect 0 add "file://$work/a%20feed.xml"
out_has "added $work/a feed.xml: one file, 2 new"
expect 0 add "$work/a feed.xml"
err_has "already"
expect 1 add "$top_srcdir/tests/feeds/opml/nested.opml"
err_has "is a list of sources; \`dateline import"

# a command
expect 0 add "exec:cat $top_srcdir/tests/fixtures/collection/_news/2026-03-02-mill-turns-again.md"
out_has "1 new"
expect 1 add "exec:false"
out_has "false failed with exit status 1"
