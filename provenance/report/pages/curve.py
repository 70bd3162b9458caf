"""A curve over steps, with its interval as a band: how many chains still name their origin after each hop."""

from __future__ import annotations

from typing import Any

from provenance.records.report import Section
from provenance.report.pages.credit_colours import COLOURS
from provenance.report.pages.data import WIDE, figure, rows_of


def curve(section: Section) -> dict[str, Any] | None:
    """Steps along x, the share (or, where no rate may be given, the count) along y, counts at every point."""
    assert section.picture is not None
    parts = section.picture.parts
    rows = []
    for row in rows_of(section):
        at, cell = row[parts["x"]], figure(row[parts["value"]])
        if isinstance(at, int | float) and (cell["value"] is not None or cell["part"] is not None):
            rows.append(cell | {"at": at})
    if not rows:
        return None
    shares = all(r["value"] is not None for r in rows)
    rows = [
        r | {"amount": r["value"] if shares else r["part"], **({} if shares else {"low": None, "high": None})}
        for r in rows
    ]
    label = next((c.label for c in section.columns if c.name == parts["x"]), None)
    x = {
        "field": "at",
        "type": "quantitative",
        "axis": {"title": label, "tickMinStep": 1, "format": "d", "grid": False},
        "scale": {"padding": 28, "nice": False, "zero": False},
    }
    y = {
        "field": "amount",
        "type": "quantitative",
        "axis": {"title": None, "format": "%" if shares else ",d", "tickCount": 5},
        "scale": {"domain": [0, 1]} if shares else {"zero": True},
    }
    return {
        "width": WIDE - 120, "height": 230,
        "data": {"values": rows},
        "encoding": {"x": x},
        "layer": [
            {"transform": [{"filter": "datum.low !== null"}], "mark": {"type": "rule", "color": COLOURS["named"], "strokeWidth": 2},
             "encoding": {"y": {**y, "field": "low"}, "y2": {"field": "high"}}},
            {"mark": {"type": "line", "color": COLOURS["linked"], "strokeWidth": 1.6}, "encoding": {"y": y}},
            {"mark": {"type": "point", "filled": True, "size": 60, "opacity": 1, "color": COLOURS["linked"]}, "encoding": {"y": y}},
            {"mark": {"type": "text", "align": "left", "dx": 8, "dy": -9, "color": "#5c6670"}, "encoding": {"y": y, "text": {"field": "counts"}}},
        ],
    }  # fmt: skip
