"""The size of a library, for a person."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.records.upkeep import Growth, Size


def in_words(count: int) -> str:
    """Bytes as a person reads them: `12 B`, `3.4 MB`; a MB is a million bytes."""
    size, units = float(count), ("B", "kB", "MB", "GB", "TB")
    for unit in units:
        if size < 1000 or unit == units[-1]:
            break
        size /= 1000
    return f"{size:,.0f} {unit}" if unit == "B" or size >= 100 else f"{size:,.1f} {unit}"


def size_lines(size: Size) -> Iterator[str]:
    """How large a library is, how it grows, and what grows."""
    total = size.database + size.evidence
    yield f"database {in_words(size.database)}, evidence {in_words(size.evidence)}, together {in_words(total)}"
    gone = f", {size.pruned:,} of them pruned" if size.pruned else ""
    yield f"{size.articles:,} articles from {size.captures:,} captures{gone}"
    month, year = size.after(30), size.after(365)
    if size.per_day is None or month is None or year is None:
        yield "growth: not known before a day has passed"
    else:
        yield f"growth: {in_words(size.per_day)} a day over the last {size.days:g} days; at that pace {in_words(month)} in a month, {in_words(year)} in a year"
    yield from _table("outlet", size.outlets)
    yield from _table("source", size.sources)


def _table(what: str, grown: tuple[Growth, ...]) -> Iterator[str]:
    if grown:
        yield f"by {what}, pages unpacked:"
    for one in grown:
        yield f"  {in_words(one.bytes):>9}  {one.captures:>6,} captures  {one.name}"
