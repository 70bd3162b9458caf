"""What every report begins with: the articles asked about, their chains, and what could not be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from provenance import __version__
from provenance.errors import UsageError
from provenance.measure.bands import banded
from provenance.measure.chains import Chains, copies, copy_of
from provenance.measure.estimates import LEAST, NOT_SAID, SEED, THROUGH_COPIES, Rules
from provenance.records.article import EXTRACTOR_VERSION
from provenance.records.counted import Arrow, Copy, OutletSums, Scope
from provenance.records.measured import Detector, Estimate
from provenance.records.report import Coverage, Made, Report, Row, Section
from provenance.times import parse_given, utc_text

if TYPE_CHECKING:
    from provenance.store.library import Library as Store
    from provenance.store.measuring.library import Measuring

T = TypeVar("T")
CHAINS_FOLLOWED = 50_000
"""Articles beyond which a report on all outlets counts direct sources only, and draws no bootstrap."""
KEYS = 20
"""Keys a row names unless more are asked for; it says how many there are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a report is to be counted: inside which collection and period, from how many articles rates are given.

    `keys` is how many keys each row names at most, None for all. Dates are as the caller wrote them.
    """

    collection: str | None = None
    from_: str | None = None
    to: str | None = None
    least: int = LEAST
    seed: int = SEED
    detector: Detector | None = None
    keys: int | None = KEYS

    def scope(self) -> Scope:
        """The same as bounds of moments; raises BadDateError, UsageError where the period ends before it begins."""
        begin = parse_given(self.from_) if self.from_ else None
        end = parse_given(self.to) if self.to else None
        if begin and end and end.not_before < begin.not_before:
            raise UsageError(f"--to {self.to} lies before --from {self.from_}")
        return Scope(
            self.collection, utc_text(begin.not_before) if begin else None, utc_text(end.not_after) if end else None
        )

    def parameters(self, **more: str | None) -> Mapping[str, str | None]:
        """What was asked, by name, for the report's head."""
        return {
            **more,
            "in": self.collection,
            "from": self.from_,
            "to": self.to,
            "min_n": str(self.least),
            "seed": str(self.seed),
        }


@dataclass(frozen=True, slots=True)
class Gathered:
    """The articles of a scope added up by outlet, all arrows, and the copies that were asked about."""

    asked: Asked
    scope: Scope
    rules: Rules
    sums: tuple[OutletSums, ...]
    arrows: tuple[Arrow, ...]
    chains: Chains
    copies: tuple[Copy, ...]
    coverage: Coverage

    def of(self, outlet: str) -> OutletSums | None:
        """The articles of one outlet, None where it has none here."""
        return next((s for s in self.sums if s.outlet == outlet), None)

    def some(self, held: Measuring, keys: Iterable[str]) -> tuple[Copy, ...]:
        """The copies among other articles than those asked about, by key."""
        wanted = frozenset(keys)
        chains = Chains(held.above(wanted))
        return copies(chains, wanted & chains.by_child.keys(), held.places(chains.ends(wanted)))

    def banded(
        self,
        count: Callable[[Sequence[T], Rules], Mapping[str, Estimate]],
        some: Sequence[T],
        surer: Sequence[Sequence[T]],
        none: float | None = None,
    ) -> Mapping[str, Estimate]:
        """Figures by name, each with its band from surer edges, where the edges' confidences were read (see `measure.bands`)."""
        return banded(count, some, surer, self.rules, none) if self.rules.draws else count(some, self.rules)

    def row(self, cells: Iterable[object], keys: Iterable[str] = ()) -> Row:
        """A row with the first of the keys it rests on, by key."""
        listed = sorted(set(keys))
        return Row(tuple(cells), tuple(listed[: self.asked.keys]), len(listed))  # type: ignore[arg-type]


def gather(held: Measuring, asked: Asked, outlets: Iterable[str] | None = None) -> Gathered:
    """Read what a report counts; `outlets` are the slugs whose copies are wanted (None: of all).

    Raises UnknownNameError for the collection, BadDateError and UsageError for the period.
    """
    scope = asked.scope()
    how, through = held.sampled(scope.collection) if scope.collection else (None, False)
    no_rates = THROUGH_COPIES if through else NOT_SAID if how is None else None
    sums = held.sums(scope)
    wanted = list(outlets) if outlets is not None else None
    light = wanted is None and sum(s.articles for s in sums) > CHAINS_FOLLOWED
    arrows: tuple[Arrow, ...] = ()
    chains = Chains(())
    if light:
        found = tuple(copy_of(one) for one in held.main_sources(scope))
    else:
        asked_for: list[str | None] = [None] if wanted is None else [*wanted]
        keys = frozenset(k for slug in asked_for for k in held.copying(scope, slug))
        arrows = held.above(keys)
        chains = Chains(arrows)
        found = copies(chains, keys, held.places(chains.ends(keys)))
    with_text = sum(s.with_text for s in sums)
    coverage = Coverage(
        collection=scope.collection, how_sampled=how, through_copies=through, no_rates=no_rates,
        articles=sum(s.articles for s in sums), with_text=with_text, outlets=sum(s.outlet != "" for s in sums),
        from_=min((s.from_ for s in sums if s.from_), default=None), to=max((s.to for s in sums if s.to), default=None),
        undated=sum(s.undated for s in sums), compared=with_text - held.waiting(scope), copies=len(found),
        confirmed=sum(c.arrow.state == "confirmed" for c in found), unreviewed=sum(c.arrow.judged is None for c in found),
        rejected=held.rejected(),
        undetermined=None if light else sum(c.root is None and not c.circle for c in found),
        circles=None if light else sum(c.circle for c in found),
        credited_only=None if light else sum(c.root is not None and not c.root.held for c in found),
    )  # fmt: skip
    rules = Rules(no_rates, asked.least, asked.seed, asked.detector, draws=not light)
    return Gathered(asked, scope, rules, sums, arrows, chains, found, coverage)


def report(
    name: str, title: str, found: Gathered, store: Store, sections: Iterable[Section], notes: Iterable[str] = (), **asked: str | None
) -> Report:  # fmt: skip
    """The report around its sections."""
    from provenance.store.migrate import current

    made = Made(
        __version__,
        current(store.db, read_only=True) or "",
        EXTRACTOR_VERSION,
        found.asked.seed,
        utc_text(datetime.now(UTC)),
    )
    parameters = found.asked.parameters(**asked)
    return Report(
        name,
        title,
        parameters,
        found.coverage,
        tuple(sections),
        made,
        found.asked.least,
        found.asked.detector,
        tuple(notes),
    )
