"""Shares and ratios with 95 % intervals, and when only counts may be given.

The unit of sampling is the article: figures in words, statements or edges resample whole articles, since
what stands in one article goes together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import exp, log, sqrt

import numpy as np

from provenance.measure.agreement import Z, share
from provenance.records.measured import Corrected, Detector, Estimate

LEAST = 30
"""Articles below which only counts are given."""
DRAWS = 2000
"""Resamples of a bootstrap."""
RESAMPLED = 2000
"""Different articles up to which a bootstrap is drawn; of more, the limit it tends to is computed."""
SEED = 1
THROUGH_COPIES = "its articles were found through copies, so that no rate of copying follows from them"
NOT_SAID = "how its articles were chosen is not said"


@dataclass(frozen=True, slots=True)
class Rules:
    """When rates are given, and how intervals are drawn.

    `no_rates` says why none are (None: they are); `least` is the fewest articles; `detector` corrects
    rates of finding copies. Without `draws` no bootstrap is drawn: what it tends to is computed.
    """

    no_rates: str | None = None
    least: int = LEAST
    seed: int = SEED
    detector: Detector | None = None
    draws: bool = True

    def refuses(self, n: int) -> str | None:
        """Why only counts are given for `n` articles; None where rates are."""
        return self.no_rates or (f"fewer than {self.least} articles" if n < max(1, self.least) else None)


PLAIN = Rules()


def proportion(
    part: int, whole: int, rules: Rules = PLAIN, *, detected: bool = False, unit: str = "articles"
) -> Estimate:
    """The share of articles with a property, with Wilson's interval.

    Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927). With
    `detected` the property is one that the detector finds, and its errors are corrected for.
    """
    refused = rules.refuses(whole)
    if refused:
        return Estimate(None, None, None, part, whole, whole, unit, "wilson", why=refused)
    found = share(part, whole)
    made = Estimate(found.value, found.low, found.high, part, whole, whole, unit, "wilson")
    return corrected(made, rules.detector) if detected else made


def ratio(pairs: Iterable[tuple[float, float]], unit: str, rules: Rules = PLAIN, *, bounded: bool = True) -> Estimate:
    """A ratio of sums over articles, sum(y) / sum(x) from one (y, x) an article, with an article bootstrap.

    Percentile bootstrap with the bias and skewness of the ratio taken off (BCa: Efron, Better bootstrap
    confidence intervals, JASA 82 (1987)), a fixed seed, and articles with the same figures drawn together.
    Of very many articles the interval it tends to is computed (see `from_moments`). `bounded`: y is a part of x.
    Where no article has any of it, or all is of it, resampling shows no spread: Wilson's bound for none
    (all) of n articles stands instead.
    """
    return grouped_ratio(Counter(pairs), unit, rules, bounded=bounded)


def grouped_ratio(
    groups: Mapping[tuple[float, float], int], unit: str, rules: Rules = PLAIN, *, bounded: bool = True
) -> Estimate:
    """The same from how many articles have each (y, x): a database counts them without handing them out."""
    listed = sorted(groups.items())  # the order in which rows come must not show
    different = np.array([pair for pair, _ in listed], dtype=float).reshape(-1, 2)
    counts = np.array([count for _, count in listed], dtype=np.int64)
    n, (y, x) = int(counts.sum()), (different * counts[:, None]).sum(axis=0)
    told = Estimate(None, None, None, _plain(y), _plain(x), n, unit, "bootstrap")
    refused = rules.refuses(n) or (f"no {unit}" if x <= 0 else None)
    if refused:
        return replace(told, why=refused)
    if bounded and (y <= 0 or y >= x):
        edge = share(0 if y <= 0 else n, n)
        return replace(told, value=edge.value, low=edge.low, high=edge.high, method="wilson")
    if len(different) > RESAMPLED or not rules.draws:
        return from_moments(moments(groups), unit, rules, bounded=bounded)
    low, high = _bca(different, counts, rules.seed)
    return replace(told, value=float(y / x), low=_within(low, bounded), high=_within(high, bounded))


def _bca(different: np.ndarray, counts: np.ndarray, seed: int) -> tuple[float, float]:
    """Bounds of a ratio of sums by the bias-corrected and accelerated bootstrap over grouped articles."""
    n = int(counts.sum())
    y, x = (different * counts[:, None]).sum(axis=0)
    point = y / x
    drawn = _drawn(different, counts, n, np.random.default_rng(seed))
    found = np.sort(np.divide(drawn[:, 0], drawn[:, 1], out=np.full(DRAWS, point), where=drawn[:, 1] > 0))
    below = (np.count_nonzero(found < point) + np.count_nonzero(found == point) / 2) / DRAWS
    bias = _quantile(min(max(below, 1 / DRAWS), 1 - 1 / DRAWS))
    left = point - (y - different[:, 0]) / np.maximum(x - different[:, 1], 1e-12)
    cubes, squares = float((counts * left**3).sum()), float((counts * left**2).sum())
    skew = cubes / (6 * squares**1.5) if squares > 0 else 0.0
    ends = []
    for z in (-Z, Z):
        shifted = bias + (bias + z) / (1 - skew * (bias + z))
        ends.append(float(np.quantile(found, _cumulative(shifted))))
    return min(ends), max(ends)


def _drawn(different: np.ndarray, counts: np.ndarray, n: int, rng: np.random.Generator) -> np.ndarray:
    """The sums of y and x of each resample: of articles one by one where most differ, else of groups, which is quicker."""
    if n > 2 * len(different):
        return np.asarray(rng.multinomial(n, counts / n, size=DRAWS) @ different)
    every = np.repeat(different, counts, axis=0)
    return np.stack([every[rng.integers(0, n, n)].sum(axis=0) for _ in range(DRAWS)])


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums over `n` articles of y, x, their squares and product: enough for a ratio and its interval.

    A database adds them up without handing out the articles.
    """

    n: int
    y: float
    x: float
    yy: float
    xy: float
    xx: float


def moments(groups: Mapping[tuple[float, float], int]) -> Moments:
    """The sums, from how many articles have each (y, x)."""
    table = np.array(list(groups), dtype=float).reshape(-1, 2)
    counts = np.array(list(groups.values()), dtype=float)
    y, x = table[:, 0], table[:, 1]
    sums = (y, x, y * y, x * y, x * x)
    return Moments(int(counts.sum()), *(float((counts * s).sum()) for s in sums))


def from_moments(sums: Moments, unit: str, rules: Rules = PLAIN, *, bounded: bool = True) -> Estimate:
    """A ratio of sums with the interval that the article bootstrap tends to for many articles.

    Linearised variance sum((y - Rx)^2) / sum(x)^2 * n / (n - 1) (Cochran, Sampling Techniques, 3rd ed., 1977,
    6.4), on the logit scale where y is a part of x.
    """
    n, y, x = sums.n, sums.y, sums.x
    told = Estimate(None, None, None, _plain(y), _plain(x), n, unit, "linearised")
    refused = rules.refuses(n) or (f"no {unit}" if x <= 0 else None)
    if refused or n < 2:
        return replace(told, why=refused or "one article shows no spread")
    if bounded and (y <= 0 or y >= x):
        edge = share(0 if y <= 0 else n, n)
        return replace(told, value=edge.value, low=edge.low, high=edge.high, method="wilson")
    r = y / x
    error = sqrt(max(0.0, sums.yy - 2 * r * sums.xy + r * r * sums.xx) / (x * x) * n / (n - 1))
    if not bounded:
        return replace(told, value=r, low=r - Z * error, high=r + Z * error)
    middle, half = log(r / (1 - r)), Z * error / (r * (1 - r))
    low, high = (1 / (1 + exp(-(middle + side))) for side in (-half, half))
    return replace(told, value=r, low=low, high=high)


def corrected(found: Estimate, detector: Detector | None) -> Estimate:
    """The estimate with the share there would be without the errors of the detector beside it.

    With a specificity (p + Sp - 1) / (Se + Sp - 1): Rogan and Gladen, Estimating prevalence from the
    results of a screening test, American Journal of Epidemiology 107 (1978). With a precision instead
    p * precision / recall: of what was found so much is true, and so much was missed. The error of the
    detector's own figures is not part of the interval.
    """
    if detector is None or found.value is None or found.low is None or found.high is None:
        return found
    sure = [_true_share(p, detector) for p in (found.value, found.low, found.high)]
    if any(p is None for p in sure):
        return found
    value, low, high = (min(1.0, max(0.0, p)) for p in sure if p is not None)
    return replace(found, corrected=Corrected(value, low, high))


def _true_share(p: float, detector: Detector) -> float | None:
    if detector.specificity is not None:
        apart = detector.recall + detector.specificity - 1
        return (p + detector.specificity - 1) / apart if apart > 0 else None
    if detector.precision is not None and detector.recall > 0:
        return p * detector.precision / detector.recall
    return None


def _within(value: float, bounded: bool) -> float:
    return min(1.0, max(0.0, value)) if bounded else value


def _plain(value: float) -> float:
    """A whole number as one: words and articles are counted."""
    return int(value) if float(value).is_integer() else float(value)


def _cumulative(z: float) -> float:
    from statistics import NormalDist

    return NormalDist().cdf(z)


def _quantile(p: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf(p)
