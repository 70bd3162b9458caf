"""M5 in sentences: what of a source's text a copy kept, sentence by sentence, and which it rather cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from provenance.measure.surface import items
from provenance.measure.tables import Table
from provenance.text import sentences

Spans = Sequence[tuple[int, int]]
KEPT = 0.5
"""Share of a sentence's characters that a copy must have for the sentence to count as kept."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a source's text: whether the copy has it, in which half of the text it stands, and what is in it.

    `speakers` are those of the statements in it ("" for somebody not named), `items` what it shows (see `surface`).
    """

    kept: bool
    half: int
    speakers: frozenset[str]
    items: frozenset[str]

    @property
    def says(self) -> bool:
        """Whether a statement of somebody stands in it."""
        return bool(self.speakers)


def handled(text: str, body: Spans, shared: Spans, said: Iterable[tuple[str, Spans]]) -> tuple[Sentence, ...]:
    """The sentences of a source's body as a copy handled them.

    `body` and `shared` are where in `text` the article lies and what of it the copy has; `said` the speaker of
    each statement, and where its words lie. Offsets count characters of `text`.
    """
    listed = [(begin + a, begin + b) for begin, line in _lines(text, body) for a, b in sentences(line)]
    spoken = [(speaker, tuple(spans)) for speaker, spans in said]
    made = []
    for rank, (a, b) in enumerate(listed):
        inside = frozenset(speaker for speaker, spans in spoken if common((a, b), spans))
        kept = common((a, b), shared) >= KEPT * (b - a)
        made.append(Sentence(kept, int(rank >= len(listed) / 2), inside, items(text[a:b])))
    return tuple(made)


def _lines(text: str, body: Spans) -> Iterator[tuple[int, str]]:
    """The lines of the body, each with the place at which it begins."""
    for start, end in body:
        for line in text[start:end].split("\n"):
            yield start, line
            start += len(line) + 1


def common(one: tuple[int, int], spans: Spans) -> int:
    """How many characters of a stretch lie in some spans that do not overlap."""
    return sum(max(0, min(one[1], end) - max(one[0], start)) for start, end in spans)


def strata(texts: Iterable[Sequence[Sentence]], has: Callable[[Sentence], bool]) -> tuple[Table, ...]:
    """A table for each half of each text: of the sentences with a property so many were cut and kept, and of the others.

    Halves stand for the place in the text: ends are cut for length, whatever they say.
    """
    made = []
    for listed in texts:
        for half in (0, 1):
            counts = Counter((has(s), s.kept) for s in listed if s.half == half)
            made.append(Table(counts[True, False], counts[True, True], counts[False, False], counts[False, True]))
    return tuple(t for t in made if t.whole)
