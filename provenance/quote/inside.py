"""Who says it, told inside the quotation marks, as many languages print it: «Yes, says X, we will.»"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from provenance.quote.profile import Profile, load
from provenance.quote.spans import Quoted

_MOST = 80


def opened_up(text: str, quotes: Sequence[Quoted], profile: Profile) -> tuple[Quoted, ...]:
    """The quotations, each with words of attribution inside it cut in two around them."""
    if not profile.inside_marks:
        return tuple(quotes)
    pattern = _pattern(profile.language)
    return tuple(piece for quote in quotes for piece in _pieces(text, quote, pattern))


def _pieces(text: str, quote: Quoted, pattern: re.Pattern[str]) -> Iterator[Quoted]:
    found = pattern.search(text, quote.start, quote.end - 1)
    if quote.single or found is None:
        yield quote
        return
    yield Quoted(quote.start, found.start(1) + (text[found.start(1)] in "!?"), closed=False)
    at = found.end()
    while at < quote.end and (text[at].isspace() or text[at] in ",.—–-"):
        at += 1
    if at < quote.end - 1:
        yield Quoted(at, quote.end, quote.closed, quote.continued)


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str]:
    """A sign, perhaps a helping verb, a verb of saying, and somebody up to the next sign."""
    profile = load(language)
    assert profile is not None
    verbs = sorted(
        (w for w, c in profile.cues.items() if c.form == "finite" and c.use == "speech"), key=len, reverse=True
    )
    helpers = "|".join(re.escape(w) for w in sorted(profile["auxiliaries"], key=len, reverse=True)) or "(?!)"
    helped = rf"(?:(?:{helpers})\s?){{0,2}}"
    names = "|".join(
        re.escape(w) for k in ("definite", "determiners", "pronouns", "titles", "roles") for w in sorted(profile[k])
    )
    who = rf"(?:(?i:{names})(?!\w)|[^\W\d_a-zß-öø-ÿа-яё])"
    return re.compile(
        rf"([,!?]\s+(?:[—–-]\s+)?|\s[—–-]\s+){helped}(?:{'|'.join(map(re.escape, verbs))})\s+{who}[^,.—–«»“”„!?:;]{{0,{_MOST}}}(?=[,.—–])"
    )
