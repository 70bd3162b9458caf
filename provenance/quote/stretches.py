"""Where what is said begins and ends: a stretch of a sentence without what the writer adds at its ends."""

from __future__ import annotations

from provenance.quote.attribution import Attribution
from provenance.quote.sentence import Sentence

SIGNS = frozenset(",—–-―;:")
"""Signs between what is said and who says it."""
_LINE_DASHES = frozenset("—–―")
_FEWEST = 3


def enough(s: Sentence, content: list[tuple[int, int]]) -> bool:
    """Whether so few words can be something said: a quotation, a line after a dash, or a clause of three words."""
    if s.sign(s.begin, _LINE_DASHES) and content[0][0] == s.begin + 1:
        return True
    quoted = any(s.quoted(i) for a, b in content for i in range(a, b))
    return quoted or sum(s.toks[i].kind == "w" for a, b in content for i in range(a, b)) >= _FEWEST


def after_its_colon(s: Sentence, right: tuple[int, int]) -> tuple[int, int]:
    """From a quotation after a colon on, where the words before it are no clause: ended her speech with: "..."."""
    for i in range(right[0], right[1] - 1):
        if s.sign(i, ":") and s.toks[i + 1].kind == "q":
            return right if s.finite(right[0], i) else (i + 1, right[1])
    return right


def to_last_mark(s: Sentence, right: tuple[int, int], one: Attribution) -> tuple[int, int]:
    """Without what follows a quotation that ends in a comma: added, "We cannot wait," and left."""
    inserted = one.subject is not None and one.subject.relative
    ends = [i for i in range(*right) if s.toks[i].kind == "q"]
    if not ends or s.toks[ends[0] if inserted else ends[-1]].low != ",":
        return right
    return right[0], (ends[0] if inserted else ends[-1]) + 1


def goes_on_outside(s: Sentence, right: tuple[int, int]) -> bool:
    """Whether what follows a whole quotation is no part of it: he yelled "You lie!" at the president."""
    after = right[0] + 1
    if after >= right[1]:
        return False
    return s.low(after) in (s.p["prepositions"] | s.p["subordinators"]) - s.p["of"] or s.timed(after)


def cut(s: Sentence, right: tuple[int, int]) -> tuple[int, int]:
    """What is said without what the writer adds: "as he faces ..." after a quotation, a last ", which ..."."""
    start, end = right
    for i in range(start, end - 1):
        if s.toks[i].kind == "q" and s.low(i + 1) in s.p["writers_own"]:
            return start, i + 1
    for i in range(end - 1, start + 2, -1):
        if s.sign(i, ","):
            added = s.low(i + 1) in s.p["relatives"] - s.p["plain_that"] or (
                s.low(i + 1) in s.p["indefinite"] and not s.finite(i + 2, min(end, i + 6))
            )
            return (start, i) if added else right
    return right


def bare(s: Sentence, start: int, end: int, *, keep_end: bool = False) -> tuple[int, int] | None:
    """A stretch without the signs and conjunctions at its ends; None where nothing is left."""
    while start < end and (s.sign(start, SIGNS) or (s.low(start) in s.p["coordinators"] and not keep_end)):
        start += 1
    while end > start and s.sign(end - 1, SIGNS):
        end -= 1
    return (start, end) if end > start else None
