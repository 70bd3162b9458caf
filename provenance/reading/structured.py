"""What a page states for machines: links, metas, JSON-LD, microdata, republication counters."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from provenance.reading import jsonld
from provenance.records.capture import Capture
from provenance.records.document import Signal
from provenance.text import storable

MAX_SIGNALS = 600
MAX_VALUE = 2_000

_RELS = {
    "license": "license", "item-license": "license", "amphtml": "amphtml", "shortlink": "shortlink", "alternate": "",
    "syndication": "syndication", "c2pa-manifest": "c2pa-manifest",
}  # fmt: skip
_MICRODATA_TEXT = """
    author creator publisher sourceOrganization provider copyrightHolder isBasedOn isBasedOnUrl datePublished dateModified headline
    license translator
"""
_MICRODATA = frozenset(_MICRODATA_TEXT.split())
_PIXEL = re.compile(
    r"""https?:(?:\\?/){2}[^\s"'<>()]{1,300}?(?:republication-pixel|republication-tracker-tool)[^\s"'<>()]{0,500}"""
    r"""|https?:(?:\\?/){2}counter\.theconversation\.com(?:\\?/)content(?:\\?/)[^\s"'<>()]{1,300}"""
    r"""|https?:(?:\\?/){2}pixel\.propublica\.org[^\s"'<>()]{0,500}""",
    re.I,
)
_PIXEL_WORDS = (
    "republication-pixel",
    "republication-tracker-tool",
    "counter.theconversation.com",
    "pixel.propublica.org",
)
_WITH_PROPERTY = etree.XPath("descendant::*[@itemprop]")
_RDFA_DATES = etree.XPath(
    "descendant::*[not(self::meta)][@content][contains(@property, 'dateCreated') or contains(@property, 'datePublished')][position() < 5]"
)
_NAME_INSIDE = etree.XPath("descendant::*[@itemprop='name'][1]")
_LINK_HEADER = re.compile(r"<([^<>]{1,2000})>\s{0,20};([^<>]{0,300})")
_CANONICAL_REL = re.compile(r"\brel\s?=\s?\"?[^\";]{0,100}\bcanonical\b", re.I)


@dataclass
class _Found:
    """Signals so far, no two equal, never too many."""

    root: HtmlElement
    signals: list[Signal] = field(default_factory=list)

    def add(self, where: str, name: str, value: str | None, element: HtmlElement | str, of: str = "") -> None:
        text = storable((value or "").strip()[:MAX_VALUE])
        if text and len(self.signals) < MAX_SIGNALS:
            locator = element if isinstance(element, str) else element.getroottree().getpath(element)
            self.signals.append(Signal(where, name, text, locator, of))  # type: ignore[arg-type]


_LOGO_WORD = re.compile(r"\b(?:logo|icon|badge)\b", re.I)
_OF_SOURCE = re.compile(
    r"(?:.*[-_])?(?:source|provider|agency|agence|agentur|agencia|agenzia|syndication|partner|quelle|fuente|fonte)(?:[-_]?(?:logo|name|img|image|icon|badge))?"
)
_FRAME = frozenset({"header", "footer", "nav", "aside", "figure"})
_LONGEST_LOGO, _LOGO_REACH, _ITEM_REACH = 40, 8, 4


def find_signals(
    capture: Capture, source: str, root: HtmlElement, archived_url: str | None = None
) -> tuple[Signal, ...]:
    """Every signal of a page, in page order by kind: header, links, metas, JSON-LD, microdata, pixels.

    `source` is the decoded HTML, searched for counters that stand in scripts; `archived_url` the
    page's own address where an archive's copy is read.
    """
    found = _Found(root)
    _from_headers(found, capture)
    _from_links(found, root)
    _from_metas(found, root)
    if (title := root.find(".//head/title")) is not None:
        found.add("meta", "html-title", " ".join((title.text_content() or "").split()), title)
    urls = frozenset(jsonld.bare(u) for u in _own_urls(capture, archived_url, found))
    blocks = [text for script in root.iter("script") if _is_jsonld(script) and (text := script.text)]
    found.signals.extend(jsonld.signals(blocks[:100], urls))
    if "itemprop" in source:
        _from_microdata(found, root)
    _from_logos(found, root)
    _from_pixels(found, source)
    return tuple(found.signals)


def _own_urls(capture: Capture, archived_url: str | None, found: _Found) -> Iterator[str]:
    yield from (u for u in (capture.url, capture.url_final, archived_url) if u)
    yield from (s.value for s in found.signals if s.name in ("canonical", "og:url"))


def _is_jsonld(script: HtmlElement) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _from_headers(found: _Found, capture: Capture) -> None:
    for key, value in capture.headers:
        if key.lower() == "link":
            for match in _LINK_HEADER.finditer(value[:20_000]):
                if _CANONICAL_REL.search(match[2]):
                    found.add("header", "canonical", match[1], "link")
        elif key.lower() in ("tdm-reservation", "tdm-policy", "x-robots-tag"):
            found.add("header", key.lower(), value, key.lower())


def _from_links(found: _Found, root: HtmlElement) -> None:
    for link in root.iter("link"):
        for rel in (link.get("rel") or "").lower().split()[:10]:
            if rel == "canonical":
                found.add("canonical", "canonical", link.get("href"), link)
            elif _RELS.get(rel):
                found.add("link", _RELS[rel], link.get("href"), link)
    for anchor in root.iter("a"):
        rel = anchor.get("rel")
        if rel and "license" in rel.lower():
            found.add("link", "license", anchor.get("href"), anchor)


def _from_metas(found: _Found, root: HtmlElement) -> None:
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        if name and (content := meta.get("content")):
            found.add("meta", name.strip().lower()[:100], content, meta)
    for element in cast("list[HtmlElement]", _RDFA_DATES(root)):
        found.add("meta", element.get("property", "").rpartition(":")[2].lower(), element.get("content"), element)


def _from_microdata(found: _Found, root: HtmlElement) -> None:
    """The few properties that matter, where they stand on elements; a property of a property is skipped."""
    seen = 0
    for element in cast("list[HtmlElement]", _WITH_PROPERTY(root)):
        names = [n for n in element.get("itemprop", "").split()[:5] if n in _MICRODATA]
        if not names or element.tag == "meta" or seen >= 200:
            continue
        seen += 1
        for name in names:
            found.add("meta", name, _item_value(element), element, "microdata")


def _item_value(element: HtmlElement) -> str | None:
    stated: str | None = element.get("content") or element.get("datetime")
    if stated:
        return stated
    if inner := cast("list[HtmlElement]", _NAME_INSIDE(element)):
        return str(inner[0].get("content") or _short_text(inner[0]))
    return _short_text(element) or str(element.get("href") or "")


def _short_text(element: HtmlElement) -> str:
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece)
        if length > 500:
            return ""
    return " ".join("".join(pieces).split())


def _from_logos(found: _Found, root: HtmlElement) -> None:
    """What pictures that stand for a source are called: `<span class="provider"><img alt="Example Agency logo">`."""
    for image in root.iter("img"):
        name = _LOGO_WORD.sub("", image.get("alt") or "").strip()
        if not 1 < len(name) <= _LONGEST_LOGO:
            continue
        around = [image, *islice(image.iterancestors(), _LOGO_REACH)]
        said = " ".join((x.get("class") or "")[:200] for x in around[:4]).lower().split()
        if any(_OF_SOURCE.fullmatch(word) for word in said) and not _in_frame(around):
            found.add("link", "source-logo", name, image)


def _in_frame(around: Sequence[HtmlElement]) -> bool:
    """Whether an element, given with its ancestors, stands in the site's frame or right within an item of a list."""
    return any(x.tag in _FRAME for x in around) or any(x.tag == "li" for x in around[:_ITEM_REACH])


def _from_pixels(found: _Found, source: str) -> None:
    """Counters of republication kits, wherever in the page's source they stand."""
    lowered = (
        source.lower() if any(word in source for word in ("republication", "theconversation", "propublica")) else ""
    )
    if not any(word in lowered for word in _PIXEL_WORDS):
        return
    seen: set[str] = set()
    for match in _PIXEL.finditer(source):
        url = html.unescape(match[0].replace("\\/", "/"))
        if url not in seen and len(seen) < 20:
            seen.add(url)
            found.add("pixel", "republication-pixel", url, f"source character {match.start()}")
