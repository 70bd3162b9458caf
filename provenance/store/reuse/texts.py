"""Articles' own words, made from the texts as they are stored. Loads numpy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, Row, Select, func, select

from provenance.shingles import Numbers, Places, Words, inside, row_numbers, words_of_all
from provenance.store.keeping.inserting import batches
from provenance.store.schema.tables import ARTICLES, READINGS, TEXTS

NEVER = "9999"
"""Stands for a date nobody claims: sorts last."""
_BREAK = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Body:
    """The words of an article's body in its document, by paragraph.

    `limits` are the first words of the paragraphs and, last, the number of words; `paragraphs` a
    number for each; `story` one for all of them.
    """

    article: int
    key: str
    reading: int
    outlet: int
    earliest: str
    text: str
    sha256: str
    words: Words
    limits: Places
    paragraphs: list[int]
    story: int

    def without(self, cut: Iterable[int]) -> Words:
        """The words but for those of the paragraphs of these places."""
        gone = sorted(cut)
        if not gone:
            return self.words
        sizes = np.diff(self.limits)
        kept = np.ones(len(sizes), dtype=bool)
        kept[gone] = False
        which = np.repeat(kept, sizes)
        return Words(self.words.numbers[which], self.words.starts[which], self.words.ends[which])


def bodies(connection: Connection, articles: Sequence[int]) -> Iterator[Body]:
    """The bodies of articles as they are read now; one whose text may not be indexed has none."""
    for some in batches(articles):
        yield from _made(connection, _rows().where(ARTICLES.c.id.in_(some), READINGS.c.is_current, *_INDEXED))


def bodies_read(connection: Connection, readings: Sequence[int]) -> Iterator[Body]:
    """The bodies that readings, also earlier ones, gave."""
    for some in batches(readings):
        yield from _made(connection, _rows().where(READINGS.c.id.in_(some)))


_INDEXED = (READINGS.c.status != "failed", func.coalesce(READINGS.c.reason, "") != "masked")


def _rows() -> Select[tuple[int, str, int, int, str, str, str, list[list[int]]]]:
    r = READINGS.c
    return (
        select(
            ARTICLES.c.id, ARTICLES.c.key, r.id.label("reading"), func.coalesce(ARTICLES.c.outlet_id, 0).label("outlet"),
            func.coalesce(r.published_not_before, NEVER).label("earliest"), TEXTS.c.text, TEXTS.c.sha256, r.spans,
        )
        .join(READINGS, r.article_id == ARTICLES.c.id)
        .join(TEXTS, TEXTS.c.id == r.text_id)
        .order_by(ARTICLES.c.id)
    )  # fmt: skip


def _made(
    connection: Connection, wanted: Select[tuple[int, str, int, int, str, str, str, list[list[int]]]]
) -> Iterator[Body]:
    rows = connection.execute(wanted).all()
    found = [_own(row, words) for row, words in zip(rows, words_of_all([row.text for row in rows]), strict=True)]
    paragraphs = _numbered([words.numbers for words, _ in found], [limits for _, limits in found])
    whole = [limits[[0, -1]] if len(words) else limits for words, limits in found]
    stories = _numbered([words.numbers for words, _ in found], whole)
    for row, (words, limits), numbers, story in zip(rows, found, paragraphs, stories, strict=True):
        yield Body(
            row.id, row.key, row.reading, row.outlet, row.earliest, row.text, row.sha256, words, limits, numbers,
            story[0] if story else 0,
        )  # fmt: skip


def _own(row: Row[tuple[int, str, int, int, str, str, str, list[list[int]]]], all_words: Words) -> tuple[Words, Places]:
    """The words of the body, and the limits of its paragraphs among them."""
    own = inside(all_words.starts, row.spans or ())
    words = Words(all_words.numbers[own], all_words.starts[own], all_words.ends[own])
    breaks = np.fromiter((m.start() for m in _BREAK.finditer(row.text)), dtype=np.int64)
    return words, _limits(np.searchsorted(breaks, words.starts))


def _numbered(numbers: Sequence[Numbers], limits: Sequence[Places]) -> Iterator[list[int]]:
    """A number for each row of words between neighbouring limits, text by text; all are made at once."""
    begins = np.concatenate(([0], np.cumsum([len(n) for n in numbers]))).astype(np.int64)
    ends = [np.zeros(1, np.int64), *(here[1:] + begin for here, begin in zip(limits, begins, strict=False))]
    every = row_numbers(np.concatenate([*numbers, np.zeros(0, np.uint64)]), np.concatenate(ends)).tolist()
    at = 0
    for here in limits:
        yield every[at : at + len(here) - 1]
        at += len(here) - 1


def _limits(lines: Places) -> Places:
    """Where the line changes, the beginning and the end included."""
    if not len(lines):
        return np.zeros(1, dtype=np.int64)
    return np.concatenate(([0], np.flatnonzero(np.diff(lines)) + 1, [len(lines)]))
