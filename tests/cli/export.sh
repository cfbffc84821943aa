#!/bin/sh
# SPDX-License-Identifier: ISC
# parse and export: what was written is read as the same articles.
. "$(dirname "$0")/lib.sh"
collection
news=$work/collection/_news

# parse: no store, damage on stderr
expect 0 parse "$news/2026-03-02-mill-turns-again.md"
lines 1
err_empty
out_has '"topics":["Mills","Weaving & dyeing"]'
out_lacks '"id":'
out_lacks '"secured"'
expect 1 parse "$news/2026-03-03-quotation-left-open.md" "$news/2026-03-05-nulls.md"
lines 2
err_has "$news/2026-03-03-quotation-left-open.md:4:10: "
out_has '"originalUrl":"https://www.valleypost.example/toll"'
out_has '"topics":["Valley","Weather"]'
expect 0 parse "$news/2026-03-03-hostile-title.md"
clean
expect 0 parse "$news/2026-03-07-dyers-day.md"
out_has '"content":"Woad first.\nThen madder."'
expect 1 parse "$work/missing.md" "$news/2026-03-05-nulls.md"
err_has "$work/missing.md"
lines 1
what="parse -"
dateline parse - <"$news/2026-03-05-nulls.md" >"$work/out" 2>"$work/err" || fail "not 0"
out_has '"guid":"(stdin)"'
expect 1 parse /dev/null
expect 1 parse --source-kind no-such "$news/2026-03-05-nulls.md"
expect 0 parse --source-kind frontmatter "$news/2026-03-05-nulls.md"
[ ! -e "$XDG_DATA_HOME" ] || fail "parse has made a store"

# the round trip
expect 0 -q add "$work/collection"
expect 0 export frontmatter "$work/new" --all
out_is "14 written to $work/new/_news"
(cd "$news" && ls) >"$work/names"
(cd "$work/new/_news" && ls) | cmp -s - "$work/names" || fail "files have other names"
for folder in "$news" "$work/new/_news"; do
	(cd "$folder" && dateline parse ./*.md 2>/dev/null) |
		sed 's/"guid":"[^"]*",//; s/,"damaged":{.*}}$/}/' >"$work/parsed-$(basename "$(dirname "$folder")")"
done
what="export and parse"
diff "$work/parsed-collection" "$work/parsed-new" >"$work/out" || fail "not the same articles"
[ "$(wc -l <"$work/parsed-new")" -eq 14 ] || fail "not all articles"
grep -q '^secured: "b3BhcXVl;c2VjcmV0"$' "$work/new/_news/2026-03-02-mill-turns-again.md" || fail "secured is lost"
grep -q '^tagline: ' "$work/new/_news/2026-03-02-mill-turns-again.md" || fail "an unknown key is lost"

# what is there stays, unless
echo mine >"$work/new/_news/2026-03-05-nulls.md"
expect 1 export frontmatter "$work/new" --all
out_is "0 written to $work/new/_news"
err_has "14 files were there"
[ "$(cat "$work/new/_news/2026-03-05-nulls.md")" = mine ] || fail "a file was replaced"
expect 0 export frontmatter "$work/new" --all --force
out_is "14 written to $work/new/_news"
grep -q Thursday "$work/new/_news/2026-03-05-nulls.md" || fail "a file was not replaced"

# only what the filter finds
expect 0 export frontmatter "$work/some" topic:mills
out_is "6 written to $work/some/_news"
expect 0 export frontmatter "$work/folded" is:unpublished
grep -q '^published: false$' "$work/folded/_news/2026-03-05-folded.md" || fail "not withdrawn"
expect 1 export frontmatter "$work/none" zzzzz
expect 0 export jsonl
lines 13
mv "$work/out" "$work/jsonl"
expect 0 list --json
mv "$work/out" "$work/listed"
grep -q '"by":"dateline"' "$work/jsonl" && fail "an export has what dateline found"
cut -d'"' -f1-12 "$work/jsonl" >"$work/a"
cut -d'"' -f1-12 "$work/listed" >"$work/b"
cmp -s "$work/a" "$work/b" || fail "not the records of list"
expect 0 export jsonl --all
lines 14

# nothing is written elsewhere: links in the way are not followed
mkdir -p "$work/trap/_news" "$work/out-there"
ln -s "$work/out-there/file" "$work/trap/_news/2026-03-05-nulls.md"
expect 1 export frontmatter "$work/trap" --force '"nothing much"'
[ ! -e "$work/out-there/file" ] || fail "a link was followed"
mkdir "$work/trap2"
ln -s "$work/out-there" "$work/trap2/_news"
expect 1 export frontmatter "$work/trap2" --force
[ -z "$(ls "$work/out-there")" ] || fail "a link to a folder was followed"

# names that could lead elsewhere, in a folder that has them
mkdir -p "$work/odd/_news/sub/dir"
for name in "sub/dir/deep.md" "-rf.md" "a b.md" "$(printf 'new\nline.md')" "$(printf 'esc\033[2J.md')"; do
	printf -- '---\ntitle: "odd one"\npublishedDateTime: 2026-03-08\nexcerpt: "%s"\n---\n' \
		"$(printf %s "$name" | cksum)" >"$work/odd/_news/$name"
done
expect 0 -q add "$work/odd"
clean
expect 0 export frontmatter "$work/tame" '"odd one"'
out_is "5 written to $work/tame/_news"
(cd "$work/tame" && find . -type f | sort) >"$work/out"
out_is "./_news/a-b.md
./_news/esc-2J.md
./_news/new-line.md
./_news/rf.md
./_news/sub-dir-deep.md"
