"""Where each line stands relative to the article: above it, in it, below it, elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.reading.prose import BOXES
from provenance.records.document import Line, Window

WINDOW = 12
"""Lines above and below the body in which a page speaks of its article: 96 of 100 such lines stand there."""
MOST_HEAD = 60
"""A title farther above the text than so many lines does not stretch the head window to it."""


def placed(lines: Sequence[Line], body: Sequence[int], title_line: int | None = None) -> tuple[Line, ...]:
    """The lines with their windows, given the body's line indices in order.

    Lines of menus, teaser lists and reader comments stay `elsewhere` and use up no place. Without
    a body nothing is placed. Callable again when lines were cut from the body.
    """
    if not body:
        return tuple(lines)
    first, last = body[0], body[-1]
    windows: dict[int, Window] = {}
    head = [i for i in range(first - 1, -1, -1) if not lines[i].context & BOXES or i == title_line]
    reach = sum(1 for i in head if title_line is not None and i >= title_line)
    for i in head[: max(WINDOW, reach if reach <= MOST_HEAD else 0)]:
        windows[i] = "head"
    inside = set(body)
    for i in range(first, last + 1):
        if i in inside or not lines[i].context & BOXES:
            windows[i] = "body"
    below = (i for i in range(last + 1, len(lines)) if not lines[i].context & BOXES)
    for i, _ in zip(below, range(WINDOW), strict=False):
        windows[i] = "tail"
    return tuple(line.placed_in(line.context, windows.get(line.index, "elsewhere")) for line in lines)
