"""Odds of being picked with subject and length held."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from provenance.measure.estimates import Rules
from provenance.measure.picking import held, picked_odds
from provenance.records.counted import Place

HARBOUR = ("harbour", "ferry", "pier", "crane")
MARKET = ("market", "bread", "price", "stall")


def _pool(n: int, seed: int = 3) -> tuple[list[Place], np.ndarray, np.ndarray]:
    """Articles on two subjects; the first is picked more, and one speaker is mostly heard in it."""
    rng = np.random.default_rng(seed)
    about = rng.random(n) < 0.5
    quoting = rng.random(n) < np.where(about, 0.7, 0.1)
    picked = rng.random(n) < np.where(about, 0.7, 0.2)
    titles = [" ".join(rng.choice(HARBOUR if a else MARKET, 3)) for a in about]
    pool = [Place(f"a{i}", "wire", "Wire", "agency", True, int(rng.integers(80, 900)), None, t) for i, t in enumerate(titles)]  # fmt: skip
    return pool, quoting, picked


def _odds(
    pool: Sequence[Place], quoting: np.ndarray, picked: np.ndarray, *, titles: bool = True
) -> tuple[float, float, float]:
    shown = pool if titles else [p._replace(title=None) for p in pool]
    found, _ = picked_odds(held(shown, {p.key for p, x in zip(pool, picked, strict=True) if x}, ["Ada Linden"]), quoting.astype(float))  # fmt: skip
    assert found.value is not None and found.low is not None and found.high is not None, found.why
    return found.low, found.value, found.high


def test_a_subject_that_is_picked_is_not_taken_for_its_speaker() -> None:
    pool, quoting, picked = _pool(800)
    assert _odds(pool, quoting, picked, titles=False)[0] > 1.5
    low, _, high = _odds(pool, quoting, picked)
    assert low < 1 < high


def test_a_speaker_who_is_picked_for_himself_is_found() -> None:
    pool, quoting, picked = _pool(800)
    rng = np.random.default_rng(5)
    low, value, high = _odds(pool, quoting, picked | (quoting & (rng.random(800) < 0.6)))
    assert low > 1 and value < high < 20


def test_without_anything_held_it_is_the_plain_odds_ratio() -> None:
    """Firth's estimate of a saturated table adds a half to each cell, as Haldane's does."""
    pool = [Place(f"a{i}", "wire", "Wire", "agency", True, 100, None, None) for i in range(200)]
    picked = {f"a{i}" for i in range(80)}
    quoting = np.array([float(i < 30 or 80 <= i < 100) for i in range(200)])
    found, p = picked_odds(held(pool, picked, []), quoting)
    assert found.value == pytest.approx(30.5 * 100.5 / (50.5 * 20.5), rel=1e-5) and p is not None and p < 0.01


def test_a_speaker_never_picked_has_a_finite_interval() -> None:
    pool, _, picked = _pool(400)
    quoting = ~picked & (np.arange(400) % 9 == 0)
    low, value, high = _odds(pool, quoting, picked)
    assert 0 < low < value < high < 1


@pytest.mark.parametrize(("many", "least", "why"), [(20, 30, "fewer than 30 articles"), (60, 10, "picked or left")])
def test_too_few_are_said(many: int, least: int, why: str) -> None:
    pool, quoting, _ = _pool(many)
    found, p = picked_odds(held(pool, {pool[0].key}, []), quoting.astype(float), Rules(least=least))
    assert p is None and found.value is None and why in (found.why or "")


@pytest.mark.parametrize("many", [0, 1])
def test_a_pool_of_none_or_one(many: int) -> None:
    pool = [Place(f"a{i}", "wire", "Wire", "agency", True, 100, None, "A title") for i in range(many)]
    found, p = picked_odds(held(pool, set(), []), np.zeros(many), Rules(least=1))
    assert found.value is None and found.why and p is None
