#!/bin/sh
# SPDX-License-Identifier: ISC
# Full texts: read from the article's own page, kept in the cache, shown by
# `show --full` and by a key of the reader; and what is said where there is none.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/net.sh"
pages=$top_srcdir/tests/feeds/readable
cache=$XDG_CACHE_HOME/dateline/full
cat >"$work/pages" <<EOF
/1
	header Content-Type: text/html; charset=utf-8
	file $pages/said.html
/2
	header Content-Type: text/html
	file $pages/list.html
/3
	header Content-Type: application/pdf
	body %PDF-1.7 and so on
/4
	status 404
	body no
/5
	header Content-Type: text/html
	file $pages/guessed.html
	fault hang
/6
	header Content-Type: video/mp4
	body moving
/7
	header Content-Type: text/html
	file $pages/hostile.html
/8
	header Content-Type: text/html
	body <div><p>Without end, and without a point, and so on.</p>
	fault endless
EOF

# feed ADDRESS WORD: articles whose pages are there, as a script for another server
feed() {
	echo /feed
	printf '\tbody <rss version="2.0"><channel><title>Post</title><link>%s</link>' "$1"
	for n in 1 2 3 4 5 6 7 8; do
		printf '<item><title>%s %d</title><guid>%s/%d</guid><link>%s/%d</link>' "$2" $n "$1" $n "$1" $n
		printf '<pubDate>Sun, %02d Mar 2026 10:00:00 GMT</pubDate>' $((9 - n))
		printf '<description>Short words of %d.</description></item>' $n
	done
	echo '</channel></rss>'
}

# its number in the store
number() {
	expect 0 list --json "$1"
	number=$(grep -o '"id":[0-9]*' "$work/out" | head -n 1 | cut -d: -f2)
}

serve "$work/pages"
pages_at=$at pages_server=$server
feed "$pages_at" Number >"$work/feed"
serve "$work/feed"
expect 0 add "$at/feed"

# nothing is asked for before somebody wants it
number 'title:"Number 1"'
expect 0 show "$number"
out_has "Short words of 1."
[ ! -e "$cache" ] || fail "something was fetched"
expect 0 show --full "$number"
out_has "Full text, read from $pages_at/1 on"
out_has "The wheel, nine metres high"
out_has "$pages_at/places/weir"
! grep -q -e "Short words" -e "cookies" -e "better in the past" "$work/out" || fail "not the article alone"
expect 2 show --full --json "$number"

# what there is none of is said
for case in "2:no article text was found on this page" "3:this is a PDF document" "4:HTTP 404" \
	"5:for 1 s" "6:this is a video" "8: "; do
	number "title:\"Number ${case%%:*}\""
	expect 1 show --full "$number"
	err_has "$pages_at/${case%%:*}: "
	err_has "${case#*:}"
	out_empty
done
number 'title:"Number 7"'
expect 0 show --full "$number"
out_has "must not move the cursor"
! grep -q -e "not seen" -e "Hidden" "$work/out" || fail "scripts or hidden words"

# a document on this machine may not lead into its network
mkdir "$work/folder"
printf -- '---\ntitle: Lure\npublishedDateTime: 2026-03-01\noriginalUrl: %s/2?x\n---\n' "$pages_at" \
	>"$work/folder/2026-03-01-lure.md"
expect 0 add "$work/folder"
number title:Lure
expect 1 show --full "$number"
err_has "private"

# the key: Esc gives it up, and so does going to another article
for key in "<Esc>" T j; do
	printf 'size 100x30\nwait\nkeys T\nshow\nkeys %s\nwait\nshow\n' "$key" >"$work/keys"
	expect 0 read --script "$work/keys" 'title:"Number 5" OR title:"Number 6"'
	out_has "reading the full text from 127.0.0.1; Esc stops"
	[ "$key" = j ] || out_has "stopped reading the full text"
	! grep -q "for 1 s" "$work/out" || fail "it was not given up"
done

# it is said until it is over, whatever else is looked at
printf 'size 100x30\nwait\nkeys T\nkeys ?\nkeys q\nkeys s\nshow\nkeys <Esc>\n' >"$work/keys"
expect 0 read --script "$work/keys" 'title:"Number 6"'
out_has "reading the full text from 127.0.0.1; Esc stops"

# the key: what is kept at once, and back
kill "$pages_server"
cat >"$work/keys" <<'EOF'
size 100x30
wait
keys T
show
keys T
show
EOF
number 'title:"Number 1"'
expect 0 read --script "$work/keys" 'title:"Number 1"'
out_has "Full text, read from 127.0.0.1 on"
out_has "T shows the excerpt"
out_has "The wheel, nine metres high"
out_has "Short words of 1."

# what is read is what is handed on; without it, what the store has
cat >"$work/keys3" <<EOF
size 100x30
wait
keys S<C-u>$work/short.md<Enter>
keys T
keys S<C-u>$work/full.md<Enter>
keys |<C-u>sh -c 'cat >$work/piped'<Enter>
show
EOF
expect 0 read --script "$work/keys3" 'title:"Number 1"'
grep -q "The wheel, nine metres high" "$work/full.md" || fail "the full text was not saved"
grep -q "The wheel, nine metres high" "$work/piped" || fail "the full text was not piped"
! grep -q "nine metres high" "$work/short.md" || fail "what was not read was saved"
rm "$work/short.md" "$work/full.md" "$work/piped"

# the cache may go at any time; then the page is asked for again
rm -r "$cache"
sed 's/^keys T/&\nwait/' "$work/keys" >"$work/keys2"
expect 0 read --script "$work/keys2" 'title:"Number 1"'
out_has "127.0.0.1: "
out_has "; o opens it"
expect 1 show --full "$number"
err_has "$pages_at/1: "

# what is damaged counts as none, and there are never more than so many
mkdir -p "$cache"
for n in $(seq 100 399); do
	echo "no record" >"$cache/0123456789abc$n.full"
done
echo mine >"$cache/note"
serve "$work/pages"
pages_at=$at
feed "$pages_at" Another >"$work/feed2"
serve "$work/feed2"
expect 0 add "$at/feed"
number 'title:"Another 1"'
expect 0 read --script "$work/keys2" 'title:"Another 1"'
out_has "The wheel, nine metres high"
files=$(find "$cache" -type f | wc -l)
[ "$files" = 201 ] || fail "$files files are kept"
[ -f "$cache/note" ] || fail "a file that is not ours was removed"
for kept in "$cache"/*.full; do
	echo "no record" >"$kept"
done
expect 0 show --full "$number"
out_has "The wheel, nine metres high"
