"""The names on a byline: cut apart, and told to be persons, agencies, outlets or desks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from provenance.attribute.credits import WIRE_KINDS
from provenance.attribute.naming import DOMAIN, press_like
from provenance.attribute.phrases import Phrases
from provenance.attribute.scene import Scene
from provenance.attribute.slots import look_up
from provenance.records.article import Byline, Family
from provenance.records.evidence import Evidence
from provenance.records.outlet import Outlet
from provenance.text import name_key
from provenance.times import find_written

_TITLE = re.compile(r"^(?:dr|prof|sir|mr|mrs|ms|rev|fr)\.?\s+", re.I)
_PERSON = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*(?:\s+[^\W\d_](?:[^\W\d_]|['’.-])*){1,4}")
PARTICLES = frozenset("de la van der den von da di del dos bin al el le du ten ter y e".split())  # noqa: SIM905
_OFFICE = re.compile(
    r"\s+(?:(?:senior|associate|staff|chief|political|politics|news|deputy|managing|executive|assistant|contributing|national|foreign|business"
    r"|sports?|science|health|technology|tech|culture|opinion|digital|online|special|legal|military|diplomatic|investigative|freelance|guest|education|environment|economics|media|community|city|crime|court|religion|travel|food|books|arts|music|film|fashion|royal|home|world|international|local)\s+){0,4}"
    r"(?:editor|reporter|correspondent|writer|columnist|contributor|journalist|producer|photographer|ph\.?d\.?|m\.?d\.?)s?\b.*$",
    re.I,
)
_JOINS = r"\b(?:with|and|mit|avec|con|et|und|y|e)\b(?:\s+(?:the|der|die|la|el|l['’]))?|[&+]|(?<=[a-z])/(?=\w)"
_CODED = re.compile(r"([^\W\d_].{1,40}?)\s+([A-Z]{2,4})")
_MARKED = re.compile(r"[«„“\"《『]([^«»„“”\"《》『』]{3,40})[»“”\"》』]")
"""A name in quotation marks is a title's, no person's."""
_FIRM = re.compile(
    r"\b(?:GmbH|AG|Inc|LLC|Ltd|Limited|Corp|Corporation|S\.?A\.?|S\.?p\.?A\.?|B\.?V\.?|Verlag|Media|Publishing|Publications?|Group|Holdings?|Company|Network|Α\.Ε)\b\.?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Authors:
    """What one byline says. `partial` where an agency stands beside an own author."""

    bylines: tuple[Byline, ...]
    partial: bool
    family: Family


def authors_in(
    scene: Scene,
    tongue: Phrases,
    text: str,
    evidence: Evidence,
    family: Family,
    *,
    one_word: bool = False,
    organisation: bool = False,
) -> Authors:
    """Everybody named in the text of a byline, once.

    `one_word` lets a single name pass for a person ("by Tobi"), `organisation` says that the page
    itself calls the author one: then nobody here is a person.
    """
    date = find_written(text)
    if date:
        text = _without_stamp(tongue, text[: date[0]]) if date[0] > 0 else text[date[1] :]
    pieces = _pieces(scene, tongue, text)
    found = [b for piece in pieces if (b := _named(scene, tongue, piece, evidence, one_word=one_word)) is not None]
    if organisation:
        found = [b for b in found if b.kind != "person"]
    unique = {(name_key(b.name), b.kind): b for b in reversed(found)}
    bylines = tuple(reversed(unique.values()))
    agencies = [b.name for b in bylines if b.kind == "agency"]
    joined = any(
        re.search(rf"(?:{_JOINS})\s*{re.escape(a)}|{re.escape(a)}\s*(?:{_JOINS})", text, re.I) for a in agencies
    )
    return Authors(bylines, joined, family)


def _without_stamp(tongue: Phrases, text: str) -> str:
    """The text without the words before a date: "Example News. Published"."""
    plain = text.rstrip(" .,:|•·–—-")
    said = next((w for w in tongue.byline.get("never", ()) if plain.casefold().endswith(f" {w}")), "")
    return plain[: len(plain) - len(said)] if said else text


def _pieces(scene: Scene, tongue: Phrases, text: str) -> list[str]:
    """The names of a byline; an agency at the end of a name is split off ("JANE DOE Associated Press")."""
    words = "|".join(re.escape(w) for w in sorted(tongue.byline.get("joins", ()), key=len, reverse=True) if w.isalpha())
    whole = text.strip(" \t.,;:|()[]")
    if look_up(scene, whole) is not None:
        return [whole]
    strong = re.split(r"\s*(?:[,;|/·•&()\n]|\s[-–—]\s)\s*", text)
    joint = re.compile(rf"\s*\b(?:{words})\b\s*", re.I) if words else None
    raw = [
        x for part in strong for x in ([part] if joint is None or _whole(scene, tongue, part) else joint.split(part))
    ]
    pieces: list[str] = []
    for piece in filter(None, (p.strip(" .:-–—") for p in raw)):
        pieces.extend(_cut_agency(scene, _bare(scene, tongue, piece)))
    return pieces


def _bare(scene: Scene, tongue: Phrases, piece: str) -> str:
    """A name without the preposition or the lead before it: "no Brasil de Fato", "von Jane Doe"."""
    first, _, rest = piece.partition(" ")
    plain = first.casefold()
    leads = ("by", "von", "por", "par", "di", "from")
    if not rest or not (plain in leads or (first.islower() and plain in tongue.slot.get("again", ()))):
        return piece
    return rest if plain in leads or look_up(scene, piece) is None else piece


def _whole(scene: Scene, tongue: Phrases, part: str) -> bool:
    """Whether a part is one name although it holds a word that joins names: a listed outlet's, a body's."""
    bare = _bare(scene, tongue, part.strip(" .:-–—"))
    listed = " " in bare and not scene.registry.is_short_code(bare) and look_up(scene, bare) is not None
    return listed or bare.partition(" ")[0].casefold() in tongue.slot.get("bodies", ())


def _cut_agency(scene: Scene, piece: str) -> list[str]:
    coded = _CODED.fullmatch(_OFFICE.sub("", piece))
    if coded and (_OFFICE.search(piece) or " " in coded[1]) and _is_wire(look_up(scene, coded[2])):
        return [coded[1], coded[2]]  # "Jane Doe AP Sports Writer"
    parts = piece.split()
    for at in range(1, min(len(parts), 6)):
        tail = " ".join(parts[at:])
        if any(tail.casefold() in t.byline.get("roles", ()) for t in scene.tongues):
            continue
        if not scene.registry.is_short_code(tail) and look_up(scene, tail) is not None and at >= 2:
            return [" ".join(parts[:at]), tail]
    return [piece]


def _is_wire(outlet: Outlet | None) -> bool:
    return outlet is not None and outlet.kind in WIRE_KINDS


def _named(scene: Scene, tongue: Phrases, piece: str, evidence: Evidence, *, one_word: bool) -> Byline | None:
    piece = _OFFICE.sub("", piece) if len(piece.split()) > 2 else piece
    plain = piece.casefold().strip()
    if not plain or plain in tongue.byline.get("never", ()):
        return None
    marked = _MARKED.fullmatch(piece)
    piece = marked[1] if marked else piece
    role = plain in tongue.byline.get("roles", ())
    outlet = look_up(scene, piece) if not role else None
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
    if marked or DOMAIN.fullmatch(piece) or (press_like(tongue, piece, titled=tongue.language == "en")):
        return Byline(piece, "outlet", scene.registry.provisional_for_name(piece).ref, evidence)
    single = one_word and re.fullmatch(r"[^\W\d_]{3,15}", piece) is not None and piece[0].isupper()
    return Byline(_proper(piece), "person", None, evidence) if single or _is_person(piece) else None


def _is_person(piece: str) -> bool:
    name = _TITLE.sub("", piece)
    if not name.isascii() and re.fullmatch(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,5}", name):
        return True
    if not _PERSON.fullmatch(name) or len(name) > 50 or _FIRM.search(name):
        return False
    weighty = [w for w in name.split() if w.casefold() not in PARTICLES]
    return len(weighty) >= 2 and all(
        w[0].isupper() or not w[0].isalpha() or not (w[0].isupper() or w[0].islower()) for w in weighty
    )


def _proper(name: str) -> str:
    """JANE DOE as Jane Doe."""
    return name.title() if name.isupper() and name.isascii() else name
