"""What an answer does not know, said in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.lineage.when import stated_earlier
from provenance.records.lineage import Node, Trace
from provenance.report.inert import clipped
from provenance.text import counted


def unknowns(trace: Trace) -> tuple[str, ...]:
    """What was not seen, not compared or not shown; each a sentence."""
    return tuple(
        dict.fromkeys(
            (
                *_silence(trace),
                *_not_held(trace),
                *_not_compared(trace),
                *_order(trace),
                *_reading(trace),
                _searched(trace),
            )
        )
    )


def _silence(trace: Trace) -> Iterator[str]:
    if trace.origin.state == "none_stated":
        yield "No other origin stated. That the page says nothing does not show that the text was first here."


def _not_held(trace: Trace) -> Iterator[str]:
    for node in trace.nodes:
        if node.held or node.key == trace.article.key:
            continue
        address = "" if node.url else " Its address is not stated."
        yield f"{clipped(node.name, 80)}: the article itself is not held, so the texts were not compared.{address}"


def _order(trace: Trace) -> Iterator[str]:
    nodes = {n.key: n for n in trace.nodes}
    for edge in trace.edges:
        child, parent = nodes.get(edge.child), nodes.get(edge.parent)
        # Of a text that is not held no date is known, which `_not_held` says.
        if (
            child
            and parent
            and (parent.held or parent.published)
            and not (_before(parent, child) or _before(child, parent))
        ):
            names = f"{clipped(parent.name, 80)} and {clipped(child.name, 80)}"
            yield f"{names}: their dates do not show which of the two was first."


def _not_compared(trace: Trace) -> Iterator[str]:
    held = {n.key: clipped(n.name, 80) for n in trace.nodes if n.held or n.key == trace.article.key}
    for edge in trace.edges:
        if edge.child in held and edge.parent in held and edge.overlap is None:
            both = f"{held[edge.parent]} and {held[edge.child]}"
            if edge.relation == "translated_from":
                yield f"{both}: both texts are there, but a translation is not compared with what it was made from."
            else:
                yield f"{both}: both texts are there, but were not compared."


def _before(a: Node, b: Node) -> bool:
    return stated_earlier(a.published, b.published)


def _reading(trace: Trace) -> Iterator[str]:
    reading = trace.reading
    if reading.status != "ok":
        why = ": ".join(clipped(x, 160) for x in (reading.reason, reading.detail) if x)
        yield f"The page was read {'only in part' if reading.status == 'partial' else 'without success'}{f' ({why})' if why else ''}."


def _searched(trace: Trace) -> str:
    seen = trace.searched
    if not seen.articles:
        return "The text was compared with no other article: the library holds none, or was not asked."
    span = f", from {clipped(seen.from_ or '?', 40)} to {clipped(seen.to or '?', 40)}" if seen.from_ or seen.to else ""
    return f"Looked for among {counted(seen.articles, 'held article')} of {counted(seen.outlets, 'outlet')}{span}; beyond these nothing was seen."
