"""Watch sources: addresses from the caller or a file, what is found at each, kept."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from provenance.capture.connection import Network
from provenance.crawl.detours import Aside
from provenance.crawl.finding import find_sources
from provenance.crawl.starters import addresses_of
from provenance.errors import InputError, UsageError
from provenance.library import Library
from provenance.records.crawling import Pace, SourceInfo
from provenance.times import parse_given, utc_text
from provenance.urls import origin_of

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SHORTEST, _LONGEST = 60, 366 * 86_400


def addresses(urls: Sequence[str], file: str | None) -> tuple[str, ...]:
    """The addresses named, and those of a file or a shipped list. Raises UsageError where there are none."""
    listed = (*urls, *(addresses_of(file) if file else ()))
    if not listed:
        raise UsageError("name an address to watch, or a list of them with --from FILE|NAME")
    return tuple(dict.fromkeys(listed))


def seconds(text: str) -> int:
    """`10m`, `6h`, `1d` as seconds; raises UsageError for other words, for less than a minute and more than a year."""
    match = re.fullmatch(r"(\d{1,9})\s*([smhd])", text.strip().lower())
    value = int(match[1]) * _UNITS[match[2]] if match else 0
    if not _SHORTEST <= value <= _LONGEST:
        raise UsageError(f"{text[:40]!r}: write it as 10m, 6h or 1d, a minute at least and a year at most")
    return value


def collect(library: Library, into: str | None, how_sampled: str | None) -> None:
    """See to it that the collection a crawl fills is there; it is made where it is said how it is sampled.

    Raises UnknownNameError where there is none, UsageError for words without a name, or other words than it has.
    """
    if into is None:
        if how_sampled is not None:
            raise UsageError("--how-sampled speaks of a collection: it goes with --into NAME")
    elif how_sampled is not None:
        library.store.collection_create(into, how_sampled)
    else:
        library.store.collection_show(into)


def passes(
    every: str | None,
    until: str | None,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[int]:
    """Number the passes of a crawl: one, or one each `every` (from start to start) as long as it is before `until`.

    Raises UsageError where only one of both is given, BadDateError; the first is always made.
    """
    if (every is None) != (until is None):
        raise UsageError("--every and --until go together: provenance crawl --every 10m --until 2026-03-01")
    if every is None or until is None:
        return iter([1])
    return _again(seconds(every), parse_given(until).not_before.timestamp(), clock, sleep)


def _again(pause: int, end: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> Iterator[int]:
    number, began = 1, clock()
    yield number
    while (began := max(began + pause, clock())) < end:
        sleep(max(0.0, began - clock()))
        number += 1
        yield number


def add_sources(
    library: Library, urls: Sequence[str], every: str | None = None, until: str | None = None, pace: Pace | None = None,
    network: Network | None = None,
) -> Iterator[tuple[str, list[SourceInfo] | str]]:  # fmt: skip
    """Each address with the sources that are watched for it from now on, or one line why there are none.

    Raises UsageError, BadDateError before anything is asked.
    """
    pause = seconds(every) if every else None
    end = utc_text(parse_given(until).not_after) if until else None
    manners = replace(
        library.manners.obeying(), network=network, ledger=Aside(library.store.crawling), pace=pace or Pace()
    )
    for url in urls:
        try:
            found = find_sources(url, manners)
        except (InputError, UsageError) as error:
            yield url, str(error)
            continue
        crawling = library.store.crawling
        yield url, [crawling.add_source(one.url, origin_of(one.url), one.kind, one.title, pause, end) for one in found]
