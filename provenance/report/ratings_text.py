"""Ratings as text: each with its source and day, the terms of each source once below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from provenance.records.rating import OutletRating, RatingsImported, RatingSourceInfo
from provenance.text import counted

SHOWN = 20
"""Hosts that are named; JSON has all."""


def rating_lines(ratings: Sequence[OutletRating]) -> Iterator[str]:
    """One line a rating, then the terms."""
    for one in ratings:
        yield f"rated by {one.source}, {one.as_of or 'day not given'}: {one.scheme} = {one.value}  [{one.host}]"
    yield from terms_lines({(one.source, one.licence_note) for one in ratings})


def terms_lines(sources: Iterable[tuple[str, str | None]]) -> Iterator[str]:
    """Under which terms each source gives its ratings."""
    for name, note in sorted(sources, key=lambda s: s[0]):
        yield f"terms of {name}: {note or 'none were given at the import; ask its source before you publish them'}"


def source_lines(sources: Sequence[RatingSourceInfo]) -> Iterator[str]:
    """What was imported."""
    for one in sources:
        yield f"{one.name}, {one.as_of or 'day not given'}: {counted(one.hosts, 'host')}, by {', '.join(one.schemes)}"
        yield f"    {one.file_name}, imported {one.imported_at[:10]}"
    yield from terms_lines({(one.name, one.licence_note) for one in sources})


def imported_lines(made: RatingsImported) -> Iterator[str]:
    """What came of an import, what was left out, and which hosts nobody here knows."""
    known = "" if made.status == "new" else ", as before"
    hosts, rows = counted(made.source.hosts, "host"), counted(made.rows, "row")
    belong = "belongs to an outlet" if made.matched == 1 else "belong to outlets"
    yield f"{counted(made.kept, 'rating')} of {hosts} from {rows}{known}; {counted(made.matched, 'host')} {belong} known here"
    yield from (f"left out: {counted(count, 'row')}, {why}" for why, count in sorted(made.left_out.items()))
    yield from (f"note: {count}, {what}" for what, count in sorted(made.noted.items()))
    if made.unmatched:
        more = f" and {len(made.unmatched) - SHOWN} more (-o json names all)" if len(made.unmatched) > SHOWN else ""
        yield f"{counted(len(made.unmatched), 'host')} of no outlet known here: {', '.join(made.unmatched[:SHOWN])}{more}"
    yield from terms_lines([(made.source.name, made.source.licence_note)])
