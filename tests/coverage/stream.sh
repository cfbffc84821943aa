#!/bin/sh
# SPDX-License-Identifier: ISC
# The hard streams (stream.txt, second.txt, and third.txt, on which nothing was
# fitted) through `dateline relate`: of all pairs that would be shown at least nine
# in ten belong together, and at least seven in ten of those that belong together
# are shown.  Prints every pair that errs.
. "$(dirname "$0")/../cli/lib.sh"

# records NAME COUNT: the stream as records in the order of time.
records() {
	awk -F'|' '
	BEGIN { OFS = "" }
	/^#/ || NF != 5 { next }
	{
		split($2, when, ".")
		story = $1 == "-" ? "single" ++singles : $1
		id = story "-" ++count[story]
		gsub(/["\\]/, "\\\\&")
		printf "%s%s{\"id\":\"%s\",\"title\":\"%s\",\"excerpt\":\"%s\",", $2, "\t", id, $4, $5
		printf "\"publishedDateTime\":\"2021-03-%02dT%02d:00:00Z\",", when[1], when[2]
		printf "\"provider\":{\"name\":\"%s\",\"domain\":\"%s.example\"}}\n", $3, $3
	}' "$top_srcdir/tests/coverage/$1.txt" | sort -s -k1,1n | cut -f2- >"$work/$1.jsonl"
	[ "$(wc -l <"$work/$1.jsonl")" -eq "$2" ] || fail "$1 does not have $2 articles"
}

# judge NAME PRECISION RECALL
judge() {
	what="relate the hard stream $1"
	dateline relate "$work/$1.jsonl" >"$work/out" 2>"$work/err" || fail "it ended with $?"
	clean
	[ ! -s "$work/err" ] || fail "it complained"
	echo "# $1"
	awk -v precision="$2" -v recall="$3" '
	function story(id) { sub(/-[0-9]+$/, "", id); return id }
	function field(line, key) {
		if (!match(line, "\"" key "\":\"[^\"]*\""))
			return ""
		return substr(line, RSTART + length(key) + 4, RLENGTH - length(key) - 5)
	}
	FNR == NR {
		id[++n] = field($0, "id")
		title[id[n]] = field($0, "title")
		next
	}
	{
		split($0, part, /\[|\]/)
		count = split(part[2], other, ",")
		split(part[4], score, ",")
		one = field($0, "id")
		for (i = 1; i <= count; i++) {
			gsub(/"/, "", other[i])
			shown[one, other[i]] = score[i]
		}
	}
	END {
		for (i = 1; i <= n; i++)
			for (k = i + 1; k <= n; k++) {
				truth = story(id[i]) == story(id[k])
				seen = (id[i], id[k]) in shown
				if (seen != ((id[k], id[i]) in shown))
					print "not both ways: " title[id[i]] " / " title[id[k]], bad = 1
				both += truth && seen
				all += truth
				given += seen
				if (truth != seen)
					print (seen ? "# wrong " shown[id[i], id[k]] : "# missed    ") \
						" " title[id[i]] " // " title[id[k]]
			}
		printf "# precision %.3f, recall %.3f of %d pairs\n", both / given, both / all, all
		exit bad || both < precision * given || both < recall * all
	}' "$work/$1.jsonl" "$work/out" || fail "too many pairs err"
}
records stream 200
judge stream 0.9 0.7
records second 159
judge second 0.9 0.7
records third 80
judge third 0.88 0.75

what="relate --stories"
dateline relate --stories "$work/stream.jsonl" >"$work/out" || fail "it ended with $?"
grep -q '^{"id":"probe-1","story":"probe-1","related":\["probe-2"' "$work/out" || fail "the probe's story is not whole"

printf '{"id":7,"title":"A boat"}\n{"no json\n\n[1]\n' >"$work/bad.jsonl"
expect 1 relate "$work/bad.jsonl"
out_is '{"id":"7","related":[],"score":[]}'
err_has 'bad.jsonl:2:'
err_has 'bad.jsonl:4:1: this line is no record'
expect 2 relate --min 2 "$work/bad.jsonl"
err_has 'from 0 to 1'
expect 1 relate "$work/missing.jsonl"
err_has "$work/missing.jsonl"
