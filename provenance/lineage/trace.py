"""The whole answer of `trace`, put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from provenance.lineage.conflicts import Owns, conflicts, owns_by_domain
from provenance.lineage.graph import whole
from provenance.lineage.judgements import credit_verdicts, disagreements, standing, without_rejected
from provenance.lineage.origin import chain_origin
from provenance.lineage.terms import terms
from provenance.records.article import Reading
from provenance.records.judgement import Judgement
from provenance.records.lineage import Edge, Match, Node, Searched, Story, Trace


def assemble(
    article: Node,
    reading: Reading,
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    *,
    searched: Searched,
    matches: Sequence[Match] = (),
    owns: Owns = owns_by_domain,
    judgements: Sequence[Judgement] = (),
) -> Trace:
    """Everything known about where `article` came from.

    `nodes` and `edges` are those of `declared`, with more hops where the library has them, and
    already as people judged them (`judgements.judged`); `searched` says what the answer was
    compared with. Credits that a person rejected take no part.
    """
    all_nodes = tuple({n.key: n for n in (article, *nodes)}.values())
    edges = tuple(edges)
    believed = without_rejected(article.key, reading, judgements)
    verdicts = credit_verdicts(article.key, reading, judgements)
    origin = chain_origin(believed, article, all_nodes, edges)
    end = next((n for n in all_nodes if n.key in origin.nodes), None)
    return Trace(
        article=article,
        reading=reading,
        origin=origin,
        nodes=all_nodes,
        edges=edges,
        matches=tuple(matches),
        conflicts=(*conflicts(believed, article, all_nodes, edges, owns), *disagreements(judgements)),
        terms=terms(reading, article.outlet, end),
        blame=(),
        searched=searched,
        story=story(article, all_nodes, edges),
        judgements=standing(judgements),
        judged_credits={key: "rejected" if one.decision == "reject" else "confirmed" for key, one in verdicts.items()},
    )


def story(article: Node, nodes: Sequence[Node], edges: Sequence[Edge]) -> Story:
    """How many articles edges join, of how many outlets, and how many origins they can have at most."""
    live = [e for e in edges if e.state != "rejected"]
    joined = {article.key} | {key for e in live for key in (e.child, e.parent)}
    copies = {e.child for e in whole(live)}
    # Nodes without a known outlet are counted by name, so that they do not fall together.
    outlets = {n.outlet.slug if n.outlet else f"?{n.name}" for n in nodes if n.key in joined}
    return Story(len(joined), len(outlets), max(1, len(joined - copies)))
