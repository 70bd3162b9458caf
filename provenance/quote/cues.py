"""The attributions of one sentence: each cue with its subject and what opens after it."""

from __future__ import annotations

from typing import Literal

from provenance.quote.attribution import NEUTRAL, Attribution
from provenance.quote.nouns import Phrase, phrase_before, subject_before
from provenance.quote.nouns_after import subject_after
from provenance.quote.profile import Cue
from provenance.quote.sentence import Sentence
from provenance.quote.sources import source, source_before
from provenance.quote.tails import Tail, tail
from provenance.quote.verbs import is_verb, light_start

_MOST = 12
"""Attributions that are read in one sentence."""
_MANNER = 5
"""Words of a phrase that may stand between a quotation and its verb."""
_FRONT = 10
"""Words that may stand before a verb that is second."""


def attributions(s: Sentence) -> list[Attribution]:
    """The attributions of a sentence, in order, none overlapping the one before."""
    found: list[Attribution] = []
    sources, cues = s.p["sources"], s.p.cues
    quotes = any(t.kind == "q" for t in s.toks[s.begin : s.end])
    at = s.begin
    while at < s.end and len(found) < _MOST:
        token = s.toks[at]
        if token.kind != "w" or not (token.low in cues or token.low in sources or (quotes and not found)):
            at += 1
            continue
        named = source(s, at) or source_before(s, at) if token.low in sources else None
        one = named or _verb(s, at, found)
        if one is not None:
            found.append(one)
            at = max(one.cue_end, at + 1)
        else:
            at += 1
    return found


def _verb(s: Sentence, at: int, found: list[Attribution]) -> Attribution | None:
    word = s.low(at)
    cue = s.p.cues.get(word)
    if cue is None:
        return _unknown(s, at, found)
    if not is_verb(s, at, cue):
        return None
    subject, side = _subject(s, at, cue, found)
    if side == "before" and subject is None:
        first = _first_helper(s, at)
        if not (s.p.pro_drop and (first == s.begin or _beside_quotation(s, first - 1))):
            return None
        side = "none"
    start = _first_helper(s, at) if side in ("after", "none") and cue.form == "finite" else at
    if side == "after" and subject is not None:
        rest = tail(s, subject.end, s.end, addressee=False)
        if rest.opener in ("clause", "infinitive"):
            rest = Tail(subject.end, "comma")
    else:
        rest = tail(s, at + 1, s.end, addressee=cue.addressee)
        if side == "before" and subject is not None:
            start = _first_helper(s, subject.start, pronoun=True)
        elif side != "none" or cue.form != "finite":
            start = at
    return Attribution(cue, at, at + 1, subject, side, start, rest)


def _first_helper(s: Sentence, at: int, *, pronoun: bool = False) -> int:
    """Where the verb begins that ends at `at`: "ha detto", and with its pronoun "a-t-il déclaré"."""
    if pronoun and s.low(at) not in s.p["pronouns"]:
        return at
    if s.low(at) in s.p["light_ends"]:
        at = light_start(s, at)
    while not s.p.verb_second and s.low(at - 1) in s.p["auxiliaries"]:
        at -= 1
    return _manner_before(s, at) if s.p.late_subject and not s.p.verb_second else at


def _manner_before(s: Sentence, at: int) -> int:
    """Where a phrase begins that stands between a quotation and its verb: «Yes», — through tears told the witness."""
    for i in range(at - 1, max(s.begin, at - _MANNER) - 1, -1):
        if not s.low(i) or s.toks[i].cap:
            break
        if (s.low(i) in s.p["prepositions"] or s.adverb(i)) and _beside_quotation(s, i - 1):
            return i
    return at


def _subject(
    s: Sentence, at: int, cue: Cue, found: list[Attribution]
) -> tuple[Phrase | None, Literal["before", "after", "none"]]:
    if cue.form == "participle" and s.low(at - 1) not in s.p["passives"]:
        if not s.sign(at - 1, frozenset(",—–-―;")) and not s.quoted(at - 1) and at > s.begin:
            near = subject_before(s, at)
            if near is not None:
                return near, "none"
        return _meant(s, at, found), "none"
    first = _first_helper(s, at)
    if s.p.late_subject and not s.p.verb_second and _beside_quotation(s, first - 1) and s.low(first) != s.low(at):
        after = subject_after(s, at, late=True)
        if after is not None:
            return after, "after"
    if _fronted(s, first):
        after = subject_after(s, at)
        if after is not None:
            return after, "after"
    led = first - 1 == s.begin and s.low(first - 1) in s.p["coordinators"] | s.p["as"]
    opened = first == s.begin or led or s.quoted(first - 1) or s.sign(first - 1, frozenset(",—–-―"))
    opened = opened or s.low(first - 1) in s.p["as"]
    after = subject_after(s, at, late=first != s.begin) if opened and cue.form == "finite" else None
    if after is not None and (s.quoted(first - 1) or first == s.begin or not s.finite(at + 1, _clause_end(s, at + 1))):
        before = None if s.quoted(first - 1) else subject_before(s, light_start(s, at))
        if (
            before is None
            or _inverted(s, first, after)
            or (s.toks[after.start].cap and s.sign(first - 1, ",") and not _two_commas(s, first - 1))
        ):
            return after, "after"
    before = subject_before(s, _first_infinitive(s, at, cue))
    if before is None and (s.low(first - 1) in s.p["coordinators"] or s.adverb(at - 1)):
        return _meant(s, at, found), "none"
    if before is None and s.low(at - 1) in s.p["infinitive"] and s.p["infinitive"]:
        named = phrase_before(s, at - 2) if at - 2 > s.begin and s.toks[at - 2].cap else None
        return named or _meant(s, at, found), "none"
    if before is None and after is not None:
        return after, "after"
    return before, "before"


def _fronted(s: Sentence, first: int) -> bool:
    """Whether an adverb or a phrase with a preposition stands before a verb that is always second: Am Abend sagte er."""
    if not s.p.verb_second or first - s.begin > _FRONT or any(not s.low(i) for i in range(s.begin, first)):
        return False
    word = s.low(s.begin)
    alone = first == s.begin + 1 and s.adverb(s.begin)
    return alone or (first > s.begin + 1 and word in s.p["prepositions"] - s.p["particles"])


def _inverted(s: Sentence, first: int, after: Phrase) -> bool:
    """Whether a verb right after a comma ends its sentence with its subject, as in German: ..., teilte die Polizei mit."""
    if not (s.p.verb_second and s.sign(first - 1, ",")):
        return False
    end = after.end + (s.low(after.end) in s.p["verb_particles"])
    return end == s.end and not any(s.sign(i, ",") for i in range(after.start, after.end))


def _first_infinitive(s: Sentence, at: int, cue: Cue) -> int:
    """The place of the verb that carries the subject: went on to say."""
    if s.low(at - 1) not in s.p["infinitive"]:
        return light_start(s, at)
    for words in s.p.phrases["infinitive_cues"]:
        if all(s.low(at - len(words) + i) == w for i, w in enumerate(words)):
            return at - len(words)
    return at


def _two_commas(s: Sentence, last: int) -> bool:
    return any(s.sign(i, ",") for i in range(s.begin, last))


def _clause_end(s: Sentence, at: int) -> int:
    for i in range(at, s.end):
        if s.sign(i, ",;:") or s.toks[i].kind == "q":
            return i
    return s.end


def _meant(s: Sentence, at: int, found: list[Attribution]) -> Phrase | None:
    """Who a verb without a subject of its own is about: the last speaker, else the sentence's first noun."""
    for one in reversed(found):
        if one.subject is not None:
            return one.subject
    return first_subject(s, at)


def first_subject(s: Sentence, before: int) -> Phrase | None:
    """The subject of the sentence's first verb, where that verb is known and stands before an index."""
    for i in range(s.begin, before):
        if (s.verb(i) or _past_form(s, i)) and i > s.begin:
            found = subject_before(s, i)
            if found is not None:
                return found
    return None


def _past_form(s: Sentence, at: int) -> bool:
    word = s.low(at)
    return (
        len(word) > 4
        and not s.toks[at].cap
        and any(word.endswith(e) for e in s.p["unknown_cue"])
        and s.low(at - 1) not in s.p["determiners"]
    )


def _beside_quotation(s: Sentence, at: int) -> bool:
    """Whether a quotation ends at a place so that who said it may follow: "...," or «...»,"""
    if s.sign(at, ",—–"):
        at -= 1 + s.sign(at - 1, ",")
        return s.quoted(at) and s.toks[at].kind == "q"
    return s.quoted(at) and s.toks[at].kind == "q" and s.toks[at].low in ",?!"


def _unknown(s: Sentence, at: int, found: list[Attribution]) -> Attribution | None:
    """A verb nobody listed, right beside a quotation: "...," Smith deadpanned."""
    if not _past_form(s, at) or found:
        return None
    if _beside_quotation(s, _first_helper(s, at) - 1):
        after = subject_after(s, at, late=True)
        if after is not None and (s.toks[after.start].cap or s.low(after.start) in s.p["determiners"] | s.p["roles"]):
            return Attribution(NEUTRAL, at, at + 1, after, "after", at, tail(s, after.end, s.end, addressee=False))
    before = subject_before(s, at)
    if before is None or not (s.quoted(before.start - 1) and s.toks[before.start - 1].kind == "q"):
        return None
    rest = tail(s, at + 1, s.end, addressee=False)
    return (
        Attribution(NEUTRAL, at, at + 1, before, "before", before.start, rest)
        if rest.opener in ("end", "comma")
        else None
    )
