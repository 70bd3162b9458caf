"""One colour for each way of crediting a source, the same in every picture and table."""

from __future__ import annotations

from provenance.report.words import CREDITED

COLOURS = {
    "linked": "#0b5d84",
    "named": "#4f9bc4",
    "byline": "#6aa37c",
    "tag": "#c2a83e",
    "none": "#86628f",
    "own": "#aeb6bd",
}
"""Told apart by people who see red and green alike; none of them is red, since none is "bad"."""
LABELS = {**CREDITED, "own": "no source found"}
REST = COLOURS["own"]
SHADES = ("#0b5d84", "#4f9bc4", "#6aa37c", "#c2a83e", "#86628f", "#5b7083", "#9cc3d5", "#b58e6f", "#7d8f55", "#c4a9c9")
"""For what has no colour of its own, in this order."""


def colour_of(code: str) -> str:
    """The colour of a way of crediting; that of the rest where it is none."""
    return COLOURS.get(code, REST)
