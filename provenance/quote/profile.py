"""How a language says who said what, as data: one TOML file a language, loaded and checked once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from provenance.errors import DataFileError
from provenance.records.statement import CueClass

CLASSES: frozenset[str] = frozenset(CueClass.__args__)  # type: ignore[attr-defined]
USES = frozenset({"speech", "clause", "that", "quote"})
FORMS = frozenset({"bare", "finite", "participle"})
LISTS = frozenset(
    {
        "that", "infinitive", "determiners", "possessives", "relatives", "coordinators", "subordinators", "auxiliaries",
        "passives", "adverbs", "adverb_endings", "time", "prepositions", "negations", "modals", "not_speakers", "pronouns",
        "pronouns_plural", "masculine", "feminine", "verbs", "unknown_cue", "titles", "roles", "anonymous", "collective",
        "documents", "organisations", "not_names", "abbreviations", "closing_abbreviations", "according", "according_after", "according_tail",
        "infinitive_cues", "nouns", "occasions", "particles", "linking", "definite", "casualties", "accusations", "numbers", "elisions", "reported_mood", "enclitics",
        "alternatives", "contrasting", "going_on", "conversing", "wishing", "of", "writers_own", "plain_that", "indefinite", "of_several", "pronouns_singular",
        "joining", "never_passive", "plural_endings", "quantities", "opposing", "whom", "addressee_endings", "as", "reported_on", "verb_particles", "impersonal", "reflexives", "relative_that",
        "mottos", "past_participles", "infinitives", "light", "viewpoint", "in_house", "in_house_verbs",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a verb that says that somebody says something."""

    class_: CueClass
    use: str
    form: str
    addressee: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """One language: its verbs by form, its word lists, its word order.

    `verb_second`: the verb stands second, whatever is first (German); `comma_clause`: what is said may
    follow a comma with no conjunction; `capital_nouns`: every noun has a capital; `pro_drop`: a verb needs no subject;
    `inside_marks`: who says it may be told inside the marks («Yes, says X, we will»);
    `capital_days`: days and months have capitals; `late_subject`: a phrase of the verb may stand before who
    says it («Yes», tells the court the witness).
    """

    language: str
    tested: bool
    verb_second: bool
    capital_nouns: bool
    comma_clause: bool
    pro_drop: bool
    inside_marks: bool
    capital_days: bool
    late_subject: bool
    cues: Mapping[str, Cue]
    words: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.words[name]


_PHRASES = ("according", "according_after", "infinitive_cues", "light")


_UNIONS = {
    "sources": ("according_tail", "viewpoint"),
    "titled": ("titles", "roles", "organisations"),
    "resuming": ("reported_mood", "reported_on"),
    "telling": ("numbers", "casualties", "accusations"),
    "bodies": ("collective", "organisations"),
    "unnamed": ("organisations", "not_names", "determiners", "pronouns"),
}
"""Lists made of others, as they are asked of every word: words that begin or end "according to" in any of its
forms; words that are no part of a name but stand beside one; words that show that somebody's words go on; nouns
for those who act together; words of figures, deaths and accusations; words no
person's name has."""


@lru_cache(maxsize=16)
def load(language: str) -> Profile | None:
    """The profile of a language (ISO 639-1), None where there is none.

    Raises DataFileError where the file is malformed.
    """
    if not (language.isascii() and language.isalpha() and len(language) == 2):
        return None
    file = resources.files("provenance.quote") / "profiles" / f"{language}.toml"
    if not file.is_file():
        return None
    try:
        return build(tomllib.loads(file.read_text(encoding="utf-8")), language)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise DataFileError(f"quote/profiles/{language}.toml: {error}") from error


def languages() -> tuple[str, ...]:
    """The languages that have a profile."""
    folder = resources.files("provenance.quote") / "profiles"
    return tuple(sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".toml")))


def build(data: Mapping[str, Any], language: str) -> Profile:
    """The profile in the data of a file; raises ValueError where it says something nobody understands."""
    unknown = set(data) - {
        "language",
        "tested",
        "verb_second",
        "capital_nouns",
        "comma_clause",
        "pro_drop",
        "inside_marks",
        "capital_days",
        "late_subject",
        "words",
        "cue",
    }
    if unknown or data["language"] != language:
        raise ValueError(f"unknown or wrong: {sorted(unknown) or data['language']}")
    lists = {name: _words(name, found) for name, found in data["words"].items()}
    strange = set(lists) - LISTS
    if strange:
        raise ValueError(f"lists nobody reads: {sorted(strange)}")
    phrases = {name: tuple(tuple(p.split()) for p in lists.get(name, ())) for name in _PHRASES}
    words = {name: frozenset(lists.get(name, ())) for name in LISTS}
    words |= {name: frozenset().union(*(words[part] for part in parts)) for name, parts in _UNIONS.items()}
    words["sources"] |= {
        part for name in ("according", "according_after") for p in phrases[name] for part in (p[0], p[-1])
    }
    words["light_ends"] = frozenset(p[-1] for p in phrases["light"])
    return Profile(
        language, bool(data["tested"]), bool(data.get("verb_second")), bool(data.get("capital_nouns")), bool(data.get("comma_clause")), bool(data.get("pro_drop")), bool(data.get("inside_marks")), bool(data.get("capital_days")), bool(data.get("late_subject")),
        dict(_cues(data["cue"])), words, phrases,
    )  # fmt: skip


def _words(name: str, found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(w, str) and w == w.lower().strip() and w for w in found):
        raise ValueError(f"{name}: a list of words in lower case is wanted")
    return tuple(found)


def _cues(groups: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, Cue]]:
    for group in groups:
        if set(group) - {"class", "use", "addressee", "verbs"}:
            raise ValueError(f"cue: unknown {sorted(group)}")
        if group["class"] not in CLASSES or group["use"] not in USES:
            raise ValueError(f"cue: {group['class']!r}, {group['use']!r}")
        for verb in group["verbs"]:
            parts = verb.split("/")
            if len(parts) != 3:
                raise ValueError(f"{verb!r}: bare/finite/participle is wanted")
            for form, listed in zip(("bare", "finite", "participle"), parts, strict=True):
                for word in listed.split():
                    yield word, Cue(group["class"], group["use"], form, bool(group.get("addressee")))
