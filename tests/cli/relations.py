# relations.py ALL SHOWN: every item that a publisher lists with an article (ALL, as
# `export jsonl --all` prints it) is shown with it (SHOWN, as `list --json` does),
# and the article with the item, where it is an article too.
import json
import re
import sys


def read(name):
    return [json.loads(line) for line in open(name, encoding="utf-8")]


def address(url):
    return re.sub(r"^https?://(www\.)?|[?#].*$|/+$", "", url or "").lower()


shown = {a["id"]: a for a in read(sys.argv[2])}
every = read(sys.argv[1])
by_address = {}
for a in every:
    for key in ("originalUrl", "webUrl"):
        by_address.setdefault(address(a.get(key)), set()).add(a["id"])
by_address.pop("", None)
bad = listed = both = 0
for a in every:
    own = shown.get(a["id"], {}).get("related", [])
    for r in a.get("related", []):
        listed += 1
        same = [x for x in own if x["by"] == "publisher"
                and (x.get("title"), x.get("webUrl")) == (r.get("title"), r.get("webUrl"))]
        if not same:
            print("lost:", a["id"], r.get("title"))
            bad += 1
            continue
        other = same[0].get("id")
        known = by_address.get(address(r.get("webUrl")), set()) - {a["id"]}
        if known and other not in known and "?" not in r.get("webUrl"):
            print("not found:", a["id"], r.get("webUrl"))
            bad += 1
        if other is None:
            continue
        back = [x for x in shown[other].get("related", []) if x.get("id") == a["id"]]
        if not back or back[0]["by"] != "publisher":
            print("one way:", a["id"], other)
            bad += 1
        both += bool(back)
print(f"{listed} listed, {both} both ways")
sys.exit(bad > 0)
