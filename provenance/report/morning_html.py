"""The morning as one page that stands alone: what happened, what is not as it was, who republished whom."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape
from string import Template

from provenance.records.crawling import CrawlSummary, Trouble
from provenance.records.lineage import Node
from provenance.records.morning import Republished
from provenance.report.inert import clipped, inert
from provenance.report.morning_text import by_pair, counted, evidence_line
from provenance.report.words import CREDITED, FROM, dated
from provenance.urls import is_url

_STYLE = """
body { max-width: 58rem; margin: 2rem auto; padding: 0 1rem; color: #1f2a33; background: #fff; font: 16px/1.5 serif; }
h1 { font-size: 1.5rem; margin-bottom: 0; } h2 { font-size: 1.15rem; margin-top: 2.2rem; border-top: 1px solid #c9d1d8; padding-top: .8rem; }
h3 { font: bold 15px/1.4 sans-serif; margin: 1.6rem 0 .3rem; } .small, footer, th { color: #5d6b78; font: 13px/1.5 sans-serif; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid #e6eaee; overflow-wrap: anywhere; }
table.numbers { width: auto; } table.pairs td.n { text-align: right; font-variant-numeric: tabular-nums; } table.numbers th { font-size: 14px; }
.loud { border-left: 4px solid #b7791f; background: #fdf6e8; padding: .5rem .9rem; margin: .6rem 0; } .loud b { font: bold 13px/1.5 sans-serif; }
q { quotes: none; color: #3d4a55; font-style: italic; } details { margin: .4rem 0; } summary { cursor: pointer; font: 15px/1.6 sans-serif; } a { color: #17527a; }
@media print { details > * { display: block; } }
"""
_PAGE = Template("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '$digest'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>$title</title>
<style>$style</style>
</head>
<body>
<h1>$title</h1>
<p class="small">$when</p>
$sections
<footer><p>Every edge has a state and a confidence; a credit is a page's own claim, quoted. No source named means none was stated or found among
what is held, not that the text is the outlet's own. Made from provenance.crawl/1.</p></footer>
</body>
</html>
""")
MOST = 2000
"""Edges on a page; the JSON has all."""


def morning_html(summary: CrawlSummary) -> str:
    """The whole page, without scripts or anything to load; everything a page wrote is escaped."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    sections = (
        "".join(_warnings(summary)),
        _section("Who republished whom", _pairs(summary.republished)),
        _section("What came in", _numbers(summary)),
        _section("Article by article", _articles(summary.republished)),
    )
    return _PAGE.substitute(
        digest=f"sha256-{digest}",
        title=escape(f"{summary.new} new articles, {len({r.copy.key for r in summary.republished})} with a source"),
        when=escape(f"{summary.started_at} to {summary.ended_at}"),
        style=_STYLE,
        sections="\n".join(filter(None, sections)),
    )


def _section(title: str, body: str) -> str:
    return f"<section>\n<h2>{escape(title)}</h2>\n{body}</section>" if body else ""


def _warnings(summary: CrawlSummary) -> Iterable[str]:
    for title, some in (("NOT READ", summary.dead), ("LOOKS CHANGED", summary.changed), ("SILENT", summary.silent)):
        for one in some:
            yield _loud(title, one)


def _loud(title: str, one: Trouble) -> str:
    return f'<p class="loud"><b>{title}</b> {_link(one.url)}<br>{_said(one.detail or one.reason or "")}</p>\n'


def _pairs(found: Sequence[Republished]) -> str:
    if not found:
        return "<p>Of what came in, no source is stated or found.</p>\n"
    head = "<tr><th>outlet</th><th>took from</th><th>articles</th><th>how, and how it is credited</th></tr>\n"
    rows = "".join(
        f'<tr><td>{_said(copy)}</td><td>{_said(source)}</td><td class="n">{len(some)}</td><td>{_said(counted(some), 300)}</td></tr>\n'
        for (copy, source), some in by_pair(found)
    )
    return f'<table class="pairs">\n{head}{rows}</table>\n'


def _articles(found: Sequence[Republished]) -> str:
    parts, left = [], MOST
    for (copy, source), some in by_pair(found):
        if left <= 0:
            break
        rows = "".join(map(_row, some[:left]))
        head = "<tr><th>copy</th><th>source</th><th>relation and evidence</th></tr>\n"
        parts.append(
            f"<details><summary>{_said(copy)} ← {_said(source)} ({len(some)})</summary>\n<table>{head}{rows}</table></details>\n"
        )
        left -= len(some)
    more = len(found) - MOST
    return "".join(parts) + (f"<p>… and {more} more; the JSON has all.</p>\n" if more > 0 else "")


def _row(one: Republished) -> str:
    edge = one.edge
    how = f"{FROM.get(edge.relation, edge.relation)}: {edge.state}, {edge.confidence:.2f}; {CREDITED.get(edge.credit, edge.credit)}"
    later = f"; {edge.hours_later:.1f} h later" if edge.hours_later is not None else ""
    kept = f"; {edge.kept:.0%} of the source kept" if edge.kept is not None else ""
    proof = f"{escape(how + kept + later)}<br><q>{_said(evidence_line(edge), 300)}</q>"
    return f"<tr><td>{_node(one.copy)}</td><td>{_node(one.source)}</td><td>{proof}</td></tr>\n"


def _node(node: Node) -> str:
    title = _said(node.title or node.url or node.name, 140)
    link = _linked(node.url, title)
    held = "" if node.held else " · known only from a credit"
    return f'{link}<br><span class="small">{escape(dated(node))}{held}</span>'


def _link(url: str) -> str:
    return _linked(url, _said(url, 160))


def _linked(url: str | None, shown: str) -> str:
    if not url or not is_url(url) or inert(url) != url:
        return shown
    return f'<a href="{escape(url)}" rel="noreferrer noopener nofollow">{shown}</a>'


def _said(text: str, limit: int = 160) -> str:
    return escape(clipped(text, limit))


def _numbers(s: CrawlSummary) -> str:
    reasons = ", ".join(f"{name} {count}" for name, count in s.reasons)
    rows = (
        ("new articles", f"{s.new:,}"), ("revised", f"{s.revised:,}"), ("known, seen again", f"{s.known:,}"), ("unchanged", f"{s.unchanged:,}"),
        ("failed", f"{s.failed:,}"), ("read in part", f"{s.partial:,}"), ("reasons", reasons or "none"),
        ("robots.txt asks us to stay away", f"{s.forbidden:,}"), ("put off to the next run", f"{s.put_off:,}"),
        ("lists read", f"{s.lists:,}"), ("pages named, of them new", f"{s.listed:,}, {s.found:,}"), ("requests", f"{s.requests:,}"),
        ("bytes", f"{s.bytes:,}"),
    )  # fmt: skip
    return '<table class="numbers">' + "".join(f"<tr><th>{escape(k)}</th><td>{_said(v, 400)}</td></tr>\n" for k, v in rows) + "</table>\n"  # fmt: skip
