"""Who a quotation without a verb of saying is of: told before it, after a dash, or beside it by any verb."""

from __future__ import annotations

from provenance.quote.cues import attributions, first_subject
from provenance.quote.names import runs
from provenance.quote.nouns import Phrase
from provenance.quote.sentence import Sentence

_DASHES = frozenset("—–-―")
_LONGEST = 25
_REST = 8


def introduced(s: Sentence, *, anybody: bool) -> Phrase | None:
    """Who is about to speak after a sentence: its subject, and before a colon who is named there.

    Unless `anybody` will do, the subject must be a person by name, office or pronoun.
    """
    if s.sign(s.end - 1, ":"):
        marks = [one.subject for one in attributions(s) if one.subject is not None]
        return marks[-1] if marks else _only_name(s, s.end)
    subject = first_subject(s, s.end)
    if subject is None or subject.relative:
        return None
    return subject if anybody or _person(s, subject) else None


def _only_name(s: Sentence, end: int) -> Phrase | None:
    first = s.begin + (s.low(s.begin) in s.p["prepositions"])
    found = list(runs(s.toks, first, end, s.p))
    return Phrase(*found[0]) if len(found) == 1 else None


def _person(s: Sentence, phrase: Phrase) -> bool:
    if phrase.end - phrase.start == 1 and s.low(phrase.start) in s.p["masculine"] | s.p["feminine"]:
        return True
    if any(s.low(i) in s.p["roles"] for i in range(phrase.start, phrase.end)):
        return True
    return any(True for _ in runs(s.toks, phrase.start, phrase.end, s.p))


def signature(s: Sentence, at: int) -> Phrase | None:
    """The name after a dash that ends the sentence or paragraph: — Karl Berg, harbour minister."""
    if not s.sign(at, _DASHES) or at + 1 >= s.end or s.end - at > _LONGEST:
        return None
    name = next(iter(runs(s.toks, at + 1, s.end, s.p)), None)
    lead = range(at + 1, name[0] if name else at + 1)
    if name is None or not all(s.toks[i].cap or s.low(i) in s.p["titles"] for i in lead) or s.finite(at + 1, s.end):
        return None
    return Phrase(at + 1, s.end)


def _beside(s: Sentence) -> tuple[int, Phrase] | None:
    """ "You are wrong," Berg shot back: the word that stands for a cue, and who is named right after a quotation."""
    at = s.begin + 1
    if s.end - at < 2 or s.toks[s.begin].kind != "q" or s.toks[s.begin].low not in ",?!":
        return None
    if s.verb(at) and s.low(at + 1) in s.p["that"]:
        at += 2
    end = at
    while end < s.end and (s.toks[end].cap or s.low(end) in s.p["particles"]):
        end += 1
    if end == at and s.low(at) in s.p["pronouns"]:
        end += 1
    plain = s.low(end) and not s.toks[end].cap and s.low(end) not in s.p["auxiliaries"] | s.p["coordinators"]
    if end == at or not plain or s.low(end) in s.p["prepositions"] or s.end - end > _REST:
        return None
    return end, Phrase(at, end)


def unlisted(s: Sentence) -> tuple[int, int, Phrase] | None:
    """A quotation, what stands for a cue, and who it is of: QUOTATION — NAME; QUOTATION NAME shot back; As NAME put it, QUOTATION."""
    last = s.end - 1
    if last - s.begin < 2:
        return None
    if s.toks[s.begin].kind == "q":
        who = signature(s, s.begin + 1)
        named = (s.begin + 1, who) if who is not None else _beside(s)
        return (s.begin, *named) if named is not None else None
    if s.toks[last].kind == "q" and s.sign(last - 1, ",") and whole(s.toks[last].text):
        who = _about(s, last - 1)
        return (last, last - 1, who) if who is not None else None
    return None


def whole(quotation: str) -> bool:
    """Whether a quotation begins like a sentence."""
    return quotation.lstrip("\"'“”„«»‹›‘’`(… \xa0\u202f")[:1].isupper()


def _about(s: Sentence, end: int) -> Phrase | None:
    """Who a clause before a quotation is about: its subject, or the one name in it."""
    subject = first_subject(s, end)
    return subject if subject is not None and not subject.relative else _only_name(s, end)
