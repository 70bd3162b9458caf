import numpy as np
import pytest

from provenance.measure.estimates import Rules
from provenance.measure.ranks import ranks, spearman

FEW = Rules(least=3)


def test_equal_values_share_a_rank() -> None:
    assert ranks(np.array([3.0, 1.0, 3.0, 7.0])).tolist() == [2.5, 1.0, 2.5, 4.0]


def test_by_hand() -> None:
    """1 - 6 * sum(d^2) / n(n^2 - 1) with d = 0, 1, 1, 0, 0 is 0.9."""
    found = spearman([(1, 10), (2, 30), (3, 20), (4, 40), (5, 50)], FEW)
    assert found.value == pytest.approx(0.9) and found.n == 5
    assert found.low is not None and found.high is not None and found.low <= 0.9 <= found.high <= 1


def test_nothing_is_given_where_nothing_can_be() -> None:
    assert spearman([(1, 1)] * 29, Rules()).why == "fewer than 30 outlets have both"
    assert spearman([(1, 1), (1, 2), (1, 3)], FEW).why == "one of the two is the same for all outlets"
    assert spearman([(n, n) for n in range(40)], Rules(no_rates="through copies")).why == "through copies"


def test_order_does_not_show() -> None:
    pairs = [(float(n), float((n * 7) % 11)) for n in range(12)]
    assert spearman(pairs, FEW) == spearman(pairs[::-1], FEW)
