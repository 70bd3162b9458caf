"""Who stands beside a cue: the noun phrase before or after it, found without a parser.

A phrase is read outwards from the cue until something that cannot belong to it: another verb, a
conjunction, a comma that opens no apposition. What is wanted is the words that name the speaker;
a little too much of them does less harm than too little.
"""

from __future__ import annotations

from typing import NamedTuple

from provenance.quote.sentence import Sentence

LONGEST = 40
"""Tokens a subject may have at the most."""
_DASHES = frozenset("—–-―")
_COMMAS = 5


class Phrase(NamedTuple):
    """Token range of a subject; `relative` where it is a pronoun like "who" for the noun before it."""

    start: int
    end: int
    relative: bool = False


def subject_before(s: Sentence, cue: int) -> Phrase | None:
    """The subject to the left of a cue, apposition included: "Carlos Guerrero, 55, said"."""
    last = _before_helpers(s, cue - 1)
    if last < s.begin:
        return None
    if s.sign(last, ",") or s.sign(last, _DASHES) or s.sign(last, ")"):
        return _with_apposition(s, last)
    return phrase_before(s, last)


def subject_before_colon(s: Sentence, colon: int) -> Phrase | None:
    """Who stands alone before a colon, with the office after the name: Anna Rossi, sindaca di Alba: «...»"""
    near = phrase_before(s, colon - 1)
    if near is None or not s.sign(near.start - 1, ",") or s.finite(s.begin, colon):
        return near
    head = phrase_before(s, near.start - 2)
    return Phrase(head.start, colon) if head is not None and head.start == s.begin and s.toks[s.begin].cap else near


def _before_helpers(s: Sentence, at: int) -> int:
    """Index of the last token before auxiliaries, adverbs, days and inserted words (", however,")."""
    while at >= s.begin:
        if s.sign(at, ",") and (s.adverb(at - 1) or s.low(at - 1) in s.p["coordinators"]) and s.sign(at - 2, ","):
            at -= 3
        elif s.low(at) in s.p["auxiliaries"] or s.adverb(at):
            at -= 1
        elif s.timed(at) and (before := _before_time(s, at)) >= s.begin:
            at = before
        else:
            break
    return at


def _before_time(s: Sentence, at: int) -> int:
    first = at
    while s.timed(first):
        first -= 1
    if s.low(first) in s.p["prepositions"]:
        return first - 1
    return first if not (s.sign(first, ",") or s.low(first) in s.p["determiners"]) else s.begin - 1


def phrase_before(s: Sentence, last: int) -> Phrase | None:
    """The noun phrase that ends with the token `last`."""
    word = s.low(last)
    if word in s.p["relatives"] and word not in s.p["that"]:
        return Phrase(last, last + 1, relative=True)
    if _stem(word) in s.p["pronouns"]:
        first = last - 1 if s.low(last - 1) in s.p["determiners"] and word not in s.p["pronouns_singular"] else last
        return Phrase(first, last + 1)
    start = last
    if s.sign(last, ")"):
        opening = _past_sign(s, last)
        start = opening - 1 if opening is not None else last
    if start < s.begin or not _can_end(s, start):
        return None
    while start > s.begin and last - start < LONGEST:
        further = _one_more(s, start)
        if further is None:
            break
        start = further
    return _trimmed(s, start, last + 1)


def _stem(word: str) -> str:
    return word.replace("’", "'").split("'")[0]


def _can_end(s: Sentence, at: int) -> bool:
    token = s.toks[at]
    if token.kind == "f":
        return True
    if token.kind != "w":
        return s.sign(at, "’')%")
    if token.low in s.p["quantities"]:
        return True
    barred = (
        "prepositions", "determiners", "coordinators", "subordinators", "auxiliaries", "not_speakers", "negations", "possessives", "infinitive",
    )  # fmt: skip
    return (token.cap and at > s.begin) or (
        not any(token.low in s.p[name] for name in barred) and not token.low.endswith(("’s", "'s"))
    )


def _one_more(s: Sentence, start: int) -> int | None:
    """Where the phrase begins if it takes one more token to the left; None where it ends here."""
    at = start - 1
    token = s.toks[at]
    if token.kind == "p":
        return _past_sign(s, at)
    if token.kind == "q":
        return None
    if token.kind == "f":
        return at
    word = token.low
    if word in s.p["relatives"] and word not in s.p["that"]:
        beside = s.low(at - 1)
        return at - 1 if beside and beside not in s.p["prepositions"] else None
    if word in s.p["coordinators"]:
        return at - 1 if _joins(s, at, start) else None
    if word in s.p["subordinators"] and word not in s.p["prepositions"]:
        return None
    if s.verb(at) or word in s.p["auxiliaries"]:
        return _past_relative_clause(s, at)
    return at


def _past_sign(s: Sentence, at: int) -> int | None:
    sign = s.toks[at].text
    if sign == ")":
        for first in range(at - 1, max(s.begin, at - 9) - 1, -1):
            if s.sign(first, "("):
                return first
    return at if sign in "’'‘&/$%€£#@*" else None


def _joins(s: Sentence, at: int, start: int) -> bool:
    """Whether "and" joins two nouns: Smith and Jones said, not: he left and Jones said."""
    if s.toks[at].low not in s.p["joining"]:
        return False
    left, right = s.toks[at - 1] if at > s.begin else None, s.toks[start]
    if left is None or left.kind != "w" or s.low(start) in s.p["pronouns"]:
        return False
    barred = left.low in s.p["prepositions"] or left.low in s.p["adverbs"] or s.verb(at - 1)
    if barred or s.finite(max(s.begin, at - 12), at):
        return False
    return left.cap == right.cap or right.low in s.p["determiners"] or not right.cap


def _past_relative_clause(s: Sentence, at: int) -> int | None:
    """Over the verb of "people who know him said": back to the pronoun's noun, within a few words."""
    for i in range(at - 1, max(s.begin, at - 8) - 1, -1):
        if s.toks[i].kind == "p":
            return None
        noun = bool(s.low(i - 1)) and not s.verb(i - 1)
        if (s.low(i) in s.p["relatives"] and s.low(i) not in s.p["that"]) or (
            noun and s.low(i) in s.p["relative_that"]
        ):
            return i - 1 if i > s.begin and s.low(i - 1) else None
    return None


def _trimmed(s: Sentence, start: int, end: int) -> Phrase | None:
    """Without what stands before the phrase: conjunctions, adverbs, "on Friday", "in Miami"."""
    while start < end - 1:
        word = s.low(start)
        if not word and not s.quoted(start):
            start += 1
        elif word in s.p["prepositions"]:
            start = _past_leading_place(s, start, end)
        elif s.toks[start].kind != "f" and (
            word in s.p["coordinators"] or (s.adverb(start) and word not in s.p["quantities"])
        ):
            start += 1
        else:
            break
    if s.low(start) in s.p["not_speakers"] and end - start == 1:
        return None
    helper = s.p["auxiliaries"] - s.p["pronouns"] - s.p["determiners"]
    if s.low(start - 1) in helper and not s.toks[start].cap:
        return None
    return Phrase(start, end)


def _past_leading_place(s: Sentence, start: int, end: int) -> int:
    """Past a preposition and its noun where a new phrase follows: "In Miami the mayor", "on Friday Smith"."""
    at = start + 1
    while at < end - 1 and (s.timed(at) or (s.low(at) in s.p["determiners"] and s.timed(at + 1))):
        at += 1
    if at > start + 1:
        return at
    for i in range(start + 2, end):
        if s.low(i) in s.p["determiners"]:
            return i
    return start + 1


def _with_apposition(s: Sentence, last: int) -> Phrase | None:
    """The subject before an apposition that ends at the sign `last`."""
    if s.sign(last, ")"):
        return phrase_before(s, last)
    best: Phrase | None = None
    right = last
    for _ in range(_COMMAS):
        left = _sign_before(s, right, s.toks[last].text)
        if left is None or not _apposed(s, left + 1, right):
            break
        head = phrase_before(s, left - 1)
        if head is not None and not head.relative and s.low(head.start - 1) not in s.p["prepositions"]:
            best = Phrase(head.start, last + 1)
        right = left
    return best


def _sign_before(s: Sentence, at: int, sign: str) -> int | None:
    for i in range(at - 1, max(s.begin, at - LONGEST) - 1, -1):
        if s.toks[i].kind == "q":
            return None
        if s.sign(i, sign):
            return i
    return None


def _apposed(s: Sentence, start: int, end: int) -> bool:
    """Whether the words between two commas say more of the noun before them."""
    if start >= end:
        return False
    first = s.low(start)
    if first in s.p["relatives"]:
        return True
    part = first in s.p["determiners"] and s.low(start + 1) in s.p["prepositions"]
    if (first in s.p["pronouns"] and not part) or first in s.p["subordinators"] or first in s.p["coordinators"]:
        return first in s.p["joining"] - s.p["alternatives"] and not s.finite(start, end)
    if s.finite(start, end):
        return any(s.low(i) in s.p["relatives"] for i in range(start, end)) or first in s.p["determiners"]
    return True
