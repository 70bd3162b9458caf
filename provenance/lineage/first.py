"""Which of several articles had something first, as far as is known, and why. Pure functions over records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from provenance.lineage.when import interval_of, is_credible
from provenance.records.dates import DateClaim
from provenance.records.lineage import Edge, Node
from provenance.records.quotation import FirstBy
from provenance.text import counted
from provenance.times import surely_before

_TOGETHER = timedelta(hours=1)
"""Two sightings closer than this are one batch: they tell nothing of what came first."""


def first_of(seen: Mapping[str, str], nodes: Mapping[str, Node], edges: Sequence[Edge]) -> tuple[str, FirstBy, str]:
    """The earliest known of articles (`seen` gives when each was first seen): which, by what, and why in words.

    An article that comes from another of them cannot be first, whatever the dates say; between those
    left stated dates decide where they allow it, then sightings.
    """
    above = _ancestors(seen, edges)
    roots = sorted(a for a in seen if not above[a]) or sorted(seen)
    begin = f"earliest known carrier among {len(seen)} held"
    if len(seen) == 1:
        return roots[0], "only", f"{begin}; no other carrier is held{_beyond(roots[0], nodes, edges)}"
    if len(roots) == 1:
        why = "by chain: every other carrier comes from it or from one that does"
        return roots[0], "chain", f"{begin}; {why}{_beyond(roots[0], nodes, edges)}"
    first, by, why = _by_dates(roots, seen, nodes)
    late = len(seen) - len(roots)
    rest = f"; {counted(late, 'carrier')} more come{'s' if late == 1 else ''} from one of these" if late else ""
    return first, by, f"{begin}; {why}{rest}{_beyond(first, nodes, edges)}"


def _by_dates(roots: Sequence[str], seen: Mapping[str, str], nodes: Mapping[str, Node]) -> tuple[str, FirstBy, str]:
    """Of articles of which none comes from another: the first, by what, and why."""
    dates = {a: _credible(nodes[a].published, seen[a]) if a in nodes else None for a in roots}
    others = f"{counted(len(roots) - 1, 'other')} that come{'s' if len(roots) == 2 else ''} from no other carrier"
    order = _Order(dates)
    alone = next((a for a in roots if order.is_before_all_others(a)), None)
    if alone is not None:
        return alone, "time", f"by time: its stated date is before that of the {others}"
    left = [a for a in roots if not order.has_earlier(a)]
    moments = sorted((datetime.fromisoformat(seen[a]), a) for a in left)
    if len(moments) == 1 or moments[1][0] - moments[0][0] >= _TOGETHER:
        what = "stated dates do not decide" if len(moments) > 1 else "not all others state a date"
        return moments[0][1], "sighting", f"by sighting: {what}, and it was seen first ({seen[moments[0][1]]})"
    shown = min(left, key=lambda a: (d.not_after if (d := dates[a]) else "9999", a))
    return shown, "undetermined", f"undetermined: neither chain nor dates nor sightings put it before the {others}"


def _credible(date: DateClaim | None, seen: str) -> DateClaim | None:
    """A stated date, unless it cannot be that of a page that was seen then."""
    return date if date is not None and is_credible(date, datetime.fromisoformat(seen)) else None


class _Order:
    """Which of several stated dates are before which, whatever their zones; undated ones are before and after nothing.

    Each is held against the one bound of the others that decides: a crowd takes no longer than its number.
    """

    def __init__(self, dates: Mapping[str, DateClaim | None]) -> None:
        self._spans = {key: interval_of(date) for key, date in dates.items() if date is not None}
        self._others = len(dates) - 1
        self._begins = sorted((span.not_before, key) for key, span in self._spans.items())[:2]
        self._ends = sorted((span.not_after, key) for key, span in self._spans.items())[:2]

    def is_before_all_others(self, key: str) -> bool:
        """Whether all others are dated too, and surely later."""
        if key not in self._spans or len(self._spans) - 1 < self._others:
            return False
        return all(surely_before(self._spans[key], self._spans[other]) for _, other in self._begins if other != key)

    def has_earlier(self, key: str) -> bool:
        """Whether another is surely earlier."""
        mine = self._spans.get(key)
        return mine is not None and any(
            surely_before(self._spans[other], mine) for _, other in self._ends if other != key
        )


def _ancestors(keys: Iterable[str], edges: Sequence[Edge]) -> dict[str, set[str]]:
    """The others among the keys that each comes from, over whatever lies between; a circle tells nothing."""
    parents: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        if edge.state != "rejected" and edge.relation != "co_published":
            parents[edge.child].add(edge.parent)
    wanted = set(keys)
    reach = {key: _reached(key, parents) for key in wanted}
    return {key: {o for o in reach[key] & wanted if o != key and key not in reach[o]} for key in wanted}


def _reached(key: str, parents: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    queue = [key]
    while queue:
        for parent in parents.get(queue.pop(), ()):
            if parent not in found:
                found.add(parent)
                queue.append(parent)
    return found


def _beyond(first: str, nodes: Mapping[str, Node], edges: Sequence[Edge]) -> str:
    """What the first carrier itself credits, where that is not held: the words may be older."""
    names = [
        nodes[e.parent].name for e in edges
        if e.child == first and e.state != "rejected" and e.credit != "none" and e.parent in nodes and not nodes[e.parent].held
    ]  # fmt: skip
    return f"; it credits {', '.join(dict.fromkeys(names))}, which is not held" if names else ""
