#!/bin/sh
# SPDX-License-Identifier: ISC
# Draws the pictures of README from the real program over the sample.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${top_builddir:-.}
work=$(mktemp -d "${TMPDIR:-/tmp}/screenshots.XXXXXX")
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data" TERM=xterm-256color
export TZ=UTC0 LC_ALL=C.UTF-8 DATELINE_NOW=2026-05-20T08:30:00Z DATELINE_SAMPLE="$here/../sample"
unset NO_COLOR LINES COLUMNS
picture() {	# NAME SIZE STEP...
	name=$1 size=$2
	shift 2
	"$build/tests/e2e/picture" "$size" "$here/$name.svg" "$@" -- "$build/dateline" >/dev/null 2>"$work/log" ||
		{ cat "$work/log" >&2; exit 1; }
	echo "$here/$name.svg"
}
picture reader 150x40 see:TODAY 'see:RELATED COVERAGE' 'type:\r\r'
mkdir -p "$work/config/dateline"
echo 'theme: light' >"$work/config/dateline/config.yaml"
export PICTURE_LIGHT=1
picture reader-light 150x40 see:TODAY 'see:RELATED COVERAGE' 'type:\r\r'
unset PICTURE_LIGHT
rm "$work/config/dateline/config.yaml"
picture filter 100x28 see:TODAY type:tharb 'type:\r' 'type:H60\r'
