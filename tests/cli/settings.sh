#!/bin/sh
# SPDX-License-Identifier: ISC
# Settings, keys and themes: what is printed can be kept, mistakes have a place.
. "$(dirname "$0")/lib.sh"

# all options, as they are without a file
expect 0 --print-config
out_has 'theme: "dark"'
out_has '#    "j": next'
err_empty
cp "$work/out" "$config"
expect 0 check
out_has "in order"
err_empty
sed '/^#keys:/,/^$/s/^#//; /^#openers:/,$s/^#//' "$config" >"$work/keys.yaml"
grep -q '^    "j": next$' "$work/keys.yaml" || fail "the keys are not there"
expect 0 --config "$work/keys.yaml" check
err_empty

# keys
printf 'keys:\n  preset: newsbot\n  bind:\n    j: nxt\n    gg: first\n    x: [hide, next]\n' >"$config"
expect 2 check
err_has "$config:2:11: no preset of keys \"newsbot\"; did you mean \"newsboat\"?"
err_has "$config:4:8: no action \"nxt\"; did you mean \"next\"?"
err_has "$config:5:5: no key \"gg\""
[ "$(wc -l <"$work/err")" -eq 3 ] || fail "there is more than three mistakes"
for preset in default vim newsboat; do
	echo "keys: $preset" >"$config"
	expect 0 check
done

# themes
for theme in dark light contrast mono gruvbox nord; do
	echo "theme: $theme" >"$config"
	expect 0 check
	err_empty
done
printf 'mouse: no\ntheme: drak\n' >"$config"
expect 2 check
err_has "$config:2:8: no theme \"drak\"; did you mean \"dark\"?"
mkdir "$XDG_CONFIG_HOME/dateline/themes"
own=$XDG_CONFIG_HOME/dateline/themes/own.yaml
printf 'base: nord\nroles:\n  headng: {}\n  star: {fg: gold}\n' >"$own"
echo "theme: own" >"$config"
expect 2 check
err_has "$own:3:3: no role \"headng\"; did you mean \"heading\"?"
err_has "$own:4:14: no colour \"gold\""
printf 'roles:\n  star: {fg: "\033[31m"}\n' >"$own"
expect 2 check
clean
