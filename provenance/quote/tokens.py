"""Words and sentences of a text whose quotations are masked, so that no rule looks inside one.

A quotation becomes one token; everything else is words and single signs. All offsets are those of
the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from provenance.quote.profile import Profile
from provenance.quote.spans import Quoted

MASK = "\ue000"
"""Stands for every character of a quotation in the masked text."""
SCARE = 3
"""Marks round so few words, with no stop inside, may only keep them at a distance."""
_TOKEN = re.compile(
    rf"{MASK}+|[^\W\d_]\.(?:[^\W\d_]\.)+|[^\W_]+(?:(?:[’'&.\-‐‑/]|(?<=\d),(?=\d))[^\W_]+)*|<[^<>\n]{{1,300}}>|[^\s]"
)
_STOPS = frozenset(".!?…。！？")
_AHEAD = 12
_ORDINAL = 2
LONGEST = 150
"""A sentence ends after so many tokens at the latest, so that rules that look to its ends stay linear."""


class Token(NamedTuple):
    """One word ("w"), sign ("p"), quotation ("q") or distanced word ("f"); `low` is its lower case.

    For a quotation, `low` is the last character inside its marks.
    """

    kind: str
    start: int
    end: int
    text: str
    low: str
    cap: bool = False
    """Whether it is a word that begins with a capital letter."""


def masked(text: str, quotes: Sequence[Quoted]) -> str:
    """The text with each quotation overwritten, character for character; 'single' marks round a word stay."""
    pieces: list[str] = []
    at = 0
    for quote in quotes:
        if quote.single and _is_scare(text, quote):
            continue
        pieces += [text[at : quote.start], MASK * (quote.end - quote.start)]
        at = quote.end
    return "".join([*pieces, text[at:]])


def _is_scare(text: str, quote: Quoted) -> bool:
    inside = text[slice(*quote.inner(text))]
    return len(inside.split(None, SCARE)) <= SCARE and not inside.endswith((",", ".", "!", "?", "…"))


def tokens(text: str, hidden: str, start: int, end: int, profile: Profile) -> list[Token]:
    """The tokens of one paragraph; an abbreviation keeps its full stop, two quotations side by side stay two."""
    found: list[Token] = []
    abbreviations = profile["abbreviations"]
    for match in _TOKEN.finditer(hidden, start, end):
        first, last = match.span()
        word = match.group()
        if word[0] == MASK:
            found.append(_quotation(text, first, last))
        elif word[0].isalnum():
            if ("'" in word or "’" in word or "-" in word) and (cut := _joint(word, profile)):
                found.append(
                    Token("w", first, first + cut, word[:cut], word[:cut].lower().replace("’", "'"), word[0].isupper())
                )
                first, word = first + cut, word[cut:]
                low = word.lower().removeprefix("-t-").lstrip("-")
                word = word.lstrip("-") or word
                found.append(Token("w", first, last, word, low, word[0].isupper()))
                continue
            if text[last : last + 1] == "." and _abbreviated(word, abbreviations, text, last + 1):
                last += 1
                word += "."
            found.append(Token("w", first, last, word, word.lower(), word[0].isupper()))
        elif word == "." and found and found[-1].end == last:
            continue
        elif word[0] != "<" or len(word) == 1:
            found.append(Token("p", first, last, word, word))
    return found


def _joint(word: str, profile: Profile) -> int:
    """Where a word ends in which two are written as one: l'agence, explique-t-il; 0 where it is one."""
    low = word.lower().replace("’", "'")
    elided = max((len(e) for e in profile["elisions"] if low.startswith(e) and len(low) > len(e)), default=0)
    attached = max((len(e) for e in profile["enclitics"] if low.endswith(e) and len(low) > len(e)), default=0)
    return elided or (len(low) - attached if attached else 0)


def _abbreviated(word: str, abbreviations: frozenset[str], text: str, after: int) -> bool:
    if len(word) == 1 and word.isupper() and word != "I":
        return True
    return word.lower() + "." in abbreviations and text[after : after + 1] in (" ", "\xa0", ",", "")


def _quotation(text: str, first: int, last: int) -> Token:
    opened = 2 if text.startswith(("''", "``"), first) else 1
    inside = text[first + opened : last].rstrip("\"'“”„«»‹›’‘」』 \xa0\u202f")
    ending = inside[-1:]
    scare = len(inside.split(None, SCARE)) <= SCARE and ending not in ",.!?…"
    return Token("f" if scare else "q", first, last, text[first:last], ending)


def sentences(found: Sequence[Token], profile: Profile) -> Iterator[tuple[int, int]]:
    """Index ranges of the sentences, without the sign that ends each."""
    begin = 0
    closing = profile["closing_abbreviations"]
    for at, token in enumerate(found):
        within = token.kind == "w" and token.low not in closing
        if at - begin < LONGEST and (within or not _ends(found, at, profile)):
            continue
        stop = at if token.kind == "p" else at + 1
        if stop > begin:
            yield begin, stop
        begin = at + 1
    if begin < len(found):
        yield begin, len(found)


def _ends(found: Sequence[Token], at: int, profile: Profile) -> bool:
    token = found[at]
    after = found[at + 1] if at + 1 < len(found) else None
    if token.kind == "p" and token.text in _STOPS:
        if profile.capital_nouns and at and len(found[at - 1].text) <= _ORDINAL and found[at - 1].text.isdigit():
            return False
        if after is not None and token.text == "." and after.kind == "p" and after.text in "),;":
            return after.text == ")" and _begins(found, at + 2)
        return after is None or after.kind != "w" or not after.text[0].islower()
    if after is None:
        return False
    if token.kind in "qf" and token.low in ".!?…":
        fresh = after.kind in "qf" or after.cap or after.text[0].isdigit()
        return fresh and not (token.low != "." and _attributed(found, at + 1, profile))
    return (
        token.low in profile["closing_abbreviations"]
        and after.cap
        and (after.low in profile["determiners"] or after.low in profile["pronouns"])
    )


def _begins(found: Sequence[Token], at: int) -> bool:
    """Whether a sentence may begin here: "(R-Tenn.), who" goes on."""
    return at >= len(found) or found[at].kind in "qf" or found[at].cap


def _manner(token: Token, profile: Profile) -> bool:
    """Whether a word is an adverb by its ending: asked rhetorically."""
    return token.kind == "w" and not token.cap and any(token.low.endswith(e) for e in profile["adverb_endings"])


def _nothing_more(found: Sequence[Token], at: int, profile: Profile) -> bool:
    """Whether a sentence ends with no quotation or clause after whom something was said to: asked his men."""
    for token in found[at : at + _AHEAD]:
        if token.kind == "p" and token.text in _STOPS:
            return True
        if token.kind in "qf" or token.text in ",:;" or token.low in profile["that"]:
            return False
    return at + _AHEAD >= len(found)


def _attributed(found: Sequence[Token], at: int, profile: Profile) -> bool:
    """Whether what follows a quotation that ends with ? or ! is who said it: "Why?" Smith asked."""
    for i in range(at, min(at + _AHEAD, len(found))):
        token = found[i]
        cue = profile.cues.get(token.low)
        if cue is not None and cue.form == "finite" and i > at:
            after = found[i + 1] if i + 1 < len(found) else None
            if after is None or after.kind == "p":
                return True
            beside = ("time", "prepositions", "adverbs")
            if any(after.low in profile[name] for name in beside) or _manner(after, profile):
                return True
            return (cue.addressee or cue.use == "quote") and _nothing_more(found, i + 1, profile)
        if token.kind in "qf" or (token.kind == "p" and token.text in ".;:!?"):
            return False
    return False
