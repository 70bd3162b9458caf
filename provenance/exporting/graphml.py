"""Export as GraphML: articles and what is known from credits as nodes, an edge from each copy to its source."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from provenance.records.exported import Source

NODE = {
    "held": "boolean", "outlet": "string", "name": "string", "url": "string", "title": "string", "language": "string", "words": "int",
    "published": "string", "published_not_before": "string", "published_not_after": "string", "origin_kind": "string", "text": "string",
}  # fmt: skip
EDGE = {
    "edge_key": "string", "relation": "string", "extent": "string", "state": "string", "confidence": "double", "found_by": "string",
    "credit": "string", "kept": "double", "overlap": "double", "words": "int", "hours_later": "double", "reviewed": "int",
}  # fmt: skip
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'


def write(source: Source, out: Path) -> None:
    """Write graph.graphml; what is unknown has no data element."""
    with (out / "graph.graphml").open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        for kind, names in (("node", NODE), ("edge", EDGE)):
            for name, of in names.items():
                file.write(f'<key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="{of}"/>\n')
        file.write('<graph edgedefault="directed">\n')
        known: set[str] = set()
        for row in source.records("articles"):
            known.add(row["article_key"])
            file.write(_node(row["article_key"], {**row, "held": True}))
        for row in source.records("nodes"):
            known.add(row["node_key"])
            file.write(_node(row["node_key"], {**row, "held": False}))
        for row in source.records("copies"):
            for end, outlet in ((row["child_key"], row["child_outlet"]), (row["parent_key"], row["parent_outlet"])):
                if end not in known:  # an article outside the collection
                    known.add(end)
                    file.write(_node(end, {"held": end.startswith("art_"), "outlet": outlet}))
            ends = f"source={quoteattr(row['child_key'])} target={quoteattr(row['parent_key'])}"
            file.write(f"<edge {ends}>{_data('edge', EDGE, row)}</edge>\n")
        file.write("</graph>\n</graphml>\n")


def _node(key: str, row: Mapping[str, Any]) -> str:
    return f"<node id={quoteattr(key)}>{_data('node', NODE, row)}</node>\n"


def _data(kind: str, names: Mapping[str, str], row: Mapping[str, Any]) -> str:
    return "".join(
        f'<data key="{kind}_{name}">{_text(row[name])}</data>' for name in names if row.get(name) is not None
    )


def _text(value: object) -> str:
    """A value as XML takes it: characters it forbids become U+FFFD."""
    if isinstance(value, bool):
        return "true" if value else "false"
    allowed = (
        c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "\ufffd"
        for c in str(value)
    )
    return escape("".join(allowed))
