#!/bin/sh
# SPDX-License-Identifier: ISC
# A server that many use: TLS by a CA of our own, HTTP/2, gzip, and validators
# that come back byte by byte.  Left out (77) where nginx or openssl is missing.
set -u
: "${top_builddir:=$PWD}"
PATH=$PATH:/usr/sbin:/sbin
get=$top_builddir/tests/http/get
command -v nginx >/dev/null && command -v openssl >/dev/null || { echo "no nginx or no openssl"; exit 77; }
nginx -V 2>&1 | grep -q http_v2_module || { echo "nginx without HTTP/2"; exit 77; }
work=$(mktemp -d "${TMPDIR:-/tmp}/dateline-nginx.XXXXXX") || exit 99
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM

fail() {
	echo "FAILED: $*" >&2
	for f in "$work/out" "$work/access" "$work/errors"; do
		echo "--- $f:" && tail -20 "$f"
	done >&2
	exit 1
}

# fetch [OPTIONS] URL...
fetch() {
	what="get $*"
	: >"$work/access"
	"$get" --ca "$work/ca.pem" --resolve "news.test:$tls:127.0.0.1" --resolve "news.test:$plain:127.0.0.1" \
		--resolve "other.test:$tls:127.0.0.1" --resolve "old.test:$old:127.0.0.1" \
		--body "$work/body" "$@" >"$work/out" 2>&1
}
out_has() { grep -qF -e "$1" "$work/out" || fail "$what: no \"$1\""; }
# The log's line is written a moment after the answer was.
log_has() {
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		grep -qF -e "$1" "$work/access" && return
		sleep 0.1
	done
	fail "$what: the server has not seen \"$1\""
}
value() { sed -n "s/^$1 //p" "$work/out"; }

certificate() {	# NAME HOST
	openssl req -newkey rsa:2048 -nodes -keyout "$work/$1.key" -out "$work/$1.csr" -subj "/CN=$2" &&
		printf 'subjectAltName=DNS:%s\n' "$2" >"$work/$1.ext" &&
		openssl x509 -req -in "$work/$1.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial \
			-days 2 -extfile "$work/$1.ext" -out "$work/$1.pem"
}

{
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=A CA for tests" \
		-keyout "$work/ca.key" -out "$work/ca.pem" &&
		openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=old.test" \
			-addext subjectAltName=DNS:old.test -keyout "$work/old.key" -out "$work/old.pem" &&
		certificate news news.test
} >"$work/out" 2>&1 || { cat "$work/out" >&2; exit 99; }

mkdir "$work/www" "$work/tmp"
{
	echo '<rss version="2.0"><channel><title>News</title>'
	for i in $(seq 1 400); do echo "<item><title>Number $i</title><guid>$i</guid></item>"; done
	echo '</channel></rss>'
} >"$work/www/feed.xml"
touch -d 2020-12-17T11:25:03Z "$work/www/feed.xml"

configure() {
	tls=$("$get" --free-port) && plain=$("$get" --free-port) && old=$("$get" --free-port)
	cat >"$work/nginx.conf" <<END
daemon off; master_process off; pid $work/pid; error_log $work/errors;
events { worker_connections 256; }
http {
	log_format seen '\$server_protocol c\$connection e[\$sent_http_content_encoding] '
		'inm[\$http_if_none_match] ims[\$http_if_modified_since] \$status';
	access_log $work/access seen;
	client_body_temp_path $work/tmp/a; proxy_temp_path $work/tmp/b; fastcgi_temp_path $work/tmp/c;
	uwsgi_temp_path $work/tmp/d; scgi_temp_path $work/tmp/e;
	types { application/rss+xml xml; }
	gzip on; gzip_types application/rss+xml; gzip_min_length 100;
	root $work/www;
	server {
		listen 127.0.0.1:$tls ssl http2;
		server_name news.test;
		ssl_certificate $work/news.pem; ssl_certificate_key $work/news.key;
		location = /plain.xml { gzip off; alias $work/www/feed.xml; }
	}
	server { listen 127.0.0.1:$plain; return 301 https://news.test:$tls\$request_uri; }
	server { listen 127.0.0.1:$old ssl; ssl_certificate $work/old.pem; ssl_certificate_key $work/old.key; }
}
END
}

# A port may be taken between the asking and the use.
for _ in 1 2 3 4 5; do
	configure
	nginx -p "$work" -c "$work/nginx.conf" >"$work/out" 2>&1 &
	server=$!
	for _ in $(seq 1 50); do
		[ -s "$work/pid" ] && break
		kill -0 "$server" 2>/dev/null || break
		sleep 0.1
	done
	[ -s "$work/pid" ] && kill -0 "$server" 2>/dev/null && break
	server=
done
[ -n "$server" ] || { cat "$work/out" "$work/errors" >&2; exit 99; }
url=https://news.test:$tls

fetch "$url/feed.xml"
out_has "status 200"
out_has "type application/rss+xml"
log_has "HTTP/2.0"
log_has "e[gzip]"
cmp -s "$work/body" "$work/www/feed.xml" || fail "the body is not what the server has"
etag=$(value etag) modified=$(value last-modified)
[ "$modified" = "Thu, 17 Dec 2020 11:25:03 GMT" ] || fail "Last-Modified is $modified"
case $etag in W/\"*\") ;; *) fail "the ETag is $etag" ;; esac

fetch --etag "$etag" --modified "$modified" "$url/feed.xml"
out_has "not-modified yes"
out_has "bytes 0"
grep -q '^error' "$work/out" && fail "a 304 is an error"
log_has "ims[Thu, 17 Dec 2020 11:25:03 GMT] 304"
# nginx escapes quotation marks in its log.
log_has "inm[$(printf %s "$etag" | sed 's/"/\\x22/g')]"

fetch "$url/plain.xml"
log_has "e[-]"
strong=$(value etag)
case $strong in \"*\") ;; *) fail "the ETag is $strong" ;; esac
fetch --etag "$strong" "$url/plain.xml"
out_has "not-modified yes"
fetch --modified "$modified" "$url/plain.xml"
out_has "not-modified yes"

# Only one of the two changes: it is new all the same.
touch -d 2020-12-17T11:25:04Z "$work/www/feed.xml"
fetch --etag "$etag" --modified "$modified" "$url/feed.xml"
out_has "status 200"
fetch --etag '"other"' --modified "$(value last-modified)" "$url/feed.xml"
out_has "status 200"

# Twenty from one host: two at once, over one connection.
fetch --quiet $(for i in $(seq 1 20); do echo "$url/feed.xml?$i"; done)
grep -q '^error' "$work/out" && fail "$what"
log_has "HTTP/2.0"
[ "$(sed 's/.* c\([0-9]*\) .*/\1/' "$work/access" | sort -u | wc -l)" -eq 1 ] ||
	fail "more than one connection for HTTP/2"

fetch "http://news.test:$plain/feed.xml"
out_has "status 200"
out_has "permanent $url/feed.xml"

# Who is not who they say.
fetch "https://other.test:$tls/feed.xml"
out_has "status 0"
out_has "error the certificate of other.test is not to be trusted"
fetch "https://old.test:$old/feed.xml"
out_has "error the certificate of old.test is not to be trusted"
"$get" --resolve "news.test:$tls:127.0.0.1" "$url/feed.xml" >"$work/out" 2>&1
out_has "error the certificate of news.test is not to be trusted"
[ -s "$work/access" ] && fail "something was asked over a connection that was not trusted"
# An address without its scheme is not asked without its certificate either.
HOME=$work/home XDG_CONFIG_HOME=$work/home XDG_DATA_HOME=$work/home XDG_CACHE_HOME=$work/home \
	DATELINE_LIBEXEC=$top_builddir "$top_builddir/dateline" add "127.0.0.1:$tls/feed.xml" >"$work/out" 2>&1
out_has "cannot add https://127.0.0.1:$tls/feed.xml: the certificate of 127.0.0.1 is not to be trusted"
[ -s "$work/access" ] && fail "something was asked of who was not trusted"
fetch "https://news.test:$plain/feed.xml"
out_has "error no secure connection to news.test"
exit 0
