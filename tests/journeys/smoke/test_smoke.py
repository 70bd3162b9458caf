"""Some fifty made pages: half name another origin, half only look as if they did.

A smoke test, no measure: it fails if one false origin is claimed, or if fewer than four in five of the
named ones are found. `smoke.jsonl` has one page a line: `expect.kind` and `expect.name` (null: no other
origin may be given), `kinds_too` and `names_too` where two answers are as good, `false_names` that must
be neither origin nor inward credit, and `why` the page is there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance import read

CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "smoke.jsonl").read_text("utf-8").splitlines()
]
NAMED = [case for case in CASES if case["expect"]["name"]]
NO_OTHER_ORIGIN = {"original", "unknown"}
LEAST_RECALL = 0.8
ReadingOf = Callable[[dict[str, Any]], dict[str, Any]]


def key(name: str | None) -> str:
    return re.sub(r"[\W_]", "", (name or "").casefold().removeprefix("the "))


def names_of(item: dict[str, Any]) -> set[str]:
    outlet = item["outlet"] or {}
    return {key(item["name"]), key(outlet.get("name"))} - {""}


@pytest.fixture(scope="module")
def reading_of(tmp_path_factory: pytest.TempPathFactory) -> ReadingOf:
    """Reads a case once, from a file, as a user would."""
    folder = tmp_path_factory.mktemp("smoke")
    known: dict[str, dict[str, Any]] = {}

    def reading(case: dict[str, Any]) -> dict[str, Any]:
        if case["id"] not in known:
            path = folder / f"{case['id']}{'.html' if 'html' in case else '.txt'}"
            path.write_text(case.get("html") or case["text"], "utf-8")
            known[case["id"]] = read(str(path), url=case["url"]).to_dict()
        return known[case["id"]]

    return reading


def credited(reading: dict[str, Any]) -> list[dict[str, Any]]:
    """The credits that say the text, or part of it, was somebody else's."""
    return [c for c in reading["credits"] if c["direction"] == "in" and c["relation"] not in ("hat_tip", "self_origin")]


def right_names(expect: dict[str, Any]) -> set[str]:
    return {key(name) for name in (expect["name"], *expect.get("names_too", ())) if name}


def false_claims(reading: dict[str, Any], expect: dict[str, Any]) -> list[str]:
    """What the reading says that it must not, in words."""
    origin, false_names = reading["origin"], set(map(key, expect["false_names"]))
    found = [f"credits {c['name']}: {c['evidence']['quote']!r}" for c in credited(reading) if names_of(c) & false_names]
    if origin["kind"] not in NO_OTHER_ORIGIN and not names_of(origin) & right_names(expect):
        found.append(f"gives {origin['kind']} of {origin['name']}")
    elif names_of(origin) & false_names and origin["kind"] not in NO_OTHER_ORIGIN:
        found.append(f"gives {origin['name']} as origin")
    return found


def missed(reading: dict[str, Any], expect: dict[str, Any]) -> str | None:
    """Why a named origin does not count as found, or None."""
    origin, right = reading["origin"], right_names(expect)
    named = names_of(origin).union(*map(names_of, credited(reading))) if origin["kind"] == "mixed" else names_of(origin)
    if not named & right:
        return f"says {origin['kind']} of {origin['name']}, wanted {expect['name']}"
    if origin["kind"] not in (expect["kind"], *expect.get("kinds_too", ())):
        return f"right name, but {origin['kind']} instead of {expect['kind']}"
    return None


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_no_false_origin(case: dict[str, Any], reading_of: ReadingOf) -> None:
    assert false_claims(reading_of(case), case["expect"]) == [], case["why"]


def test_named_origins_are_found(reading_of: ReadingOf) -> None:
    wrong = {case["id"]: missed(reading_of(case), case["expect"]) for case in NAMED}
    lines = [f"{name}: {reason}" for name, reason in wrong.items() if reason]
    print("\n".join(lines))
    assert 1 - len(lines) / len(NAMED) >= LEAST_RECALL, lines
