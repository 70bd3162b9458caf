"""What follows a cue before what is said: to whom, where, when ("told reporters in Iowa on Friday that")."""

from __future__ import annotations

from typing import Literal, NamedTuple

from provenance.quote.sentence import Sentence

Opener = Literal["quote", "that", "colon", "infinitive", "clause", "comma", "end"]
_DASHES = frozenset("—–―-")
_MOST = 40


class Tail(NamedTuple):
    """Where the tail ends, what opens there, and the token ranges of addressee and occasion in it."""

    end: int
    opener: Opener
    addressee: tuple[int, int] | None = None
    places: tuple[tuple[int, int], ...] = ()


def tail(s: Sentence, at: int, limit: int, *, addressee: bool) -> Tail:
    """Read the tail from the token `at`, not beyond `limit`."""
    places: list[tuple[int, int]] = []
    whom: tuple[int, int] | None = None
    if addressee and at < limit and not _opens(s, at):
        end = _addressee(s, at, limit)
        if end > at:
            whom, at = (at, end), end
    while at < limit:
        opener = _opener(s, at)
        if opener is not None:
            return Tail(at, opener, whom, tuple(places))
        after = _further(s, at, limit, places)
        if after == at:
            return Tail(at, "clause", whom, tuple(places))
        at = after
    return Tail(limit, "end", whom, tuple(places))


def _opens(s: Sentence, at: int) -> bool:
    return _opener(s, at) is not None or s.low(at) in s.p["prepositions"]


def _opener(s: Sentence, at: int) -> Opener | None:
    if s.quoted(at):
        return "quote"
    if s.sign(at, ":"):
        return "colon"
    if s.sign(at, ",") or s.sign(at, _DASHES) or s.sign(at, ";"):
        return "comma"
    word = s.low(at)
    if word in s.p["that"]:
        return "that"
    return "infinitive" if word in s.p["infinitive"] and not _to_noun(s, at) else None


def _to_noun(s: Sentence, at: int) -> bool:
    """Whether "to" names an addressee (to reporters, to the crowd) rather than beginning an infinitive."""
    after = s.low(at + 1)
    if not after:
        return True
    known = s.toks[at + 1].cap or after in s.p["determiners"] or after in s.p["pronouns"] or after in s.p["whom"]
    return (
        known
        or any(s.low(at + 1) in s.p[k] for k in ("roles", "anonymous", "collective"))
        or after.endswith(tuple(s.p["addressee_endings"]))
    )


def _further(s: Sentence, at: int, limit: int, places: list[tuple[int, int]]) -> int:
    """The index after one more time, adverb or "in ..." phrase; `at` itself where none stands there."""
    word = s.low(at)
    if word in s.p["definite"] and s.timed(at + 1) and not s.p.capital_days:
        return at + 2
    if s.timed(at) and not (word[0].isdigit() and not _after_month(s, at)):
        return at + 1
    if s.adverb(at) and s.low(at + 1) not in s.p["pronouns"] and not s.verb(at + 2):
        return at + 1
    if word in s.p["prepositions"]:
        end = _place(s, at, limit)
        if end > at:
            places.append((at, end))
        return end
    return at


def _after_month(s: Sentence, at: int) -> bool:
    return bool(s.low(at - 1)) and s.low(at - 1) in s.p["time"]


def _place(s: Sentence, at: int, limit: int) -> int:
    """The end of a prepositional phrase that belongs to the cue; `at` where it belongs to what is said.

    It belongs to the cue if "that", a quotation, a comma or the end comes before the next finite verb.
    """
    for i in range(at + 1, min(limit, at + _MOST)):
        if s.sign(i, ",") and s.timed(i + 1) and s.timed(i - 1):
            continue
        opener = _opener(s, i)
        if opener == "quote" and _titled(s, i, limit):
            continue
        if opener == "infinitive" and s.low(i + 1) in s.p["infinitives"]:
            return i
        if opener == "infinitive" or (
            opener == "that" and s.low(i) not in s.p["plain_that"] and s.low(i) in s.p["relatives"]
        ):
            continue
        if opener is not None:
            return i
        if s.low(i) in s.p["pronouns"] and i > at + 1 and s.low(i - 1) not in s.p["prepositions"]:
            return i
        if s.verb(i):
            return _clause_in(s, at, i)
    return min(limit, at + _MOST)


def _titled(s: Sentence, at: int, limit: int) -> bool:
    """Whether a quotation is the title of what it was said in: told "The Lead" that ...; said on "The Lead": "..."."""
    if not (s.low(at - 1).endswith(("’s", "'s")) or s.low(at - 1) in s.p["prepositions"]):
        return False
    if s.low(at + 1) in s.p["that"]:
        return True
    return any(s.quoted(i) and (s.sign(i - 1, ",:") or i - 1 == at) for i in range(at + 1, limit))


def _clause_in(s: Sentence, at: int, verb: int) -> int:
    """Where the said clause begins between a preposition and its verb: said in Iowa the plan was dead."""
    start = at + 2 if s.low(at + 1) in s.p["determiners"] or s.timed(at + 1) else at + 1
    for i in range(start, verb):
        if s.low(i) in s.p["determiners"] and s.low(i - 1) not in s.p["prepositions"]:
            return i
    return at


def _addressee(s: Sentence, at: int, limit: int) -> int:
    """The end of whom something was told."""
    token = s.toks[at]
    if token.kind != "w" or s.verb(at):
        return at
    if token.low in s.p["whom"]:
        return at + 1
    end = at + 1
    if token.cap:
        while end < limit and (
            s.toks[end].cap
            or (s.low(end) in s.p["linking"] and end + 1 < limit and s.toks[end + 1].cap and not s.timed(end + 1))
        ):
            end += 1
        return _possessed(s, end, limit)
    if token.low in s.p["determiners"]:
        while end < limit and not _new_phrase(s, end):
            end += 1
        return end
    return end


def _possessed(s: Sentence, end: int, limit: int) -> int:
    """Fox News's Sean Hannity, the Post's editors."""
    if s.low(end - 1).endswith(("’s", "'s")):
        while end < limit and not _new_phrase(s, end) and s.toks[end].kind == "w":
            end += 1
    return end


def _new_phrase(s: Sentence, at: int) -> bool:
    word = s.low(at)
    if not word:
        return True
    lists = ("determiners", "pronouns", "that", "prepositions", "infinitive", "verbs")
    return any(word in s.p[name] for name in lists) or s.timed(at) or (s.toks[at].cap and not s.toks[at - 1].cap)
