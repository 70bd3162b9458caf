"""Two texts beside each other as one page: two columns, what both have on one height."""

from __future__ import annotations

from provenance.records.diff import Diff, Piece
from provenance.report.diff_text import NAMES, headings
from provenance.report.inert import clipped
from provenance.report.pages.shell import rendered
from provenance.report.pages.sides import Side, Sides


def diff_html(diff: Diff) -> str:
    """The two texts as one page without scripts or anything to load; everything a page wrote is escaped."""
    names = [clipped(side.article.name, 80) for side in (diff.a, diff.b)]
    if diff.a.article.key == diff.b.article.key:
        names = [f"{n}, revision {s.revision or 'current'}" for n, s in zip(names, (diff.a, diff.b), strict=True)]
    sides = Sides(names[0], names[1], tuple(map(_side, diff.pieces)), "The two texts side by side.")
    kept = f"{diff.kept:,} words kept, {diff.cut:,} cut, {diff.added:,} added"
    return rendered(
        "diff.html", title=f"{names[0]} and {names[1]}", kicker="Two texts beside each other", dateline=kept,
        headings=headings(diff), part={"sides": sides},
    )  # fmt: skip


def _side(piece: Piece) -> Side:
    lines = tuple(line for line in piece.text.split("\n") if line.strip())
    left = lines if piece.kind in ("kept", "cut") else ()
    return Side(piece.kind, NAMES[piece.kind], left, lines if piece.kind != "cut" else ())
