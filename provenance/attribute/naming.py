"""Names as languages put them into a sentence: quoted, declined, behind an article and a kind of paper."""

from __future__ import annotations

import re
from functools import lru_cache

from provenance.attribute.phrases import Phrases
from provenance.outlets.registry import Registry
from provenance.records.outlet import Outlet
from provenance.text import name_key, words
from provenance.times import find_written

_CLOSING = {
    "«": "»",
    "»": "«",
    "„": '“”"',
    "“": '”"',
    '"': '"”',
    "「": "」",
    "『": "』",
    "《": "》",
    "‚": "‘’",
    "‹": "›",
}
EDGE = " \t.,;:!?*_|–—-•·\"'“”‘’„‚«»()[]<>「」『』《》【】、。،"
_SMALL_WORDS = (
    "of the and for de la le les du des el los las del y e et und der die das di da do a an at in on to by & von van"
    " и та i ve en het o os as dos das delle dei degli della dello alla dell aux im am zu y"
)
SMALL = frozenset(_SMALL_WORDS.split())
DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,10}", re.I)
MAX_NAME_WORDS = 7
MAX_TITLE_WORDS = 5
MAX_LOWER_WORDS = 3
MIN_STEM = 3
_DOTTED = re.compile(r"[^\W\d_][^\W_]+\.[^\W\d_]{2,5}")
"""A site's name in other letters than those of a domain: Пример.Ру."""
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_NUMBER = re.compile(r"[\d.:/,-]*(?:st|nd|rd|th|am|pm)?", re.I)
_DECLINING = frozenset(["de", "ru", "uk", "pl", "nl"])
_SUFFIX = re.compile(r"['’](?:[dt][ea]n?|n?[iıuü]n|y?[eaiıuü]|s[iıuü])$")
"""Turkish case endings; they stand behind an apostrophe."""
_APPOSITION = re.compile(r"\s?[™®]?(?:,\s|\s?[–—(]|\s-\s)[^.;\n]*")
MAX_APPOSITION = 120
MAX_DESCRIBING = 9
MAX_LEAD_WORDS = 6
MAX_PERSON_WORDS = 4
MIN_COMMON, MIN_SHARE, MAX_ENDING = 4, 0.7, 3


def begin_name(tongue: Phrases, text: str, start: int, end: int) -> int:
    """Where the name begins in `text[start:end]`: behind "der israelischen Tageszeitung", "le site du quotidien".

    Passed over are lower-case words that lead to a kind of paper of the language (`slot.kinds`),
    and its articles; a kind that is part of the name ("Diario de Sevilla") stays.
    """
    at, found = start, start
    for _ in range(MAX_LEAD_WORDS):
        word = re.compile(r"\s*(\S+)\s+(?=\S)").match(text, at, end)
        if word is None:
            break
        plain = word[1].strip(",:;").casefold()
        kind = plain in tongue.slot.get("kinds", ())
        cased = word[1][:1].isupper() and tongue.language != "de" and word[1].upper() != word[1]
        if kind and not cased and _begins_name(text[word.end() :], tongue):
            found = word.end()
        elif not kind and not word[1][:1].islower():
            break
        at = word.end()
    article = next((a for a in tongue.slot.get("articles", ()) if text.startswith(a + " ", found, end)), None)
    return found + len(article) + 1 if article else found


def _begins_name(rest: str, tongue: Phrases) -> bool:
    first = rest[:1]
    word = rest.split(" ", 1)[0].casefold()
    return not first.islower() or word in tongue.slot.get("kinds", ()) or word in tongue.slot.get("articles", ())


def quoted_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span inside the quotation marks that `text[start:end]` begins with, or None."""
    closing = _CLOSING.get(text[start : start + 1])
    if closing is None or start >= end:
        return None
    stop = next((i for i in range(start + 1, min(end + 1, len(text), start + 80)) if text[i] in closing), None)
    return (start + 1, stop) if stop is not None and text[start + 1 : stop].strip() else None


def press_like(tongue: Phrases, name: str, *, titled: bool = True) -> bool:
    """Whether an unlisted name says of itself that it is press: "Example Times", "Agência Exemplo", 某某日报.

    A language that puts the kind last lists in `press_first` the few words that come first ("Radio Example"),
    one that joins words those a name ends with in `press_ends` ("Moorbote").
    `titled`: a capital article does too; where places stand, it does not ("La Paz").
    """
    press = tongue.slot.get("press", ())
    if _UNSPACED.search(name):
        return 3 <= len(name) <= 14 and name.endswith(tuple(p for p in press if _UNSPACED.search(p)))
    parts = name.casefold().split()
    first = tongue.slot.get("press_first", press)
    ends = tongue.slot.get("press_ends", ())
    named = len(parts) > 1 and (parts[0] in first or parts[-1].rpartition("-")[2] in press)
    named = named or any(parts[-1].endswith(end) and len(parts[-1]) >= len(end) + MIN_STEM for end in ends)
    return named or _DOTTED.fullmatch(name) is not None or (titled and _titled(tongue, name))


def _titled(tongue: Phrases, name: str) -> bool:
    """Whether a name begins with a capital article, as titles of papers do, and is of no office: "L'Écho des Dunes"."""
    parts = words(name)
    article = next((a for a in tongue.slot.get("titles", ()) if re.match(rf"{a}['’ ](?=\S)", name, re.I)), None)
    if article is None or not name[0].isupper() or name.isupper() or len(parts) > MAX_TITLE_WORDS:
        return False
    return not any({*tongue.slot.get(of, ())}.intersection(parts[1:]) for of in ("bodies", "never", "untitled"))


def organisation_like(tongue: Phrases, name: str) -> bool:
    """Whether an unlisted name is hardly a person's: a domain, one word, an article before it, a word no person bears."""
    parts = name.split()
    if DOMAIN.fullmatch(name) or len(parts) == 1 or press_like(tongue, name) or len(parts) > MAX_PERSON_WORDS:
        return True
    plain = [p.casefold().strip(EDGE) for p in parts]
    bodies = {*tongue.slot.get("bodies", ()), *tongue.slot.get("press", ())}
    return plain[0] in tongue.slot.get("articles", ()) or bool(bodies.intersection(plain)) or "/" in name or "&" in name


def described(tongue: Phrases, text: str, end: int) -> bool:
    """Whether a description set off behind the name holds a word for press, and none for a person's work."""
    after = _APPOSITION.match(text, end, end + MAX_APPOSITION)
    said = words(after[0])[:MAX_DESCRIBING] if after else []
    press = {*tongue.slot.get("kinds", ()), *tongue.slot.get("press", ()), *tongue.slot.get("bodies", ())}
    return bool(press.intersection(said)) and not set(tongue.byline.get("roles", ())).intersection(said)


def without_suffix(name: str) -> str:
    """A Turkish name without its case ending."""
    return _SUFFIX.sub("", name)


def by_stem(registry: Registry, name: str, language: str) -> Outlet | None:
    """The one outlet of our own tables of which the name is a declined form, else None.

    Word for word the beginnings agree: four letters and 70 % of the longer word, in a name of
    several words three letters for one of them; endings have three letters at the most.
    """
    wanted = words(name)
    if language[:2] not in _DECLINING or not wanted or len(wanted[0]) < MIN_COMMON:
        return None
    found = {
        slug
        for listed, slug in _stems(registry).get(wanted[0][:3], ())
        if len(listed) == len(wanted) and _declined(wanted, listed)
    }
    return registry.by_slug(found.pop()) if len(found) == 1 else None


def _declined(wanted: list[str], listed: tuple[str, ...]) -> bool:
    pairs = [(a, b, _common(a, b)) for a, b in zip(wanted, listed, strict=True)]
    firm = [a == b or (n >= MIN_COMMON and n >= MIN_SHARE * max(len(a), len(b))) for a, b, n in pairs]
    loose = [n >= MIN_COMMON - 1 and n >= 0.5 * max(len(a), len(b)) for a, b, n in pairs]
    ended = all(max(len(a), len(b)) - n <= MAX_ENDING for a, b, n in pairs)
    return ended and any(firm) and all(f or loo for f, loo in zip(firm, loose, strict=True))


def _common(a: str, b: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


@lru_cache(maxsize=2)
def _stems(registry: Registry) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The curated outlets' names as words, by the first three letters."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for outlet in registry.outlets(curated_only=True):
        for name in {outlet.name, *(n.name for n in outlet.names)}:
            listed = tuple(words(name))
            if listed and len(listed[0]) >= MIN_COMMON:
                found.setdefault(listed[0][:3], []).append((listed, outlet.slug))
    return found


def plausible(tongue: Phrases, name: str, *, quoted: bool = False) -> bool:
    """Whether a string looks like the name of an outlet: short, capitalised, no date, no pronoun.

    In quotation marks, and where the last is a word for press, only the first word need be capitalised: Болотный вестник.
    """
    if DOMAIN.fullmatch(name):
        return True
    if (
        name.casefold() in tongue.slot.get("never", ())
        or name.casefold() in tongue.tongues
        or name_key(name) == ""
        or len(name) > 80
    ):
        return False
    parts = name.split()
    if len(parts) > MAX_NAME_WORDS or not re.search(r"[^\W\d_]{2}", name) or find_written(name):
        return False
    if parts[0].casefold() in tongue.slot.get("sections", ()) or parts[0].casefold() in (
        "this",
        "that",
        "these",
        "our",
        "his",
        "her",
        "their",
        "my",
        "your",
        "its",
        "a",
        "an",
    ):
        return False
    if (
        len(parts) > 2
        and parts[0].casefold() in tongue.slot.get("never", ())
        and parts[1] in tongue.slot.get("again", ())
    ):
        return False  # "Englisch in Example": what it was written in, then where
    weighty = [p for p in parts if p.casefold().strip(EDGE) not in SMALL]
    never = tongue.slot.get("never", ())
    if all(_NUMBER.fullmatch(p.strip(EDGE)) or p.casefold().strip(EDGE) in never for p in weighty):
        return False  # "February 21", "8:16 AM"
    quoted = quoted or (len(parts) <= MAX_LOWER_WORDS and parts[-1] in tongue.slot.get("press", ()))
    return bool(weighty) and all(_capital(p) for p in (weighty[:1] if quoted else weighty))


def _capital(word: str) -> bool:
    first = next((c for c in word if c.isalnum()), "")
    return bool(first) and (not first.islower() or bool(re.search(r"[A-Z]|\.[a-z]{2}", word)))
