"""Shares with intervals, and how far two coders agree beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt

from provenance.records.review import Kappa, Share

Z = 1.959964
"""The normal quantile of a two-sided 95 % interval."""


def share(part: int, whole: int, least: int = 1) -> Share:
    """`part` of `whole` with its 95 % interval; the counts alone where `whole` is below `least`.

    Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
    """
    if whole < max(1, least):
        return Share(part, whole, None, None, None)
    p, z2 = part / whole, Z * Z
    middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    half = Z / (1 + z2 / whole) * sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole))
    return Share(part, whole, p, max(0.0, min(p, middle - half)), min(1.0, max(p, middle + half)))


def f1(precision: Share, recall: Share) -> float | None:
    """The harmonic mean; None where either is not known."""
    if precision.value is None or recall.value is None:
        return None
    both = precision.value + recall.value
    return 2 * precision.value * recall.value / both if both else 0.0


def kappa(pairs: Sequence[tuple[str, str]], least: int = 1) -> Kappa:
    """Cohen's kappa of two coders with a 95 % interval, from one pair of codes an article.

    Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20
    (1960), with his large-sample error. None where there are fewer than `least` pairs, or where both
    coders gave all articles one code: chance alone would agree as well.
    """
    n, same = len(pairs), sum(a == b for a, b in pairs)
    agreed = share(same, n, least)
    if agreed.value is None:
        return Kappa(agreed, None, None, None)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[code] * second[code] for code in first) / (n * n)
    if chance >= 1:
        return Kappa(agreed, None, None, None)
    found = (agreed.value - chance) / (1 - chance)
    half = Z * sqrt(agreed.value * (1 - agreed.value) / (n * (1 - chance) ** 2))
    return Kappa(agreed, found, max(-1.0, found - half), min(1.0, found + half))
