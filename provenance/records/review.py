"""What a review by people hands on: coded rows, shares with intervals, agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from provenance.records.base import Record, as_json

SCHEMA = "provenance.review/1"
SHEET_SCHEMA = "provenance.coding_sheet/1"
ELSEWHERE = ("republication", "wire", "excerpt", "translation", "press_release", "co_published")
"""Kinds of origin that say that the whole text came from somebody else."""
KINDS = ("original", *ELSEWHERE, "mixed", "unknown", "cannot_tell")
"""What a coder may write as `origin_kind`; `unknown`: the page states no other origin."""


@dataclass(frozen=True, slots=True)
class Coded(Record):
    """One row of a sheet as a coder filled it in; `line` is where it stands."""

    line: int
    key: str
    kind: str
    name: str | None
    relation: str | None
    notes: str | None
    coder: str | None


@dataclass(frozen=True, slots=True)
class Refused(Record):
    """A row that could not be used, and why."""

    line: int
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Share(Record):
    """`part` of `whole`; the share and its 95 % Wilson interval are None where the whole is too small."""

    part: int
    whole: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Kappa(Record):
    """Cohen's kappa of two coders over `n` articles; None where chance alone would always agree."""

    agreed: Share
    kappa: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Figures(Record):
    """The machine's stated origin against a coder's, over `coded` articles.

    `precision`: of the articles for which another origin was named, how many name the coded one;
    `recall`: of the articles coded as from elsewhere, with a name, for how many the right one was named.
    `false_origins`: articles coded `original` for which another origin was named. `none_kept`: of those
    coded `unknown`, for how many none was named. `kind`: of the rightly named, how many have the coded kind.
    `set_aside`: coded as mixed, as cannot_tell, or as from elsewhere without a name.
    """

    coded: int
    precision: Share
    recall: Share
    f1: float | None
    false_origins: Share
    none_kept: Share
    kind: Share
    set_aside: int


@dataclass(frozen=True, slots=True)
class Group(Record):
    """The figures of one outlet or language."""

    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Differs(Record):
    """An article on which machine and coder differ."""

    key: str
    url: str | None
    why: str
    coded_kind: str
    coded_name: str | None
    machine_kind: str
    machine_name: str | None


@dataclass(frozen=True, slots=True)
class Coders(Record):
    """How far two coders agree on the articles both coded.

    `kinds` over all kinds, `elsewhere` only on whether the text came from elsewhere; `names` is the
    share with the same origin among those that both say came from elsewhere.
    """

    both: int
    kinds: Kappa
    elsewhere: Kappa
    names: Share


@dataclass(frozen=True, slots=True)
class Review(Record):
    """What came of a filled-in sheet (`provenance.review/1`)."""

    rows: int
    not_coded: int
    min_n: int
    all: Figures
    by_outlet: tuple[Group, ...]
    by_language: tuple[Group, ...]
    coders: Coders | None
    differs: tuple[Differs, ...]
    refused: tuple[Refused, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, schema number first."""
        body = as_json(self)
        assert isinstance(body, dict)
        return {"schema": SCHEMA, **body}
