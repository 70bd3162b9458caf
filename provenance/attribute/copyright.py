"""Copyright lines: the whole line, its holder, author and years, and by position its scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from provenance.attribute.credits import WIRE_KINDS, Claim
from provenance.attribute.phrases import Phrases
from provenance.attribute.scene import Scene
from provenance.attribute.slots import look_up
from provenance.reading.needles import Needled
from provenance.records.article import CopyrightLine, Relation
from provenance.records.document import Line
from provenance.records.outlet import Outlet
from provenance.text import name_key

_MARK = re.compile(
    r"©|℗|(?i:\(c\))(?=\s*(?:\d{4}|[A-Z]))|(?:^|[.|•·–—-]\s*|\s)(?:Copyright|COPYRIGHT|copyright(?=\s*(?:©|\(c\)|\d{4})))(?:ed)?\s*:?\s*@?\s*(?i:by\s+)?(?!(?i:act|notice|policy|agent|information|info|office|law|infringement|owner|complaint|statement|protection|holder)\b)(?=©|\([cC]\)|\d{4}|[A-Z])"
)
_MARK_WORDS = ("©", "℗", "(c)", "(C)", "opyright", "COPYRIGHT")
_MARKS = re.compile(
    r"(?:the[- ]cnn[- ]wire\s*™?\s*&?\s*)?(?:©|℗|\(c\)|\bcopyrights?\b|&copy;|\ball contents\b|\bcontents?\b(?=\s*(?:©|copyright)))[\s:]*",
    re.I,
)
_YEARS = re.compile(r"\b(?:19|20)\d{2}\b")
_RANGE = re.compile(r"\b((?:19|20)\d{2})\s*[-–—/]\s*((?:19|20)\d{2}|\d{2})\b")
_HOLDER_END = re.compile(
    r"\s*(?:[|•·]|\bis an? (?=[A-Z])|\s[-–—]\s|\ball rights\b|\brights reserved\b|\bno part\b|\bthis (?:material|article|content|site|story)\b|\bterms\b|\bprivacy\b|\bpowered\b|\bdesign(?:ed)?\b"
    r"|\bmay not\b|\breproduc|\bunauthori[sz]ed\b|\bdistributed by\b|\bvisit\b|\bpublished (?:by|under)\b|\ban? (?:division|subsidiary|part|property|unit|imprint|brand|warner) of\b|\ba (?:warner|nexstar|gray|fox|subsidiary)\b"
    r"|\bregistered\b|\buse of\b|\bused (?:with|by)\b|\breprinted\b|\bcontact\b|\babout\b|\bsite\b\s+by|\bhosted\b|\bin association with\b|\btrading as\b|\bvia\b|\balle rechte\b|\btous droits\b|\btodos los\b|\btutti i\b|\btodos os\b|\bwszelkie\b|\bвсе права\b|版权所有|无断|[.]\s+(?=[A-Z0-9])|[.]$|\()",
    re.I,
)
_LEADING = re.compile(r"^(?:by|the content of|to|held by|owned by|is|of)\s+", re.I)
_THREE = re.compile(r"^(?P<author>[^,|]{2,60}),\s*(?P<outlet>[^,|]{2,60}),\s*(?P<year>(?:19|20)\d{2})\W*$")
_PICTURE = re.compile(
    r"^\W*(?:photo|picture|image|bild|foto|imagen|crédit|credit)\w*\b|/\s*(?:getty|afp|reuters|ap|dpa|epa|pool|shutterstock|istock|alamy)|\bgetty images\b|\bshutterstock\b|\bpool\b|\bimage copyright\b",
    re.I,
)
_DISTRIBUTED = re.compile(r"\b(?:distributed|syndicated) (?:by|through)\b", re.I)
_FIRM = re.compile(
    r",?\s+(?:Inc|LLC|L\.?P|Ltd|Limited|Corp|Corporation|Company|Co|plc|GmbH|S\.?A|Newspapers?|Publications?|Publishing|Holdings?|Group|and its licensors)\.?$",
    re.I,
)
_ITEM = re.compile(r",?\s*\b[A-Za-z]{2,6}:\d{6}-\d[\d/-]*")
"""An agency's number for one text (dpa:990101-99-12345/2): the line is that text's, whatever else it lacks."""
_BAN = re.compile(r"\bmay not be\b|\bto see more, visit\b", re.I)
MAX_FIRM_WORDS = 4
UNDER, _BOXES = 2, frozenset({"figure", "caption", "footer", "teaser", "aside"})
MAX_LINE = 600
MAX_UNMARKED = 200
"""A line without a mark counts where it reserves rights and is no longer than this."""
Scope = Literal["article", "site", "image"]


def find_copyright(scene: Scene) -> tuple[CopyrightLine, ...]:
    """Every copyright line of the page, once.

    The only line with a holder on a page is the site's, wherever it stands: an article's own line
    is known by there being another.
    """
    found = tuple(_lines(scene))
    holders = {name_key(c.holder) for c in found if c.holder and c.scope != "image"}
    if len(holders) > 1:
        return found
    return tuple(replace(c, scope="site") if _of_others(scene, c) else c for c in found)


def _of_others(scene: Scene, found: CopyrightLine) -> bool:
    """Whether a line claims the article for somebody else, in other than the form that names author and outlet."""
    own = scene.own(None, found.outlet.name if found.outlet else found.holder)
    return found.scope == "article" and not own and not _THREE.match(_bare(found.text)) and not _ITEM.search(found.text)


def _lines(scene: Scene) -> Iterator[CopyrightLine]:
    seen: set[str] = set()
    for line in scene.page.document.lines:
        if len(line.text) > MAX_LINE or "comment" in line.context:
            continue
        if not _marked(line.text) and not (len(line.text) <= MAX_UNMARKED and reserved_in(scene, line.text)):
            continue
        found = _parse(scene, line)
        key = name_key(found.text)
        if (found.scope == "image" and found.holder is None) or key in seen:
            continue
        seen.add(key)
        yield found


def _marked(text: str) -> bool:
    """Whether a line has a mark of copyright; the pattern is asked only where one of its words is."""
    return any(word in text for word in _MARK_WORDS) and _MARK.search(text) is not None


def _parse(scene: Scene, line: Line) -> CopyrightLine:
    scope = _scope(scene, line)
    author, holder = _holder(scene, line.text)
    outlet = look_up(scene, holder) if holder else None
    if outlet is None and holder and scene.own(None, holder):
        outlet = scene.own_outlet
    if scope == "article" and outlet is not None and scene.own(outlet) and not _THREE.match(_bare(line.text)):
        scope = "article" if "article" in line.context and "footer" not in line.context else "site"
    return CopyrightLine(
        text=line.text, holder=holder, outlet=outlet.ref if outlet else None, author=author, years=_years(line.text),
        reserved=reserved_in(scene, line.text), scope=scope, evidence=scene.whole(line, "copyright"),
    )  # fmt: skip


def _scope(scene: Scene, line: Line) -> Scope:
    if _ITEM.search(line.text) and not line.context & {"figure", "caption", "nav", "teaser"}:
        return "article"
    if (
        line.context & {"figure", "caption"}
        or (_PICTURE.search(line.text) and len(line.text) < 160)
        or _credits_picture(scene, line)
    ):
        return "image"
    if line.context & {"nav", "teaser", "form"} or not scene.has_prose:
        return "site"
    if "footer" in line.context and "article" not in line.context:
        return "site"
    return "article" if line.window in ("head", "body", "tail") else "site"


def _credits_picture(scene: Scene, line: Line) -> bool:
    """A short "© NAME" without year and reservation: whoever made the picture, unless an outlet's below the text."""
    text = line.text
    if (
        "©" not in text
        or len(text) > 100
        or _YEARS.search(text)
        or reserved_in(scene, text)
        or re.search(r"copyright", text, re.I)
    ):
        return False
    if "footer" in line.context or (line.window == "elsewhere" and _at_the_end(scene, line)):
        return False
    outlet = look_up(scene, _holder(scene, text)[1] or "")
    return outlet is None or line.window in ("head", "body")


def _at_the_end(scene: Scene, line: Line) -> bool:
    return line.index >= 0.9 * len(scene.page.document.lines)


def reserved_in(scene: Scene, text: str) -> bool:
    """Whether a text keeps rights, in the words of the page's languages."""
    return _reserved(scene.tongues).search(text) is not None


@lru_cache(maxsize=32)
def _reserved(tongues: tuple[Phrases, ...]) -> Needled:
    words = [re.escape(w) for tongue in tongues for w in tongue.copyright.get("reserved", ())]
    return Needled(re.compile("|".join(words) or r"(?!)", re.I))


def _bare(text: str) -> str:
    """The line without its marks."""
    return re.sub(r"\s+", " ", _MARKS.sub(" ", text)).strip(" ,;:|-–—")


def _holder(scene: Scene, text: str) -> tuple[str | None, str | None]:
    """Author and holder of a line.

    `Copyright © AUTHOR, OUTLET, YEAR` names both (equal terms are one); otherwise the holder is
    what stands around the years.
    """
    bare = _bare(text)
    three = _THREE.match(bare)
    if three:
        return three["author"].strip(), three["outlet"].strip()
    mark = _MARK.search(text)
    after = _clean(scene, text[mark.end() :] if mark else bare)
    if after:
        return None, after
    before = _clean(scene, text[: mark.start()]) if mark else None
    return None, before


def _clean(scene: Scene, text: str) -> str | None:
    text = _ITEM.sub("", _MARKS.sub(" ", text))
    text = _RANGE.sub(" ", text)
    text = _YEARS.sub(" ", text, count=2).strip(" ,;:|-–—.®™&/")
    end = _HOLDER_END.search(text)
    while end and not text[: end.start()].strip(" ,;:|-–—.®™&/"):
        text = text[end.end() :].strip(" ,;:|-–—.®™&/")
        end = _HOLDER_END.search(text)
    text = _LEADING.sub("", text[: end.start()] if end else text).strip(" ,;:|-–—®™&/")
    if (
        not text
        or len(text) > 90
        or not re.search(r"[^\W\d_]{2}", text)
        or reserved_in(scene, text)
        or text.casefold() == "reserved"
    ):
        return None
    return text if text.endswith(("Inc.", "Ltd.", "Co.", "L.P.", "Corp.")) else text.rstrip(".")


def _years(text: str) -> tuple[int, ...]:
    found = {int(y) for y in _YEARS.findall(text)}
    for first, last in _RANGE.findall(text):
        found.add(int(last) if len(last) == 4 else int(first[:2] + last))
    return tuple(sorted(found))


def copyright_credits(scene: Scene, lines: tuple[CopyrightLine, ...]) -> Iterator[Claim]:
    """A line inside the article whose holder is another known outlet: that outlet's text.

    Nothing follows where the page's own outlet is unknown, nor from a site's or picture's line.
    """
    for found in lines:
        outlet = _of_holder(scene, found.holder or "") or _press_named(scene, found)
        handed_on = _DISTRIBUTED.search(found.text) is not None and "footer" not in found.evidence.where
        if outlet is None or scene.identity is None or scene.identity.outlet is None:
            continue
        agency = outlet.kind in WIRE_KINDS | {"broadcaster"} and _beside_text(found)
        agency = agency or (outlet.kind in WIRE_KINDS and _under_text(scene, found))
        if found.scope != "article" and not handed_on and not agency:
            continue
        relation: Relation = "wire" if outlet.kind in WIRE_KINDS else "republished_from"
        people = (found.author,) if found.author and name_key(found.author) != name_key(found.holder or "") else ()
        yield Claim(
            relation,
            "in",
            found.holder,
            outlet,
            not outlet.provisional,
            None,
            0.85,
            False,
            found.evidence,
            "copyright",
            authors=people,
        )


def _beside_text(found: CopyrightLine) -> bool:
    """Whether a page's only line of rights stands at its text and bans reuse in full, as agencies' lines do."""
    near = found.scope == "site" and found.evidence.where in ("head", "body", "tail")
    return near and _BAN.search(found.text) is not None


def _under_text(scene: Scene, found: CopyrightLine) -> bool:
    """Whether a line that holds nothing but a mark, a year and the holder stands right below the text: `© 2019 AFP`."""
    last, start = scene.text_lines[-1:], found.evidence.start
    line = next((x for x in scene.tail if start is not None and x.start <= start < x.end), None)
    bare = name_key(_YEARS.sub("", _bare(found.text))) == name_key(found.holder or "")
    dated = _YEARS.search(found.text) is not None
    return (
        bare
        and dated
        and line is not None
        and bool(last)
        and 0 < line.index - last[0] <= UNDER
        and not line.context & _BOXES
    )


def _of_holder(scene: Scene, holder: str) -> Outlet | None:
    """The outlet of a holder's name, also where it is the firm's: "The Economist Newspaper Limited"."""
    for _ in range(MAX_FIRM_WORDS):
        outlet = look_up(scene, holder)
        if outlet is not None or not _FIRM.search(holder):
            return None if scene.domain_begins_with(holder) else outlet
        holder = _FIRM.sub("", holder)
    return None


def _press_named(scene: Scene, found: CopyrightLine) -> Outlet | None:
    """A holder whose name says that it is a paper or a station, in a line that says "Copyright"."""
    last = (found.holder or "").casefold().rsplit(" ", 1)
    known = len(last) == 2 and any(last[1] in tongue.slot.get("press", ()) for tongue in scene.tongues)
    if not known or "copyright" not in found.text.casefold() or scene.own(None, found.holder):
        return None
    return scene.registry.provisional_for_name(found.holder or "")
