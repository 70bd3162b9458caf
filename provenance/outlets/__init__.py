"""Who publishes: names and hosts in, outlet out, each fact with its source and date.

`load` gives the `Registry`; `check` says why a host looks like a known outlet and is not. The
files under `data/` are made for people without code: docs/how-to-add-an-outlet.md.
"""

from __future__ import annotations

from provenance.outlets.lookalikes import check
from provenance.outlets.registry import Registry, load

__all__ = ["Registry", "check", "load"]
