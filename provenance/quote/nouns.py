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
_MANNER = 8
"""Tokens of a phrase that may stand between a verb and who says it."""


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


def subject_after(s: Sentence, cue: int, *, late: bool = False) -> Phrase | None:
    """The subject to the right of a cue: said Steven Ekovich, a broker in Tampa.

    `late`: a phrase of the verb may stand before it, where the language does so.
    """
    start = cue + 1
    if _attached(s, start) and s.low(start) in s.p["pronouns"]:
        return Phrase(start, start + 1)
    start += _attached(s, start) and s.low(start) in s.p["reflexives"]
    while s.adverb(start) or (s.timed(start) and not s.low(start)[0].isdigit()):
        start += 1
    if s.low(start) in s.p["in_house"] and s.low(cue).endswith(tuple(s.p["in_house_verbs"])):
        return _in_house(s, start + 1)
    if late and s.p.late_subject:
        start = _past_manner(s, start)
    word = s.low(start)
    if word in s.p["impersonal"]:
        return _whence(s, start)
    if not word or not _can_begin(s, start):
        return None
    if word in s.p["pronouns"] - s.p["determiners"]:
        last = start + 1 >= s.end or s.toks[start + 1].kind == "p"
        return Phrase(start, start + 1) if last or s.p.verb_second else None
    end = start + 1
    while end < s.end and end - start < LONGEST and not _beyond(s, end):
        end += 1
    if end > start + 1 and s.low(end - 1) in s.p["verb_particles"]:
        end -= 1
    while end > start + 1 and s.sign(end - 1, frozenset(",—–-;:")):
        end -= 1
    return Phrase(start, end)


def _in_house(s: Sentence, start: int) -> Phrase | None:
    """The body whose people say so, in a language that names only where they sit: сообщили в МЧС."""
    end = start
    while s.low(end) or s.quoted(end):
        end += 1
    return Phrase(start, end) if end > start else None


def _attached(s: Sentence, at: int) -> bool:
    """Whether a word is written onto the one before: explique-t-on, queixa-se."""
    return bool(s.low(at)) and bool(s.low(at - 1)) and s.toks[at].start == s.toks[at - 1].end


def _past_manner(s: Sentence, at: int) -> int:
    """Past what says how, where or to whom: raconte à la barre la caissière; señala, resignado, un panadero."""
    if s.sign(at, ","):
        closing = next((i for i in range(at + 2, min(at + _MANNER, s.end)) if s.sign(i, ",")), at)
        fresh = _fresh(s, closing + 1) or s.low(closing + 1) in s.p["determiners"]
        return closing + 1 if closing > at and fresh else at
    word = s.low(at)
    if word in s.p["prepositions"]:
        return next((i for i in range(at + 2, _clause(s, at + _MANNER, at)) if _fresh(s, i)), at)
    plain = bool(word) and not s.toks[at].cap and word not in s.p["determiners"] | s.p["that"] | s.p["pronouns"]
    return at + 1 if plain and s.low(at + 1) in s.p["determiners"] - s.p["prepositions"] and not s.verb(at) else at


def _clause(s: Sentence, most: int, at: int) -> int:
    return next((i for i in range(at, min(most, s.end)) if not s.low(i) and not s.quoted(i)), min(most, s.end))


def _fresh(s: Sentence, at: int) -> bool:
    """Whether a noun phrase that may name somebody begins here, not within the one before."""
    word, before = s.low(at), s.low(at - 1)
    if not word or before in s.p["prepositions"] or before in s.p["determiners"]:
        return False
    if word in s.p["determiners"]:
        return word not in s.p["prepositions"]
    if s.toks[at].cap:
        return not s.toks[at - 1].cap or s.quoted(at - 1)
    return any(word in s.p[k] for k in ("roles", "titles", "anonymous", "collective"))


def _whence(s: Sentence, at: int) -> Phrase:
    """Who is behind an impersonal verb, where it is told: hieß es aus dem Rathaus."""
    end = at + 2
    while end < s.end and s.low(end) and not s.verb(end):
        end += 1
    return Phrase(at + 2, end) if s.low(at + 1) in s.p["prepositions"] and end > at + 2 else Phrase(at, at + 1)


def _can_begin(s: Sentence, at: int) -> bool:
    word = s.low(at)
    if word in s.p["plain_that"]:
        return False
    if s.toks[at].cap or word in s.p["determiners"] or word in s.p["pronouns"] or word[0].isdigit():
        return word not in s.p["that"] or word in s.p["determiners"]
    after = any(
        s.low(i) in s.p[k] for i in (at, at + 1, at + 2) for k in ("roles", "anonymous", "collective", "documents")
    )
    articles = s.p["definite"] & s.p["determiners"] and not s.p.comma_clause
    return (
        (after or not articles)
        and word not in s.p["prepositions"] | s.p["that"] | s.p["auxiliaries"]
        and not s.verb(at)
    )


def _beyond(s: Sentence, at: int) -> bool:
    token = s.toks[at]
    if token.kind == "q" or s.sign(at, ";:"):
        return True
    if s.sign(at, ",") or s.sign(at, _DASHES):
        after = s.low(at + 1)
        if s.p.verb_second and (after in s.p["that"] or after in s.p["subordinators"] | s.p["pronouns"]):
            return after not in s.p["determiners"] - s.p["pronouns"]
        cue = s.p.cues.get(after)
        return (cue is not None and cue.form == "participle") or s.quoted(at + 1) or after in s.p["opposing"]
    if s.low(at) in s.p["prepositions"] and (s.timed(at + 1) or _occasion(s, at)):
        return True
    return s.timed(at) and not token.text[0].isdigit() and not s.sign(at - 1, ",")


def _occasion(s: Sentence, at: int) -> bool:
    """Whether a preposition opens "in a statement", "during an interview with ..."."""
    for i in range(at + 1, min(at + 6, s.end)):
        if s.low(i) in s.p["occasions"]:
            return True
        if not s.low(i) or s.low(i) in s.p["prepositions"]:
            return False
    return False
