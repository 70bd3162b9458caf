"""Bytes come in here, bounded and named; nothing is parsed.

This version takes saved files and batches; it opens no socket.
"""

from provenance.capture.batch import Batch, read_batch
from provenance.capture.files import take, take_bytes

__all__ = ["Batch", "read_batch", "take", "take_bytes"]
