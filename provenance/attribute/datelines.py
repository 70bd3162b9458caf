"""Agency datelines and sign-offs: `MOSCOW, Nov. 4 (Reuters) - `, `(ANSA) - ROMA, 28 LUG -`, `/TASS/`.

An agency's code counts only here, in its slot; the same letters in running text say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from provenance.attribute.credits import PRESS_KINDS, WIRE_KINDS, Claim, is_institution
from provenance.attribute.papers import paper_named
from provenance.attribute.scene import Scene
from provenance.attribute.slots import look_up
from provenance.records.article import Relation
from provenance.records.document import Line
from provenance.records.evidence import Evidence
from provenance.records.outlet import Outlet

_PLACE = r"(?P<place>[^\W\d_][^\n()\[\]{}/:;“”\"!?]{1,70}?)"
_PLACE_SLASH = r"(?P<place>[^\W\d_][^\n()\[\]{}:;“”\"!?]{1,70}?)"
_AGENCY = r"(?P<agency>[^\W_][^()\[\]/\n]{0,38}?)"
_AGENCY_ALONE = r"(?P<agency>[^\W_][^()\[\]/\n,.]{0,38}?)"
_AGENCIES = r"(?P<agency>[^\W_][^()\[\]\n]{0,38}?)"
_PLACE_DATED = r"(?P<place>[^\W\d_][^\n()\[\]{}/:;,“”\"!?\d]{1,30}?),?\s\d{1,2}[-./]\d{1,2}[-./]\d{4}"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^{_PLACE_SLASH}[\s,–—-]*\(\s*{_AGENCIES}\s*\)\s*(?:[-–—.:|]+|(?=[A-Z“\"'(]))",
        r"^(?P<agency>[A-Z]{2,5})\s*[—–]\s*(?:$|(?=[A-Z“\"]))",
        rf"^(?P<place>[A-Z]{{3,20}}(?: [A-Z]{{3,20}})?)\s*[–—-]\s*{_AGENCY}$",
        rf"^(?P<place>[^\W\d_][^\W_ ]{{1,20}}(?: [^\W_]{{2,20}})?) \[[^\]\n]{{2,30}}\], [^\n()]{{3,20}}\(\s*{_AGENCIES}\s*\)\s*:",
        rf"^[\s\W]*\(\s*{_AGENCIES}\s*\)\s*[-–—.:|]*\s*(?=\S)",
        rf"^{_PLACE}[.,\s]*/\s*{_AGENCY}\s*/\s*[-–—.]*",
        rf"^{_PLACE}\s*[–—-]\s*{_AGENCY}\s*[.]\s+(?=[^\W\d_])",
        r"^(?P<agency>[\u4e00-\u9fff]{2,6}?社)(?P<place>[\u4e00-\u9fff]{2,8}?)\d{1,2}月\d{1,2}日电",
        r"^(?P<agency>新华社|中新社|中新网|中央社)(?P<place>[\u4e00-\u9fff]{2,8}?)(?:\d{1,2}月)?\d{1,2}日[电電]",
        r"^【(?P<place>[^】]{1,12}?)(?P<agency>共同|時事|ロイター|新華社)】",
        r"^【(?P<agency>AFP|CNN|ロイター|共同通信|時事通信)[^】]{0,12}】",
        r"^\[(?P<place>[^\]\d]{1,16}?)\s?\d{1,2}日\s?(?P<agency>[^\]\s]{2,12})\]",
        r"^[\s\W]*\(?(?P<agency>中央社|中新社|新华社)(?:記者|记者)?[^()\d]{2,24}?\d{1,2}日(?:综合|綜合|專|外)?[电電]",
        rf"^{_PLACE}\s*[–—-]\s*{_AGENCY}(?:,[^\n.]{{3,60}})?[.]\s+(?=[^\W\d_])",
        rf"^(?P<place>[^\W\d_][^\W\d_]{{2,20}}(?:[- ][^\W\d_]{{2,20}})?(?:[.,]\s\d{{1,2}}\s[^\W\d_]{{3,10}})?)[.,]\s*{_AGENCY}\s*(?:[.]|[-–—])(?:$|\s+(?=[^\W\d_]))",
        r"^(?P<agency>[A-Z]{3,5})\s-\s(?=[A-ZÀ-Ý][a-zà-ÿ’' ])",
        rf"^{_PLACE},\s*{_AGENCY_ALONE}\s+[–—-]{{1,2}}\s+(?=[^\W_])",
        rf"^{_PLACE}\s*[–—-]{{1,2}}\s*\(\s*{_AGENCY}\s*\)\s*[:–—-]+\s*(?=\S)",
        rf"^{_PLACE_DATED}\s+{_AGENCY}\s*[–—-]{{1,2}}\s*(?=[^\W_])",
        rf"^(?:\d{{1,2}}\s[^\W\d_]{{3,10}},\s)?{_PLACE}[.,\s]*/\s*(?:[Кк]орр\.\s*)?{_AGENCY}\s*/\s*[-–—.]*",
        r"^(?P<place>[\u0621-\u064a]{2,14}(?: [\u0621-\u064a]{2,14})?)\s?[-–/]\s?(?P<agency>[\u0621-\u064a](?: [\u0621-\u064a]){1,2}|[\u0621-\u064a]{3,12})\s?[-–/:]?\s+(?=[\u0621-\u064a])",
        rf"^{_AGENCY},\s*(?P<place>[^\W\d_][\w .’'-]{{2,25}}?)(?:,\s\d{{1,2}}\s[^\W\d_]{{3,10}})?\s*[–—-]{{1,2}}\s+(?=[^\W_])",
    )
)  # fmt: skip
_CLOSE = re.compile(r"^\(\s*(?P<agency>[A-Z][A-Za-z .]{1,20}?)\s*\)\s?(?=[A-Z“\"][^()]{30})")
"""`(CNN)The council voted`: a station's or an agency's name in brackets before the first word."""
_NO_PLACES = frozenset(
    "photo photos picture staff news wire sport sports video editor exclusive business graphics images report reports".split()  # noqa: SIM905
)
_OPENING = re.compile(r"^\W*\([A-Z][^()]{1,30}\)\s*[-–—]")
_UNLISTED = re.compile(rf"^{_PLACE_SLASH}[\s,–—-]*\(\s*(?P<agency>(?![WK])[A-Z]{{3,6}})\s*\)\s*(?:[–—]|--?(?=\s))")
"""A code of an agency no table knows behind a place and before a dash; W and K begin those of American stations."""
_PAPER_DATELINE = re.compile(
    rf"^{_PLACE_SLASH}[\s,–—-]*\(\s*(?P<paper>[^\W_][^()\n]{{4,40}}?)\s*\)\s*(?:[–—]|--?(?=\s))"
)
"""`NORTHPORT (Tidewater Chronicle) — `."""
_SITE = re.compile(
    r"^\W{0,3}(?P<agency>(?:[A-Za-z0-9-]+\.)+(?i:com|org|net|info|news|media|co\.uk))\s*\)?\s*(?:[–—]|--?(?=\s|$))"
)
_HANDED = re.compile(
    r"^(?P<first>[^\W\d_][^\n()–—:.,]{1,40}?) (?i:via) (?P<agency>[^\W\d_][^\n()–—:.,]{1,30}?)\s*[–—-]{1,2}\s*(?=\S)"
)
"""`EXAMPLE POST via AP — `: a paper's text that an agency handed on."""
_LAST_WORDS = re.compile(r"[.!?…»”\"。」]\s?\(\s*(?P<agency>[^()\n]{2,40})\s*\)\W*$")
"""A paragraph that ends `... text. (dpa)`, `(dpa/AFP)`."""
_LAST_CODE = re.compile(r"[.!?…”\"]\s+(?P<agency>[A-Z]{2,8})$")
"""A paragraph that ends `... text. PTI`."""
_LAST_DASH = re.compile(r"[.!?…»”\"]\s?(?:[–—]|--?)\s?(?P<agency>[^\W\d_][^()\[\]\n!?–—]{1,30}?)[\s.]*$")
"""A paragraph that ends `... text. – Bernama`."""
_BRACKETED = re.compile(r"^\s*[(【\[〔](?P<inside>[^()【】\[\]〔〕\n]{2,30})[)】\]〕]")
_WIRED = re.compile(r"^(?P<inside>[\u4e00-\u9fff]{4,14}\s?(?:\d{1,2}月)?\d{1,2}日(?:综合|綜合|专|專|外)?)[电電讯訊]")
"""How papers without spaces begin a wire text: `【3月3日 AFP】`, `(巴黎法新电)`, `路透社伦敦3日电`."""
_UNTOLD = re.compile(r"\d+[年月日時时分]?|(?:[专專特]?[电電讯訊])$|(?:记者|記者).*$")
_CJK = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_SITE_WIRED = re.compile(
    r"^【?(?P<agency>[\u4e00-\u9fff]{2,5}[网網报報社])(?:(?P<place>[\u4e00-\u9fff]{2,8}?)(?:\d{1,2}月)?\d{1,2}日[电電讯訊]|(?:消息|讯|訊)\s?[：:])"
)
"""A news site's own dateline: 某某网北京3月3日电, 某某网消息：."""
_HOST = re.compile(r"(?:[A-Za-z0-9-]+\.){1,3}[A-Za-z]{2,10}")
MIN_PAPER = 5
_SIGN_OFF = re.compile(r"^[\s(\[/–—-]*(?:By |BY )?(?P<agency>[^\W_][^()\[\]\n]{0,40}?)[\s)\]./]*$")
_SLASH = re.compile(r"^[\s(\[–—-]*(?P<a>[^\W_][^()\[\]/\n]{0,30}?)\s*/\s*(?P<b>[^\W_][^()\[\]/\n]{0,30}?)[\s)\].]*$")
_SEVERAL = re.compile(r"^(?:[a-z]{1,4}(?:/[a-z]{1,4}){0,3}\s*)?\((?P<names>[^()\n]{2,30}(?:, [^(),\n]{2,30}){1,5})\)$")
"""Agencies in brackets alone on a line, perhaps behind editors' initials: `ab/cd (AFP, Reuters)`."""
_DAY = re.compile(r"\b\d{1,2}[º.]?\s(?:de\s|di\s)?[^\W\d_]{3,10}\b(?:\s(?:de\s)?\d{4})?")
_PERSON = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+\.?){1,3}")
_WIRE_LIKE = frozenset({"agency", "pr_wire", "distributor"})


def dateline_credits(scene: Scene) -> Iterator[Claim]:
    """Credits in the first lines of the text and in lone sign-offs below it."""
    lines = scene.page.document.lines
    start = scene.text_lines[0] if scene.text_lines else 0
    above = [x for x in lines[max(0, start - 3) : start] if x in scene.head]
    first = [*above, *(lines[i] for i in scene.text_lines[:4])]
    for line in first:
        found = _opening(scene, line)
        if found:
            yield from found
            break
    yield from _last_words(scene)
    for line in scene.tail:
        if len(line.text) <= 60 and not scene.of_picture(line) and not line.links and "list" not in line.context:
            yield from _sign_off(scene, line)


def _opening(scene: Scene, line: Line) -> tuple[Claim, ...]:
    """What a line's first words credit."""
    listed = _dateline(scene, line) or _unspaced(scene, line)
    if listed is not None:
        return (listed,)
    handed = _HANDED.match(line.text[:120])
    agency = look_up(scene, handed["agency"]) if handed else None
    if handed and agency is not None:
        evidence = scene.quote(line, 0, handed.end(), "dateline", "body")
        first = look_up(scene, handed["first"]) or scene.registry.provisional_for_name(handed["first"])
        claim = Claim(
            "republished_from", "in", handed["first"], first, not first.provisional, None, 0.9, False, evidence, "text"
        )
        return claim, replace(claim, relation="syndicated_by", name=handed["agency"], outlet=agency, known=True)
    return tuple(_site_wired(scene, line)) or tuple(_unlisted(scene, line))


def _site_wired(scene: Scene, line: Line) -> Iterator[Claim]:
    match = _SITE_WIRED.match(line.text[:60])
    outlet = look_up(scene, match["agency"]) if match else None
    if match and outlet is not None and not scene.own(outlet, match["agency"]):
        evidence = scene.quote(line, match.start(), match.end(), "dateline", "body")
        claim = _wire(outlet, match["agency"], 0.8, evidence)
        yield claim if outlet.kind in WIRE_KINDS else replace(claim, relation="republished_from")


def _unlisted(scene: Scene, line: Line) -> Iterator[Claim]:
    """Datelines of agencies and sites that no table knows: only in capitals, or a domain."""
    code, site = _UNLISTED.match(line.text[:200]), _SITE.match(line.text[:80])
    if (
        code
        and _is_place(code["place"])
        and look_up(scene, code["agency"]) is None
        and not scene.own(None, code["agency"])
    ):
        made = scene.registry.provisional_for_name(code["agency"])
        evidence = scene.quote(line, 0, code.end(), "dateline-unlisted", "body")
        yield Claim("wire", "in", code["agency"], made, False, None, 0.75, False, evidence, "text")
    paper = _PAPER_DATELINE.match(line.text[:200])
    named = paper_named(scene, paper["paper"]) if paper and _is_place(paper["place"]) else None
    if paper and named is not None:
        evidence = scene.quote(line, 0, paper.end(), "dateline-paper", "body")
        known = not named[1].provisional
        yield Claim("republished_from", "in", named[0], named[1], known, None, 0.75, False, evidence, "text")
    if site and not scene.own(None, host=site["agency"].lower()):
        host = site["agency"].lower()
        made = scene.registry.by_host(host) or scene.registry.provisional_for_host(host)
        evidence = scene.quote(line, 0, site.end(), "dateline-site", "body")
        yield Claim(
            "republished_from", "in", site["agency"], made, not made.provisional, None, 0.8, False, evidence, "text"
        )


def _dateline(scene: Scene, line: Line) -> Claim | None:
    for pattern in (*_PATTERNS, _CLOSE):
        match = pattern.match(line.text[:200])
        if not match:
            continue
        place = match.groupdict().get("place")
        if place is not None and not _is_place(place):
            continue
        outlet = look_up(scene, match["agency"].strip()) or look_up(scene, match["agency"].partition("/")[0].strip())
        if outlet is None and scene.own(None, match["agency"].strip()):
            outlet = scene.own_outlet
        if outlet is not None and _may_date(scene, outlet, place, line):
            evidence = scene.quote(line, match.start(), len(line.text[: match.end()].rstrip()), "dateline", "body")
            return _wire(outlet, match["agency"].strip(), 0.9, evidence)
    return None


def _unspaced(scene: Scene, line: Line) -> Claim | None:
    """The agency in the brackets, or before the word for a wire, that an East Asian text begins with."""
    match = _BRACKETED.match(line.text[:60]) or _WIRED.match(line.text[:60])
    inside = _UNTOLD.sub(" ", match["inside"].strip()) if match and _CJK.search(line.text) else ""
    for token in re.split(r"[\s=/、,:;·-]+", inside):
        found = _agency_in(scene, token)
        if match and found is not None:
            evidence = scene.quote(line, match.start(), match.end(), "dateline", "body")
            return _wire(found[1], found[0], 0.9, evidence)
    return None


def _agency_in(scene: Scene, token: str) -> tuple[str, Outlet] | None:
    """The agency a token is, or begins or ends with, also without the last sign of its name: 法新 for 法新社."""
    ends = (
        (part for n in range(len(token) - 1, 1, -1) for part in (token[:n], token[-n:])) if _CJK.search(token) else ()
    )
    for part in (token, *ends):
        for name in (part, f"{part}社") if _CJK.search(part) else (part,):
            outlet = look_up(scene, name)
            if outlet is not None and outlet.kind in WIRE_KINDS:
                return name, outlet
    return None


def _may_date(scene: Scene, outlet: Outlet, place: str | None, line: Line) -> bool:
    """Agencies may; a broadcaster or paper only where the line begins with its name in brackets."""
    if outlet.kind in _WIRE_LIKE:
        return True
    opened = _OPENING.match(line.text) or _CLOSE.match(line.text)
    if place is None and outlet.kind in ("broadcaster", "newspaper") and opened:
        return True
    return any(n.kind == "dateline" for n in outlet.names) or scene.own(outlet)


def _is_place(text: str) -> bool:
    """A place and a date, no sentence: begins with a capital, at most nine words, few of them small."""
    parts = _DAY.sub("1", text.replace(",", " ")).split()
    if not parts or len(parts) > 9 or any(p.casefold() in _NO_PLACES for p in parts):
        return False
    small = sum(p[0].islower() and "." not in p for p in parts)
    return (parts[0][0].isupper() and small <= len(parts) // 3) or not parts[0][0].isascii()


def _last_words(scene: Scene) -> Iterator[Claim]:
    """The agency in brackets behind the last sentence of the text."""
    lines = scene.page.document.lines
    last = scene.text_lines[-1] if scene.text_lines and not scene.short else len(lines)
    for line in lines[last : last + 2]:
        tail = max(0, len(line.text) - 60)
        beside = scene.beside_text(line)
        patterns = (_LAST_WORDS, _LAST_CODE, _LAST_DASH) if beside else ()
        match = next((m for p in patterns if (m := p.search(line.text, tail))), None)
        names = match["agency"].split("/") if match else []
        for name in names:
            outlet = _signed(scene, name.strip(), alone=len(names) == 1)
            if match and outlet is not None:
                evidence = scene.quote(line, match.start() + 1, len(line.text), "last-words")
                claim = _wire(outlet, name.strip(), 0.8, evidence)
                yield (
                    claim
                    if outlet.kind in WIRE_KINDS
                    else replace(claim, relation="republished_from", strength=0.7, known=not outlet.provisional)
                )


def _signed(scene: Scene, name: str, *, alone: bool) -> Outlet | None:
    """The agency behind the last sentence, or the listed paper or the site whose name stands there `alone`."""
    outlet = look_up(scene, name)
    if outlet is None and alone and _HOST.fullmatch(name):
        outlet = scene.registry.by_host(name.lower())
    if outlet is None and alone and (named := paper_named(scene, name, signed=True)) is not None:
        return named[1]
    if outlet is None or scene.own(outlet, name) or (outlet.kind not in WIRE_KINDS and is_institution(outlet)):
        return None
    long = alone and len(name) > MIN_PAPER and outlet.kind in PRESS_KINDS
    return outlet if outlet.kind in WIRE_KINDS or long else None


def _sign_off(scene: Scene, line: Line) -> Iterator[Claim]:
    match = _SIGN_OFF.match(line.text)
    outlet = look_up(scene, match["agency"].strip()) if match else None
    if match and outlet is not None and outlet.kind in WIRE_KINDS:
        yield _wire(outlet, match["agency"].strip(), 0.75, scene.whole(line, "sign-off"))
    elif outlet is not None and outlet.kind in PRESS_KINDS and _alone(scene, line, match):
        yield Claim(
            "republished_from", "in", line.text, outlet, True, None, 0.7, False, scene.whole(line, "lone-name"), "text"
        )
    several = _SEVERAL.match(line.text)
    outlets = [(name, look_up(scene, name)) for name in several["names"].split(", ")] if several else []
    if all(o is not None and o.kind in WIRE_KINDS for _, o in outlets):
        yield from (_wire(o, name, 0.75, scene.whole(line, "sign-off")) for name, o in outlets if o is not None)
    slash = _SLASH.match(line.text)
    if slash:
        yield from _slashed(scene, line, (slash["a"].strip(), slash["b"].strip()))


def _alone(scene: Scene, line: Line, match: re.Match[str] | None) -> bool:
    """Whether a text is nothing but the name that was found; with "By" before it, it is a byline and only supports."""
    return (
        scene.short
        and len(scene.page.document.lines) == 1
        and match is not None
        and line.text.strip() == match["agency"]
    )


def _slashed(scene: Scene, line: Line, names: tuple[str, str]) -> Iterator[Claim]:
    """`dpa/AFP` is two agencies; `sak/Reuters` an editor's initials and what the editor worked from; `PAPER / OWN NAME` a paper's text."""
    other = look_up(scene, names[0])
    if other is not None and other.kind in PRESS_KINDS and scene.own(None, names[1]) and not scene.own(other, names[0]):
        evidence = scene.whole(line, "beside-own-name")
        yield Claim("republished_from", "in", names[0], other, True, None, 0.75, False, evidence, "text")
    if _PERSON.fullmatch(names[0]) and other is None and not scene.has_prose:
        return  # whoever took the picture, for an agency
    initials = len(names[0]) <= 4 and names[0].isalpha() and names[0].islower() and look_up(scene, names[0]) is None
    for name in names:
        outlet = look_up(scene, name)
        if outlet is not None and outlet.kind in WIRE_KINDS:
            claim = _wire(outlet, name, 0.75, scene.whole(line, "sign-off"))
            yield replace(claim, relation="contributed", partial=True) if initials else claim


def _wire(outlet: Outlet, name: str, strength: float, evidence: Evidence) -> Claim:
    relation: Relation = "press_release" if outlet.kind == "pr_wire" else "wire"
    return Claim(relation, "in", name, outlet, True, None, strength, False, evidence, "text")
