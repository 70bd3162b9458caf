"""Figures for arrows on the made stories (see made_stories for what is right)."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Gold = dict[str, Any]
NAMES = tomllib.loads(Path(__file__).with_name("made_stories.toml").read_text(encoding="utf-8"))["agencies"]
SIGNS: dict[str, str] = {agency["sign"].casefold(): agency["name"].casefold() for agency in NAMES}


def node(value: str, gold: Gold) -> str:
    """One spelling of a node: an article id as it is, an outlet as `outlet:name` without article and in its long form."""
    if value in gold["outlets"]:
        return value
    name = value.removeprefix("outlet:").strip().casefold().removeprefix("the ")
    return "outlet:" + SIGNS.get(name, name)


def parents_of(gold: Gold) -> dict[str, set[str]]:
    """The right parents of every child."""
    found: dict[str, set[str]] = {}
    for child, parent, _ in gold["edges"]:
        found.setdefault(child, set()).add(node(parent, gold))
    return found


def verdict(gold: Gold, right: Mapping[str, set[str]], child: str, parent: str) -> str:
    """What an arrow is: right, farther (a true older ancestor), outlet_only (the right outlet, its held article not
    found), or wrong: reversed, unorientable, no_edge, kin (another copy of the same story), unrelated.
    """
    wanted, pair = right.get(child, set()), {child, parent}
    older = {node(value, gold) for value in gold["farther"].get(child, ())}
    if parent in wanted:
        return "right"
    if parent in older:
        return "farther"
    if parent in {node(gold["outlets"][held], gold) for held in wanted & gold["outlets"].keys()}:
        return "outlet_only"
    above = right.get(parent, set()) | {node(value, gold) for value in gold["farther"].get(parent, ())}
    for kind in ("unorientable", "no_edge"):
        if any(pair == set(listed) for listed in gold[kind]):
            return kind
    return "reversed" if child in above else "kin" if (wanted | older) & above else "unrelated"


def score(gold: Gold, edges: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Count arrows, given as child id -> parent ids or outlet names, against the gold.

    `precision`: right ones among all, farther ones beside a right one not counted. `wrong_share`: arrows to something
    the child does not come from, among all. `recall`: gold edges found. `origin_recall`: children that got a true
    source of any distance. `by_kind`: [gold edges found, gold edges]. The other figures are counts.
    """
    right = parents_of(gold)
    found = {
        child: {p: verdict(gold, right, child, p) for p in {node(v, gold) for v in listed}}
        for child, listed in edges.items()
    }
    counts = Counter(kind for kinds in found.values() for kind in kinds.values())
    true = {"right", "farther", "outlet_only"}
    beside = sum(
        1 for kinds in found.values() if "right" in kinds.values() for kind in kinds.values() if kind == "farther"
    )
    produced, expected = sum(counts.values()), sum(map(len, right.values()))
    reached = sum(1 for child in right if true & set(found.get(child, {}).values()))
    by_kind: dict[str, list[int]] = {}
    for child, wanted in right.items():
        tally = by_kind.setdefault(gold["kinds"][child], [0, 0])
        tally[0] += len(wanted & found.get(child, {}).keys())
        tally[1] += len(wanted)
    wrong = produced - sum(counts[kind] for kind in true)
    return {
        "expected": expected,
        "produced": produced,
        "wrong": wrong,
        "precision": round(counts["right"] / max(1, produced - beside), 4),
        "wrong_share": round(wrong / max(1, produced), 4),
        "recall": round(counts["right"] / max(1, expected), 4),
        "origin_recall": round(reached / max(1, len(right)), 4),
        "arrows": dict(sorted(counts.items())),
        "by_kind": dict(sorted(by_kind.items())),
    }
