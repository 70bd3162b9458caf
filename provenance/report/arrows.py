"""Arrows and their labels as SVG, on the points a layout gives them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from provenance.records.lineage import Edge
from provenance.report.placing import Layout, Point
from provenance.report.words import ON_ARROW

_TURN = 7.0


@dataclass(frozen=True, slots=True)
class Arrows:
    """Draws the edges of one picture in one colour on paper of another."""

    plan: Layout
    edges: Sequence[Edge]
    ink: str
    paper: str

    def lines(self) -> list[str]:
        """The arrows, from source to copy; a part is dotted, a common publication has two heads."""
        out = Counter(e.parent for e in self.edges)
        into = Counter(e.child for e in self.edges)
        return [self._line(e, at_source=out[e.parent] >= into[e.child]) for e in self.edges]

    def _line(self, edge: Edge, *, at_source: bool) -> str:
        points = self.plan.arrows[edge.parent, edge.child]
        if self.plan.across:
            path = self._elbows(edge, points, at_source)
        else:
            path = "".join(_bow(a, b) for a, b in pairwise(points))
        part = ' stroke-dasharray="2.5 4"' if edge.relation == "contributed" else ""
        ends = ' marker-end="url(#head)"' + (' marker-start="url(#head)"' if edge.relation == "co_published" else "")
        start = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
        return f'<path d="{start}{path}" fill="none" stroke="{self.ink}" stroke-width="1.3"{part}{ends}/>'

    def _elbows(self, edge: Edge, points: Sequence[Point], at_source: bool) -> str:
        """Level lines with one upright trunk a hub, so that many arrows from one source stay readable."""
        path = ""
        for n, (a, b) in enumerate(pairwise(points)):
            first, last = n == 0, n == len(points) - 2
            near_source = at_source if first and last else first
            trunk = self._trunk(edge.parent if near_source else edge.child)
            sign = 1 if b[0] >= a[0] else -1
            path += _elbow(a, b, a[0] + sign * trunk if near_source else b[0] - sign * trunk)
        return path

    def _trunk(self, hub: str) -> float:
        """How far from its box a hub's trunk stands: each in a layer a little farther than the one above."""
        x, y = self.plan.boxes[hub]
        above = sum(1 for bx, by in self.plan.boxes.values() if bx == x and by < y)
        return 18.0 + 7.0 * (above % 4)

    def labels(self) -> list[str]:
        """The relation and its confidence beside every arrow."""
        into = Counter(e.child for e in self.edges)
        ways = set(self.plan.arrows)
        return [self._label(e, into[e.child], (e.child, e.parent) in ways) for e in self.edges]

    def _label(self, edge: Edge, sources: int, mutual: bool) -> str:
        points = self.plan.arrows[edge.parent, edge.child]
        seen = ", reviewed" if edge.reviewed else ""
        text = f"{ON_ARROW.get(edge.relation, edge.relation)} {edge.confidence:.2f}{seen}"
        if self.plan.across:
            clear = self._trunk(edge.child) + 6 if sources > 1 else 14.0
            # Where arrows come in too close together, the label goes to the other end.
            at, side, anchor = (points[0], 10.0, "start") if sources > 5 else (points[-1], -clear, "end")
            return self._text(at[0] + side, at[1] - 5, text, anchor)
        (ax, ay), (bx, by) = points[:2] if sources > 1 else points[-2:]
        backwards = by < ay
        x, y = (ax + bx) / 2, (ay + by) / 2 + 4
        if mutual:
            # Two arrows side by side: each label stands outside, near its arrow's head.
            return (
                self._text(bx + 10, by + 20, text, "start") if backwards else self._text(bx - 10, by - 14, text, "end")
            )
        return self._text(x + 9, y, text, "start") if abs(ax - bx) < 8 else self._text(x, y, text, "middle")

    def _text(self, x: float, y: float, text: str, anchor: str) -> str:
        halo = f'stroke="{self.paper}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
        return (
            f'<text x="{x:.1f}" y="{y:.1f}" font-family="sans-serif" font-size="11" fill="{self.ink}" '
            f'text-anchor="{anchor}" {halo}>{escape(text)}</text>'
        )


def _bow(a: Point, b: Point) -> str:
    mid = (a[1] + b[1]) / 2
    return f" C{a[0]:.1f} {mid:.1f} {b[0]:.1f} {mid:.1f} {b[0]:.1f} {b[1]:.1f}"


def _elbow(a: Point, b: Point, trunk: float) -> str:
    """Level to the trunk, along it, level to the end, with rounded turns."""
    rise = b[1] - a[1]
    if abs(rise) < 1:
        return f" L{b[0]:.1f} {b[1]:.1f}"
    turn = min(_TURN, abs(rise) / 2, abs(trunk - a[0]), abs(b[0] - trunk))
    up, on = (turn if rise > 0 else -turn), (turn if b[0] >= a[0] else -turn)
    return (
        f" H{trunk - on:.1f} Q{trunk:.1f} {a[1]:.1f} {trunk:.1f} {a[1] + up:.1f}"
        f" V{b[1] - up:.1f} Q{trunk:.1f} {b[1]:.1f} {trunk + on:.1f} {b[1]:.1f} H{b[0]:.1f}"
    )
