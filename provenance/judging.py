"""A person's judgement: what it is about is looked up, it is kept by key, and what hangs on it is derived anew."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from provenance.errors import UnknownNameError, UsageError
from provenance.records.base import Record
from provenance.records.judgement import LONGEST, Decision, End, Judgement, from_json, outlet_key
from provenance.records.keys import article_key, edge_key, is_key
from provenance.text import storable
from provenance.times import parse_given
from provenance.urls import canonical_url, host_of, is_url

if TYPE_CHECKING:
    from provenance.outlets.registry import Registry
    from provenance.records.lineage import Node
    from provenance.store.library import Library as Store

MOST = 100_000
"""Lines of an import that are read."""
_DATE = re.compile(r"(.+):published")


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says with a judgement: why, who says so, and where it can be looked up."""

    note: str
    by: str | None = None
    source: str | None = None

    def cleaned(self) -> Said:
        """The same as it is kept; raises UsageError without a note."""
        note, by, source = ((storable(t.strip()) or None) if t else None for t in (self.note, self.by, self.source))
        if note is None:
            raise UsageError("a judgement needs --note: what you saw, in your own words")
        if max(len(text) for text in (note, by, source) if text) > LONGEST:
            raise UsageError(f"--note, --by and --source take at most {LONGEST:,} characters")
        return Said(note, by, source)


@dataclass(slots=True)
class Imported(Record):
    """What came of an import: how many were new, known, newly withdrawn, and what was not understood."""

    new: int = 0
    known: int = 0
    withdrawn: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    unknown_fields: Counter[str] = field(default_factory=Counter)

    def to_dict(self) -> dict[str, Any]:
        """The counts, and the refused lines with the reason."""
        refused = [{"line": line, "reason": reason} for line, reason in self.refused]
        counts = {"new": self.new, "known": self.known, "withdrawn": self.withdrawn}
        return {**counts, "refused": refused, "unknown_fields": dict(self.unknown_fields)}


def judge(store: Store, registry: Registry, ref: str, decision: Decision, said: Said, value: str | None = None) -> Judgement:  # fmt: skip
    """Keep a person's word on an edge, a credit, a date, a speaker or an outlet.

    `ref` is a key, `ARTICLE:published` for a date, or an outlet's slug, name or host. `value` is the
    right date, the speaker's name, or the outlet it is the same as. Raises UnknownNameError where
    nothing of that name is kept, UsageError for a value that does not go with it.
    """
    said = said.cleaned()
    about = _about(store, ref.strip(), value)
    if about.kind == "outlet" and decision == "reject" and value is None:
        raise UsageError(f"say with --value which outlet {ref} is not; an outlet by itself cannot be rejected")
    one = replace(about, decision=decision, note=said.note, by=said.by, source=said.source, at=_now()).keyed()
    return _keep(store, registry, one)


def claim(
    store: Store, registry: Registry, child: str, parent: str, said: Said, relation: str = "republished_from"
) -> Judgement:
    """Keep an edge that is known from elsewhere: `child` came from `parent`, each a key, a row number or an address.

    An address need not be held: a page found there later is that end.
    """
    said = said.cleaned()
    ends = _end(store, registry, child), _end(store, registry, parent)
    if ends[0].key == ends[1].key:
        raise UsageError("an article cannot come from itself")
    subject = edge_key(ends[0].key, ends[1].key)
    one = Judgement("", "edge", subject, "assert", said.note, said.by, said.source, _now(), relation, *ends)
    return _keep(store, registry, one.keyed())


def withdraw(store: Store, registry: Registry, ref: str, said: Said) -> list[Judgement]:
    """Withdraw a judgement by its key, or what `said.by` decided on a subject; what was said stays on record.

    Raises UnknownNameError where nothing stands, UsageError where several people judged and nobody is named.
    """
    said = said.cleaned()
    subject = ref.strip() if is_key(ref.strip()) else _about(store, ref.strip(), None).subject
    standing = [one for one in store.judgements.listed(subject) if one.stands]
    if not ref.startswith("jdg_"):
        names = sorted({one.by or "somebody" for one in standing})
        standing = [one for one in standing if said.by in (None, one.by)]
        if said.by is None and len(names) > 1:
            raise UsageError(f"{', '.join(names)} judged {ref}; say whose judgement goes with --by, or give its key")
    if not standing:
        raise UnknownNameError(
            f"nothing to withdraw: no judgement{' of ' + said.by if said.by else ''} stands on {ref!r}"
        )
    gone = [replace(x, withdrawn_at=_now(), withdrawn_by=said.by, withdrawn_note=said.note) for x in standing]
    store.judgements.keep(gone)
    _derive_anew(store, registry, gone)
    return gone


def listed(store: Store, ref: str | None = None) -> list[Judgement]:
    """All judgements, withdrawn ones too, or those on what `ref` names; earliest first.

    `ref` is what can be judged, a judgement's own key, or an article (key, row number or address): then
    everything on its edges, credits and date. Raises UnknownNameError.
    """
    if ref is None:
        return store.judgements.listed()
    ref = ref.strip()
    if not (ref.startswith("art_") or ref.isdigit() or is_url(ref)):
        return store.judgements.listed(ref if is_key(ref) else _about(store, ref, None).subject)
    key = ref if is_key(ref) else store.find_article(ref).key
    return [one for one in store.judgements.listed() if key in (one.subject, one.article, *_ends(one))]


def _ends(one: Judgement) -> tuple[str, ...]:
    return tuple(end.key for end in (one.child, one.parent) if end)


def import_lines(store: Store, registry: Registry, lines: Iterable[str | bytes]) -> Imported:
    """Keep exported judgements, one JSON object a line; the same file twice changes nothing.

    A line that is no sound judgement is refused with the reason, and the others go on.
    """
    told, sound = Imported(), list[Judgement]()
    latest = _text(datetime.now(UTC) + timedelta(days=1))  # clocks differ
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if number > MOST:
            raise UsageError(f"more than {MOST:,} lines; split the file")
        try:
            one, unknown = from_json(json.loads(line))
            if one.at > latest:
                raise ValueError(f"it was decided on {one.at[:10]}, which is yet to come")
        except (ValueError, RecursionError) as error:
            told.refused.append((number, str(error)[:200]))
            continue
        told.unknown_fields.update(unknown)
        sound.append(one)
    came = Counter(store.judgements.keep(sound))
    told.new, told.known, told.withdrawn = came["new"], came["known"], came["withdrawn"]
    _derive_anew(store, registry, sound)
    return told


def _keep(store: Store, registry: Registry, one: Judgement) -> Judgement:
    store.judgements.keep([one])
    _derive_anew(store, registry, [one])
    return one


def _derive_anew(store: Store, registry: Registry, judged: Iterable[Judgement]) -> None:
    """What hangs on judged credits and dates: the edges of the stories of those articles that are kept.

    Others were exported from another library; they count once the article comes.
    """
    from provenance.lineage.said import refresh
    from provenance.lineage.stories import derive_around

    judged = list(judged)
    keys = sorted({one.article for one in judged if one.kind in ("credit", "date") and one.article})
    if held := store.stories.nodes(keys):
        derive_around(store, registry, held)
    refresh(store, judged)


def _now() -> str:
    """This moment to the microsecond: of two decisions the later counts."""
    return _text(datetime.now(UTC))


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _about(store: Store, ref: str, value: str | None) -> Judgement:
    """What a judgement on `ref` would be about; who decides what is filled in by the caller."""
    bare = Judgement("", "edge", ref, "confirm", "", None, None, "")
    if dated := _DATE.fullmatch(ref):
        return _about_date(store, dated[1], value, bare)
    if ref.startswith(("stm_", "quo_")) and is_key(ref):
        return replace(bare, kind="speaker", value=storable(value.strip()) if value else None)
    if is_key(ref) and value is not None:
        raise UsageError("--value goes with a date, a speaker or an outlet")
    if ref.startswith("edg_") and is_key(ref):
        return _about_edge(store, ref, bare)
    if ref.startswith("crd_") and is_key(ref):
        return _about_credit(store, ref, bare)
    if is_key(ref) or ref.isdigit() or is_url(ref):
        raise UsageError(f"{ref}: judge an edge, a credit or a statement by its key, or a date as {ref}:published")
    return _about_outlet(store, ref, value, bare)


def _about_date(store: Store, ref: str, value: str | None, bare: Judgement) -> Judgement:
    article = store.find_article(ref).key
    given = parse_given(value).value if value else None
    return replace(bare, kind="date", subject=article, article=article, value=given)


def _about_edge(store: Store, key: str, bare: Judgement) -> Judgement:
    from provenance.lineage.judgements import end_of

    if known := store.judgements.edge(key):
        return replace(bare, child=end_of(known[0]), parent=end_of(known[1]))
    told = next((one for one in store.judgements.listed(key) if one.kind == "edge"), None)
    if told is None:
        raise UnknownNameError(f"no edge {key} is kept here; `provenance trace ARTICLE -o json` shows the keys")
    return replace(bare, child=told.child, parent=told.parent)


def _about_credit(store: Store, key: str, bare: Judgement) -> Judgement:
    found = store.judgements.credit(key)
    if found is None:
        raise UnknownNameError(f"no credit {key} is kept here; `provenance trace ARTICLE -o json` shows the keys")
    return replace(
        bare,
        kind="credit",
        article=found.article,
        relation=found.relation,
        name=found.name,
        quote=found.quote[:LONGEST],
    )


def _about_outlet(store: Store, ref: str, value: str | None, bare: Judgement) -> Judgement:
    ends = [End(outlet_key(o.slug), None, o.name, o.ref) for o in map(store.outlet_show, (ref, value or ref))]
    if value is not None and ends[0].key == ends[1].key:
        raise UsageError(f"{ref} and {value} are one outlet already")
    parent = ends[1] if value is not None else None
    return replace(bare, kind="outlet", subject=ends[0].key, child=ends[0], parent=parent)


def _end(store: Store, registry: Registry, ref: str) -> End:
    """One end of an asserted edge."""
    from provenance.lineage.judgements import end_of

    node = _node(store, ref.strip())
    if node is not None:
        return end_of(node)
    url = canonical_url(ref.strip())
    host = host_of(url)
    outlet = registry.by_host(host) if host else None
    return End(article_key(url, None, ""), url, outlet.name if outlet else host or url, outlet.ref if outlet else None)


def _node(store: Store, ref: str) -> Node | None:
    """The node of a key, a row number or the address of a held article; None for another address."""
    if is_url(ref):
        return store.judgements.held_at(ref)
    key = ref if ref.startswith("nod_") else store.find_article(ref).key
    found = store.judgements.node(key)
    if found is None:
        raise UnknownNameError(f"no article {ref!r} is known here; give a key, a row number or an address")
    return found
