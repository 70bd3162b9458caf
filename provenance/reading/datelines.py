"""Lines that say when the text stood here: which they are, and the written dates in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from provenance.reading.prose import BESIDE, is_prose
from provenance.records.document import Body, Line
from provenance.times import Interval, find_written, parse_iso

MAX_DATE_LINE = 120
"""A line longer than this is no date line."""
BELOW = 4
"""Lines below the text in which its date may stand."""
BEFORE = 2
"""Lines above the title, outside the head, in which it may stand where it stands nowhere else."""
FAR = 3
"""A date so many lines above the title and more is the day of the visit where another stands nearer to the text."""
MARKED = 15
"""Lines below the text in which an element called a date holds the text's date where it stands nowhere else."""
NEAR = 4
"""How far from the title a date may be marked up as a heading."""
MAX_BESIDE = 24
"""Letters that may stand beside the date in such a heading: a weekday, "published", a name."""
OLDEST, MONTHS = 1600, 12
MAX_SAID = 80
"""A line of the text that says when it was published is no longer than this."""

_MARKED = re.compile(
    r"(?:.*[-_])?(?:date|time|datum|fecha|data|tarih|published|pub-?date|posted|post-?date|created?)(?:[-_](?:created?|published|time|line|text))?"
)
_CLOCK = re.compile(r"\W{0,3}\d{1,2}[:.]\d{2}\b")
_NOON = re.compile(r"\b[ap]\.\s?m\.\W*$", re.I)
_RANGE = re.compile(r"(?<![:.\d])\d{1,2}\.?\s?[-–—]\s?$")
_OF_OTHERS = re.compile(r"№\s?\S{0,10}\d|©|\bISSN\b|свидетельств|许可证|備案|备案", re.I)
"""What stands in lines that date a licence or an imprint, not the article."""
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?![\d/-]|\.\d)")
_SHORT_YEAR = re.compile(r"(?<!\w)(\d{1,2} [^\W\d_]{3,12}\.? )['’]?(\d\d)(?=,? \d{1,2}:\d\d\b)")
MONTH_FIRST = "en-US"
"""English of a page whose dates put the month first."""
_YEAR_FIRST = frozenset({"zh", "ja", "ko", "hu", "lt", "mn"})
"""Languages that may write 16.01.12 for the twelfth of January 2016."""


@dataclass(frozen=True, slots=True)
class Written:
    """A written date: its line, its span in `document.text`, and what stands before it on the line."""

    found: Interval
    line: Line
    start: int
    end: int
    before: str
    where: Literal["head", "body", "tail"]


def in_head(body: Body, line: Line) -> bool:
    """Whether a line stands above the text and is not the site's own clock above the title."""
    title = body.title_line
    clock = title is not None and line.index < title and "header" in line.context and "article" not in line.context
    return line.window == "head" and not clock and not line.context & (BESIDE - {"byline"})


def dates_above(lines: Sequence[Line], body: Body, language: str | None) -> Iterator[Written]:
    """The dates of the head; a heading right above the title that is but a day comes first, as blogs have it."""
    heads = {body.title_line, body.subtitle_line}
    day = _day_above(lines, body, language)
    yield from day
    for line in lines:
        if line.index in heads or any(x.line is line for x in day) or not in_head(body, line):
            continue
        if _date_line(line) or ("heading" in line.context and _dated_heading(line, body, language)):
            yield from _written(line, language, "head")


def _day_above(lines: Sequence[Line], body: Body, language: str | None) -> list[Written]:
    line = lines[body.title_line - 1] if body.title_line else None
    if line is None or "heading" not in line.context or len(line.text) > MAX_DATE_LINE:
        return []
    found = _first(line.text, language)
    alone = found is not None and found[1] == len(line.text) and not line.context & (BESIDE | {"header"})
    return list(_written(line, language, "head")) if alone else []


def dates_before(lines: Sequence[Line], body: Body, language: str | None) -> Iterator[Written]:
    """Dates right above or below the title, at the beginning of a line that stands in no box of the site."""
    title = body.title_line or 0
    below = lines[title + 1 : title + 1 + BEFORE] if title else ()
    for line in (*lines[max(0, title - BEFORE) : title], *below):
        if line.window == "elsewhere" and _date_line(line) and not line.context & (BESIDE | {"header", "list"}):
            found = _first(line.text, language)
            if found and found[0] == 0:
                yield from _written(line, language, "head")


def dates_below(lines: Sequence[Line], body: Body, language: str | None) -> Iterator[Written]:
    """Dates of the lines right below the text."""
    last = body.lines[-1] if body.lines else 0
    for line in lines[last + 1 : last + 1 + BELOW]:
        if line.window == "tail" and _date_line(line) and not line.context & (BESIDE | {"aside", "footer", "list"}):
            yield from _written(line, language, "tail")


def dates_marked(lines: Sequence[Line], body: Body, language: str | None) -> Iterator[Written]:
    """A date that fills an element called one, farther below the text."""
    last = body.lines[-1] if body.lines else 0
    for line in lines[last + 1 : last + 1 + MARKED]:
        found = _first(line.text, language) if any(_MARKED.fullmatch(c) for c in line.classes) else None
        beside = (BESIDE - {"byline"}) | {"aside", "footer", "list", "heading"}
        if found and not line.context & beside and found[1] - found[0] >= 0.6 * len(line.text):
            yield from _written(line, language, "tail")
            return


def dates_said(lines: Sequence[Line], body: Body, language: str | None, said: re.Pattern[str]) -> Iterator[Written]:
    """Dates of short lines that reading took for text: behind a word for publishing (`said`), or with a time at the text's end."""
    last = body.lines[-1] if body.lines else -1
    for line in lines[: last + 1]:
        short = line.window == "body" and len(line.text) <= MAX_SAID and not line.context & BESIDE
        found = _first(line.text, language) if short and not is_prose(line) else None
        if found is None:
            continue
        told = said.search(line.text[: found[0]]) is not None
        if told or (line.index == last and _CLOCK.match(line.text, found[1]) is not None):
            yield from _written(line, language, "body")


def day_first(lines: Sequence[Line]) -> bool | None:
    """Which of two numbers is the day in the dates of a page, where one of them can be no month and all agree; else None."""
    short = (m for x in lines if len(x.text) <= MAX_DATE_LINE for m in _NUMBERS.finditer(x.text) if len(m[4]) > 2)
    seen = {int(m[1]) > MONTHS for m in short if (int(m[1]) > MONTHS) != (int(m[3]) > MONTHS)}
    return seen.pop() if len(seen) == 1 else None


def beside_title(body: Body, date: Written) -> int:
    """Where a date of the head stands: 0 below the title, 1 right above it, 2 at the top of the page."""
    title = body.title_line
    if title is None or date.where != "head" or date.line.index >= title:
        return 0
    if date.line.index == title - 1 and "heading" in date.line.context:
        return 0
    return 2 if date.line.index < title - FAR else 1


def _date_line(line: Line) -> bool:
    if "heading" in line.context or len(line.text) > MAX_DATE_LINE or _OF_OTHERS.search(line.text):
        return False
    return not is_prose(line) or (len(line.text) <= 80 and _NOON.search(line.text) is not None)


def _dated_heading(line: Line, body: Body, language: str | None) -> bool:
    """Whether a line marked up as a heading is but a date: with a time behind it, or little beside it."""
    title = body.title_line if body.title_line is not None else (body.lines[0] if body.lines else 0)
    if len(line.text) > MAX_DATE_LINE or abs(line.index - title) > NEAR:
        return False
    found = _first(line.text, language)
    if found is None:
        return False
    beside = line.text[: found[0]] + line.text[found[1] :]
    barred = re.search(r"[|·•]\s*$", line.text[: found[0]]) and re.match(r"\s*[|·•]", line.text[found[1] :])
    return bool(barred) or _CLOCK.match(line.text, found[1]) is not None or sum(map(str.isalpha, beside)) <= MAX_BESIDE


def _written(line: Line, language: str | None, where: Literal["head", "body", "tail"]) -> Iterator[Written]:
    """The dates of a line, three at most; the end of a range ("24 - 30 November 2011") is none."""
    at = 0
    for _ in range(3):
        found = _first(line.text[at:], language)
        if found is None:
            return
        begin, stop = at + found[0], at + found[1]
        if found[2].not_after.year >= OLDEST and not _RANGE.search(line.text[:begin]):
            yield Written(found[2], line, *line.span(begin, stop), line.text[at:begin], where)
        at = stop


def _first(text: str, language: str | None) -> tuple[int, int, Interval] | None:
    return find_written(text) or _short_year(text) or _numbers(text, language)


def _short_year(text: str) -> tuple[int, int, Interval] | None:
    """`4 Jan 12 11:54`: two digits are a year where a time follows."""
    match = _SHORT_YEAR.search(text)
    written = find_written(f"{match[1]}20{match[2]}") if match else None
    return (match.start(), match.end(), written[2]) if match and written else None


def _numbers(text: str, language: str | None) -> tuple[int, int, Interval] | None:
    """`26/4/2022`, `28-12-2011`, `31.10.23`: where one number can be no month, or the language puts the day first.

    English does both, so there it is not known which of two small numbers is the day. Years of two
    digits are read where the language never writes the year first.
    """
    match = _NUMBERS.search(text)
    if match is None:
        return None
    one, two, year = int(match[1]), int(match[3]), match[4]
    foreign = language not in (None, "en", MONTH_FIRST)
    if len(year) == 2:
        if match[2] == "-" or not foreign or language in _YEAR_FIRST:
            return None
        year = f"{'19' if int(year) >= 70 else '20'}{year}"
    day_first = one > MONTHS >= two or one == two or (two <= MONTHS and foreign)
    if not day_first and not two > MONTHS >= one and not (language == MONTH_FIRST and one <= MONTHS):
        return None
    day, month = (one, two) if day_first else (two, one)
    found = parse_iso(f"{year}-{month:02d}-{day:02d}")
    return (match.start(), match.end(), found) if found else None
