"""Short lines above the text made of parts: `LISBON | AFP`, `3 May 2019 / EXAMPLE POST (Lisbon)`, `4 sty 12 11:54, KDP | PAP`.

A line is cut at its separators and every part told by its kind (agency, outlet, place or person,
initials, nothing); what the line says follows from which kinds stand on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from provenance.attribute.credits import PRESS_KINDS, WIRE_KINDS, Claim, is_institution, origin_date
from provenance.attribute.links import link_target
from provenance.attribute.naming import SMALL
from provenance.attribute.scene import Scene
from provenance.attribute.slots import look_up
from provenance.records.article import Relation
from provenance.records.document import Line
from provenance.records.outlet import Outlet
from provenance.times import Interval, find_written

MAX_STAMP, STAMP_REACH, MAX_INITIALS, MAX_BARE = 90, 6, 4, 60
_TIME = re.compile(
    r"\d{1,2}時\d{2}分|\(?\b\d{1,2}(?:[:.]\d{2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\b\.?)?|\s?h\s?\d{2}\b|\s?[ap]\.?m\b\.?|\s?uhr\b)\)?|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4}\b", re.I
)  # fmt: skip
_BETWEEN = re.compile(r"[,|/·•;()\[\]]|\s[–—-]+\s|:\s|(?<=\w{4})\.\s")
_NAME = re.compile(r"[^\W\d_][\w.'’-]+(?: [^\W\d_][\w.'’-]*){1,3}|[^\W\d_][^\W\d_]{1,8}")
_PLACE = re.compile(r"[^\W\d_][\w'’-]{2,20}(?: [^\W\d_][\w.'’-]{1,20}){0,3}")
_FEED = re.compile(
    r"^(?:(?P<name>\S[^\d\n]{1,40}?)\s+)?\d{1,2}/\d{1,2}\s?\(\w\)\s*\d{1,2}:\d{2}\s?配信(?:\s+(?P<behind>\S[^\d\n]{1,40}))?$"
)
_AGENCY_PLACE = re.compile(
    r"^(?P<agency>[A-Z]{2,6}|[A-Z][a-z]+)\s+(?P<place>[A-Z][^\W\d_]{3,20}(?: [A-Z][^\W\d_]{3,20})?)$"
)
_AGENCY_IN = re.compile(r"^(?P<agency>[^\W_][^,|\n]{1,38}?)\s+in\s+(?P<place>[^\W\d_][^\n,]{2,40}(?:, [^\n,]{2,30})?)$")
_NO_PLACES = frozenset(
    "photo photos picture staff news wire sport sports video editor exclusive business graphics images report reports pool handout stringer getty".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Stamp:
    """A line in parts; `interval` is its date, `parts` are what is left beside date and time."""

    scene: Scene
    line: Line
    interval: Interval | None
    parts: tuple[str, ...]

    @cached_property
    def outlets(self) -> dict[str, Outlet]:
        """The parts that name a listed outlet other than the page's own."""
        found = {p: o for p in self.parts if (o := look_up(self.scene, p)) is not None}
        return {p: o for p, o in found.items() if not self.scene.own(o, p)}

    @property
    def agencies(self) -> dict[str, Outlet]:
        """Those of the outlets that are agencies."""
        return {p: o for p, o in self.outlets.items() if o.kind in WIRE_KINDS}

    @cached_property
    def rest(self) -> tuple[str, ...]:
        """The parts that name no other outlet and say something."""
        return tuple(p for p in self.parts if p not in self.outlets and not self.scene.says_nothing(p))

    @property
    def initials(self) -> bool:
        """Whether somebody signs with initials or the page's own outlet stands beside: then others only contributed."""
        short = any(len(p) <= MAX_INITIALS and p.isalpha() for p in self.rest)
        return short or any(self.scene.own(None, p) for p in self.rest)

    @property
    def names_only(self) -> bool:
        """Whether what is left are places, persons and initials."""
        return all(
            (_NAME.fullmatch(p) and not p[0].islower()) or (len(p) <= MAX_INITIALS and p.isalpha()) for p in self.rest
        )


def stamp_credits(scene: Scene) -> Iterator[Claim]:
    """Credits of lines of parts above the text, and of the first lines below it."""
    for line in (*scene.head, *scene.tail[:STAMP_REACH]):
        stamp = _stamp(scene, line)
        if stamp is None:
            continue
        if stamp.interval is not None:
            yield from _dated(stamp)
        elif line in scene.head:
            yield from _undated(stamp)
    yield from _agency_in_place(scene)
    yield from _feeds(scene)


def _stamp(scene: Scene, line: Line) -> Stamp | None:
    """The line in parts, or None where it is no such line: long, of a picture, among others of a list, the text itself."""
    text = line.text
    if len(text) > MAX_STAMP or line.context & {"figure", "caption", "teaser", "heading"} or scene.in_list(line):
        return None
    if (line.index in scene.text_lines and not scene.short) or scene.speaks_of_picture(line):
        return None
    dated = find_written(text)
    rest = f"{text[: dated[0]]} | {text[dated[1] :]}" if dated else text
    bare = _TIME.sub(" | ", rest)
    parts = tuple(p for p in (_bared(scene, x) for x in _BETWEEN.split(bare)) if p)
    return (
        Stamp(scene, line, dated[2] if dated else None, parts) if parts and (dated or len(text) <= MAX_BARE) else None
    )


def _bared(scene: Scene, part: str) -> str:
    """A part without the small words that lead to a date, a time or a name: "AFP le", "Par AFP"."""
    words = part.strip(" .:()–—-").split()
    if look_up(scene, " ".join(words)) is not None:
        return " ".join(words)
    while words and (words[-1] in SMALL or (len(words) > 1 and scene.says_nothing(words[-1].strip(":")))):
        words.pop()
    while len(words) > 1 and (words[0] in SMALL or words[0].casefold().strip(":") in scene.leads):
        words.pop(0)
    return " ".join(words).strip(" .:()–—-")


def _dated(stamp: Stamp) -> Iterator[Claim]:
    """Beside a date: agencies, or one paper, with nothing but places, persons and initials."""
    if not stamp.names_only:
        return
    for name, outlet in stamp.agencies.items():
        claim = _wire(outlet, name, 0.8, stamp, "stamp")
        yield replace(claim, relation="contributed", partial=True) if stamp.initials else claim
    papers = {n: o for n, o in stamp.outlets.items() if o.kind in PRESS_KINDS and not is_institution(o)}
    if len(papers) == len(stamp.outlets) == 1 and not stamp.initials and stamp.line in stamp.scene.head:
        [(name, outlet)] = papers.items()
        if stamp.interval is not None and not _of_section(stamp, name):
            evidence = stamp.scene.whole(stamp.line, "date-line", "head")
            url = next((u for k in stamp.line.links if (u := link_target(stamp.scene, k.href))), None)
            date = origin_date(stamp.interval, evidence)
            yield Claim("republished_from", "in", name, outlet, True, url, 0.7, False, evidence, "text", date=date)


def _of_section(stamp: Stamp, name: str) -> bool:
    """Whether a name is a section's of the page ("World", "Science"): a link within the site, a word of its menu."""
    place = stamp.line.text.find(name)
    linked = any(k.start <= place < k.end and link_target(stamp.scene, k.href) is None for k in stamp.line.links)
    return linked or stamp.scene.named_by_site(name) or (" " not in name and stamp.scene.domain_begins_with(name))


def _undated(stamp: Stamp) -> Iterator[Claim]:
    """Agencies beside a place, or beside the page's own name, and nothing else: `LISBON | AFP`.

    Beside a slash or a mark of copyright it is whoever took a picture.
    """
    agencies = stamp.agencies
    others = [p for p in stamp.parts if p not in agencies]
    same = not others and len(agencies) > 1 and len({o.slug for o in agencies.values()}) == 1
    if not agencies or len(others) > 2 or not (others or same):
        return
    own = [p for p in others if stamp.scene.own(None, p)]
    desk = len(others) == 1 and others[0].islower() and len(others[0]) <= MAX_INITIALS and "/" in stamp.line.text
    pictured = not desk and re.search(r"©|/", stamp.line.text) is not None and len(own) < len(others)
    if pictured or not all(p in own or desk or p in stamp.outlets or is_place(p) for p in others):
        return
    for name, outlet in agencies.items():
        claim = _wire(outlet, name, 0.85, stamp, "agency-in-place")
        yield replace(claim, relation="contributed", partial=True) if own or desk else claim


def is_place(text: str) -> bool:
    """Whether a text may be the name of a place: begins with a capital, four words at most, none for a person's work."""
    return (
        bool(_PLACE.fullmatch(text))
        and not text[0].islower()
        and not any(p[0].islower() and p not in SMALL for p in text.split())
        and not any(p.casefold() in _NO_PLACES for p in text.split())
    )


def _agency_in_place(scene: Scene) -> Iterator[Claim]:
    """`Associated Press in Lisbon`, `REUTERS Lisbon`."""
    for line in scene.head:
        match = (_AGENCY_IN.match(line.text) or _AGENCY_PLACE.match(line.text)) if len(line.text) <= MAX_BARE else None
        outlet = look_up(scene, match["agency"].strip()) if match and is_place(match["place"].split(",")[0]) else None
        if match and outlet is not None and outlet.kind in WIRE_KINDS:
            evidence = scene.whole(line, "agency-in-place", "byline")
            yield Claim("wire", "in", match["agency"].strip(), outlet, True, None, 0.85, False, evidence, "text")


def _feeds(scene: Scene) -> Iterator[Claim]:
    """`NAME 3/9(木) 18:45配信`, also the other way round: how Japanese portals head what papers deliver to them."""
    for line in scene.head:
        match = _FEED.match(line.text)
        name = (match["name"] or match["behind"] or "").strip() if match else ""
        if not name:
            continue
        outlet = look_up(scene, name)
        made = outlet or scene.registry.provisional_for_name(name)
        relation: Relation = "wire" if made.kind in WIRE_KINDS else "republished_from"
        evidence = scene.whole(line, "feed")
        yield Claim(relation, "in", name, made, outlet is not None, None, 0.85, False, evidence, "text")


def _wire(outlet: Outlet, name: str, strength: float, stamp: Stamp, rule: str) -> Claim:
    evidence = stamp.scene.whole(stamp.line, rule, "byline")
    return Claim("wire", "in", name, outlet, True, None, strength, False, evidence, "text")
