"""One parse of a page: text to tree, and a word where the parser stopped."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree, html
from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree, or None where there is none; `reason` and `detail` where a part of the page is lost."""

    root: HtmlElement | None
    reason: str | None = None
    detail: str | None = None


_OF_HEAD = frozenset({"title", "meta", "link", "base", "script", "style", "noscript", "template", "object"})


def parse(source: str) -> Parsed:
    """Parse decoded HTML; elements nested 2,048 deep are the parser's end, and said to be."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True)
    # One class for all elements: lxml's own choice asks a Python function about each of them.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        return Parsed(None, "not_a_page", f"the parser found no page in it ({str(error)[:120]})")
    _empty_head(root)
    for entry in parser.error_log:
        if entry.level_name == "FATAL":
            deep = "limit" in entry.type_name.lower() or "depth" in entry.message.lower()
            reason = "too_deep" if deep else "parser_failed"
            return Parsed(root, reason, f"the parser stopped at line {entry.line}: {entry.message.strip()[:160]}")
    return Parsed(root)


def _empty_head(root: HtmlElement) -> None:
    """Move to the body what the parser left in the head: it does not know that `<article>` ends a head without an end."""
    head = root.find("head")
    if head is None:
        return
    first = next((n for n, e in enumerate(head) if isinstance(e.tag, str) and e.tag not in _OF_HEAD), None)
    stray = head[first:] if first is not None else []
    if not any("".join(e.itertext()).strip() for e in stray):
        return
    body = root.find("body")
    if body is None:
        body = html.Element("body")
        root.append(body)
    for place, element in enumerate(stray):
        body.insert(place, element)
    if body.text:
        stray[-1].tail, body.text = (stray[-1].tail or "") + body.text, None
