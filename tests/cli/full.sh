#!/bin/sh
# SPDX-License-Identifier: ISC
# A disk that takes no more, and parsers that are killed while they work: said
# in words, nothing lost, and the next fetch goes on.
. "$(dirname "$0")/lib.sh"
collection
expect 0 -q add "$work/collection"
before=$(dateline list --count)
awk -v folder="$work/collection/_news" 'BEGIN {
	for (i = 0; i < 2000; i++) {
		file = sprintf("%s/2026-03-01-many-%d.md", folder, i)
		printf "---\ntitle: \"Number %d of very many\"\npublishedDateTime: 2026-03-01T00:00:00Z\n" \
			"originalUrl: https://many.example/%d\n---\nWhat it has to say.\n", i, i >file
		close(file)
	}
}'

what="fetch (no room)"
(ulimit -f 400 && dateline fetch >"$work/out" 2>"$work/err" </dev/null)
code=$?
[ $code = 3 ] || fail "exit code $code instead of 3"
err_has "dateline.db"
clean
[ "$(dateline list --count)" -ge "$before" ] || fail "articles were lost"
expect 0 show 1
expect 0 mark starred 1
expect 1 check		# the collection has a damaged document
out_has "in order"
err_has "quotation"

# Each parser is killed after some documents, until there have been three.
mkdir "$work/libexec"
ln -s "$top_builddir/dateline-fetch" "$work/libexec/dateline-fetch"
cat >"$work/libexec/dateline-parse" <<EOT
#!/bin/sh
if mkdir "$work/one" 2>/dev/null || mkdir "$work/two" 2>/dev/null || mkdir "$work/three" 2>/dev/null; then
	head -c 20000 | "$top_builddir/dateline-parse"
	kill -9 \$\$
fi
exec "$top_builddir/dateline-parse"
EOT
chmod +x "$work/libexec/dateline-parse"
DATELINE_LIBEXEC=$work/libexec expect 0 fetch
[ -d "$work/three" ] || fail "no parser was killed"
count $((before + 2000))
count 1 is:starred
expect 0 fetch
out_has "2014 unchanged"
