"""The labelled pages beside the project: found, split in halves, or said to be absent."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(os.environ.get("PROVENANCE_SHARED") or Path(__file__).parents[2].parent / "shared")


def missing(what: str) -> str | None:
    """One line that says the data are not here, or None."""
    if (ROOT / what).exists():
        return None
    return f"{what}: not measured, the labelled data are not here (../shared beside the project, or PROVENANCE_SHARED)"


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a jsonl file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def half(value: str) -> str:
    """`build` (may be looked at while building) or `check` (may not), by a hash of the value."""
    return "build" if int(hashlib.sha256(value.encode()).hexdigest(), 16) % 2 == 0 else "check"


def tool(name: str) -> ModuleType:
    """A scorer of ../shared/tools as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def halves(gold: list[dict[str, Any]], by: Callable[[dict[str, Any]], str]) -> dict[str, list[dict[str, Any]]]:
    """The rows of each half, split by a property that keeps what belongs together on one side."""
    found: dict[str, list[dict[str, Any]]] = {"build": [], "check": []}
    for row in gold:
        found[half(by(row))].append(row)
    return found


def balanced(gold: list[dict[str, Any]], by: str, within: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    """The rows of each half, split by a hash of `by` so that both have the same mix of `within`.

    Each group is split as `half` says, and what one side has too many of goes over in the order of its
    hash, so that few rows are on another side than `half` alone puts them.
    """
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in gold:
        groups[tuple(str(row[name]) for name in within)].append(row)
    side: dict[str, str] = {}
    for rows_ in groups.values():
        ids = sorted((str(row[by]) for row in rows_), key=lambda i: hashlib.sha256(i.encode()).digest())
        of = {s: [i for i in ids if half(i) == s] for s in ("build", "check")}
        most, least = sorted(of, key=lambda s: -len(of[s]))
        over = (len(of[most]) - len(of[least])) // 2
        side |= dict.fromkeys(of[most][over:], most) | dict.fromkeys((*of[least], *of[most][:over]), least)
    return {s: [row for row in gold if side[str(row[by])] == s] for s in ("build", "check")}
