"""Where a page names its authors: visible bylines, and metadata."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from provenance.attribute.authors import PARTICLES, Authors, authors_in
from provenance.attribute.credits import WIRE_KINDS
from provenance.attribute.phrases import Phrases
from provenance.attribute.scene import Scene, cite
from provenance.attribute.slots import look_up
from provenance.records.article import Family
from provenance.records.document import Line
from provenance.times import find_written

MAX_BYLINE = 140
MAX_DATED = 120
_PICTURED = re.compile(r"[^\W\d_]{2,}/[A-Z]{2,}\W*$")
"""`JANE DOE/REUTERS`: a picture's credit."""
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|people|staff|profiles?|contributors?|by|autor(?:en|es)?|auteurs?|reporters?|users?|writers?|journalist(?:en|s)?)[/?=-]",
    re.I,
)
BYLINE_REACH = 4
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_META = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "sailthru.author",
    "cxenseparse:author",
    "creator",
)


def find_bylines(scene: Scene) -> tuple[Authors, ...]:
    """Every byline of the page: visible lines first, then metadata."""
    seen = [*_visible(scene), *_structured(scene)]
    return tuple(found for found in seen if found.bylines)


def _visible(scene: Scene) -> Iterator[Authors]:
    """Bylines above the text; only where there is none, those right below it."""
    last = scene.text_lines[-1] if scene.text_lines else 0
    under = tuple(x for x in scene.tail if x.index <= last + BYLINE_REACH)
    above = tuple(a for a in _on_lines(scene, scene.head) if a.bylines)
    yield from above or _on_lines(scene, under)


def _on_lines(scene: Scene, lines: Iterable[Line]) -> Iterator[Authors]:
    for line in lines:
        if len(line.text) > MAX_BYLINE or (
            line.index in scene.body_at and not scene.short and line.index not in scene.page.body.lines[:2]
        ):
            continue
        for tongue in scene.tongues:
            rest = _after_lead(tongue, line)
            if rest is None and (_lone_agency(scene, line) or _lone_names(scene, tongue, line)):
                rest = 0
            if rest is not None:
                evidence = scene.whole(line, "byline", "byline")
                named = rest > 0 and ("byline" in line.context or find_written(line.text) is not None)
                yield authors_in(scene, tongue, line.text[rest:], evidence, "byline", one_word=named)
                break


@lru_cache(maxsize=64)
def _leads(tongue: Phrases) -> tuple[str, ...]:
    return tuple(sorted(tongue.byline.get("leads", ()), key=len, reverse=True))


@cache
def _opens(lead: str) -> re.Pattern[str]:
    return re.compile(rf"[\W_]*{re.escape(lead)}\s*:?\s+(?=\S)")


@cache
def _follows(lead: str) -> re.Pattern[str]:
    return re.compile(rf"\d\W*(?:[a-z]{{1,6}}\W+)?\s{re.escape(lead)}\s+(?=[^\W\d])", re.I)


def _after_lead(tongue: Phrases, line: Line) -> int | None:
    """Where the names begin on a byline, or None where the line is none."""
    text = line.text.casefold()
    for lead in _leads(tongue):
        match = _opens(lead).match(text) if lead in text else None
        if match:
            loose = lead in ("from", "author", "authors", "published by")
            if loose and "byline" not in line.context and ":" not in match[0]:
                continue
            return match.end() if _names_like(line.text[match.end() :]) else None
    return _after_date(tongue, line) or _bare_names(line)


def _after_date(tongue: Phrases, line: Line) -> int | None:
    """ "Posted on May 31, 2019 by NAME", "23:39 · von NAME": the lead behind a date or time."""
    if len(line.text) > MAX_DATED or not re.search(r"\d{4}|\d:\d\d", line.text):
        return None
    for lead in ("by", *tongue.byline.get("leads", ())):
        match = _follows(lead).search(line.text) if len(lead) <= 4 else None
        if match and _names_like(line.text[match.end() :]):
            return match.end()
    return None


def _bare_names(line: Line) -> int | None:
    """A line of names without "By", in a byline element above the text."""
    if "byline" in line.context and line.window == "head" and _names_like(line.text) and len(line.text) <= 80:
        return 0
    return None


def _lone_agency(scene: Scene, line: Line) -> bool:
    """An agency's name alone on a line between the title and the text."""
    title = scene.page.body.title_line
    placed = scene.short or (line.window == "head" and title is not None and line.index > title)
    if not placed or line.links or len(line.text) > 50:
        return False
    name = line.text.strip(" ()[].–—-/")
    outlet = look_up(scene, name) if len(set(name)) > 1 else None  # "AA" makes letters larger
    return outlet is not None and outlet.kind in WIRE_KINDS


def _lone_names(scene: Scene, tongue: Phrases, line: Line) -> bool:
    """Names alone on a line between title and text: linked to an author's page, or beside a date or an outlet."""
    title, first = scene.page.body.title_line, scene.text_lines[:1]
    between = line.window == "head" and title is not None and first and title < line.index < first[0]
    if (
        not (between or (scene.short and "," in line.text))
        or len(line.text) > 60
        or "list" in line.context
        or find_written(line.text)
        or _UNSPACED.search(line.text)
        or scene.of_picture(line)
        or (scene.short and _PICTURED.search(line.text))
    ):
        return False
    found = authors_in(scene, tongue, line.text, scene.whole(line, "byline", "byline"), "byline")
    persons = [b for b in found.bylines if b.kind == "person"]
    if not persons or sum(len(b.name) for b in found.bylines) < 0.7 * len(line.text):
        return False
    if any(b.kind != "person" for b in found.bylines) or any(_AUTHOR_PAGE.search(k.href) for k in line.links):
        return True
    near = scene.page.document.lines[max(0, line.index - 1) : line.index + 2]
    dated = any(x is not line and len(x.text) <= 80 and find_written(x.text) for x in near)
    return dated and not line.links and title is not None and line.index - title <= 3


def _names_like(text: str) -> bool:
    """Names are capitalised and end no sentence: "By Friday the storm had passed." is none."""
    if find_written(text) and find_written(text)[0] == 0:  # type: ignore[index]
        return False
    first = text.split()[0] if text.split() else ""
    small = [w for w in text.split() if w[0].islower() and w not in PARTICLES]
    return (
        bool(first)
        and (first[0].isupper() or not first[0].isascii() or "." in first)
        and len(small) <= 6
        and not text.rstrip().endswith((".”", "?", "!"))
    )


def _structured(scene: Scene) -> Iterator[Authors]:
    tongue = scene.tongues[0]
    for signal in scene.page.signals:
        person = signal.where == "json-ld" and signal.chain in ("author.name", "creator.name", "author", "creator")
        tag = signal.where == "meta" and signal.name in _META
        if (person or tag) and len(signal.value) <= MAX_BYLINE and "://" not in signal.value:
            family: Family = "json-ld" if person else "meta"
            yield authors_in(
                scene,
                tongue,
                signal.value,
                cite(signal, f"{signal.where}.author"),
                family,
                organisation="Organization" in signal.of,
            )
