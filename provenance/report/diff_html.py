"""Two texts beside each other as one page: two columns, what both have on one height."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from string import Template

from provenance.records.diff import Diff, Piece
from provenance.report.diff_text import NAMES, headings
from provenance.report.inert import clipped, inert

_STYLE = """
body { max-width: 64rem; margin: 2rem auto; padding: 0 1rem; color: #1f2a33; background: #fff; font: 17px/1.5 serif; }
h1 { font-size: 1.4rem; line-height: 1.25; } table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, .small, footer { font: 13px/1.5 sans-serif; color: #5d6b78; text-align: left; } td, th { width: 50%; vertical-align: top; padding: .25rem .8rem; overflow-wrap: anywhere; }
p { margin: 0 0 .5rem; } .cut { background: #fdecea; text-decoration: line-through; text-decoration-color: #c9867f; } .added { background: #e6f4ea; } .moved { background: #e8f0fe; }
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
$headings
<table>
<tr><th>$first</th><th>$second</th></tr>
$rows</table>
<footer>Made from provenance.diff/1.</footer>
</body>
</html>
""")


def diff_html(diff: Diff) -> str:
    """The two texts as one page without scripts or anything to load; everything a page wrote is escaped."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    names = [clipped(side.article.name, 80) for side in (diff.a, diff.b)]
    if diff.a.article.key == diff.b.article.key:
        names = [f"{n}, revision {s.revision or 'current'}" for n, s in zip(names, (diff.a, diff.b), strict=True)]
    return _PAGE.substitute(
        digest=f"sha256-{digest}",
        title=escape(f"{names[0]} and {names[1]}"),
        style=_STYLE,
        headings="\n".join(f'<p class="small">{escape(line)}</p>' for line in headings(diff)),
        first=escape(names[0]),
        second=escape(names[1]),
        rows="".join(map(_row, diff.pieces)),
    )


def _row(piece: Piece) -> str:
    said = "".join(f"<p>{escape(inert(line))}</p>" for line in piece.text.split("\n") if line.strip())
    mark = f' class="{piece.kind}" title="{escape(NAMES[piece.kind])}"' if piece.kind != "kept" else ""
    left = f"<td{mark}>{said}</td>" if piece.kind in ("kept", "cut") else "<td></td>"
    right = f"<td{mark}>{said}</td>" if piece.kind != "cut" else "<td></td>"
    return f"<tr>{left}{right}</tr>\n"
