#!/bin/sh
# SPDX-License-Identifier: ISC
# Views, rules for what comes, topics by words.
. "$(dirname "$0")/lib.sh"
collection
cat >"$config" <<'EOF'
views:
  Later: label:later
  Hot mills:
    query: topic:mills heat:>=50 view:shown
    key: "v h"
    order: heat
  shown: -is:hidden
rules:
  - when: title:/wheel/i
    do: [star, label wheels]
  - when: provider:loud.example
    do: hide
  - when: is:unraed
    do: hide
  - when: type:video
    do: topic Moving pictures
  - when: view:"hot mills"
    do: label hot
EOF
# A mistake costs its own rule only, and is said with its place.
expect 0 add "$work/collection"
err_has "config.yaml:13:11: \"is:unraed\": no \"is:unraed\"; did you mean \"unread\"?"
count 2 label:wheels
count 2 is:starred label:wheels
count 1 is:hidden
count 1 'topic:"moving pictures"'
expect 0 -q show --json "$(number type:video)"
out_has '"Moving pictures"'
expect 0 -q list --count label:hot
mv "$work/out" "$work/hot"
expect 0 -q list --count 'view:"hot mills"'
cmp -s "$work/out" "$work/hot" || fail "the rule and its view differ"
expect 2 list view:lter
err_has 'did you mean "Later"?'

expect 0 -q view
lines 3
out_has "Later	0	0		label:later"
expect 0 -q view --json "hot mills"
out_has '"key":"v h","order":"heat"'
expect 1 view nothing
err_has "no view"
expect 0 -q rules
lines 4
out_has "1	2	title:/wheel/i	star, label wheels"
expect 0 -q rules --dry-run 1
lines 2
expect 0 -q rules --dry-run title:mill
lines 2
expect 2 -q rules 1
err_has "--dry-run"

# Rules are for what comes: not again for what is there.
expect 0 mark unlabel:wheels label:wheels
expect 0 -q fetch --force
count 0 label:wheels
cat >"$work/collection/_news/2026-03-08-new.md" <<'EOF'
---
title: A wheel for the museum
publishedDateTime: 2026-03-08T10:00:00Z
originalUrl: https://www.valleypost.example/museum
---
EOF
cat >"$work/collection/_news/2026-03-08-mill.md" <<'EOF'
---
title: The gristmill, and nothing but the mill
excerpt: It has a WATER-WHEEL.
publishedDateTime: 2026-03-08T11:00:00Z
originalUrl: https://www.valleypost.example/only-mill
---
EOF
expect 0 mute title:gristmill
expect 0 -q fetch
count 1 label:wheels
count 1 is:muted

# Topics by the words of the collection's own files.
count 1 topic:mills is:muted
expect 0 topics
out_has "  Mills	"
sed -i 's/^  - mill$/  - museum/' "$work/collection/_data/topics/01-mills.yaml"
expect 0 topics --reapply
out_has "1 articles have other topics now"
count 1 topic:mills title:museum
count 1 topic:mills is:muted
sed -i 's/^  - water wheel$/  - sluice/' "$work/collection/_data/topics/01-mills.yaml"
expect 0 topics --reapply
count 0 topic:mills is:muted
mkdir "$XDG_CONFIG_HOME/dateline/topics"
printf '_id: old\nname: Old things\nparent: Valley\nkeywords: [gristmill, museum]\n' \
	>"$XDG_CONFIG_HOME/dateline/topics/old.yaml"
expect 0 topics --reapply
count 1 'topic:"old things" is:muted'
count 1 'topic:"old things"' topic:mills
