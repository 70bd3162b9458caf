"""The hall: every room once, in the order in which data goes through them.

    bytes -> capture -> reading -> attribute -> store -> lineage -> (report)

Each function here is short enough to be read aloud. Doors (`cli`) call them and print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import InputError
from provenance.records.article import EXTRACTOR_VERSION, Reading
from provenance.records.capture import Capture, FailedInput, Given

if TYPE_CHECKING:
    from provenance.outlets.registry import Registry
    from provenance.records.added import Added
    from provenance.records.lineage import Trace
    from provenance.store.library import Library as Store


def take_all(targets: Iterable[str], given: Given, batch: str | None = None, mapping: Mapping[str, str] | None = None) -> Iterator[Capture | FailedInput]:
    """Take in targets and then a batch, in order; what cannot be taken in is an item too."""
    from provenance.capture.batch import read_batch
    from provenance.capture.files import take

    for target in targets:
        try:
            yield take(target, given=given, id=target)
        except InputError as error:
            yield FailedInput(target, error.reason, error.detail, given)
    if batch is not None:
        yield from read_batch(batch, mapping or {})


def read_item(item: Capture | FailedInput, registry: Registry) -> Reading:
    """One input to its reading; an input that could not be taken in gives a failed one."""
    if isinstance(item, FailedInput):
        return failed_reading(item)
    from provenance.attribute import attribute
    from provenance.reading import read_page

    return attribute(read_page(item), registry)


def failed_reading(item: FailedInput) -> Reading:
    """The reading of an input there was nothing to read in."""
    from provenance.records.keys import reading_key

    return Reading(
        id=item.id, key=reading_key(f"{item.id}:{item.reason}", EXTRACTOR_VERSION), status="failed", reason=item.reason, detail=item.detail,
        page=None, document=None, article=None, origin=None, credits=(), copyright=(), notices=(), statements=None, own_voice=None,
        registry=None, extractor=EXTRACTOR_VERSION,
    )  # fmt: skip


def read(
    source: str | Path,
    url: str | None = None,
    *,
    outlet: str | None = None,
    published: str | None = None,
    observed_at: str | None = None,
    title: str | None = None,
    language: str | None = None,
    outlets: str | Path | None = None,
) -> Reading:
    """Read one saved page or text: what it says about where it came from and on which terms.

    `source` is a path; the other arguments are what you know better than the page. Touches no
    database and opens no socket. A file that cannot be read gives a reading with status `failed`
    and a reason.
    """
    from provenance.outlets.registry import load

    given = Given(url=url, outlet=outlet, published=published, title=title, language=language, observed_at=observed_at)
    item = next(take_all([str(source)], given))
    return read_item(item, load(Path(outlets) if outlets else None))


def add_item(store: Store, item: Capture | FailedInput, registry: Registry, collection: str | None = None) -> tuple[Added, Reading]:
    """Read one input and keep it: bytes first, then all rows in one transaction, then its edges."""
    from provenance.records.added import Added

    reading = read_item(item, registry)
    if isinstance(item, FailedInput):
        return Added.failed(item.id, item.reason), reading
    store.know(registry)
    added = store.add(reading, item, collection=collection, observed_by=item.given.observed_by)
    if added.status in ("new", "revised"):
        link(store, added.article)
    return added, reading


def link(store: Store, article: str | None) -> None:
    """Derive the edges of one kept article from its current reading, and keep them."""
    if article is None:
        return
    raise NotImplementedError


def trace(store: Store, ref: str, registry: Registry) -> Trace:
    """The chain of one kept article (a key, a row number or an address)."""
    raise NotImplementedError
