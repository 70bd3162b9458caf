"""Who is named by no verb: according to X; X zufolge; pour le maire."""

from __future__ import annotations

from provenance.quote.attribution import NEUTRAL, Attribution
from provenance.quote.nouns import Phrase, phrase_before
from provenance.quote.sentence import Sentence
from provenance.quote.tails import Opener, Tail

_HOLDER = 10
"""Tokens within which who holds a view is named."""


def source(s: Sentence, at: int) -> Attribution | None:
    """According to X; and what says so only after a clause (German "so X")."""
    if s.low(at) in s.p["according_tail"] and (s.sign(at - 1, ",—–") or s.quoted(at - 1)) and at + 1 < s.end:
        end = _source_end(s, at + 1)
        named = s.toks[at + 1].cap or s.low(at + 1) in s.p["definite"]
        if named and (end == s.end or s.sign(end, ",.;") or s.quoted(end)):
            opener: Opener = "end" if end == s.end else "comma"
            return Attribution(NEUTRAL, at, at + 1, Phrase(at + 1, end), "source", at, Tail(end, opener))
    if s.low(at) in s.p["viewpoint"]:
        return _viewpoint(s, at)
    if s.low(at - 1) in s.p["determiners"]:
        return None
    for words in s.p.phrases["according"]:
        if s.low(at) == words[0] and all(s.low(at + i) == w for i, w in enumerate(words)):
            cue_end = at + len(words)
            end = _source_end(s, cue_end)
            if end > cue_end:
                return Attribution(
                    NEUTRAL,
                    at,
                    cue_end,
                    Phrase(cue_end, end),
                    "source",
                    at,
                    Tail(end, "end" if end == s.end else "comma"),
                )
    return None


def _viewpoint(s: Sentence, at: int) -> Attribution | None:
    """Pour le maire, CONTENT: a preposition of many uses counts at the head of a sentence before a person's office or trade."""
    end = next((i for i in range(at + 1, min(at + _HOLDER, s.end)) if s.sign(i, ",")), None)
    if at != s.begin or end is None or end + 2 >= s.end or s.finite(at, end):
        return None
    if not any(s.low(i) in s.p["roles"] for i in (at + 1, at + 2)):
        return None
    return Attribution(NEUTRAL, at, at + 1, Phrase(at + 1, end), "source", at, Tail(end, "comma"))


def source_before(s: Sentence, at: int) -> Attribution | None:
    """X zufolge."""
    for words in s.p.phrases["according_after"]:
        if all(s.low(at + i) == w for i, w in enumerate(words)):
            subject = phrase_before(s, at - 1) if at > s.begin else None
            if subject is not None:
                end = at + len(words)
                return Attribution(
                    NEUTRAL, at, end, subject, "source", subject.start, Tail(end, "end" if end == s.end else "comma")
                )
    return None


def _source_end(s: Sentence, at: int) -> int:
    """The end of who is named after "according to": up to a comma that opens no apposition."""
    first = True
    for i in range(at, s.end):
        if s.quoted(i) or s.sign(i, ";:") or _verb_second_ends(s, at, i):
            return i
        if s.sign(i, ",—–"):
            if (
                s.sign(i, ",")
                and s.toks[i - 1].cap
                and i + 1 < s.end
                and s.toks[i + 1].cap
                and _short_until_sign(s, i + 1)
            ):
                continue
            if s.low(i + 1) in s.p["coordinators"] and s.quoted(i + 2):
                return i
            if first and at > s.begin + 3 and not s.p.verb_second:
                return s.end if not s.finite(i, s.end) or s.low(i + 1) in s.p["relatives"] | s.p["determiners"] else i
            return i
    return s.end


def _verb_second_ends(s: Sentence, at: int, i: int) -> bool:
    """Whether who is named after "laut" ends here: the verb follows, or a phrase of the clause it stands in."""
    if not s.p.verb_second or i <= at:
        return False
    inside = s.toks[i - 1].cap and bool(s.low(i)) and not s.toks[i].cap and s.low(i) not in s.p["linking"]
    return inside or s.verb(i)


def _short_until_sign(s: Sentence, at: int) -> bool:
    return any(s.sign(i, ",") or i == s.end for i in range(at, at + 4))
