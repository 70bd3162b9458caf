"""Dots with their intervals, in the order of the table: no league, no rank."""

from __future__ import annotations

from typing import Any

from provenance.records.report import Section
from provenance.report.pages.credit_colours import COLOURS
from provenance.report.pages.data import DRAWN, ROW, WIDE, figure, label, rows_of


def dots(section: Section) -> dict[str, Any] | None:
    """One dot a row with its 95 % interval and its counts; groups, where there are some, stand under one another.

    None where no row has a rate: counts are told by the table.
    """
    assert section.picture is not None
    parts = section.picture.parts
    rows = []
    for number, row in enumerate(rows_of(section)[:DRAWN]):
        cell = figure(row[parts["value"]])
        if cell["value"] is None:
            continue
        code = str(next((row[c.name] for c in section.columns if row[c.name] in COLOURS and c.kind == "text"), ""))
        group = label(row[parts["group"]]) if "group" in parts else ""
        rows.append(
            cell
            | {
                "label": label(row[parts["label"]]),
                "group": group,
                "order": number,
                "color": COLOURS.get(code, "#1b1f23"),
            }
        )
    if not rows:
        return None
    highest = max(r["high"] if r["high"] is not None else r["value"] for r in rows)
    lowest = min(r["low"] if r["low"] is not None else r["value"] for r in rows)
    shares = lowest >= 0 and highest <= 1
    scale = {"domain": [0, 1] if shares and highest > 0.4 else [min(0, lowest), highest * 1.05 or 1]}
    spec = _panel(rows, {"format": "%" if shares else ",.3~g", "title": None, "tickCount": 6}, scale)
    groups = list(dict.fromkeys(r["group"] for r in rows))
    if groups == [""]:
        return {"data": {"values": rows}, **spec}
    panels = [
        {"title": {"text": g, "anchor": "start", "fontSize": 13, "fontWeight": 600, "color": "#1b1f23"},
         "data": {"values": [r for r in rows if r["group"] == g]}, **spec}
        for g in groups
    ]  # fmt: skip
    return {"vconcat": panels, "spacing": 18, "resolve": {"scale": {"y": "independent"}}}


def _panel(rows: list[dict[str, Any]], axis: dict[str, Any], scale: dict[str, Any]) -> dict[str, Any]:
    y = {
        "field": "label",
        "type": "nominal",
        "sort": list(dict.fromkeys(r["label"] for r in rows)),
        "axis": {
            "title": None,
            "ticks": False,
            "grid": True,
            "labelPadding": 8,
            "labelColor": "#1b1f23",
            "labelFontSize": 13,
        },
    }
    x = {"field": "value", "type": "quantitative", "axis": axis, "scale": scale}
    colour = {"field": "color", "type": "nominal", "scale": None}
    return {
        "width": WIDE - 90, "height": {"step": ROW},
        "encoding": {"y": y},
        "layer": [
            {"transform": [{"filter": "datum.low !== null"}], "mark": {"type": "rule", "strokeWidth": 2},
             "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "color": colour}},
            {"mark": {"type": "point", "filled": True, "size": 70, "opacity": 1}, "encoding": {"x": x, "color": colour}},
            {"mark": {"type": "text", "align": "left", "color": "#5c6670"}, "encoding": {"x": {"value": WIDE - 80}, "text": {"field": "counts"}}},
        ],
    }  # fmt: skip
