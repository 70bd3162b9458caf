"""The edges of one article from its credits and its text together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from provenance.lineage.ancestors import Ancestor, ancestors, relation_of
from provenance.lineage.chain import declared
from provenance.lineage.direction import surely_first
from provenance.lineage.facts import Facts
from provenance.lineage.nodes import StateLinks, no_links
from provenance.lineage.sharing import cover_of, other_of
from provenance.lineage.sources import Source
from provenance.lineage.told import Told, View
from provenance.lineage.when import hours_later
from provenance.records.article import Reading
from provenance.records.evidence import Evidence
from provenance.records.keys import edge_key
from provenance.records.lineage import Edge, Match, Node
from provenance.text import count_words, name_key

CAP = 0.98
IN_DOUBT = 0.6
"""What is left of a credit's confidence where dates or texts speak against it."""
MIN_COMPARED = 60
"""Words each of two texts must have for nothing in common to speak against a credit."""
ACROSS = frozenset({"translated_from", "press_release", "co_published"})
"""Relations in which the words need not be the same."""


def derived_by_text(
    view: View, key: str, believed: Reading, links: StateLinks = no_links
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """The nodes and edges of a held article: what it credits, compared with what is held, and what only text tells.

    `believed` is its reading without the credits a person rejected. The article's node comes first.
    """
    facts = view.facts(key)
    tolds = view.told(key)
    known = {_ident(t.source): t for t in tolds}

    def node_of(source: Source) -> Node | None:
        found = known.get(_ident(source))
        return found.node if found else None

    nodes, edges = declared(facts.node, believed, links, known=node_of)
    held = {n.key for n in nodes if n.held} - {key}
    by_node = {t.node.key: t for t in tolds}
    # What a held article took from whom, its own page tells.
    mine = [_compared(view, facts, e, by_node.get(e.parent)) for e in edges if e.child not in held]
    found = [_by_text(view, facts, one, links) for one in ancestors(view, key)]
    made = {e.key: e for e in (*(e for e, _ in found), *mine)}
    every = {n.key: n for n in (*nodes, *(n for _, n in found))}
    used = {k for e in made.values() for k in (e.child, e.parent)} | {key}
    return tuple(n for n in every.values() if n.key in used), tuple(made.values())


def _ident(source: Source) -> frozenset[str]:
    return frozenset(c.key for c in source.credits)


def _compared(view: View, facts: Facts, edge: Edge, one: Told | None) -> Edge:
    """A declared edge with what the two texts share, where both are held."""
    if one is None or edge.child != facts.key or not one.node.held:
        return edge
    parent = view.facts(one.node.key)
    late = surely_first(facts.published, parent.published)
    if one.match is None:
        return edge if edge.relation in ACROSS or _foreign(facts, parent) else _unshared(facts, parent, edge, one)
    basis = tuple(dict.fromkeys((*edge.direction_basis, "text")))
    state = edge.state if late or edge.relation == "co_published" else "confirmed"
    sure = edge.confidence * IN_DOUBT if late else 1 - (1 - edge.confidence) * (1 - 0.5)
    joined = replace(
        edge, state=state, confidence=round(min(CAP, sure), 4), found_by="both", direction_basis=basis,
        evidence=(*edge.evidence, pointed(one.match, parent.key)),
    )  # fmt: skip
    return _measured(joined, parent, facts, one.match)


def _unshared(facts: Facts, parent: Facts, edge: Edge, one: Told) -> Edge:
    """A credit for a whole text that the held source does not have is in doubt; where either text is short, nothing shows it."""
    told = one.whole and min(count_words(facts.body), count_words(parent.body)) >= MIN_COMPARED
    confidence = round(edge.confidence * IN_DOUBT, 4) if told else edge.confidence
    return replace(edge, overlap=0.0, words=0, confidence=confidence)


def _foreign(a: Facts, b: Facts) -> bool:
    """Whether the two are known to be in different languages."""
    one, other = (f.reading.article.language if f.reading.article else None for f in (a, b))
    return one is not None and other is not None and one[:2] != other[:2]


def _measured(edge: Edge, parent: Facts, child: Facts, match: Match) -> Edge:
    """The edge with what a comparison of the two texts says of it."""
    return replace(
        edge, kept=cover_of(parent.key, match), overlap=cover_of(child.key, match), words=match.words,
        title_changed=title_changed(child.node, parent.node),
        hours_later=hours_later(child.node.published, parent.node.published),
    )  # fmt: skip


def title_changed(child: Node, parent: Node) -> bool | None:
    """Whether the copy stands under another title, case and marks aside; None where one has none."""
    if not child.title or not parent.title:
        return None
    return name_key(child.title) != name_key(parent.title)


def _by_text(view: View, facts: Facts, one: Ancestor, links: StateLinks) -> tuple[Edge, Node]:
    """The edge to a source that only text tells of; the match lies with it, or with one that credits it."""
    node = replace(one.node, state_links=links(one.node.outlet) if one.node.outlet else ())
    other = view.facts(other_of(facts.key, one.match))
    match = pointed(one.match, node.key) if node.held else one.match
    edge = Edge(
        key=edge_key(facts.key, node.key), child=facts.key, parent=node.key, relation=relation_of(facts.key, one.match),
        state="matched", confidence=one.found.confidence, found_by="text", direction_basis=tuple(one.found.basis),
        credit="named" if "named_beside" in one.found.basis else "none",
        credit_outlet=None, kept=None, overlap=None, words=None, title_changed=None,
        hours_later=hours_later(facts.node.published, node.published), reviewed=False, evidence=(*_quotes(facts, one), match),
    )  # fmt: skip
    return (_measured(edge, other, facts, one.match) if node.held else edge), node


def _quotes(facts: Facts, one: Ancestor) -> tuple[Evidence, ...]:
    """The words of the copy that signs rest on."""
    version = facts.reading.extractor
    return tuple(
        Evidence(facts.text[s.quote[0] : s.quote[1]], "body", None, *s.quote, f"lineage.{s.basis}", version)
        for s in one.found.signs
        if s.quote is not None
    )


def pointed(match: Match, parent: str) -> Match:
    """The match with its side named that is the source, by key."""
    return replace(match, parent="a" if match.a == parent else "b")


def with_parents(matches: Iterable[Match], pairs: frozenset[tuple[str, str]]) -> tuple[Match, ...]:
    """The matches with the side that an edge, as (copy, source), calls the source; None where there is no edge between the two."""
    return tuple(
        pointed(m, m.b) if (m.a, m.b) in pairs else pointed(m, m.a) if (m.b, m.a) in pairs else m for m in matches
    )
