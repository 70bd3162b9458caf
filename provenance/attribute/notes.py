"""Short notes at the text's edges that no formula knows: what leads to an outlet, the outlet, and nothing else.

A note is told by what its words are, not by their order: "da il manifesto del 12 aprile", "Zdroj: ČTK",
"English version of an article which Example Post carried". Only listed outlets, or such as the note
links to, are found so; where a formula has read the line, its reading stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from provenance.attribute.credits import LICENCE, WIRE_KINDS, Claim
from provenance.attribute.mentions import (
    MAX_LONE,
    UNSPACED,
    WORD,
    Found,
    leads_home,
    leads_to_paper,
    listed_outlet,
    marked_names,
    mention_claim,
    named_on,
)
from provenance.attribute.naming import EDGE, SMALL, organisation_like, plausible
from provenance.attribute.papers import paper_named
from provenance.attribute.scene import Scene
from provenance.attribute.slots import look_up
from provenance.attribute.told import told_claim
from provenance.records.document import Line
from provenance.text import words
from provenance.times import find_written

MAX_TOLD, MAX_BESIDE, REACH, MAX_CLASSED, MIN_LABEL = 320, 3, 3, 40, 5
_LABELS = ("sources", "source_links")
_LABELLED = re.compile(r"[\s(\[–—*-]*(?P<label>[^\W\d_][^:\d\n]{1,24}?)\s?:\s*(?P<name>\S[^:\n]{1,40}?)[\s).\]]*")
_JOINING = frozenset("with mit avec con com с со з із z ze met ile and und et e y и та i".split())  # noqa: SIM905
"""Words that put an outlet beside somebody else: it only contributed."""
_COUNT = re.compile(r"\d+[.,º°]?|n[°ºr]?\.?|no\.?|#\d+", re.I)
_SOURCE_CLASS = re.compile(
    r"(?:.*[-_])?(?:source|provider|agency|agence|agentur|agencia|agenzia|syndication|syndicated|quelle|fuente|fonte|bron|zrodlo|kaynak)(?:[-_](?:name|label|text|line|info|logo))?"
)


def note_credits(scene: Scene, read: Collection[tuple[int, int]]) -> Iterator[Claim]:
    """Credits of notes above and below the text, but for lines of which something (`read`, spans) was read already."""
    for line in {x.index: x for x in (*scene.head, *scene.tail)}.values():
        if any(start < line.end and end > line.start for start, end in read):
            continue
        if (below_label := _below_label(scene, line)) is not None:
            yield below_label
        if below_label is not None or not _may_be_note(scene, line):
            continue
        claim = _labelled(scene, line) or _lone(scene, line) or _named_by_class(scene, line) or told_claim(scene, line)
        if claim is not None:
            yield claim


def _may_be_note(scene: Scene, line: Line) -> bool:
    boxed = line.context & {"heading", "figure", "caption", "teaser", "nav", "comment", "form"} or scene.in_list(line)
    boxed = boxed or scene.beside_column(line)
    return 2 < len(line.text) <= MAX_TOLD and not boxed and not scene.of_picture(line)


def _labelled(scene: Scene, line: Line) -> Claim | None:
    """`WORD: NAME` of a listed outlet, whatever the language calls a source; pictures, subjects and invitations aside."""
    match = _LABELLED.fullmatch(line.text) if len(line.text) <= MAX_LONE else None
    if match is None or scene.speaks_of_picture(line) or _invites(scene, match["label"]):
        return None
    found = listed_outlet(scene, match["name"].strip())
    if found is None or _never(scene, match["name"]) or scene.own(found, match["name"]) or leads_home(scene, line):
        return None
    return mention_claim(
        scene, line, Found(match["name"].strip(), found, match.start("name"), match.end("name")), "labelled", 0.75
    )


def _below_label(scene: Scene, line: Line) -> Claim | None:
    """A name under a line that says only "Source", as lists of terms have it."""
    above = scene.page.document.lines[line.index - 1] if line.index > 0 else None
    if (
        above is None
        or line.context & {"figure", "caption", "teaser", "nav", "comment"}
        or len(line.text) > MAX_CLASSED
    ):
        return None
    label = above.text.casefold().strip(" :")
    if len(label) < MIN_LABEL or not any(label in t.slot.get(of, ()) for t in scene.tongues for of in _LABELS):
        return None
    outlet = listed_outlet(scene, line.text.strip(EDGE))
    found = (line.text.strip(EDGE), outlet) if outlet is not None else paper_named(scene, line.text)
    if found is None or scene.own(found[1], found[0]) or leads_home(scene, line):
        return None
    return mention_claim(scene, line, Found(found[0], found[1], 0, len(line.text)), "below-label", 0.75)


def _never(scene: Scene, name: str) -> bool:
    """Whether a name is on the language's list of those that are no source: "CBS" in Dutch is the office of statistics."""
    return any(name.strip(EDGE).casefold() in t.slot.get("never", ()) for t in scene.tongues)


def _invites(scene: Scene, label: str) -> bool:
    said = {*words(label), label.casefold().strip()}
    return any(said.intersection(t.slot.get("invitations", ())) for t in scene.tongues)


def _lone(scene: Scene, line: Line) -> Claim | None:
    """A listed outlet with nothing but words that lead to one, a kind of paper, a date or a number."""
    if len(line.text) > MAX_LONE or scene.speaks_of_picture(line) or leads_home(scene, line):
        return None
    classed = any(_SOURCE_CLASS.fullmatch(c) for c in line.classes)
    found = [f for f in named_on(scene, line) if line.text[f.start : f.end].strip(EDGE) == f.name.strip(EDGE)]
    found = [] if "@" in line.text or any(_never(scene, f.name) for f in found) else found or marked_names(scene, line)
    if not found or (len(found) > 1 and any(f.outlet.kind not in WIRE_KINDS for f in found)):
        return None
    found.sort(key=lambda f: f.start)
    rest, led = (
        line.text[: found[0].start] + " | " + _without(line.text, found)[found[0].end :],
        line.text[: found[0].start],
    )
    date, licence = find_written(rest), LICENCE.search(rest)
    rest = rest[: date[0]] + rest[date[1] :] if date else rest
    rest = LICENCE.sub(" ", rest)
    beside = WORD.findall(rest)
    if any(_invites(scene, w) for w in beside if w.casefold() not in SMALL):
        return None
    lead = any(leads_to_paper(scene, w) for w in WORD.findall(led)) or any(_kind(scene, w) for w in beside)
    plain = all(_leads(scene, w) or _COUNT.fullmatch(w) for w in beside)
    few = len(beside) <= (MAX_BESIDE if classed else 1 if found[0].outlet.kind in WIRE_KINDS else 0)
    if not ((plain and (classed or licence or lead)) or (few and (classed or _close(scene, line)))):
        return None
    partly = any(w.casefold() in _JOINING for w in WORD.findall(led))
    claim = mention_claim(scene, line, found[0], "lone-note", 0.75)
    return replace(claim, relation="contributed", partial=True) if partly else claim


def _named_by_class(scene: Scene, line: Line) -> Claim | None:
    """An unlisted name alone where the page's own markup says "source"."""
    name, tongue = line.text.strip(" .:()[]"), scene.tongues[0]
    classed = any(_SOURCE_CLASS.fullmatch(c) for c in line.classes) and _close(scene, line)
    if (
        not classed
        or len(name) > MAX_CLASSED
        or UNSPACED.search(name)
        or re.search(r"[:|]", name)
        or not plausible(tongue, name)
        or scene.speaks_of_picture(line)
    ):
        return None
    outlet = scene.registry.provisional_for_name(name)
    known = look_up(scene, name) is not None or scene.own(outlet, name) or scene.named_by_site(name)
    if known or not organisation_like(tongue, name) or leads_home(scene, line) or name.casefold() in tongue.works:
        return None
    return mention_claim(scene, line, Found(name, outlet, 0, len(name)), "source-class", 0.7)


def _without(text: str, found: list[Found]) -> str:
    """A text with blanks where outlets are named."""
    for f in found:
        text = text[: f.start] + " " * (f.end - f.start) + text[f.end :]
    return text


def _close(scene: Scene, line: Line) -> bool:
    """Whether a line stands between the title and the text, or right below the text."""
    title, text = scene.page.body.title_line, scene.text_lines
    above = title is not None and bool(text) and title < line.index < text[0]
    return above or (bool(text) and 0 < line.index - text[-1] <= REACH)


def _leads(scene: Scene, word: str) -> bool:
    return word.casefold() in SMALL or leads_to_paper(scene, word) or scene.says_nothing(word)


def _kind(scene: Scene, word: str) -> bool:
    return any(word.casefold() in t.slot.get("kinds", ()) for t in scene.tongues)
