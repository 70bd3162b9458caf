"""The hall: every room once, in the order in which data goes through them.

    bytes -> capture -> reading -> attribute -> quote -> store -> lineage -> (report)

Each function here is short enough to be read aloud. Doors (`cli`) call them and print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import DataFileError, UsageError
from provenance.interrupts import heed
from provenance.records.article import EXTRACTOR_VERSION, Reading
from provenance.records.capture import Capture, FailedInput, Given
from provenance.records.fetched import Fetching
from provenance.urls import is_url

if TYPE_CHECKING:
    from provenance.capture.politeness.manners import Manners
    from provenance.outlets.registry import Registry
    from provenance.records.added import Added
    from provenance.records.judgement import Judgement
    from provenance.records.lineage import Edge, Node, Searched, Trace
    from provenance.settings import Settings
    from provenance.store.library import Library as Store

LIGHT = 512 * 1024
"""Bytes of an input that is read in this process: no page of that size was found to take 200 MiB or 30 seconds."""
LOST: dict[str, str] = {"died": "parser_failed", "too_slow": "too_slow", "too_large": "too_large"}


def take_all(
    targets: Iterable[str],
    given: Given,
    batch: str | None = None,
    mapping: Mapping[str, str] | None = None,
    manners: Manners | None = None,
    unknown: Counter[str] | None = None,
) -> Iterator[Capture | FailedInput]:
    """Take in targets and then a batch, in order; what cannot be taken in is an item too.

    Web addresses are fetched, with `manners`. `unknown` counts the batch's fields nobody asked for.
    """
    from provenance.capture.batch import read_batch
    from provenance.capture.many import take_many
    from provenance.capture.politeness.manners import Manners

    polite = manners or Manners()
    for target in targets:
        heed()
        if is_url(target):
            yield fetched(target, given, target, polite)
        else:
            yield from take_many(target, given=given)
    if batch is not None:
        rows = read_batch(batch, mapping or {}, lambda url, about, id: fetched(url, about, id, polite))
        yield from rows
        if unknown is not None:
            unknown.update(rows.unknown_fields)


def fetched(url: str, given: Given, id: str, manners: Manners) -> Capture | FailedInput:
    """Fetch one page."""
    from provenance.capture.fetching import fetch_item

    return fetch_item(url, given, id, manners)


def check_ignoring(settings: Settings, targets: Sequence[str], batch: str | None) -> None:
    """Raise UsageError where robots.txt is to be passed over for more than the one address a person typed."""
    if settings.ignore_robots and (batch is not None or len(targets) != 1 or not is_url(targets[0])):
        raise UsageError("--ignore-robots goes with one address that you name yourself, not with a list or a file")


def mannered(settings: Settings) -> Manners:
    """How the settings want us to behave; rules and turns are remembered in this process."""
    from provenance.capture.politeness.manners import Manners

    return Manners(fetching(settings))


def fetching(settings: Settings) -> Fetching:
    """How the settings want pages fetched."""
    return Fetching(settings.allow_private, settings.ignore_robots, settings.contact)


def read_item(
    item: Capture | FailedInput, registry: Registry, *, statements: bool = True, statements_with: str | None = None
) -> Reading:
    """One input to its reading; an input that could not be taken in gives a failed one.

    `statements_with` names a pipeline that adds to the rules for statements.
    """
    if isinstance(item, FailedInput):
        return failed_reading(item)
    from provenance.attribute import attribute
    from provenance.quote.annotate import with_statements
    from provenance.reading import read_page

    try:
        reading = attribute(read_page(item), registry)
        reading = with_statements(reading, registry) if statements else reading
        if not statements or statements_with is None:
            return reading
        from provenance.quote.plugin import with_plugin

        return with_plugin(reading, statements_with)
    except (MemoryError, DataFileError):
        raise
    except Exception as error:
        return broken_reading(
            item, f"a mistake in provenance, please report it ({type(error).__name__}: {str(error)[:200]})"
        )


def read_silently(item: Capture | FailedInput, registry: Registry) -> Reading:
    """One input to its reading, without looking for who said what."""
    return read_item(item, registry, statements=False)


def reader(statements_with: str | None) -> Callable[[Capture | FailedInput, Registry], Reading]:
    """How one input is read, with a pipeline that adds to the rules where one is named; raises UsageError where it cannot be loaded."""
    if statements_with is None:
        return read_item
    from provenance.quote.plugin import load

    load(statements_with)
    return partial(read_item, statements_with=statements_with)


def read_all(
    items: Iterable[Capture | FailedInput], registry: Registry, jobs: int = 1, *, statements: bool = True,
    statements_with: str | None = None,
) -> Iterator[tuple[Capture | FailedInput, Reading]]:  # fmt: skip
    """Many inputs with their readings, in order, each within bounds; with more than one job in that many processes.

    Raises UsageError for a pipeline `statements_with` that cannot be loaded.
    """
    from provenance.parallel import Lost, in_order

    for item, found in in_order(
        reader(statements_with) if statements else read_silently, items, registry, jobs, light=is_light
    ):
        yield item, broken_reading(item, found.detail, LOST[found.why]) if isinstance(found, Lost) else found


def is_light(item: Capture | FailedInput) -> bool:
    """Whether reading an input takes little memory whatever is in it: a process of its own is not needed."""
    return isinstance(item, FailedInput) or (len(item.content) <= LIGHT and item.media != "pdf")


def broken_reading(item: Capture | FailedInput, why: str, reason: str = "parser_failed") -> Reading:
    """The reading of an input over which the reader itself came to grief: one page never ends a batch."""
    return failed_reading(
        FailedInput(item.id, reason, why, item.given), item.key if isinstance(item, Capture) else None
    )


def failed_reading(item: FailedInput, capture: str | None = None) -> Reading:
    """The reading of an input there was nothing to read in; `capture` is its key where bytes came in."""
    from provenance.records.keys import reading_key

    return Reading(
        id=item.id, key=reading_key(capture or f"{item.id}:{item.reason}", EXTRACTOR_VERSION), status="failed", reason=item.reason,
        detail=item.detail, page=None, document=None, article=None, origin=None, credits=(), copyright=(), notices=(), statements=None,
        own_voice=None, registry=None, extractor=EXTRACTOR_VERSION, capture_key=capture,
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
    how: Fetching | None = None,
) -> Reading:
    """Read one page or text: what it says about where it came from and on which terms.

    `source` is a path, or a web address, which is fetched once (`how` says how); the other
    arguments are what you know better than the page. Touches no database and opens no socket
    unless the source is an address. What cannot be read gives a reading with status `failed` and a
    reason.
    """
    from provenance.outlets.registry import load

    given = Given(url=url, outlet=outlet, published=published, title=title, language=language, observed_at=observed_at)
    from provenance.capture.politeness.manners import Manners

    item = next(take_all([str(source)], given, manners=Manners(how or Fetching())))
    return next(read_all([item], load(Path(outlets) if outlets else None)))[1]


def keep(
    store: Store, item: Capture | FailedInput, reading: Reading, registry: Registry, collection: str | None = None
) -> Added:
    """Keep one input and what was read in it: bytes first, then its rows in one transaction, then its edges."""
    from provenance.records.added import Added

    if isinstance(item, FailedInput):
        key = store.keep_failure(item.fetched) if item.fetched else None
        return Added.failed(item.id, item.reason, key)
    added = store.add(reading, item, collection=collection, observed_by=item.given.observed_by)
    # Not on "new" alone: a kill between the two steps must not leave an article without its edges.
    if added.article is not None and not store.has_edges(added.article):
        store.save_edges(added.article, *derive(store, registry, reading))
    return added


def derive(
    store: Store | None, registry: Registry, reading: Reading, found: Mapping[str, Node] | None = None
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """The nodes and edges an article's own credits declare; the article comes first.

    Without a store `found` are the articles that credited addresses lead to, by canonical address.
    """
    from provenance.lineage.chain import declared
    from provenance.lineage.judgements import derived
    from provenance.lineage.known import state_links_of
    from provenance.lineage.nodes import article_node

    links = state_links_of(registry)
    article = article_node(reading, links, held=store is not None)
    held = store.articles_by_url(c.url for c in reading.credits if c.url) if store is not None else found or {}
    judged = store.judgements.on_reading(article.key) if store is not None else ()
    return derived(article, reading, judged, lambda believed: declared(article, believed, links, held))


def trace_kept(store: Store, ref: str, registry: Registry, depth: int | None = None) -> Trace:
    """The chain of one kept article: a key, a row number or an address.

    Raises UnknownNameError where nothing of that name is kept.
    """
    from provenance.lineage.stories import story_of, with_text
    from provenance.lineage.trace_said import said_in

    article = store.find_article(ref)
    nodes, edges, judgements = store.judgements.chain(article.key)
    reading, searched = store.reading_of(article.key), store.searched()
    trace = _assembled(reading, nodes, edges, searched, registry, depth, judgements)
    statements, dropped = said_in(store, trace)
    story = story_of(store, trace.article, judgements)
    return replace(with_text(store, trace), story=story, statements=statements, dropped=dropped)


def trace_unkept(
    reading: Reading, registry: Registry, chain: tuple[tuple[Node, ...], tuple[Edge, ...]] | None = None
) -> Trace:
    """The chain a reading declares (`chain`, where credited pages were followed), compared with nothing."""
    from provenance.lineage.blame import Known, blame
    from provenance.records.lineage import Searched

    nodes, edges = chain or derive(None, registry, reading)
    trace = _assembled(reading, nodes, edges, Searched(0, 0, None, None), registry, None)
    return replace(
        trace, blame=blame(trace.article, reading, (), trace.edges, Known({n.key: n for n in trace.nodes}), 0)
    )


def _assembled(
    reading: Reading,
    nodes: tuple[Node, ...],
    edges: tuple[Edge, ...],
    searched: Searched,
    registry: Registry,
    depth: int | None,
    judgements: Sequence[Judgement] = (),
) -> Trace:
    from provenance.lineage.graph import within
    from provenance.lineage.judgements import judged
    from provenance.lineage.known import owns_of
    from provenance.lineage.trace import assemble

    nodes, edges = judged(nodes, edges, judgements)
    if depth is not None:
        nodes, edges = within(depth, nodes[0].key, nodes, edges)
    owns = owns_of(registry)
    return assemble(nodes[0], reading, nodes, edges, searched=searched, owns=owns, judgements=judgements)
