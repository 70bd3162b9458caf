"""Where the article's own text lies among the lines of a page."""

from __future__ import annotations

import logging
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlElement

from provenance.reading.prose import (
    BESIDE,
    SENTENCE_END,
    block_of,
    container_of,
    is_prose,
    is_rights,
    link_share,
    shape_of,
    weight,
)
from provenance.records.document import Context, Line
from provenance.text import count_words
from provenance.times import find_written

if TYPE_CHECKING:
    from trafilatura.settings import Extractor

MOST_ELEMENTS = 60_000
MOST_LINES = 8_000
"""Larger pages are read by our own rules alone: trafilatura is quadratic in short paragraphs."""
MOST_SOURCE = 5_000_000

MOST_DEPTH = 250
"""Below so many elements it sees nothing, and is quadratic besides."""

_KEY = 32
_MARKS = re.compile(r"[\W_]+")
_LITTLE = 80
_DEEP = 150
"""Below so many elements trafilatura and its parser lose text."""
_GAP = 25
_NARROW = 4
_KNOWN: frozenset[Context] = frozenset({"footer", "aside", "header"})
_NEVER: frozenset[Context] = BESIDE | {"footer"}


def text_body(lines: Sequence[Line], title_line: int | None, subtitle_line: int | None) -> tuple[int, ...]:
    """Body lines of a plain text: its prose, and what stands between. Under four lines, or with none, all lines are body.

    Nothing is set beside a plain text: a short line amid its paragraphs is one of them (a remark,
    a caption), but for headings, rights lines and labels of a word or two.
    """
    if len(lines) < 4:
        return tuple(range(len(lines)))
    heads = {title_line, subtitle_line}
    prose = [x.index for x in lines if x.index not in heads and is_prose(x)]
    if not prose:
        return tuple(x.index for x in lines if x.index not in heads) or tuple(range(len(lines)))
    amid = (x for x in lines[prose[0] : prose[-1]] if x.index not in heads and _is_remark(x))
    return tuple(sorted({*prose, *(x.index for x in amid)}))


def _is_remark(line: Line) -> bool:
    furniture = "heading" in line.context or is_rights(line.text) or link_share(line) > 0.6
    return not furniture and (count_words(line.text) >= 5 or SENTENCE_END.search(line.text) is not None)


def page_body(lines: Sequence[Line], extracted: Sequence[str], heads: frozenset[int]) -> tuple[int, ...]:
    """Body lines of an HTML page, given what trafilatura took for it (may be empty) and the title's lines.

    Its lines are found again among ours; between the first and the last of them our own prose
    lines in the same containers come back. Where nothing is found, the container with most prose is it.
    """
    aligned = [i for i in align(lines, extracted) if i not in heads]
    kept = _kept(lines, aligned)
    deep = any(line.path.count("/") > _DEEP for line in lines)
    if deep or _size(lines, kept) < _LITTLE:
        own = _own_body(lines, heads)
        kept = sorted({*kept, *own}) if deep else max(kept, own, key=lambda found: _size(lines, found))
    return _below_title(lines, tuple(_filled(lines, kept, heads)), heads) if kept else ()


def _below_title(lines: Sequence[Line], body: tuple[int, ...], heads: frozenset[int]) -> tuple[int, ...]:
    """The body without the little that stands above its own title: a cookie notice, a site's motto."""
    above = [i for i in body if heads and i < max(heads)]
    return body[len(above) :] if above and _size(lines, above) * 4 < _size(lines, body) else body


def _size(lines: Sequence[Line], indices: Iterable[int]) -> int:
    return sum(weight(lines[i].text) for i in indices)


def align(lines: Sequence[Line], extracted: Sequence[str]) -> list[int]:
    """Indices of the lines whose beginning an extracted line has, in order; each at most once."""
    places: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        places[_key(line.text)].append(line.index)
    found: list[int] = []
    at = 0
    for text in extracted:
        key = _key(text)
        options = places.get(key)
        if not key or not options:
            continue
        best = bisect_left(options, at)
        index = options[best] if best < len(options) else options[-1]
        found.append(index)
        at = max(at, index + 1) if best < len(options) else at
    return sorted(set(found))


def _key(text: str) -> str:
    """First letters and digits of a line, in one form."""
    plain = text[: 4 * _KEY]
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain)
    return _MARKS.sub("", plain.casefold())[:_KEY]


def _kept(lines: Sequence[Line], aligned: Sequence[int]) -> list[int]:
    """Aligned lines that are text of the article, without far outliers.

    Where most of them lie in a box by name (a "comments" wrapper around everything), the name is
    no reason.
    """
    total = sum(weight(lines[i].text) for i in aligned)
    boxed: Counter[Context] = Counter()
    for i in aligned:
        for flag in lines[i].context & (BESIDE | _KNOWN):
            boxed[flag] += weight(lines[i].text)
    beside = frozenset(flag for flag in _NEVER if boxed[flag] * 2 < total)
    kept = [i for i in aligned if not lines[i].context & beside and link_share(lines[i]) < 0.8 and _texty(lines[i])]
    return _largest(lines, kept)


def _texty(line: Line) -> bool:
    """Some words, and not merely a date."""
    if weight(line.text) < 12 or (count_words(line.text) < 3 and line.text.isascii()):
        return False
    date = find_written(line.text) if len(line.text) < 80 else None
    return date is None or len(line.text) - (date[1] - date[0]) > 25


def _largest(lines: Sequence[Line], kept: Sequence[int]) -> list[int]:
    """The clusters of lines that hold the article.

    A cluster in another kind of container across a narrow gap is dropped, a small one across a wide gap too.
    """
    if not kept:
        return []
    places = {i: container_of(lines[i].path) for i in kept}
    sizes: Counter[str] = Counter()
    for i in kept:
        sizes[places[i]] += weight(lines[i].text)
    main = max(sizes, key=lambda place: sizes[place])
    akin = {i for i in kept if _akin(places[i], main)}
    clusters: list[list[int]] = []
    for i in kept:
        if clusters and i - clusters[-1][-1] <= (_GAP if i in akin else _NARROW):
            clusters[-1].append(i)
        else:
            clusters.append([i])
    least = max(_size(lines, cluster) for cluster in clusters) / 4
    large = [c for c in clusters if _size(lines, c) >= least and not akin.isdisjoint(c)]
    found = [i for cluster in large for i in cluster]
    while (
        len(found) > 1
        and found[-1] - found[-2] > 6
        and weight(lines[found[-1]].text) < 40
        and not SENTENCE_END.search(lines[found[-1]].text)
    ):
        found.pop()
    return found


def _akin(place: str, main: str) -> bool:
    """Whether a container is the main one, in it, just around it, or of one shape with it."""
    if shape_of(place) == shape_of(main) or place.startswith(main + "/"):
        return True
    return main.startswith(place + "/") and main.count("/") - place.count("/") <= 2


def _filled(lines: Sequence[Line], kept: Sequence[int], heads: frozenset[int]) -> Iterable[int]:
    """The kept lines, and between them the prose that was dropped; headings at the ends go."""
    chosen = set(kept)
    sure = _trimmed(lines, kept)
    containers = {container_of(lines[i].path) for i in sure} | {block_of(lines[i].path) for i in sure}
    for i in range(sure[0], sure[-1] + 1):
        line = lines[i]
        if i in chosen or i in heads or line.context & (BESIDE | _KNOWN) or "heading" in line.context:
            continue
        near = container_of(line.path) in containers or block_of(line.path) in containers
        if near and link_share(line) < 0.6 and (is_prose(line) or _short_sentence(line)):
            chosen.add(i)
    return sorted(i for i in chosen if sure[0] <= i <= sure[-1])


def _trimmed(lines: Sequence[Line], kept: Sequence[int]) -> list[int]:
    """The kept lines from the first to the last that is a sentence: what stands at the ends is margin."""
    spoken = [
        i for i in kept if is_prose(lines[i]) or ("heading" not in lines[i].context and _short_sentence(lines[i]))
    ]
    if not spoken:
        return list(kept)
    return [i for i in kept if spoken[0] <= i <= spoken[-1] and "heading" not in lines[i].context]


def _short_sentence(line: Line) -> bool:
    ends = SENTENCE_END.search(line.text) is not None and not line.text.endswith(":")
    letters = sum(map(str.isalpha, line.text))
    return ends and letters >= 2 and letters * 3 >= len(line.text) and not is_rights(line.text)


def _own_body(lines: Sequence[Line], heads: frozenset[int]) -> list[int]:
    """Our own guess: the prose of the container that has most of it."""
    prose = [x for x in lines if x.index not in heads and not x.context & (BESIDE | _KNOWN) and is_prose(x)]
    prose = prose or [x for x in lines if x.index not in heads and not x.context & BESIDE and weight(x.text) >= 40]
    prose = prose or [x for x in lines if x.index not in heads and weight(x.text) >= 40 and SENTENCE_END.search(x.text)]
    sizes: Counter[str] = Counter()
    for line in prose:
        sizes[container_of(line.path)] += weight(line.text)
    if not sizes:
        return [x.index for x in lines if x.index not in heads and not x.context & BESIDE and link_share(x) < 0.5]
    best = max(sizes, key=lambda path: sizes[path])
    return [x.index for x in prose if container_of(x.path) == best or x.path.startswith(best + "/")]


def _lightened(root: HtmlElement) -> None:
    """Take out what trafilatura would throw away in each of its several copies; it reads scripts of data alone."""
    for script in root.iter("script"):
        if "json" not in script.get("type", ""):
            script.tag = "style"
    etree.strip_elements(root, "style", "svg", "meta", "link", "img", with_tail=False)


@cache
def _options() -> Extractor:
    """How trafilatura is asked: made once, it looks up the time zone and the day each time."""
    from trafilatura.settings import Extractor

    return Extractor(output_format="python", comments=False, fast=True)


def extracted_lines(root: HtmlElement, elements: int, lines: int, size: int, depth: int = 0) -> list[str]:
    """The lines trafilatura takes for the article; none where it fails or the page is too much for it."""
    if elements > MOST_ELEMENTS or lines > MOST_LINES or size > MOST_SOURCE or depth > MOST_DEPTH:
        return []
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    _lightened(root)
    try:
        found = bare_extraction(root, options=_options())
    except Exception:  # it may raise anything on odd trees; our own rules follow
        return []
    text = getattr(found, "text", None)
    return [line.lstrip("-|>#* ") for line in text.split("\n")] if isinstance(text, str) else []
