#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Records of `dateline export jsonl` on stdin against the files of a folder as
PyYAML reads them: every field that JSON shows, related items one by one."""
import datetime
import json
import os
import re
import sys

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufe0e\ufe0f\ufeff]")


def head_of(path):
    with open(path, encoding="utf-8-sig") as file:
        return yaml.load(file.read().split("\n---", 1)[0], LOADER)


def text_of(value):
    if isinstance(value, datetime.datetime):
        if value.tzinfo is not None:
            value = value.astimezone(datetime.timezone.utc)
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, str):
        value = " ".join(UNSAFE.sub("", value).replace("\u2028", " ").split())
    return value


def plain(value):
    """What is left when what means nothing is left out."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if v is not None and v != [] and v != {}}
    if isinstance(value, list):
        return [plain(v) for v in value if v is not None]
    return text_of(value)


def compare(where, wanted, got, skip=()):
    bad = 0
    for key in sorted(set(wanted) | set(got)):
        if key in skip or key in ("by", "id") or wanted.get(key) == got.get(key):
            continue
        print(f"{where}: {key}: {wanted.get(key)!r} in the file, {got.get(key)!r} in the record")
        bad += 1
    return bad


def main():
    folder, bad, items = sys.argv[1], 0, 0
    records = {}
    for line in sys.stdin:
        record = json.loads(line)
        records[record["guid"]] = record
    names = sorted(os.listdir(folder))
    for name in names:
        wanted = plain(head_of(os.path.join(folder, name)))
        got = plain(records.get(name, {}))
        lists = wanted.get("related", []), got.get("related", [])
        if len(lists[0]) != len(lists[1]):
            print(f"{name}: {len(lists[0])} related items in the file, {len(lists[1])} in the record")
            bad += 1
        for i, pair in enumerate(zip(*lists)):
            bad += compare(f"{name}: related {i + 1}", *pair)
            items += 1
        bad += compare(name, wanted, got, ("related", "category", "secured", "removed", "guid", "content",
                                           "source", "state", "firstSeen"))
    if len(records) != len(names):
        print(f"{len(names)} files, {len(records)} records")
        bad += 1
    print(f"{len(names)} articles, {items} related items compared, {bad} differ")
    return 1 if bad else 0


sys.exit(main())
