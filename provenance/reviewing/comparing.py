"""A filled-in sheet against what the machine read, and against another coder's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.errors import UnknownNameError
from provenance.measure.agreement import f1, kappa, share
from provenance.records.article import StatedOrigin
from provenance.records.review import ELSEWHERE, Coded, Coders, Differs, Figures, Group, Refused, Review
from provenance.reviewing.sheet import Filled
from provenance.text import name_key
from provenance.urls import host_of, is_url

if TYPE_CHECKING:
    from provenance.outlets.registry import Registry
    from provenance.store.library import Library as Store

Names = Callable[[str | None], frozenset[str]]
"""Under which names an origin that a coder wrote down is known."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One article: what the coder wrote, what the machine found, and whose page it is."""

    coded: Coded
    origin: StatedOrigin | None
    url: str | None
    outlet: str
    language: str
    right: bool
    """Whether the machine names an origin that the coder wrote down."""

    @property
    def claims(self) -> bool:
        """Whether the machine names another origin for the whole text."""
        return self.origin is not None and self.origin.kind in ELSEWHERE and bool(_machine_names(self.origin))


def review(store: Store, registry: Registry, filled: Filled, second: Filled | None = None, least: int = 30) -> Review:
    """How well the machine's stated origins agree with a coder's, in all, by outlet and by language.

    What people judged is left aside: it is the machine that is measured. Below `least` articles only
    counts are given. `second` is another coder's sheet. Rows of articles not kept here are refused.
    """
    pairs, refused = _paired(store, registry, filled)
    return Review(
        rows=filled.rows,
        not_coded=filled.empty,
        min_n=least,
        all=figures(pairs, least),
        by_outlet=_groups(pairs, lambda p: p.outlet, least),
        by_language=_groups(pairs, lambda p: p.language, least),
        coders=coders(filled.coded, second.coded, _names(registry), least) if second else None,
        differs=tuple(d for p in pairs if (d := _differs(p))),
        refused=tuple(sorted((*filled.refused, *refused), key=lambda r: r.line)),
    )


def _paired(store: Store, registry: Registry, filled: Filled) -> tuple[list[Pair], list[Refused]]:
    names, pairs, refused = _names(registry), list[Pair](), list[Refused]()
    for key, coded in filled.coded.items():
        try:
            reading = store.reading_of(store.find_article(key).key)
        except UnknownNameError:
            refused.append(Refused(coded.line, key[:80], "no article of this key is kept here"))
            continue
        page, article = reading.page, reading.article
        outlet = page.outlet.slug if page and page.outlet else "unknown"
        language = (article.language or "")[:2] if article else ""
        right = bool(names(coded.name) & _machine_names(reading.origin))
        pairs.append(Pair(coded, reading.origin, page.url if page else None, outlet, language or "unknown", right))
    return pairs, refused


def figures(pairs: Sequence[Pair], least: int) -> Figures:
    """Precision, recall and what stands beside them, as `Figures` says."""
    aside = [p for p in pairs if _is_aside(p.coded)]
    judged = [p for p in pairs if not _is_aside(p.coded)]
    elsewhere = [p for p in judged if p.coded.kind in ELSEWHERE]
    named = [p for p in elsewhere if p.claims and p.right]
    original = [p for p in judged if p.coded.kind == "original"]
    silent = [p for p in judged if p.coded.kind == "unknown"]
    precision = share(len(named), sum(p.claims for p in judged), least)
    recall = share(len(named), len(elsewhere), least)
    return Figures(
        coded=len(pairs),
        precision=precision,
        recall=recall,
        f1=f1(precision, recall),
        false_origins=share(sum(p.claims for p in original), len(original), least),
        none_kept=share(sum(not p.claims for p in silent), len(silent), least),
        kind=share(sum(p.origin is not None and p.origin.kind == p.coded.kind for p in named), len(named), least),
        set_aside=len(aside),
    )


def _is_aside(coded: Coded) -> bool:
    return coded.kind in ("mixed", "cannot_tell") or (coded.kind in ELSEWHERE and not coded.name)


def _groups(pairs: Iterable[Pair], of: Callable[[Pair], str], least: int) -> tuple[Group, ...]:
    """The figures of each group, the largest first."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[of(pair)].append(pair)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Group(name, figures(some, least)) for name, some in ordered)


def _differs(pair: Pair) -> Differs | None:
    """Why machine and coder differ on an article; None where they do not, or it is set aside."""
    coded, origin = pair.coded, pair.origin
    if _is_aside(coded) or (coded.kind not in ELSEWHERE and not pair.claims):
        return None
    if coded.kind in ELSEWHERE and pair.claims and pair.right:
        return None
    why = "false_origin" if coded.kind not in ELSEWHERE else "wrong_name" if pair.claims else "missed"
    name = (origin.name or (origin.outlet.name if origin.outlet else None)) if origin else None
    kind = origin.kind if origin else "unknown"
    return Differs(coded.key, pair.url, why, coded.kind, coded.name, kind, name)


def coders(first: Mapping[str, Coded], second: Mapping[str, Coded], names: Names, least: int) -> Coders:
    """How far two coders agree on the articles both coded."""
    both = [(one, second[key]) for key, one in first.items() if key in second]
    away = [(a, b) for a, b in both if a.kind in ELSEWHERE and b.kind in ELSEWHERE]
    return Coders(
        both=len(both),
        kinds=kappa([(a.kind, b.kind) for a, b in both], least),
        elsewhere=kappa([(str(a.kind in ELSEWHERE), str(b.kind in ELSEWHERE)) for a, b in both], least),
        names=share(sum(bool(names(a.name) & names(b.name)) for a, b in away), len(away), least),
    )


def _machine_names(origin: StatedOrigin | None) -> frozenset[str]:
    if origin is None:
        return frozenset()
    outlet = origin.outlet
    names = {name_key(n) for n in (origin.name, *((outlet.name, outlet.domain) if outlet else ())) if n}
    return frozenset(names | ({f"slug:{outlet.slug}"} if outlet else set())) - {""}


def _names(registry: Registry) -> Names:
    def known(written: str | None) -> frozenset[str]:
        """The names, parted by semicolons or bars, as keys; with the outlets they are listed as."""
        found: set[str] = set()
        for name in re.split(r"[;|]", written or ""):
            found.add(name_key(name))
            host = host_of(name.strip()) if is_url(name.strip()) else name.strip()
            outlets = (*registry.candidates(name.strip()), registry.by_host(host))
            found.update(f"slug:{o.slug}" for o in outlets if o)
        return frozenset(found - {""})

    return known
