"""People's judgements applied to a chain: a person's word outranks what was derived. Pure functions.

Of several standing judgements on one thing the latest counts; that they differ is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from provenance.attribute.origin import CAP, origin_of
from provenance.lineage.nodes import canonical
from provenance.lineage.when import hours_later
from provenance.records.article import Credit, Reading, StatedOrigin
from provenance.records.dates import DateClaim
from provenance.records.judgement import LONGEST, End, Judgement, same_outlets
from provenance.records.keys import article_key, edge_key, node_key
from provenance.records.lineage import Conflict, Edge, Node
from provenance.times import parse_iso, utc_text

K = TypeVar("K")
Nodes = tuple[Node, ...]
Edges = tuple[Edge, ...]
SILENCE = StatedOrigin("unknown", "silence", None, None, None, 0.0)
PAST = {"confirm": "confirmed", "reject": "rejected", "assert": "asserted"}


def identity(node: Node) -> str:
    """The key under which a node is judged: an article's own, or the one an article at its address would have."""
    url = None if node.held else canonical(node.url)
    return article_key(url, None, "") if url else node.key


def end_of(node: Node) -> End:
    """A node as one end of a judged edge."""
    return End(identity(node), node.url, node.name, node.outlet)


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements nobody has withdrawn, earliest first."""
    return tuple(sorted((j for j in judgements if j.stands), key=lambda j: (j.at, j.key)))


def judged(nodes: Iterable[Node], edges: Iterable[Edge], judgements: Iterable[Judgement]) -> tuple[Nodes, Edges]:
    """A chain as people judged it.

    Rejected edges have the state `rejected`, confirmed ones `confirmed`; edges known from elsewhere
    are there, with the articles they lead to; dates that were denied are gone, dates that were
    given stand; outlets that were found to be one are one. `reviewed` tells what a person looked at.
    """
    stands = standing(judgements)
    nodes, edges = tuple(nodes), tuple(edges)
    verdicts = _last((_ends(j), j) for j in stands if j.kind == "edge")
    nodes, edges = _asserted(nodes, edges, stands)
    nodes = _with_outlets(_with_dates(nodes, stands), stands)
    known = {n.key: identity(n) for n in nodes}
    made = tuple(
        _reviewed(e, verdicts.get((known.get(e.child, e.child), known.get(e.parent, e.parent)))) for e in edges
    )
    dated = {j.subject for j in stands if j.kind == "date"}
    return nodes, _with_hours(made, {n.key: n for n in nodes}, {key for key, of in known.items() if of in dated})


def _last(pairs: Iterable[tuple[K, Judgement]]) -> dict[K, Judgement]:
    """The latest judgement by what it is about; the pairs come earliest first."""
    return dict(pairs)


def _ends(one: Judgement) -> tuple[str, str]:
    assert one.child is not None and one.parent is not None  # records.judgement sees to it
    return one.child.key, one.parent.key


def _asserted(nodes: Nodes, edges: Edges, stands: Sequence[Judgement]) -> tuple[Nodes, Edges]:
    """The chain with the edges people know from elsewhere, where they join it."""
    there = {identity(n): n for n in nodes}
    pairs = {(e.child, e.parent) for e in edges}
    made: list[Edge] = []
    waiting = list(_last((_ends(j), j) for j in stands if j.decision == "assert").values())
    while ready := [j for j in waiting if not there.keys().isdisjoint(_ends(j))]:
        waiting = [j for j in waiting if there.keys().isdisjoint(_ends(j))]
        for one in ready:
            assert one.child is not None and one.parent is not None
            child, parent = (there.setdefault(end.key, _node(end)) for end in (one.child, one.parent))
            if child.key != parent.key and (child.key, parent.key) not in pairs:
                made.append(_edge(child, parent, one))
    return tuple({n.key: n for n in (*nodes, *there.values())}.values()), (*edges, *made)


def _node(end: End) -> Node:
    """An article that only a person's judgement tells of."""
    slug = end.outlet.slug if end.outlet else end.name
    key = node_key(slug, end.url, None) if end.url else end.key
    host = end.outlet.domain if end.outlet else None
    return Node(key, end.name, host, end.outlet, end.url, None, None, held=False)


def _edge(child: Node, parent: Node, one: Judgement) -> Edge:
    return Edge(
        key=edge_key(child.key, parent.key), child=child.key, parent=parent.key, relation=one.value or "republished_from",
        state="confirmed", confidence=CAP, found_by="person", direction_basis=("judgement",), credit="none", credit_outlet=None,
        kept=None, overlap=None, words=None, title_changed=None, hours_later=None, reviewed=True, evidence=(),
    )  # fmt: skip


def _reviewed(edge: Edge, one: Judgement | None) -> Edge:
    """An edge after the judgement on it; its own confidence stays beside a rejection."""
    if one is None:
        return edge
    if one.decision == "reject":
        return replace(edge, state="rejected", reviewed=True)
    basis = tuple(dict.fromkeys((*edge.direction_basis, "judgement")))
    return replace(edge, state="confirmed", reviewed=True, confidence=max(edge.confidence, CAP), direction_basis=basis)


def _with_dates(nodes: Nodes, stands: Sequence[Judgement]) -> Nodes:
    verdicts = _last((j.subject, j) for j in stands if j.kind == "date")
    return tuple(_dated(n, verdicts.get(identity(n))) for n in nodes)


def _dated(node: Node, one: Judgement | None) -> Node:
    return replace(node, published=_judged_date(node.published, one)) if one else node


def _judged_date(claim: DateClaim | None, one: Judgement) -> DateClaim | None:
    if one.decision == "reject":
        return None
    return _claim(one.value) if one.value else claim


def _claim(value: str) -> DateClaim | None:
    found = parse_iso(value)
    if found is None:
        return None
    bounds = utc_text(found.not_before), utc_text(found.not_after)
    return DateClaim(found.value, *bounds, found.precision, "published", "judgement", None)


def _with_hours(edges: Edges, nodes: Mapping[str, Node], dated: set[str]) -> Edges:
    """Hours between copy and source anew where a person spoke on the date of one of them."""
    return tuple(
        replace(e, hours_later=hours_later(nodes[e.child].published, nodes[e.parent].published))
        if {e.child, e.parent} & dated and e.child in nodes and e.parent in nodes
        else e
        for e in edges
    )


def _with_outlets(nodes: Nodes, stands: Sequence[Judgement]) -> Nodes:
    same = same_outlets(stands)
    return tuple(
        replace(n, outlet=same[n.outlet.slug]) if n.outlet is not None and n.outlet.slug in same else n for n in nodes
    )


def outranking(edges: Iterable[Edge]) -> Edges:
    """The edges without those that a confirmed one beside them outranks.

    Where a person confirmed one source of a copy, sources nobody looked at are no rivals of it.
    """
    edges = tuple(edges)
    sure = {e.child for e in edges if e.reviewed and e.state == "confirmed"}
    return tuple(e for e in edges if e.child not in sure or e.reviewed)


def credit_verdicts(article: str, reading: Reading, judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The judgement that counts on each credit of a reading, by the credit's key.

    A credit of a newer reading is the one judged where relation, name and quoted words are the same.
    """
    found: dict[str, Judgement] = {}
    for one in standing(judgements):
        if one.kind == "credit" and one.article == article:
            found.update((credit.key, one) for credit in reading.credits if _is_meant(credit, one))
    return found


def _is_meant(credit: Credit, one: Judgement) -> bool:
    said = (credit.relation, credit.name, credit.evidence.quote[:LONGEST])
    return credit.key == one.subject or said == (one.relation, one.name, one.quote)


def without_rejected(article: str, reading: Reading, judgements: Iterable[Judgement]) -> Reading:
    """The reading as if it did not have the credits a person rejected, and what it then states."""
    verdicts = credit_verdicts(article, reading, judgements)
    rejected = {key for key, one in verdicts.items() if one.decision == "reject"}
    if not rejected:
        return reading
    left = tuple(c for c in reading.credits if c.key not in rejected)
    return replace(reading, credits=left, origin=origin_of(left) or SILENCE)


def believed(article: str, reading: Reading, judgements: Sequence[Judgement]) -> Reading:
    """What can be believed of a reading: no credit a person rejected, and the date a person gave or denied."""
    found = without_rejected(article, reading, judgements)
    dates = [one for one in standing(judgements) if one.kind == "date" and one.subject == article]
    if not dates or found.article is None:
        return found
    return replace(found, article=replace(found.article, published=_judged_date(found.article.published, dates[-1])))


def derived(
    article: Node, reading: Reading, judgements: Iterable[Judgement], derive: Callable[[Reading], tuple[Nodes, Edges]]
) -> tuple[Nodes, Edges]:
    """What `derive` makes of a reading without the rejected credits, and as rejected what only those told of."""
    believed = without_rejected(article.key, reading, judgements)
    if believed is reading:
        return derive(reading)
    nodes, edges = derive(believed)
    all_nodes, all_edges = derive(reading)
    left = {e.key for e in edges}
    gone = tuple(replace(e, state="rejected", reviewed=True) for e in all_edges if e.key not in left)
    used = {key for e in gone for key in (e.child, e.parent)} - {n.key for n in nodes}
    return (*nodes, *(n for n in all_nodes if n.key in used)), (*edges, *gone)


def disagreements(judgements: Iterable[Judgement]) -> tuple[Conflict, ...]:
    """One conflict for everything on which standing judgements of different people differ."""
    about: dict[object, list[Judgement]] = defaultdict(list)
    for one in standing(judgements):
        about[_ends(one) if one.kind == "edge" else (one.kind, one.subject)].append(one)
    return tuple(found for group in about.values() if (found := _disagreement(group)) is not None)


def _disagreement(group: Sequence[Judgement]) -> Conflict | None:
    last_of = _last((j.by, j) for j in group)
    said = {(j.decision == "reject", j.parent.key if j.parent else j.value) for j in last_of.values()}
    if len(last_of) < 2 or len(said) < 2:
        return None
    told = "; ".join(f"{j.by or 'somebody'} {PAST[j.decision]} it on {j.at[:10]}" for j in last_of.values())
    last = group[-1]
    detail = f"People do not agree on the {last.kind} {last.subject}: {told}. The latest, of {last.by or 'somebody'}, counts."
    return Conflict("judgements", detail, ())
