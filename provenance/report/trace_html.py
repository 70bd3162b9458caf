"""A trace as one page that stands alone: the picture, every quotation, the terms, and what is not known."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from string import Template

from provenance.records.evidence import Evidence
from provenance.records.lineage import Conflict, Edge, Match, Node, Term, Trace
from provenance.report.blame_html import BLAME_STYLE, blame_html
from provenance.report.inert import clipped, inert
from provenance.report.judged import judged_sentence
from provenance.report.leads import HEADING, leads_html
from provenance.report.lines import MOST, place
from provenance.report.trace_svg import trace_svg
from provenance.report.trace_text import sources_first
from provenance.report.unknown import unknowns
from provenance.report.words import (
    FROM,
    dated,
    holding,
    hop,
    listed,
    match_sentence,
    origin_sentence,
    own_claims,
    spread_sentence,
    term_title,
    why_first,
)
from provenance.urls import is_url

_EDGES = 400
_STYLE = """
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #1f2a33; background: #fff; font: 17px/1.5 serif; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.1rem; margin-top: 2.2rem; border-top: 1px solid #c9d1d8; padding-top: .8rem; }
figure { margin: 1.5rem calc(50% - min(46vw, 36rem)); overflow-x: auto; text-align: center; } blockquote { margin: .5rem 0 .8rem 1rem; padding-left: .8rem; border-left: 3px solid #c9d1d8; }
blockquote p { margin: 0; } footer, .small, th { color: #5d6b78; font: 13px/1.5 sans-serif; } th, td { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0; }
.clash { border-left: 3px solid #b7791f; padding-left: .8rem; } td { overflow-wrap: anywhere; } td + td { white-space: nowrap; } td + td + td + td { white-space: normal; } li { margin-bottom: .3rem; }
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
<figure>
$picture</figure>
$sections
<footer>Made from provenance.trace/1, extractor $extractor. Quotations are verbatim, cut at $dots; the JSON holds them whole.</footer>
</body>
</html>
""")


def trace_html(trace: Trace, *, blame: bool = False) -> str:
    """The whole answer as one HTML page without scripts or anything to load; with `blame` the text passage by passage.

    Everything a page wrote is escaped; a content security policy forbids all but our own style.
    """
    style = _STYLE + BLAME_STYLE if blame else _STYLE
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    sections = (
        _section("Passage by passage", blame_html(trace) if blame else ""),
        _section("The articles", _articles(trace)),
        _section("Why we say so", _own(trace) + "".join(_edge(e, trace) for e in trace.edges[:_EDGES])),
        _section("Shares text, without a source being known between the two", _matches(trace)),
        _section("Stated terms", "".join(_term(t) for t in trace.terms[:MOST])),
        _section("What does not fit", "".join(_conflict(c) for c in trace.conflicts[:MOST])),
        _section("What people decided", _decided(trace)),
        _section(HEADING, leads_html(trace)),
        _section("Not known", _list(unknowns(trace))),
    )
    return _PAGE.substitute(
        digest=f"sha256-{digest}",
        title=escape(origin_sentence(trace)),
        style=style,
        picture=trace_svg(trace, caption=False),
        sections="\n".join(filter(None, sections)),
        extractor=_said(trace.reading.extractor),
        dots="…",
    )


def _said(text: str, limit: int = 160) -> str:
    """What a page wrote: inert, cut, escaped."""
    return escape(clipped(text, limit))


def _section(title: str, body: str) -> str:
    return f"<section>\n<h2>{escape(title)}</h2>\n{body}</section>" if body else ""


def _list(sentences: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{escape(s)}</li>\n" for s in sentences) + "</ul>\n"


def _articles(trace: Trace) -> str:
    rows = "".join(_row(n, trace) for n in sources_first(trace))
    told = tuple(dict.fromkeys(listed(n, link) for n in trace.nodes for link in n.state_links))
    head = "<tr><th>outlet</th><th>date</th><th></th><th>title and address</th></tr>"
    return f"<table>{head}\n{rows}</table>\n" + (_list(told) if told else "")


def _row(node: Node, trace: Trace) -> str:
    title = f"“{_said(node.title, 200)}” " if node.title else ""
    cells = (_said(node.name, 80), escape(dated(node)), escape(holding(node, trace)), title + _link(node.url))
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"


def _link(url: str | None) -> str:
    if not url:
        return ""
    shown = _said(url, 120)
    if not is_url(url) or inert(url) != url:
        return shown
    return f'<a href="{escape(url)}" rel="noreferrer noopener nofollow">{shown}</a>'


def _own(trace: Trace) -> str:
    found = own_claims(trace)
    said = f"<p>{_said(trace.article.name, 80)}: <strong>its own text</strong></p>\n" if found else ""
    return said + "".join(map(_proof, found[:MOST]))


def _edge(edge: Edge, trace: Trace) -> str:
    names = {n.key: _said(n.name, 80) for n in trace.nodes}
    child, parent = names.get(edge.child, _said(edge.child)), names.get(edge.parent, _said(edge.parent))
    relation = escape(FROM.get(edge.relation, edge.relation))
    why = f"<blockquote><p>{escape(why_first(edge))}</p></blockquote>\n" if why_first(edge) else ""
    proofs = "".join(map(_proof, edge.evidence[:MOST]))
    return f"<p>{child}: <strong>{relation} {parent}</strong> ({escape(hop(edge))})</p>\n{proofs}{why}"


def _proof(item: Evidence | Match) -> str:
    if isinstance(item, Evidence):
        return f'<blockquote><p>“{_said(item.quote)}”</p><p class="small">{escape(place(item))}</p></blockquote>\n'
    return f"<blockquote><p>{item.words} words in common, {item.cover_a:.0%} of the one, {item.cover_b:.0%} of the other</p></blockquote>\n"


def _matches(trace: Trace) -> str:
    said = spread_sentence(trace, MOST)
    told = f"<p>{escape(said)}</p>\n" if said else ""
    return told + _list(tuple(match_sentence(m, trace) for m in trace.matches[:MOST])) if trace.matches else ""


def _decided(trace: Trace) -> str:
    return _list(tuple(judged_sentence(one) for one in trace.judgements[:MOST])) if trace.judgements else ""


def _term(term: Term) -> str:
    conditions = (
        f'<p class="small">conditions: {", ".join(_said(c.replace("_", " "), 80) for c in term.conditions)}</p>\n'
        if term.conditions
        else ""
    )
    clash = f'<p class="clash">Does not fit together: {_said(term.clashes, 400)}</p>\n' if term.clashes else ""
    return f"<p>{escape(term_title(term))}</p>\n" + "".join(map(_proof, term.evidence[:1])) + conditions + clash


def _conflict(conflict: Conflict) -> str:
    return f'<p class="clash">{_said(conflict.detail, 400)}</p>\n' + "".join(map(_proof, conflict.evidence))
