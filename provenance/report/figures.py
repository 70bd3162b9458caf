"""How a figure is written: shares in per cent, spans of time in hours and minutes, other figures with three digits that count."""

from __future__ import annotations

from provenance.records.measured import Estimate


def written(e: Estimate, value: float, *, percent: bool) -> str:
    """One value of an estimate; `percent` says that its column holds shares."""
    if percent or e.method == "wilson":
        return f"{100 * value:.1f} %"
    return duration(value) if e.unit == "seconds" else number(value)


def bounds(e: Estimate, *, percent: bool) -> tuple[str, str]:
    """Its interval, without the per cent sign; empty where there is none."""
    if e.low is None or e.high is None:
        return "", ""
    return (
        written(e, e.low, percent=percent).removesuffix(" %"),
        written(e, e.high, percent=percent).removesuffix(" %"),
    )


def number(value: float) -> str:
    """A figure with three digits that count, large ones whole."""
    return (
        f"{value:,.0f}"
        if abs(value) >= 1000
        else f"{value:.3g}"
        if abs(value) >= 0.001 or value == 0
        else f"{value:.1e}"
    )


def duration(seconds: float) -> str:
    """`45 s`, `12 min`, `17 h 21 min`, `3 d 4 h`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes = round(whole / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(round(hours + minutes / 60), 24)
    return f"{days} d {hours} h" if hours else f"{days} d"
