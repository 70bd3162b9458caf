"""A curve over steps, with its interval as a band: how many chains still name their origin after each hop."""

from __future__ import annotations

from typing import Any

from provenance.records.report import Section
from provenance.report.pages.credit_colours import COLOURS
from provenance.report.pages.data import WIDE, figure, label, rows_of


def curve(section: Section) -> dict[str, Any] | None:
    """Steps along x (numbers, or named ones in their order), the share along y with its interval, counts at every point; a second curve where the picture names a `group`.

    Steps for which no rate may be given are left to the table; where none has a rate, counts are drawn.
    """
    assert section.picture is not None
    parts = section.picture.parts
    labels = {c.name: c.label for c in section.columns}
    lines = [parts[p] for p in ("value", "group") if p in parts]
    told = [
        figure(row[name]) | {"at": row[parts["x"]], "line": label(labels[name])}
        for row in rows_of(section)
        for name in lines
        if row[parts["x"]] is not None
    ]
    shares = [r | {"amount": r["value"]} for r in told if r["value"] is not None]
    counts = [r | {"amount": r["part"], "low": None, "high": None} for r in told if r["part"] is not None]
    rows = shares or counts
    if not rows:
        return None
    names = [label(labels[name]) for name in lines]
    steps = None if all(isinstance(r["at"], int | float) for r in rows) else list(dict.fromkeys(r["at"] for r in told))
    return _spec(rows, names, labels[parts["x"]], bool(shares), steps)


def _spec(
    rows: list[dict[str, Any]], names: list[str], title: str, shares: bool, steps: list[Any] | None
) -> dict[str, Any]:
    x: dict[str, Any] = {"field": "at", "type": "quantitative", "axis": {"title": title, "tickMinStep": 1, "format": "d", "grid": False},
         "scale": {"padding": 40, "nice": False, "zero": False}}  # fmt: skip
    if steps is not None:
        x = {"field": "at", "type": "ordinal", "sort": steps, "axis": {"title": title, "grid": False, "labelAngle": 0}, "scale": {"domain": steps}}  # fmt: skip
    top = max(r["high"] if r["high"] is not None else r["amount"] for r in rows)
    y = {"field": "amount", "type": "quantitative", "axis": {"title": None, "format": "%" if shares else ",d", "tickCount": 5},
         "scale": {"domain": [0, 1 if top > 0.5 else 1.15 * top or 1]} if shares else {"zero": True}}  # fmt: skip
    ink = {"field": "line", "type": "nominal", "scale": {"domain": names, "range": [COLOURS["linked"], COLOURS["byline"]]},
           "legend": None if len(names) == 1 else {"symbolOpacity": 1}}  # fmt: skip
    return {
        "width": WIDE - 60, "height": 230,
        "data": {"values": rows},
        "encoding": {"x": x, "color": ink},
        "layer": [
            {"transform": [{"filter": "datum.low !== null"}], "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.25},
             "encoding": {"y": {**y, "field": "low"}, "y2": {"field": "high"}}},
            {"mark": {"type": "line", "strokeWidth": 1.6}, "encoding": {"y": y}},
            {"mark": {"type": "point", "filled": True, "size": 60, "opacity": 1}, "encoding": {"y": y}},
            {"mark": {"type": "text", "align": "center", "dy": -14}, "encoding": {"y": y, "text": {"field": "counts"}, "color": {"value": "#5c6670"}}},
        ],
    }  # fmt: skip
