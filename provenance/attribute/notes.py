"""Short notes at the text's edges that no formula knows: what leads to an outlet, the outlet, and nothing else.

A note is told by what its words are, not by their order: "da il manifesto del 12 aprile", "Zdroj: ČTK",
"English version of an article which Example Post carried". Only listed outlets, or such as the note
links to, are found so; where a formula has read the line, its reading stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from provenance.attribute.credits import LICENCE, PRESS_KINDS, WIRE_KINDS, Claim, denied, is_institution, origin_date
from provenance.attribute.links import link_target
from provenance.attribute.naming import EDGE, SMALL, organisation_like, plausible
from provenance.attribute.phrases import Phrases
from provenance.attribute.scene import Scene
from provenance.attribute.slots import look_up
from provenance.records.article import Relation
from provenance.records.document import Line
from provenance.records.outlet import Outlet
from provenance.text import sentences, words
from provenance.times import find_written
from provenance.urls import host_of, names_a_page

MAX_LONE, MAX_TOLD, MAX_WORDS, MIN_NAME, MAX_SUBJECT, MAX_BESIDE, REACH, MAX_CLASSED = 70, 320, 5, 4, 5, 3, 3, 40
_WORD = re.compile(r"[^\W_][\w.'’&-]*[^\W_]|[^\W_]")
_LABELLED = re.compile(r"[\s(\[–—*-]*(?P<label>[^\W\d_][^:\d\n]{1,24}?)\s?:\s*(?P<name>\S[^:\n]{1,40}?)[\s).\]]*")
_OUTWARD = re.compile(
    r"(?:republish|repost|reprint|syndicat)ed (?:by|in|on|at|to)\b|nachgedruckt in|(?:перепечат|передрук)\w+ (?:в|на|у)\b",
    re.I,
)
_JOINING = frozenset("with mit avec con com с со з із z ze met ile and und et e y и та i".split())  # noqa: SIM905
"""Words that put an outlet beside somebody else: it only contributed."""
_COUNT = re.compile(r"\d+[.,º°]?|n[°ºr]?\.?|no\.?|#\d+", re.I)
_SOURCE_CLASS = re.compile(
    r"(?:.*[-_])?(?:source|provider|agency|agence|agentur|agencia|agenzia|syndication|syndicated|quelle|fuente|fonte|bron|zrodlo|kaynak)(?:[-_](?:name|label|text|line|info|logo))?"
)
_QUOTED = re.compile(r"[«„“\"]([^«»„“”\"]{3,40})[»“”\"]")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
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


def note_credits(scene: Scene, read: Collection[tuple[int, int]]) -> Iterator[Claim]:
    """Credits of notes above and below the text, but for lines of which something (`read`, spans) was read already."""
    for line in {x.index: x for x in (*scene.head, *scene.tail)}.values():
        if any(start < line.end and end > line.start for start, end in read) or not _may_be_note(scene, line):
            continue
        claim = _labelled(scene, line) or _lone(scene, line) or _named_by_class(scene, line) or _told(scene, line)
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
    found = _outlet(scene, match["name"].strip())
    if found is None or scene.own(found, match["name"]) or _leads_home(scene, line):
        return None
    return _claim(
        scene, line, Found(match["name"].strip(), found, match.start("name"), match.end("name")), "labelled", 0.75
    )


def _invites(scene: Scene, label: str) -> bool:
    said = {*words(label), label.casefold().strip()}
    return any(said.intersection(t.slot.get("invitations", ())) for t in scene.tongues)


def _lone(scene: Scene, line: Line) -> Claim | None:
    """A listed outlet with nothing but words that lead to one, a kind of paper, a date or a number."""
    if len(line.text) > MAX_LONE or scene.speaks_of_picture(line) or _leads_home(scene, line):
        return None
    classed = any(_SOURCE_CLASS.fullmatch(c) for c in line.classes)
    found = [f for f in _names(scene, line) if line.text[f.start : f.end].strip(EDGE) == f.name.strip(EDGE)]
    found = [] if "@" in line.text else found or _marked(scene, line)
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
    beside = _WORD.findall(rest)
    if any(_invites(scene, w) for w in beside if w.casefold() not in SMALL):
        return None
    lead = any(_leads_to_paper(scene, w) for w in _WORD.findall(led)) or any(_kind(scene, w) for w in beside)
    plain = all(_leads(scene, w) or _COUNT.fullmatch(w) for w in beside)
    few = len(beside) <= (MAX_BESIDE if classed else 1 if found[0].outlet.kind in WIRE_KINDS else 0)
    if not ((plain and (classed or licence or lead)) or (few and (classed or _close(scene, line)))):
        return None
    partly = any(w.casefold() in _JOINING for w in _WORD.findall(led))
    claim = _claim(scene, line, found[0], "lone-note", 0.75)
    return replace(claim, relation="contributed", partial=True) if partly else claim


def _named_by_class(scene: Scene, line: Line) -> Claim | None:
    """An unlisted name alone where the page's own markup says "source"."""
    name, tongue = line.text.strip(" .:()[]"), scene.tongues[0]
    classed = any(_SOURCE_CLASS.fullmatch(c) for c in line.classes) and _close(scene, line)
    if (
        not classed
        or len(name) > MAX_CLASSED
        or _UNSPACED.search(name)
        or re.search(r"[:|]", name)
        or not plausible(tongue, name)
        or scene.speaks_of_picture(line)
    ):
        return None
    outlet = scene.registry.provisional_for_name(name)
    known = look_up(scene, name) is not None or scene.own(outlet, name) or scene.named_by_site(name)
    if known or not organisation_like(tongue, name) or _leads_home(scene, line) or name.casefold() in tongue.works:
        return None
    return _claim(scene, line, Found(name, outlet, 0, len(name)), "source-class", 0.7)


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


def _told(scene: Scene, line: Line) -> Claim | None:
    """A sentence that speaks of this very text, says one of the words for publishing, and names one outlet."""
    for start, end in sentences(line.text):
        sentence = line.text[start:end]
        tongue = next((t for t in scene.tongues if _tells(t, sentence)), None)
        if len(words(sentence)) < MAX_SUBJECT and not _UNSPACED.search(sentence):
            continue
        inside = line.index in scene.text_lines and not scene.short
        if (
            tongue is None
            or (inside and not _opens_with_work(tongue, sentence))
            or denied(tongue, sentence)
            or _of_person(tongue, sentence)
            or _OUTWARD.search(sentence)
        ):
            continue
        found = [f for f in _names(scene, line) if start <= f.start < end]
        if len({f.outlet.slug for f in found}) == 1:
            return _claim(scene, line, found[0], "told", 0.7, translated=_translates(tongue, line.text))
    return None


@lru_cache(maxsize=64)
def _stems(tongue: Phrases, name: str) -> tuple[str, ...]:
    return tuple(tongue.slot.get(name, ()))


def _tells(tongue: Phrases, sentence: str) -> bool:
    """Whether a sentence has a word for publishing and speaks of this text: early on, in brackets, or of its translation."""
    telling = _stems(tongue, "telling")
    if _UNSPACED.search(sentence):
        return any(stem in sentence for stem in telling)
    said = words(sentence)
    if not telling or not any(w.startswith(telling) for w in said):
        return False
    about = any(w in tongue.works for w in said[:MAX_SUBJECT]) or sentence.lstrip()[:1] in "(["
    return about or any(w.startswith(_stems(tongue, "translating") or ("\0",)) for w in said[:MAX_SUBJECT])


def _opens_with_work(tongue: Phrases, sentence: str) -> bool:
    """Whether a sentence of the text itself begins as a note does: "This article", "(Translated"."""
    if _UNSPACED.search(sentence):
        return sentence.lstrip()[:1] in "(※[本"
    said = words(sentence)[:3]
    return any(w in tongue.works for w in said) or sentence.lstrip()[:1] in "(["


def _translates(tongue: Phrases, text: str) -> bool:
    stems = _stems(tongue, "translating")
    return (
        any(s in text for s in stems)
        if _UNSPACED.search(text)
        else any(w.startswith(stems) for w in words(text) if stems)
    )


def _of_person(tongue: Phrases, sentence: str) -> bool:
    """Whether a sentence is about its author's life: "Her work has appeared in Example Post"."""
    said = set(words(sentence))
    roles = {r for r in tongue.byline.get("roles", ()) if len(r) > MIN_NAME}
    return bool(said.intersection(tongue.slot.get("persons", ())) or said.intersection(roles))


def _leads(scene: Scene, word: str) -> bool:
    return word.casefold() in SMALL or _leads_to_paper(scene, word) or scene.says_nothing(word)


def _leads_to_paper(scene: Scene, word: str) -> bool:
    """A preposition, an article, a kind of paper, a word for a source."""
    plain = word.casefold().strip(".")
    return any(
        plain in t.slot.get(of, ()) for t in scene.tongues for of in ("again", "articles", "kinds", "sources", "leads")
    )


def _kind(scene: Scene, word: str) -> bool:
    return any(word.casefold() in t.slot.get("kinds", ()) for t in scene.tongues)


def _leads_home(scene: Scene, line: Line) -> bool:
    """Whether the line is a link within the site: a section, a tag."""
    return any(k.end - k.start >= 0.6 * len(line.text) and link_target(scene, k.href) is None for k in line.links)


def _outlet(scene: Scene, name: str) -> Outlet | None:
    outlet = look_up(scene, name)
    if outlet is None or outlet.kind not in WIRE_KINDS | PRESS_KINDS:
        return None
    if len(name) <= MIN_NAME and name.isascii() and not any(n.name == name for n in outlet.names):
        return None  # "Ana" is not ANA
    if len(name) <= MIN_NAME and len(scene.registry.candidates(name)) > 1 and outlet.country != scene.country:
        return None  # a code of several, and nothing on the page says of which
    loose = outlet.kind not in WIRE_KINDS and (is_institution(outlet) or (len(name) < MIN_NAME and not name.isupper()))
    return None if loose or (" " not in name and scene.named_by_site(name)) else outlet


def _names(scene: Scene, line: Line) -> list[Found]:
    """Outlets of other owners that a line names by a listed name or by a link to another site's page."""
    text, found = line.text, list[Found]()
    for link in line.links:
        url, name = link_target(scene, link.href), text[link.start : link.end].strip(' .,:;()«»“”"')
        known = _outlet(scene, name)
        there = scene.registry.by_host(host_of(url)) if url else None
        if known is not None and url is not None:
            found.append(Found(name, known, link.start, link.end, url if names_a_page(url) else None))
        elif there is not None and there.kind in PRESS_KINDS | WIRE_KINDS and url and names_a_page(url) and name:
            found.append(Found(there.name, there, link.start, link.end, url))
    taken = [(f.start, f.end) for f in found]
    spans = _unspaced_spans(text) if _UNSPACED.search(text) else _spaced_spans(text)
    for start, end in spans:
        name = text[start:end]
        if any(start < b and end > a for a, b in taken):
            continue
        outlet = _outlet(scene, name)
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
        and not _leads_to_paper(scene, before[1].strip('(«“"'))
        and start > 0
    )
    first = before is not None and before.start() == 0
    return section or (led and not first) or (after is not None and after[1].isupper())


def _spaced_spans(text: str) -> Iterator[tuple[int, int]]:
    """Runs of words that may be a name, the longest first."""
    tokens = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    for size in range(MAX_WORDS, 0, -1):
        for at in range(len(tokens) - size + 1):
            start, end = tokens[at][0], tokens[at + size - 1][1]
            first = text[start]
            code = len(text) <= MAX_LONE and end - start >= 2
            if code or ((first.isupper() or not first.isascii() or size > 1) and end - start >= 3):
                yield start, end


def _marked(scene: Scene, line: Line) -> list[Found]:
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


def _claim(scene: Scene, line: Line, found: Found, rule: str, strength: float, *, translated: bool = False) -> Claim:
    relation: Relation = "wire" if found.outlet.kind in WIRE_KINDS else "republished_from"
    relation = "translated_from" if translated and relation != "wire" else relation
    evidence = scene.whole(line, rule)
    date = find_written(line.text[found.end :][:60])
    return Claim(
        relation, "in", found.name, found.outlet, not found.outlet.provisional, found.url, strength, False, evidence, "text",
        date=origin_date(date[2], evidence) if date else None,
    )  # fmt: skip
