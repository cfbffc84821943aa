#!/bin/sh
# SPDX-License-Identifier: ISC
# Help, nearest names, exit codes, what goes to which output.
. "$(dirname "$0")/lib.sh"

expect 0 --help
err_empty
out_has "dateline [OPTIONS] [COMMAND]"
clean
for command in read add remove sources fetch list show open mark export parse check; do
	expect 0 --help
	out_has "  $command"
	expect 0 "$command" --help
	out_has "usage: dateline $command"
	mv "$work/out" "$work/by-option"
	expect 0 help "$command"
	cmp -s "$work/out" "$work/by-option" || fail "help $command and $command --help differ"
done
expect 0 list -h
out_has -- "--format"
expect 0 read --help
out_lacks "--script"
expect 0 --version
out_has "dateline "
out_has "SQLite"
expect 0 -V
expect 0 help
out_has "commands:"
expect 0 help settings
out_has "open.browser"
out_has "refresh.start"
expect 0 help keys
out_has "Open the original in the browser"
expect 0 help query
out_has "coverage"
expect 2 help lsit
err_has 'did you mean "list"?'
out_empty
expect 2 help setings
err_has 'did you mean "settings"?'

# nothing was made by asking for help
[ ! -e "$XDG_DATA_HOME" ] || fail "help has made files"

expect 2 lits
err_has 'no command "lits"; did you mean "list"?'
out_empty
expect 2 list --jsn
err_has 'no option "--jsn"; did you mean "--json"?'
expect 2 list --zzzzzz
err_has "dateline list --help"
expect 2 --zzzzzz
err_has "see dateline --help"
expect 2 list -sponsored
err_has "behind --"
expect 2 list -n
err_has "needs a value"
expect 2 list -n many
err_has "needs a number"
expect 2 list --json=yes
err_has "takes no value"
expect 2 list --json --tsv
err_has "only one of"
expect 2 list --sort heta
err_has 'did you mean "heat"?'
expect 2 list --format '%z'
err_has "no escape"
expect 2 --now yesterday list
err_has "--now needs a time"
expect 2 list topik:mills
err_has 'did you mean "topic"?'
err_has "  topik:mills"
[ "$(sed -n 3p "$work/err")" = "  ^" ] || fail "no caret under the mistake"
expect 2 mark
err_has "something is missing: dateline mark"
expect 2 mark reed 1
err_has 'did you mean "read"?'
expect 2 mark read ""
err_has "everything"
expect 2 show 1 2
err_has "one word too many"
expect 2 show abc
expect 2 open abc
expect 2 sources x
expect 2 export jsnol
err_has 'did you mean "jsonl"?'
expect 2 export frontmatter
err_has "export frontmatter DIR"
expect 2 parse

# without a terminal there is no reader
for words in "" read topic:mills; do
	# shellcheck disable=SC2086
	expect 2 $words
	err_has "dateline list"
	out_empty
done
[ ! -e "$XDG_DATA_HOME" ] || fail "a mistake in the words has made files"

# in no locale, or one that is not there, text is UTF-8 all the same
cat >"$work/keys" <<'EOF'
size 80x24
wait
show
EOF
for locale in "" xx_YY.UTF-8; do
	LC_ALL=$locale expect 0 read --script "$work/keys"
	out_has "●"
done

# the sample, until there is a source
expect 0 list -n 3
lines 3
expect 0 sources
out_empty
err_has "dateline add"
expect 0 -q sources
err_empty

# outputs that fail: a full disk is said, a closed pipe is not
if [ -w /dev/full ]; then
	what="list >/dev/full"
	dateline list >/dev/full 2>"$work/err"
	[ $? = 1 ] || fail "a full disk is no success"
	err_has "No space left"
fi
what="list | true"
{ dateline list --json 2>"$work/err"; echo $? >"$work/code"; } | true
err_empty
[ "$(cat "$work/code")" = 0 ] || fail "a closed pipe is no failure"

# a store that cannot be used
mkdir -p "$work/bad"
echo "this is no database, but it is long enough to be looked at" >"$work/bad/dateline.db"
expect 3 --data "$work/bad" sources
err_has "$work/bad/dateline.db"
clean
: >"$work/file"
expect 3 --data "$work/file/x" sources
err_has "$work/file"
