"""M12 with subject and length held: whether what a speaker says is picked for itself or for what it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import erfc, exp, sqrt

import numpy as np

from provenance.measure.agreement import Z
from provenance.measure.estimates import PLAIN, Rules
from provenance.records.counted import Place
from provenance.records.measured import Estimate
from provenance.text import words
from provenance.wording import function_words

SUBJECTS = 5
"""Directions of the titles' words that stand for the subject."""
VOCABULARY = 800
"""Words of titles that are looked at, the commonest that are no function words."""
PER_COVARIATE = 10
"""Articles on the rarer side for each figure fitted: Peduzzi and others, Journal of Clinical Epidemiology 49 (1996)."""
STEPS = 50
_CLOSE = 1e-7
_LONGEST = 2.0


@dataclass(frozen=True, slots=True)
class Held:
    """The figures of a pool's articles that are held: a row an article, in its order, columns with mean 0 and spread 1.

    `subjects` of them stand for the subject, one for the length.
    """

    table: np.ndarray
    picked: np.ndarray
    subjects: int


def held(pool: Sequence[Place], picked: Collection[str], names: Collection[str]) -> Held:
    """Length and subject of each article of a pool, and whether it was picked.

    Length is the logarithm of its words (the mean where it is not known). The subject is where its title lies along
    the directions in which titles differ most: latent semantic analysis, Deerwester and others, JASIS 41 (1990), over
    words that are none of `names`, the speakers asked about, or what is asked would be held as well. As many
    directions as the articles bear.
    """
    chosen = np.array([place.key in picked for place in pool], dtype=float)
    if len(pool) < 2:
        return Held(np.zeros((len(pool), 0)), chosen, 0)
    rarer = int(min(chosen.sum(), len(pool) - chosen.sum()))
    many = max(0, min(SUBJECTS, rarer // PER_COVARIATE - 3))
    lengths = np.log([float(place.words or 0) or np.nan for place in pool])
    known = lengths[~np.isnan(lengths)]
    lengths = np.where(np.isnan(lengths), known.mean() if len(known) else 0.0, lengths)
    table = np.column_stack([lengths, _subjects(pool, names, many)])
    table = table - table.mean(axis=0)
    spread = table.std(axis=0)
    kept = spread > 1e-9
    return Held(table[:, kept] / spread[kept], chosen, int(kept[1:].sum()))


def _subjects(pool: Sequence[Place], names: Collection[str], many: int) -> np.ndarray:
    """Each title's place along the main directions of its words, weighted by how rare a word is."""
    left_out = {w for name in names for w in words(name)} | function_words()
    titles = [sorted({w for w in words(place.title or "") if w not in left_out}) for place in pool]
    counts = Counter(w for title in titles for w in title)
    chosen = sorted((w for w, c in counts.items() if c > 1), key=lambda w: (-counts[w], w))[:VOCABULARY]
    if not many or len(chosen) <= many:
        return np.zeros((len(pool), 0))
    place_of = {w: n for n, w in enumerate(chosen)}
    weight = np.array([np.log(len(pool) / counts[w]) for w in chosen])
    rows = [[place_of[w] for w in title if w in place_of] for title in titles]
    together = np.zeros((len(chosen), len(chosen)))
    for row in rows:
        together[np.ix_(row, row)] += 1
    _, directions = np.linalg.eigh(together * np.outer(weight, weight))
    directions = directions[:, -many:] * weight[:, None]
    return np.array([directions[row].sum(axis=0) for row in rows])


def picked_odds(of: Held, quoting: np.ndarray, rules: Rules = PLAIN) -> tuple[Estimate, float | None]:
    """M12 with covariates: the odds ratio of being picked for articles with a property, subject and length held, and its p.

    Logistic regression by the penalised likelihood of Firth, Bias reduction of maximum likelihood estimates,
    Biometrika 80 (1993), which like Haldane's halves has an answer where a cell is empty; Wald's interval. `quoting` is 1 or
    0 for each article of the pool.
    """
    n = len(quoting)
    with_it, both = float(quoting.sum()), float((quoting * of.picked).sum())
    told = Estimate(None, None, None, int(both), int(with_it), n, "articles", "logistic")
    if refused := rules.refuses(n) or _nothing(of.picked, quoting, of.table.shape[1] + 2):
        return replace(told, why=refused), None
    design = np.column_stack([quoting, np.ones(n), of.table])
    fitted = _firth(design, of.picked)
    if fitted is None:
        return replace(told, why="the fit does not settle: too few are picked or left"), None
    middle, error = fitted
    low, high = exp(middle - Z * error), exp(middle + Z * error)
    return replace(told, value=exp(middle), low=low, high=high), erfc(abs(middle / error) / sqrt(2))


def _nothing(picked: np.ndarray, quoting: np.ndarray, fitted: int) -> str | None:
    if not 0 < quoting.sum() < len(quoting):
        return "none with it, or none without it"
    rarer = min(picked.sum(), len(picked) - picked.sum())
    if rarer < PER_COVARIATE * fitted:
        return f"fewer than {PER_COVARIATE * fitted} picked or left"
    return None


def _firth(design: np.ndarray, outcome: np.ndarray) -> tuple[float, float] | None:
    """The first coefficient and its standard error; None where the steps do not settle."""
    beta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        weight = chance * (1 - chance)
        information = (design * weight[:, None]).T @ design
        try:
            inverse = np.linalg.inv(information)
        except np.linalg.LinAlgError:
            return None
        lever = weight * ((design @ inverse) * design).sum(axis=1)
        step = inverse @ (design.T @ (outcome - chance + lever * (0.5 - chance)))
        step *= min(1.0, _LONGEST / max(float(np.abs(step).max()), 1e-12))
        beta = beta + step
        if np.abs(step).max() < _CLOSE:
            return float(beta[0]), float(np.sqrt(inverse[0, 0]))
    return None
