"""A trace as a stand-alone picture: SVG of our own, without scripts, style sheets or foreign fonts."""

from __future__ import annotations

from html import escape

from provenance.records.lineage import Node, Trace
from provenance.report.arrows import Arrows
from provenance.report.inert import cells, clipped, inert
from provenance.report.layout import lay_out
from provenance.report.lines import wrapped
from provenance.report.placing import Layout, Measures
from provenance.report.words import ON_ARROW, dated, holding, hop, listed, origin_sentence

_INK, _SOFT, _LINE, _PAPER = "#1f2a33", "#5d6b78", "#7d8b99", "#ffffff"
_HELD, _HERE = "#eef3f7", "#fbf4e2"
_SERIF, _SANS = "serif", "sans-serif"
_MARGIN, _BOX = 32.0, Measures().box
_NARROW = 640.0


def trace_svg(trace: Trace, *, caption: bool = True) -> str:
    """The chain drawn: boxes for articles, arrows from source to copy, a legend and the origin sentence.

    Without `caption` the sentence is left to what surrounds the picture. Everything a page wrote is escaped; `<title>` and `<desc>` say the same in words.
    """
    edges = [e for e in trace.edges if e.state != "rejected"]
    keys = {n.key for n in trace.nodes}
    edges = [e for e in edges if e.child in keys and e.parent in keys]
    # Undated last; "~" follows every digit.
    dated_first = sorted(trace.nodes, key=lambda n: n.published.not_before if n.published else "~")
    plan = lay_out([n.key for n in dated_first], [(e.parent, e.child) for e in edges])
    width = max(plan.width + 2 * _MARGIN, _NARROW)
    head, top = _caption(trace, width) if caption else ("", _MARGIN)
    drawing = [_box(n, trace, plan) for n in trace.nodes]
    arrows = Arrows(plan, edges, _SOFT, _PAPER)
    foot, height = _foot(trace, width, top + plan.height + 30)
    shift = f'<g transform="translate({(width - plan.width) / 2:.1f} {top:.1f})">'
    return "\n".join(
        [
            *_open(trace, width, height),
            head,
            shift,
            *arrows.lines(),
            *drawing,
            *arrows.labels(),
            "</g>",
            foot,
            "</svg>",
            "",
        ]
    )


def _open(trace: Trace, width: float, height: float) -> list[str]:
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-labelledby="what how">',
        f'<title id="what">{escape(origin_sentence(trace))}</title>',
        f'<desc id="how">{escape(_in_words(trace))}</desc>',
        '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        f'orient="auto-start-reverse"><path d="M0 1 L9 5 L0 9 z" fill="{_SOFT}"/></marker></defs>',
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="{_PAPER}"/>',
    ]


def _in_words(trace: Trace) -> str:
    names = {n.key: clipped(n.name, 80) for n in trace.nodes}
    told = [
        f"{names.get(e.parent, e.parent)} to {names.get(e.child, e.child)}: {ON_ARROW.get(e.relation, e.relation)}, {hop(e)}."
        for e in trace.edges
    ]
    return " ".join([f"A drawing of {len(trace.nodes)} articles.", *told])


def _text(x: float, y: float, text: str, size: float, *, fill: str = _INK, font: str = _SANS, extra: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-family="{font}" font-size="{size:g}" fill="{fill}"{extra}>{escape(text)}</text>'


def _fit(text: str, width: float, size: float) -> str:
    """The text cut to about `width` pixels; the mean letter of a common face is 0.55 of its size wide."""
    room = int(width / (size * 0.55))
    plain = inert(text[: room * 8])
    if cells(plain) <= room:
        return plain
    kept = wrapped(plain.replace(" ", "\u00a0"), max(room - 1, 10))[0]
    return kept.replace("\u00a0", " ").rstrip() + "…"


def _caption(trace: Trace, width: float) -> tuple[str, float]:
    """The origin sentence over the drawing, and where the drawing may begin."""
    y, out = _MARGIN + 14, list[str]()
    for line in wrapped(origin_sentence(trace), int((min(width, 900) - 2 * _MARGIN) / 9.2)):
        out.append(_text(_MARGIN, y, line, 19, font=_SERIF, extra=' font-weight="bold"'))
        y += 25
    return "\n".join(out), y + 12


def _standing(node: Node, trace: Trace) -> str:
    if node.key == trace.article.key or node.held:
        return f"{dated(node)} · {holding(node, trace)}"
    return f"{dated(node)} · by credit only"


def _box(node: Node, trace: Trace, plan: Layout) -> str:
    x, y = plan.boxes[node.key]
    here = node.key == trace.article.key
    fill = _HERE if here else _HELD if node.held else _PAPER
    dash = "" if here or node.held else ' stroke-dasharray="5 4"'
    wide = _BOX[0] - 24
    parts = [
        f'<g><title>{escape(clipped(node.title or node.name, 300))}</title><rect x="{x:.1f}" y="{y:.1f}" width="{_BOX[0]:g}" '
        f'height="{_BOX[1]:g}" rx="3" fill="{fill}" stroke="{_INK if here else _LINE}" stroke-width="{1.6 if here else 1.1}"{dash}/>',
        _text(x + 12, y + 23, _fit(node.name, wide, 15.5), 15, font=_SERIF, extra=' font-weight="bold"'),
        _text(x + 12, y + 41, _fit(_standing(node, trace), wide, 10.6), 11, fill=_SOFT),
    ]
    style = ' font-style="italic"' if node.title else ""
    lines = wrapped(clipped(node.title or node.host or "", 200), int(wide / 5.3))
    for n, line in enumerate(lines[:2]):
        more = "…" if n == 1 and len(lines) > 2 else ""
        parts.append(_text(x + 12, y + 60 + n * 15, line + more, 11.5, font=_SERIF, extra=style))
    return "".join(parts) + "</g>"


def _foot(trace: Trace, width: float, y: float) -> tuple[str, float]:
    """Legend and listings under the drawing, and the height of the whole picture."""
    out = [f'<path d="M{_MARGIN} {y:.1f} H{width - _MARGIN:.1f}" stroke="{_LINE}" stroke-width="0.6"/>']
    x, y = _MARGIN, y + 22
    for fill, dash, word in ((_HERE, "", "this article"), (_HELD, "", "held"), (_PAPER, ' stroke-dasharray="4 3"', "known by credit only")):  # fmt: skip
        out.append(
            f'<rect x="{x:.1f}" y="{y - 10:.1f}" width="18" height="12" rx="2" fill="{fill}" stroke="{_LINE}"{dash}/>'
        )
        out.append(_text(x + 24, y, word, 11, fill=_SOFT))
        x += 46 + len(word) * 5.4
    y += 18
    notes = [listed(n, link) for n in trace.nodes for link in n.state_links]
    notes.append("Arrows run from the source to the copy; numbers say how sure it is, 0.98 at most for a credit alone.")
    for note in dict.fromkeys(notes):
        for line in wrapped(note, int((min(width, 900) - 2 * _MARGIN) / 5.2)):
            out.append(_text(_MARGIN, y, line, 11, fill=_SOFT))
            y += 15
    return "\n".join(out), y + 12
