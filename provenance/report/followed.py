"""What came of the pages a chain credits, in one line each."""

from __future__ import annotations

from provenance.records.following import Followed
from provenance.report.inert import clipped


def followed_line(one: Followed) -> str:
    """`RT, https://…: fetched`; why not, where it was not; and since when an archive knows the address."""
    what = {"live": "fetched", "archived": _copy(one), "failed": _why(one), "passed_over": f"not tried: {_detail(one)}"}
    seen = f"; {_seen(one)}" if one.observed and one.status != "archived" else ""
    return f"{clipped(one.name, 80)}, {clipped(one.url, 200)}: {what[one.status]}{seen}"


def _copy(one: Followed) -> str:
    source = one.archived_from or {}
    when = f" of {clipped(source.get('at') or '', 40)}" if source.get("at") else ""
    return f"read from the copy{when} at {clipped(source.get('archive') or 'an archive', 80)}; the page itself: {_why(one)}"


def _why(one: Followed) -> str:
    return f"{clipped(one.reason or 'failed', 40)} ({_detail(one)})"


def _detail(one: Followed) -> str:
    return clipped(one.detail or "no reason given", 300)


def _seen(one: Followed) -> str:
    assert one.observed is not None
    archive = one.observed.source.removeprefix("archive:")
    return f"{clipped(archive, 80)} saw a page there on {clipped(one.observed.value, 40)}, and none before"
