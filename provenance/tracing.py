"""Tracing many pages as a door does: kept first, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.library import Library
from provenance.pipeline import mannered, read_all, trace_unkept
from provenance.records.article import Reading
from provenance.records.capture import Capture, FailedInput

if TYPE_CHECKING:
    from provenance.capture.politeness.manners import Manners
    from provenance.following import Tell
    from provenance.records.following import Following
    from provenance.records.lineage import Trace
    from provenance.settings import Settings


def trace_items(
    settings: Settings, items: Iterable[Capture | FailedInput], *, depth: int | None = None, keep: bool = True,
    follow: Following | None = None, tell: Tell | None = None, manners: Manners | None = None,
) -> Iterator[tuple[Reading, Trace | None]]:  # fmt: skip
    """Trace many inputs, kept first unless `keep` is off; None where there was nothing to trace.

    `follow` says how far credited pages are fetched; `tell` hears what came of each. `manners` are those
    the items are fetched with.
    """
    polite = manners or mannered(settings)
    if not keep:
        yield from _trace_unkept(settings, items, follow, tell, polite)
        return
    with Library(settings, manners=polite) as library:
        # All are kept before the first is traced: they are compared with one another too.
        for added, reading in list(library.add_items(items)):
            if added.article is None or added.status == "failed":
                yield reading, None
                continue
            trace = library.trace_of(added.article, depth, follow, tell)
            # What is kept bears the id it first came with; the answer bears the one asked with.
            yield reading, replace(trace, reading=replace(trace.reading, id=reading.id))


def _trace_unkept(
    settings: Settings, items: Iterable[Capture | FailedInput], follow: Following | None, tell: Tell | None,
    manners: Manners,
) -> Iterator[tuple[Reading, Trace | None]]:  # fmt: skip
    from provenance.following import silent, trace_followed
    from provenance.outlets.registry import load

    registry = load(Path(settings.outlets) if settings.outlets else None)
    for _, reading in read_all(items, registry, statements_with=settings.statements_with):
        if reading.status == "failed":
            yield reading, None
        elif follow is None:
            yield reading, trace_unkept(reading, registry)
        else:
            yield reading, trace_followed(reading, registry, follow, manners, tell or silent)
