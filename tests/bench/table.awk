# SPDX-License-Identifier: ISC
# Lines of "SIZE PROGRAM name=value ..." as a table of medians and ratios.

function median(key,    list, n, i, j, x) {
	n = split(values[key], list, " ")
	for (i = 2; i <= n; i++) {
		x = list[i] + 0
		for (j = i - 1; j > 0 && list[j] + 0 > x; j--)
			list[j + 1] = list[j]
		list[j + 1] = x
	}
	return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}

function commas(text,    out) {
	while (length(text) > 3) {
		out = "," substr(text, length(text) - 2) out
		text = substr(text, 1, length(text) - 3)
	}
	return text out
}

function number(x) {
	if (x >= 100)
		return commas(sprintf("%.0f", x))
	return sprintf(x >= 10 ? "%.1f" : "%.2f", x)
}

function value(size, program, name) {
	return (size, program, name) in values ? median(size SUBSEP program SUBSEP name) : ""
}

function ratio(a, b) {
	return a == "" || b == "" || b == 0 ? "" : number(a / b)
}

function row(label, name, size, unit,    p, v, line) {
	for (p = 1; p <= 4; p++) {
		v[p] = value(size, programs[p], name)
		line = line sprintf(" %9s |", v[p] == "" ? "" : number(v[p] / unit))
	}
	if (line ~ /[0-9]/)
		printf "| %-56s |%s %10s | %10s | %10s |\n", label, line, ratio(v[1], v[2]), ratio(v[3], v[1]),
			ratio(v[4], v[1])
}

function rows(name, text, unit,    i) {
	for (i = 1; i <= nsizes; i++)
		row(text " | " commas(size[i] ""), name, size[i], unit)
}

{
	for (i = 3; i <= NF; i++) {
		split($i, pair, "=")
		values[$1, $2, pair[1]] = values[$1, $2, pair[1]] " " pair[2]
	}
}

END {
	split("dateline bare newsboat sfeed", programs, " ")
	nsizes = split(sizes, size, " ")
	print "| medians | articles | dateline | bare | newsboat | sfeed | dateline / bare |" \
		" newsboat / dateline | sfeed / dateline |"
	print "|---|---|---|---|---|---|---|---|---|"
	rows("first", "start to the first byte, ms", 1)
	rows("full", "start to the list of all articles, ms", 1)
	rows("refreshing_mark", "list in sight, refresh at the start on, ms", 1)
	rows("start_bytes", "bytes of that picture", 1)
	rows("memory", "peak memory there, MB", 1024)
	rows("down", "key down, redrawn, ms", 1)
	rows("down_p90", "the same, 90 of 100 keys, ms", 1)
	rows("down_bytes", "bytes", 1)
	rows("scroll", "down, the list scrolls, ms", 1)
	rows("scroll_bytes", "bytes", 1)
	rows("page", "page down, ms", 1)
	rows("page_p90", "the same, 90 of 100 keys, ms", 1)
	rows("page_bytes", "bytes", 1)
	rows("last", "to the last row, ms", 1)
	rows("search", "search the one title with a word, ms (2)", 1)
	rows("peak", "peak memory after all keys, MB", 1024)
	rows("import_wall", "import (1), s", 1)
	rows("import_memory", "peak memory of that, MB", 1024)
	rows("again_wall", "again, nothing has changed, s", 1)
	print ""
	print "(1) dateline: a folder of files with front matter into its store; newsboat: the same as RSS"
	print "    into its cache; sfeed: the same RSS parsed, nothing stored"
	print "(2) dateline: from the first of eight letters, in titles, excerpts and texts; newsboat: from"
	print "    Enter, in titles and texts; sfeed: from Enter, in titles"
}
