"""M1, whose texts an outlet publishes, and M9, on how few sources it rests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from provenance.measure.agreement import Z
from provenance.measure.estimates import PLAIN, Rules, proportion
from provenance.records.counted import Copy
from provenance.records.measured import Estimate

OWN = "no_other_origin"
"""Articles for which no other origin was found; that is not the same as the outlet's own text."""
UNCLEAR = "not_clear"
"""Articles whose possible origins rival, or whose sources lead in a circle."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of a diet: the outlet where the chains end (`OWN`, `UNCLEAR`), and how many of the articles that is.

    `credited_only` of them rest on a source known only from a credit; `keys` are the edges of their chains' first hops.
    """

    origin: str
    name: str
    share: Estimate
    credited_only: int
    keys: tuple[str, ...]


def diet(found: Iterable[Copy], articles: int, rules: Rules = PLAIN) -> tuple[Slice, ...]:
    """M1, source diet: D(s) = articles whose chain ends at outlet s / all articles of the outlet, Wilson's interval.

    `found` are the copies among `articles` articles of one outlet. Only whole texts count; a passage
    from elsewhere is counted by `dependence`. The largest first, the rest (`OWN`) at the end. After Horne,
    Nørregaard and Adalı, Different spirals of sameness (ICWSM 2019), with chains followed to their end.
    """
    groups: dict[str, list[Copy]] = defaultdict(list)
    names: dict[str, str] = {UNCLEAR: "origin not clear"}
    for one in found:
        if one.whole:
            end = one.root
            slug = (end.outlet or end.key) if end else UNCLEAR
            names.setdefault(slug, end.name if end else "")
            groups[slug].append(one)
    made = [
        Slice(
            slug, names[slug], proportion(len(listed), articles, rules),
            sum(c.root is not None and not c.root.held for c in listed), tuple(sorted(c.arrow.key for c in listed)),
        )
        for slug, listed in groups.items()
    ]  # fmt: skip
    made.sort(key=lambda s: (s.origin == UNCLEAR, -len(s.keys), s.origin))
    rest = articles - sum(len(listed) for listed in groups.values())
    return (*made, Slice(OWN, "no other origin found", proportion(rest, articles, rules), 0, ()))


def concentration(counts: Sequence[int], rules: Rules = PLAIN) -> Estimate:
    """M9, concentration: the chance that two of the copies, drawn at random, have one source.

    Sum n(n-1) / N(N-1), Simpson, Measurement of diversity, Nature 163 (1949), with his variance; unlike the
    plain sum of squared shares (Herfindahl, Hirschman) it does not grow when few are counted. `counts` are
    copies by source; 1 / the value is the effective number of sources.
    """
    n = sum(counts)
    told = Estimate(None, None, None, None, None, n, "copies", "unbiased")
    refused = rules.refuses(n) or ("fewer than two copies" if n < 2 else None)
    if refused:
        return replace(told, why=refused)
    pairs = sum(k * (k - 1) for k in counts)
    value = pairs / (n * (n - 1))
    squares, cubes = (sum((k / n) ** power for k in counts) for power in (2, 3))
    variance = (
        4 * n * (n - 1) * (n - 2) * cubes + 2 * n * (n - 1) * squares - 2 * n * (n - 1) * (2 * n - 3) * squares**2
    )
    half = Z * sqrt(max(0.0, variance)) / (n * (n - 1))
    return replace(
        told, value=value, low=max(0.0, value - half), high=min(1.0, value + half), part=pairs, whole=n * (n - 1)
    )
