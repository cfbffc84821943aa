#!/bin/sh
# SPDX-License-Identifier: ISC
# The confined parser with documents that need much, or want too much: whatever
# the encoding, none of them may be its death.
. "$(dirname "$0")/lib.sh"

# The tables of an encoding are a file, which a parser cannot open any more.
for encoding in us-ascii iso-8859-1 iso-8859-15 windows-1250 windows-1251 windows-1252 windows-1256 \
	koi8-r koi8-u shift_jis euc-jp gb18030 gbk gb2312 big5 euc-kr; do
	printf '<?xml version="1.0" encoding="%s"?>\n<opml version="2.0"><body>%s</body></opml>\n' $encoding \
		'<outline text="x" xmlUrl="http://a.example/"/>' >"$work/$encoding.opml"
	expect 0 parse "$work/$encoding.opml"
	out_has '"url":"http://a.example/"'
	err_empty
done

survives() {	# FILE: whatever is said of it, the parser lived
	what="parse $1"
	dateline parse "$1" >"$work/out" 2>"$work/err" </dev/null
	[ $? -le 1 ] || fail "exit code"
	! grep -qE 'sandbox|died|nonsense|longer than|memory' "$work/err" || fail "the parser did not live"
	clean
}

# a billion laughs, a file that is not for it, a deep one
{
	echo '<!DOCTYPE opml [<!ENTITY e0 "ha">'
	for i in 1 2 3 4 5 6 7 8 9 10; do
		p="&e$((i - 1));"
		echo "<!ENTITY e$i \"$p$p$p$p$p$p$p$p$p$p\">"
	done
	echo ']><opml version="2.0"><body><outline text="&e10;" xmlUrl="http://a.example/"/></body></opml>'
} >"$work/laughs.opml"
survives "$work/laughs.opml"

echo secret >"$work/secret"
cat >"$work/external.opml" <<EOT
<!DOCTYPE opml SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY x SYSTEM "file://$work/secret">]>
<opml version="2.0"><body><outline text="&x;" xmlUrl="http://a.example/"/></body></opml>
EOT
survives "$work/external.opml"
out_lacks secret

{
	echo '<opml version="2.0"><body>'
	awk 'BEGIN { for (i = 0; i < 50000; i++) print "<outline text=\"x\">" }'
} >"$work/deep.opml"
survives "$work/deep.opml"

# the same for feeds, and what makes libraries slow
for encoding in iso-8859-1 windows-1251 koi8-r ibm437 cp037 shift_jis euc-jp gb2312 big5 euc-kr iso-2022-jp \
	utf-16 x-user-defined no-such-thing; do
	printf '<?xml version="1.0" encoding="%s"?>\n<rss><channel><item><title>x\377\200</title></item></channel></rss>\n' \
		$encoding >"$work/feed.xml"
	survives "$work/feed.xml"
	out_has '"title":"x'
	dateline parse --charset $encoding "$work/feed.xml" >"$work/out" 2>"$work/err" </dev/null
	out_has '"title":"x'
done

{
	echo '<!DOCTYPE rss [<!ENTITY e0 "ha">'
	for i in 1 2 3 4 5 6 7 8 9 10; do
		p="&e$((i - 1));"
		echo "<!ENTITY e$i \"$p$p$p$p$p$p$p$p$p$p\">"
	done
	echo "<!ENTITY x SYSTEM \"file://$work/secret\"> <!ENTITY mill \"The Mill &#38; Co.\">"
	echo ']><rss><channel><item><title>&mill; &e10; &x;</title></item></channel></rss>'
} >"$work/laughs.xml"
survives "$work/laughs.xml"
out_lacks secret
out_has 'The Mill & Co. &e9;'

feed_of() {	# NAME WHAT-AWK-PRINTS
	awk "BEGIN { printf \"<rss><channel><item><title>t</title><description>\"
		for (i = 0; i < 100000; i++) printf \"%s\", $2
		print \"</description></item></channel></rss>\" }" >"$work/$1.xml"
	survives "$work/$1.xml"
	out_has '"title":"t"'
}
feed_of deep '"<div>"'
feed_of stray '"</b>"'
feed_of names '"<n" i "/>"'
feed_of sections '"<![CDATA["'
feed_of comments '"<!--"'
feed_of quotes '"<a b=\047"'
awk 'BEGIN { printf "<rss><channel><item><title "
	for (i = 0; i < 100000; i++) printf "a%d=\"v\" ", i
	print ">t</title></item></channel></rss>" }' >"$work/attributes.xml"
survives "$work/attributes.xml"
out_has '"title":"t"'
err_has 'more than 64 attributes'
