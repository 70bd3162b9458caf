"""Articles' own words, made from the texts as they are stored. Loads numpy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, Row, Select, func, select

from provenance.shingles import row_numbers
from provenance.store.keeping.inserting import batches
from provenance.store.schema.tables import ARTICLES, READINGS, TEXTS
from provenance.words import Batch, Places, Words, batches_of, inside

NEVER = "9999"
"""Stands for a date nobody claims: sorts last."""


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
    at = 0
    for batch in batches_of([row.text for row in rows]):
        yield from _bodies(rows[at : at + len(batch)], batch)
        at += len(batch)


def _bodies(
    rows: Sequence[Row[tuple[int, str, int, int, str, str, str, list[list[int]]]]], batch: Batch
) -> Iterator[Body]:
    """The bodies of texts whose words lie in one batch: numbered all at once, cut up at the end."""
    begins = batch.begins.tolist()
    spans = [
        (begin + start, begin + min(end, len(row.text)))
        for row, begin in zip(rows, begins, strict=True)
        for start, end in row.spans or ()
    ]
    own = inside(batch.words.starts, spans)
    numbers = batch.words.numbers[own]
    starts, ends = batch.words.starts[own], batch.words.ends[own]
    texts = np.concatenate(([0], np.cumsum(own)))[batch.limits]
    lines = np.unique(np.concatenate(([0], np.searchsorted(starts, batch.breaks), [len(starts)])))
    paragraphs = row_numbers(numbers, lines).tolist()
    filled = np.diff(texts) > 0
    stories = np.zeros(len(rows), dtype=np.int64)
    stories[filled] = row_numbers(numbers, np.concatenate((texts[:-1][filled], texts[-1:])))
    firsts = np.searchsorted(lines, texts).tolist()
    limits = texts.tolist()
    for n, (row, begin, story) in enumerate(zip(rows, begins, stories.tolist(), strict=True)):
        part, those = slice(limits[n], limits[n + 1]), slice(firsts[n], firsts[n + 1])
        words = Words(numbers[part], starts[part] - begin, ends[part] - begin)
        yield Body(
            row.id, row.key, row.reading, row.outlet, row.earliest, row.text, row.sha256, words,
            lines[those.start : those.stop + 1] - limits[n], paragraphs[those], story,
        )  # fmt: skip
