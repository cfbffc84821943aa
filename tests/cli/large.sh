#!/bin/sh
# SPDX-License-Identifier: ISC
# Documents of a size that nobody expects: one's own files are read whatever their
# size, what comes from elsewhere has limits that settings raise.
. "${srcdir:-.}/tests/cli/lib.sh"
. "${srcdir:-.}/tests/cli/net.sh"

# feed COUNT WORDS: a feed of COUNT articles, all with so many words
feed() {
	awk -v count="$1" -v words="$2" 'BEGIN {
		for (w = 0; w < words; w++)
			text = text " barge" w
		print "<rss version=\"2.0\"><channel><title>Canal news</title>"
		for (i = 1; i <= count; i++)
			printf "<item><title>Barge %d</title><guid>%d</guid><link>https://canal.example/%d</link>" \
				"<description>Of%s.</description></item>\n", i, i, i, text
		print "</channel></rss>"
	}'
}

feed 20500 50 >"$work/large.xml"
[ "$(wc -c <"$work/large.xml")" -gt 8388608 ] || fail "the file is not large"

# As a file: all of it, whole or cut.
expect 0 parse "$work/large.xml"
[ "$(wc -l <"$work/out")" -eq 20500 ] || fail "parse lost articles"
err_empty
head -c 9000000 "$work/large.xml" >"$work/cut.xml"
expect 1 parse "$work/cut.xml" "$work/large.xml"
err_has "cut.xml:1"
[ "$(wc -l <"$work/out")" -gt 37000 ] || fail "parse lost articles"
expect 0 add "$work/large.xml"
expect 0 list --count
out_is 20500
echo "coverage: no" >>"$config"
touch -d '2001-01-01' "$work/large.xml"
expect 0 fetch
out_has "20500 unchanged"
expect 0 remove "$work/large.xml"

# From elsewhere: what is too much is said, with the setting that allows more.
cat >"$work/script" <<EOF
/many
	header Content-Type: application/rss+xml
	file $work/large.xml
EOF
serve "$work/script"
expect 0 add "$at/many" "exec:cat $work/large.xml"
err_has "more than 20,000 articles in one document, the rest is left out; fetch.articles allows more"
sed -i '/^fetch.time/d' "$config"
printf 'fetch.time: 60\nfetch.largest: 1\n' >>"$config"
expect 1 fetch --force
err_has "many: the body is larger than 1 MiB; fetch.largest in config.yaml allows more"
err_has "cat wrote more than 1 MiB; fetch.largest in config.yaml allows more"
sed -i '/^fetch.largest/d' "$config"
printf 'fetch.articles: 30000\n' >>"$config"
expect 0 fetch --force "$at/many"
out_has "1 changed, 20499 unchanged"	# the one that was cut is whole again
err_empty
