"""People check the machine: a blind sample to code by hand, and how well the two agree when it comes back."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Literal

from provenance.errors import UsageError
from provenance.records.article import Reading
from provenance.report.inert import inert
from provenance.reviewing.sheet import ASKED, MACHINE, SHOWN

if TYPE_CHECKING:
    from provenance.store.asking.sampling import Drawable
    from provenance.store.library import Library as Store

Stratum = Literal["outlet", "language"]
BEFORE, HEAD, TAIL, AFTER = 300, 700, 500, 500
"""Characters of a page shown: before an article, of its beginning, of its end, and after it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A coding sheet: its columns, its rows, and how the articles were drawn."""

    how_sampled: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


def sample(
    store: Store, n: int, seed: int, *, blind: bool = True, collection: str | None = None, by: Stratum | None = None
) -> Sheet:
    """Draw `n` articles and lay them out for a coder who does not see what the machine found.

    The same seed draws the same articles from the same set, on every machine and database. With `by`
    every outlet or language has as many of the sample as it has of the set. Raises UnknownNameError
    for the collection, UsageError where there is nothing to draw from.
    """
    there = store.drawable(collection)
    if not there:
        raise UsageError("there is no article to draw from; add some first (provenance add)")
    drawn = draw(there, n, seed, by)
    told = f"{len(drawn)} of {len(there)} articles in {collection or 'the library'}, seed {seed}"
    how = f"{told}, {f'in proportion by {by}' if by else 'simple random sample'}"
    columns = (*SHOWN, *(() if blind else MACHINE), *ASKED, "sample")
    rows = (_row(one.key, store.reading_of(one.key), blind=blind) | {"sample": how} for one in drawn)
    return Sheet(how, columns, tuple({name: row.get(name, "") for name in columns} for row in rows))


def draw(there: Sequence[Drawable], n: int, seed: int, by: Stratum | None = None) -> list[Drawable]:
    """`n` of the articles, in an order that tells nothing: that of a hash of seed and key."""
    ordered = sorted(there, key=lambda one: hashlib.sha256(f"{seed}:{one.key}".encode()).digest())
    if by is None or n >= len(ordered):
        return ordered[:n]
    strata: dict[str, list[Drawable]] = defaultdict(list)
    for one in ordered:
        strata[getattr(one, by)].append(one)
    names = sorted(strata)
    taken = proportional([len(strata[name]) for name in names], n)
    chosen = {one.key for name, many in zip(names, taken, strict=True) for one in strata[name][:many]}
    return [one for one in ordered if one.key in chosen]


def proportional(sizes: Sequence[int], n: int) -> list[int]:
    """How many of `n` each stratum of these sizes gets; what rounding leaves goes to the largest remainders."""
    whole = sum(sizes)
    shares = [divmod(n * size, whole) for size in sizes]
    left = n - sum(many for many, _ in shares)
    first = set(sorted(range(len(sizes)), key=lambda i: (-shares[i][1], i))[:left])
    return [many + (i in first) for i, (many, _) in enumerate(shares)]


def _row(key: str, reading: Reading, *, blind: bool) -> dict[str, str]:
    """What a coder sees of one article."""
    article, page, origin = reading.article, reading.page, reading.origin
    head, tail = _windows(reading)
    row = {
        "key": key,
        "url": inert(page.url or "") if page else "",
        "language": (article.language or "") if article else "",
        "title": inert(article.title or "") if article else "",
        "head": _lines(head),
        "tail": _lines(tail),
    }
    if not blind and origin:
        name = origin.name or (origin.outlet.name if origin.outlet else "")
        values = (origin.kind, inert(name), f"{origin.confidence:.2f}")
        row |= dict(zip(MACHINE, values, strict=True))
    return row


def _windows(reading: Reading) -> tuple[str, str]:
    """The page's text around where the article begins, and around where it ends; no part of it twice."""
    text = reading.document.text if reading.document else ""
    spans = reading.article.spans if reading.article and reading.article.spans else ((0, len(text)),)
    start, end = spans[0][0], spans[-1][1]
    turn = min(len(text), start + HEAD)
    return text[max(0, start - BEFORE) : turn], text[max(turn, end - TAIL) : end + AFTER]


def _lines(text: str) -> str:
    return "\n".join(line for line in (inert(one) for one in text.split("\n")) if line)


def code_book() -> str:
    """What the codes mean and how a coder decides, in Markdown."""
    return resources.files("provenance.reviewing").joinpath("code-book.md").read_text(encoding="utf-8")
