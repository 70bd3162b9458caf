"""Who is named in a slot: cut the name out, follow its link, look it up."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from provenance.attribute.links import link_target
from provenance.attribute.naming import (
    DOMAIN,
    EDGE,
    SMALL,
    begin_name,
    by_stem,
    described,
    plausible,
    quoted_name,
    without_suffix,
)
from provenance.attribute.phrases import Phrases
from provenance.attribute.scene import Scene
from provenance.records.document import Line, Link
from provenance.records.outlet import Outlet
from provenance.text import name_key
from provenance.times import find_written
from provenance.urls import host_of, is_url

_SPLIT = re.compile(
    r"\s*(?:,\s+and\s|,|;|\s/\s|/|\s&\s|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b|\bта\b|\bі\b|\bve\b|\boraz\b|\bi\b|\ben\b|、|\sو\s?)\s*"
)
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_LED_MARK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,8}[《「『“\"]")
_BREAK = re.compile(
    r"\s+[–—|(•·]|\s-\s(?=[a-z])|\sand\s(?=[a-z])(?!the\b)|['’]s?\s(?=[A-Z])(?![^.]{0,80}\sand\s)(?<=s['’]\s)|['’]s\s(?=[a-z])|™|®|(?<=\w):\s(?=\w)"
)
"""What a name ends at in any language: a dash between spaces, a bracket, a possessive, a trade mark."""
MAX_AGAIN = 4
_ADDRESS = re.compile(r"https?://[^\s<>()\"']{4,300}")
_ACRONYMS_AS_WORDS = frozenset(["fr", "es", "it", "pt"])
"""Languages whose papers write "Ansa", "Efe", "Afp"."""


@dataclass(frozen=True, slots=True)
class Named:
    """An outlet named on a line.

    `start`/`end` count in `Line.text`. `outlet` is the registry's entry, or a provisional one;
    `known` says whether the registry has it. `url` is the link's address where it names a page.
    """

    name: str
    start: int
    end: int
    outlet: Outlet
    url: str | None
    known: bool
    press: bool = False
    """Whether the line itself calls it a paper, a site or an agency."""
    described: bool = False
    """Whether it has an article, or what follows describes it as press: "Example Signal, a nonprofit newsroom"."""

    @property
    def host(self) -> str | None:
        """Host of the link."""
        return host_of(self.url)


def named_in(scene: Scene, tongue: Phrases, line: Line, start: int, end: int, *, split: bool = True,
             fits: Callable[[Named], bool] | None = None) -> list[Named]:  # fmt: skip
    """The outlets named in `line.text[start:end]`, the slot of a formula, in order.

    The name ends at a link's end or where a stop word of the language begins; where no plausible
    name begins the slot, it is looked for after the next preposition ("in print, on March 3, in The
    Example"), and likewise where none that is found `fits`. A slot that holds none gives an empty list.
    """
    first: list[Named] = []
    for begin in (start, *_after_prepositions(tongue, line.text, start, end, places_only=fits is not None)):
        found = _named_from(scene, tongue, line, begin, end, split=split)
        if found and (fits is None or any(fits(named) for named in found)):
            return found
        first = first or found
    return first


def _after_prepositions(tongue: Phrases, text: str, start: int, end: int, *, places_only: bool) -> list[int]:
    again = [w for w in tongue.slot.get("again", ()) if not (places_only and w in tongue.slot.get("belonging", ()))]
    if not again:
        return []
    words = "|".join(map(re.escape, again))
    return [start + m.end() for m in re.finditer(rf"(?<!\w)(?:{words})\s+(?=\S)", text[start:end][:200], re.I)][
        :MAX_AGAIN
    ]


def _named_from(scene: Scene, tongue: Phrases, line: Line, start: int, end: int, *, split: bool) -> list[Named]:
    begin, link = start, _link_at(line, start, end, tongue)
    start = _begin(scene, tongue, line.text, start, end)
    before = line.text[begin:start].casefold().split()
    said = any(w in tongue.slot.get("kinds", ()) for w in before)
    article = bool(before) and before[-1] in tongue.slot.get("articles", ())
    if link is not None:
        found = _resolve(scene, tongue, line, _begin(scene, tongue, line.text, link.start, link.end), link.end, link)
        if found is not None:
            return [replace(found, press=said)]
    quoted = quoted_name(line.text, _mark_at(line.text, start + _indent(line.text[start:end]), end), end)
    if quoted is not None:
        found = _resolve(scene, tongue, line, *quoted, _link_over(line, *quoted), quoted=True)
        return [found] if found is not None else []
    start, stop = _trim(tongue, line.text, start, _name_end(tongue, line.text, start, end))
    spans = _pieces(scene, line.text, start, stop) if split else [(start, stop)]
    found_all = [_resolve(scene, tongue, line, a, b, None) for a, b in spans]
    return [
        replace(found, press=said, described=article or described(tongue, line.text, found.end))
        for found in found_all
        if found is not None
    ]


def _begin(scene: Scene, tongue: Phrases, text: str, start: int, end: int) -> int:
    """Behind what leads to the name, unless that is part of a known name."""
    begin = begin_name(tongue, text, start, end)
    whole = look_up(scene, text[start:end].strip(EDGE)) if begin > start else None
    return start if whole is not None and look_up(scene, text[begin:end].strip(EDGE)) != whole else begin


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" :(–—-"))


def _mark_at(text: str, start: int, end: int) -> int:
    """Where the marks around a name begin: scripts without spaces may say in a few signs what it is (於《例报》, 公众号“某某”)."""
    if not _UNSPACED.match(text, start):
        return start
    lead = _LED_MARK.match(text, start, end)
    return lead.end() - 1 if lead else start


def _link_over(line: Line, start: int, end: int) -> Link | None:
    return next((k for k in line.links if k.start < end and k.end > start), None)


def look_up(scene: Scene, name: str) -> Outlet | None:
    """The registry's outlet of that name, with the page's language to tell namesakes apart."""
    found = scene.registry.by_name(name, scene.page.language, scene.country)
    return None if found is not None and _unlikely_code(scene, found, name.strip()) else found


def _unlikely_code(scene: Scene, outlet: Outlet, name: str) -> bool:
    """Short codes are many things: "App" is not the agency APP, and "(AA)" on a German page not Anadolu."""
    if len(name) > 4 or not name.isascii():
        return False
    language = (scene.page.language or "")[:2]
    foreign = bool(language and outlet.languages) and language not in outlet.languages and len(name) < 3
    words = language in _ACRONYMS_AS_WORDS and outlet.kind == "agency"
    return foreign or all(
        name not in (n.name, n.name.upper(), n.name.capitalize() if words else "") for n in outlet.names
    )


def _link_at(line: Line, start: int, end: int, tongue: Phrases) -> Link | None:
    """The link the slot begins with, a short lead-in aside."""
    for link in line.links:
        if start <= link.start < end and link.end > link.start:
            lead = line.text[start : link.start].strip(EDGE).casefold()
            if not lead or lead in SMALL or lead in tongue.slot.get("leads", ()) or len(lead.split()) <= 1:
                return link
            return None
    return None


def _name_end(tongue: Phrases, text: str, start: int, end: int) -> int:
    lead = next((len(x) for x in tongue.slot.get("leads", ()) if text[start:end].casefold().startswith(x + " ")), 0)
    stop = tongue.stops.search(text, start + max(lead, 1), end)
    cut = stop.start() if stop else end
    begin = start + len(text[start:cut]) - len(text[start:cut].lstrip())
    if _UNSPACED.match(text, begin):  # such a name ends at white space
        cut = next((i for i in range(begin, cut) if text[i].isspace()), cut)
    marks = _BREAK.finditer(text, begin + 1, cut)
    mark = next((m for m in marks if not _within_title(tongue, text[begin:cut], m, text)), None)
    cut = mark.start() if mark else cut
    trail = next((w for w in tongue.slot.get("trails", ()) if text[start:cut].rstrip(EDGE).endswith(" " + w)), "")
    cut = start + len(text[start:cut].rstrip(EDGE)) - len(trail) if trail else cut
    date = find_written(text[start:cut])
    return start + date[0] if date and date[0] > 0 else cut


def _within_title(tongue: Phrases, name: str, mark: re.Match[str], text: str) -> bool:
    """Whether a possessive is part of a title that ends with a word for press: "Workers' Tribune"."""
    following = re.match(r"[^\W_]+", text[mark.end() :])
    said = following is not None and following[0].casefold() in tongue.slot.get("press", ())
    return said and mark[0][0] in "'’" and len(name[: mark.start()].split()) <= MAX_AGAIN


def _pieces(scene: Scene, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split a list of names, unless the whole is one known name."""
    whole = text[start:end].strip(EDGE)
    if look_up(scene, whole) is not None:
        return [(start, end)]
    spans, begin = [], start
    for mark in _SPLIT.finditer(text, start, end):
        spans.append((begin, mark.start()))
        begin = mark.end()
    spans.append((begin, end))
    spans = [(a, b) for a, b in spans if text[a:b].strip(EDGE) and not _initials(scene, text[a:b].strip(EDGE))]
    known = [look_up(scene, text[a:b].strip(EDGE)) is not None for a, b in spans]
    if len(spans) < 2 or all(known):
        return spans or [(start, end)]
    # "Smith, Jones and Partners" is one name; "The Guardian, a newspaper" is its first part.
    return (
        [spans[0]]
        if known[0] or "," in text[spans[0][1] : spans[1][0]]
        else ([s for s, k in zip(spans, known, strict=True) if k] or [(start, end)])
    )


def _initials(scene: Scene, piece: str) -> bool:
    """An editor's initials or a regional desk beside an agency: `ino/dpa`, `dpa/lby`."""
    return len(piece) <= 4 and piece.isalpha() and piece.islower() and look_up(scene, piece) is None


def _resolve(scene: Scene, tongue: Phrases, line: Line, start: int, end: int, link: Link | None, *, quoted: bool = False) -> Named | None:  # fmt: skip
    start, end = _trim(tongue, line.text, start, end)
    end -= _trailing(scene, tongue, line.text[start:end]) if link is not None else 0
    name = line.text[start:end]
    url = link_target(scene, link.href) if link else None
    if written := _ADDRESS.match(name):
        return _addressed(scene, written[0], start, end)
    if name.casefold() in tongue.slot.get("never", ()):
        return None
    if not name or (not plausible(tongue, name, quoted=quoted) and look_up(scene, name) is None):
        return None
    host = host_of(url)
    by_name = look_up(scene, name) or _by_part(scene, name) or _by_domain(scene, name) or _declined(scene, tongue, name)
    if host is not None:
        by_host = scene.registry.by_host(host)
        if by_host is None and by_name is None:
            made = scene.registry.provisional_for_host(host)
            return Named(name, start, end, made, url, known=False)
        if by_host is None and by_name is not None:
            return Named(name, start, end, scene.registry.provisional_for_host(host), url, known=False)
        if by_host is not None:
            same = by_name is not None and scene.registry.same_owner(by_name, by_host)
            return Named(name, start, end, by_name if same and by_name else by_host, url, known=True)
    if by_name is not None:
        return Named(name, start, end, by_name, url, known=True)
    linked = scene.linked_hosts.get(name_key(name))
    made = scene.registry.provisional_for_host(linked) if linked else scene.registry.provisional_for_name(name)
    return Named(name, start, end, made, url, known=False)


def _addressed(scene: Scene, address: str, start: int, end: int) -> Named | None:
    """The outlet an address written out leads to: "Source: https://example.com/2023/ferry"."""
    target = link_target(scene, address)
    host = host_of(target)
    if host is None:
        return None
    listed = scene.registry.by_host(host)
    made = listed or scene.registry.provisional_for_host(host)
    return None if made.kind == "platform" else Named(made.name, start, end, made, target, known=listed is not None)


def _trailing(scene: Scene, tongue: Phrases, name: str) -> int:
    """How long the word is that says what a linked name is and is no part of it: "The Example newspaper"."""
    if look_up(scene, name) is not None:
        return 0
    return next((len(w) + 1 for w in tongue.slot.get("trails", ()) if name.endswith(f" {w}")), 0)


def _declined(scene: Scene, tongue: Phrases, name: str) -> Outlet | None:
    if tongue.language == "tr":
        return look_up(scene, without_suffix(name))
    return by_stem(scene.registry, name, tongue.language)


def _by_part(scene: Scene, name: str) -> Outlet | None:
    """A desk, channel or place behind its outlet's name: 人民网-体育频道, AFP-Dakar."""
    unspaced = bool(_UNSPACED.search(name))
    parts = re.split(r"\s?[-–—·]\s?", name) if unspaced or re.fullmatch(r"[A-Z]{2,5}-[A-Z][^\W\d_]+", name) else []
    return next((o for p in parts if len(p) > 1 and len(parts) == 2 and (o := look_up(scene, p))), None)


def _by_domain(scene: Scene, name: str) -> Outlet | None:
    if not DOMAIN.fullmatch(name):
        return None
    host = host_of(name if is_url(name) else f"https://{name}")
    if host is None:
        return None
    return scene.registry.by_host(host) or scene.registry.provisional_for_host(host)


def _trim(tongue: Phrases, text: str, start: int, end: int) -> tuple[int, int]:
    changed = True
    while changed:
        changed = False
        while start < end and text[start] in EDGE:
            start += 1
        while (
            end > start
            and text[end - 1] in EDGE
            and not text[start:end].endswith(("Inc.", "Co.", "Ltd.", "Corp.", "U.S.", "L.P."))
        ):
            end -= 1
        for lead in tongue.slot.get("leads", ()):
            if text[start:end].casefold().startswith(lead + " ") or text[start:end].casefold().startswith(lead + ", "):
                start += len(lead)
                changed = True
    return start, end
