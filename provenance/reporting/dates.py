"""Articles in order of their stated dates."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.records.lineage import Node


def by_date(nodes: Sequence[Node]) -> list[Node]:
    """Undated articles last; "~" follows every digit."""
    return sorted(nodes, key=lambda n: (n.published.not_before if n.published else "~", n.name, n.key))
