#!/bin/sh
# SPDX-License-Identifier: ISC
# add, remove, sources, fetch: changed and vanished files keep their marks, a
# killed import loses nothing that was committed.
. "$(dirname "$0")/lib.sh"
collection
news=$work/collection/_news

expect 0 add "$work/collection"
out_is "added $work/collection: folder of 14 articles, 14 new, 1 damaged"
err_has "$news/2026-03-03-quotation-left-open.md:4:10: "
count 13
expect 0 add "$work/collection"
out_empty
err_has "already"
grep -q "$work/collection" "$XDG_CONFIG_HOME/dateline/sources.yaml" || fail "not in sources.yaml"
expect 1 add "$work/nothing-there"
err_has "$work/nothing-there"
expect 2 add ftp://example.org/feed.xml
err_has "only http and https"

expect 0 sources
out_has "14 articles, 13 unread"
out_has "1 damaged"
expect 0 sources --tsv
out_is "1	folder	$work/collection	14	13	$now	0	1	"
expect 0 sources --json
out_has '"kind":"folder"'
out_has '"articles":14'

# nothing has changed
expect 0 fetch
out_is "collection: 0 new, 0 changed, 14 unchanged"
err_empty
expect 0 fetch --json
out_is '{"number":1,"title":"collection","new":0,"changed":0,"unchanged":14,"vanished":0,"damaged":0}'

# a changed file is the same article with its marks
id=$(number '"The market moves (corrected)"')
expect 0 mark starred "$id"
sed 's/(corrected)/(corrected twice)/' "$news/2026-03-06-same-link-two.md" >"$work/new"
cat "$work/new" >"$news/2026-03-06-same-link-two.md"
expect 0 fetch collection
out_is "collection: 0 new, 1 changed, 13 unchanged"
expect 0 show "$id"
out_has "corrected twice"
out_has "starred"
count 13

# a vanished file's article stays
rm "$news/2026-03-06-same-link-two.md"
expect 0 fetch "$work/collection"
out_is "collection: 0 new, 0 changed, 13 unchanged, 1 vanished"
expect 0 show "$id"
out_has "the file is gone"
count 13
expect 0 sources
out_has "1 vanished"
# and is itself again when the file comes back
cp "$work/new" "$news/2026-03-06-same-link-two.md"
expect 0 fetch 1
expect 0 show "$id"
out_lacks "the file is gone"
out_has "starred"
count 13

# --force reads all of it
expect 0 fetch --force
out_is "collection: 0 new, 0 changed, 14 unchanged, 1 damaged"

# a folder that is gone deletes nothing
mv "$work/collection" "$work/elsewhere"
expect 1 fetch
err_has "$work/collection"
count 13
expect 1 check
err_has "$work/collection"
mv "$work/elsewhere" "$work/collection"
expect 0 fetch
expect 0 sources
out_lacks "error"

# a single file; unknown names
cat >"$work/one.md" <<'EOF'
---
title: One file alone
publishedDateTime: 2026-03-08T09:00:00Z
originalUrl: https://alone.example/1
---
EOF
expect 0 add "$work/one.md"
out_has "one file, 1 new"
expect 1 fetch nowhere "$work/one.md"
err_has 'no source "nowhere"'
out_has "1 unchanged"
expect 1 remove nowhere
expect 0 remove "$work/one.md"
out_is "removed $work/one.md"
count 13
expect 1 list '"One file alone"'

# removed and added again: marks are kept
expect 0 remove collection
expect 0 sources
out_empty
expect 0 add "$work/collection"
count 1 is:starred
expect 0 show "$id"
out_has "corrected twice"

# --config and --data are another world
expect 0 --config "$work/c2/config.yaml" --data "$work/d2" add "$work/one.md"
[ -e "$work/d2/dateline.db" ] && [ -e "$work/c2/sources.yaml" ] || fail "not where --config and --data say"
expect 0 --config "$work/c2/config.yaml" --data "$work/d2" list --count
out_is 1

# the store is removed, sources.yaml kept: adding again, and fetch, fill the new one
mkdir "$work/c3" && cp -R "$work/collection" "$work/another"
data="--config $work/c3/config.yaml --data $work/d3"
expect 0 $data add "$work/another"
rm -r "$work/d3"
expect 0 $data add "$work/another"
err_has "$work/another is among the sources already; it is read"
out_has "read $work/another: folder of "
expect 0 $data list --count
[ "$(cat "$work/out")" -gt 5 ] || fail "nothing was read"
expect 0 $data add "$work/another"
err_has "is among the sources already"
out_empty
rm -r "$work/d3"
expect 0 $data fetch
expect 0 $data list --count
[ "$(cat "$work/out")" -gt 5 ] || fail "fetch has read nothing into a new store"
