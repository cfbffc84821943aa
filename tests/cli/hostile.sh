#!/bin/sh
# SPDX-License-Identifier: ISC
# Servers that are slow, lie, never end or want to lead astray: each costs its own
# source an error in words, and the others arrive.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/net.sh"
sources=$XDG_CONFIG_HOME/dateline/sources.yaml

{
	echo '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">'
	for i in b c d e f g h i j; do
		printf '<!ENTITY %s "' "$i"
		for _ in 1 2 3 4 5 6 7 8; do printf '&%s;' "$(echo "$i" | tr b-j a-i)"; done
		echo '">'
	done
	echo ']><rss version="2.0"><channel><title>&j;</title><item><title>&j;</title></item></channel></rss>'
} >"$work/xml-bomb"
head -c 3000000 /dev/urandom >"$work/noise"

cat >"$work/script" <<EOF
/good/*
	header Content-Type: application/rss+xml
	body $(article 1 Good)
/silent
	fault silent
/close
	fault close
/hang
	fault hang
	body $(article 2 Hanging)
/reset
	fault reset
	body $(article 2 Reset)
/slow
	fault slow
	pause 900
	body $(article 2 Slow)
/endless
	fault endless
	body $(article 2 Endless)
/headers
	fault headers
/gzip-bomb
	fault bomb
/short
	claim 100000
	body $(article 2 Short)
/loop
	status 302
	header Location: /loop
/file
	status 302
	header Location: file:///etc/passwd
/script
	status 302
	header Location: javascript:alert(1)
/xml-bomb
	header Content-Type: application/rss+xml
	file $work/xml-bomb
/noise
	header Content-Type: application/rss+xml
	file $work/noise
/not-gzip
	header Content-Encoding: gzip
	body $(article 2 Plain)
/image
	header Content-Type: image/png
	body $(article 1 Good)
EOF
serve "$work/script"
bad="silent close hang reset slow endless headers gzip-bomb short loop file script noise"
{
	for name in $bad xml-bomb not-gzip image; do
		echo "- $at/$name"
	done
	for i in 1 2 3 4 5 6; do
		echo "- $at/good/$i"
	done
	echo "- http://127.0.0.1:1/"
} >"$sources"

expect 1 fetch
clean
for i in 1 2 3 4 5 6; do
	out_has "$at/good/$i: "
done
out_has "$at/image: "
for name in $bad; do
	err_has "$at/$name: "
done
# Where the machine is busy the one limit may be reached before the other.
for words in "silent: \(no answer from 127.0.0.1 for 1 s\|timed out after 3 s\)" \
	"hang: \(127.0.0.1 fell silent for 1 s\|timed out after 3 s\)" "slow: timed out after 3 s"; do
	grep -q -e "$words" "$work/err" || fail "stderr has no: $words"
done
err_has "gzip-bomb: the body is larger than 32 MiB"
err_has "loop: redirects more than 10 times"
err_has "file: redirects to file:///etc/passwd, which is no web address"
err_has "script: redirects to javascript:alert(1), which is no web address"
err_has "http://127.0.0.1:1/: could not connect"
! grep -q root: "$work/out" "$work/err" || fail "a file was read"
expect 0 list --count '"Good"'
out_is 1
expect 1 check
expect 0 sources --json
[ "$(grep -c '"error":"http' "$work/out")" -ge 14 ] || fail "errors do not stay with their sources"

# What a page says is never run, nor shown as it is.
for name in $bad; do
	expect 0 sources
done
clean
