"""What is written on a page, before any meaning is read into it.

The only room that parses HTML and knows trafilatura; both are imported when a page is read.
"""

from __future__ import annotations

from provenance.garbage import uncollected
from provenance.records.capture import Capture
from provenance.records.document import Page

__all__ = ["read_page"]


def read_page(capture: Capture) -> Page:
    """Read one capture: its lines, where its article lies, its signals and dates.

    Never raises on bad input: the page's `status` is `partial` or `failed`, with a reason code and
    one line of detail.
    """
    from provenance.reading.page import read_page as read

    with uncollected():
        return read(capture)
