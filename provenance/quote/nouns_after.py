"""Who is named after a cue: "..., said Steven Ekovich"; past a phrase of the verb, or by where they sit."""

from __future__ import annotations

from provenance.quote.nouns import LONGEST, Phrase
from provenance.quote.sentence import Sentence

_DASHES = frozenset("—–-―")
_MANNER = 8
"""Tokens of a phrase that may stand between a verb and who says it."""


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
