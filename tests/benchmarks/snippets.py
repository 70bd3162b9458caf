"""Small pages with the origin they state, by file: `python -m tests.benchmarks.snippets FILE.jsonl... [--errors] [--half build]`.

One object a line: `id`, `publisher`, `language`, `zone` (where the credit or the trap stands), `kind`, `html`, `url`, and `origin`: the
names that are right, or null where the page states no other origin. Halves are split by publisher; `--errors` lists
those of the build half alone. A contribution ("with files from X") is right where the reading names X as a part.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from provenance.text import name_key
from tests.benchmarks import pages, shared

_ELSEWHERE = frozenset({"republication", "wire", "excerpt", "translation", "press_release", "co_published"})
_PARTLY = "mixed"


def names(reading: dict[str, Any]) -> set[str]:
    """Keys of every name of the origin that a reading states to be another's."""
    origin = reading["origin"] or {}
    if origin.get("kind") not in {*_ELSEWHERE, _PARTLY}:
        return set()
    outlet = origin.get("outlet") or {}
    return {name_key(n) for n in (origin.get("name"), outlet.get("name"), outlet.get("domain")) if n}


def verdict(row: dict[str, Any], reading: dict[str, Any]) -> str:
    """`right`, `wrong` (another name), `missed`, `false` (an origin where none is stated) or `silent`."""
    found = names(reading)
    if row["origin"] is None:
        partly = (reading["origin"] or {}).get("kind") == _PARTLY
        return "false" if found and not partly else "silent"
    if not found:
        return "missed"
    return "right" if found & {name_key(n) for n in row["origin"]} else "wrong"


def figures(counts: Counter[str]) -> str:
    """Precision and recall of the origins named, and how many pages without one were given one."""
    claimed = counts["right"] + counts["wrong"] + counts["false"]
    stated = counts["right"] + counts["wrong"] + counts["missed"]
    precision = counts["right"] / claimed if claimed else 1.0
    recall = counts["right"] / stated if stated else 0.0
    own = counts["false"] + counts["silent"]
    return f"P {precision:.3f} ({counts['right']}/{claimed})  R {recall:.3f} ({counts['right']}/{stated})  false {counts['false']} of {own}"


def _error(row: dict[str, Any], reading: dict[str, Any], found: str) -> str:
    origin = reading["origin"] or {}
    rules = [f"{c['evidence']['rule']}={c['name']}" for c in reading["credits"]]
    return f"{found:7} {row['id']} {row['language']} {row['zone']}/{row['kind']} want {row['origin']} got {origin.get('kind')} {origin.get('name')!r} {rules}"


def measure(rows: list[dict[str, Any]], side: str, errors: bool) -> None:
    """Print the figures of one half, in all and by zone, kind and language."""
    fields = ("id", "html", "url", "language")
    found, seconds = pages.readings([{k: row[k] for k in fields} for row in rows])
    verdicts = {row["id"]: verdict(row, found[row["id"]]) for row in rows}
    print(f"\n== {side} half: {len(rows)} pages in {seconds:.1f} CPU s\n{figures(Counter(verdicts.values()))}")
    for by in ("kind", "zone", "language"):
        for value in sorted({row[by] for row in rows}):
            print(f"  {by} {value:14} {figures(Counter(verdicts[r['id']] for r in rows if r[by] == value))}")
    for row in rows if errors and side == "build" else ():
        if verdicts[row["id"]] in ("wrong", "missed", "false"):
            print(_error(row, found[row["id"]], verdicts[row["id"]]))


def main() -> int:
    """Read the command line and measure each half of each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--half", choices=["build", "check"])
    parser.add_argument("--errors", action="store_true", help="list the errors of the build half")
    options = parser.parse_args()
    for file in options.files:
        print(f"\n{file.name}")
        for side, rows in shared.halves(shared.rows(file), lambda row: str(row["publisher"])).items():
            if rows and options.half in (None, side):
                measure(rows, side, options.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
