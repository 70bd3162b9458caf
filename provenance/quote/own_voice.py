"""Sentences with figures, casualties or accusations that nobody is named for: the outlet's own voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from provenance.quote.passages import Passages
from provenance.quote.profile import Profile
from provenance.quote.sentence import Sentence

_LEAST = 5
_YEARS = range(1500, 2101)


def own_voice(
    passages: Passages, spans: Iterable[tuple[int, int]], profile: Profile, names: Iterable[str] = ()
) -> Iterator[tuple[int, int]]:
    """Spans of such sentences within `spans` (those of the body), in order; `names` are the article's speakers."""
    silent = set(passages.silent)
    body = list(spans)
    surnames = {name.split()[-1].lower() for name in names}
    for s in passages.sentences:
        start, end = s.toks[s.begin].start, s.toks[s.end - 1].end
        if (start, end) in silent and s.end - s.begin >= _LEAST and _tells(s, profile) and not _names(s, surnames):
            stop = s.end < len(s.toks) and s.toks[s.end].kind == "p" and s.toks[s.end].text in ".!?…"
            if any(a <= start < b for a, b in body):
                yield start, s.toks[s.end].end if stop else end


def _names(s: Sentence, surnames: set[str]) -> bool:
    return any(s.low(i) in surnames for i in range(s.begin, s.end))


def _tells(s: Sentence, profile: Profile) -> bool:
    telling = profile["telling"]
    return any(
        t.low in telling or (t.low[:1].isdigit() and _figure(s, i))
        for i, t in enumerate(s.toks[s.begin : s.end], s.begin)
        if t.kind == "w"
    )


def _figure(s: Sentence, at: int) -> bool:
    """Whether a word that begins with a digit is a number that counts something: no year, day or hour, no part of a name."""
    word = s.low(at)
    if s.sign(at + 1, "%") or s.sign(at - 1, "$€£¥"):
        return True
    if word.isdigit() and int(word[:6]) in _YEARS and len(word) == 4:
        return False
    after = s.low(at + 1)
    counts = (
        bool(after)
        and not s.toks[at + 1].cap
        and after not in s.p["prepositions"]
        and word.replace(",", "").replace(".", "").isdigit()
    )
    return counts and not s.timed(at) and not s.timed(at + 1)
