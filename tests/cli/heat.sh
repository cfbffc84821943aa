#!/bin/sh
# SPDX-License-Identifier: ISC
# Quality and heat where publishers give none: order, filter, sum and record say
# the same; what publishers say stays as it is; other weights count at once.
. "$(dirname "$0")/lib.sh"

# article NAME DAY.HOUR OUTLET TITLE EXCERPT [LINES]
article() {
	mkdir -p "$work/news/_news"
	{
		printf -- '---\ntitle: "%s"\nexcerpt: "%s"\n' "$4" "$5"
		printf 'publishedDateTime: 2026-03-0%sT%s:00:00Z\n' "${2%.*}" "${2#*.}"
		printf 'originalUrl: "https://%s.example/%s"\n' "$3" "$1"
		printf 'provider:\n  name: %s\n  domain: %s.example\n' "$3" "$3"
		[ -z "${6:-}" ] || printf '%s\n' "$6"
		printf -- '---\n'
	} >"$work/news/_news/$1.md"
}
long="Thirty metres of the mole at Skerrow fell at high water. Nobody was hurt, the harbour master says; boats lie in the bay."
article wall 7.06 Radio "Harbour wall gives way at Skerrow" "$long"
article mole 7.06 Courier "Mole at Skerrow harbour falls at high water" "The harbour wall of Skerrow gave way." \
	'images:
- url: "https://courier.example/m.jpg"'
article pool 7.15 Radio "Swimming pool of Tolm closes" "The roof leaks."
for i in 1 2 3; do
	article "gazette$i" 2.0$i Gazette "Number $i of many" "Nothing." "quality: 9$i
heat: 9$i"
done
article own 8.09 Gazette "Bakers of Tolm strike" "No bread."
expect 0 -q add "$work/news"
figures() {	# QUERY QUALITY HEAT
	expect 0 list --format '%q %h' "$1"
	out_is " $2  $3"
}
expect 0 list --sort heat --format '%h %q %t'
mv "$work/out" "$work/sorted"
: >"$work/out"
printf '%s\n' "92 92 Bakers of Tolm strike" "93 93 Number 3 of many" "92 92 Number 2 of many" \
	"91 91 Number 1 of many" "85 65 Mole at Skerrow harbour falls at high water" \
	"75 55 Harbour wall gives way at Skerrow" "50 50 Swimming pool of Tolm closes" | sort >"$work/wanted"
sort "$work/sorted" | cmp -s - "$work/wanted" || fail "quality and heat"
sort -rn -k1,1 -s "$work/sorted" | cmp -s - "$work/sorted" || fail "not the order of heat"
count 2 'heat:75..85'
count 2 'quality:55..65'
# Records are the publishers'; what is computed stands apart and is taken for nobody's.
expect 0 list --json title:mole
out_has ',"computed":{"quality":65,"heat":85},"state"'
[ "$(grep -o '"quality"' "$work/out" | wc -l)" -eq 1 ] || fail "quality as its publisher's"
cp "$work/out" "$work/record.jsonl"
expect 0 list --json 'title:/Number 1/'
out_has '"quality":91,"heat":91'
out_lacks '"computed"'
expect 0 list --json title:bakers
out_has '"computed":{"quality":92,"heat":92}'
expect 0 parse "$work/record.jsonl"
out_lacks '"quality"'
expect 0 export jsonl title:mole
out_lacks '"quality"'
expect 0 export frontmatter "$work/written" title:mole
! grep -rqE '^(quality|heat|computed):' "$work/written" || fail "computed figures as front matter"

# The sums.
mole=$(number title:mole) own=$(number title:bakers)
expect 0 show "$mole" --why
out_has 'quality ~65 · heat ~85'
out_has 'quality 65 = 50 to begin with + 15 for a picture'
out_has 'heat 85 = quality 65 + 20 for 1 other outlet'
out_has '+20.0    +0m  Radio (20 x 1.00)'
out_has 'not hot: 36 left of 85'
expect 0 show "$own" --why
out_has 'quality 92 = 92, the mean of 3 articles of Gazette whose publisher says it'
expect 0 show "$(number 'title:/Number 1/')" --why
out_has 'quality 91, as its publisher says'
expect 2 show "$mole" --why --json

# Hot is what has enough of it left: the mole half of it after a day.
count 1 'is:hot'
count 1 'is:hot title:bakers'
now=2026-03-07T07:00:00Z
count 1 'is:hot title:mole'
now=2026-03-08T12:00:00Z
printf 'heat:\n  hot: 30\n' >"$config"
count 1 'is:hot title:mole'
count 4 -- '-is:hot'
printf 'heat.half: 400\n' >"$config"
count 1 'is:hot title:mole'
rm "$config"

# By hand: the heat goes with the story.
expect 0 story split "$mole"
count 1 'heat:65 title:mole'
count 1 'heat:55 title:wall'
expect 0 story join "$(number title:wall)" "$mole"
count 1 'heat:85 title:mole'

# Other weights, with or without finding stories.
printf 'quality:\n  base: 10\nheat:\n  outlet: 5\n' >"$config"
expect 0 -q fetch --force
count 1 'heat:30 quality:25 title:mole'
count 1 'heat:93 quality:93'
printf 'coverage: no\nquality.image: -3\n' >"$config"
expect 0 -q fetch --force
count 1 'heat:67 quality:47 title:mole'
expect 2 --config "$config" list 'heat:x'
