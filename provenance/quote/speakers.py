"""Who is meant by the words that name a speaker: resolved to the fullest name of the text, or left unresolved.

A wrong name is worse than none: a surname two persons share, a pronoun after somebody else was
named, an office nobody in the text is stated to hold stay unresolved.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from provenance.quote.names import (
    Person,
    affiliation_in,
    bare,
    mentions,
    name_of,
    office_after,
    office_before,
    persons,
    runs,
)
from provenance.quote.naming import is_role, own_name
from provenance.quote.nouns import Phrase, phrase_before
from provenance.quote.passages import Passages, Said
from provenance.quote.profile import Profile
from provenance.quote.sentence import Sentence
from provenance.records.statement import Speaker, SpeakerKind, SpeakerMethod

NOBODY = Speaker(None, None, None, None, "unknown", None, None, "unresolved", 0.0)
CONFIDENCE: dict[SpeakerMethod, float] = {
    "full_name": 0.97, "surname": 0.93, "role": 0.75, "pronoun": 0.8, "previous": 0.75, "as_stated": 0.6, "unresolved": 0.0,
}  # fmt: skip
_OFFICE_WORDS = 2
_PAIRS = re.compile(r"(?<!\w)([^\W\d_]+) (?=(\w+(?:-\w+)*))")


def speakers(passages: Passages, profile: Profile, text: str) -> list[Speaker]:
    """The speaker of each statement, in order."""
    return _Resolver(passages, profile, text).all()


class _Resolver:
    def __init__(self, passages: Passages, profile: Profile, text: str) -> None:
        self.said, self.profile, self.text = passages.said, profile, text
        places = mentions(passages.sentences, profile)
        self.persons = persons(places, profile)
        self.by_surname: dict[str, list[Person]] = {}
        for person in self.persons:
            self.by_surname.setdefault(person.parts[-1], []).append(person)
        self.before: set[str] | None = None
        self.known: dict[tuple[str, ...], Person | None] = {}
        self.named = self._named(places)
        self.named_at = [place for place, _ in self.named]

    def _named(self, places: Sequence[tuple[Sentence, int, int]]) -> list[tuple[int, Person | None]]:
        """Every place where somebody is named, by full name or surname, with who it is."""
        found = []
        for s, a, b in places:
            person = self._by_parts(tuple(bare(t.low) for t in s.toks[a:b]))
            if person is not None or b - a > 1:
                found.append((s.toks[a].start, person))
        return found

    def all(self) -> list[Speaker]:
        """Resolve in reading order; offices of those named later count for those before (a name often comes second)."""
        found: list[Speaker] = []
        self.last: tuple[Person | None, int] = (None, 0)
        talking = {id(p): p for one in self.said if (p := self._stated(one)) is not None}
        self.only = next(iter(talking.values())) if len(talking) == 1 else None
        for one in self.said:
            found.append(self._speaker(one))
        return found

    def _stated(self, one: Said) -> Person | None:
        """Who is named for it by full name or surname in the very words."""
        if one.phrase is None:
            return None
        name = own_name(one.sentence, self._noun(one))
        return self._by_parts(tuple(bare(t.low) for t in one.sentence.toks[slice(*name)])) if name else None

    def _noun(self, one: Said) -> Phrase:
        """The words that name the speaker; for "who" those of the noun before it."""
        phrase = one.phrase
        assert phrase is not None
        if not phrase.relative:
            return phrase
        s = one.sentence
        last = phrase.start - 1 - s.sign(phrase.start - 1, ",")
        return (phrase_before(s, last) if last >= s.begin else None) or phrase

    def _by_parts(self, parts: tuple[str, ...]) -> Person | None:
        """The one person of the text these words name, None where there is none or more than one."""
        if parts and parts not in self.known:
            self.known[parts] = self._fitting(parts)
        return self.known.get(parts)

    def _fitting(self, parts: tuple[str, ...]) -> Person | None:
        same = self.by_surname.get(parts[-1], [])
        fitting = [p for p in same if len(parts) == 1 or p.parts[0] == parts[0] or set(parts) <= set(p.parts)]
        if len(parts) == 1 and len({p.parts[0] for p in same}) > 1:
            return None
        exact = [p for p in fitting if p.parts == parts]
        return max(exact or fitting, key=lambda p: (len(p.places), len(p.parts)), default=None)

    def _speaker(self, one: Said) -> Speaker:
        if one.phrase is None:
            return NOBODY
        s, phrase = one.sentence, self._noun(one)
        start, end = s.toks[phrase.start].start, s.toks[phrase.end - 1].end
        person, method = self._person(one, s, phrase)
        kind, name = self._kind(s, phrase, person), None
        role, affiliation = self._office(s, phrase, person)
        if person is not None:
            name = person.name
        elif method == "as_stated":
            name = self._as_stated(s, phrase)
        if one.follows and name is not None:
            method = "previous"
        if person is not None or method == "unresolved":
            self.last = (person, start if not one.follows else one.content[0][0])
        return Speaker(start, end, self.text[start:end], name, kind, role, affiliation, method, CONFIDENCE[method])

    def _person(self, one: Said, s: Sentence, phrase: Phrase) -> tuple[Person | None, SpeakerMethod]:
        low = bare(s.low(phrase.start))
        if phrase.end - phrase.start == 1 and low in self.profile["pronouns"]:
            return self._of_pronoun(low, s.toks[phrase.start].start)
        name = own_name(s, phrase)
        if name is not None:
            parts = tuple(bare(t.low) for t in s.toks[slice(*name)])
            person = self._by_parts(parts)
            if person is not None:
                return person, "full_name" if len(parts) > 1 else "surname"
            return None, "as_stated" if len(parts) > 1 or self._stands_alone(s, name[0], parts[0]) else "unresolved"
        if self._definite(s, phrase):
            person = self._of_office(s, phrase)
            return person, "role" if person is not None else "unresolved"
        return None, "as_stated" if self._kind(s, phrase, None) != "unknown" else "unresolved"

    def _stands_alone(self, s: Sentence, at: int, word: str) -> bool:
        """Whether a lone capitalised word surely is the whole name the text gives: after a title or within a sentence.

        Not where several here have it, where it is a word for many ("Democrats"), or where a capitalised
        word before it, here ("South Carolina") or somewhere quoted, shows that it is half a name.
        """
        p, before = self.profile, s.low(at - 1)
        if word in self.by_surname or word in p["collective"] | p["prepositions"] or self._fuller(s.toks[at].text):
            return False
        if before in p["titles"]:
            return True
        if any(person.parts[0] == word for person in self.persons):
            return False
        whole = not before[:1].isdigit() and not (s.toks[at - 1].cap and s.toks[at - 1].kind == "w")
        return at > s.begin and whole and re.split("[’']", word)[0] not in p["unnamed"]

    def _fuller(self, word: str) -> bool:
        """Whether the text, its quotations too, has a first name before the word."""
        if self.before is None:
            p = self.profile
            barred = p["titled"] | p["unnamed"] | p["prepositions"] | p["adverbs"] | p["coordinators"]
            self.before = {
                last for first, last in _PAIRS.findall(self.text) if first[0].isupper() and first.lower() not in barred
            }
        return bare(word) in self.before

    def _of_pronoun(self, low: str, at: int) -> tuple[Person | None, SpeakerMethod]:
        """The last speaker, if nobody else was named since and the pronoun fits."""
        person, since = self.last
        gender = "m" if low in self.profile["masculine"] else "f" if low in self.profile["feminine"] else None
        if person is None or gender is None or (person.gender and person.gender != gender):
            return None, "unresolved"
        between = slice(bisect_right(self.named_at, since), bisect_left(self.named_at, at))
        if any(p is not person for _, p in self.named[between]):
            return None, "unresolved"
        person.gender = person.gender or gender
        return person, "pronoun"

    def _definite(self, s: Sentence, phrase: Phrase) -> bool:
        """Whether the words mean one man by his office: the minister, Norway's harbour minister."""
        first = s.low(phrase.start)
        definite = first in self.profile["definite"] or s.toks[phrase.start].cap
        if first in self.profile["possessives"] or any(
            b - a > 1 for a, b in runs(s.toks, phrase.start, phrase.end, self.profile)
        ):
            return False
        return definite and is_role(s, phrase.start, self._head_end(s, phrase))

    def _head_end(self, s: Sentence, phrase: Phrase) -> int:
        """Where what says more of the noun begins: "data | presented by the minister", "the head | of the bureau"."""
        barred = self.profile["prepositions"] - self.profile["determiners"]
        return next(
            (i for i in range(phrase.start + 1, phrase.end) if s.low(i) in barred or s.sign(i, ",")), phrase.end
        )

    def _of_office(self, s: Sentence, phrase: Phrase) -> Person | None:
        words = {bare(s.low(i)) for i in range(phrase.start, phrase.end)}
        words -= self.profile["determiners"] | self.profile["prepositions"] | {""}
        roles = words & self.profile["roles"]
        holders, asked = [], self._stems(words)
        for person in self.persons:
            shared = max((len(asked & self._stems(o)) for _, o in person.offices), default=0)
            if shared >= min(_OFFICE_WORDS, len(words)) and self._said_of(asked, person, s, phrase):
                holders.append((shared, person))
        best = [p for n, p in holders if n == max(h[0] for h in holders)]
        if len(best) == 1:
            return best[0]
        general = roles <= self.profile["anonymous"] or len(words) > 1
        plain = s.low(phrase.start) in self.profile["definite"] and not any(
            s.low(i).endswith(("’s", "'s")) or s.low(i) in self.profile["prepositions"]
            for i in range(phrase.start, phrase.end)
        )
        return self.only if not best and general and plain and self.last[0] is self.only else None

    def _said_of(self, asked: set[str], person: Person, s: Sentence, phrase: Phrase) -> bool:
        """Whether each word of an office was stated of somebody; "Russian" and the like need only be said of no one else."""
        extra = asked - self._stems(frozenset().union(*(o for _, o in person.offices)))
        if not extra:
            return True
        others = self._stems(frozenset().union(*(o for p in self.persons if p is not person for _, o in p.offices)))
        capitals = self._stems({bare(s.low(i)) for i in range(phrase.start, phrase.end) if s.toks[i].cap})
        return extra <= capitals - others

    @staticmethod
    def _stems(words: set[str] | frozenset[str]) -> set[str]:
        return {w[:5] for w in words if len(w) > 3}

    def _office(self, s: Sentence, phrase: Phrase, person: Person | None) -> tuple[str | None, str | None]:
        """Office and body as stated: of the person anywhere in the text, else in the very words."""
        if person is not None and person.offices:
            role = person.offices[0][0]
            bodies = (affiliation_in(o, self.profile) for o, _ in person.offices)
            return role, next((b for b in bodies if b), None)
        name = own_name(s, phrase)
        found = (office_before(s, name[0], self.profile) or office_after(s, name[1], self.profile)) if name else None
        return (found[0], affiliation_in(found[0], self.profile)) if found else (None, None)

    def _as_stated(self, s: Sentence, phrase: Phrase) -> str | None:
        """A name or body the words give, where nothing fuller stands in the text; None for "officials"."""
        name = own_name(s, phrase)
        if name is not None:
            return bare(name_of(s.toks, *name))
        start = phrase.start + (s.low(phrase.start) in self.profile["determiners"])
        body = all(s.toks[i].cap or s.low(i) in self.profile["linking"] for i in range(start, phrase.end))
        if any(
            s.low(i) in self.profile["coordinators"] and s.low(i + 1) in self.profile["determiners"]
            for i in range(start, phrase.end - 1)
        ):
            return None
        if phrase.end - start == 1 and not self._body(s, start):
            return None
        return name_of(s.toks, start, phrase.end) if body and phrase.end > start else None

    def _body(self, s: Sentence, at: int) -> bool:
        """Whether a lone word can be a body's whole name: no word for many, no surname of a full name, no "By"."""
        low, p = s.low(at), self.profile
        return low not in p["collective"] | p["prepositions"] | p["pronouns"] and not self._fuller(s.toks[at].text)

    def _kind(self, s: Sentence, phrase: Phrase, person: Person | None) -> SpeakerKind:
        if person is not None:
            return "person"
        head = next((i for i in range(phrase.start + 1, phrase.end) if s.sign(i, ",")), phrase.end)
        words = [bare(s.low(i)) for i in range(phrase.start, head)]
        stop = next((i for i, w in enumerate(words) if i and w in self.profile["prepositions"]), len(words))
        noun = words[stop - 1] if words else ""
        p = self.profile
        if own_name(s, phrase) is not None:
            return "person" if any(w in p["titles"] or w in p["roles"] for w in words) else "unknown"
        if noun in p["documents"]:
            return "document"
        if words == [noun] and noun in p["collective"]:
            return "collective"
        if noun in p["organisations"] and s.toks[phrase.start + max(0, stop - 1)].cap:
            return "organisation"
        if noun in p["collective"]:
            return "collective"
        return "anonymous" if noun in p["anonymous"] or noun in p["roles"] else "unknown"
