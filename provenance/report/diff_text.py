"""Two texts beside each other for a terminal: one text, with a mark before what was cut, added or moved."""

from __future__ import annotations

from provenance.records.diff import Diff, DiffSide, Piece
from provenance.report.inert import clipped, inert
from provenance.report.lines import Sheet, wrapped
from provenance.report.words import FROM, dated, hop

MARKS = {"kept": " ", "cut": "-", "added": "+", "moved": "~"}
NAMES = {"kept": "kept", "cut": "cut", "added": "added", "moved": "kept, elsewhere"}
_COLOURS = {"cut": "\x1b[31m", "added": "\x1b[32m", "moved": "\x1b[36m"}
_OFF = "\x1b[0m"
SHOWN = 40
"""Words of a kept passage that are printed, half of them of its end; all where the whole is asked for."""


def diff_text(diff: Diff, *, width: int = 80, color: bool = False, whole: bool = False) -> str:
    """The second text against the first in lines of at most `width` columns: `-` cut, `+` added, `~` moved."""
    sheet = Sheet(width, color=color)
    for line in headings(diff):
        sheet.para(line)
    sheet.blank()
    for piece in diff.pieces:
        _piece(sheet, piece, whole=whole)
    return str(sheet)


def headings(diff: Diff) -> tuple[str, ...]:
    """What stands above: the two texts, what became of the title, how much was kept, cut and added, and whether one is the other's source."""
    titles = {None: "", False: "The title is the same.", True: f"The title was changed: {_titles(diff)}."}
    share_a, share_b = (f"{s:.0%}" if s is not None else "none" for s in (diff.kept_a, diff.kept_b))
    counts = (
        f"Kept: {diff.kept:,} words, {share_a} of the first and {share_b} of the second; "
        f"cut: {diff.cut:,} words; added: {diff.added:,} words."
    )
    names = {d.article.key: clipped(d.article.name, 80) for d in (diff.a, diff.b)}
    edges = [f"{names[e.child]}: {FROM.get(e.relation, e.relation)} {names[e.parent]} ({hop(e)})." for e in diff.edges]
    return tuple(filter(None, (f"- {_who(diff.a)}", f"+ {_who(diff.b)}", titles[diff.title_changed], counts, *edges)))


def _who(side: DiffSide) -> str:
    node = side.article
    number = f", revision {side.revision}" if side.revision else ""
    address = f" · {clipped(node.url, 200)}" if node.url else ""
    return f"{clipped(node.name, 80)} · {dated(node)}{number}{address}"


def _titles(diff: Diff) -> str:
    return " is now ".join(f"“{clipped(d.article.title or '', 200)}”" for d in (diff.a, diff.b))


def shortened(text: str, words: int) -> list[str]:
    """The lines of a kept passage; of a long one its first and last words, and how many lie between."""
    lines = [line for line in text.split("\n") if line.strip()]
    if words <= 2 * SHOWN:
        return lines
    split = " ".join(lines).split(" ")
    if len(split) <= SHOWN:
        return lines
    head, tail = split[: SHOWN // 2], split[-SHOWN // 2 :]
    return [" ".join(head) + " …", f"[{words - SHOWN:,} words more are the same]", "… " + " ".join(tail)]


def _piece(sheet: Sheet, piece: Piece, *, whole: bool) -> None:
    lines = piece.text.split("\n") if whole or piece.kind != "kept" else shortened(piece.text, piece.words)
    style = _COLOURS.get(piece.kind, "") if sheet.color else ""
    for line in filter(str.strip, lines):
        for part in wrapped(inert(line), sheet.width - 2):
            sheet.lines.append(f"{style}{MARKS[piece.kind]} {part}{_OFF if style else ''}".rstrip())
