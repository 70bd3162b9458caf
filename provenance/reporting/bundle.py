"""`report story --bundle`: one zip that can be printed, cited, and checked anywhere without a database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from provenance.errors import StoreError
from provenance.records.article import Reading
from provenance.records.bundle import (
    CAPTURES,
    CITATION,
    MANIFEST,
    PAGE,
    QUOTES,
    SCHEMA,
    BundledCapture,
    BundledFile,
    Manifest,
    Quoted,
)
from provenance.records.evidence import Evidence
from provenance.report.citing import citation
from provenance.report.inert import clipped
from provenance.report.pages.page import report_page
from provenance.report.report_csv import report_csv
from provenance.reporting.found_story import FoundStory, find_story
from provenance.reporting.story import report_of
from provenance.store.evidence.wacz import Packed, wacz, zipped
from provenance.text import sha256_text

if TYPE_CHECKING:
    from provenance.outlets.registry import Registry
    from provenance.store.library import Library as Store


def story_bundle(store: Store, registry: Registry, ref: str) -> tuple[bytes, str, tuple[str, ...]]:
    """The bundle of a story, its citation line, and what could not be packed.

    Raises UnknownNameError where the article is not kept.
    """
    found = find_story(store, registry, ref)
    report = report_of(found, store, ref)
    captures, packed, missing = _captures(store, found)
    texts = {f"texts/{sha256_text(_text(r))}.txt": _text(r).encode() for r in found.readings.values() if r.document}
    parts = {
        PAGE: report_page(report, for_print=True).encode(),
        "report.json": _json(report.to_dict()),
        "report.csv": report_csv(report).encode(),
        "trace.json": _json(found.trace.to_dict()),
        QUOTES: _json([q.to_dict() for q in _quotes(found)]),
        CAPTURES: wacz(clipped(report.title, 200), packed, report.made.at),
        **texts,
    }
    files = tuple(
        BundledFile(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in sorted(parts.items())
    )
    manifest = Manifest(report.title, report.made.at, report.made.version, files, captures, missing)
    head = _json({"schema": SCHEMA, **manifest.to_dict()})
    line = f"{citation(report)} Bundle sha256:{hashlib.sha256(head).hexdigest()}"
    whole = {MANIFEST: head, CITATION: f"{line}\n".encode(), **parts}
    return zipped(whole, stored=(CAPTURES,)), line, missing


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _text(reading: Reading) -> str:
    return reading.document.text if reading.document else ""


def _captures(store: Store, found: FoundStory) -> tuple[tuple[BundledCapture, ...], list[Packed], tuple[str, ...]]:
    """The captures that were read, with their records; what is missing or damaged is named."""
    listed, packed, missing = [], [], []
    for key, reading in sorted(found.readings.items()):
        node = found.node(key)
        name = node.name if node else key
        try:
            if reading.capture_key is None or reading.page is None:
                raise StoreError("no capture is kept")
            packed.append(Packed((node.title if node else None) or name, store.records_of(reading.capture_key)))
        except StoreError as error:
            missing.append(f"{key} {name}: {error}")
            continue
        text = sha256_text(_text(reading))
        listed.append(
            BundledCapture(
                reading.capture_key,
                key,
                name,
                reading.page.url,
                reading.page.sha256,
                text,
                reading.key,
                reading.extractor,
            )
        )
    return tuple(listed), packed, tuple(missing)


def _quotes(found: FoundStory) -> Iterator[Quoted]:
    """Every quotation edges and terms rest on, with the text it stands in."""
    texts = {key: _text(r) for key, r in found.readings.items()}
    for edge in found.edges:
        for item in edge.evidence:
            if isinstance(item, Evidence):
                yield from _placed(edge.key, item, (edge.child, edge.parent, *texts), texts)
    for key, reading in sorted(found.readings.items()):
        for stated in (
            *(n.evidence for n in reading.notices),
            *(c.evidence for c in reading.copyright),
            *(c.evidence for c in reading.credits),
        ):
            yield from _placed(key, stated, (key,), texts)


def _placed(subject: str, item: Evidence, whose: tuple[str, ...], texts: Mapping[str, str]) -> Iterator[Quoted]:
    """The quotation with the first of these texts in which it stands at its place."""
    if item.start is None or item.end is None:
        yield Quoted(subject, "", item.quote, item.where, item.locator, None, None)
        return
    for key in whose:
        text = texts.get(key)
        if text is not None and text[item.start : item.end] == item.quote:
            yield Quoted(subject, sha256_text(text), item.quote, item.where, item.locator, item.start, item.end)
            return
