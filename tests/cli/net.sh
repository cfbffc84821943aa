# SPDX-License-Identifier: ISC
# Sourced behind lib.sh by tests over loopback: a server that answers as a script
# says (tests/http/serve), and no waiting between requests to one host.
servers=
trap 'kill $servers 2>/dev/null; chmod -R u+w "$work"; rm -rf "$work"' EXIT
cat >"$config" <<'EOF'
fetch.gap: 0
fetch.per-host: 8
fetch.stall: 1
fetch.time: 3
EOF
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY no_proxy

# serve SCRIPT|FOLDER [OPTIONS]: sets PORT; the heads of its requests are in LOG.
serve() {
	script=$1
	shift
	log=$work/log
	rm -f "$work/port"
	"$top_builddir/tests/http/serve" --log "$log" --seconds 300 "$@" "$script" >"$work/port" &
	server=$!
	servers="$servers $server"
	wait_for test -s "$work/port"
	port=$(cat "$work/port")
	at=http://127.0.0.1:$port
}

end_server() {
	kill "$server"
	wait "$server" 2>/dev/null
	return 0
}

# article NUMBER TITLE: a document that any source may write
article() {
	printf -- '---\\ntitle: "%s"\\npublishedDateTime: 2026-03-0%d\\noriginalUrl: https://news.example/%d\\n---\\n' \
		"$2" "$1" "$1"
}

# rss TITLE FROM TO [WORD]: a feed with these items, the newest first
rss() {
	printf '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>%s</title>' "$1"
	printf '<link>https://%s.example/</link><description>of tests</description>\n' "$1"
	for n in $(seq "$3" -1 "$2"); do
		printf '<item><title>%s %d%s</title><link>https://%s.example/%d</link>' "$1" "$n" "${4:-}" "$1" "$n"
		printf '<guid isPermaLink="false">%d</guid><pubDate>Sun, %02d Mar 2026 10:00:00 GMT</pubDate>' \
			"$n" $((n % 7 + 1))
		printf '<description>What is to be said of %d.</description></item>\n' "$n"
	done
	echo '</channel></rss>'
}

# The log's lines come a moment after the answer.
log_has() {
	wait_for grep -qF -e "$1" "$log"
}

source_line() {
	expect 0 sources
	grep -F -e "$1" "$work/out" >"$work/line" || fail "no source $1"
	mv "$work/line" "$work/out"
}
