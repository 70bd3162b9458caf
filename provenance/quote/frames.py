"""What is said: the content of each attribution of a sentence, by where cue and subject stand to it."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.quote.attribution import Attribution
from provenance.quote.cues import attributions, first_subject
from provenance.quote.introductions import unlisted, whole
from provenance.quote.limits import limit_of
from provenance.quote.nouns import Phrase, phrase_before, subject_before_colon
from provenance.quote.profile import Cue
from provenance.quote.sentence import Sentence
from provenance.quote.stretches import SIGNS, after_its_colon, bare, cut, enough, goes_on_outside, to_last_mark

_SHORT = 9
_NEAR = 14


@dataclass(slots=True)
class Draft:
    """A statement in the making: token ranges of its parts, in one paragraph's tokens."""

    content: list[tuple[int, int]]
    cue: Cue | None
    cue_at: tuple[int, int] | None
    subject: Phrase | None
    attribution: Attribution | None
    doubt: float = 0.0


def drafts(s: Sentence) -> list[Draft]:
    """The statements of one sentence, in the order of their cues."""
    found: list[Draft] = []
    marks = attributions(s)
    done = s.begin
    covered = s.begin
    for i, one in enumerate(marks):
        limit = limit_of(s, one, marks[i + 1 :])
        if one.opener == "colon" and any(_owns(s, other, one.end) for other in marks[i + 1 :]):
            continue
        content = _content(s, one, done, limit)
        nested = one.start < covered and content and content[-1][1] <= covered
        if not content or not enough(s, content) or (nested and not _told_inside(s, one, content)):
            continue
        if content[-1][0] >= one.end:
            covered = max(covered, content[-1][1])
        found.append(Draft(content, one.cue, (one.cue_start, one.cue_end), one.subject, one))
        if one.side in ("before", "after", "source") and content[0][0] < one.start:
            done = max(done, one.end)
        elif i + 1 < len(marks) and content[-1][1] == min(marks[i + 1].start, marks[i + 1].cue_start):
            done = content[-1][1]
    return found or _after_colon(s) or _unlisted(s) or _slogan(s)


def _owns(s: Sentence, other: Attribution, colon: int) -> bool:
    """Whether the quotation after a colon is told to be another's: not everyone agrees: "...," says Berg."""
    first = min(other.start, other.cue_start)
    return other.side in ("before", "after") and first == colon + 2 and s.quoted(first - 1)


def _told_inside(s: Sentence, one: Attribution, content: list[tuple[int, int]]) -> bool:
    """Whether a quotation inside what somebody says has a speaker of its own: he said the mayor told him, "Go"."""
    start, end = content[0]
    quotation = len(content) == 1 and end - start == 1 and s.toks[start].kind == "q" and whole(s.toks[start].text)
    return quotation and one.side == "before" and one.subject is not None and not one.subject.relative


def _unlisted(s: Sentence) -> list[Draft]:
    """A quotation with who it is of told by no listed verb."""
    found = unlisted(s)
    if found is None:
        return []
    at, sign, who = found
    return [Draft([(at, at + 1)], Cue("neutral", "speech", "finite"), (sign, sign + 1), who, None)]


def _slogan(s: Sentence) -> list[Draft]:
    """Words a noun is said to consist of: the slogan "...", his motto is "...", a sign that read: "..."."""
    for i in range(s.begin + 1, s.end):
        if not s.quoted(i):
            continue
        at = i - 1
        while at > s.begin and (s.verb(at) or s.sign(at, ",:") or s.low(at) in s.p["of"]):
            at -= 1
        if s.low(at) in s.p["mottos"]:
            who = phrase_before(s, at)
            return [Draft([(i, i + 1)], Cue("neutral", "quote", "finite"), (at, at + 1), who, None)]
    return []


def _after_colon(s: Sentence) -> list[Draft]:
    """NAME: QUOTATION, and any clause that ends in a colon before one."""
    for i in range(s.begin + 1, s.end - 1):
        if s.sign(i, ":") and s.toks[i + 1].kind == "q":
            subject = first_subject(s, i) or subject_before_colon(s, i)
            if subject is None:
                return []
            return [Draft([(i + 1, s.end)], Cue("neutral", "speech", "finite"), (i, i + 1), subject, None)]
    return []


def _content(s: Sentence, one: Attribution, done: int, limit: int) -> list[tuple[int, int]]:
    if one.side == "source":
        return _of_source(s, one, done, limit)
    if one.side == "after":
        if s.low(one.start - 1) in s.p["as"] and one.start - 1 == s.begin:
            right = bare(s, one.end, limit)
            return [right] if right else []
        left = _before(s, one, done)
        if left and s.sign(one.end, ",—–") and s.quoted(one.end + 1) and s.quoted(left[0][1] - 1):
            return [*left, (one.end + 1, one.end + 2)]
        return left or _following(s, one, limit)
    if one.opener in ("comma", "end") or (one.side == "before" and _said_already(s, one, limit)):
        return _around(s, one, done, limit)
    return _following(s, one, limit)


def _of_source(s: Sentence, one: Attribution, done: int, limit: int) -> list[tuple[int, int]]:
    right = bare(s, one.end, limit)
    left = bare(s, done if right is not None else s.begin, one.start)
    if left is None:
        return [right] if right else []
    put_in = not s.sign(one.start - 1, SIGNS) or s.low(one.cue_start) in s.p["according_tail"]
    if s.p.verb_second and right is not None and put_in:
        return [left, right]
    if right is not None and left[1] - left[0] < _SHORT and not s.finite(*left):
        return [left, right]
    return [left]


def _said_already(s: Sentence, one: Attribution, limit: int) -> bool:
    """Whether a quotation ends right before the attribution and none follows it."""
    left = one.start - 1
    ended = s.quoted(left) and s.toks[left].kind == "q" and s.toks[left].low in ",?!—–"
    return ended and not any(s.quoted(i) and _opens_speech(s, i, one) for i in range(one.end, limit))


def _opens_speech(s: Sentence, at: int, one: Attribution) -> bool:
    """Whether a quotation after an attribution is its speech: said, "..."; not: said on "The Lead", said as they yelled "Shame!"."""
    if at > one.end and not s.sign(at - 1, SIGNS) and s.low(at - 1) not in s.p["that"]:
        return False
    return not (s.low(at - 1) in s.p["prepositions"] or s.low(at - 1).endswith(("’s", "'s"))) or s.sign(at - 1, SIGNS)


def _before(s: Sentence, one: Attribution, done: int) -> list[tuple[int, int]]:
    """CONTENT, said X."""
    as_said = s.low(one.start - 1) in s.p["as"] and s.sign(one.start - 2, SIGNS)
    left = bare(s, done, one.start - as_said)
    if left is None:
        return []
    if as_said:
        return [left]
    beside = s.quoted(one.start - 1) and (s.toks[one.start - 1].kind == "q" or left[1] - left[0] == 1)
    return [left] if beside or s.sign(one.start - 1, SIGNS) else []


def _around(s: Sentence, one: Attribution, done: int, limit: int) -> list[tuple[int, int]]:
    """CONTENT, X said. / BEGINNING, X said, REST. / X said in a statement, QUOTATION."""
    left = bare(s, done, one.start)
    ended = s.quoted(one.start - 1) or s.sign(one.start - 1, SIGNS)
    right = bare(s, one.end, limit)
    if left is not None and not ended and left[1] - left[0] > 2 and s.low(left[1] - 1) in s.p["as"]:
        left, ended = bare(s, done, left[1] - 1), True
    if one.side == "none":
        if s.p.pro_drop and left is not None and ended and s.quoted(left[1] - 1):
            return [left]
        return _spoken(s, right, one)
    if s.low(one.start - 1) in s.p["as"] and one.start - 1 == s.begin and right is not None:
        return [right]
    if left is None or not ended:
        if right is not None and one.tail.addressee and s.low(right[0]) in s.p["pronouns"]:
            return [right]
        plain = right is not None and (one.cue.use != "quote" or s.quoted(right[0]))
        return _spoken(s, right, one) if plain else []
    if right is not None and _said_already(s, one, limit) and one.opener not in ("comma", "end"):
        right = None
    if right is None:
        return [left] if _sayable(s, one, left) else []
    if s.quoted(right[0]) and not s.sign(one.end, "—–"):
        return _split(s, left, right)
    if s.low(one.end + 1) in s.p["going_on"] and _sayable(s, one, left):
        return [left, (one.end + 1, right[1])]
    if left[1] - left[0] == 1 and s.adverb(left[0]):
        return [right]
    if left[1] - left[0] < _SHORT and not s.finite(*left) and not any(s.quoted(i) for i in range(*left)):
        return [left, right] if one.cue.use == "speech" else []
    return [left] if _sayable(s, one, left) else []


def _split(s: Sentence, left: tuple[int, int], right: tuple[int, int]) -> list[tuple[int, int]]:
    """BEGINNING, X said, QUOTATION: one statement, unless the beginning only says when or where."""
    inside = s.toks[right[0]].text.lstrip("\"'“”„«»‹›‘’ \xa0\u202f")
    if s.quoted(left[1] - 1) or inside[:1].islower():
        return [left, right]
    return [right]


def _sayable(s: Sentence, one: Attribution, left: tuple[int, int]) -> bool:
    """Whether words before an attribution are what is said: a quotation or a clause, not "In a statement"."""
    if any(s.toks[i].kind == "q" for i in range(*left)):
        return True
    return one.cue.use == "speech" and left[1] - left[0] > 3 and s.low(left[0]) not in s.p["subordinators"]


def _spoken(s: Sentence, right: tuple[int, int] | None, one: Attribution) -> list[tuple[int, int]]:
    """What follows a comma counts only from a quotation on, except where the language needs no conjunction."""
    if right is None:
        return []
    if s.p["wishing"] and one.cue.use == "that" and _wish(s, right[0], right[1]):
        return [right]
    put_in = next((i for i in range(right[0], min(right[1], right[0] + _NEAR)) if s.sign(i, ",")), None)
    if put_in is not None and s.low(right[0]) in s.p["prepositions"] and s.low(put_in + 1) in s.p["relative_that"]:
        return [(put_in + 1, right[1])]
    if (
        s.p.comma_clause
        and one.cue.use in ("speech", "clause")
        and s.low(right[0]) not in s.p["relatives"] - s.p["determiners"]
    ):
        return [right] if s.low(right[0]) not in s.p["subordinators"] or s.low(right[0]) in s.p["that"] else []
    if s.quoted(right[0]) and s.toks[right[0]].kind == "q" and goes_on_outside(s, right):
        return [(right[0], right[0] + 1)]
    if s.quoted(right[0]) or s.low(right[0]) in s.p["that"]:
        return [to_last_mark(s, right, one)]
    return []


def _following(s: Sentence, one: Attribution, limit: int) -> list[tuple[int, int]]:
    """X said (that) CONTENT."""
    right = bare(s, one.end, limit, keep_end=True)
    if right is None:
        return []
    if s.p.verb_second and one.opener in ("clause", "comma", "end"):
        return _after_comma(s, one, right)
    right = after_its_colon(s, to_last_mark(s, right, one))
    has_quote = any(s.quoted(i) for i in range(*right))
    use = one.cue.use
    if use == "quote":
        last = max((i for i in range(*right) if s.quoted(i)), default=None)
        return [] if last is None else [(right[0], last + 1)]
    if one.opener == "quote" and s.toks[right[0]].kind == "q" and goes_on_outside(s, right):
        return [(right[0], right[0] + 1)]
    if one.subject is not None and one.cue.class_ == "belief" and s.low(one.subject.start) in s.p["conversing"]:
        return []
    if one.subject is not None and one.subject.relative and not _after_verb(s, one):
        return []
    clear = has_quote or one.opener in ("that", "colon")
    if (use == "clause" or one.cue.form == "participle") and not (
        clear or s.finite(right[0], _near_end(s, one, right))
    ):
        return []
    if use == "that" and not (has_quote or one.opener in ("that", "colon", "infinitive", "quote")):
        return []
    return [cut(s, right)]


def _near_end(s: Sentence, one: Attribution, right: tuple[int, int]) -> int:
    """How far the verb of a clause is looked for; within "who knows the wall well, ..." not beyond the comma."""
    end = min(right[1], right[0] + _NEAR)
    relative = one.subject is not None and one.subject.relative
    return next((i for i in range(right[0], end) if s.sign(i, ",")), end) if relative else end


def _after_comma(s: Sentence, one: Attribution, right: tuple[int, int]) -> list[tuple[int, int]]:
    """German: an object may stand between the verb and the clause that is said (teilte der Frau mit, dass ...)."""
    after = right[0] - 1
    comma = after if s.sign(after, ",") else next((i for i in range(*right) if s.sign(i, ",:") or s.quoted(i)), None)
    if comma is None or comma - right[0] > _NEAR:
        return []
    start = comma if s.quoted(comma) else comma + 1
    said = s.low(start) in s.p["that"] or s.quoted(start)
    particle = s.low(comma - 1) in s.p["verb_particles"]
    mood = (particle or one.cue.use in ("speech", "clause")) and any(
        s.low(i) in s.p["reported_mood"] for i in range(start, right[1])
    )
    return [(start, right[1])] if said or mood or _wish(s, start, right[1]) else []


def _wish(s: Sentence, start: int, end: int) -> bool:
    """Whether a clause is an infinitive with "zu": bat, die Anlage zu schließen."""
    return s.low(start) not in s.p["prepositions"] and any(s.low(i) in s.p["wishing"] for i in range(start + 1, end))


def _after_verb(s: Sentence, one: Attribution) -> bool:
    """Whether "who said" stands after the main verb or a comma: what follows then belongs to it alone."""
    assert one.subject is not None
    return s.sign(one.subject.start - 1, ",") or s.finite(s.begin, one.subject.start)
