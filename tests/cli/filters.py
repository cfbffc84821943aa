#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Random filters, answered twice: by `dateline list`, and here, slowly and
obviously, article by article over what `dateline export jsonl --all` says.

	filters.py RECORDS TOPICS COUNT SEED COMMAND...

RECORDS is that export, TOPICS a folder of topic files; COMMAND is dateline with
its options.  Prints each filter on which the two differ."""
import datetime
import glob
import html
import json
import random
import re
import subprocess
import sys
import unicodedata

RECORDS, TOPICS, COUNT, SEED, COMMAND = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5:]
NOW = datetime.datetime(2026, 3, 8, 12, tzinfo=datetime.timezone.utc)
DAY = datetime.timedelta(days=1)
rand = random.Random(SEED)


# -- words ------------------------------------------------------------------

SPELT = {"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}


def is_unspaced(c):
    name = unicodedata.name(c, "")
    return name.startswith(("CJK UNIFIED", "CJK COMPAT", "HIRAGANA", "KATAKANA", "HANGUL", "THAI CHAR")) or c in "々〆〇"


def units(text):
    """Words, and single letters of scripts without blanks: (text, joined to the one before)."""
    out, run = [], False
    word = ""
    for c in unicodedata.normalize("NFKC", text) + " ":
        plain = "".join(d for d in unicodedata.normalize("NFD", c) if unicodedata.category(d) != "Mn") or c
        if is_unspaced(c):
            plain = c
        plain = "".join(SPELT.get(d, d) for d in plain.lower()).replace("ς", "σ")
        kind = unicodedata.category(c)
        letter = kind[0] in "LN" or kind == "Co" or (kind[0] == "M" and word != "" and not "\ufe00" <= c <= "\ufe0f")
        if letter and not is_unspaced(c):
            word += plain
            run = False
            continue
        if word:
            out.append((word, False))
            word = ""
        if is_unspaced(c):
            out.append((plain, run))
            run = True
        else:
            run = False
    return out


def has_phrase(where, wanted, prefix):
    for at in range(len(where) - len(wanted) + 1):
        for i, (word, joined) in enumerate(wanted):
            there, there_joined = where[at + i]
            if i > 0 and joined != there_joined:
                break
            last = i == len(wanted) - 1
            if not (there.startswith(word) if last and prefix else there == word):
                break
        else:
            return True
    return False


def fold(text):
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if unicodedata.category(c) != "Mn")


# -- articles ---------------------------------------------------------------

def time_of(text):
    return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.timezone.utc)


def strip(content):
    if "<" not in content:
        return content
    return html.unescape(re.sub(r"<[^>]*>", " ", content))


class Article:
    def __init__(self, record):
        self.r = record
        self.id = record["id"]
        self.time = time_of(record.get("publishedDateTime") or record["firstSeen"])
        provider = record.get("provider", {})
        self.provider, self.domain = provider.get("name", ""), provider.get("domain", "")
        self.link = record.get("originalUrl") or record.get("webUrl") or ""
        self.parts = {
            "title": units(record.get("title", "")), "excerpt": units(record.get("excerpt", "")),
            "content": units(strip(record.get("content", ""))), "provider": units(self.provider),
            "author": units(" ".join(record.get("authors", []))),
        }

    def flag(self, word):
        r, state = self.r, self.r["state"]
        return {
            "is:unread": not state["read"], "is:read": state["read"], "is:starred": state["starred"],
            "is:hidden": state["hidden"], "is:unpublished": r.get("published") is False or r.get("removed") is True,
            "is:muted": "muted" in state, "is:followed": "followed" in state, "is:damaged": "damaged" in r, "is:updated": "revised" in r, "has:related": bool(r.get("related")),
            "has:image": bool(r.get("images")), "has:video": r.get("type") == "video",
            "has:audio": r.get("type") == "audio", "has:content": bool(r.get("content")),
            "has:label": bool(state.get("labels")),
        }[word]


with open(RECORDS, encoding="utf-8") as file:
    ARTICLES = [Article(json.loads(line)) for line in file]
STORIES = {a.id: a.r["story"]["id"] for a in ARTICLES if "story" in a.r}
FLAGS = ["is:unread", "is:read", "is:starred", "is:hidden", "is:muted", "is:followed", "is:unpublished", "is:damaged",
         "is:updated", "has:related", "has:image", "has:video", "has:audio", "has:content",
         "has:label"]


def read_topics():
    found = {}
    for path in glob.glob(TOPICS + "/*.y*ml"):
        keys = {}
        for line in open(path, encoding="utf-8"):
            m = re.match(r"(_id|name|shortname|parent): *(.*?) *$", line)
            if m:
                keys[m.group(1)] = m.group(2).strip("'\"")
        if "name" in keys:
            found[keys["name"]] = keys
    return found


TREE = read_topics()
NAMES = {}
for topic_name, topic in TREE.items():
    for key in ("name", "_id", "shortname"):
        if topic.get(key):
            NAMES.setdefault(fold(topic[key]), topic_name)


def above(name):
    """The topic and all that it is below of."""
    seen = []
    while name and name not in seen:
        seen.append(name)
        name = NAMES.get(fold(TREE.get(name, {}).get("parent", "") or ""))
    return seen


def topics_of(article):
    return [NAMES.get(fold(t), t) for t in article.r.get("topics", [])]


TOPIC_NAMES = sorted({t for a in ARTICLES for t in topics_of(a)} | set(TREE))


# -- filters: (text, function of an article) ---------------------------------

def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def some_words(article, part):
    record = article.r
    text = {"title": record.get("title", ""), "excerpt": record.get("excerpt", ""), "provider": article.provider,
            "content": strip(record.get("content", "")), "author": " ".join(record.get("authors", []))}[part]
    words = [w for w in text.split() if any(unicodedata.category(c)[0] in "LN" for c in w)]
    if not words:
        return None
    at = rand.randrange(len(words))
    return words[at:at + rand.choice([1, 1, 1, 2, 3])]


def text_query():
    part = rand.choice(["title", "title", "excerpt", "content", "provider", "author"])
    words = some_words(rand.choice(ARTICLES), part)
    if words is None:
        return flag_query()
    text = " ".join(words)
    if any(is_unspaced(c) for c in text) and rand.random() < 0.7:
        start = rand.randrange(len(text))
        text = text[start:start + rand.choice([1, 2, 3])].strip() or text
    prefix = rand.random() < 0.25
    if prefix and not is_unspaced(text[-1]):
        text = text[:max(1, len(text) - rand.randrange(3))].rstrip() or text
    text = rand.choice([text, text.upper(), text.lower()])
    field = part if part != "provider" and rand.random() < 0.3 else None
    wanted = units(text)
    if not wanted:
        return flag_query()
    prefix_here = prefix or (len(wanted) > 0 and is_unspaced(wanted[-1][0][0]) and len(wanted[-1][0]) == 1)
    def check(a):
        where = [a.parts[field]] if field else a.parts.values()
        return any(has_phrase(p, wanted, prefix_here) for p in where)
    return (field + ":" if field else "") + quoted(text) + ("*" if prefix else ""), check


def flag_query():
    word = rand.choice(FLAGS)
    return word, lambda a: a.flag(word)


def read_figures():
    """What the store has of quality and heat, the publishers' and what was computed."""
    done = subprocess.run(COMMAND + ["list", "--format", "%i|%q|%h", "--",
                                     "-is:hidden OR is:hidden OR is:muted OR is:unpublished"],
                          capture_output=True, text=True, check=True)
    rows = (line.split("|") for line in done.stdout.splitlines())
    return {int(i): {"quality": int(q) if q.strip() else None, "heat": int(h) if h.strip() else None} for i, q, h in rows}


FIGURES = read_figures()


def figure(a, field):
    """The publisher's, else what was computed."""
    return a.r.get(field, FIGURES.get(a.id, {}).get(field))


def number_query():
    # With stories, coverage is that of the story where its publisher lists less.
    field = rand.choice(["heat", "quality", "id", "id" if STORIES else "coverage"])
    def value(a):
        return a.id if field == "id" else len(a.r.get("related", [])) if field == "coverage" else figure(a, field)
    given = [v for v in map(value, ARTICLES) if v is not None] or [0]
    n, m = rand.choice(given), rand.choice(given)
    low, high = min(n, m), max(n, m)
    text, fits = rand.choice([
        (f":{n}", lambda v: v == n), (f":={n}", lambda v: v == n), (f":>{n}", lambda v: v > n),
        (f">={n}", lambda v: v >= n), (f":<{n}", lambda v: v < n), (f":<={n}", lambda v: v <= n),
        (f":{low}..{high}", lambda v: low <= v <= high), (f":..{n}", lambda v: v <= n), (f":{n}..", lambda v: v >= n)])
    return field + text, lambda a: value(a) is not None and fits(value(a))


def story_query():
    number = rand.choice(ARTICLES).id
    story = STORIES.get(number, number)
    return f"story:{number}", lambda a: a.id == number or STORIES.get(a.id) == story


def day_of(t):
    return t.replace(hour=0, minute=0, second=0)


def stretch():
    """A stretch of time as it is written, its start, its end."""
    t = rand.choice(ARTICLES).time
    day = day_of(t)
    month = day.replace(day=1)
    after_month = (month + 32 * DAY).replace(day=1)
    span = rand.choice([1, 3, 7, 30, 400])
    return rand.choice([
        (day.strftime("%Y-%m-%d"), day, day + DAY), (day.strftime("%Y/%m/%d"), day, day + DAY),
        (month.strftime("%Y-%m"), month, after_month),
        (str(t.year), month.replace(month=1), month.replace(month=1, year=t.year + 1)),
        (t.strftime("%Y-%m-%dT%H:%M:%SZ"), t, t + datetime.timedelta(seconds=1)),
        ("today", day_of(NOW), day_of(NOW) + DAY), ("yesterday", day_of(NOW) - DAY, day_of(NOW)),
        (f"{span}d", NOW - span * DAY, NOW + datetime.timedelta(seconds=1)),
        ("friday", day_of(NOW) - 2 * DAY, day_of(NOW) - DAY)])


def time_query():
    field = rand.choice(["date", "date", "after", "before", "seen", "updated"])
    def value(a):
        if field == "seen":
            return time_of(a.r["firstSeen"])
        if field == "updated":
            return time_of(a.r["updatedDateTime"]) if "updatedDateTime" in a.r else None
        return a.time
    text, start, end = stretch()
    if field in ("after", "before"):
        fits = (lambda v: v >= start) if field == "after" else (lambda v: v < start)
        name = rand.choice(["after", "since"] if field == "after" else ["before", "older_than"])
        return f"{name}:{text}", lambda a: fits(value(a))
    _, start2, end2 = other = stretch()
    if rand.random() < 0.3 and start < end2 and not re.match(r"\d+d$", other[0]):
        return f"{field}:{text}..{other[0]}", lambda a: value(a) is not None and start <= value(a) < end2
    sign, fits = rand.choice([
        ("", lambda v: start <= v < end), (">=", lambda v: v >= start), (">", lambda v: v >= end),
        ("<", lambda v: v < start), ("<=", lambda v: v < end)])
    return f"{field}:{sign}{text}", lambda a: value(a) is not None and fits(value(a))


def topic_query():
    name = rand.choice(TOPIC_NAMES)
    exact = rand.random() < 0.3
    def check(a):
        return any(t == name if exact else name in above(t) for t in topics_of(a))
    return "topic:" + ("=" if exact else "") + quoted(rand.choice([name, name.upper()])), check


def provider_query():
    a = rand.choice(ARTICLES)
    name = rand.choice([n for n in (a.provider, a.domain) if n] or ["nobody"])
    if rand.random() < 0.2:
        pattern = "^" + re.escape(name[:3]).replace("/", "\\/")
        return f"provider:/{pattern}/", lambda b: any(re.search("^" + re.escape(name[:3]), n) for n in
                                                      (b.provider, b.domain))
    part = name[:rand.randrange(2, 9)].strip() if rand.random() < 0.4 else name
    wanted = fold(part)
    def both(b):
        return fold(b.provider), fold(b.domain)
    whole = any(wanted in both(b) for b in ARTICLES)
    def check(b):
        return wanted in both(b) if whole else any(wanted in n for n in both(b))
    return rand.choice(["provider:", "from:", "site:"]) + quoted(part), check


def name_query():
    a = rand.choice(ARTICLES)
    if rand.random() < 0.3:
        kind = rand.choice(["article", "video", "audio"])
        return "type:" + kind, lambda b: b.flag("has:" + kind) if kind != "article" else not (
            b.flag("has:video") or b.flag("has:audio"))
    if rand.random() < 0.3 and a.r["state"].get("labels"):
        label = rand.choice(a.r["state"]["labels"])
        return "label:" + quoted(label.upper()), lambda b: label in b.r["state"].get("labels", [])
    if rand.random() < 0.3 and a.r.get("language"):
        lang = a.r["language"].lower()
        return "lang:" + lang, lambda b: (b.r.get("language", "").lower() + "-").startswith(lang + "-")
    if rand.random() < 0.3:
        part = a.r["source"][-8:]
        return "source:" + quoted(part), lambda b: part.lower() in b.r["source"].lower()
    start = rand.randrange(max(1, len(a.link)))
    part = a.link[start:start + rand.randrange(3, 12)] or "x"
    if rand.random() < 0.4:
        return "url:/" + re.escape(part).replace("/", "\\/") + "/", lambda b: part in b.link
    return "url:" + quoted(part), lambda b: part.lower() in b.link.lower()


def regex_query():
    field = rand.choice(["title", "excerpt"])
    words = some_words(rand.choice(ARTICLES), field)
    if words is None:
        return flag_query()
    word = words[0]
    pattern = rand.choice(["^" + re.escape(word), re.escape(word) + "$", re.escape(word[:4]) + ".*" + re.escape(
        word[-1]), r"\b" + re.escape(word) + r"\b"])
    icase = rand.random() < 0.5
    compiled = re.compile(pattern, re.I if icase else 0)
    written = pattern.replace("\\ ", " ").replace("/", "\\/")
    def check(a):
        return bool(compiled.search(a.r.get(field, "").replace("\n", "\x00\n"))) if "\n" in a.r.get(
            field, "") and pattern.endswith("$") else bool(compiled.search(a.r.get(field, "")))
    return f"{field}:/{written}/" + ("i" if icase else ""), check


LEAVES = [text_query, text_query, text_query, flag_query, number_query, time_query, topic_query, provider_query,
          name_query, regex_query]
if STORIES:
    LEAVES += [story_query, story_query]
    FLAGS.remove("has:related")


def query(depth):
    kind = rand.random()
    if depth == 0 or kind < 0.35:
        return rand.choice(LEAVES)()
    a, fits_a = query(depth - 1)
    if kind < 0.55:
        return f"{rand.choice(['-', 'NOT '])}({a})", lambda x: not fits_a(x)
    b, fits_b = query(depth - 1)
    if kind < 0.8:
        return f"({a}) {rand.choice(['', 'AND ', '&& '])}({b})", lambda x: fits_a(x) and fits_b(x)
    return f"({a}) {rand.choice(['OR', '||'])} ({b})", lambda x: fits_a(x) or fits_b(x)


def listed(text, article):
    if re.search(r"(?<!\w)id(:|[<>=])", text):
        return True
    return (("is:hidden" in text or not article.flag("is:hidden")) and
            ("is:muted" in text or not article.flag("is:muted")) and
            ("is:unpublished" in text or not article.flag("is:unpublished")))


ORDERS = {"heat": lambda a: figure(a, "heat") if figure(a, "heat") is not None else -1e9,
          "quality": lambda a: figure(a, "quality") if figure(a, "quality") is not None else -1e9,
          "coverage": lambda a: len(a.r.get("related", [])), "unread": lambda a: a.flag("is:unread")}


def run(arguments):
    done = subprocess.run(COMMAND + arguments, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or done.stderr:
        return "exit %d: %s" % (done.returncode, done.stderr.strip())
    return [int(n) for n in done.stdout.split()]


def compare():
    wrong = 0
    for _ in range(COUNT):
        text, fits = query(rand.choice([0, 1, 2, 3]))
        wanted = [a for a in ARTICLES if listed(text, a) and fits(a)]
        order = rand.choice(["date", "date", "relevance"] + [o for o in ORDERS if o != "coverage" or not STORIES])
        key = (lambda a: (a.time, a.id)) if order not in ORDERS else lambda a: (ORDERS[order](a), a.time, a.id)
        ids = [a.id for a in sorted(wanted, key=key, reverse=True)]
        reverse = rand.random() < 0.3
        if reverse:
            ids.reverse()
        got = run(["list", "--format", "%i", "--sort", ("-" if reverse else "") + order, "--", text])
        same = sorted(got) == sorted(ids) if order == "relevance" and isinstance(got, list) else got == ids
        if same and rand.random() < 0.3:
            got = run(["list", "--count", "--", text])
            same = got == [len(ids)]
        if not same:
            wrong += 1
            print("%s [%s]\n  is     %s\n  should %s" % (text, order, str(got)[:300], str(ids)[:300]))
    print("%d filters over %d articles, %d differ" % (COUNT, len(ARTICLES), wrong))
    return wrong


sys.exit(1 if compare() else 0)
