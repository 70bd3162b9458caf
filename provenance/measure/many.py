"""Many outlets beside each other: which differ from the rest, without finding by chance what is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, lgamma

from provenance.records.measured import Estimate

RATE = 0.01
"""The false discovery rate that is allowed."""


def fisher(a: int, b: int, c: int, d: int) -> float:
    """Two-sided p of a two-by-two table by Fisher's exact test: twice the chance of a table as far out to the same side.

    Fisher, The logic of inductive inference, Journal of the Royal Statistical Society 98 (1935). Twice the smaller tail
    rather than all tables no likelier: each outlet is tested against the others, so that the tests lean on one another,
    and with that the share of worlds in which something is found by chance lay just at the rate, not below it.
    """
    row, column, n = a + b, a + c, a + b + c + d
    low, high = max(0, row + column - n), min(row, column)
    whole = _choose(n, column)
    chances = [exp(_choose(row, k) + _choose(n - row, column - k) - whole) for k in range(low, high + 1)]
    return min(1.0, 2 * min(sum(chances[: a - low + 1]), sum(chances[a - low :])))


def _choose(n: int, k: int) -> float:
    """The logarithm of the number of ways to choose k of n."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def discoveries(p: Sequence[float], rate: float = RATE) -> tuple[bool, ...]:
    """Which of several tests count as found at a false discovery rate.

    Benjamini and Hochberg, Controlling the false discovery rate, Journal of the Royal Statistical Society B 57
    (1995): the largest k with p(k) <= k / m * rate, and all below it.
    """
    order = sorted(range(len(p)), key=lambda i: p[i])
    last = max((k for k, i in enumerate(order, 1) if p[i] <= k / len(p) * rate), default=0)
    found = set(order[:last])
    return tuple(i in found for i in range(len(p)))


def outstanding(families: Mapping[str, Mapping[str, Estimate]], rate: float = RATE) -> frozenset[tuple[str, str]]:
    """The figures and outlets whose share of articles differs from that of all others together, at a false discovery rate.

    `families` are shares by outlet, by the name of the figure: each share is tested against the sum of the others of
    its figure, and all tests of one report count together, else a report of three figures would find by chance
    three times as often. Only shares that are given count.
    """
    found: list[tuple[str, str]] = []
    tests: list[float] = []
    for figure, shares in sorted(families.items()):
        counts = {o: (int(e.part or 0), int(e.whole or 0)) for o, e in shares.items() if e.value is not None}
        if len(counts) < 2:
            continue
        part, whole = (sum(c[i] for c in counts.values()) for i in (0, 1))
        for outlet, (a, n) in sorted(counts.items()):
            found.append((figure, outlet))
            tests.append(fisher(a, n - a, part - a, whole - n - part + a))
    return frozenset(one for one, apart in zip(found, discoveries(tests, rate), strict=True) if apart)
