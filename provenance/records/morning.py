"""What a person reads in the morning: who republished whom, and what is not as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from provenance.records.base import Record, as_json
from provenance.records.lineage import Edge, Node


@dataclass(frozen=True, slots=True)
class Republished(Record):
    """One article that came in, the source an edge gives it, and the edge with its evidence."""

    copy: Node
    source: Node
    edge: Edge

    def to_dict(self) -> dict[str, Any]:
        """NODE, NODE and EDGE of the contract."""
        edge = self.edge.to_dict() | {"evidence": [item.to_dict() for item in self.edge.evidence]}
        return {"copy": as_json(self.copy), "source": as_json(self.source), "edge": edge}


@dataclass(frozen=True, slots=True)
class SiteReadings(Record):
    """How the pages of one site (scheme, host and port) were read before a moment and since: whole, or in part or not at all.

    `reasons` are those of the latter since then, most frequent first.
    """

    origin: str
    whole_before: int
    other_before: int
    whole_since: int
    other_since: int
    reasons: tuple[tuple[str, int], ...]
