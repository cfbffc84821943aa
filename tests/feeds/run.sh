#!/bin/sh
# SPDX-License-Identifier: ISC
# Documents as `dateline parse` reads them, each beside what is expected: its
# articles, then what is said to be damaged.  UPDATE=1 keeps what comes.
. "$(dirname "$0")/../cli/lib.sh"

cd "$top_srcdir/tests/feeds" || exit 99
for document in jsonfeed/*.json jsonl/*.json smartable/*.json; do
	[ -e "$document" ] || continue
	kind=${document%%/*}
	dateline parse --base "https://a.example/site/api/news/page/2/index.json" "$document" \
		>"$work/out" 2>"$work/err" </dev/null
	code=$?
	what="parse $document"
	[ $code -le 1 ] || fail "it ended with $code"
	clean
	{ cat "$work/out"; sed 's/^/! /' "$work/err"; } >"$work/seen"
	if [ -n "${UPDATE:-}" ]; then
		cp "$work/seen" "$document.expected"
	elif ! diff -u "$document.expected" "$work/seen" >&2; then
		fail "not what is expected; UPDATE=1 $0 keeps it"
	fi
	# Knowing the kind makes no difference.
	dateline parse --source-kind "$kind" --base "https://a.example/site/api/news/page/2/index.json" \
		"$document" >"$work/again" 2>"$work/err" </dev/null
	cmp -s "$work/out" "$work/again" || fail "as $kind it is read in another way"
done

# A document without an address of its own is at home where its channel says.
cat >"$work/feed.xml" <<'EOF'
<rss version="2.0"><channel><title>Mill</title><link>https://mill.example/news/</link>
<item><title>Wheel turns</title><guid>1</guid><link>https://mill.example/1</link>
<description>&lt;a href="wheel"&gt;The wheel&lt;/a&gt; turns.</description></item></channel></rss>
EOF
expect 0 parse "$work/feed.xml"
out_has 'href=\"https://mill.example/news/wheel\"'
