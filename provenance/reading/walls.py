"""Pages that stand in front of a page: consent, payment, login, robots' tests, empty shells of scripts.

Told by structure and size first: hardly any prose of its own, and the marks of a known vendor, a
password field, an empty mount point; words (of many languages) second. A page with an article on
it is no wall, whatever banners lie over it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from provenance.reading.prose import SENTENCE_END, weight
from provenance.reading.wallwords import (
    ACCEPT,
    BANNERS,
    CONSENT,
    CONSENT_MARKS,
    CUT_OFF,
    GATE,
    GATE_BOXES,
    NOT_FREE,
    ROBOT,
    ROBOT_MARKS,
    ROBOT_SIGNS,
    SHELL_IDS,
    SIGN_IN,
)
from provenance.records.document import Line

_LITTLE = 250
"""Less prose than this is no article: two sentences."""
_SMALL_PAGE = 4_000
_TEASER = 1_500
_GATE_TEXT = 1_000
_SAID = 2_000
"""Characters of a line in which a wall's words are looked for."""
_END, _NEAR_END, _NEAR = 3, 12, 6
_BESIDE = frozenset({"nav", "header", "footer", "teaser", "comment"})
_SOURCE = 400_000
_MASKED = re.compile(r"(?<!\S)@(?:\s@){4,}(?!\S)")


@dataclass(frozen=True, slots=True)
class Wall:
    """What stands before the article: the contract's reason, one line of detail, what is left of the body.

    `whole` where nothing of an article is there to be read.
    """

    reason: str
    detail: str
    body: tuple[int, ...]
    whole: bool


def masked(text: str) -> bool:
    """Whether runs of words were replaced by `@`, as in the NELA collections."""
    return text.count("@") >= 5 and _MASKED.search(text) is not None


def without_banners(lines: Sequence[Line], body: tuple[int, ...]) -> tuple[int, ...]:
    """The body without the lines of consent banners and, at its end, of the gates of paywalls."""
    kept = tuple(i for i in body if not _boxed(lines[i], BANNERS))
    kept = _before_gate(lines, kept, _gate_boxes(lines), within=_END)
    return kept if _size(lines, kept) * 2 >= _size(lines, body) else body


def find_wall(source: str, root: HtmlElement, lines: Sequence[Line], body: tuple[int, ...]) -> Wall | None:
    """The wall on a page, if it has one; `body` are the lines taken for its article."""
    if not _has_prose(lines, body):
        text = source[:_SOURCE].lower()
        found = _robots(text, lines) or _consent(text, root, lines) or _login(root, lines) or _shell(text, root, lines)
        if found:
            return Wall(found[0], found[1], (), whole=True)
    return _payment(source, lines, body)


def _has_prose(lines: Sequence[Line], body: tuple[int, ...]) -> bool:
    """Whether the body has sentences of its own, more than a wall would say."""
    prose = 0
    for i in body:
        if SENTENCE_END.search(lines[i].text) and _own(lines[i]):
            prose += weight(lines[i].text)
            if prose >= _LITTLE:
                return True
    return False


def _size(lines: Sequence[Line], indices: Iterable[int]) -> int:
    return sum(weight(lines[i].text) for i in indices)


def _own(line: Line) -> bool:
    """A line that can be an article's: no banner's, no gate's, none that asks for consent."""
    return not (_boxed(line, BANNERS) or CONSENT.search(line.text[:_SAID]) or ROBOT.search(line.text[:_SAID]))


def _boxed(line: Line, pattern: re.Pattern[str]) -> bool:
    return _any_named(line.classes, pattern)


@lru_cache(maxsize=2048)
def _any_named(classes: frozenset[str], pattern: re.Pattern[str]) -> bool:
    return any(pattern.match(word) for word in classes)


def _visible(lines: Sequence[Line]) -> list[Line]:
    return [x for x in lines if not x.context & _BESIDE]


def _robots(text: str, lines: Sequence[Line]) -> tuple[str, str] | None:
    if sum(weight(x.text) for x in lines) > _SMALL_PAGE:
        return None
    mark = ROBOT_MARKS.search(text)
    sign = ROBOT_SIGNS.search(text)
    said = next((x.text for x in lines if ROBOT.search(x.text[:_SAID])), None)
    title = ROBOT.search(text[: text.find("</title")]) if "</title" in text[:20_000] else None
    if mark or (sign and (said or title)):
        return "bot_challenge", f"a test for robots stands before the page ({(mark or sign or [''])[0][:60]})"
    return None


def _consent(text: str, root: HtmlElement, lines: Sequence[Line]) -> tuple[str, str] | None:
    shown = _visible(lines)
    total = sum(weight(x.text) for x in shown)
    asking = sum(weight(x.text) for x in shown if CONSENT.search(x.text[:_SAID]) or _boxed(x, BANNERS))
    if asking == 0 or asking * 2 < total or total - asking > 2 * _LITTLE:
        return None
    buttons = any(ACCEPT.search(x.text) for x in lines if len(x.text) < 80)
    mark = CONSENT_MARKS.search(text)
    if buttons or mark:
        return "consent_wall", f"the page asks for consent first ({mark[0][:60] if mark else 'cookies'})"
    return None


def _login(root: HtmlElement, lines: Sequence[Line]) -> tuple[str, str] | None:
    if not any((field.get("type") or "").lower() == "password" for field in root.iter("input")):
        return None
    headed = any("heading" in x.context and SIGN_IN.search(x.text) for x in lines)
    if headed or sum(weight(x.text) for x in _visible(lines)) < _SMALL_PAGE // 4:
        return "login", "the page asks for a name and a password first"
    return None


def _shell(text: str, root: HtmlElement, lines: Sequence[Line]) -> tuple[str, str] | None:
    if sum(weight(x.text) for x in _visible(lines)) > 2 * _LITTLE or "<script" not in text:
        return None
    mount = next((e for e in root.iter("div", "main", "app-root", "section") if _mount_point(e)), None)
    asked = any("javascript" in (x.text_content() or "").lower() for x in root.iter("noscript"))
    said = any("javascript" in x.text.lower() for x in lines)
    if mount is not None or asked or said or not lines:
        return "js_shell", "the page is made by its scripts; nothing of it can be read without running them"
    return None


def _mount_point(element: HtmlElement) -> bool:
    names = {element.get("id") or "", element.tag if isinstance(element.tag, str) else ""}
    return bool(names & SHELL_IDS) and len("".join(element.itertext()).split()) < 60


def _payment(source: str, lines: Sequence[Line], body: tuple[int, ...]) -> Wall | None:
    """A gate behind a teaser: the lines of the gate go, the beginning of the article stays."""
    boxes = _gate_boxes(lines)
    kept = _before_gate(lines, body, boxes, within=_NEAR_END)
    size = _size(lines, kept)
    last = kept[-1] if kept else (body[0] if body else 0)
    dots = bool(kept) and lines[kept[-1]].text.rstrip().endswith(("…", "...", "[…]", "[...]"))
    behind = [x for x in _behind(lines, last, body) if x.index - last <= _NEAR]
    broken = dots or any(CUT_OFF.search(x.text[:400]) for x in behind)
    if not (size < _TEASER or broken):
        return None
    near = [x for x in behind if _gate(x, boxes)]
    whole = size < 60
    boxed = any(boxes & x.classes for x in near)
    gated = bool(near) and (boxed or broken or (whole and bool(body)))
    if not gated and not _not_free(source[:_SOURCE].lower()):
        return None
    gate = near[0] if near else next((x for x in _behind(lines, last, body) if _gate(x, boxes)), None)
    if gate is None:
        return None
    detail = "nothing but the gate of a paywall" if whole else "the text goes on behind a paywall"
    return Wall("paywall", f"{detail} ({gate.text[:80]})", () if whole else kept, whole)


def _not_free(source: str) -> bool:
    """Whether the page's data say that it has a price; the pattern is asked only where its words are."""
    return ("isaccessibleforfree" in source or "tier" in source) and NOT_FREE.search(source) is not None


def _behind(lines: Sequence[Line], last: int, body: tuple[int, ...]) -> list[Line]:
    """The lines of the body and those behind its last, boxes beside the article aside."""
    inside = frozenset(body)
    return [x for x in lines if (x.index > last or x.index in inside) and not x.context & _BESIDE]


def _gate_boxes(lines: Sequence[Line]) -> frozenset[str]:
    """The class names of gates on this page: a box with much text in it is the paid text itself, not its gate."""
    named = {word for classes in {x.classes for x in lines} for word in _gates_among(classes)}
    sizes: Counter[str] = Counter()
    for line in lines if named else ():
        for word in named & line.classes:
            sizes[word] += weight(line.text)
    return frozenset(word for word, size in sizes.items() if size < _GATE_TEXT)


@lru_cache(maxsize=2048)
def _gates_among(classes: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in classes if _names_gate(word))


@lru_cache(maxsize=8192)
def _names_gate(word: str) -> bool:
    return GATE_BOXES.match(word) is not None


def _gate(line: Line, boxes: frozenset[str]) -> bool:
    said = GATE.search(line.text[:400]) or CUT_OFF.search(line.text[:400])
    return said is not None or (bool(boxes & line.classes) and len(line.text) > 15)


def _before_gate(
    lines: Sequence[Line], body: tuple[int, ...], boxes: frozenset[str], *, within: int
) -> tuple[int, ...]:
    """The body less what stands in gates' boxes, and less its end from a gate's words on, `within` its last lines."""
    kept = [i for i in body if not boxes & lines[i].classes]
    says = [len(lines[i].text) < 400 and GATE.search(lines[i].text) is not None for i in kept[-within:]]
    # A gate's words farther up mean that they are the article's own.
    if any(says) and not any(len(lines[i].text) < 400 and GATE.search(lines[i].text) for i in kept[:-within]):
        kept = kept[: len(kept) - len(says) + says.index(True)]
    return tuple(kept)
