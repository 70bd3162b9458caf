"""What one pass did, counted while it goes, and told in the morning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from provenance.records.added import Added
from provenance.records.crawling import CrawlStatus, CrawlSummary, Trouble
from provenance.report.morning_text import morning_lines


class Tally:
    """Counts of one pass, by name, and of the reasons for what failed."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.came: list[str] = []
        """The articles that came in or were revised, by key."""

    def page(self, added: Added) -> None:
        """Count what became of a page."""
        self.counts["pages"] += 1
        if added.status == "failed":
            self.failed(added.reason)
            return
        self.counts[added.status] += 1
        if added.article is not None and added.status in ("new", "revised"):
            self.came.append(added.article)
        if added.reading == "partial":
            self.counts["partial"] += 1
            self.reasons[added.reason or "partial"] += 1

    def failed(self, reason: str | None) -> None:
        """Count a page that could not be read."""
        self.counts["failed"] += 1
        self.reasons[reason or "failed"] += 1

    def summary(self, started: str, ended: str, put_off: int, dead: tuple[Trouble, ...]) -> CrawlSummary:
        """The whole."""
        c = self.counts
        return CrawlSummary(
            started_at=started, ended_at=ended, requests=c["requests"], bytes=c["bytes"], lists=c["lists"], listed=c["listed"],
            found=c["found"], pages=c["pages"], new=c["new"], revised=c["revised"], known=c["known"], unchanged=c["unchanged"],
            partial=c["partial"], failed=c["failed"], forbidden=c["forbidden"], put_off=put_off, dead=dead,
            reasons=tuple(self.reasons.most_common()),
        )  # fmt: skip


def lines(summary: CrawlSummary) -> Iterator[str]:
    """The summary for a person."""
    s = summary
    yield f"{s.new} new articles, {s.revised} revised, {s.known} known, {s.unchanged} unchanged; {s.failed} failed, {s.partial} read in part"
    yield f"{s.lists} lists read, {s.listed} pages named, {s.found} of them new; {s.requests} requests, {s.bytes:,} bytes"
    if s.reasons:
        yield "reasons: " + ", ".join(f"{name} {count}" for name, count in s.reasons)
    if s.forbidden:
        yield f"{s.forbidden} not asked for: robots.txt asks robots to stay away"
    if s.put_off:
        yield f"{s.put_off} put off: their hosts want more time than this run waits for; the next run goes on with them"
    for title, some in (("NOT READ", s.dead), ("LOOKS CHANGED", s.changed), ("SILENT", s.silent)):
        for one in some:
            yield f"{title} {one.url}: {one.detail or one.reason}"
    yield from morning_lines(s.republished)


def status_lines(status: CrawlStatus) -> Iterator[str]:
    """How crawling stands, for a person."""
    yield f"{status.sources} sources, last read {status.last_ok_at or 'never'}; {status.articles} articles from them"
    yield f"{status.waiting} pages waiting, {status.done} done, {status.given_up} given up"
    for one in status.failing:
        yield f"NOT READ {one.url}: {one.detail or one.reason}"


def too_old(status: CrawlStatus, limit: int, now: datetime | None = None) -> str | None:
    """One line where no source was read within the last `limit` seconds; None where one was."""
    last = datetime.fromisoformat(status.last_ok_at) if status.last_ok_at else None
    if last is None:
        return "no source was ever read; run: provenance crawl"
    if (now or datetime.now(UTC)) - last > timedelta(seconds=limit):
        return f"no source was read since {status.last_ok_at}; does `provenance crawl` still run?"
    return None
