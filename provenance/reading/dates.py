"""The dates a page claims, each with its bounds, its source and the words it rests on.

Never from running text: a page that mentions a year is not of that year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from provenance.reading.datelines import (
    MONTH_FIRST,
    OLDEST,
    Written,
    beside_title,
    dates_above,
    dates_before,
    dates_below,
    dates_marked,
    dates_said,
    day_first,
    in_head,
)
from provenance.records.article import EXTRACTOR_VERSION
from provenance.records.capture import Given
from provenance.records.dates import DateClaim, DateKind
from provenance.records.document import Archived, Body, Document, Line, Signal
from provenance.records.evidence import Evidence
from provenance.times import Interval, find_written, parse_iso, utc_text
from provenance.urls import host_of

MAX_CLAIMS = 40

_META_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
    "publish-date", "publication_date", "publish_date", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.created",
    "date", "article.published", "datecreated", "cxenseparse:recs:publishtime", "citation_publication_date", "bt:pubdate", "displaydate", "pdate", "created",
)  # fmt: skip
_META_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.modified",
    "last-modified",
    "lastmod",
    "moddate",
)
_JSON: dict[str, DateKind] = {
    "datePublished": "published",
    "dateModified": "modified",
    "dateCreated": "published",
    "uploadDate": "published",
}
_DAY_FIRST = frozenset("uk nz au in ie za sg my ke ng gh pk bd lk mt zm zw ug tz jm tt".split())  # noqa: SIM905
"""Countries whose English papers put the day before the month."""
_ZONED = re.compile(r"T.*[+-](?!00:?00)\d\d:?\d\d$")
_URL_DOTTED = re.compile(r"/(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?=/)")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)(?:([/-])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))(?=[/_.-]|$)")
_MODIFIED_WORD = re.compile(
    r"\b(?:updated|modified|revised|edited|aktualisiert|geändert|mis à jour|modifié|actualizado|modificado|aggiornato|atualizado|обновлено|aktualizacj"
    r"|zaktualizowano|bijgewerkt|gewijzigd|uppdaterad|oppdatert|opdateret|güncelleme|ενημερώθηκε|τελευταία ενημέρωση|تحديث)|更新|수정",
    re.I,
)
_PUBLISHED_WORD = re.compile(
    r"\b(?:published|posted|veröffentlicht|publié|publicado|pubblicato|erstellt|created|опубликовано|opublikowano|dodano|gepubliceerd|publicerad"
    r"|publisert|offentliggjort|yayın(?:lan|\b)|δημοσιε[ύυ][τθ]ηκε|δημοσίευση|έκδοσης|добавлено|размещено|дата публикации|додано|опубліковано|mis en ligne|eingestellt"
    r"|toegevoegd|geplaatst|opublikowany|publikacj|data de publicação|inserito|نشر|تاريخ)|发布|發布|时间|時間|日期|発表|公開|掲載|投稿日|입력|등록",
    re.I,
)


@dataclass(frozen=True, slots=True)
class TimeTag:
    """A visible `<time datetime>`: the index of its line, its value, path and itemprop."""

    line: int
    value: str
    path: str
    itemprop: str


@dataclass(frozen=True, slots=True)
class Claimant:
    """Everything a page's dates are read from. `url` is the page's address, where known."""

    given: Given
    url: str | None
    document: Document
    body: Body
    signals: tuple[Signal, ...] = ()
    times: tuple[TimeTag, ...] = ()
    language: str | None = None
    archived: Archived | None = None


def find_dates(page: Claimant) -> tuple[DateClaim, ...]:
    """All date claims, best first: given, structured (a stated zone before none), visible, address.

    Claims of one kind, value and source are given once.
    """
    structured = [*_json_ld(page.signals), *_metas(page.signals), *_other_nodes(page.signals)]
    lines, body, language = page.document.lines, page.body, _order_of_numbers(page)
    above = list(_visible(_near(dates_above(lines, body, language), body), page))
    visible = [*_time_tags(page), *above]
    for farther in (dates_before, dates_below, dates_marked, _said):
        if not any(c.kind == "published" for c in (*structured, *visible)):
            visible += _visible(farther(lines, body, language), page)
    own = _shown_day_first(_own_zone_first([*structured, *visible]), above)
    claims = [*_given(page.given), *own, *_from_url(page)]
    if above and not any(c.kind == "published" for c in claims):  # the only date beside the text stands for both
        claims.append(replace(above[0], kind="published"))
    claims += _seen(page.archived)
    unique = {(c.kind, c.value, c.source, c.evidence and c.evidence.start): c for c in reversed(claims)}
    kept = tuple(reversed(unique.values()))
    return (*kept[: MAX_CLAIMS - 1], *(c for c in kept[MAX_CLAIMS - 1 :] if c.kind == "observed"))


def _order_of_numbers(page: Claimant) -> str | None:
    """The page's language, where that says which of two numbers is the day: English by the site's country or other dates."""
    country = (host_of(page.url) or "").rpartition(".")[2]
    if page.language != "en" or country in _DAY_FIRST:
        return "en-GB" if page.language == "en" else page.language
    habit = day_first(page.document.lines)
    return page.language if habit is None else "en-GB" if habit else MONTH_FIRST


def _said(lines: Sequence[Line], body: Body, language: str | None) -> Iterator[Written]:
    return dates_said(lines, body, language, _PUBLISHED_WORD)


def _near(found: Iterable[Written], body: Body) -> list[Written]:
    """Dates of the head, those below the title first; the day of the visit at the top only where there is no other."""
    ranked = sorted(found, key=lambda d: beside_title(body, d))
    return [d for d in ranked if beside_title(body, d) < 2] or ranked


def _shown_day_first(claims: Sequence[DateClaim], shown: Sequence[DateClaim]) -> list[DateClaim]:
    """Where machines are told one day and readers the day beside it, the readers' day: clocks differ, the page's is theirs.

    Not where the machines' own moment states a zone other than UTC: that is the page's clock.
    """
    ranked = list(claims)
    first = next((c for c in ranked if c.kind == "published"), None)
    days = [c for c in shown if c.kind == "published" and first is not None and c.precision == "day"]
    if first is None or first in shown or not days or _ZONED.search(first.value):
        return ranked
    apart = {abs((_day(c) - _day(first)).days) for c in days[:1]}
    if apart == {1}:
        ranked.remove(days[0])
        ranked.insert(ranked.index(first), days[0])
    return ranked


def _day(claim: DateClaim) -> date:
    """The day a claim states, on its own clock."""
    parts = [int(x) for x in claim.value[:10].split("-")]
    return date(*[*parts, 1, 1][:3])


def read_date(value: str) -> Interval | None:
    """A date as machines write it: ISO 8601, the mail form, or a written day; None for placeholders."""
    text = value.strip()[:100]
    found = parse_iso(text) or parse_iso(re.sub(r"(?<=\d)\s*\[.*\]$", "", text)) or _mail_date(text)
    if found is None:
        written = find_written(text)
        found = written[2] if written else None
    if found is None or found.not_after.year < OLDEST or found.value.startswith(("1970-01-01", "1900-01-01")):
        return None
    return found


def _mail_date(text: str) -> Interval | None:
    if not re.match(r"[A-Za-z]{3},? ", text):
        return None
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None or moment.utcoffset() is None:
            return parse_iso(moment.isoformat(timespec="seconds"))
        shown = moment.isoformat(timespec="seconds")
        return parse_iso(utc_text(moment) if moment.tzinfo is UTC else shown)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _claim(found: Interval, kind: DateKind, source: str, evidence: Evidence | None) -> DateClaim:
    return DateClaim(
        found.value, utc_text(found.not_before), utc_text(found.not_after), found.precision, kind, source, evidence
    )


def _given(given: Given) -> Iterator[DateClaim]:
    pairs: tuple[tuple[str | None, DateKind], ...] = ((given.published, "published"), (given.observed_at, "observed"))
    for value, kind in pairs:
        found = parse_iso(value) if value else None
        if found:
            yield _claim(found, kind, "given", None)


def _seen(archived: Archived | None) -> Iterator[DateClaim]:
    """The moment an archive took its copy: somebody saw the page by then."""
    found = parse_iso(archived.at) if archived and archived.at else None
    if archived and found:
        words = archived.stated or archived.at or ""
        where, locator = (
            ("link", "address of the copy") if words.isdigit() or "." in words else ("header", "memento-datetime")
        )
        evidence = Evidence(words, where, locator, None, None, "date.archive", EXTRACTOR_VERSION)  # type: ignore[arg-type]
        yield _claim(found, "observed", f"archive:{archived.archive}", evidence)


def _json_ld(signals: Sequence[Signal]) -> Iterator[DateClaim]:
    for name, kind in _JSON.items():
        yield from _of(signals, kind, (s for s in signals if s.where == "json-ld" and s.chain == name))


def _metas(signals: Sequence[Signal]) -> Iterator[DateClaim]:
    tables: tuple[tuple[DateKind, tuple[str, ...]], ...] = (
        ("published", _META_PUBLISHED),
        ("modified", _META_MODIFIED),
    )
    for kind, names in tables:
        for name in names:
            yield from _of(signals, kind, (s for s in signals if s.where == "meta" and s.name.lower() == name))


def _other_nodes(signals: Sequence[Signal]) -> Iterator[DateClaim]:
    """A WebPage node of the page's graph says the same, a little farther from the article."""
    for name, kind in (("datePublished", "published"), ("dateModified", "modified")):
        chosen = (s for s in signals if s.where == "json-ld" and not s.chain and s.name == name and "Page" in s.of)
        yield from _of(signals, "published" if kind == "published" else "modified", chosen)


def _of(signals: Sequence[Signal], kind: DateKind, chosen: Iterable[Signal]) -> Iterator[DateClaim]:
    for signal in chosen:
        found = read_date(signal.value)
        if found:
            where = "json-ld" if signal.where == "json-ld" else "meta"
            evidence = Evidence(
                signal.value, signal.where, signal.locator, None, None, f"date.{where}", EXTRACTOR_VERSION
            )
            yield _claim(found, kind, f"{where}:{signal.chain or signal.name}", evidence)


def _own_zone_first(claims: Sequence[DateClaim]) -> list[DateClaim]:
    """Among claims of one moment, the one on the page's own clock before the one in UTC."""
    ranked = list(claims[: 2 * MAX_CLAIMS])
    for kind in ("published", "modified"):
        first = next((c for c in ranked if c.kind == kind), None)
        local = next((c for c in ranked if first and c.kind == kind and _same_moment(first, c)), None)
        if first and local:
            ranked.remove(local)
            ranked.insert(ranked.index(first), local)
    return ranked


def _same_moment(utc: DateClaim, other: DateClaim) -> bool:
    """Whether `other` is the same moment in another zone: stated, or to be seen by equal minutes and seconds."""
    if not utc.value.endswith(("Z", "+00:00")) or other.value.endswith(("Z", "+00:00")) or len(other.value) < 19:
        return False
    if len(other.value) > 19:
        return other.not_before == utc.not_before
    clock, here = datetime.fromisoformat(utc.value).replace(tzinfo=None), datetime.fromisoformat(other.value)
    apart = abs((clock - here).total_seconds())
    return 0 < apart <= 14 * 3600 and apart % 900 == 0 and clock.second != 0


def _time_tags(page: Claimant) -> Iterator[DateClaim]:
    """`<time>` elements above the text; a second one on a line that speaks of an update is that."""
    lines = page.document.lines
    seen: set[int] = set()
    for tag in page.times:
        line = lines[tag.line] if tag.line < len(lines) else None
        if line is None or not in_head(page.body, line):
            continue
        found = read_date(tag.value)
        if found:
            update = _MODIFIED_WORD.search(line.text) is not None
            first = tag.line not in seen and _PUBLISHED_WORD.search(line.text) is not None
            modified = "modified" in tag.itemprop.lower() or (update and not first)
            seen.add(tag.line)
            evidence = Evidence(
                tag.value, "head", f"{tag.path}/@datetime", None, None, "date.time-element", EXTRACTOR_VERSION
            )
            yield _claim(found, "modified" if modified else "published", "time:datetime", evidence)


def _visible(found: Iterable[Written], page: Claimant) -> Iterator[DateClaim]:
    """The dates as claims; one that says "published" comes before those that do not."""
    for shown in sorted(found, key=lambda d: _PUBLISHED_WORD.search(d.before) is None):
        kind: DateKind = "modified" if _MODIFIED_WORD.search(shown.before) else "published"
        quote = page.document.text[shown.start : shown.end]
        evidence = Evidence(
            quote, shown.where, shown.line.path or None, shown.start, shown.end, "date.line", EXTRACTOR_VERSION
        )
        yield _claim(shown.found, kind, f"text:{shown.where}", evidence)


def _from_url(page: Claimant) -> Iterator[DateClaim]:
    """A day in the page's address, its own or the one it gives as canonical."""
    stated = [(s.value, s.where, s.locator) for s in page.signals if s.where == "canonical" or s.name == "og:url"]
    known = [(page.url, "link", "url")] if page.url else []
    for url, where, locator in [*known, *stated]:
        match = _URL_DAY.search((url or "")[:2000])
        found = parse_iso(f"{match[1]}-{match[3] or match[5]:0>2}-{match[4] or match[6]:0>2}") if match else None
        if found is None and (match := _URL_DOTTED.search((url or "")[:2000])):
            found = parse_iso(f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}")
        if match and found:
            evidence = Evidence(match[0], where, locator, None, None, "date.address", EXTRACTOR_VERSION)  # type: ignore[arg-type]
            yield _claim(found, "published", "url:path", evidence)
            return
