"""Whether two figures of outlets go together by rank: only for reports that ask for it, never part of a measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from provenance.measure.estimates import DRAWS, PLAIN, Rules
from provenance.records.measured import Estimate


def spearman(pairs: Sequence[tuple[float, float]], rules: Rules = PLAIN) -> Estimate:
    """Spearman's rank correlation, ties by mean rank, with a percentile bootstrap over outlets (fixed seed).

    Spearman, The proof and measurement of association between two things (1904); Efron and Tibshirani, An
    Introduction to the Bootstrap (1993), ch. 13. Below the fewest that `rules` allow, or where one side is
    all the same, no value is given. Resamples in which one side is all the same are left out.
    """
    n = len(pairs)
    told = Estimate(None, None, None, None, None, n, "outlets", "bootstrap")
    # The fewest articles is a rule for articles; here outlets are counted, and a collection is asked for all the same.
    refused = rules.no_rates or (f"fewer than {rules.least} outlets have both" if n < max(3, rules.least) else None)
    if refused:
        return replace(told, why=refused)
    table = np.array(sorted(pairs), dtype=float)
    value = _correlation(table)
    if value is None:
        return replace(told, why="one of the two is the same for all outlets")
    rng = np.random.default_rng(rules.seed)
    drawn = (_correlation(table[rng.integers(0, n, n)]) for _ in range(DRAWS))
    found = [one for one in drawn if one is not None]
    low, high = np.quantile(found, (0.025, 0.975))
    return replace(told, value=value, low=float(low), high=float(high))


def _correlation(table: np.ndarray) -> float | None:
    one, two = ranks(table[:, 0]), ranks(table[:, 1])
    one, two = one - one.mean(), two - two.mean()
    scale = float(np.sqrt((one**2).sum() * (two**2).sum()))
    return float((one * two).sum() / scale) if scale > 0 else None


def ranks(values: np.ndarray) -> np.ndarray:
    """The rank of each value from 1, equal values sharing the mean of theirs."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return ((2 * last - counts + 1) / 2)[inverse]
