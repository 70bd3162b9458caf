"""Many outlets beside each other: which differ from the rest, without finding by chance what is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, lgamma

from provenance.records.measured import Estimate

RATE = 0.01
"""The false discovery rate that is allowed."""
_SLACK = 1e-9


def fisher(a: int, b: int, c: int, d: int) -> float:
    """Two-sided p of a two-by-two table by Fisher's exact test: the chance of a table no likelier than this one.

    Fisher, The logic of inductive inference, Journal of the Royal Statistical Society 98 (1935).
    """
    row, column, n = a + b, a + c, a + b + c + d
    low, high = max(0, row + column - n), min(row, column)
    whole = _choose(n, column)
    mine = _choose(row, a) + _choose(n - row, column - a) - whole
    chances = (_choose(row, k) + _choose(n - row, column - k) - whole for k in range(low, high + 1))
    return min(1.0, sum(exp(p) for p in chances if p <= mine + _SLACK))


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


def outstanding(shares: Mapping[str, Estimate], rate: float = RATE) -> frozenset[str]:
    """The outlets whose share of articles differs from that of all others together, at a false discovery rate.

    Each share is tested against the sum of the others; only shares that are given count.
    """
    counts = {o: (int(e.part or 0), int(e.whole or 0)) for o, e in shares.items() if e.value is not None}
    part, whole = (sum(c[i] for c in counts.values()) for i in (0, 1))
    names = sorted(counts)
    tests = [fisher(a, n - a, part - a, whole - n - part + a) for a, n in (counts[o] for o in names)]
    return frozenset(o for o, found in zip(names, discoveries(tests, rate), strict=True) if found)
