"""What one element says of the place it is: its attributes, and boxes that cannot be meant."""

from __future__ import annotations

from lxml.html import HtmlElement

from provenance.reading.contexts import BLOCKS, NONE, Flags, role_flags, style_hides, style_veils

_LONE = 600
_ATTRIBUTES = frozenset({"class", "id", "style", "hidden", "role", "href", "datetime", "rel", "itemprop"})
_NOTHING = (NONE, "", False, None, None)
_BOXES: Flags = frozenset({"teaser", "comment", "nav", "caption", "figure", "aside", "byline"})


def attributes_of(element: HtmlElement) -> tuple[Flags, str, bool, str | None, str | None]:
    """What the attributes say: context, class and id, hidden, href, datetime."""
    keys = element.keys()  # lxml is quadratic in reading the values of all
    if not keys:
        return _NOTHING
    flags, names, hidden, href, time = NONE, "", False, None, None
    for key in keys:
        if key not in _ATTRIBUTES:
            continue
        value = element.get(key, "")
        if key in ("class", "id"):
            names = f"{names} {value}" if names else value
        elif key == "style":
            hidden = hidden or style_hides(value) or (style_veils(value) and _lone(element))
        elif key == "hidden":
            hidden = hidden or value.lower() != "until-found"
        elif key == "role":
            flags = flags | role_flags(value)
        elif key == "href":
            href = value
        elif key == "datetime":
            time = value
        elif (key == "rel" and "author" in value.split()) or (key == "itemprop" and value == "author"):
            flags = flags | frozenset({"byline"})
    return flags, names[:2000], hidden, href, time


def _lone(element: HtmlElement) -> bool:
    """Whether an element holds no blocks of its own and little text: a paragraph, not a page."""
    left = _LONE
    for text in element.itertext():
        left -= len(text)
        if left < 0:
            return False
    return not any(child.tag in BLOCKS for child in element)


def without_page_wide(element: HtmlElement, tag: str, added: Flags, context: Flags) -> Flags:
    """Take back what cannot be meant: a form, table or box that holds the whole page.

    A table with blocks or many line breaks in it is layout, not data; a form or a box named "related" around the main
    heading is the page itself.
    """
    if (
        tag == "table"
        and "table" not in context
        and (_holds(element, ("table", "p", "div", "h1", "h2", "h3", "article")) or _broken_lines(element))
    ):
        added = added - {"table"}
    if "form" in added and "form" not in context and _holds(element, ("h1", "article", "main")):
        added = added - {"form"}
    wide = added & _BOXES
    if (
        wide
        and tag not in ("nav", "aside", "figcaption", "h1")
        and not wide <= context
        and _holds(element, ("h1", "main"))
    ):
        added = added - wide
    return added


def _broken_lines(table: HtmlElement) -> bool:
    """Whether line breaks, not cells, part the text of a table: bare text laid out in the old way."""
    breaks = sum(1 for _ in table.iter("br"))
    return breaks >= 6 and breaks > sum(1 for _ in table.iter("td"))


def _holds(element: HtmlElement, tags: tuple[str, ...]) -> bool:
    return any(found is not element for found in element.iter(*tags))
