#!/bin/sh
# SPDX-License-Identifier: ISC
# Runs each script of keys (*.keys) over the same collection and compares its
# pictures with those that are kept (*.txt).  UPDATE=1 keeps the new ones.
set -u
here=${top_srcdir:-.}/tests/screens
program=${top_builddir:-.}/dateline
work=$(mktemp -d "${TMPDIR:-/tmp}/screens.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data" XDG_CACHE_HOME="$work/cache"
export TZ=UTC0 LC_ALL=C.UTF-8 DATELINE_NOW=2020-12-17T12:00:00Z BROWSER=true
unset LINES COLUMNS NO_COLOR DATELINE_LOG

# Its headlines are put together from few words: they are all alike.
settings() {
	grep -qs '^coverage:' "$work/config/dateline/config.yaml" ||
		echo "coverage: no" >>"$work/config/dateline/config.yaml"
}

"$here/make-collection" "$work/news" || exit 99
mkdir -p "$work/config/dateline"
settings
if ! "$program" add "$work/news" >"$work/log" 2>&1 || ! "$program" fetch >>"$work/log" 2>&1; then
	sed 's/^/# /' "$work/log"
	echo "Bail out! the collection cannot be read"
	exit 99
fi
cp -R "$work/data" "$work/fresh"
cp "$work/config/dateline/sources.yaml" "$work/sources.yaml"

failed=0
number=0
for script in "$here"/*.keys; do
	name=$(basename "$script" .keys)
	number=$((number + 1))
	rm -rf "$work/data"
	cp -R "$work/fresh" "$work/data"
	cp "$work/sources.yaml" "$work/config/dateline/sources.yaml"
	# settings of its own
	rm -f "$work/config/dateline/config.yaml"
	[ ! -f "$here/$name.yaml" ] || cp "$here/$name.yaml" "$work/config/dateline/config.yaml"
	settings
	# a feed of its own in place of the collection
	if [ -f "$here/$name.json" ]; then
		rm -rf "$work/data" "$work/config/dateline/sources.yaml"
		cp "$here/$name.json" "$work/feed.json"
		"$program" add "exec:cat $work/feed.json" >"$work/log" 2>&1 || sed 's/^/# /' "$work/log"
	fi
	locale=C.UTF-8
	[ ! -f "$here/$name.locale" ] || locale=$(cat "$here/$name.locale")
	LC_ALL=$locale "$program" read --script "$script" >"$work/picture" 2>&1
	status=$?
	sed "s|$work|~|g" "$work/picture" >"$work/named" && mv "$work/named" "$work/picture"
	[ -n "${UPDATE:-}" ] && cp "$work/picture" "$here/$name.txt"
	if [ $status -eq 0 ] && diff -u "$here/$name.txt" "$work/picture" >"$work/difference"; then
		echo "ok $number - $name"
	else
		failed=1
		sed 's/^/# /' "$work/difference"
		echo "not ok $number - $name (status $status)"
	fi
done
echo "1..$number"
exit $failed
