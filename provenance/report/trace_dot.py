"""A trace as Graphviz DOT, for those who draw with their own tools."""

from __future__ import annotations

from provenance.records.lineage import Node, Trace
from provenance.report.inert import clipped
from provenance.report.words import FROM, dated, holding, origin_sentence


def trace_dot(trace: Trace) -> str:
    """The chain as a `digraph`; edges point from the copy to its source, articles not held are dashed."""
    number = {node.key: f"n{index}" for index, node in enumerate(trace.nodes)}
    lines = [
        "digraph provenance {",
        f"  graph [label={_quoted(origin_sentence(trace))}, labelloc=t, rankdir=BT, fontname=serif];",
        '  node [shape=box, fontname="sans-serif", color="#5b6b7b"];',
        '  edge [fontname="sans-serif", fontsize=10, color="#5b6b7b"];',
    ]
    for node in trace.nodes:
        lines.append(f"  {number[node.key]} [{_node(node, trace)}];")
    for edge in trace.edges:
        if edge.child in number and edge.parent in number:
            seen = ", reviewed" if edge.reviewed else ""
            label = f"{FROM.get(edge.relation, edge.relation)}\n{edge.state}, {edge.confidence:.2f}{seen}"
            style = ", style=dashed" if edge.relation == "contributed" or edge.state == "rejected" else ""
            lines.append(f"  {number[edge.child]} -> {number[edge.parent]} [label={_quoted(label)}{style}];")
    return "\n".join([*lines, "}", ""])


def _node(node: Node, trace: Trace) -> str:
    title = f"\n{clipped(node.title, 60)}" if node.title else ""
    label = f"{clipped(node.name, 60)}\n{dated(node)}, {holding(node, trace)}{title}"
    url = f", URL={_quoted(clipped(node.url, 2000))}" if node.url else ""
    here = ", penwidth=2" if node.key == trace.article.key else ""
    solid = node.held or node.key == trace.article.key
    return f"label={_quoted(label)}, style={'solid' if solid else 'dashed'}{here}{url}"


def _quoted(text: str) -> str:
    """A DOT string: our own line ends become `\\n`, what a page wrote cannot end the string or add escapes."""
    # "&" would begin an HTML entity in a label.
    safe = text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;").replace("\n", "\\n")
    return f'"{safe}"'
