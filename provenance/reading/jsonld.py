"""JSON-LD as pages have it: often broken, sometimes hostile, read as far as it goes."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from provenance.records.document import Signal
from provenance.text import storable

Node = dict[str, Any]

MAX_SIGNALS = 400
MAX_VALUE = 2_000
"""Longer values are cut: they are descriptions, not statements of origin."""

_MOST_DEEP = 6
_MOST_NODES = 5_000
_MOST_BLOCK = 8 * 1024 * 1024
_ARTICLE = re.compile(r"(?:.*Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|Report|.*NewsItem)$")
_NOT_ARTICLE = ("Person", "Organization", "WebSite", "WebPage", "ImageObject", "BreadcrumbList", "ItemList")
_PROPERTIES_TEXT = """
    author creator contributor publisher copyrightHolder copyrightYear copyrightNotice creditText isBasedOn isBasedOnUrl
    sourceOrganization provider translator translationOfWork workTranslation sdPublisher datePublished dateModified dateCreated
    uploadDate headline alternativeHeadline name description license usageInfo inLanguage mainEntityOfPage url editor
    accountablePerson conditionsOfAccess isAccessibleForFree articleSection dateline locationCreated image correction citation
"""
_INNER_TEXT = """
    name url @id creditText copyrightHolder copyrightNotice license headline datePublished alternateName legalName sameAs
    parentOrganization
"""
_OTHERS_TEXT = "name url legalName alternateName publisher datePublished dateModified inLanguage parentOrganization"
_PROPERTIES = frozenset(_PROPERTIES_TEXT.split())
_INNER = frozenset(_INNER_TEXT.split())
_OTHERS = frozenset(_OTHERS_TEXT.split())
_WRAPPERS = frozenset(["@graph", "mainEntity", "@list", "@set"])
_CONTROL = re.compile(r"[\x00-\x1f]+")
_OPENERS = ("<!--", "//", "/*", "*/", "<![CDATA[")
_CLOSERS = ("-->", "//", "/*", "*/", "]]>", ";")
_COMMA = re.compile(r",\s*([}\]])")


def load(block: str) -> Any:
    """The value of one block, or None. Retries without comments, control characters, hanging commas."""
    if len(block) > _MOST_BLOCK:
        return None
    text = _unwrapped(block)
    for change in (str, _without_commas, html.unescape):
        try:
            return json.loads(change(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return _first_values(text)


def _unwrapped(block: str) -> str:
    """The block without the comment and CDATA marks around it."""
    text = block.strip()
    for _ in range(6):
        for mark in _OPENERS:
            text = text.removeprefix(mark).lstrip()
        for mark in _CLOSERS:
            text = text.removesuffix(mark).rstrip()
    return text


def _without_commas(text: str) -> str:
    return _COMMA.sub(r"\1", _CONTROL.sub(" ", text))


def _first_values(text: str) -> list[Any] | None:
    """Values written one after the other without an array around them."""
    decoder = json.JSONDecoder(strict=False)
    found: list[Any] = []
    at = 0
    try:
        while at < len(text) and len(found) < 50:
            value, at = decoder.raw_decode(text, at)
            found.append(value)
            while at < len(text) and text[at] in " \t\r\n,;":
                at += 1
    except (ValueError, RecursionError):
        pass
    return found or None


def types_of(node: Node) -> str:
    """The node's `@type`, without a prefix; several joined by a blank."""
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return " ".join(re.split(r"[/#:]", k)[-1] for k in kinds[:5] if isinstance(k, str))[:100]


def is_article(node: Node) -> bool:
    """Whether a node describes an article."""
    return any(_ARTICLE.match(kind) and kind not in _NOT_ARTICLE for kind in types_of(node).split())


class Graph:
    """The nodes of a page's blocks, with `@id` references between them."""

    def __init__(self, blocks: Sequence[Any]) -> None:
        self.ids: dict[str, Node] = {}
        self.tops: list[tuple[str, Node]] = []
        for number, block in enumerate(blocks):
            self._collect(block, f"json-ld[{number}]")

    def _collect(self, value: Any, path: str) -> None:
        todo: list[tuple[Any, str, bool]] = [(value, path, True)]
        seen = 0
        while todo and seen < _MOST_NODES:
            item, where, top = todo.pop()
            seen += 1
            if isinstance(item, list):
                todo.extend((x, f"{where}[{i}]", top) for i, x in reversed(list(enumerate(item[:500]))))
            elif isinstance(item, dict):
                self._node(item, where, top)
                inner = [
                    (v, f"{where}.{k}", top and k in _WRAPPERS) for k, v in item.items() if isinstance(v, (dict, list))
                ]
                todo.extend(x for x in reversed(inner) if len(where) < 400)

    def _node(self, node: Node, where: str, top: bool) -> None:
        name = node.get("@id")
        if isinstance(name, str) and len(node) > 1:
            self.ids.setdefault(name, node)
        if top and "@type" in node:
            self.tops.append((where, node))

    def resolved(self, node: Node) -> Node:
        """The node a bare `@id` reference names, else the node itself."""
        name = node.get("@id")
        return self.ids.get(name, node) if len(node) == 1 and isinstance(name, str) else node

    def article_tops(self, urls: frozenset[str]) -> list[tuple[str, Node]]:
        """The nodes that describe this page's article.

        Where several articles stand on one page and some name one of `urls` as their own, only those.
        """
        found = [(where, node) for where, node in self.tops if is_article(node)]
        own = [(where, node) for where, node in found if not urls.isdisjoint(_addresses(node))]
        return own if own and len(found) > 1 else found


def _addresses(node: Node) -> set[str]:
    page = node.get("mainEntityOfPage")
    values = [
        node.get("url"),
        node.get("@id"),
        page,
        *([page.get("@id"), page.get("url")] if isinstance(page, dict) else []),
    ]
    return {bare(v) for v in values if isinstance(v, str)}


def bare(url: str) -> str:
    """An address without scheme, `www.`, query, fragment and last slash, for comparing."""
    return (
        re.sub(r"^(?:https?:)?//(?:www\.)?", "", url.strip()[:2000], flags=re.I)
        .split("#")[0]
        .split("?")[0]
        .rstrip("/")
        .lower()
    )


def signals(blocks: Sequence[str], urls: frozenset[str]) -> tuple[Signal, ...]:
    """What the blocks of a page state: of its Article nodes with `chain`, of other nodes by name only."""
    graph = Graph([load(block) for block in blocks])
    found: list[Signal] = []
    articles = graph.article_tops(urls)
    for where, node in articles:
        _take(found, _values(graph, node, where))
    for where, node in graph.tops:
        if not is_article(node):
            for key, leaf in node.items():
                if key in _OTHERS and isinstance(leaf, (str, int)) and not isinstance(leaf, bool):
                    _take(found, iter([_signal(key, leaf, f"{where}.{key}", types_of(node), "")]))
    return tuple(found)


def _take(found: list[Signal], more: Iterator[Signal]) -> None:
    for signal in more:
        if len(found) >= MAX_SIGNALS:
            return
        if signal.value:
            found.append(signal)


def _values(graph: Graph, node: Node, where: str) -> Iterator[Signal]:
    """The leaves below an Article node, with their property paths, in document order."""
    todo = [(node, where, "", key, value) for key, value in reversed(node.items()) if key in _PROPERTIES]
    while todo:
        holder, path, chain, key, value = todo.pop()
        spot = f"{path}.{key}"
        chained = f"{chain}.{key}" if chain else key
        items = (
            [(value, spot)] if not isinstance(value, list) else [(x, f"{spot}[{i}]") for i, x in enumerate(value[:30])]
        )
        nested: list[tuple[Node, str, str, str, Any]] = []
        for item, at in items:
            if isinstance(item, dict):
                inner = graph.resolved(item)
                if chained.count(".") < _MOST_DEEP:
                    nested += [(inner, at, chained, k, v) for k, v in inner.items() if k in _INNER]
            elif isinstance(item, (str, int)) and not isinstance(item, bool):
                yield _signal(key, item, at, types_of(holder), chained)
        todo.extend(reversed(nested))


def _signal(name: str, value: str | int, locator: str, of: str, chain: str) -> Signal:
    try:
        text = str(value)
    except ValueError:  # an integer of thousands of digits
        text = ""
    return Signal("json-ld", name, storable(text.strip()[:MAX_VALUE]), locator[:500], of, chain)
