"""Dates as intervals: what was stated, how exactly, and what it allows in UTC."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from provenance.errors import BadDateError

Precision = Literal["second", "minute", "hour", "day", "month", "year"]

MOST_SEARCHED = 20_000
"""Characters of a text in which a written date is looked for."""
ZONE_SLACK = timedelta(hours=14)
"""How far an unstated zone can be from UTC, either way."""

_ISO = re.compile(
    r"(?P<year>\d{4})(?:-?(?P<month>\d{2})(?:-?(?P<day>\d{2})"
    r"(?:[T ]\s?(?P<hour>\d{2})(?::?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?)?\s?(?P<zone>Z|[+-]\d{2}:?\d{2}|[+-]\d{2}|UTC|GMT)?)?)?)?",
    re.I,
)
_STEP: dict[str, timedelta] = {
    "second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1),
}  # fmt: skip


def _month_key(name: str) -> str:
    """A month's name in the form it is looked up by: Turkish writes KASIM and NİSAN."""
    return name.casefold().replace("i\u0307", "i").replace("ı", "i")


_MONTHS = {
    _month_key(name): number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio janeiro января styczen stycznia leden ledna ocak січня ιανουαρίου januari tammikuu január ianuarie jänner январь януари ιανουάριος يناير جانفي gener",
            "february feb februar février fevrier febrero febbraio fevereiro февраля luty lutego únor února şubat лютого φεβρουαρίου februari helmikuu február februarie февраль февруари φεβρουάριος فبراير فيفري شباط febrer",
            "march mar märz maerz mars marzo março марта marzec marca březen března mart березня μαρτίου maart mars maaliskuu március martie marts maret март μάρτιος مارس آذار març",
            "april apr avril abril aprile апреля kwiecień kwietnia duben dubna nisan квітня απριλίου huhtikuu április aprilie апрель април απρίλιος أبريل ابريل إبريل أفريل نيسان",
            "may mai mayo maggio maio мая maj maja květen května mayıs травня μαΐου mei toukokuu május май μάιος مايو ماي أيار maig",
            "june jun juni juin junio giugno junho июня czerwiec czerwca červen června haziran червня ιουνίου kesäkuu június iunie июнь юни ιούνιος يونيو يونيه جوان حزيران juny",
            "july jul juli juillet julio luglio julho июля lipiec lipca červenec července temmuz липня ιουλίου heinäkuu július iulie июль юли ιούλιος يوليو يوليه جويلية تموز juliol",
            "august aug août aout agosto августа sierpień sierpnia srpen srpna ağustos серпня αυγούστου augustus elokuu augusztus augusti agustus август αύγουστος أغسطس اغسطس أوت آب agost",
            "september sep sept septembre septiembre settembre setembro сентября wrzesień września září eylül вересня σεπτεμβρίου syyskuu szeptember septembrie сентябрь септември σεπτέμβριος سبتمبر أيلول setembre",
            "october oct oktober okt octobre octubre ottobre outubro октября październik października říjen října ekim жовтня οκτωβρίου lokakuu október octombrie октябрь октомври οκτώβριος أكتوبر اكتوبر",
            "november nov novembre noviembre novembro ноября listopad listopada listopadu kasım листопада νοεμβρίου marraskuu noiembrie ноябрь ноември νοέμβριος نوفمبر",
            "december dec dezember dez décembre decembre diciembre dicembre dezembro декабря grudzień grudnia prosinec prosince aralık грудня δεκεμβρίου joulukuu decembrie desember декабрь декември δεκέμβριος ديسمبر",
        ),
        1,
    )
    for name in names.split()
}
_SHORT = Counter({(name[:n], number) for name, number in _MONTHS.items() for n in (3, 4) if len(name) > n})
_OFTEN = Counter(short for short, _ in _SHORT)
# The first three or four letters stand for a month where no other begins so: "Ιαν.", "abr", "сент".
_MONTHS |= {short: number for short, number in _SHORT if short not in _MONTHS and _OFTEN[short] == 1}
MONTH_NAMES = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
"""Every name of a month we know, as alternatives of a pattern, the longest first."""
DATE_WORDS = (
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.|er|,)?(?:\s*|-)(?:(?:de|of)\s+)?(?P<m1>{MONTH_NAMES})\.?,?(?:\s*|-)(?:del?\s+)?(?P<y1>\d{{4}})"
    rf"|(?P<m2>{MONTH_NAMES})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})(?:[-/]|\.\s?|[年년]\s?)(?P<m3>\d{1,2})(?:[-/]|\.\s?|[月월]\s?)(?P<d3>\d{1,2})[日일]?"
    r"|(?P<d4>\d{1,2})\.\s?(?P<m4>\d{1,2})\.\s?(?P<y4>\d{4})"
    rf"|(?P<y5>\d{{4}})\.?\s(?P<m5>{MONTH_NAMES})\s(?P<d5>\d{{1,2}}))"
)
"""A written date with a day: `04 November 2015`, `November 04, 2015`, `2015-11-04`, `4.11.2015`."""
# Scripts without spaces write on before the year and behind the day.
_YEAR = re.compile(r"\d{4}")
_WRITTEN = re.compile(
    rf"(?<![^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]){DATE_WORDS}(?:(?!\w)|(?<=日)|(?=T\d\d:))", re.I
)


@dataclass(frozen=True, slots=True)
class Interval:
    """A stated time: `value` in ISO 8601 as stated, and the UTC moments it allows."""

    value: str
    not_before: datetime
    not_after: datetime
    precision: Precision


def utc_text(moment: datetime) -> str:
    """The moment in UTC as `2015-11-04T00:00:00Z`."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def parse_iso(text: str) -> Interval | None:
    """Read an ISO 8601 date or time; None where it is none or no such day exists.

    Without a zone the bounds are widened by `ZONE_SLACK` on each side.
    """
    match = _ISO.fullmatch(text.strip())
    if not match or not 1 <= int(match["year"]) <= 9998:
        return None
    parts = {k: int(match[k]) for k in ("year", "month", "day", "hour", "minute", "second") if match[k]}
    precision: Precision = list(parts)[-1]  # type: ignore[assignment]
    zone = (match["zone"] or "").upper()
    try:
        start = _moment(parts) - _offset(zone)
        slack = timedelta(0) if zone else ZONE_SLACK
        return Interval(_shown(parts, zone), start - slack, _end(start, precision) + slack, precision)
    except (ValueError, OverflowError):
        return None


def _moment(parts: dict[str, int]) -> datetime:
    clock = (parts.get("hour", 0), parts.get("minute", 0), min(parts.get("second", 0), 59))
    return datetime(parts["year"], parts.get("month", 1), parts.get("day", 1), *clock, tzinfo=UTC)


def _end(start: datetime, precision: str) -> datetime:
    if precision in _STEP:
        return start + _STEP[precision] - timedelta(seconds=1)
    if precision == "month":
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(seconds=1)
    return start.replace(year=start.year + 1) - timedelta(seconds=1)


def _offset(zone: str) -> timedelta:
    if zone in ("", "Z", "UTC", "GMT"):
        return timedelta(0)
    digits = zone[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -offset if zone[0] == "-" else offset


def _shown(parts: dict[str, int], zone: str) -> str:
    text = f"{parts['year']:04d}" + "".join(f"-{parts[k]:02d}" for k in ("month", "day") if k in parts)
    if "hour" not in parts:
        return text
    text += f"T{parts['hour']:02d}:{parts.get('minute', 0):02d}" + (
        f":{parts['second']:02d}" if "second" in parts else ""
    )
    if zone in ("Z", "UTC", "GMT"):
        return text + "Z"
    return text + (f"{zone[:3]}:{zone[3:].replace(':', '').ljust(2, '0')}" if zone else "")


def find_written(text: str) -> tuple[int, int, Interval] | None:
    """The first written date with a day in the first `MOST_SEARCHED` characters of the text: its span and interval."""
    if not _YEAR.search(text, 0, MOST_SEARCHED):  # most lines hold none, and this is seen a hundred times as fast
        return None
    for match in _WRITTEN.finditer(text, 0, MOST_SEARCHED):
        for n in "12345":
            if match[f"y{n}"]:
                month = _month_key(match[f"m{n}"])
                number = int(month) if month.isdigit() else _MONTHS[month]
                found = parse_iso(f"{match[f'y{n}']}-{number:02d}-{int(match[f'd{n}']):02d}")
                if found:
                    return match.start(), match.end(), found
    return None


def parse_given(text: str) -> Interval:
    """A date a person typed, ISO 8601.

    Raises BadDateError where it is none.
    """
    found = parse_iso(text)
    if found is None:
        raise BadDateError(f"{text!r} is not a date; write it as 2015-11-04 or 2015-11-04T12:30:00+03:00")
    return found


def surely_before(a: Interval, b: Interval) -> bool:
    """Whether every moment `a` allows is before every moment `b` allows."""
    return a.not_after < b.not_before
