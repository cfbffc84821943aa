#!/bin/sh
# SPDX-License-Identifier: ISC
# Topics by words, as the parsers find them while articles come: those of all
# fixtures, looked through again one by one, have the same.
. "$(dirname "$0")/lib.sh"
topics=$XDG_CONFIG_HOME/dateline/topics
mkdir -p "$topics" "$work/feeds"
cat >"$work/feeds/tongues.xml" <<'EOF'
<rss version="2.0"><channel><title>Tongues</title>
<item><guid>1</guid><title>古い水車小屋が再び回る</title></item>
<item><guid>2</guid><title>STRASSE gesperrt</title><description>Nahe der &lt;b&gt;Mühle&lt;/b&gt;.</description></item>
<item><guid>3</guid><title>Старая мельница</title></item>
<item><guid>4</guid><title>E&#x301;lan nouveau</title></item>
<item><guid>5</guid><title>Muhlenweg, Elantech</title></item>
<item><guid>6</guid><title>Given by its feed</title><category>Own</category><description>mühle</description></item>
</channel></rss>
EOF
cat >"$topics/tongues.yaml" <<'EOF'
name: Mills
keywords: [水車, mühle, мельница]
EOF
cat >"$topics/other.yaml" <<'EOF'
name: Other
keywords: [straße, élan, "?!", [x], ""]
EOF
cat >"$topics/words.yaml" <<'EOF'
name: Words
keywords: [the, of, one, and, in]
EOF
printf 'name: [not\n' >"$topics/broken.yaml"
for kind in rss atom jsonfeed smartable; do
	for file in "$top_srcdir/tests/feeds/$kind"/*.xml "$top_srcdir/tests/feeds/$kind"/*.json; do
		[ ! -f "$file" ] || cp "$file" "$work/feeds/$kind-${file##*/}"
	done
done
collection
dateline -q add "$work/feeds"/* "$work/collection" >/dev/null 2>&1
expect 0 fetch --force "$work/feeds/tongues.xml"
count 3 topic:mills source:tongues
count 2 topic:other source:tongues
count 0 topic:mills title:own
expect 0 list --count topic:words
[ "$(cat "$work/out")" -gt 10 ] || fail "few articles have words"
expect 0 topics --reapply
out_has "; 0 articles have other topics now"

# A topic that is edited counts from the next article on, and for all when asked.
printf 'name: Mills\nkeywords: [elantech, 水車]\n' >"$topics/tongues.yaml"
sed -i 's,</channel>,<item><guid>7</guid><title>An elantech mühle</title></item></channel>,' \
	"$work/feeds/tongues.xml"
expect 0 fetch --force "$work/feeds/tongues.xml"
count 4 topic:mills source:tongues
expect 0 topics --reapply
out_has "; 3 articles have other topics now"
count 3 topic:mills source:tongues

# More words than a parser is given are looked for all the same.
awk 'BEGIN { print "name: Many\nkeywords:"; for (i = 0; i < 40000; i++) print "- word" i }' >"$topics/many.yaml"
sed -i 's,</channel>,<item><guid>8</guid><title>A word39999 and word7</title></item></channel>,' \
	"$work/feeds/tongues.xml"
expect 0 fetch --force "$work/feeds/tongues.xml"
count 1 topic:many
expect 0 topics --reapply
out_has "; 0 articles have other topics now"

# Its source has topics: words are not asked.
cat >>"$XDG_CONFIG_HOME/dateline/sources.yaml" <<EOF
- url: $work/feeds/named.xml
  topics: [Named]
EOF
sed 's,<guid>,<guid>n,; s,<title>,<title>N,' "$work/feeds/tongues.xml" >"$work/feeds/named.xml"
expect 0 fetch --force
count 8 topic:named
count 0 topic:named topic:mills
