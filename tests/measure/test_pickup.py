"""How soon texts are picked up, against an example from a textbook and by its edges."""

from __future__ import annotations

from math import exp, log, sqrt

import pytest

from provenance.measure.estimates import Rules
from provenance.measure.pickup import Followed, picked_up

ANY = Rules(least=1)
REMISSION = [6, 6, 6, 7, 10, 13, 16, 22, 23]
"""Weeks of remission under 6-MP (Freireich and others 1963), the example of most textbooks."""
OPEN = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def _followed() -> list[Followed]:
    times = [(float(t), True) for t in REMISSION] + [(float(t), False) for t in OPEN]
    return [Followed(f"a{n}", t, picked) for n, (t, picked) in enumerate(times)]


def test_the_textbook_curve() -> None:
    at = {s.seconds: s for s in picked_up(_followed(), [6, 7, 10, 13, 16, 22, 23, 30], ANY)}
    known = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482, 30: 0.4482}
    assert {t: round(1 - (s.share.value or 0), 4) for t, s in at.items()} == known
    assert (at[6].picked, at[6].at_risk, at[23].picked, at[30].at_risk) == (3, 17, 9, 4)


def test_the_interval_by_hand() -> None:
    step = picked_up(_followed(), [6], ANY)[0].share
    left, error = 18 / 21, sqrt(3 / (21 * 18))
    half = 1.959964 * error / abs(log(left))
    assert step.low == pytest.approx(1 - left ** exp(-half)) and step.high == pytest.approx(1 - left ** exp(half))


def test_edges_of_the_curve() -> None:
    never = [Followed(f"n{n}", 100.0, picked=False) for n in range(30)]
    none, beyond = picked_up(never, [50, 200])
    assert (none.share.value, none.share.low) == (0.0, 0.0) and 0.1 < (none.share.high or 0) < 0.13
    assert beyond.share.value is None and beyond.share.why == "no article is followed so long"
    every = picked_up([Followed(f"e{n}", 10.0, picked=True) for n in range(30)], [5, 10, 99])
    assert [s.share.value for s in every] == [0.0, 1.0, 1.0] and 0.88 < (every[-1].share.low or 0) < 0.89
    assert picked_up(never[:29], [50])[0].share.why == "fewer than 30 articles"
    assert picked_up([], [50])[0].share.value is None


def test_open_articles_are_not_counted_as_never_copied() -> None:
    """Half are picked up after an hour, the rest were only followed for a minute: of those that could be seen, all were."""
    some = [Followed(f"p{n}", 3600.0, picked=True) for n in range(40)] + [
        Followed(f"o{n}", 60.0, picked=False) for n in range(40)
    ]
    assert picked_up(some, [4000])[0].share.value == 1.0
