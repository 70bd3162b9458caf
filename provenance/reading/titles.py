"""The title and subtitle of a page, and the lines they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.reading.prose import BESIDE, container_of, is_prose, link_share
from provenance.records.document import Line, Signal
from provenance.text import fold, name_key, words
from provenance.times import find_written

MAX_TITLE = 500
"""Longer titles are cut."""

_METAS = ("og:title", "twitter:title", "headline", "dc.title", "sailthru.title", "parsely-title", "title")
_H1 = re.compile(r"/h1\[\d+\]")
_H2 = re.compile(r"/h[1-3]\[\d+\]")
_SUBTITLE_WORD = re.compile(
    r"(?:.*[-_])?(?:sub-?title|sub-?head(?:line|ing)?|stand-?first|dek|deck|article-?(?:summary|description|excerpt|intro|lead|lede)|teaser-?text|chapo|chapeau|untertitel|unterzeile|bajada|entradilla|summary|tagline)(?:[-_].{1,20})?"
)
_PREFIX = re.compile(r"^[^|–—·•:»]{1,60}?\s+[|–—·•:»-]\s+")
_SUFFIX = re.compile(r"\s+[|–—·•:»-]\s+[^|–—·•»]{1,60}$")
_NO_SUBTITLE = re.compile(
    r"^\W*(?:by|von|par|por|di|from|source|quelle|fuente|photo|foto|©|copyright|published|updated)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Titles:
    """Title and subtitle as text, and their lines where they stand on the page."""

    title: str | None = None
    title_line: int | None = None
    subtitle: str | None = None
    subtitle_line: int | None = None


def page_titles(lines: Sequence[Line], signals: Sequence[Signal], html_title: str | None, given: str | None) -> Titles:
    """Titles of an HTML page.

    An `h1` that agrees with what head metadata or `<title>` say is preferred, then metadata, then
    a lone `h1`, then `<title>` (a site's name is cut from it only where a heading shows that).
    """
    stated = _stated(signals)
    if html_title and html_title.strip():
        stated.append(fold(html_title[: 4 * MAX_TITLE]))
    line = _heading(lines, stated)
    title = given or (line.text if line else None) or (stated[0] if stated else None)
    if title is None:
        return Titles()
    if line is None:
        line = _standing(lines, title)
        if line is not None and not given:
            title = line.text
    at = line.index if line else None
    subtitle = _subtitle(lines, at, signals) if at is not None else None
    return Titles(
        title[:MAX_TITLE], at, subtitle.text[:MAX_TITLE] if subtitle else None, subtitle.index if subtitle else None
    )  # fmt: skip


def _stated(signals: Sequence[Signal]) -> list[str]:
    """Titles that head metadata state, best first."""
    articles = [s.value for s in signals if s.where == "json-ld" and s.chain == "headline"]
    metas = [s.value for name in _METAS for s in signals if s.where == "meta" and s.name == name]
    return [fold(v[: 4 * MAX_TITLE]) for v in [*articles[:1], *metas]]


def _heading(lines: Sequence[Line], stated: Sequence[str]) -> Line | None:
    """The heading that agrees with a stated title; else the only `h1` where none is stated."""
    headings = [x for x in lines if "heading" in x.context and not x.context & BESIDE and _H2.search(x.path)]
    firsts = [x for x in headings if _H1.search(x.path)]
    keys = [k for k in map(name_key, stated) if k]
    for candidates in (firsts[:40], headings[:40]):
        for line in candidates:
            key = name_key(line.text)
            if len(key) >= 5 and any(_agree(key, other) for other in keys):
                return line
    for line in firsts[:5]:
        if any(_alike(line.text, other) for other in stated):
            return line
    real = [x for x in firsts if "header" not in x.context or "article" in x.context]
    return real[0] if len(real) == 1 and not stated else None


def _agree(key: str, other: str) -> bool:
    """Whether two titles are one, but for a site's name or a kicker at one end."""
    if key == other:
        return True
    short, long = sorted((key, other), key=len)
    return len(short) >= 12 and len(short) * 3 >= len(long) and (long.startswith(short) or long.endswith(short))


def _alike(heading: str, other: str) -> bool:
    """Whether most words of the shorter title stand in the other: one story, told to readers and to searches."""
    mine, theirs = set(words(heading)), set(words(other))
    few = min(len(mine), len(theirs))
    return few >= 4 and len(mine & theirs) >= max(3, 0.5 * few)


def _standing(lines: Sequence[Line], title: str) -> Line | None:
    """The line, of whatever element, that holds the title and no more."""
    key = name_key(title)
    bare = {key, *(b for cut in (_SUFFIX, _PREFIX) if len(b := name_key(cut.sub("", title))) >= 12)}
    if len(key) < 5:
        return None
    for line in lines[:400]:
        fits = len(line.text) <= 2 * len(title) + 20 and not line.context & BESIDE and link_share(line) < 0.8
        if fits and name_key(line.text) in bare:
            return line
    return None


def _subtitle(lines: Sequence[Line], title_line: int, signals: Sequence[Signal]) -> Line | None:
    """The line below the title that is marked as its subtitle or that metadata give as such."""
    stated = {name_key(s.value) for s in signals if s.name in ("alternativeHeadline", "og:description", "description")}
    for line in _below(lines, title_line):
        named = any(_SUBTITLE_WORD.fullmatch(word) for word in _own_words(line, lines[title_line]))
        heading = line.index == title_line + 1 and bool(re.search(r"/h2\[\d+\]", line.path))
        if len(line.text) >= 15 and (named or heading or name_key(line.text) in stated) and not _dated(line.text):
            return line
    return _sibling(lines, title_line)


def _sibling(lines: Sequence[Line], title_line: int) -> Line | None:
    """The line right below the title in one container with it, short and no sentence, above the text."""
    line = lines[title_line + 1] if title_line + 1 < len(lines) else None
    if (
        line is None
        or line.links
        or line.context & BESIDE
        or ":" in line.text
        or is_prose(line)
        or not _title_like(line.text)
    ):
        return None
    akin = container_of(line.path) == container_of(lines[title_line].path)
    plain = len(line.text.split()) >= 4 and len(line.text) <= 200 and not re.search(r"[|·•/]", line.text)
    return line if akin and plain and any(is_prose(x) for x in lines[title_line + 2 : title_line + 12]) else None


def _below(lines: Sequence[Line], title_line: int) -> Iterator[Line]:
    for line in lines[title_line + 1 : title_line + 6]:
        fits = not line.context & BESIDE and len(line.text) <= MAX_TITLE and link_share(line) < 0.5
        if fits and not _NO_SUBTITLE.match(line.text):
            yield line


def _own_words(line: Line, title: Line) -> frozenset[str]:
    return line.classes - title.classes


def _dated(text: str) -> bool:
    return len(text) < 60 and find_written(text) is not None


def text_titles(lines: Sequence[Line], given: str | None) -> Titles:
    """Titles of a plain text: a marked heading, or a short first line above longer ones.

    The subtitle is a second short line that is neither byline, date nor sentence.
    """
    if not lines:
        return Titles(given)
    first = lines[0]
    marked = next((x for x in lines[:12] if "heading" in x.context), None)
    prose_follows = any(is_prose(x) for x in lines[1:40])
    plain = first if len(lines) >= 4 and prose_follows and _title_like(first.text) else None
    line = marked if marked is not None and (marked.index == 0 or plain is None) else plain
    if given:
        line = _standing(lines, given) or line
    if line is None:
        return Titles(given)
    subtitle = _text_subtitle(lines, line.index)
    return Titles(
        (given or line.text)[:MAX_TITLE], line.index, subtitle.text if subtitle else None, subtitle.index if subtitle else None
    )  # fmt: skip


def _title_like(text: str) -> bool:
    return (
        len(text) <= 250
        and not text.endswith((".", ":", ";", ","))
        and not _NO_SUBTITLE.match(text)
        and not _dated(text)
    )


def _text_subtitle(lines: Sequence[Line], title_line: int) -> Line | None:
    line = lines[title_line + 1] if title_line + 1 < len(lines) else None
    if line is None or is_prose(line) or line.links or ":" in line.text or not _title_like(line.text):
        return None
    return line if len(line.text.split()) >= 4 and len(lines) >= 4 else None
