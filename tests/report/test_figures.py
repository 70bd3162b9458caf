"""How figures are written."""

import pytest

from provenance.measure.estimates import Rules, proportion
from provenance.measure.lags import quantile
from provenance.report.figures import bounds, duration, number, written


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0 s"), (59.4, "59 s"), (59.6, "1 min"), (3599, "1 h"), (3600, "1 h"), (62_500, "17 h 22 min"), (172_799, "2 d"), (273_600, "3 d 4 h")],
)  # fmt: skip
def test_durations(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_numbers_have_no_exponent_where_people_read_them() -> None:
    assert [number(x) for x in (0, 0.0123456, 2.5, 123.4, 62_543.2, 0.00001)] == ["0", "0.0123", "2.5", "123", "62,543", "1.0e-05"]  # fmt: skip


def test_a_share_is_told_in_per_cent_whatever_its_column() -> None:
    share = proportion(30, 100)
    assert share.value is not None and written(share, share.value, percent=False) == "30.0 %"
    assert bounds(share, percent=False) == ("21.9", "39.6") and bounds(proportion(1, 2), percent=True) == ("", "")
    lag = quantile([60.0 * n for n in range(60)], 0.5, Rules(least=1))
    assert lag.value is not None and written(lag, lag.value, percent=False) == "30 min"
