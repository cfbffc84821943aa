#!/bin/sh
# SPDX-License-Identifier: ISC
# Visits over the network: when, with which validators, what a server may answer
# and what is kept of it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/net.sh"
sources=$XDG_CONFIG_HOME/dateline/sources.yaml

# at TIME: the clock from here on
clock() {
	now=$1
}

# visit CODE WORDS: the one source, named; what is said on either output
visit() {
	expect "$1" fetch 1
	cat "$work/out" "$work/err" >"$work/both"
	grep -qF -e "$2" "$work/both" || fail "neither output has: $2"
}

begin() {
	rm -rf "$XDG_DATA_HOME"
	clock 2026-03-08T12:00:00Z
	serve "$work/script"
	printf -- '- %s/feed  # mine\n' "$at" >"$sources"
}

# -- validators: both are sent back, and each as it came last
cat >"$work/script" <<EOF
/feed
	needs If-None-Match: "a"
	status 304
	times 1
/feed
	needs If-None-Match: "a"
	header ETag: "b"
	header Last-Modified: Sun, 01 Mar 2026 10:00:00 GMT
	body $(article 2 Second)
/feed
	needs If-None-Match: "b"
	header ETag: "b"
	header Last-Modified: Mon, 02 Mar 2026 10:00:00 GMT
	body $(article 3 Third)
/feed
	header ETag: "a"
	header Last-Modified: Sun, 01 Mar 2026 10:00:00 GMT
	body $(article 1 First)
EOF
begin
visit 0 "1 new"
visit 0 "nothing new"
visit 0 "1 changed"
log_has 'If-Modified-Since: Sun, 01 Mar 2026 10:00:00 GMT'
visit 0 "1 changed"
visit 0 "nothing new"
# what it said before can be seen
expect 0 show 1
out_has "EARLIER WORDING"
out_has First
expect 0 show --json 1
out_has '"earlier":[{"title":"Second"'
log_has 'If-Modified-Since: Mon, 02 Mar 2026 10:00:00 GMT'
end_server

# -- a server without validators, or with others each time: the same is not read again
cat >"$work/script" <<EOF
/feed
	times 3
	body $(article 1 First)
/feed
	times 1
	header ETag: "a"
	body $(article 1 First)
/feed
	times 1
	header ETag: "b"
	body $(article 1 First)
/feed
	times 1
	body $(article 1 Second)
/feed
	times 2
	body $(article 1 First)
/feed
	times 1
	claim 5000
	body $(article 1 First)
/feed
	body $(article 1 First)
EOF
begin
visit 0 "1 new"
visit 0 "nothing new"
expect 0 fetch 1 --json
out_has '"unchanged":0,'
visit 0 "nothing new"
visit 0 "nothing new"
visit 0 "1 changed"
visit 0 "1 changed"
visit 0 "nothing new"
visit 1 "the body was cut off"
# of one that was cut nobody knows what was read
visit 0 "1 unchanged"
visit 0 "nothing new"
# asked for the whole, or with other wishes, it is read
expect 0 fetch --force 1
out_has "1 unchanged"
printf -- '- url: %s/feed\n  topics: [One]\n' "$at" >"$sources"
visit 0 "1 changed"
count 1 topic:One
visit 0 "nothing new"
end_server
# what a command writes as well
rm -rf "$XDG_DATA_HOME"
printf -- '- "exec:cat %s"\n' "$work/written" >"$sources"
article 1 First | sed 's/\\n/\n/g' >"$work/written"
visit 0 "1 new"
visit 0 "nothing new"
article 1 Other | sed 's/\\n/\n/g' >"$work/written"
visit 0 "1 changed"

# -- only what is due is asked, unless it is named or forced
cat >"$work/script" <<EOF
/feed
	header ETag: "a"
	needs !If-None-Match
	body $(article 1 First)
/feed
	status 304
EOF
begin
expect 0 fetch
out_has "1 new"
expect 0 fetch
out_empty
expect 0 fetch --force
out_has "nothing new"
expect 0 fetch 1
out_has "nothing new"
# named and forced, it is asked for the whole
expect 0 fetch --force 1
out_has "1 unchanged"
# between visits that bring nothing more time passes each time
for hours in 13:30 15:30; do
	clock "2026-03-08T$hours:00Z"
	expect 0 fetch
	out_has "nothing new"
done
clock 2026-03-08T16:30:00Z
expect 0 fetch
out_empty
# a visit that brings nothing and tells nothing leaves the store as it is
cksum <"$XDG_DATA_HOME/dateline/dateline.db" >"$work/before"
clock 2026-03-08T15:31:00Z
expect 0 fetch --force
out_has "nothing new"
cksum <"$XDG_DATA_HOME/dateline/dateline.db" | cmp -s - "$work/before" || fail "the store was written"
end_server

# -- errors stay to be seen, and wait longer each time; articles stay
cat >"$work/script" <<EOF
/feed
	times 1
	header ETag: "a"
	body $(article 1 First)
/feed
	needs !If-None-Match: "a"
	body the validator was lost
/feed
	times 1
	status 500
/feed
	times 1
	status 503
	header Retry-After: 7200
/feed
	times 1
	body <html><head><title>Maintenance</title></head><body>Back soon</body></html>
/feed
	times 1
	header ETag: "of nothing"
/feed
	times 1
	status 404
/feed
	times 1
	status 204
/feed
	status 304
EOF
begin
visit 0 "1 new"
visit 1 "$at/feed: HTTP 500 Internal Server Error; next try in 15 min"
expect 0 sources
out_has "error: $at/feed: HTTP 500 Internal Server Error"
out_has "next try in 15 min"
expect 1 check
err_has "HTTP 500"
expect 0 fetch
out_empty
visit 1 "503 Service Unavailable; next try in 2 h"
visit 1 "is a web page, not a feed; next try"
visit 1 "the answer is empty"
visit 1 "404 Not Found"
visit 1 "204 No Content"
visit 0 "nothing new"
expect 0 sources
out_lacks error
count 1
end_server

# -- while nothing can be reached it is tried every hour, not less and less
cat >"$work/script" <<EOF
/feed
	body $(article 1 First)
EOF
begin
end_server
for tries in 15 30; do
	visit 1 "next try in $tries min"
done
for tries in 1 2 3; do
	visit 1 "next try in 1 h"
done

# -- gone: it is not asked any more, but when it is named
cat >"$work/script" <<EOF
/feed
	times 1
	status 410
/feed
	body $(article 1 First)
EOF
begin
visit 1 "410 Gone"
clock 2026-06-08T12:00:00Z
expect 0 fetch --force
out_empty
expect 0 sources
out_has "410 Gone"
visit 0 "1 new"
clock 2026-07-08T12:00:00Z
expect 0 fetch
out_has "nothing new"
end_server

# -- finished: it says so itself
finished() {
	printf '{"version": "https://jsonfeed.org/version/1.1", "title": "J", "expired": %s, ' "$1"
	printf '"items": [{"id": "1", "title": "%s"}]}' "$2"
}
cat >"$work/script" <<EOF
/feed
	times 2
	body $(finished true One)
/feed
	body $(finished false Two)
EOF
begin
visit 0 "$at/feed says that nothing will come any more"
clock 2026-06-08T12:00:00Z
expect 0 fetch
out_empty
expect 0 sources
out_has "finished, as it says itself: not asked any more"
expect 0 sources --json
out_has '"finished":true'
expect 0 fetch --force
out_has "nothing new"
! grep -q "will come" "$work/err" || fail "it is said twice"
clock 2026-06-18T12:00:00Z
expect 0 fetch
out_empty
# it was not the last word
expect 0 fetch --force
out_has "1 changed"
clock 2026-06-28T12:00:00Z
expect 0 fetch
out_has "nothing new"
end_server

# -- moved for good: after three visits the new address is the source's
cat >"$work/script" <<EOF
/feed
	status 308
	header Location: /new
/new
	body $(article 1 First)
EOF
begin
cat >"$sources" <<EOF
# all that I read
-   url: "$at/feed"   # mine
    topics: [One]
- $at/other
EOF
visit 0 "1 new"
visit 0 "nothing new"
expect 0 mark starred 1
visit 0 "$at/feed has moved to $at/new"
cat >"$work/should" <<EOF
# all that I read
-   url: "$at/new"   # mine
    topics: [One]
- $at/other
EOF
cmp "$sources" "$work/should" || fail "sources.yaml is not as it should be"
expect 0 sources --json
out_has "\"number\":1,\"kind\":\"feed\",\"location\":\"$at/new\""
visit 0 "nothing new"
count 1 is:starred
# where the file cannot be changed the store knows it all the same
printf -- '- %s/feed\n' "$at" >"$sources"
expect 0 sources --json
out_has "\"number\":1,\"kind\":\"feed\",\"location\":\"$at/new\""
lines 1
end_server

# -- for a time only: nothing is remembered
cat >"$work/script" <<EOF
/feed
	status 302
	header Location: /new
/new
	body $(article 1 First)
EOF
begin
for i in 1 2 3 4; do
	visit 0 " new"
done
grep -q "$at/feed  # mine" "$sources" || fail "sources.yaml was changed"
end_server

# -- a feed that loses all its articles loses none here
cat >"$work/script" <<EOF
/feed
	times 1
	body {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [{"id": "1", "title": "One", "content_text": "x"}]}
/feed
	body {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": []}
EOF
begin
visit 0 "1 new"
visit 1 "has no articles any more; those that it had are kept"
count 1
end_server

# -- names and passwords, headers, filters; a command is asked once in a run
cat >"$work/script" <<EOF
/feed
	needs Authorization: Basic bWU6c2VjcmV0
	body $(article 1 First)
/other
	needs X-Token: 17
	body $(article 2 Second)
/agent
	needs User-Agent: somebody/1.0
	body $(article 3 Third)
/filtered
	body nothing that anybody could read
/*
	status 401
EOF
begin
cat >"$work/password" <<EOF
#!/bin/sh
echo asked >>"$work/asked"
echo secret
EOF
cat >"$work/filter" <<'EOF'
#!/bin/sh
sed 's,.*,{"version": "https://jsonfeed.org/version/1.1"\, "title": "Made"\, "items": [{"id": "1"\, "title": "&"}]},'
EOF
chmod +x "$work/password" "$work/filter"
cat >"$sources" <<EOF
- url: $at/feed
  user: me
  password-command: "$work/password"
- url: $at/feed?2
  user: me
  password-command: "$work/password"
- url: $at/other
  headers: ["X-Token: 17"]
- url: $at/agent
  user-agent: somebody/1.0
- url: $at/filtered
  filter: "$work/filter"
- url: $at/wrong
  user: me
  password-command: "false"
- $at/feed?3
EOF
sed -i.old 's|^/feed$|/feed*|' "$work/script"
end_server
serve "$work/script"
sed -i.old "s|http://127.0.0.1:[0-9]*|$at|" "$sources"
expect 1 fetch
err_has "no password: false failed with exit status 1"
err_has "$at/feed?3: HTTP 401 Unauthorized"
count 1 '"nothing that anybody could read"'
[ "$(wc -l <"$work/asked")" -eq 1 ] || fail "the password was asked for $(wc -l <"$work/asked") times"
count 4
expect 0 sources --json
out_lacks secret
out_lacks X-Token
end_server

# -- lists in pages: followed until one has nothing new, taken up where a walk broke off
page() {	# NUMBER NEXT
	printf '{"page": %d, "value": [{"path": "_news/%d.md", "title": "Of page %d", ' "$1" "$1" "$1"
	printf '"publishedDateTime": "2026-03-01T0%d:00:00Z", "originalUrl": "https://n.example/%d"}], "nextPage": %s}' \
		"$1" "$1" "$2"
}
cat >"$work/script" <<EOF
/api/news/index.json
	body $(page 1 2)
/api/news/page/2/index.json
	body $(page 2 3)
/api/news/page/3/index.json
	times 1
	status 500
/api/news/page/3/index.json
	body $(page 3 4)
/api/news/page/4/index.json
	body $(page 4 null)
EOF
begin
printf -- '- %s/api/news/index.json\n' "$at" >"$sources"
visit 1 "page/3/index.json: HTTP 500"
count 2
visit 0 "2 new"
count 4
asked=$(grep -c '^GET' "$log")
visit 0 "nothing new"
[ "$(grep -c '^GET' "$log")" -eq $((asked + 1)) ] || fail "pages were asked for that are known"
expect 0 fetch --all
out_has "0 new, 0 changed, 4 unchanged"
end_server

# -- archives beside a feed of the newest (RFC 5005): with --all only
archive() {	# NUMBER LINKS
	printf '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>%s<entry><id>%d</id><title>T%d</title>' "$2" "$1" "$1"
	printf '<link href="/%d"/><updated>2026-03-0%dT00:00:00Z</updated></entry></feed>' "$1" "$1"
}
cat >"$work/script" <<EOF
/feed
	body $(archive 3 '<link rel="prev-archive" href="/2"/>')
/2
	body $(archive 2 '<link rel="prev-archive" href="/1"/><link rel="next-archive" href="/feed"/>')
/1
	body $(archive 1 '<link rel="next-archive" href="/2"/>')
EOF
begin
visit 0 "1 new"
expect 0 fetch --all
out_has "2 new, 0 changed, 1 unchanged"
count 3
end_server
clean
