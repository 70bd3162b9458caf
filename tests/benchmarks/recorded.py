"""Figures of the check halves as they were recorded, so that a fall does not go unseen.

`recorded.json` holds a value for each figure and, where it was lowered on purpose, the reason in words.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

FILE = Path(__file__).with_name("recorded.json")
TOLERATED = 0.01
"""How far a figure may fall below the recorded one."""
LOWER_IS_BETTER = ("false", "failed", "article_false", "alarms", "unplaced")


class Entry(TypedDict):
    """A recorded figure; `reason` says why it was lowered, where it was."""

    value: float
    reason: str | None


def load(file: Path = FILE) -> dict[str, Entry]:
    """What was recorded, by figure; nothing where no file is there yet."""
    if not file.exists():
        return {}
    found: dict[str, Entry] = json.loads(file.read_text(encoding="utf-8"))
    return found


def fall(name: str, old: float, new: float) -> float:
    """By how much a figure is worse than recorded; negative where it is better."""
    return new - old if name.rpartition("/")[2] in LOWER_IS_BETTER else old - new


def falls(recorded: Mapping[str, Entry], found: Mapping[str, float]) -> list[str]:
    """One line for each figure that is worse than recorded by more than is tolerated."""
    return [
        f"{name}: {found[name]:.4f}, recorded {entry['value']:.4f}"
        for name, entry in sorted(recorded.items())
        if name in found and fall(name, entry["value"], found[name]) > TOLERATED
    ]


def renewed(recorded: Mapping[str, Entry], found: Mapping[str, float], reason: str | None) -> dict[str, Entry]:
    """What is to be recorded now; raises ValueError where a figure fell and no reason is given.

    Without a reason a slightly worse figure leaves the recorded one, so that many small falls add up and are seen.
    """
    fallen = falls(recorded, found)
    if fallen and not (reason and reason.strip()):
        raise ValueError("these figures fell; give --reason to record them:\n" + "\n".join(fallen))
    made = dict(recorded)
    for name, value in found.items():
        old = recorded.get(name)
        if not value and name.rpartition("/")[2] not in LOWER_IS_BETTER and old is None:
            continue  # nothing was measured, or nothing can fall
        if old is None or fall(name, old["value"], value) < 0:
            made[name] = {"value": round(value, 4), "reason": None}
        elif fall(name, old["value"], value) > TOLERATED:
            made[name] = {"value": round(value, 4), "reason": reason}
    return dict(sorted(made.items()))


def settle(found: Mapping[str, float], record: bool, reason: str | None, file: Path = FILE) -> int:
    """Compare what was found with what was recorded, or record it; 1 where a figure fell (and no reason is given)."""
    before = load(file)
    if record:
        try:
            write(renewed(before, found, reason), file)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        return 0
    fallen = falls(before, found)
    print(f"\n{len(found)} figures compared with those recorded: {len(fallen)} fell")
    print("\n".join(fallen))
    return int(bool(fallen))


def add_options(parser: ArgumentParser) -> None:
    """The options of a measurement that records."""
    parser.add_argument("--record", action="store_true", help="write the figures to recorded.json")
    parser.add_argument("--reason", help="why figures that fell are recorded all the same")


def write(entries: Mapping[str, Entry], file: Path = FILE) -> None:
    """Write the recorded figures, one a line."""
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in entries.items())
    file.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
