"""Statements to rows and rows to statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from provenance.records.base import as_json
from provenance.records.outlet import OutletRef
from provenance.records.statement import Cue, Part, Speaker, Statement, Venue
from provenance.store.asking.search import spaced

if TYPE_CHECKING:
    from provenance.wording import Wording

_SPEAKER = ("start", "end", "mention", "name", "kind", "role", "affiliation", "method", "confidence")


def values_of(statement: Statement, words: Wording) -> dict[str, Any]:
    """The columns of a statement but for its article, reading and position."""
    from provenance.wording import rank_of, search_words

    s = statement
    return {
        "key": s.key, "type": s.type, "zone": s.zone, "text": s.text, "words": spaced(search_words(s.text)),
        "weight": words.weight, "rank": rank_of(words.digest), "content": as_json(s.content), "cue": as_json(s.cue), "venue": as_json(s.venue),
        **{f"speaker_{name}": getattr(s.speaker, name) if s.speaker else None for name in _SPEAKER},
    }  # fmt: skip


def statement_of(row: Any) -> Statement:
    """The statement of a row of `statements`."""
    speaker = None
    if row["speaker_kind"] is not None:
        speaker = Speaker(**{name: row[f"speaker_{name}"] for name in _SPEAKER})
    return Statement(
        key=row["key"], type=row["type"], text=row["text"], content=_parts(row["content"]), cue=_cue(row["cue"]), speaker=speaker,
        venue=_venue(row["venue"]), zone=row["zone"],
    )  # fmt: skip


def from_json(value: Mapping[str, Any]) -> Statement:
    """The statement of the contract's JSON object, as readings keep it."""
    speaker = Speaker(**{name: value["speaker"][name] for name in _SPEAKER}) if value["speaker"] else None
    return Statement(
        key=value["key"], type=value["type"], text=value["text"], content=_parts(value["content"]), cue=_cue(value["cue"]), speaker=speaker,
        venue=_venue(value["venue"]), zone=value["zone"],
    )  # fmt: skip


def part_of(value: Mapping[str, Any]) -> Part:
    """A stretch of text of its JSON object."""
    return Part(value["start"], value["end"], value["text"])


def _parts(values: Sequence[Mapping[str, Any]]) -> tuple[Part, ...]:
    return tuple(part_of(value) for value in values)


def _cue(value: Mapping[str, Any] | None) -> Cue | None:
    return Cue(value["start"], value["end"], value["text"], value["class"]) if value else None


def _venue(value: Mapping[str, Any] | None) -> Venue | None:
    if value is None:
        return None
    return Venue(value["text"], OutletRef(**value["outlet"]) if value["outlet"] else None)
