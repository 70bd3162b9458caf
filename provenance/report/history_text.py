"""The history of an article as text."""

from __future__ import annotations

from provenance.records.history import History, PastCapture, PastReading
from provenance.text import counted

_BASIS = {"fetched": "fetched", "observed": "seen", "taken_in": "taken in"}


def history_lines(history: History) -> list[str]:
    """One line a capture, and below it one a reading."""
    article = history.article
    outlet = article.outlet.name if article.outlet else "outlet not known"
    lines = [f"{outlet}: {article.title or 'no title'}", f"{article.url or article.key}"]
    lines.append(f"{counted(len(history.captures), 'capture')}, {counted(history.revisions, 'text')}")
    for capture in history.captures:
        lines += ["", _capture(capture), *(_reading(r) for r in capture.readings)]
    return lines


def _capture(capture: PastCapture) -> str:
    said = [f"{capture.at}  {_BASIS[capture.at_basis]}"]
    if capture.outcome != "page":
        said.append(f"{capture.outcome}: {capture.reason or 'no reason given'}")
    if capture.http_status is not None:
        said.append(f"HTTP {capture.http_status}")
    if capture.revision is not None:
        said.append(f"text {capture.revision}")
    if capture.words_added is not None and capture.words_removed is not None:
        same = not capture.words_added and not capture.words_removed
        said.append("no word changed" if same else f"+{capture.words_added} -{capture.words_removed} words")
    if capture.robots_ignored:
        said.append("asked for whatever robots.txt says")
    if capture.pruned_at is not None:
        said.append(f"raw page pruned {capture.pruned_at[:10]}")
    return f"{', '.join(said)}  {capture.key}"


def _reading(reading: PastReading) -> str:
    said = [
        f"read by extractor {reading.extractor}",
        reading.status + (f" ({reading.reason})" if reading.reason else ""),
    ]
    if reading.words is not None:
        said.append(counted(reading.words, "word"))
    said.append(f"origin {reading.origin or 'unknown'}")
    said.append(counted(reading.credits, "credit"))
    return f"    {', '.join(said)}{'  (current)' if reading.current else ''}"
