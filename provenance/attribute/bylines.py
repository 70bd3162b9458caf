"""Who is named as author: persons, agencies, outlets and desks, and what that says of the origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from provenance.attribute.credits import WIRE_KINDS, Claim
from provenance.attribute.phrases import Phrases
from provenance.attribute.scene import Scene, cite
from provenance.attribute.slots import look_up
from provenance.records.article import Byline, Family, Relation
from provenance.records.document import Line
from provenance.records.evidence import Evidence
from provenance.records.outlet import Outlet
from provenance.text import name_key
from provenance.times import find_written

MAX_BYLINE = 140
BYLINE_REACH = 4
ARCHIVE_REACH = 15
"""Lines below the text in which the tag of the author's archive may stand, also among teasers."""
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
_TITLE = re.compile(r"^(?:dr|prof|sir|mr|mrs|ms|rev|fr)\.?\s+", re.I)
_PERSON = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*(?:\s+[^\W\d_](?:[^\W\d_]|['’.-])*){1,4}")
_PARTICLES = frozenset(
    [
        "de",
        "la",
        "van",
        "der",
        "den",
        "von",
        "da",
        "di",
        "del",
        "dos",
        "bin",
        "al",
        "el",
        "le",
        "du",
        "ten",
        "ter",
        "y",
        "e",
    ]
)


@dataclass(frozen=True, slots=True)
class Authors:
    """What one byline says. `partial` where an agency stands beside an own author."""

    bylines: tuple[Byline, ...]
    partial: bool
    family: Family


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
            if rest is None and _lone_agency(scene, line):
                rest = 0
            if rest is not None:
                yield _authors(scene, tongue, line.text[rest:], scene.whole(line, "byline", "byline"), "byline")
                break


def _after_lead(tongue: Phrases, line: Line) -> int | None:
    """Where the names begin on a byline, or None where the line is none."""
    text = line.text.casefold()
    for lead in sorted(tongue.byline.get("leads", ()), key=len, reverse=True):
        match = re.match(rf"[\W_]*{re.escape(lead)}\s*:?\s+(?=\S)", text)
        if match:
            loose = lead in ("from", "author", "authors", "published by")
            if loose and "byline" not in line.context and ":" not in match[0]:
                continue
            return match.end() if _names_like(line.text[match.end() :]) else None
    return _bare_names(line)


def _bare_names(line: Line) -> int | None:
    """A line of names without "By", in a byline element above the text."""
    if "byline" in line.context and line.window == "head" and _names_like(line.text) and len(line.text) <= 80:
        return 0
    return None


def _lone_agency(scene: Scene, line: Line) -> bool:
    """An agency's name alone on a line between the title and the text."""
    title = scene.page.body.title_line
    if line.window != "head" or line.links or len(line.text) > 50 or title is None or line.index <= title:
        return False
    name = line.text.strip(" ()[].")
    outlet = look_up(scene, name) if len(set(name)) > 1 else None  # "AA" makes letters larger
    return outlet is not None and outlet.kind in WIRE_KINDS


def _names_like(text: str) -> bool:
    """Names are capitalised and end no sentence: "By Friday the storm had passed." is none."""
    if find_written(text) and find_written(text)[0] == 0:  # type: ignore[index]
        return False
    first = text.split()[0] if text.split() else ""
    small = [w for w in text.split() if w[0].islower() and w not in _PARTICLES]
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
            yield _authors(scene, tongue, signal.value, cite(signal, f"{signal.where}.author"), family)


def _authors(scene: Scene, tongue: Phrases, text: str, evidence: Evidence, family: Family) -> Authors:
    date = find_written(text)
    if date:
        text = text[: date[0]] if date[0] > 0 else text[date[1] :]
    pieces = _pieces(scene, tongue, text)
    found = [b for piece in pieces if (b := _named(scene, tongue, piece, evidence)) is not None]
    unique = {(name_key(b.name), b.kind): b for b in reversed(found)}
    bylines = tuple(reversed(unique.values()))
    joined = re.search(r"\b(?:with|and|mit|avec|con|et|und|y|e)\b|[/&+]", text.casefold()) is not None
    return Authors(bylines, joined, family)


def _pieces(scene: Scene, tongue: Phrases, text: str) -> list[str]:
    """The names of a byline; an agency at the end of a name is split off ("JANE DOE Associated Press")."""
    words = "|".join(re.escape(w) for w in sorted(tongue.byline.get("joins", ()), key=len, reverse=True) if w.isalpha())
    whole = text.strip(" \t.,;:|()[]")
    if look_up(scene, whole) is not None:
        return [whole]
    raw = re.split(
        rf"\s*(?:[,;|/·•&()\n]|\s[-–—]\s|\b(?:{words})\b)\s*" if words else r"\s*[,;|/·•&()]\s*", text, flags=re.I
    )
    pieces: list[str] = []
    for piece in filter(None, (p.strip(" .:-–—") for p in raw)):
        pieces.extend(_cut_agency(scene, re.sub(r"^(?:by|von|por|par|di|from)\s+", "", piece, flags=re.I)))
    return pieces


def _cut_agency(scene: Scene, piece: str) -> list[str]:
    parts = piece.split()
    for at in range(1, min(len(parts), 6)):
        tail = " ".join(parts[at:])
        if not scene.registry.is_short_code(tail) and look_up(scene, tail) is not None and at >= 2:
            return [" ".join(parts[:at]), tail]
    return [piece]


def _named(scene: Scene, tongue: Phrases, piece: str, evidence: Evidence) -> Byline | None:
    plain = piece.casefold().strip()
    if not plain or plain in tongue.byline.get("never", ()):
        return None
    outlet = look_up(scene, piece)
    if outlet is None and scene.own(None, piece):
        outlet = scene.own_outlet
    if outlet is not None:
        return Byline(
            piece,
            "agency" if outlet.kind in WIRE_KINDS | {"pr_wire", "distributor"} else "outlet",
            outlet.ref,
            evidence,
        )
    if plain in tongue.byline.get("collectives", ()):
        return Byline(piece, "collective", None, evidence) if "staff" not in plain else None
    if plain in tongue.byline.get("roles", ()) or any(
        plain.endswith(" " + r) or plain.startswith(r + " ") for r in tongue.byline.get("roles", ()) if len(r) > 3
    ):
        return None
    return Byline(_proper(piece), "person", None, evidence) if _is_person(piece) else None


def _is_person(piece: str) -> bool:
    name = _TITLE.sub("", piece)
    if not name.isascii() and re.fullmatch(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,5}", name):
        return True
    if not _PERSON.fullmatch(name) or len(name) > 50:
        return False
    weighty = [w for w in name.split() if w.casefold() not in _PARTICLES]
    return len(weighty) >= 2 and all(
        w[0].isupper() or not w[0].isalpha() or not (w[0].isupper() or w[0].islower()) for w in weighty
    )


def _proper(name: str) -> str:
    """JANE DOE as Jane Doe."""
    return name.title() if name.isupper() and name.isascii() else name


def byline_credits(scene: Scene, found: tuple[Authors, ...]) -> Iterator[Claim]:
    """What bylines say of the origin: agencies credit, other outlets only support.

    An agency beside an own author is a contribution; a person's own affiliation to the agency
    ("By Tom Daly, Associated Press") is the agency's text.
    """
    for authors in found:
        persons = [b for b in authors.bylines if b.kind in ("person", "collective")]
        own = any(b.outlet and scene.own(scene.registry.by_slug(b.outlet.slug)) for b in authors.bylines)
        for byline in authors.bylines:
            outlet = scene.registry.by_slug(byline.outlet.slug) if byline.outlet else None
            if outlet is None:
                continue
            if byline.kind == "agency":
                yield _agency_claim(byline, outlet, authors, partial=own or (bool(persons) and authors.partial))
            else:
                yield Claim(
                    "republished_from",
                    "in",
                    byline.name,
                    outlet,
                    True,
                    None,
                    0.6,
                    False,
                    byline.evidence,
                    authors.family,
                    supports_only=True,
                )


def _agency_claim(byline: Byline, outlet: Outlet, authors: Authors, *, partial: bool) -> Claim:
    relation: Relation = "contributed" if partial else "press_release" if outlet.kind == "pr_wire" else "wire"
    people = tuple(b.name for b in authors.bylines if b.kind == "person")
    return Claim(
        relation, "in", byline.name, outlet, True, None, 0.85, partial, byline.evidence, authors.family, authors=people
    )


def archive_tags(scene: Scene) -> Iterator[Claim]:
    """ "Articles by: RT": a tag of the author's archive; supports another credit to the same outlet."""
    last = scene.text_lines[-1:]
    near = scene.page.document.lines[last[0] + 1 : last[0] + 1 + ARCHIVE_REACH] if last else ()
    for line in dict.fromkeys((*near, *scene.head)):
        if line.context & {"nav", "comment"}:
            continue
        for tongue in scene.tongues:
            for lead in tongue.byline.get("archives", ()):
                match = re.match(rf"[\W_]*{re.escape(lead)}\s*:?\s+", line.text, re.I)
                outlet = look_up(scene, line.text[match.end() :].strip(" .:")) if match else None
                if outlet is not None:
                    name = line.text[match.end() :].strip(" .:") if match else ""
                    yield Claim(
                        "republished_from",
                        "in",
                        name,
                        outlet,
                        True,
                        None,
                        0.5,
                        False,
                        scene.whole(line, "author-tag"),
                        "byline",
                        supports_only=True,
                    )
