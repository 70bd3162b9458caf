"""Bars: how much of the whole each row is, counts on every bar; what has no source of its own stays grey."""

from __future__ import annotations

import itertools
from typing import Any

from provenance.records.measured import Estimate
from provenance.records.report import Section
from provenance.report.pages.credit_colours import COLOURS, LABELS, REST, SHADES
from provenance.report.pages.data import DRAWN, ROW, WIDE, figure, label, rows_of

_REST = frozenset({"", "own", "none", "unclear", "origin not clear", "no other origin found"})
"""Codes and words of rows that stand for no source."""


def bars(section: Section) -> dict[str, Any] | None:
    """One bar a row, or one bar a group with its rows stacked where the picture names a `group`."""
    assert section.picture is not None
    parts = section.picture.parts
    rows = []
    for number, row in enumerate(rows_of(section)[:DRAWN]):
        cell = figure(row[parts["value"]])
        if cell["part"] is None and cell["value"] is None:
            continue
        rest = any(str(v).lower() in _REST for v in (row[parts["label"]], next(iter(row.values()))))
        group = label(row[parts["group"]]) if "group" in parts else ""
        amount = cell["value"] if cell["value"] is not None else cell["part"]
        named = label(row[parts["label"]])
        rows.append(
            cell | {"label": named, "group": group, "amount": amount, "order": number, "rest": rest, "rates": isinstance(row[parts["value"]], Estimate) and cell["value"] is not None,
                    "color": COLOURS.get(str(row.get(parts.get("color", ""))), "")}
        )  # fmt: skip
    if not rows:
        return None
    # Either all are shares or none is: counts beside shares would lie about their length.
    if not all(r["rates"] for r in rows):
        rows = [r | {"amount": r["part"], "low": None, "high": None} for r in rows if r["part"] is not None]
    shares = all(r["rates"] for r in rows)
    return _stacked(rows, shares) if "group" in parts else _single(rows, shares)


def _axis(shares: bool, title: str | None = None) -> dict[str, Any]:
    return {"title": title, "format": "%" if shares else ",d", "tickCount": 5, **({} if shares else {"tickMinStep": 1})}


def _single(rows: list[dict[str, Any]], shares: bool) -> dict[str, Any]:
    top = max(max(r["high"] or 0, r["amount"]) for r in rows)
    x = {"field": "amount", "type": "quantitative", "axis": _axis(shares), "scale": {"domain": [0, (top * 1.02) or 1]}}
    y = {
        "field": "label",
        "type": "nominal",
        "sort": list(dict.fromkeys(r["label"] for r in rows)),
        "axis": {"title": None, "ticks": False, "labelPadding": 8, "labelColor": "#1b1f23", "labelFontSize": 13},
    }
    colour = {"condition": {"test": "datum.rest", "value": REST}, "value": COLOURS["linked"]}
    end = {"field": "end", "type": "quantitative"}
    rows = [r | {"end": max(r["high"] or 0, r["amount"])} for r in rows]
    return {
        "width": WIDE, "height": {"step": ROW},
        "data": {"values": rows},
        "encoding": {"y": y},
        "layer": [
            {"mark": {"type": "bar", "height": 13}, "encoding": {"x": x, "color": colour}},
            {"transform": [{"filter": "datum.low !== null"}], "mark": {"type": "rule", "color": "#1b1f23", "strokeWidth": 1.2},
             "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}},
            {"mark": {"type": "text", "align": "left", "dx": 7, "color": "#5c6670"}, "encoding": {"x": end, "text": {"field": "counts"}}},
        ],
    }  # fmt: skip


def _stacked(rows: list[dict[str, Any]], shares: bool) -> dict[str, Any]:
    told = list(LABELS.values())
    found = dict.fromkeys(r["label"] for r in rows)
    # Ways of crediting stand in their own order, everything else in that of the table.
    labels = sorted(found, key=lambda name: told.index(name) if name in told else 0)
    rest = {r["label"] for r in rows if r["rest"]}
    own = {r["label"]: r["color"] for r in rows if r["color"]}
    shades = itertools.cycle(SHADES)
    colours = [REST if name in rest else own.get(name) or next(shades) for name in labels]
    place, sums = [], dict[str, float]()
    for row in rows:
        begin = sums.get(row["group"], 0.0)
        sums[row["group"]] = begin + row["amount"]
        place.append(row | {"begin": begin, "stop": sums[row["group"]], "middle": (begin + sums[row["group"]]) / 2})
    most = max(sums.values()) or 1
    for row in place:
        row["short"] = f"{row['part']:,.0f}" if row["part"] is not None and row["amount"] > 0.04 * most else ""
    y = {
        "field": "group",
        "type": "nominal",
        "sort": list(sums),
        "axis": {"title": None, "ticks": False, "labelPadding": 8, "labelColor": "#1b1f23", "labelFontSize": 13},
    }
    ends = [{"group": g, "stop": total, "total": _total(rows, g)} for g, total in sums.items()]
    return {
        "width": WIDE, "height": {"step": ROW + 6},
        "data": {"values": place},
        "encoding": {"y": y},
        "layer": [
            {"mark": {"type": "bar", "height": 18, "stroke": "#fffdf9", "strokeWidth": 1},
             "encoding": {"x": {"field": "begin", "type": "quantitative", "axis": _axis(shares), "scale": {"domain": [0, most]}}, "x2": {"field": "stop"},
                          "color": {"field": "label", "type": "nominal", "scale": {"domain": labels, "range": colours}, "legend": {"columns": 3, "labelLimit": 400}}}},
            {"mark": {"type": "text", "color": "#ffffff", "fontWeight": "bold", "fontSize": 11},
             "encoding": {"x": {"field": "middle", "type": "quantitative"}, "text": {"field": "short"}}},
            {"data": {"values": ends}, "mark": {"type": "text", "align": "left", "dx": 7, "color": "#5c6670"},
             "encoding": {"x": {"field": "stop", "type": "quantitative"}, "text": {"field": "total"}}},
        ],
    }  # fmt: skip


def _total(rows: list[dict[str, Any]], group: str) -> str:
    """How many all rows of a bar count together."""
    return f"{sum(r['part'] or 0 for r in rows if r['group'] == group):,.0f}"
