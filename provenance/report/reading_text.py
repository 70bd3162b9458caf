"""A reading as plain text: what `provenance read` prints."""

from __future__ import annotations

from provenance.records.article import Credit, Reading
from provenance.records.dates import DateClaim
from provenance.report.inert import clipped
from provenance.report.lines import MOST, Sheet
from provenance.report.read_statements import said_lines
from provenance.report.words import FROM, TERMS, stated_sentence

_BASES = {
    "fetched": "from where it was fetched",
    "archived": "from the archived address",
    "given": "as given by the caller",
    "claimed": "as the page claims",
    "unknown": "not known",
}


def reading_text(reading: Reading, *, width: int = 80, color: bool = False) -> str:
    """What one page says of itself, as lines of at most `width` columns, each claim with its words."""
    sheet = Sheet(width, color=color)
    sheet.strong(_title(reading))
    if reading.status != "ok":
        why = " · ".join(clipped(x, 200) for x in (reading.reason, reading.detail) if x)
        state = "not read" if reading.status == "failed" else "read only in part"
        sheet.para(f"{state}: {why or 'no reason given'}", "  ! ")
    if reading.status != "failed":
        _facts(sheet, reading)
        _credits(sheet, reading)
        _rights(sheet, reading)
        said_lines(sheet, reading)
    return str(sheet)


def _title(reading: Reading) -> str:
    article = reading.article
    return clipped(article.title, 200) if article and article.title else f"{clipped(reading.id, 120)} (no title found)"


def _facts(sheet: Sheet, reading: Reading) -> None:
    page, article = reading.page, reading.article
    if article and article.subtitle:
        sheet.para(clipped(article.subtitle, 300))
    sheet.blank()
    if page:
        who = page.outlet.name if page.outlet else page.host
        basis = _BASES.get(page.identity_basis, page.identity_basis)
        _fact(sheet, "outlet", f"{clipped(who, 80)} ({basis})" if who else "not known")
        _fact(sheet, "address", clipped(page.url, 300) if page.url else "not known")
    if article:
        names = [f"{clipped(b.name, 80)} ({b.kind})" for b in article.bylines[:12]]
        _fact(sheet, "by", ", ".join(names) or "nobody named")
        _fact(sheet, "published", _date(article.published))
        if article.modified:
            _fact(sheet, "modified", _date(article.modified))
        _fact(
            sheet,
            "text",
            f"{article.words:,} words, {clipped(article.language, 20) if article.language else 'language not known'}",
        )
    sure = f" ({reading.origin.confidence:.2f})" if reading.origin and reading.origin.confidence else ""
    _fact(sheet, "origin", stated_sentence(reading.origin) + sure)


def _fact(sheet: Sheet, label: str, text: str) -> None:
    sheet.para(text, f"{label:<10} ")


def _date(date: DateClaim | None) -> str:
    return f"{clipped(date.value, 40)} ({clipped(date.source, 60)})" if date else "no date stated"


def _credits(sheet: Sheet, reading: Reading) -> None:
    if reading.credits:
        sheet.heading("Credits")
    for credit in sorted(reading.credits, key=lambda c: -c.strength)[:MOST]:
        sheet.para(f"{_whom(credit)} ({credit.strength:.2f})", "  ")
        sheet.quote(credit.evidence, "    ")
    sheet.more(reading.credits)


def _whom(credit: Credit) -> str:
    who = clipped(credit.outlet.name if credit.outlet else credit.name or "a source not named", 80)
    date = f", dated {clipped(credit.date.value, 40)}" if credit.date else ""
    url = f", {clipped(credit.url, 200)}" if credit.url else ""
    if credit.direction == "out":
        return f"republished by {who}, as the page says{date}{url}"
    return f"{FROM.get(credit.relation, credit.relation)} {who}{date}{url}"


def _rights(sheet: Sheet, reading: Reading) -> None:
    if reading.copyright or reading.notices:
        sheet.heading("Rights and notices")
    for line in reading.copyright[:MOST]:
        who = clipped(line.outlet.name if line.outlet else line.holder or "holder not named", 80)
        sheet.para(f"copyright, {line.scope}: {who}{', all rights reserved' if line.reserved else ''}", "  ")
        sheet.quote(line.evidence, "    ")
    sheet.more(reading.copyright)
    for notice in reading.notices[:MOST]:
        sheet.para(TERMS.get(notice.class_, notice.class_.replace("_", " ")), "  ")
        sheet.quote(notice.evidence, "    ")
    sheet.more(reading.notices)
