"""Readings to rows and rows to readings: the only place that knows both shapes.

`as_kept` is what storing does to a reading; `reading_of` gives exactly that back. Lines of the
document are not kept: they are made anew from the capture by whoever needs them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import is_
from typing import Any, Protocol, TypeVar

from provenance.errors import StoreError
from provenance.records.article import (
    ArticleText,
    Byline,
    CopyrightLine,
    Credit,
    Notice,
    PageIdentity,
    Reading,
    StatedOrigin,
)
from provenance.records.base import as_json, fields_of
from provenance.records.dates import DateClaim
from provenance.records.document import Document
from provenance.records.evidence import Evidence
from provenance.records.outlet import OutletRef
from provenance.store.said.rows import from_json, part_of
from provenance.text import join_spans, sha256_text, storable, text_class

Values = dict[str, Any]
T = TypeVar("T")


class Row(Protocol):
    """What rows are to us: values by column."""

    def __getitem__(self, key: str, /) -> Any:
        """The value of a column."""


def cleaned(value: T) -> T:
    """The value with every text in it in a form that both databases store alike; itself where nothing was amiss."""
    if isinstance(value, str):
        return storable(value)  # type: ignore[return-value]
    names = fields_of(type(value))
    if names is not None:
        found = {name: getattr(value, name) for name, _ in names}
        changed = {name: new for name, old in found.items() if (new := cleaned(old)) is not old}
        return replace(value, **changed) if changed else value  # type: ignore[type-var]
    if isinstance(value, (tuple, list)):
        items = [cleaned(item) for item in value]
        return value if all(map(is_, items, value)) else type(value)(items)
    if isinstance(value, dict):
        return {cleaned(key): cleaned(item) for key, item in value.items()}  # type: ignore[return-value]
    return value


def as_kept(reading: Reading) -> Reading:
    """The reading as the store gives it back: texts cleaned, lines of the document left out.

    Raises StoreError where the article's text is not the slices of the document it names.
    """
    bare = replace(reading, document=replace(reading.document, lines=()) if reading.document else None)
    kept = cleaned(bare)
    if kept.document and kept.article and join_spans(kept.document.text, kept.article.spans) != kept.article.text:
        raise StoreError("the reading contradicts itself: its article is not what its spans say; nothing was kept")
    return kept


def without_text(reading: Reading) -> Reading:
    """What is kept of a reading that holds no article: that it was tried, and why nothing came of it.

    The text of walls and of empty pages is not kept, so nothing that would be quoted from it is.
    """
    page = replace(reading.page, evidence=()) if reading.page else None
    return replace(
        reading,
        page=page,
        document=None,
        article=None,
        origin=None,
        credits=(),
        copyright=(),
        notices=(),
        statements=None,
        own_voice=None,
    )


def digest_of(reading: Reading) -> str:
    """Digest of all a reading says, but for the id the caller gave."""
    body = as_json(replace(reading, id="", document=None))
    text = sha256_text(reading.document.text) if reading.document else None
    return hashlib.sha256(json.dumps([text, body], sort_keys=True).encode()).hexdigest()


def evidence_values(evidence: Evidence | None) -> Values:
    """The evidence columns."""
    e = evidence
    return {
        "quote": e and e.quote, "place": e and e.where, "locator": e and e.locator, "start_at": e and e.start,
        "end_at": e and e.end, "rule": e and e.rule, "rule_version": e and e.version,
    }  # fmt: skip


def evidence_of(row: Row) -> Evidence | None:
    """The evidence in a row, None where it has none."""
    if row["rule"] is None:
        return None
    return Evidence(
        row["quote"], row["place"], row["locator"], row["start_at"], row["end_at"], row["rule"], row["rule_version"]
    )


def sure_evidence(row: Row) -> Evidence:
    """The evidence in a row that must have some."""
    found = evidence_of(row)
    assert found is not None
    return found


def outlet_values(outlet: OutletRef | None, prefix: str = "") -> Values:
    """The columns of an outlet as named."""
    names = ("slug", "name", "domain", "provisional")
    return {f"{prefix}outlet_{name}": getattr(outlet, name) if outlet else None for name in names}


def outlet_of(row: Row, prefix: str = "") -> OutletRef | None:
    """The outlet named in a row."""
    if row[f"{prefix}outlet_slug"] is None:
        return None
    return OutletRef(*(row[f"{prefix}outlet_{name}"] for name in ("slug", "name", "domain", "provisional")))


def reading_values(reading: Reading) -> Values:
    """The columns of `readings` but for ids of other rows, `digest` and `is_current`."""
    page, document, article, origin = reading.page, reading.document, reading.article, reading.origin
    published = article.published if article else None
    return {
        "key": reading.key, "given_id": reading.id, "status": reading.status, "reason": reading.reason, "detail": reading.detail,
        "registry_digest": reading.registry, "extractor": reading.extractor,
        "url": page and page.url, "host": page and page.host, "identity_basis": page and page.identity_basis,
        "sha256": page and page.sha256, "charset": page and page.charset, "archived_from": page and page.archived_from,
        **outlet_values(page.outlet if page else None),
        "document_version": document and document.version, "document_kind": document and document.kind,
        "title": article and article.title, "subtitle": article and article.subtitle, "language": article and article.language,
        "words": article and article.words, "spans": article and [list(span) for span in article.spans],
        "text_class": text_class(article.text) if article else None,
        "published_not_before": published and published.not_before, "published_not_after": published and published.not_after,
        "origin_kind": origin and origin.kind, "origin_basis": origin and origin.basis, "origin_name": origin and origin.name,
        "origin_url": origin and origin.url, "origin_confidence": origin and origin.confidence,
        **outlet_values(origin.outlet if origin else None, "origin_"),
        "statements": as_json(reading.statements), "own_voice": as_json(reading.own_voice),
    }  # fmt: skip


_DATE = ("value", "not_before", "not_after", "precision", "kind", "source")


def date_values(claim: DateClaim, role: str, position: int) -> Values:
    """The columns of `date_claims` but for the reading."""
    named = {name: getattr(claim, name) for name in _DATE}
    return {"role": role, "position": position, **named, **evidence_values(claim.evidence)}


def date_of(row: Row) -> DateClaim:
    """The claim in a row."""
    return DateClaim(**{name: row[name] for name in _DATE}, evidence=evidence_of(row))


def dates_of(reading: Reading) -> list[Values]:
    """All `date_claims` of a reading."""
    article = reading.article
    single = {"published": article.published, "modified": article.modified} if article else {}
    rows = [date_values(claim, role, 0) for role, claim in single.items() if claim]
    rows += [date_values(claim, "dates", n) for n, claim in enumerate(article.dates if article else ())]
    return rows + [date_values(c.date, "credit", n) for n, c in enumerate(reading.credits) if c.date]


def children_of(reading: Reading) -> dict[str, list[Values]]:
    """The rows below a reading, by table, in order."""
    bylines = reading.article.bylines if reading.article else ()
    return {
        "identity_evidence": _counted(evidence_values(e) for e in (reading.page.evidence if reading.page else ())),
        "date_claims": dates_of(reading),
        "bylines": _counted({"name": b.name, "kind": b.kind, **_rest(b)} for b in bylines),
        "credits": _counted(_credit_values(c) for c in reading.credits),
        "copyright_lines": _counted(_copyright_values(c) for c in reading.copyright),
        "notices": _counted(
            {"notice_class": n.class_, "text": n.text, "conditions": list(n.conditions), "contact": n.contact,
             **evidence_values(n.evidence)} for n in reading.notices
        ),
    }  # fmt: skip


def _counted(rows: Iterable[Values]) -> list[Values]:
    return [{"position": n, **row} for n, row in enumerate(rows)]


def _rest(record: Byline | Credit | CopyrightLine) -> Values:
    return outlet_values(record.outlet) | evidence_values(record.evidence)


_CREDIT = ("key", "relation", "direction", "name", "url", "licence", "item_id", "partial", "strength", "family")


def _credit_values(credit: Credit) -> Values:
    plain = {name: getattr(credit, name) for name in _CREDIT}
    return {**plain, "authors": list(credit.authors), **_rest(credit)}


def _copyright_values(line: CopyrightLine) -> Values:
    plain = {name: getattr(line, name) for name in ("text", "holder", "author", "reserved", "scope")}
    return {**plain, "years": list(line.years), **_rest(line)}


def reading_of(row: Row, capture_key: str | None, text: str | None, children: Mapping[str, Sequence[Row]]) -> Reading:
    """The reading in a row of `readings`, its document's text and the rows below it, each in order."""
    dates = {(d["role"], d["position"]): date_of(d) for d in children["date_claims"]}
    return Reading(
        id=row["given_id"], key=row["key"], status=row["status"], reason=row["reason"], detail=row["detail"],
        page=_page(row, children["identity_evidence"]), document=_document(row, text),
        article=_article(row, text, dates, children["bylines"]), origin=_origin(row),
        credits=tuple(_credit(c, dates.get(("credit", c["position"]))) for c in children["credits"]),
        copyright=tuple(_copyright(c) for c in children["copyright_lines"]), notices=tuple(_notice(n) for n in children["notices"]),
        statements=_each(from_json, row["statements"]), own_voice=_each(part_of, row["own_voice"]), registry=row["registry_digest"],
        extractor=row["extractor"], capture_key=capture_key,
    )  # fmt: skip


def _each(make: Callable[[Any], T], values: list[Any] | None) -> tuple[T, ...] | None:
    return None if values is None else tuple(make(value) for value in values)


def _page(row: Row, evidence: Sequence[Row]) -> PageIdentity | None:
    if row["identity_basis"] is None:
        return None
    return PageIdentity(
        url=row["url"], host=row["host"], outlet=outlet_of(row), identity_basis=row["identity_basis"], sha256=row["sha256"],
        charset=row["charset"], archived_from=row["archived_from"], evidence=tuple(sure_evidence(e) for e in evidence),
    )  # fmt: skip


def _document(row: Row, text: str | None) -> Document | None:
    if text is None or row["document_version"] is None:
        return None
    return Document(text=text, version=row["document_version"], kind=row["document_kind"], lines=())


def _article(row: Row, text: str | None, dates: Mapping[tuple[str, int], DateClaim], bylines: Sequence[Row]) -> ArticleText | None:  # fmt: skip
    if row["spans"] is None:
        return None
    spans = tuple((start, end) for start, end in row["spans"])
    return ArticleText(
        title=row["title"], subtitle=row["subtitle"], language=row["language"], words=row["words"],
        text=join_spans(text or "", spans), spans=spans,
        bylines=tuple(Byline(b["name"], b["kind"], outlet_of(b), sure_evidence(b)) for b in bylines),
        published=dates.get(("published", 0)), modified=dates.get(("modified", 0)),
        dates=tuple(claim for (role, _), claim in dates.items() if role == "dates"),
    )  # fmt: skip


def _origin(row: Row) -> StatedOrigin | None:
    if row["origin_kind"] is None:
        return None
    return StatedOrigin(
        kind=row["origin_kind"], basis=row["origin_basis"], name=row["origin_name"], outlet=outlet_of(row, "origin_"),
        url=row["origin_url"], confidence=row["origin_confidence"],
    )  # fmt: skip


def _credit(row: Row, date: DateClaim | None) -> Credit:
    plain = {name: row[name] for name in _CREDIT}
    return Credit(**plain, outlet=outlet_of(row), authors=tuple(row["authors"]), date=date, evidence=sure_evidence(row))


def _copyright(row: Row) -> CopyrightLine:
    return CopyrightLine(
        text=row["text"], holder=row["holder"], outlet=outlet_of(row), author=row["author"], years=tuple(row["years"]),
        reserved=row["reserved"], scope=row["scope"], evidence=sure_evidence(row),
    )  # fmt: skip


def _notice(row: Row) -> Notice:
    return Notice(row["notice_class"], row["text"], tuple(row["conditions"]), row["contact"], sure_evidence(row))
