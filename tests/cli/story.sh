#!/bin/sh
# SPDX-License-Identifier: ISC
# Stories in the store: found as articles arrive, in whatever order, once and for
# all; publishers' lists both ways; what a person decided stays.
. "$(dirname "$0")/lib.sh"

# article DIR NAME DAY.HOUR OUTLET TITLE EXCERPT [RELATED]
article() {
	mkdir -p "$work/$1/_news"
	{
		printf -- '---\ntitle: "%s"\nexcerpt: "%s"\n' "$5" "$6"
		printf 'publishedDateTime: 2026-03-0%sT%s:00:00Z\n' "${3%.*}" "${3#*.}"
		printf 'originalUrl: "https://%s.example/%s"\nwebUrl: "https://%s.example/%s"\n' "$4" "$2" "$4" "$2"
		printf 'provider:\n  name: %s\n  domain: %s.example\n' "$4" "$4"
		[ -z "${7:-}" ] || printf 'related:\n- title: "%s"\n  webUrl: "%s"\n' "${7%%|*}" "${7#*|}"
		printf -- '---\n'
	} >"$work/$1/_news/$2.md"
}
article one wall 1.06 Radio "Harbour wall gives way at Skerrow" "Thirty metres of the mole at Skerrow fell at high water."
article one pool 1.15 Radio "Swimming pool of Tolm closes" "The roof leaks, the council of Tolm says."
article one vote 2.09 Courier "Belmar elects a new mayor" "Ruth Odell won by a hundred votes." \
	"Odell is mayor|https://Wire.example/odell"
article two mole 1.09 Courier "Mole at Skerrow harbour falls at high water" "The harbour wall of Skerrow gave way in the night."
article two odell 2.10 Wire "Odell is mayor" "The counting took all night."

expect 0 -q add "$work/one"
expect 0 list --json title:wall
out_lacks '"story"'
out_lacks '"dateline"'
expect 0 -q add "$work/two"

# one line a story, under the article that lists the others, else the earliest; by
# date where the last outlet joined
titles() {
	dateline list --stories --format %t "$@" | tr '\n' ';'
}
[ "$(titles)" = "Belmar elects a new mayor;Swimming pool of Tolm closes;Harbour wall gives way at Skerrow;" ] ||
	fail "stories: $(titles)"
[ "$(dateline list --count)" = 5 ] && [ "$(dateline list --count --stories)" = 3 ] || fail "count of stories"
[ "$(titles counting)" = "Odell is mayor;" ] || fail "the member that is searched is shown"
[ "$(titles provider:wire)" = "Odell is mayor;" ] || fail "the outlet's own"
[ "$(dateline list --stories --format '%d' title:wall)" = "2026-03-01 06:00" ] || fail "its own time"
[ "$(dateline list --stories --format '%t %d' -n 3 | tail -n 1)" = "Harbour wall gives way at Skerrow 2026-03-01 09:00" ] ||
	fail "it stands where the second outlet joined"
mkdir -p "$XDG_CONFIG_HOME/dateline"
echo 'stories: { lead: newest, return: no }' >"$XDG_CONFIG_HOME/dateline/config.yaml"
[ "$(titles skerrow)" = "Mole at Skerrow harbour falls at high water;" ] || fail "the newest leads"
rm "$XDG_CONFIG_HOME/dateline/config.yaml"

# Found from either end; a list from either end too.
expect 0 list --json title:wall
out_has '"title":"Mole at Skerrow harbour falls at high water"'
out_has '"by":"dateline","score":0.'
out_has '"articles":2,"providers":2,"first":"2026-03-01T06:00:00Z","last":"2026-03-01T09:00:00Z"'
expect 0 list --json title:mole
out_has '"title":"Harbour wall gives way at Skerrow"'
expect 0 list --json "title:elects"
out_has '"title":"Odell is mayor","webUrl":"https://Wire.example/odell","by":"publisher"'
expect 0 list --json "title:odell"
out_has '"title":"Belmar elects a new mayor"'
out_has '"by":"publisher"'
expect 0 list --json title:pool
out_lacks '"related"'
# Exports have what publishers wrote, no more.
expect 0 export jsonl
out_lacks '"by":"dateline"'

# Nothing changes by reading again, or by finding anew.
expect 0 list --json
sed 's/"firstSeen":"[^"]*"//' "$work/out" >"$work/first"
expect 0 -q fetch --force
expect 0 list --json
sed 's/"firstSeen":"[^"]*"//' "$work/out" | cmp -s - "$work/first" || fail "reading again changes coverage"
expect 0 check --relink
out_is '2 stories'
expect 0 list --json
sed 's/"firstSeen":"[^"]*"//' "$work/out" | cmp -s - "$work/first" || fail "finding anew changes coverage"

number() {
	expect 0 list --format %i "$1"
	cat "$work/out"
}
expect 0 list --format "%c %t" "title:wall OR title:pool"
out_has "1 Harbour wall"
out_has "0 Swimming pool"
wall=$(number title:wall) mole=$(number title:mole) pool=$(number title:pool)
expect 0 story "$wall"
[ "$(wc -l <"$work/out")" -eq 2 ] || fail "the story does not have two articles"
out_has "	+3h	Courier	Mole at Skerrow"

# Decided by hand, and kept.
expect 0 story split "$mole"
expect 0 story "$wall"
[ "$(wc -l <"$work/out")" -eq 1 ] || fail "the story was not split"
expect 0 story join "$wall" "$pool"
for again in "" relink; do
	[ -z "$again" ] || expect 0 check --relink
	expect 0 story "$pool"
	[ "$(wc -l <"$work/out")" -eq 2 ] || fail "the pool is not in the wall's story"
	out_has "Harbour wall"
	expect 0 list --format "%c %t" "title:mole OR title:pool"
	out_has "1 Swimming pool"
	out_has "0 Mole"
	expect 0 story "$mole"
	[ "$(wc -l <"$work/out")" -eq 1 ] || fail "the mole came back"
done
expect 0 mark read --story "$pool"
out_is '2 marked read'

# A filter, by any number of the story; alone, an article is its own.
stories() {	# NUMBER NUMBERS...
	expect 0 list --sort -date --format %i "story:$1"
	shift
	[ "$(tr '\n' ' ' <"$work/out")" = "$* " ] || fail "story: finds others than $*"
}
stories "$pool" "$wall" "$pool"
stories "$wall" "$wall" "$pool"
stories "$mole" "$mole"
expect 0 list --count "story:$pool title:pool"
out_is 1
expect 0 list --count -- "-story:$pool"
out_is 3
expect 2 list 'story:>7'
err_has 'story:1204'

# Muted as a whole: what comes to it later too.
expect 0 mute "story:$wall"
out_is '2 muted'
article two wall 1.10 Wire "Harbour wall gives way at Skerrow" "Thirty metres of the mole at Skerrow fell at high water."
expect 0 -q fetch
expect 0 list --count 'is:muted wire'
out_is 1
expect 0 story "$wall"
out_has "	Wire	Harbour wall gives way at Skerrow	reprint of $wall"
expect 0 mute --off "story:$wall"
out_is '3 no longer muted'

# Rules that ask for stories and coverage wait until these are known.
cat >"$config" <<EOF
rules:
  - when: coverage:>=1
    do: label covered
  - when: -has:related provider:wire
    do: label alone
  - when: story:$wall
    do: star
EOF
article two ferry 1.05 Wire "Ferry to Tolm is cancelled" "No boats before Monday."
article two wall2 1.04 Courier "Harbour wall at Skerrow gives way" "Thirty metres of the mole fell at high water in Skerrow."
expect 0 -q fetch
expect 0 list --format %t label:covered
out_is 'Harbour wall at Skerrow gives way'
expect 0 list --format %t label:alone
out_is 'Ferry to Tolm is cancelled'
expect 0 list --format %t is:starred
out_is 'Harbour wall at Skerrow gives way'
rm "$config"

# Other words are compared anew.
article two mole 1.09 Courier "Bakers of Tolm strike" "No bread until Friday."
expect 0 -q fetch --force
expect 0 list --json title:wall
out_lacks 'Bakers'

expect 2 story split x
err_has 'numbers of articles'
expect 2 story join "$wall"
expect 1 story 9999
err_has 'no article 9999'

# Publishers' lists of a real collection: none is lost, all are seen both ways.
corpus=$top_srcdir/../shared/corpus/diablo4
[ -d "$corpus/_news" ] && python3 -c '' 2>/dev/null || exit 0
expect 0 -q --data "$work/d" --config "$work/d/config.yaml" add "$corpus"
expect 0 --data "$work/d" --config "$work/d/config.yaml" export jsonl --all
mv "$work/out" "$work/published"
expect 0 --data "$work/d" --config "$work/d/config.yaml" list --json
python3 - "$work/published" "$work/out" >"$work/err" <<'P' || fail "relations are lost"
import json, sys
read = lambda name: [json.loads(line) for line in open(name, encoding="utf-8")]
shown = {a["id"]: a for a in read(sys.argv[2])}
bad = 0
for a in read(sys.argv[1]):
    for r in a.get("related", []):
        own = shown.get(a["id"])
        if own and not any(x["by"] == "publisher" and x.get("title") == r.get("title") for x in own["related"]):
            print("lost:", a["id"], r.get("title"))
            bad += 1
        other = shown.get(r.get("id"))
        if other and own and not any(x.get("id") == a["id"] for x in other.get("related", [])):
            print("one way:", a["id"], r["id"])
            bad += 1
sys.exit(bad > 0)
P

# A story whose outlets joined at other times than its lead, over several pages.
mkdir -p "$work/many"
awk 'BEGIN {
	for (i = 1; i <= 1300; i++) {
		printf "{\"title\":\"Number %d\",\"publishedDateTime\":\"2026-02-%02dT%02d:%02d:00Z\",", i,
			1 + i % 28, i % 24, i % 60
		printf "\"originalUrl\":\"https://o%d.example/%d\",\"provider\":{\"name\":\"o%d\"}", i % 9, i, i % 9
		if (i % 5 == 0)
			printf ",\"related\":[{\"title\":\"Number %d\",\"webUrl\":\"https://o%d.example/%d\"}]",
				i - 1, (i - 1) % 9, i - 1
		print "}"
	}
}' >"$work/many/all.jsonl"
expect 0 -q add "$work/many/all.jsonl"
titles "title:number" | tr ';' '\n' >"$work/paged"
[ "$(sort -u "$work/paged" | wc -l)" = "$(dateline list --stories --count title:number)" ] || fail "paged once each"
[ "$(sort "$work/paged" | uniq -d | wc -l)" = 0 ] || fail "twice in pages"
