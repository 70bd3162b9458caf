"""What is said loudly in the morning: sources gone silent, sites whose pages are suddenly read in part or not at all. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from provenance.records.crawling import SourceInfo, Trouble
from provenance.records.morning import SiteReadings
from provenance.times import utc_text

LOOKED_BACK = timedelta(days=60)
"""How far back it is looked for what is usual."""
SILENT = timedelta(days=7)
"""A source of which little is known is silent after so long."""
_KNOWN_DAYS = 5
_SHORTEST = 2
_LEAST_NOW, _LEAST_BEFORE = 3, 5
_SUDDENLY, _USUALLY = 0.5, 0.2


def silent(sources: Sequence[SourceInfo], days: Mapping[int, Sequence[str]], now: str) -> tuple[Trouble, ...]:
    """The sources that are read without trouble and name nothing new for longer than is usual with them.

    Usual is the longest pause between two of at least five days with new pages; silent is who pauses more than
    twice as long, and two days at least. Of others it is said after a week.
    """
    today = datetime.fromisoformat(now).date()
    found = []
    for one in sources:
        last = max(one.new_at or "", one.added_at)
        if not one.ok_at or one.failures:
            continue
        listed = [date.fromisoformat(day) for day in days.get(one.row, ())]
        if len(listed) >= _KNOWN_DAYS:
            usual = max((b - a).days for a, b in pairwise(listed))
            pause = (today - listed[-1]).days
            if pause > max(2 * usual, _SHORTEST):
                detail = f"nothing new for {pause} days; before, the longest pause was {usual} {'day' if usual == 1 else 'days'}"
                found.append(Trouble(one.url, "silent", detail))
        elif last < utc_text(datetime.fromisoformat(now) - SILENT):
            found.append(Trouble(one.url, "silent", f"nothing new since {last[:10]}"))
    return tuple(found)


def changed(sites: Iterable[SiteReadings]) -> tuple[Trouble, ...]:
    """The sites of whose pages half or more were not read whole now, where at most a fifth were not before."""
    return tuple(Trouble(s.origin, s.reasons[0][0] if s.reasons else None, _told(s)) for s in sites if _is_changed(s))


def _is_changed(site: SiteReadings) -> bool:
    now, before = site.whole_since + site.other_since, site.whole_before + site.other_before
    if now < _LEAST_NOW or before < _LEAST_BEFORE:
        return False
    return site.other_since >= _SUDDENLY * now and site.other_before <= _USUALLY * before


def _told(site: SiteReadings) -> str:
    now, before = site.whole_since + site.other_since, site.whole_before + site.other_before
    why = ", ".join(f"{reason} {count}" for reason, count in site.reasons[:3])
    return f"{site.other_since} of {now} pages could not be read whole ({why}), before {site.other_before} of {before}; was the site made anew?"  # fmt: skip
