"""Bytes come in here, bounded and named; nothing is parsed.

Saved files and batches, and pages fetched from public addresses. The fetching half is imported when
it is first used.
"""

from typing import TYPE_CHECKING, Any

from provenance.capture.batch import Batch, read_batch
from provenance.capture.files import take, take_bytes

if TYPE_CHECKING:
    from provenance.capture.fetching import fetch_item, fetch_page

__all__ = ["Batch", "fetch_item", "fetch_page", "read_batch", "take", "take_bytes"]


def __getattr__(name: str) -> Any:
    if name not in ("fetch_item", "fetch_page"):
        raise AttributeError(f"module 'provenance.capture' has no attribute {name!r}")
    from provenance.capture import fetching

    return getattr(fetching, name)
