"""Which name in the words that name a speaker is his own, and which only says whose or of what he is."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.quote.names import runs
from provenance.quote.nouns import Phrase
from provenance.quote.sentence import Sentence


def own_name(s: Sentence, phrase: Phrase) -> tuple[int, int] | None:
    """The one name in the words; None where there are none or several side by side."""
    head = next((i for i in range(phrase.start + 1, phrase.end) if s.sign(i, ",")), phrase.end)
    found = [r for r in runs(s.toks, phrase.start, head, s.p) if not _of_other(s, *r, phrase.start, head)]
    if len(found) == 1:
        return found[0]
    if not found and head < phrase.end and is_role(s, phrase.start, head):
        rest = list(runs(s.toks, head + 1, phrase.end, s.p))
        return rest[0] if rest and rest[0][0] == head + 1 and not _listed(s, rest) else None
    return None


def _listed(s: Sentence, names: Sequence[tuple[int, int]]) -> bool:
    """Whether a second name is joined to the first: "two members, Marta Olsen and Karl Berg"."""
    if len(names) < 2 or s.low(names[0][1]) not in s.p["coordinators"]:
        return False
    return all(s.low(i) in s.p["titled"] for i in range(names[0][1] + 1, names[1][0]))


def _of_other(s: Sentence, start: int, end: int, first: int, head: int) -> bool:
    """Whether a name only says whose: "Olsen's lawyer", "a spokesman for Olsen", "the Olsen campaign", "critics like Olsen"."""
    if _of_several(s, start, first) or _second(s, start, first) or s.sign(start - 1, "("):
        return True
    if start > first and s.low(start - 1) in s.p["determiners"]:
        return True
    if end < head and not _after_name(s, end):
        return True
    if s.low(end - 1).endswith(("’s", "'s", "s’", "s'")) and end < head:
        return True
    owned = any(s.low(i).endswith(("’s", "'s")) for i in range(first, start))
    if owned and s.low(start - 1) not in s.p["titled"] and not s.low(start - 1).endswith(("’s", "'s")):
        return True
    barred = s.p["prepositions"] - s.p["determiners"]
    return any(s.low(i) in barred for i in range(max(first, start - 4), start))


def _of_several(s: Sentence, start: int, first: int) -> bool:
    """Whether several are spoken of, and the name is an example of them, not theirs: a word of no office is between."""
    many = any(s.low(i) in s.p["collective"] and not s.toks[i].cap for i in range(first, start - 1))
    return many and s.low(start - 1) not in s.p["titled"] and not s.toks[start - 1].cap


def _second(s: Sentence, start: int, first: int) -> bool:
    """Whether a name is only the second of two: "Berg and Marta Olsen", "she and Olsen"."""
    at = start - 1
    while at > first and s.low(at) in s.p["titles"]:
        at -= 1
    if at <= first or s.low(at) not in s.p["coordinators"]:
        return False
    return s.toks[at - 1].cap or s.low(at - 1) in s.p["pronouns"]


def _after_name(s: Sentence, at: int) -> bool:
    """Whether what follows a name leaves it the name of the speaker: "Olsen (Labour)", "Olsen of Lund", "Olsen who"."""
    word = s.low(at)
    if not word:
        return not s.sign(at, "’'")
    p = s.p
    return word[0].isdigit() or any(word in p[k] for k in ("prepositions", "relatives", "adverbs")) or s.adverb(at)


def is_role(s: Sentence, start: int, end: int) -> bool:
    """Whether words name an office or trade."""
    return any(s.low(i) in s.p["roles"] for i in range(start, end))
