"""Lines that say it by standing alone at the text's edge: `NAME, DATE`, a linked name, "Source"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from provenance.attribute.credits import WIRE_KINDS, Claim, is_institution, origin_date
from provenance.attribute.links import link_target
from provenance.attribute.phrases import Phrases
from provenance.attribute.scene import Scene
from provenance.attribute.slots import look_up
from provenance.records.article import Relation
from provenance.records.document import Line
from provenance.records.outlet import Outlet
from provenance.text import abbreviates, name_key, unaccented, words
from provenance.times import find_written
from provenance.urls import host_of, names_a_page, registered_domain

REACH = 3
"""Lines between such a line and the text at the most."""
SHORT = 60
MAX_STORY_LINE, MAX_STORY_LINKS = 240, 8
MIN_SLUG, SAME_SLUG, MIN_WORD = 4, 0.75, 3
_PLAIN_URL = re.compile(r"https?://[^\s<>()\"']{8,300}")
_VIA = re.compile(r"via (?P<name>[^\W_][^()\[\]\n]{1,40}?)\.?", re.I)


def edge_credits(scene: Scene) -> Iterator[Claim]:
    """All credits that lines at the text's edges give by themselves."""
    yield from _date_lines(scene)
    yield from _links(scene)
    yield from _vias(scene)
    yield from _same_story(scene)


def _date_lines(scene: Scene) -> Iterator[Claim]:
    """Head lines `NAME, DATE` or `NAME DATE` that name a known outlet: where and when it stood first."""
    for line in scene.head:
        date = find_written(line.text)
        if (
            len(line.text) > 80
            or line.text[0] in "—–-"
            or "@" in line.text
            or not date
            or date[0] == 0
            or line.text[date[1] :].strip(" .,)")
        ):
            continue
        name = line.text[: date[0]].strip(" ,|-–—:(•·")
        outlet = look_up(scene, name)
        if outlet is None or (line.window == "body" and not scene.short):
            continue
        evidence = scene.whole(line, "date-line", "head")
        url = next((u for k in line.links if (u := link_target(scene, k.href))), None)
        date_claim = origin_date(date[2], evidence)
        yield Claim(_relation(outlet), "in", name, outlet, True, url, 0.7, False, evidence, "text", date=date_claim)


def _links(scene: Scene) -> Iterator[Claim]:
    """A line that is one link, alone above or below the text, to a page of the outlet it names.

    Among other such lines it is a list of partners or of shares, and says nothing.
    """
    lines = scene.page.document.lines
    first, last = scene.text_lines[:1], scene.text_lines[-1:]
    for line in scene.margins:
        above = line.window == "head" and first and first[0] - line.index <= REACH
        under = scene.below(line) and last and line.index - last[0] <= REACH
        beside = (*lines[max(0, line.index - 1) : line.index], *lines[line.index + 1 : line.index + 2])
        if not (above or under) or not _is_link(line) or "list" in line.context or any(_is_link(x) for x in beside):
            continue
        url = link_target(scene, line.links[0].href)
        if url is None or not names_a_page(url):
            continue
        found = _named(scene, line, url) or _source(scene, line, url)
        if found is not None:
            outlet, name, rule, strength = found
            evidence = scene.whole(line, rule)
            known = not outlet.provisional
            yield Claim(_relation(outlet), "in", name, outlet, known, url, strength, False, evidence, "text")


def _vias(scene: Scene) -> Iterator[Claim]:
    """Lines above the text that say only "via NAME" of a listed outlet; in brackets or below it that is thanks for a hint."""
    for line in scene.head:
        match = _VIA.fullmatch(line.text)
        outlet = look_up(scene, match["name"]) if match and line.index not in scene.text_lines[1:] else None
        if match and outlet is not None and outlet.kind != "platform" and not is_institution(outlet):
            evidence = scene.whole(line, "via-line", "head")
            yield Claim(_relation(outlet), "in", match["name"], outlet, True, None, 0.7, False, evidence, "text")


def _same_story(scene: Scene) -> Iterator[Claim]:
    """Links at the text's edges to another site's page whose address is made of this page's own words: the same text."""
    mine = _slug_words(scene.identity.url if scene.identity else None) or _long_words(scene.page.body.title)
    for line in scene.margins if len(mine) >= MIN_SLUG else ():
        if len(line.text) > MAX_STORY_LINE or "list" in line.context:
            continue
        hrefs = [*(k.href for k in line.links), *_PLAIN_URL.findall(line.text)][:MAX_STORY_LINKS]
        for href in hrefs if hrefs and _tells_source(scene, line) else ():
            url = link_target(scene, href)
            theirs = _slug_words(url)
            if url is None or len(mine & theirs) < max(MIN_SLUG, SAME_SLUG * min(len(mine), len(theirs))):
                continue
            host = host_of(url) or ""
            outlet = scene.registry.by_host(host) or scene.registry.provisional_for_host(host)
            if outlet.kind == "platform":
                continue
            evidence = scene.whole(line, "same-story-link")
            yield Claim(
                _relation(outlet),
                "in",
                scene.spelling(outlet, host),
                outlet,
                not outlet.provisional,
                url,
                0.8,
                False,
                evidence,
                "text",
            )


def _tells_source(scene: Scene, line: Line) -> bool:
    """Whether a line shows an address, says "via", or one of the language's words for a source."""
    said = f" {' '.join(words(line.text))} "
    return (
        _PLAIN_URL.search(line.text) is not None
        or said.startswith(" via ")
        or any(w in said for w in _sources(scene.tongues))
    )


@lru_cache(maxsize=32)
def _sources(tongues: tuple[Phrases, ...]) -> frozenset[str]:
    """The languages' words for a source, each between spaces."""
    said = (words(w) for tongue in tongues for w in tongue.slot.get("source_links", ()))
    return frozenset(f" {' '.join(parts)} " for parts in said if parts)


def _slug_words(url: str | None) -> frozenset[str]:
    """The words of the longest part of an address's path; none where it looks nothing like a title."""
    parts = re.sub(r"^https?://[^/?#]+", "", url or "", flags=re.I).partition("?")[0].split("/")
    return _long_words(max(parts, key=len).replace("-", " ").replace("_", " "))


def _long_words(text: str | None) -> frozenset[str]:
    return frozenset(w for w in words(unaccented(text or "")) if len(w) >= MIN_WORD and not w.isdigit())


def _named(scene: Scene, line: Line, url: str) -> tuple[Outlet, str, str, float] | None:
    """The outlet the line names, where the link leads to it; an unlisted one where its domain is made of the name."""
    name = line.text.strip(" .:()[]")
    host = host_of(url)
    outlet = look_up(scene, name)
    if outlet is not None:
        there = scene.registry.by_host(host)
        return (outlet, name, "linked-name", 0.8) if there == outlet and outlet.kind != "platform" else None
    label = (registered_domain(host) or "").split(".")[0].replace("-", "")
    key = name_key(name)
    if len(key) >= 5 and (label == key or abbreviates(label, name)) and host is not None:
        return scene.registry.provisional_for_host(host), name, "linked-name", 0.75
    return None


def _source(scene: Scene, line: Line, url: str) -> tuple[Outlet, str, str, float] | None:
    """A lone "Source" that leads to a listed outlet's page."""
    text = line.text.casefold().strip(" .:()[]→»>")
    if not any(text in tongue.slot.get("source_links", ()) for tongue in scene.tongues):
        return None
    outlet = scene.registry.by_host(host_of(url))
    if outlet is None or outlet.kind == "platform" or is_institution(outlet):
        return None
    return outlet, outlet.name, "source-link", 0.75


def _relation(outlet: Outlet) -> Relation:
    return "wire" if outlet.kind in WIRE_KINDS else "republished_from"


def _is_link(line: Line) -> bool:
    """Whether a line is one short link and nothing else."""
    if len(line.links) != 1 or len(line.text) > SHORT:
        return False
    return line.links[0].end - line.links[0].start >= 0.8 * len(line.text)
