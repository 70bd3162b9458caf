"""The persons a text names: the fullest form of each name, with the office the text states beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from provenance.quote.profile import Profile
from provenance.quote.sentence import Sentence
from provenance.quote.tokens import Token

_MOST_PARTS = 5
_OFFICE = 8
_POSSESSIVE = ("’s", "'s", "’", "'")


@dataclass(slots=True)
class Person:
    """One person of a text. `offices` are the words beside the name that say what he is, in order of the text."""

    name: str
    parts: tuple[str, ...]
    offices: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    gender: str | None = None
    places: list[int] = field(default_factory=list)


def bare(word: str) -> str:
    """A word without the sign of the genitive."""
    for ending in _POSSESSIVE:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)]
    return word


def runs(toks: Sequence[Token], start: int, end: int, profile: Profile) -> Iterable[tuple[int, int]]:
    """Ranges of capitalised words that may be a person's name: without titles, places, bodies and days."""
    at = start
    while at < end:
        if not toks[at].cap:
            at += 1
            continue
        stop = at + 1
        while stop < end and _goes_on(toks, stop, end, profile):
            stop += 1
        yield from _name_in(toks, at, stop, profile)
        at = stop


def _goes_on(toks: Sequence[Token], at: int, end: int, profile: Profile) -> bool:
    if toks[at - 1].low.endswith(_POSSESSIVE):
        return False
    if toks[at].cap:
        return True
    return (
        toks[at].low in profile["particles"]
        and at + 1 < end
        and (toks[at + 1].cap or toks[at + 1].low in profile["particles"])
    )


def _name_in(toks: Sequence[Token], start: int, end: int, profile: Profile) -> Iterable[tuple[int, int]]:
    """The name in a run: what stands after its last title; nothing where a word of it names a body."""
    for i in range(end - 1, start - 1, -1):
        if _is_title(toks[i].low, profile):
            start = i + 1
            break
    while start < end and (toks[start].low in profile["not_names"] or toks[start].low in profile["determiners"]):
        start += 1
    words = [bare(t.low) for t in toks[start:end]]
    if words and len(words) <= _MOST_PARTS and profile["unnamed"].isdisjoint(words) and _like_a_name(toks[end - 1]):
        yield start, end


def _like_a_name(last: Token) -> bool:
    word = bare(last.text)
    return len(word) > 1 and not word.isupper() and word.replace("-", "").replace("’", "").replace("'", "").isalpha()


def _is_title(word: str, profile: Profile) -> bool:
    return word in profile["titled"]


def mentions(sentences: Sequence[Sentence], profile: Profile) -> list[tuple[Sentence, int, int]]:
    """Every run of a text that may be a person's name, with its sentence, in order."""
    return [(s, a, b) for s in sentences for a, b in runs(s.toks, s.begin, s.end, profile)]


def persons(places: Sequence[tuple[Sentence, int, int]], profile: Profile) -> list[Person]:
    """Everybody who is named with at least two words, each once, in order of first mention; `places` as `mentions` gives."""
    found: dict[tuple[str, ...], Person] = {}
    for s, a, b in places:
        if b - a < 2 or s.low(a - 1) in profile["determiners"] or (a == s.begin and not _known_first(s, a, profile)):
            continue
        parts = tuple(bare(t.low) for t in s.toks[a:b])
        person = found.setdefault(parts, Person(bare(name_of(s.toks, a, b)), parts))
        person.places.append(s.toks[a].start)
        _describe(person, s, a, b, profile)
    return list(found.values())


def _known_first(s: Sentence, at: int, profile: Profile) -> bool:
    """Whether the first word of a sentence can begin a name: it is none of the words any sentence begins with."""
    low = s.toks[at].low
    lists = (
        "prepositions",
        "adverbs",
        "subordinators",
        "coordinators",
        "pronouns",
        "auxiliaries",
        "verbs",
        "relatives",
    )
    return not any(low in profile[name] for name in lists) and not s.adverb(at)


def name_of(toks: Sequence[Token], start: int, end: int) -> str:
    """The words of a name with one space between them."""
    return " ".join(t.text for t in toks[start:end])


def _describe(person: Person, s: Sentence, a: int, b: int, profile: Profile) -> None:
    office = office_before(s, a, profile) or office_after(s, b, profile)
    if office is not None:
        person.offices.append(office)
    for i in (a - 1, a - 2):
        word = s.low(i)
        if word in profile["masculine"] or word in profile["feminine"]:
            person.gender = person.gender or ("m" if word in profile["masculine"] else "f")


def office_before(s: Sentence, a: int, profile: Profile) -> tuple[str, frozenset[str]] | None:
    """The title right before a name: "Defence Ministry deputy head", with its words in lower case."""
    at = a
    while at > s.begin and a - at < _OFFICE and _of_office(s, at - 1, profile):
        at -= 1
    while at < a and not s.toks[at].cap and not _is_title(s.low(at), profile):
        at += 1
    return _office(s, at, a, profile)


def _of_office(s: Sentence, at: int, profile: Profile) -> bool:
    token = s.toks[at]
    if token.kind != "w" or token.low in profile["determiners"] | profile["prepositions"] | profile["coordinators"]:
        return False
    titled = any(_is_title(s.low(i), profile) for i in range(at, min(s.end, at + 3)))
    return titled and not s.verb(at)


def office_after(s: Sentence, b: int, profile: Profile) -> tuple[str, frozenset[str]] | None:
    """The apposition after a name: ", a professor at Lund,"."""
    if not s.sign(b, ","):
        return None
    stop = b + 1
    while stop < s.end and s.toks[stop].kind == "w" and stop - b <= _OFFICE * 2 and not s.verb(stop):
        stop += 1
    if stop < s.end and not s.sign(stop, ","):
        return None
    if (
        s.low(b + 1) not in profile["determiners"]
        and not _is_title(s.low(b + 1), profile)
        and not s.toks[min(b + 1, s.end - 1)].cap
    ):
        return None
    return _office(s, b + 1, stop, profile)


def _office(s: Sentence, start: int, end: int, profile: Profile) -> tuple[str, frozenset[str]] | None:
    words = frozenset(bare(s.low(i)) for i in range(start, end)) - {""}
    courtesy = profile["masculine"] | profile["feminine"]
    real = words & profile["roles"] or any(
        w in profile["titles"] and w.endswith(".") and w not in courtesy for w in words
    )
    if not words or not real:
        return None
    return name_of(s.toks, start, end), words


def affiliation_in(office: str, profile: Profile) -> str | None:
    """The body an office is of, where its words name one: "Defence Ministry" in "Defence Ministry deputy head"."""
    best: list[str] = []
    run: list[str] = []
    for word in [*office.split(), ""]:
        if word[:1].isupper() and word.lower() not in profile["roles"]:
            run.append(bare(word))
            continue
        if any(w.lower() in profile["organisations"] for w in run) and len(run) > len(best):
            best = run
        run = []
    return " ".join(best) or None
