"""How far what is said reaches after a cue: to the next attribution that is its equal."""

from __future__ import annotations

from provenance.quote.attribution import Attribution
from provenance.quote.introductions import whole
from provenance.quote.sentence import Sentence
from provenance.quote.stretches import SIGNS


def limit_of(s: Sentence, one: Attribution, later: list[Attribution]) -> int:
    """How far what follows an attribution can reach: to the next one that is its equal."""
    for other in later:
        if (
            other.side == "none"
            and other.cue.form == "participle"
            and (s.sign(other.cue_start - 1, ",") or s.quoted(other.cue_start - 1))
        ):
            return other.cue_start - (not s.quoted(other.cue_start - 1))
        if other.side == "source" and other.end >= s.end - 1:
            return other.start
        first = min(other.start, other.cue_start)
        apart = _quotes_apart(s, other, first)
        if apart is not None:
            return apart
        if other.side == "none" and other.cue.form != "participle" and s.low(first - 1) in s.p["coordinators"]:
            return first - 1
        if (
            s.low(first - 1) in s.p["coordinators"]
            and s.low(first - 1) not in s.p["alternatives"]
            and _equal(s, other, first - 2)
        ):
            return first - 2 if not s.quoted(first - 2) else first - 1
        if other.side == "before" and other.opener == "end" and s.sign(first - 1, ","):
            return first - 1
        if s.low(first - 1) in s.p["contrasting"] and s.sign(first - 2, ","):
            return first - 2
    return _subordinate_end(s, one)


def _quotes_apart(s: Sentence, other: Attribution, first: int) -> int | None:
    """Where a later speaker's own quotation cuts off what is said before: ..., to which Y replied, "No"; before asking, "Why?"."""
    at = other.end + s.sign(other.end, ",:")
    if not (s.quoted(at) and s.toks[at].kind == "q" and whole(s.toks[at].text)):
        return None
    if other.side == "none":
        return first - 1 if other.cue.form == "participle" and s.low(first - 1) in s.p["prepositions"] else None
    if other.side != "before":
        return None
    if s.low(first - 1) in s.p["relatives"] and s.low(first - 2) in s.p["prepositions"]:
        first -= 2
    if s.quoted(first - 1) and s.toks[first - 1].low in "?!":
        return first
    return first - 1 if s.sign(first - 1, SIGNS) or s.low(first - 1) in s.p["coordinators"] else None


def _equal(s: Sentence, other: Attribution, before: int) -> bool:
    """Whether an attribution after a conjunction stands beside the one before rather than inside it."""
    if s.sign(before, ",;"):
        return True
    pronoun = other.subject is not None and s.low(other.subject.start) in s.p["pronouns"]
    return s.quoted(before) and other.cue.class_ != "belief" and not pronoun


def _subordinate_end(s: Sentence, one: Attribution) -> int:
    """The comma that ends a subordinate clause which begins the sentence: While X said A, Y did B."""
    if s.low(s.begin) not in s.p["subordinators"] or any(s.sign(i, ",") for i in range(s.begin, one.cue_start)):
        return s.end
    for i in range(one.end + 1, s.end):
        if s.sign(i, ",") and s.finite(i, s.end):
            return i
    return s.end
