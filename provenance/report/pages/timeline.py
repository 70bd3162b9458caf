"""A story over time: every article on a line of its own, joined to its surest source in the colour of its credit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from provenance.records.report import Section
from provenance.report.pages.credit_colours import COLOURS, LABELS
from provenance.report.pages.data import DRAWN, ROW, WIDE, label, rows_of

_PLOT = WIDE
_UNDATED = 26
"""Pixels from the left at which articles without a stated date stand."""
_BEGIN = 110
"""Pixels from the left at which time begins, where some are undated."""


def timeline(section: Section) -> dict[str, Any] | None:
    """Dots at the middle of the stated date, a thin line over what the date leaves open, elbows from source to copy."""
    assert section.picture is not None
    parts = section.picture.parts
    rows = rows_of(section)[:DRAWN]
    spans = [(_moment(r[parts["x"]]), _moment(r[parts["x2"]])) for r in rows]
    ends = [m for span in spans for m in span if m is not None]
    undated = any(a is None or b is None for a, b in spans)
    first, last = (min(ends), max(ends)) if ends else (0.0, 1.0)
    left = _BEGIN if undated else 10
    scale = (_PLOT - left - 10) / ((last - first) or 1.0)

    def at(moment: float) -> float:
        return left + (moment - first) * scale

    dots: list[dict[str, Any]] = []
    for number, (row, (begin, end)) in enumerate(zip(rows, spans, strict=True)):
        known = begin is not None and end is not None
        code = str(row[parts["color"]])
        dots.append(
            {
                "key": row[parts["key"]], "parent": row[parts["parent"]], "y": number * ROW + ROW / 2, "label": label(row[parts["label"]]),
                "x": at((begin + end) / 2) if begin is not None and end is not None else _UNDATED,
                "low": at(begin) if known and begin is not None else None, "high": at(end) if known and end is not None else None,
                "credit": code if code in COLOURS else "own", "held": "known only" not in str(row[parts["state"]]),
                "bold": "bold" if row[parts["state"]] == "this article" else "normal",
            }
        )  # fmt: skip
    return _spec(dots, first, last, left, undated, bool(ends))


def _moment(text: object) -> float | None:
    return datetime.fromisoformat(text).timestamp() if isinstance(text, str) else None


def _elbows(dots: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """From the source's dot down its own column, then level to the copy."""
    by_key = {d["key"]: d for d in dots}
    ways = []
    for dot in dots:
        source = by_key.get(dot["parent"])
        if source is not None:
            ways.append(
                {"x": source["x"], "y": source["y"], "x2": source["x"], "y2": dot["y"], "credit": dot["credit"]}
            )
            ways.append({"x": source["x"], "y": dot["y"], "x2": dot["x"], "y2": dot["y"], "credit": dot["credit"]})
    # Level lines last, so that trunks of another colour do not hide them.
    return sorted(ways, key=lambda w: w["y"] == w["y2"])


def _ticks(first: float, last: float, left: float) -> list[dict[str, Any]]:
    count = 5
    days = (last - first) / 86400
    made = []
    for n in range(count):
        moment = datetime.fromtimestamp(first + (last - first) * n / (count - 1), UTC)
        made.append(
            {
                "x": left + (_PLOT - left - 10) * n / (count - 1),
                "text": moment.strftime("%Y-%m-%d" if days > 4 else "%m-%d %H:%M"),
            }
        )
    return made


def _spec(
    dots: list[dict[str, Any]], first: float, last: float, left: float, undated: bool, dated: bool
) -> dict[str, Any]:
    height = len(dots) * ROW
    codes = [c for c in COLOURS if any(d["credit"] == c for d in dots)]
    colour = {"field": "credit", "type": "nominal", "scale": {"domain": codes, "range": [COLOURS[c] for c in codes]},
              "legend": {"labelExpr": _labels(codes), "columns": 3, "symbolSize": 90}}  # fmt: skip
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, _PLOT]}}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [height, 0]}}
    marks: list[dict[str, Any]] = [
        {"data": {"values": dots}, "mark": {"type": "rule", "color": "#eceff1"},
         "encoding": {"y": y, "x": {"value": 0}, "x2": {"value": _PLOT}}},
        {"data": {"values": [d for d in dots if d["low"] is not None]}, "mark": {"type": "rule", "color": "#c7cdd2", "strokeWidth": 5, "strokeCap": "round"},
         "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}},
        {"data": {"values": _elbows(dots)}, "mark": {"type": "rule", "strokeWidth": 1.8},
         "encoding": {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}, "color": colour}},
        {"data": {"values": [d for d in dots if d["held"]]}, "mark": {"type": "point", "filled": True, "size": 95, "opacity": 1},
         "encoding": {"x": x, "y": y, "color": colour}},
        {"data": {"values": [d for d in dots if not d["held"]]}, "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1, "fill": "#fffdf9", "strokeWidth": 1.8},
         "encoding": {"x": x, "y": y, "stroke": colour}},
        {"data": {"values": dots}, "mark": {"type": "text", "align": "right", "baseline": "middle", "fontSize": 13},
         "encoding": {"x": {"value": -12}, "y": y, "text": {"field": "label"}, "opacity": {"value": 1}}},
        {"data": {"values": [d for d in dots if d["bold"] == "bold"]}, "mark": {"type": "point", "size": 260, "strokeWidth": 1.2, "color": "#1b1f23"},
         "encoding": {"x": x, "y": y}},
    ]  # fmt: skip
    words = [*(_ticks(first, last, left) if dated else []), *([{"x": _UNDATED, "text": "no date"}] if undated else [])]
    marks.append(
        {"data": {"values": words}, "mark": {"type": "text", "baseline": "top", "color": "#5c6670"},
         "encoding": {"x": x, "y": {"value": height + 6}, "text": {"field": "text"}}}
    )  # fmt: skip
    return {"width": _PLOT, "height": height, "padding": 6, "layer": marks}


def _labels(codes: list[str]) -> str:
    """A Vega expression from a code to what it means."""
    told = ", ".join(f"'{c}': '{LABELS[c]}'" for c in codes)
    return f"({{{told}}})[datum.label]"
