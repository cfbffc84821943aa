#!/bin/sh
# SPDX-License-Identifier: ISC
# The day's digest: hottest first, one line an outlet, headlines as text whatever
# they say.
. "$(dirname "$0")/lib.sh"

article() {
	mkdir -p "$work/news/_news"
	cat >"$work/news/_news/$1.md" <<A
---
title: '$4'
excerpt: '$5'
publishedDateTime: 2026-03-0$2:00:00Z
originalUrl: "$6"
webUrl: "$6"
quality: $7
topics: [$8]
provider:
  name: $3
  domain: $3.example
---
A
}
article wall 8T06 Radio "Harbour wall gives way at Skerrow" "The mole at Skerrow fell at high water." https://radio.example/w 40 Coast
article mole 8T09 Courier "Mole at Skerrow harbour falls at high water" "The harbour wall of Skerrow gave way." https://courier.example/m 60 Coast
article bad 8T08 Wire '<b>Tolm</b> [pool](javascript:alert(1)) & *roof*' "Leaks." 'https://wire.example/a)b?c=1&d=2' 50 Town
article old 5T08 Wire "Election in Belmar" "Votes." https://wire.example/e 90 Town
expect 0 -q add "$work/news"

expect 0 brief
out_has "Sun 08 Mar 2026"
out_lacks "Belmar"
sed -n 3,6p "$work/out" >"$work/top"
printf 'Coast\n\n  Mole at Skerrow harbour falls at high water\n    Courier, 09:00, heat 78\n' |
	cmp -s - "$work/top" || fail "the hottest story does not lead"
out_has "        -3h Radio: Harbour wall gives way at Skerrow"

expect 0 brief --html
out_has '<a href="https://wire.example/a)b?c=1&amp;d=2">&lt;b&gt;Tolm&lt;/b&gt; [pool](javascript:alert(1)) &amp; *roof*</a>'
out_lacks '<b>'
expect 0 brief --markdown
out_has '[&lt;b&gt;Tolm&lt;/b&gt; \[pool\]\(javascript:alert\(1\)\) &amp; \*roof\*](https://wire.example/a%29b?c=1&d=2)'
out_has '## Coast'
expect 0 brief -n 1 date:2026-03-05
out_has Belmar
expect 1 brief zzzzz
# An earlier day is said; without topics there are no headings; long ones are broken.
out_lacks "Other news"
expect 0 brief date:2026-03-05
out_has "Wire, 05 Mar 08:00"
out_has "Thu 05 Mar 2026: 1 story"
out_lacks "08 Mar"
expect 0 brief date:2026-03
out_has "Thu 05 Mar 2026 to Sun 08 Mar 2026: "
expect 0 brief --html date:2026-03-05
out_has "<title>dateline, Thu 05 Mar 2026</title>"
expect 0 brief --markdown date:2026-03-05
out_has "# Thu 05 Mar 2026"
mkdir -p "$work/plain/_news"
for i in 1 2 3; do
	printf -- '---\ntitle: "Plain %s has a headline that goes on for so long that no line has room for it, and on"\npublishedDateTime: 2026-03-08T0%s:00:00Z\nprovider:\n  name: Mill%s\n---\n' \
		$i $i $i >"$work/plain/_news/$i.md"
done
expect 0 -q add "$work/plain"
expect 0 brief provider:Mill1 OR provider:Mill2
out_lacks "Other news"
awk 'length($0) > 76 { exit 1 }' "$work/out" || fail "a line is too long"
expect 0 brief
[ "$(grep -c '^[A-Z]' "$work/out")" -eq 4 ] || fail "what has no topic has no heading of its own"
tail -n 20 "$work/out" | grep -q "^Other news" || fail "what has no topic is not the last"
expect 0 brief -n 1
out_has "the hottest of"
expect 2 brief --html --markdown
expect 2 brief -n 0
