"""Names that say of themselves that they are papers, where a source stands: alone, in brackets, behind a dash, beside a date.

No table need know them: "Tidewater Chronicle", "Gazeta Nadmorska", 某某晚报. What the site's own frame
says (menu, footer, rights line) is the site's own, and so are its sections.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from provenance.attribute.credits import PRESS_KINDS, Claim, is_institution, origin_date
from provenance.attribute.mentions import UNSPACED, leads_home
from provenance.attribute.naming import EDGE, SMALL, plausible
from provenance.attribute.phrases import Phrases
from provenance.attribute.scene import Scene
from provenance.attribute.slots import look_up
from provenance.records.document import Line
from provenance.records.outlet import Outlet
from provenance.times import find_written

MAX_PAPER, MAX_PAPER_WORDS, REACH, MIN_STEM = 60, 6, 4, 4
_SIGNED = re.compile(
    r"\s*(?:[–—-]{1,2}|[,,])\s*(?P<dashed>[^\W_][^()\[\]\n]+?)[\s.]*|\s*[(\[【(][据據]?(?P<bracketed>[^()\[\]【】()\n]+)[)\]】)][\s.]*"
)
_PARTS = re.compile(r"\s*[/|╱|/]\s*")
_MARK = re.compile(r"^\s*(?:\([cC]\)|©|ⓒ|[cC]opyright)\s*")
_CLOCK = re.compile(r"\d{1,2}[::]\d{2}(?:[::]\d{2})?|https?://\S+")
_LEADING = frozenset("by with from via to at on in for von par por".split())  # noqa: SIM905
_TITLED = frozenset(["en", "de"])
"""Languages that put the word for press last."""


def sure_paper(tongue: Phrases, name: str) -> bool:
    """Whether an unlisted name can hardly be but a paper's: a word for press no person bears, and no word a section has."""
    sure = tongue.slot.get("papers", ())
    if UNSPACED.search(name):
        return 4 <= len(name) <= 10 and name.endswith(tuple(p for p in sure if UNSPACED.search(p)) or "\0")
    parts = [p.strip(EDGE) for p in name.casefold().split()]
    weighty = [p for p in parts if p not in SMALL]
    common = tongue.slot.get("common", ())
    if not weighty or len(parts) > MAX_PAPER_WORDS or any(p in common for p in weighty) or not plausible(tongue, name):
        return False
    if ":" in name or name[0].isdigit() or _LEADING.intersection(parts):
        return False  # "Sponsored by Example Times", "Editor: Tom Times"
    ends = tongue.slot.get("press_ends", ())
    if any(weighty[-1].endswith(end) and len(weighty[-1]) >= len(end) + MIN_STEM for end in ends):
        return True
    last = weighty[-1].rpartition("-")[2]
    return len(weighty) > 1 and (last in sure or (tongue.language not in _TITLED and weighty[0] in sure))


def paper_named(scene: Scene, text: str, *, signed: bool = False) -> tuple[str, Outlet] | None:
    """The paper of another owner that a text is the name of: a listed one's long name, or one that says what it is.

    `signed`: behind a dash or in brackets, where a menu that lists the owner's papers takes nothing back.
    """
    name = _MARK.sub("", text).strip(EDGE + "/╱／")
    while name.partition(" ")[0].casefold() in scene.leads:
        name = name.partition(" ")[2].strip(EDGE)
    name = name.removeprefix("the ")
    outlet = look_up(scene, name)
    if outlet is None and any(sure_paper(t, name) for t in scene.tongues):
        outlet = scene.registry.provisional_for_name(name)
    elif outlet is None or outlet.kind not in PRESS_KINDS or is_institution(outlet):
        return None
    elif " " not in name and not UNSPACED.search(name):
        return None  # "Print", "Nature", "Time" are many things
    if (
        outlet is None
        or scene.own(outlet, name)
        or scene.named_by_site(name, rights=signed)
        or scene.domain_begins_with(name)
    ):
        return None
    return name, outlet


def paper_credits(scene: Scene, read: Collection[tuple[int, int]]) -> Iterator[Claim]:
    """Credits of lines that are a paper's name, at the edges of the text, but for lines of which something (`read`, spans) was read."""
    title, text = scene.page.body.title_line, scene.text_lines
    for line in scene.head:
        if text and title is not None and title < line.index < text[0] and _may_sign(scene, line, read):
            yield from _beside_date(scene, line) or _bracketed(scene, line) or _alone(scene, line)
    for line in scene.tail:
        near = text and (0 < line.index - text[-1] <= REACH or line.index == text[-1])
        if near and _may_sign(scene, line, read):
            next_line = line.index == text[-1] + 1 and not line.links
            yield from _beside_date(scene, line) or _signed(scene, line) or (_alone(scene, line) if next_line else ())


def _may_sign(scene: Scene, line: Line, read: Collection[tuple[int, int]]) -> bool:
    if any(start < line.end and end > line.start for start, end in read):
        return False
    boxed = line.context & {"heading", "figure", "caption", "teaser", "nav", "comment", "form", "aside"}
    title = scene.page.body.title_line
    stamped = find_written(line.text) is not None or line.text[:1] == "【"
    listed = scene.in_list(line) and not (stamped and title is not None and 0 < line.index - title <= REACH)
    if boxed or listed or len(line.text) > MAX_PAPER or scene.speaks_of_picture(line):
        return False
    return not leads_home(scene, line)


def _signed(scene: Scene, line: Line) -> tuple[Claim, ...]:
    """`— Tidewater Chronicle`, `(某某晚报)`."""
    match = _SIGNED.fullmatch(line.text)
    found = paper_named(scene, match["dashed"] or match["bracketed"], signed=True) if match else None
    return (_claim(scene, line, *found, "paper-sign-off", 0.75),) if found else ()


def _bracketed(scene: Scene, line: Line) -> tuple[Claim, ...]:
    """`【某某報╱】` above the text."""
    return _signed(scene, line) if line.text[:1] in "([【" else ()


def _alone(scene: Scene, line: Line) -> tuple[Claim, ...]:
    """The name and nothing else; of `PAPER / PAPER` the first."""
    found = [paper_named(scene, part) for part in _PARTS.split(line.text)]
    if not found or len(found) > 2 or found[0] is None or any(f is None for f in found) or "..." in line.text:
        return ()
    unlisted = len(found) == 1 and found[0][1].provisional and "byline" not in line.context
    if unlisted and (_label(scene, found[0][0]) or (not scene.below(line) and not _beside_byline(scene, line))):
        return ()
    return (_claim(scene, line, *found[0], "paper-alone", 0.7),)


def _beside_byline(scene: Scene, line: Line) -> bool:
    """Whether the line above or below is a byline: there a paper follows its author, elsewhere it is a column's title."""
    beside = scene.page.document.lines[max(0, line.index - 1) : line.index + 2]
    return any(
        x is not line and ("byline" in x.context or x.text.partition(" ")[0].casefold() in scene.leads) for x in beside
    )


def _label(scene: Scene, name: str) -> bool:
    """Whether a name ends or begins with a word for press that sections have too: "Healthcare News"."""
    loose = {w for t in scene.tongues for w in t.slot.get("labels", ())}
    parts = name.casefold().split()
    return name.endswith(tuple(w for w in loose if UNSPACED.search(w)) or "\0") or bool(loose & {parts[0], parts[-1]})


def _beside_date(scene: Scene, line: Line) -> tuple[Claim, ...]:
    """`Tidewater Chronicle, March 12, 2023`, `某某网 2012-01-17 16:04 评论`: one paper, and none of the page's own names."""
    date = find_written(line.text)
    if date is None:
        return ()
    rest = _CLOCK.sub(" ", f"{line.text[: date[0]]} | {line.text[date[1] :]}")
    if UNSPACED.search(rest):
        parts = [p for piece in re.split(r"[\s/|╱|/()()]+", rest) if (p := _before_stop(scene, piece))]
    else:
        parts = [p for piece in re.split(r"\s*[|/•·]\s*", rest) if (p := piece.strip(EDGE))]
    found = {o.slug: (n, o) for p in parts if (named := paper_named(scene, p)) for n, o in [named]}
    own = any(scene.own(look_up(scene, p), p) or scene.named_by_site(p) for p in parts)
    if len(found) != 1 or own or (not UNSPACED.search(rest) and len(parts) > 1):
        return ()
    [(name, outlet)] = found.values()
    evidence = scene.whole(line, "paper-dated")
    date_claim = None if UNSPACED.search(rest) else origin_date(date[2], evidence)  # there it is the portal's own clock
    return (
        Claim("republished_from", "in", name, outlet, not outlet.provisional, None, 0.7, False, evidence, "text", date=date_claim),
    )  # fmt: skip


def _before_stop(scene: Scene, piece: str) -> str:
    """A piece of an unspaced line up to a word no name holds: 某某网 of 某某网我要评论."""
    stop = scene.tongues[0].stops.search(piece, 1)
    return (piece[: stop.start()] if stop else piece).strip(EDGE + "::")


def _claim(scene: Scene, line: Line, name: str, outlet: Outlet, rule: str, strength: float) -> Claim:
    evidence = scene.whole(line, rule)
    return Claim(
        "republished_from", "in", name, outlet, not outlet.provisional, None, strength, False, evidence, "text"
    )
