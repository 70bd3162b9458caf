"""Is the name a statement is resolved to the right one? A sheet to label, and the figures of its labels.

    python -m tests.benchmarks.names sheet FOLDER [--half check|build] [--cases 200] [--seed 6]
    python -m tests.benchmarks.names answer SHEET ANSWERS
    python -m tests.benchmarks.names score LABELS ANSWERS [--wrong]

`sheet` draws speaker mentions from one half of PolNeAR (articles by the hash of their id) and writes

* `FOLDER/sheet.jsonl`: one mention a line, with its place in the text, its statement and what is around it;
* `FOLDER/articles.txt`: the articles, each drawn mention within `[[id: ...]]`, the easiest to label from;
* `FOLDER/answers.jsonl`: what `read` resolved each to, kept apart so that who labels does not see it.

`answer` writes the answers to an older sheet anew, so that its labels count for rules that were changed
since; a mention that is no speaker's any more is unresolved, with method "gone".

A label is a line `{"id": 1, "name": "..."}`: the fullest name the article gives the one whom the words
mean (person or body, without office), "unresolvable" where they mean nobody the article names
("officials", "they"), several that are equally right with " | " between. The articles are other people's:
sheets and labels stay outside the project.

`score` counts a name as right where it is a label's, or has its first and last word. A surname where the
article has the full name is not right; how many were only that is said. `--wrong` lists the wrong ones,
and refuses the check half, which is seen in totals only.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from provenance.measure.agreement import share
from provenance.outlets.registry import load as load_registry
from provenance.quote.annotate import annotate
from provenance.quote.profile import load
from provenance.records.article import ArticleText
from provenance.records.statement import Speaker, Statement
from tests.benchmarks import shared

SET = "quotes/polnear-train84.jsonl"
UNRESOLVABLE = "unresolvable"
AROUND = 300
"""Characters of context on each side of a mention."""

Row = dict[str, Any]


def statements(row: Row) -> tuple[Statement, ...]:
    """What `read` finds in an article's text."""
    profile, text = load(row["lang"]), row["text"]
    assert profile is not None
    article = ArticleText(None, None, row["lang"], 0, text, ((0, len(text)),), (), None, None, ())
    return tuple(annotate(text, article, profile, load_registry())[0])


def cases(row: Row) -> list[tuple[Row, Row]]:
    """Each speaker mention of an article once: what the sheet says of it, and what it was resolved to."""
    found: dict[tuple[int, int], tuple[Row, Row]] = {}
    text = row["text"]
    for one in statements(row):
        speaker = one.speaker
        if speaker is None or speaker.start is None or speaker.end is None:
            continue
        asked = {
            "article": row["id"],
            "start": speaker.start,
            "end": speaker.end,
            "mention": speaker.mention,
            "statement": one.text,
            "context": text[max(0, speaker.start - AROUND) : speaker.end + AROUND],
        }
        found.setdefault((speaker.start, speaker.end), (asked, answer(row["id"], speaker)))
    return [found[place] for place in sorted(found)]


def answer(article: str, speaker: Speaker) -> Row:
    """What a speaker was resolved to."""
    place = {"article": article, "start": speaker.start, "end": speaker.end, "mention": speaker.mention}
    return {**place, "name": speaker.name, "method": speaker.method, "kind": speaker.kind}


def drawn(half: str, most: int, seed: int) -> list[tuple[Row, Row]]:
    """`most` mentions of a half, in order of the articles; the same ones for the same rules and seed."""
    articles = [r for r in shared.rows(shared.ROOT / SET) if "text" in r and shared.half(r["id"]) == half]
    every = [(at, case) for at, row in enumerate(articles) for case in cases(row)]
    some = random.Random(seed).sample(every, min(most, len(every)))
    some.sort(key=lambda found: (found[0], found[1][0]["start"]))
    return [({"id": n, **asked}, {"id": n, **said}) for n, (_, (asked, said)) in enumerate(some, 1)]


def again(asked: Path, answers: Path) -> int:
    """Write what the rules now say of the mentions of an older sheet."""
    old = shared.rows(asked)
    articles = {row["id"]: row for row in shared.rows(shared.ROOT / SET) if "text" in row}
    now = {(a["article"], a["start"], a["end"]): s for i in {r["article"] for r in old} for a, s in cases(articles[i])}
    gone = {"name": None, "method": "gone", "kind": "unknown"}
    made = []
    for row in old:
        place = {key: row[key] for key in ("article", "start", "end", "mention")}
        made.append({"id": row["id"], **now.get((row["article"], row["start"], row["end"]), {**place, **gone})})
    write(answers, made)
    return 0


def write(path: Path, rows: list[Row]) -> None:
    """Write rows as jsonl."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def marked(half: str, asked: list[Row]) -> str:
    """The articles of the drawn mentions, with each mention in brackets."""
    by_article: dict[str, list[Row]] = defaultdict(list)
    for case in asked:
        by_article[case["article"]].append(case)
    made = []
    for row in shared.rows(shared.ROOT / SET):
        if row.get("id") not in by_article:
            continue
        text = row["text"]
        for case in sorted(by_article[row["id"]], key=lambda c: -int(c["start"])):
            start, end = case["start"], case["end"]
            text = f"{text[:start]}[[{case['id']}: {text[start:end]}]]{text[end:]}"
        made.append(f"=== {row['id']}\n{text}\n")
    return "\n".join(made)


def words(name: str) -> list[str]:
    """A name's words as they are compared: lower case, without article, full stops and sign of the genitive."""
    low = re.sub(r"['’]s\b|\.", "", name.casefold())
    found = re.findall(r"[\w'’-]+", low)
    return found[1:] if found[:1] == ["the"] else found


def right(name: str, label: str) -> bool:
    """Whether a name is one of a label's, or has its first and last word."""
    told = words(name)
    for one in label.split(" | "):
        wanted = words(one)
        if told == wanted or (len(told) > 1 and len(wanted) > 1 and (told[0], told[-1]) == (wanted[0], wanted[-1])):
            return True
    return False


def shorter(name: str, label: str) -> bool:
    """Whether a name is a label's with words left out: right, but not the fullest."""
    told = set(words(name))
    return not right(name, label) and any(told < set(words(one)) for one in label.split(" | "))


def figure(part: int, whole: int) -> str:
    """A share with its 95 % interval (Wilson) and its counts."""
    found = share(part, whole, 1)
    if found.value is None or found.low is None or found.high is None:
        return f"-  ({part} of {whole})"
    return f"{found.value:.3f} [{found.low:.3f}, {found.high:.3f}]  ({part} of {whole})"


def score(labels: Path, answers: Path, wrong: bool) -> int:
    """Print precision of the resolved and share resolved, in all and by method."""
    label = {int(row["id"]): str(row["name"]) for row in shared.rows(labels)}
    told = shared.rows(answers)
    lacking = sorted({int(row["id"]) for row in told} - set(label))
    if lacking:
        print(f"{labels}: no label for {len(lacking)} of {len(told)} mentions, first {lacking[0]}", file=sys.stderr)
        return 2
    if wrong and any(shared.half(row["article"]) == "check" for row in told):
        print("--wrong: these are of the check half, which is seen in totals only", file=sys.stderr)
        return 2
    named = [row for row in told if row["name"] is not None]
    good = {row["id"] for row in named if right(row["name"], label[row["id"]])}
    can = [row for row in told if label[row["id"]] != UNRESOLVABLE]
    print(f"{len(told)} mentions, {len(can)} of them of somebody the article names")
    print(f"right of those resolved     {figure(len(good), len(named))}")
    print(f"  not the fullest name only {sum(shorter(r['name'], label[r['id']]) for r in named)}")
    print(f"  should be unresolved      {sum(label[r['id']] == UNRESOLVABLE for r in named)}")
    print(f"resolved of all             {figure(len(named), len(told))}")
    print(f"rightly resolved of those who are named {figure(len(good), len(can))}")
    for method in sorted({row["method"] for row in told}):
        of = [row for row in named if row["method"] == method]
        every = sum(row["method"] == method for row in told)
        print(f"{method:<12} right {figure(sum(r['id'] in good for r in of), len(of))}, of {every} mentions")
    for row in named if wrong else ():
        if row["id"] not in good:
            print(f"{row['id']:4} {row['method']:<10} {row['mention']!r}: {row['name']!r}, not {label[row['id']]!r}")
    return 0


def sheet(folder: Path, half: str, most: int, seed: int) -> int:
    """Write the sheet, the marked articles and the answers."""
    why = shared.missing(SET)
    if why:
        print(why)
        return 0
    pairs = drawn(half, most, seed)
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "sheet.jsonl", [asked for asked, _ in pairs])
    write(folder / "answers.jsonl", [said for _, said in pairs])
    (folder / "articles.txt").write_text(marked(half, [a for a, _ in pairs]), encoding="utf-8")
    print(f"{len(pairs)} mentions of {len({a['article'] for a, _ in pairs})} articles in {folder}")
    return 0


def main() -> int:
    """Read the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_subparsers(dest="what", required=True)
    make = what.add_parser("sheet")
    make.add_argument("folder", type=Path)
    make.add_argument("--half", choices=("check", "build"), default="check")
    make.add_argument("--cases", type=int, default=200)
    make.add_argument("--seed", type=int, default=6)
    anew = what.add_parser("answer")
    anew.add_argument("sheet", type=Path)
    anew.add_argument("answers", type=Path)
    count = what.add_parser("score")
    count.add_argument("labels", type=Path)
    count.add_argument("answers", type=Path)
    count.add_argument("--wrong", action="store_true")
    said = parser.parse_args()
    if said.what == "sheet":
        return sheet(said.folder, said.half, said.cases, said.seed)
    if said.what == "answer":
        return again(said.sheet, said.answers)
    return score(said.labels, said.answers, said.wrong)


if __name__ == "__main__":
    sys.exit(main())
