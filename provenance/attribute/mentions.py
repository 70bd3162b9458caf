"""The outlets a short line names: by a listed name, a link, or quotation marks behind a kind of paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from provenance.attribute.credits import PRESS_KINDS, WIRE_KINDS, Claim, is_institution, origin_date
from provenance.attribute.links import link_target
from provenance.attribute.scene import Scene
from provenance.attribute.slots import look_up
from provenance.records.article import Relation
from provenance.records.document import Line
from provenance.records.outlet import Outlet
from provenance.text import words
from provenance.times import find_written
from provenance.urls import host_of, names_a_page

MAX_LONE, MAX_WORDS, MIN_NAME = 70, 5, 4
WORD = re.compile(r"[^\W_][\w.'’&-]*[^\W_]|[^\W_]")
_QUOTED = re.compile(r"[«„“\"]([^«»„“”\"]{3,40})[»“”\"]")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_MARKED = re.compile(
    r"[《「『“\"]([^《》「」『』“”\"]{2,30})[》」』”\"]|([A-Za-z][A-Za-z.&' -]{2,30}[A-Za-z.])|([\u30a0-\u30ff・]{3,20})"
)


@dataclass(frozen=True, slots=True)
class Found:
    """An outlet found in a line, at `start` to `end` of its text."""

    name: str
    outlet: Outlet
    start: int
    end: int
    url: str | None = None


def listed_outlet(scene: Scene, name: str) -> Outlet | None:
    """The listed agency or paper of that name; none for codes that are words, or of several."""
    outlet = look_up(scene, name)
    if outlet is None or outlet.kind not in WIRE_KINDS | PRESS_KINDS:
        return None
    if len(name) <= MIN_NAME and name.isascii() and not any(n.name == name for n in outlet.names):
        return None  # "Ana" is not ANA
    if " " not in name and name.isascii() and name.casefold() not in {n.name.casefold() for n in outlet.names}:
        return None  # "Print" is not The Print
    if len(name) <= MIN_NAME and len(scene.registry.candidates(name)) > 1 and outlet.country != scene.country:
        return None  # a code of several, and nothing on the page says of which
    loose = outlet.kind not in WIRE_KINDS and (is_institution(outlet) or (len(name) < MIN_NAME and not name.isupper()))
    return None if loose or (" " not in name and scene.named_by_site(name)) else outlet


def named_on(scene: Scene, line: Line) -> list[Found]:
    """Outlets of other owners that a line names by a listed name or by a link to another site's page."""
    text, found = line.text, list[Found]()
    for link in line.links:
        url, name = link_target(scene, link.href), text[link.start : link.end].strip(' .,:;()«»“”"')
        known = listed_outlet(scene, name)
        there = scene.registry.by_host(host_of(url)) if url else None
        if known is not None and url is not None:
            found.append(Found(name, known, link.start, link.end, url if names_a_page(url) else None))
        elif there is not None and there.kind in PRESS_KINDS | WIRE_KINDS and url and names_a_page(url) and name:
            found.append(Found(there.name, there, link.start, link.end, url))
    taken = [(f.start, f.end) for f in found]
    spans = _unspaced_spans(text) if UNSPACED.search(text) else _spaced_spans(text)
    for start, end in spans:
        name = text[start:end]
        if any(start < b and end > a for a, b in taken):
            continue
        outlet = listed_outlet(scene, name)
        bare = outlet is not None and outlet.kind in WIRE_KINDS and len(text) <= MAX_LONE
        if not bare and _within_name(scene, text, start, end):
            continue
        if outlet is not None:
            found.append(Found(name, outlet, start, end))
            taken.append((start, end))
    return [f for f in found if not scene.own(f.outlet, f.name)]


def _within_name(scene: Scene, text: str, start: int, end: int) -> bool:
    """Whether a name is part of a longer one (the "Kurier" of "Kurier Bagienny"), or a section's."""
    before, after = re.search(r"(\S+)\s[«„“\"]?$", text[:start]), re.match(r"\s(\S)", text[end:])
    section = before is not None and any(
        words(before[1])[-1:] == [w] for t in scene.tongues for w in t.slot.get("sections", ())
    )
    led = (
        before is not None
        and before[1][:1].isupper()
        and not leads_to_paper(scene, before[1].strip('(«“"'))
        and start > 0
    )
    first = before is not None and before.start() == 0
    return section or (led and not first) or (after is not None and after[1].isupper())


def _spaced_spans(text: str) -> Iterator[tuple[int, int]]:
    """Runs of words that may be a name, the longest first."""
    tokens = [(m.start(), m.end()) for m in WORD.finditer(text)]
    for size in range(MAX_WORDS, 0, -1):
        for at in range(len(tokens) - size + 1):
            start, end = tokens[at][0], tokens[at + size - 1][1]
            first = text[start]
            code = len(text) <= MAX_LONE and end - start >= 2
            if code or ((first.isupper() or not first.isascii() or size > 1) and end - start >= 3):
                yield start, end


def marked_names(scene: Scene, line: Line) -> list[Found]:
    """An unlisted name in quotation marks behind a kind of paper: "З газети «Новий шлях»"."""
    match = _QUOTED.search(line.text)
    before = words(line.text[: match.start()]) if match else []
    if match is None or not before or not any(before[-1] in t.slot.get("kinds", ()) for t in scene.tongues):
        return []
    name = match[1].strip()
    outlet = look_up(scene, name) or scene.registry.provisional_for_name(name)
    return [] if scene.own(outlet, name) or scene.named_by_site(name) else [Found(name, outlet, *match.span(1))]


def _unspaced_spans(text: str) -> Iterator[tuple[int, int]]:
    for match in _MARKED.finditer(text):
        yield match.span(match.lastindex or 0)


def leads_to_paper(scene: Scene, word: str) -> bool:
    """A preposition, an article, a kind of paper, a word for a source."""
    plain = word.casefold().strip(".")
    return any(
        plain in t.slot.get(of, ()) for t in scene.tongues for of in ("again", "articles", "kinds", "sources", "leads")
    )


def leads_home(scene: Scene, line: Line) -> bool:
    """Whether the line is a link within the site: a section, a tag."""
    return any(k.end - k.start >= 0.6 * len(line.text) and link_target(scene, k.href) is None for k in line.links)


def mention_claim(
    scene: Scene, line: Line, found: Found, rule: str, strength: float, *, translated: bool = False
) -> Claim:
    """A credit of what a line names; a date behind the name is when it stood there."""
    relation: Relation = "wire" if found.outlet.kind in WIRE_KINDS else "republished_from"
    relation = "translated_from" if translated and relation != "wire" else relation
    evidence = scene.whole(line, rule)
    date = find_written(line.text[found.end :][:60])
    return Claim(
        relation, "in", found.name, found.outlet, not found.outlet.provisional, found.url, strength, False, evidence, "text",
        date=origin_date(date[2], evidence) if date else None,
    )  # fmt: skip
