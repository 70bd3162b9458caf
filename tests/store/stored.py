"""Made readings and captures for the tests of the store; every quote re-reads."""

import hashlib
from dataclasses import replace

from sqlalchemy import text as sql

from provenance.records.article import (
    EXTRACTOR_VERSION,
    ArticleText,
    Byline,
    CopyrightLine,
    Credit,
    Notice,
    PageIdentity,
    Reading,
    StatedOrigin,
)
from provenance.records.capture import Capture, Given
from provenance.records.dates import DateClaim
from provenance.records.document import DOCUMENT_VERSION, Document, Line
from provenance.records.evidence import Evidence
from provenance.records.keys import capture_key, credit_key, edge_key, node_key, reading_key
from provenance.records.lineage import Edge, Node, StateLink
from provenance.records.outlet import OutletRef
from provenance.store.library import Library

GAZETTE = OutletRef("harbour-gazette", "The Harbour Gazette", "gazette.example", False)
WIRE = OutletRef("northern-wire", "Northern Wire", "wire.example", True)
BODY = "The ferry left the harbour at noon. Nobody on the quay had seen it arrive, and nobody saw it leave."


NEWER = str(int(EXTRACTOR_VERSION) + 1)
"""The version of an extractor yet to come."""


def capture(content: str, *, url: str | None = None, fetched_at: str | None = None, id: str = "made") -> Capture:
    data = content.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    return Capture(
        id=id, key=capture_key(url, fetched_at, sha256), sha256=sha256, media="text", url=url, fetched_at=fetched_at,
        given=Given(url=url, observed_by="a reader"), content=data,
    )  # fmt: skip


def place_of(library: Library, capture: str) -> str:
    """Where the bytes of a kept capture lie."""
    with library._engine.connect() as connection:
        return str(
            connection.execute(sql("SELECT kept_in FROM captures WHERE key = :key"), {"key": capture}).scalar_one()
        )


def quote(document: str, words: str, where: str = "tail", rule: str = "made") -> Evidence:
    start = document.index(words)
    return Evidence(words, where, None, start, start + len(words), rule, EXTRACTOR_VERSION)  # type: ignore[arg-type]


def claim(value: str, evidence: Evidence | None = None, kind: str = "published") -> DateClaim:
    return DateClaim(value, f"{value}T00:00:00Z", f"{value}T23:59:59Z", "day", kind, "text:head", evidence)  # type: ignore[arg-type]


def reading(
    of: Capture, body: str = BODY, *, title: str = "A ferry leaves", outlet: OutletRef | None = GAZETTE, basis: str = "given",
    source: OutletRef = WIRE, source_url: str | None = "https://wire.example/ferry", extractor: str = EXTRACTOR_VERSION, day: str = "2015-11-04",
) -> Reading:  # fmt: skip
    credit_line, rights, rule = (
        "Originally published by Northern Wire.",
        "© 2015 Northern Wire",
        "Views are the author's own.",
    )
    text = "\n".join([title, f"By Ann Moor, {day}", body, credit_line, rights, rule])
    start = text.index(body)
    credited, key = quote(text, credit_line), reading_key(of.key, extractor)
    published = claim(day, quote(text, day, "byline"))
    origin_date = replace(published, kind="origin")
    return Reading(
        id=of.id, key=key, status="ok", reason=None, detail=None,
        page=PageIdentity(
            url=of.url, host="gazette.example" if of.url else None, outlet=outlet, identity_basis=basis,  # type: ignore[arg-type]
            sha256=of.sha256, charset="utf-8", archived_from=None, evidence=(quote(text, title, "head"),),
        ),
        document=Document(text, DOCUMENT_VERSION, "text", (Line(0, 0, len(title), title, tuple(range(len(title) + 1))),)),
        article=ArticleText(
            title=title, subtitle=None, language="en", words=20, text=body, spans=((start, start + len(body)),),
            bylines=(Byline("Ann Moor", "person", None, quote(text, "Ann Moor", "byline")),), published=published, modified=None,
            dates=(published, claim("2015-11-05")),
        ),
        origin=StatedOrigin("republication", "stated", "Northern Wire", source, source_url, 0.9),
        credits=(
            Credit(
                key=credit_key(key, credited.start, credited.end, None, "republished_from", "Northern Wire"), relation="republished_from",
                direction="in", name="Northern Wire", outlet=source, url=source_url, authors=("Ann Moor",), date=origin_date, licence=None,
                item_id=None, partial=False, strength=0.9, evidence=credited,
            ),
        ),
        copyright=(CopyrightLine(rights, "Northern Wire", source, None, (2015,), False, "article", quote(text, rights)),),
        notices=(Notice("views_disclaimer", rule, (), None, quote(text, rule)),),
        statements=None, own_voice=None, registry="r1", extractor=extractor, capture_key=of.key,
    )  # fmt: skip


def node(outlet: OutletRef, url: str | None, text_class: str | None = None, *, key: str | None = None) -> Node:
    return Node(
        key=key or node_key(outlet.slug, url, text_class), name=outlet.name, host=outlet.domain, outlet=outlet, url=url, title=None,
        published=claim("2015-11-03"), held=key is not None, state_links=(StateLink("A list", outlet.slug, "none", "2015-01-01"),),
    )  # fmt: skip


def edge(child: str, parent: str, evidence: tuple[Evidence, ...] = (), confidence: float = 0.9) -> Edge:
    return Edge(
        key=edge_key(child, parent), child=child, parent=parent, relation="republished_from", state="declared", confidence=confidence,
        found_by="credit", direction_basis=("credit",), credit="named", credit_outlet=WIRE, kept=None, overlap=None, words=None,
        title_changed=None, hours_later=None, reviewed=False, evidence=evidence,
    )  # fmt: skip
