"""One sentence's tokens, with the tests that rules ask of them."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.quote.profile import Profile
from provenance.quote.tokens import Token


class Sentence:
    """One sentence's tokens (`begin` to `end` in the paragraph's list) with the tests that rules ask of them."""

    __slots__ = ("begin", "end", "p", "toks")

    def __init__(self, toks: Sequence[Token], begin: int, end: int, profile: Profile) -> None:
        self.toks, self.begin, self.end, self.p = toks, begin, end, profile

    def sign(self, at: int, signs: str | frozenset[str]) -> bool:
        """Whether the token at an index is one of these signs."""
        return self.begin <= at < self.end and self.toks[at].kind == "p" and self.toks[at].text in signs

    def quoted(self, at: int) -> bool:
        """Whether the token at an index is a quotation or a distanced word."""
        return self.begin <= at < self.end and self.toks[at].kind in "qf"

    def low(self, at: int) -> str:
        """The lower-case word at an index; "" for signs, quotations and beyond the ends."""
        return self.toks[at].low if self.begin <= at < self.end and self.toks[at].kind == "w" else ""

    def adverb(self, at: int) -> bool:
        """Whether the word is an adverb that may stand between subject and cue."""
        word = self.low(at)
        return bool(word) and (
            word in self.p["adverbs"]
            or (
                len(word) > 4
                and not self.toks[at].cap
                and any(word.endswith(e) for e in self.p["adverb_endings"])
                and word not in self.p["bodies"]
            )
        )

    def timed(self, at: int) -> bool:
        """Whether the token is part of a date or hour."""
        word = self.low(at)
        if not word or word in self.p["time"]:
            return bool(word) and (self.p.capital_days or not self.toks[at].cap)
        beside = self.low(at - 1) in self.p["time"] or self.low(at + 1) in self.p["time"]
        return word[0].isdigit() and len(word) <= 6 and beside

    def verb(self, at: int) -> bool:
        """Whether the word is surely a finite verb."""
        word = self.low(at)
        if not word or word in self.p["verbs"]:
            return bool(word)
        cue = self.p.cues.get(word)
        if cue is not None and cue.form == "finite" and not self.toks[at].cap:
            return True
        return bool({"'", "’"} & set(word)) and word.replace("’", "'").split("'")[0] in self.p["pronouns"]

    def finite(self, start: int, end: int) -> bool:
        """Whether a stretch holds a finite verb."""
        return any(self.verb(i) for i in range(start, end))
