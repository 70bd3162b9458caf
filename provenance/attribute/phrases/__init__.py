"""What pages say, as data: one TOML file a language, loaded and checked once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from provenance.attribute.cues import Cues, Formulas
from provenance.attribute.template import Form, compile_form
from provenance.errors import DataFileError
from provenance.records.article import Relation

_RELATIONS = frozenset(Relation.__args__)  # type: ignore[attr-defined]
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_CREDIT_FIELDS = frozenset(
    "id relation strength forms partial unnamed needs needs_kind direction case position label whole".split()  # noqa: SIM905
)


_LISTS = {
    "slot": {
        "stops",
        "leads",
        "never",
        "press",
        "press_first",
        "press_ends",
        "papers",
        "labels",
        "common",
        "ours",
        "telling",
        "translating",
        "persons",
        "sources",
        "invitations",
        "partners",
        "untitled",
        "kinds",
        "articles",
        "titles",
        "again",
        "sections",
        "denials",
        "source_links",
        "bodies",
        "trails",
        "belonging",
        "pictures",
    },
    "byline": {"leads", "archives", "roles", "joins", "collectives", "never"},
    "copyright": {"reserved", "marks", "frame"},
}


@dataclass(frozen=True, slots=True)
class CreditFormula:
    """A way to credit: what it means, how far it goes, and what must hold of the outlet named.

    `needs` is `known` where the name must be in the registry, `link` where a link to another site
    will do too, `organisation` where it is no person's as far as one can see. A `label` ("Source: X") may also begin in the middle of a line of labels;
    a `whole` formula may run over the sentences of a short line.
    """

    id: str
    relation: Relation
    strength: float
    forms: tuple[Form, ...]
    partial: bool = False
    unnamed: bool = False
    needs: Literal["", "link", "known", "organisation"] = ""
    label: bool = False
    whole: bool = False
    needs_kind: frozenset[str] = frozenset()
    direction: str = "in"
    position: str = ""

    @property
    def anywhere(self) -> bool:
        """Whether it counts away from the margins too: there only what speaks of this very text may be a credit."""
        return self.strength >= 0.9 and not self.needs


@dataclass(frozen=True, slots=True)
class NoticeFormula:
    """A class of notice and its wordings; `not_forms` take a match back."""

    class_: str
    forms: tuple[Form, ...]
    not_forms: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """One language's wordings; loaded once, so one is equal to itself alone."""

    language: str
    tested: bool
    credits: tuple[CreditFormula, ...]
    notices: tuple[NoticeFormula, ...]
    slot: Mapping[str, tuple[str, ...]]
    byline: Mapping[str, tuple[str, ...]]
    copyright: Mapping[str, tuple[str, ...]]
    works: frozenset[str]
    """The language's words for a text: its list `work`."""
    tongues: frozenset[str]
    """The language's words for languages, as it uses them behind "from the": its list `tongue`."""
    stops: re.Pattern[str]
    cues: Cues
    """All words that forms need: what a text holds of them tells which forms it can match."""
    credits_by_cue: Formulas[CreditFormula]
    strong_by_cue: Formulas[CreditFormula]
    """The credits that count away from the margins too."""
    notices_by_cue: Formulas[NoticeFormula]


def languages() -> tuple[str, ...]:
    """The languages there is a file for."""
    here = resources.files(__name__)
    return tuple(sorted(f.name.removesuffix(".toml") for f in here.iterdir() if f.name.endswith(".toml")))


@lru_cache(maxsize=32)
def load(language: str) -> Phrases | None:
    """The wordings of a language, or None where there is no file for it.

    Raises DataFileError naming the file and the entry that is wrong.
    """
    source = resources.files(__name__).joinpath(f"{language}.toml")
    if not re.fullmatch(r"[a-z]{2,3}", language) or not source.is_file():
        return None
    try:
        return parse(tomllib.loads(source.read_text(encoding="utf-8")))
    except (DataFileError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DataFileError(f"phrases/{language}.toml: {error}") from error


def parse(data: Mapping[str, Any]) -> Phrases:
    """Check and compile the content of a phrase file."""
    words: Mapping[str, Sequence[str]] = data.get("words", {})
    slot = _lists(data, "slot")
    credits = tuple(_credit(entry, words) for entry in data.get("credit", ()))
    notices = tuple(_notice(entry, words) for entry in data.get("notice", ()))
    forms = [form for formulas in (credits, notices) for formula in formulas for form in formula.forms]
    return Phrases(
        language=data["language"],
        tested=bool(data["tested"]),
        credits=credits,
        notices=notices,
        cues=Cues(word for form in forms for words in form.needs for word in words),
        credits_by_cue=Formulas(credits),
        strong_by_cue=Formulas([formula for formula in credits if formula.anywhere]),
        notices_by_cue=Formulas(notices),
        slot=slot,
        byline=_lists(data, "byline"),
        copyright=_lists(data, "copyright"),
        works=frozenset(words.get("work", ())),
        tongues=frozenset(words.get("tongue", ())),
        stops=_stops(slot.get("stops", ()), words),
    )


def _lists(data: Mapping[str, Any], name: str) -> dict[str, tuple[str, ...]]:
    unknown = set(data.get(name, {})) - _LISTS[name]
    if unknown:
        raise DataFileError(f"[{name}] has lists nobody reads: {', '.join(sorted(unknown))}")
    return {key: tuple(value) for key, value in data.get(name, {}).items()}


def _credit(entry: Mapping[str, Any], words: Mapping[str, Sequence[str]]) -> CreditFormula:
    unknown = set(entry) - _CREDIT_FIELDS
    if unknown:
        raise DataFileError(f"credit {entry.get('id')!r} has unknown fields: {', '.join(sorted(unknown))}")
    if entry["relation"] not in _RELATIONS:
        raise DataFileError(f"credit {entry['id']!r}: {entry['relation']!r} is no relation of the contract")
    case = bool(entry.get("case", False))
    extra: dict[str, Any] = {
        k: entry[k] for k in ("partial", "unnamed", "needs", "label", "whole", "direction", "position") if k in entry
    }
    forms = tuple(compile_form(form, words, anchored=True, case=case) for form in entry["forms"])
    return CreditFormula(
        id=entry["id"],
        relation=entry["relation"],
        strength=float(entry["strength"]),
        forms=forms,
        needs_kind=frozenset(entry.get("needs_kind", ())),
        **extra,
    )


def _notice(entry: Mapping[str, Any], words: Mapping[str, Sequence[str]]) -> NoticeFormula:
    forms, refused = (
        tuple(compile_form(form, words, anchored=False) for form in entry.get(name, ()))
        for name in ("forms", "not_forms")
    )
    return NoticeFormula(entry["class"], forms, refused)


def _stops(stops: Sequence[str], words: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Where a name ends: at a stop word, or at a bracket; words of unspaced scripts stop anywhere."""
    ordered = sorted(stops, key=len, reverse=True)
    spaced, joined = (
        [compile_form(s, words, anchored=False).regex for s in ordered if bool(_UNSPACED.search(s)) == wanted]
        for wanted in (False, True)
    )
    anywhere = rf"|(?:{'|'.join(joined)})" if joined else ""
    return re.compile(
        rf"(?:^|(?<=[\s,;])|(?=[(©]))(?:{'|'.join(spaced or ['(?!)'])})(?!\w)|(?<=\w)(?=\s?\(){anywhere}", re.IGNORECASE
    )
