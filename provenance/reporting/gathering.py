"""What every report begins with: the articles asked about, their chains, and what could not be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from provenance import __version__
from provenance.errors import UsageError
from provenance.measure.bands import banded
from provenance.measure.chains import Chains, copies
from provenance.measure.estimates import LEAST, NOT_SAID, SEED, THROUGH_COPIES, Rules
from provenance.records.article import EXTRACTOR_VERSION
from provenance.records.counted import Arrow, Copy, OutletCopies, OutletSums, Scope
from provenance.records.measured import Detector, Estimate
from provenance.records.report import Coverage, Made, Report, Row, Section
from provenance.times import parse_given, utc_text

if TYPE_CHECKING:
    from provenance.store.library import Library as Store
    from provenance.store.measuring.library import Measuring

T = TypeVar("T")
DRAWN = 50_000
"""Articles beyond which a report on all outlets draws no bootstrap: what it tends to is computed."""
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
class Ends:
    """Copies counted by what is known of them and of the ends of their chains."""

    copies: int
    confirmed: int
    unreviewed: int
    undetermined: int
    circles: int
    credited_only: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The articles of a scope added up by outlet, and by which rules rates are given."""

    asked: Asked
    scope: Scope
    rules: Rules
    sums: tuple[OutletSums, ...]

    def of(self, outlet: str) -> OutletSums | None:
        """The articles of one outlet, None where it has none here."""
        return next((s for s in self.sums if s.outlet == outlet), None)

    def row(self, cells: Iterable[object], keys: Iterable[str] = (), rests_on: int | None = None) -> Row:
        """A row with the first of the keys it rests on, by key; `rests_on` is how many there are where not all are given."""
        listed = sorted(set(keys))
        return Row(tuple(cells), tuple(listed[: self.asked.keys]), len(listed) if rests_on is None else rests_on)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Overview(Counted):
    """The copies of every outlet added up, by slug."""

    coverage: Coverage
    copies: Mapping[str, OutletCopies]

    def copies_of(self, outlet: str) -> OutletCopies:
        """Those of one outlet."""
        return self.copies.get(outlet, OutletCopies())


@dataclass(frozen=True, slots=True)
class Gathered(Counted):
    """All arrows, and the copies that were asked about, one by one."""

    arrows: tuple[Arrow, ...]
    chains: Chains
    copies: tuple[Copy, ...]
    coverage: Coverage

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
        """Figures by name, each with its band from surer edges (see `measure.bands`)."""
        return banded(count, some, surer, self.rules, none)


def gather(held: Measuring, asked: Asked, outlets: Iterable[str] | None = None) -> Gathered:
    """Read what a report counts; `outlets` are the slugs whose copies are wanted (None: of all).

    Raises UnknownNameError for the collection, BadDateError and UsageError for the period.
    """
    scope, sums, how, through = _asked(held, asked)
    asked_for: list[str | None] = [None] if outlets is None else [*outlets]
    keys = frozenset(k for slug in asked_for for k in held.copying(scope, slug))
    arrows = held.above(keys)
    chains = Chains(arrows)
    found = copies(chains, keys, held.places(chains.ends(keys)))
    counted = Ends(
        copies=len(found), confirmed=sum(c.arrow.state == "confirmed" for c in found), unreviewed=sum(c.arrow.judged is None for c in found),
        undetermined=sum(c.root is None and not c.circle for c in found), circles=sum(c.circle for c in found),
        credited_only=sum(c.root is not None and not c.root.held for c in found),
    )  # fmt: skip
    coverage = _coverage(held, scope, sums, how, through, counted)
    rules = Rules(coverage.no_rates, asked.least, asked.seed, asked.detector)
    return Gathered(asked, scope, rules, sums, arrows, chains, found, coverage)


def overview(held: Measuring, asked: Asked) -> Overview:
    """Read what a report on all outlets beside each other counts: sums, and no article by itself. Raises as `gather`."""
    scope, sums, how, through = _asked(held, asked)
    copies_ = held.tally(scope)
    every = copies_.values()
    names = ("copies", "confirmed", "unreviewed", "undetermined", "circles", "credited_only")
    coverage = _coverage(
        held, scope, sums, how, through, Ends(**{name: sum(getattr(c, name) for c in every) for name in names})
    )
    rules = Rules(coverage.no_rates, asked.least, asked.seed, asked.detector, draws=coverage.articles <= DRAWN)
    return Overview(asked, scope, rules, sums, coverage, copies_)


def _asked(held: Measuring, asked: Asked) -> tuple[Scope, tuple[OutletSums, ...], str | None, bool]:
    scope = asked.scope()
    how, through = held.sampled(scope.collection) if scope.collection else (None, False)
    return scope, held.sums(scope), how, through


def _coverage(
    held: Measuring, scope: Scope, sums: Iterable[OutletSums], how: str | None, through: bool, counted: Ends
) -> Coverage:
    sums = tuple(sums)
    with_text = sum(s.with_text for s in sums)
    return Coverage(
        collection=scope.collection, how_sampled=how, through_copies=through,
        no_rates=THROUGH_COPIES if through else NOT_SAID if how is None else None,
        articles=sum(s.articles for s in sums), with_text=with_text, outlets=sum(s.outlet != "" for s in sums),
        from_=min((s.from_ for s in sums if s.from_), default=None), to=max((s.to for s in sums if s.to), default=None),
        undated=sum(s.undated for s in sums), compared=with_text - held.waiting(scope), rejected=held.rejected(), **asdict(counted),
    )  # fmt: skip


def report(
    name: str, title: str, found: Gathered | Overview, store: Store, sections: Iterable[Section], notes: Iterable[str] = (), **asked: str | None
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
