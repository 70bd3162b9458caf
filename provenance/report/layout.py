"""Where the boxes and arrows of a chain stand: our own small layered drawing.

The way of Sugiyama, Tagawa and Toda (1981): every node in the layer of its longest way from a
source, places kept free where arrows pass a layer, each layer ordered by its neighbours' places.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence

from provenance.report.placing import Layout, Measures, Way, is_lane, placed

_SWEEPS = 6


def lay_out(keys: Sequence[str], ways: Iterable[Way], sizes: Measures | None = None) -> Layout:
    """Places for every key and arrow; boxes never overlap. Arrows that close a circle run backwards.

    Layers run from the top down while they are narrow, and from left to right once one holds more
    than four boxes, so that a wide family becomes a list.
    """
    ways = [w for w in dict.fromkeys(ways) if w[0] != w[1]]
    forward = _without_circles(keys, ways)
    layer = _layers(keys, forward)
    rows, lanes = _rows(keys, ways, layer)
    _order(rows, lanes)
    counts = [sum(not is_lane(x) for x in row) for row in rows]
    across = max(counts, default=0) > 4
    if sizes is None:
        sizes = Measures(between=150.0, within=18.0) if across else Measures()
    return placed(rows, lanes, sizes, across)


def _without_circles(keys: Sequence[str], ways: Sequence[Way]) -> list[Way]:
    """The arrows with those left out that lead back into the way they came from."""
    after: dict[str, list[str]] = defaultdict(list)
    for a, b in ways:
        after[a].append(b)
    kept: list[Way] = []
    state: dict[str, int] = {}
    for root in keys:
        stack = [(root, iter(after[root]))] if root not in state else []
        state.setdefault(root, 1)
        while stack:
            here, rest = stack[-1]
            there = next(rest, None)
            if there is None:
                state[here] = 2
                stack.pop()
            elif state.get(there) != 1:
                kept.append((here, there))
                if there not in state:
                    state[there] = 1
                    stack.append((there, iter(after[there])))
    return kept


def _layers(keys: Sequence[str], forward: Sequence[Way]) -> dict[str, int]:
    """The longest way from a source to each key."""
    after: dict[str, list[str]] = defaultdict(list)
    waiting = dict.fromkeys(keys, 0)
    for a, b in forward:
        after[a].append(b)
        waiting[b] += 1
    layer = dict.fromkeys(keys, 0)
    ready = [k for k in keys if not waiting[k]]
    for here in ready:
        for there in after[here]:
            layer[there] = max(layer[there], layer[here] + 1)
            waiting[there] -= 1
            if not waiting[there]:
                ready.append(there)
    _pull_to_copies(ready, after, layer)
    return layer


def _pull_to_copies(order: Sequence[str], after: dict[str, list[str]], layer: dict[str, int]) -> None:
    """A source stands right before its nearest copy, not at the far end."""
    for here in reversed(order):
        if after[here]:
            layer[here] = min(layer[there] for there in after[here]) - 1


def _rows(
    keys: Sequence[str], ways: Sequence[Way], layer: dict[str, int]
) -> tuple[list[list[str]], dict[Way, list[str]]]:
    """Keys by layer, with a lane in every layer that an arrow passes; and each arrow's stations."""
    rows: list[list[str]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for key in keys:
        rows[layer[key]].append(key)
    stations: dict[Way, list[str]] = {}
    for number, (a, b) in enumerate(ways):
        step = 1 if layer[b] >= layer[a] else -1
        between = [(f"\0{number}:{at}", at) for at in range(layer[a] + step, layer[b], step)]
        for lane, at in between:
            rows[at].append(lane)
        stations[a, b] = [a, *(lane for lane, _ in between), b]
    return rows, stations


def _order(rows: list[list[str]], stations: dict[Way, list[str]]) -> None:
    """Order each layer by the mean place of its neighbours, down and up a few times."""
    beside: dict[str, list[str]] = defaultdict(list)
    for stops in stations.values():
        for a, b in itertools.pairwise(stops):
            beside[a].append(b)
            beside[b].append(a)
    place = {item: n - (len(row) - 1) / 2 for row in rows for n, item in enumerate(row)}
    row_of = {item: n for n, row in enumerate(rows) for item in row}
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for n, row in list(enumerate(rows)) if down else list(enumerate(rows))[::-1]:
            near = {x: [place[y] for y in beside[x] if (row_of[y] < n) == down and row_of[y] != n] for x in row}
            row.sort(key=lambda x: sum(near[x]) / len(near[x]) if near[x] else place[x])
            place.update({item: at - (len(row) - 1) / 2 for at, item in enumerate(row)})
