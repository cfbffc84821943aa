# SPDX-License-Identifier: ISC
# Sourced by the scripts beside it.  Each test has a home of its own; the first
# expectation that fails ends it with what was run and what came of it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
: "${top_srcdir:=$(cd "$here/../.." && pwd)}"
: "${top_builddir:=$PWD}"
work=$(mktemp -d "${TMPDIR:-/tmp}/dateline-cli.XXXXXX") || exit 99
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM

HOME=$work/home
XDG_CONFIG_HOME=$HOME/config XDG_DATA_HOME=$HOME/data XDG_CACHE_HOME=$HOME/cache
DATELINE_LIBEXEC=$top_builddir DATELINE_SAMPLE=$top_srcdir/data/sample
TZ=UTC0 LC_ALL=C.UTF-8
export HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME DATELINE_LIBEXEC DATELINE_SAMPLE TZ LC_ALL
unset BROWSER DATELINE_NOW DATELINE_LOG NO_COLOR
mkdir -p "$HOME" "$XDG_CONFIG_HOME/dateline"
config=$XDG_CONFIG_HOME/dateline/config.yaml
now=2026-03-08T12:00:00Z
what=

dateline() {
	"$top_builddir/dateline" --now "$now" "$@"
}

fail() {
	{
		echo "FAILED: $*"
		echo "after: dateline $what"
		echo "--- stdout:" && head -c 4000 "$work/out"
		echo "--- stderr:" && head -c 4000 "$work/err"
	} >&2
	exit 1
}

# expect CODE ARGUMENTS...: runs dateline, which must end with that.
expect() {
	wanted=$1
	shift
	what=$*
	dateline "$@" >"$work/out" 2>"$work/err" </dev/null
	got=$?
	[ "$got" = "$wanted" ] || fail "exit code $got instead of $wanted"
}

out_is() {
	printf '%s\n' "$1" | cmp -s - "$work/out" || fail "stdout is not: $1"
}

out_has() {
	grep -qF -e "$1" "$work/out" || fail "stdout has no: $1"
}

out_lacks() {
	! grep -qF -e "$1" "$work/out" || fail "stdout has: $1"
}

out_empty() {
	[ ! -s "$work/out" ] || fail "there is something on stdout"
}

err_has() {
	grep -qF -e "$1" "$work/err" || fail "stderr has no: $1"
}

err_empty() {
	[ ! -s "$work/err" ] || fail "there is something on stderr"
}

# lines N: how many there are on stdout.
lines() {
	[ "$(wc -l <"$work/out")" -eq "$1" ] || fail "$(wc -l <"$work/out") lines instead of $1"
}

# count N QUERY...
count() {
	wanted_count=$1
	shift
	expect 0 list --count "$@"
	out_is "$wanted_count"
}

# number QUERY...: the number of the one article that fits
number() {
	dateline list --format %i -n 1 "$@"
}

# Nothing but printable text, tabs and new lines, on both outputs.
clean() {
	for stream in out err; do
		LC_ALL=C tr -d '\t\n' <"$work/$stream" | LC_ALL=C grep -q '[[:cntrl:]]' &&
			fail "control characters on std$stream"
		LC_ALL=C grep -q "$(printf '\302[\200-\237]')" "$work/$stream" &&
			fail "C1 control characters on std$stream"
	done
	return 0
}

# wait_for COMMAND...: until it succeeds, at most half a minute
wait_for() {
	tries=300
	until "$@"; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || fail "waited in vain for: $*"
		sleep 0.1
	done
}

# A copy of the collection of the tests, to be changed at will.
collection() {
	cp -R "$top_srcdir/tests/fixtures/collection" "$work/collection"
	chmod -R u+w "$work/collection"
}
