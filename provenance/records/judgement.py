"""A person's decision about something that was found; it hangs on keys and outlives rebuilding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args

from provenance.records.base import Record, as_json
from provenance.records.keys import make_key
from provenance.records.outlet import OutletRef
from provenance.text import storable
from provenance.times import parse_iso

Kind = Literal["edge", "credit", "outlet", "date", "speaker"]
Decision = Literal["confirm", "reject", "assert"]

SCHEMA = "provenance.judgement/1"
RELATIONS = (
    "republished_from", "wire", "contributed", "translated_from", "adapted_from", "excerpt_from", "co_published", "syndicated_by",
    "press_release", "copied_from", "excerpted_from",
)  # fmt: skip
"""How an asserted copy may be said to come from its source."""
LONGEST = 20_000
"""Most characters of any one text in a judgement."""
_PREFIX = {"edge": ("edg_",), "credit": ("crd_",), "outlet": ("out_",), "date": ("art_",), "speaker": ("stm_", "quo_")}


@dataclass(frozen=True, slots=True)
class End(Record):
    """One end of a judged edge, or an outlet.

    `key` is the article's, or the one an article at `url` would have, so that a page found later is
    the same end; a source without an address has its node's key, an outlet `outlet_key`.
    """

    key: str
    url: str | None
    name: str
    outlet: OutletRef | None


@dataclass(frozen=True, slots=True)
class Judgement(Record):
    """One decision of one person. It is withdrawn, never erased.

    `subject` is the key of what is judged (of an article for a date, `outlet_key` for an outlet).
    `child` and `parent` are the ends of an edge, or an outlet and the one it is said to be.
    `article`, `relation`, `name` and `quote` say which credit it was, so that it is found again in a
    newer reading. `value` is what the person gives: a relation (assert), a date, a speaker's name.
    Moments are ISO 8601 in UTC; of two decisions the later counts.
    """

    key: str
    kind: Kind
    subject: str
    decision: Decision
    note: str
    by: str | None
    source: str | None
    at: str
    value: str | None = None
    child: End | None = None
    parent: End | None = None
    article: str | None = None
    relation: str | None = None
    name: str | None = None
    quote: str | None = None
    withdrawn_at: str | None = None
    withdrawn_by: str | None = None
    withdrawn_note: str | None = None

    @property
    def stands(self) -> bool:
        """Whether nobody has withdrawn it."""
        return self.withdrawn_at is None

    def keyed(self) -> Judgement:
        """The same under the key that follows from what it says."""
        return replace(self, key=judgement_key(self))

    def to_dict(self) -> dict[str, Any]:
        """One line of `judge export`, schema number first."""
        body = as_json(self)
        assert isinstance(body, dict)
        return {"schema": SCHEMA, **body}


def judgement_key(one: Judgement) -> str:
    """Key of a judgement: what is judged, how, by whom, why and when; not whether it was withdrawn."""
    other = one.parent.key if one.kind == "outlet" and one.parent else None
    return make_key(
        "jdg", (one.kind, one.subject, one.decision, one.value, other, one.note, one.by, one.source, one.at)
    )


def outlet_key(slug: str) -> str:
    """The key under which an outlet is judged."""
    return make_key("out", (slug,))


def same_outlets(standing: Iterable[Judgement]) -> dict[str, OutletRef]:
    """By slug the outlet that people say an outlet is, through several steps; a circle ends where it began.

    `standing` are the judgements nobody has withdrawn, earliest first: of several on one outlet the latest counts.
    """
    last = {j.subject: j for j in standing if j.kind == "outlet" and j.parent is not None}
    by_key = {key: j for key, j in last.items() if j.decision == "confirm"}
    found: dict[str, OutletRef] = {}
    for one in by_key.values():
        seen, step = {one.subject}, one
        while step.parent and step.parent.key in by_key and step.parent.key not in seen:
            seen.add(step.parent.key)
            step = by_key[step.parent.key]
        if one.child and one.child.outlet and step.parent and step.parent.outlet:
            found[one.child.outlet.slug] = step.parent.outlet
    return {slug: ref for slug, ref in found.items() if ref.slug != slug}


def from_json(value: object) -> tuple[Judgement, tuple[str, ...]]:
    """Read one exported line; returns the judgement and the fields nobody knows.

    Raises ValueError, with the reason in words, for what is no sound judgement: a field missing or
    of another type, a kind or decision that is not known, a key that does not follow from the rest.
    """
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    if value.get("schema", SCHEMA) != SCHEMA:
        raise ValueError(f"schema {str(value.get('schema'))[:80]!r} is not {SCHEMA}")
    known = {f.name for f in fields(Judgement)}
    unknown = tuple(sorted(set(value) - known - {"schema"}))
    given = {name: _text(value, name) for name in known - {"child", "parent"}}
    ends = {name: _end(value.get(name), name) for name in ("child", "parent")}
    for name in ("kind", "subject", "decision", "note", "at"):
        if not given[name]:
            raise ValueError(f"{name} is missing")
    one = Judgement(**(given | ends))  # type: ignore[arg-type]
    _check(one)
    if given["key"] not in (None, judgement_key(one)):
        raise ValueError("its key does not follow from what it says; it was changed by hand or cut")
    return one.keyed(), unknown


def _text(value: dict[str, Any], name: str) -> str | None:
    found = value.get(name)
    if found is not None and not isinstance(found, str):
        raise ValueError(f"{name} is not text")
    if found and len(found) > LONGEST:
        raise ValueError(f"{name} is longer than {LONGEST:,} characters")
    return storable(found) if found else None


def _end(value: object, name: str) -> End | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not _text(value, "key") or not _text(value, "name"):
        raise ValueError(f"{name} is not an object with a key and a name")
    outlet = value.get("outlet")
    if outlet is not None:
        if not isinstance(outlet, dict) or not _text(outlet, "slug") or not _text(outlet, "name"):
            raise ValueError(f"{name}.outlet is not an object with a slug and a name")
        outlet = OutletRef(outlet["slug"], outlet["name"], _text(outlet, "domain"), bool(outlet.get("provisional")))
    return End(value["key"], _text(value, "url"), value["name"], outlet)


def _check(one: Judgement) -> None:
    """Raise ValueError for what cannot be applied."""
    if one.kind not in get_args(Kind):
        raise ValueError(f"kind {one.kind[:80]!r} is not one of {', '.join(get_args(Kind))}")
    if one.decision not in get_args(Decision):
        raise ValueError(f"decision {one.decision[:80]!r} is not one of {', '.join(get_args(Decision))}")
    ends = tuple(e.key for e in (one.child, one.parent) if e)
    if any(len(key) != 20 for key in (one.subject, *ends)) or not one.subject.startswith(_PREFIX[one.kind]):
        raise ValueError(f"subject {one.subject[:80]!r} is no key of a judged {one.kind}")
    if one.kind == "edge" and len(ends) < 2:
        raise ValueError("an edge needs child and parent")
    if one.kind == "outlet" and not ends:
        raise ValueError("an outlet needs child: the outlet judged")
    if one.kind == "credit" and (one.article is None or len(one.article) != 20):
        raise ValueError("a credit needs the key of its article")
    if one.decision == "assert" and (one.kind != "edge" or one.value not in RELATIONS):
        raise ValueError(f"assert needs an edge and a relation out of {', '.join(RELATIONS)}")
    if one.kind == "date" and one.value is not None and parse_iso(one.value) is None:
        raise ValueError(f"value {one.value[:80]!r} is no date")
    for name in ("at", "withdrawn_at"):
        moment = getattr(one, name)
        if moment is not None and not _is_moment(moment):
            raise ValueError(f"{name} is no moment in UTC (2015-11-04T12:30:00Z)")


def _is_moment(text: str) -> bool:
    return len(text) <= 32 and "T" in text and text.endswith("Z") and parse_iso(text) is not None
