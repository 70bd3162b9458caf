"""From layers to places: coordinates of boxes and arrows, once it is settled who stands beside whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Way = tuple[str, str]
"""An arrow from a source's key to a copy's key."""
Point = tuple[float, float]

_SWEEPS = 4
_ASIDE = 22.0
_PORT = 12.0


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes in pixels: a box, the gap between layers, the gap within one, a lane for a passing arrow."""

    box: Point = (224.0, 86.0)
    between: float = 78.0
    within: float = 28.0
    lane: float = 26.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Top left corners of boxes and the points of arrows, within `width` times `height`.

    `across` is True where layers run from left to right, False from the top down.
    """

    boxes: dict[str, Point]
    arrows: dict[Way, tuple[Point, ...]]
    width: float
    height: float
    across: bool


def is_lane(item: str) -> bool:
    """Whether an item of a layer is a place kept free for an arrow, not a box."""
    return item.startswith("\0")


def placed(rows: Sequence[Sequence[str]], stations: dict[Way, list[str]], sizes: Measures, across: bool) -> Layout:
    """Coordinates for layers of keys and lanes in their order; `stations` are each arrow's stops."""
    wide, deep = sizes.box if not across else sizes.box[::-1]
    breadth = {x: sizes.lane if is_lane(x) else wide for row in rows for x in row}
    along = _along(rows, stations, breadth, sizes.within)
    depth = {x: n * (deep + sizes.between) + deep / 2 for n, row in enumerate(rows) for x in row}
    middle = {x: (along[x], depth[x]) for x in along}
    full = max((along[x] + breadth[x] / 2 for x in along), default=0.0)
    length = max(len(rows) * (deep + sizes.between) - sizes.between, 0.0)
    lines = _lines(stations, middle, wide, deep)

    def turned(point: Point) -> Point:
        return point[::-1] if across else point

    half = (sizes.box[0] / 2, sizes.box[1] / 2)
    boxes = {k: (turned(p)[0] - half[0], turned(p)[1] - half[1]) for k, p in middle.items() if not is_lane(k)}
    width, height = turned((full, length))
    return Layout(boxes, {w: tuple(turned(p) for p in line) for w, line in lines.items()}, width, height, across)


def _along(rows: Sequence[Sequence[str]], stations: dict[Way, list[str]], breadth: dict[str, float],
           within: float) -> dict[str, float]:  # fmt: skip
    """Middles along the layers: as near to their neighbours' as the boxes beside them allow, from 0 on."""
    beside: dict[str, list[str]] = defaultdict(list)
    for stops in stations.values():
        for a, b in pairwise(stops):
            beside[a].append(b)
            beside[b].append(a)
    row_of = {x: n for n, row in enumerate(rows) for x in row}
    at = {
        x: place for row in rows for x, place in zip(row, _apart(row, [0.0] * len(row), breadth, within), strict=True)
    }
    for sweep in range(_SWEEPS):
        back = sweep % 2 == 1
        for n in reversed(range(len(rows))) if back else range(len(rows)):
            wish = []
            for x in rows[n]:
                near = [at[y] for y in beside[x] if row_of[y] == (n + 1 if back else n - 1)]
                wish.append(sum(near) / len(near) if near else at[x])
            at.update(zip(rows[n], _apart(rows[n], wish, breadth, within), strict=True))
    least = min((at[x] - breadth[x] / 2 for x in at), default=0.0)
    return {x: place - least for x, place in at.items()}


def _apart(row: Sequence[str], wish: Sequence[float], breadth: dict[str, float], within: float) -> list[float]:
    """Places nearest to the wishes (least squares) in the given order without overlap.

    Pool adjacent violators (Barlow et al. 1972) on the wishes less the room the items before need.
    """
    room, at = [], 0.0
    for n, x in enumerate(row):
        at += (breadth[row[n - 1]] + breadth[x]) / 2 + within if n else 0.0
        room.append(at)
    pools: list[tuple[float, int]] = []
    for want, need in zip(wish, room, strict=True):
        total, count = want - need, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            more, some = pools.pop()
            total, count = total + more, count + some
        pools.append((total, count))
    starts = [total / count for total, count in pools for _ in range(count)]
    return [start + need for start, need in zip(starts, room, strict=True)]


def _lines(
    stations: dict[Way, list[str]], middle: dict[str, Point], wide: float, deep: float
) -> dict[Way, list[Point]]:
    """Every arrow's points, from the edge of the source's box through its lanes to the edge of the copy's."""
    ports = _ports(stations, middle, wide)
    lines = {}
    for way, stops in stations.items():
        (ax, ay), (bx, by) = middle[way[0]], middle[way[1]]
        sign = 1 if by >= ay else -1
        # An arrow that runs backwards stands beside the ones that run forward.
        points = [(ax + (_ASIDE if sign < 0 else 0), ay + sign * deep / 2)]
        for lane in stops[1:-1]:
            x, y = middle[lane]
            points += [(x, y - sign * deep / 2), (x, y + sign * deep / 2)]
        lines[way] = [*points, (bx + ports[way] + (_ASIDE if sign < 0 else 0), by - sign * deep / 2)]
    return lines


def _ports(stations: dict[Way, list[str]], middle: dict[str, Point], wide: float) -> dict[Way, float]:
    """How far from the middle of the copy's side each arrow ends; 0 where there are too many to tell apart."""
    sides: dict[tuple[str, bool], list[Way]] = defaultdict(list)
    for way, stops in stations.items():
        sides[way[1], middle[stops[0]][1] <= middle[way[1]][1]].append(way)
    ports: dict[Way, float] = {}
    for ways in sides.values():
        ways.sort(key=lambda w: middle[stations[w][-2]][0])
        step = min(44.0, 0.8 * wide / len(ways))
        step = step if step >= _PORT else 0.0
        ports |= {way: (n - (len(ways) - 1) / 2) * step for n, way in enumerate(ways)}
    return ports
