#!/bin/sh
# SPDX-License-Identifier: ISC
# check: what is wrong, where, and which exit code says so.
. "$(dirname "$0")/lib.sh"
collection
sources=$XDG_CONFIG_HOME/dateline/sources.yaml

cat >"$work/well.md" <<'EOF'
---
title: All is well
publishedDateTime: 2026-03-08T09:00:00Z
originalUrl: https://well.example/1
---
EOF
expect 0 add "$work/well.md"
expect 0 check
out_has "in order"
out_has "damaged documents: 0"
out_has "parser: system calls: "
err_empty

# the other programs
mkdir "$work/nowhere"
DATELINE_LIBEXEC=$work/nowhere expect 1 check
err_has "$work/nowhere/dateline-fetch"
err_has "$work/nowhere/dateline-parse"
DATELINE_LIBEXEC=$work/nowhere expect 1 fetch
err_has "dateline-fetch"

# documents
expect 0 -q add "$work/collection"
expect 1 check
err_has "$work/collection/_news/2026-03-03-quotation-left-open.md:4:10: "
out_has "damaged documents: 1"
expect 0 mark hidden is:damaged
expect 1 check
out_has "damaged documents: 1"

# settings: each mistake with its place, all of them at once
printf '# mine\nopen:\n  browsr: firefox\nmouse: perhaps\nzzzzzz: 1\nrefresh.start: no\n' >"$config"
expect 2 check
err_has "$config:3:"
err_has 'did you mean "open.browser"?'
err_has "$config:4:"
err_has '"mouse" must be yes or no'
err_has "$config:5:"
# the rest of the settings count, and everything works
expect 0 list --count
out_is 13
err_has "$config:3:"
printf 'openers:\n- type: film\n  command: mpv\n- type: video\n' >"$config"
expect 2 check
err_has "$config:2:9: "
err_has "$config:4:3: this opener has no command"
printf 'openers:\n  video: mpv %%u\n  "*.example": w3m\n' >"$config"
expect 1 check		# the damaged document
out_has "in order"
printf 'open: [unclosed\n' >"$config"
expect 2 check
err_has "$config:2:1: "
printf 'mouse: \033[31mred\n' >"$config"
expect 2 check
clean
rm "$config"
expect 2 --config "$work/none/../c.yaml" --now x check
expect 0 mark unhidden is:hidden

# the list of sources
cp "$sources" "$work/sources.yaml"
printf 'sources:\n  - path: "unclosed\n' >"$sources"
expect 2 check
err_has "$sources:3:1: "
count 14
cp "$work/sources.yaml" "$sources"

# a store that is no longer one
expect 0 remove "$work/collection"
expect 0 check
database=$XDG_DATA_HOME/dateline/dateline.db
rm -f "$database-wal" "$database-shm"
printf 'this was a database once' | dd of="$database" conv=notrunc 2>/dev/null
expect 3 check
err_has "$database"
clean
