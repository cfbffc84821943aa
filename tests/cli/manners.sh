#!/bin/sh
# SPDX-License-Identifier: ISC
# When a source is asked again: what its feed, its server and its user wish for;
# and that the settings of the network arrive where they count.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/net.sh"
sources=$XDG_CONFIG_HOME/dateline/sources.yaml

# feed NAME [ELEMENTS]: an item of its own, with these elements in its channel
feed() {
	printf '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'
	printf '<title>%s</title>%s<item><title>Of %s</title><guid>%s</guid></item></channel></rss>' \
		"$1" "${2:-}" "$1" "$1"
}

# next NAME TIME: it is asked again then, with the clock as it stands
next() {
	expect 0 sources --json
	grep -F "\"location\":\"$at/$1\"" "$work/out" >"$work/line" || fail "no source $1"
	grep -qF "\"nextFetch\":\"2026-03-$2:00Z\"" "$work/line" ||
		fail "$1 is not asked again at $2: $(cat "$work/line")"
}

# -- wishes: they make it later, never sooner; Sunday, 12:00
known='needs If-None-Match: "a"\n\tstatus 304'
{
	for name in plain ttl short hours days; do printf "/$name\n\t$known\n"; done
	cat <<EOF
/plain
	header ETag: "a"
	body $(feed plain)
/own
	body $(feed own)
/ttl
	header ETag: "a"
	body $(feed ttl '<ttl>180</ttl>')
/short
	header ETag: "a"
	body $(feed short '<ttl>5</ttl>')
/period
	body $(feed period '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>')
/hours
	header ETag: "a"
	body $(feed hours '<skipHours><hour>12</hour><hour>13</hour><hour>14</hour></skipHours>')
/days
	header ETag: "a"
	body $(feed days '<skipDays><day>Sunday</day><day>Monday</day></skipDays>')
/cached
	header Cache-Control: public, max-age=7200
	body $(feed cached)
/expires
	header Date: Sun, 08 Mar 2026 12:00:00 GMT
	header Expires: Sun, 08 Mar 2026 18:00:00 GMT
	body $(feed expires)
/busy
	status 429
	header Retry-After: 7200
EOF
} >"$work/script"
serve "$work/script"
for name in plain ttl short period hours days cached expires; do echo "- $at/$name"; done >"$sources"
printf -- '- url: %s/own\n  interval: 5h\n' "$at" >>"$sources"
expect 0 fetch
next plain 08T12:40
next own 08T17:00
next ttl 08T15:00
next short 08T12:40
next period 09T00:00
next hours 08T15:00
next days 10T00:00
next cached 08T14:00
next expires 08T18:00
# what was learned and what was wished for is still known when nothing has changed
now=2026-03-10T13:00:00Z
expect 0 fetch
next plain 10T13:50
next own 10T18:00
next ttl 10T16:00
next short 10T13:50
next hours 10T15:00
now=2026-03-15T12:00:00Z
expect 0 fetch
next days 17T00:00
# told off, by a number of seconds
echo "- $at/busy" >"$sources"
expect 1 fetch
next busy 15T14:00
end_server

# ... or by a time
cat >"$work/script" <<EOF
/late
	status 503
	header Date: Sun, 15 Mar 2026 12:00:00 GMT
	header Retry-After: Sun, 15 Mar 2026 16:30:00 GMT
EOF
serve "$work/script"
echo "- $at/late" >"$sources"
expect 1 fetch
next late 15T16:30
end_server

# -- a proxy, and a name and password, of a source's own
cat >"$work/script" <<EOF
http://news.example/feed
	needs Authorization: Basic bWU6YSBi
	body $(feed far '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="http://127.0.0.1:1/secret"/>')
EOF
serve "$work/script"
printf -- '- url: http://news.example/feed\n  proxy: %s\n  user: me\n  password: "a b"\n' "$at" >"$sources"
expect 0 fetch
out_has "far: 1 new"
# a page elsewhere is named by a stranger, who does not lead into the house
expect 1 fetch --all
err_has "http://127.0.0.1:1/secret: leads to a private address"
end_server

# -- settings: those that are said, and those that are not
mkdir "$work/libexec"
cat >"$work/libexec/dateline-fetch" <<EOF
#!/bin/sh
echo " \$* " >"$work/words"
EOF
chmod +x "$work/libexec/dateline-fetch"
words() {
	DATELINE_LIBEXEC=$work/libexec
	expect 0 fetch "$@"
	DATELINE_LIBEXEC=$top_builddir
}
has() {
	for word in "$@"; do
		grep -qF -e " $word " "$work/words" || fail "no $word in: $(cat "$work/words")"
	done
}
lacks() {
	for word in "$@"; do
		! grep -qF -e " $word" "$work/words" || fail "$word in: $(cat "$work/words")"
	done
}
: >"$config"
words
has "--at-once 32" "--per-host 2" "--gap 200" "--connect 10000" "--stall 10000" "--time 30000"
lacks --proxy --netrc --user-agent --force --all --no-coverage
cat >"$config" <<'EOF'
fetch.at-once: 7
fetch.per-host: 3
fetch.gap: 11
fetch.connect: 4
fetch.stall: 5
fetch.time: 6
fetch.user-agent: somebody/1
fetch.proxy: socks5://127.0.0.1:9
fetch.netrc: yes
EOF
words --force --all
has "--at-once 7" "--per-host 3" "--gap 11" "--connect 4000" "--stall 5000" "--time 6000" \
	"--user-agent somebody/1" "--proxy socks5://127.0.0.1:9" --netrc --force --all
echo "fetch.proxy: none" >"$config"
words
has "--proxy "
clean
