"""The index of a folder of reports: what each tells, and its files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from provenance.records.report import SCHEMA
from provenance.report.inert import clipped
from provenance.report.pages.page import KINDS
from provenance.report.pages.shell import rendered
from provenance.text import counted


def index_page(found: Mapping[str, str], names: Iterable[str]) -> str:
    """The page; `found` are JSON files of the folder by name (what is no report of ours is left out), `names` all its files."""
    listed = sorted(names)
    reports = [told for name, content in sorted(found.items()) if (told := _report(name, content, listed)) is not None]
    title = f"{counted(len(reports), 'report')} of this folder"
    return rendered("index.html", title=title, kicker="Reports", dateline="by name", reports=reports)


def _report(name: str, content: str, names: Iterable[str]) -> Mapping[str, Any] | None:
    try:
        body = json.loads(content)
        if body["schema"] != SCHEMA:
            return None
        coverage, made = body["coverage"], body["made"]
        where = f"; collection “{clipped(coverage['collection'], 80)}”" if coverage["collection"] else ""
        over = f"{counted(coverage['articles'], 'article')} of {counted(coverage['outlets'], 'outlet')}{where}"
        stem = name.removesuffix(".json")
        page = f"{stem}.html"
        files = [n for n in names if n.startswith(f"{stem}.") and n != page]
        return {
            "page": page, "title": clipped(str(body["title"]), 200), "kind": KINDS.get(str(body["name"]), str(body["name"])),
            "counted": f"{over}. Made {str(made['at'])[:10]} by provenance {clipped(str(made['version']), 40)}.", "files": files,
        }  # fmt: skip
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
