"""The article put together: its own text without rights lines, its dates, its reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from provenance.attribute.authors import Authors
from provenance.attribute.scene import Scene
from provenance.attribute.slots import look_up
from provenance.records.article import ArticleText, Byline, CopyrightLine, Credit, Notice
from provenance.records.dates import DateClaim
from provenance.records.document import Line
from provenance.records.evidence import Evidence
from provenance.text import count_words, join_spans, name_key
from provenance.times import find_written

_CLOCK = re.compile(r"[\s,·|T-]{1,3}\d{1,2}:\d{2}")
"""A time behind a date: when the page itself was put up, whoever else is named on the line."""


def build_article(scene: Scene, authors: Sequence[Authors], credits: Sequence[Credit], copyright_lines: Sequence[CopyrightLine],
                  notices: Sequence[Notice]) -> ArticleText:  # fmt: skip
    """Everything the contract's `article` holds."""
    page = scene.page
    evidence = [
        *(x.evidence for x in credits), *(x.evidence for x in copyright_lines), *(x.evidence for x in notices),
        *(b.evidence for a in authors for b in a.bylines),
    ]  # fmt: skip
    spans = body_spans(scene, evidence)
    text = join_spans(page.document.text, spans)
    dates = _sorted_dates(scene, credits)
    given = page.capture.given
    return ArticleText(
        title=given.title or page.body.title, subtitle=page.body.subtitle, language=page.language, words=count_words(text), text=text, spans=spans,
        bylines=_bylines(scene, authors), published=_first(dates, "published"), modified=_first(dates, "modified"), dates=dates,
    )  # fmt: skip


def body_spans(scene: Scene, evidence: Iterable[Evidence]) -> tuple[tuple[int, int], ...]:
    """Spans of the article's own text: the body's lines less the rights text at its two ends.

    A run of lines at the end that holds nothing but evidence and short remarks is cut from its
    first evidence line on, likewise at the beginning. A text too short to have ends is kept whole.
    """
    lines = [scene.page.document.lines[i] for i in scene.page.body.lines]
    if not scene.short:
        held = [(e.start, e.end) for e in evidence if e.start is not None and e.end is not None]
        lines = _without_tail(lines, held)
        lines = _without_head(lines, held)
    return _spans(scene.page.document.text, lines)


def last_line(scene: Scene, notices: Sequence[Notice]) -> int | None:
    """Index of the last line of the text itself: the body's last that is no notice and no remark."""
    if scene.short:
        return None
    held = [
        (n.evidence.start, n.evidence.end)
        for n in notices
        if n.evidence.start is not None and n.evidence.end is not None
    ]
    lines = _without_tail([scene.page.document.lines[i] for i in scene.page.body.lines], held, remarks=True)
    return lines[-1].index if lines else None


def _covered(line: Line, held: Sequence[tuple[int, int]]) -> bool:
    """Whether evidence takes up most of a line."""
    taken = sum(
        min(end, line.end) - max(start, line.start) for start, end in set(held) if start < line.end and end > line.start
    )
    return taken >= 0.5 * (line.end - line.start)


def _remark(line: Line) -> bool:
    """A short line that is no sentence of the text: a link, a label, a call to action."""
    linked = sum(k.end - k.start for k in line.links) >= 0.8 * len(line.text)
    return linked or (len(line.text) < 60 and not line.text.rstrip("\"'”’»)").endswith((".", "!", "?", "…", "。")))


def _without_tail(lines: list[Line], held: Sequence[tuple[int, int]], *, remarks: bool = False) -> list[Line]:
    """The lines without the evidence at their end; `remarks`: nor the remarks just above it."""
    cut = len(lines)
    for at in range(len(lines) - 1, -1, -1):
        if _covered(lines[at], held):
            cut = at
        elif not _remark(lines[at]):
            break
        elif remarks and cut < len(lines):
            cut = at
    return lines[:cut]


def _without_head(lines: list[Line], held: Sequence[tuple[int, int]]) -> list[Line]:
    cut = 0
    for at, line in enumerate(lines):
        if _covered(line, held) and len(line.text) < 200 and not _dateline_only(line, held):
            cut = at + 1
        elif not _remark(line):
            break
    return lines[cut:]


def _dateline_only(line: Line, held: Sequence[tuple[int, int]]) -> bool:
    """A first paragraph that merely begins with its dateline stays."""
    return all(end < line.end - 40 for start, end in held if line.start <= start < line.end)


def _spans(text: str, lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """Runs of neighbouring lines; every span but the last keeps the line break that ends it."""
    spans: list[tuple[int, int]] = []
    for line in lines:
        if spans and not text[spans[-1][1] : line.start].strip():
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
    return tuple((a, b + 1 if text[b : b + 1] == "\n" else b) for a, b in spans[:-1]) + tuple(spans[-1:])


def _bylines(scene: Scene, authors: Sequence[Authors]) -> tuple[Byline, ...]:
    """Names once each; metadata counts for persons only where no visible byline names any."""
    visible = [b for a in authors if a.family == "byline" for b in a.bylines]
    structured = [b for a in authors if a.family != "byline" for b in a.bylines]
    persons = any(b.kind == "person" for b in visible)
    merged = [*visible, *(b for b in structured if not persons or b.kind != "person")]
    return tuple({name_key(b.name): b for b in reversed(merged)}.values())[::-1]


def _sorted_dates(scene: Scene, credits: Sequence[Credit]) -> tuple[DateClaim, ...]:
    """The page's dates, those on another outlet's date line left to the credit that holds them."""
    foreign = {
        (c.evidence.start, c.evidence.end)
        for c in credits
        if c.direction == "in" and c.date is not None and c.evidence.start is not None
    }

    def others(claim: DateClaim) -> bool:
        e = claim.evidence
        return (
            e is not None
            and not (e.end is not None and _CLOCK.match(scene.page.document.text, e.end))
            and e.start is not None
            and any(s <= e.start and (e.end or 0) <= t for s, t in foreign if s is not None and t is not None)
        )

    own = [d for d in scene.page.dates if not others(d)]
    named = [d for d in own if _own_line(scene, d)]
    origin = [c.date for c in credits if c.date is not None and c.direction == "in"]
    rest = [d for d in own if d not in named]
    structured = [d for d in rest if not d.source.startswith("text")]
    first = next((i for i, d in enumerate(rest) if d in structured and d.kind == "published"), 0)
    shown = [
        d for d in rest[:first] if d not in structured
    ]  # the day readers see, which `reading` put before the machines'
    loose = [d for d in rest if d.source.startswith("text") and d not in shown]
    return (*shown, *structured, *named, *loose, *dict.fromkeys(origin))


def _own_line(scene: Scene, claim: DateClaim) -> bool:
    """Whether a visible date stands on a line that names the page's own outlet."""
    e = claim.evidence
    if e is None or e.start is None or not claim.source.startswith("text"):
        return False
    line = next((x for x in scene.head if x.start <= (e.start or 0) < x.end), None)
    date = find_written(line.text) if line else None
    if line is None or not date or date[0] == 0:
        return False
    outlet = look_up(scene, line.text[: date[0]].strip(" ,|-–—:"))
    return outlet is not None and scene.own(outlet)


def _first(dates: Sequence[DateClaim], kind: str) -> DateClaim | None:
    return next((d for d in dates if d.kind == kind), None)
