"""What came of a review, and a sheet to be coded on paper, as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from provenance.records.review import Coders, Differs, Figures, Kappa, Review, Share
from provenance.report.inert import clipped
from provenance.text import counted

_WHY = {
    "false_origin": "names an origin where the coder saw none",
    "wrong_name": "names another origin than the coder",
    "missed": "names no origin where the coder saw one",
}
MOST = 50
"""Groups, and articles on which coder and machine differ, that are printed."""


def review_lines(review: Review) -> list[str]:
    """The figures in all, by outlet and by language, what two coders make of it, and where it differs."""
    lines = [f"{review.all.coded} coded articles of {counted(review.rows, 'row')}, {review.not_coded} not coded yet"]
    lines += ["", *_figures(review.all, "  ")]
    for title, groups in (("By outlet", review.by_outlet), ("By language", review.by_language)):
        lines += ["", title]
        lines += [f"  {clipped(g.name, 40)}: {_short(g.figures)}" for g in groups[:MOST]]
        lines += [f"  and {len(groups) - MOST} more"] if len(groups) > MOST else []
    if review.coders:
        lines += ["", *_coders(review.coders)]
    if review.differs:
        lines += ["", "Where machine and coder differ"]
        lines += [f"  {_differs(d)}" for d in review.differs[:MOST]]
        lines += [f"  and {len(review.differs) - MOST} more"] if len(review.differs) > MOST else []
    return [*lines, "", f"Below {review.min_n} articles only counts are given; in brackets the 95 % interval."]


def _figures(f: Figures, indent: str) -> list[str]:
    rows = [
        ("origins named that are right (precision)", share_text(f.precision)),
        ("coded origins that were named (recall)", share_text(f.recall)),
        ("F1", "-" if f.f1 is None else f"{f.f1:.3f}"),
        ("false origins on originals", share_text(f.false_origins)),
        ("no origin named where none is stated", share_text(f.none_kept)),
        ("kind right, of the rightly named", share_text(f.kind)),
        ("set aside (mixed, cannot_tell, no name)", str(f.set_aside)),
    ]
    return [f"{indent}{label:<42}{value}" for label, value in rows]


def _short(f: Figures) -> str:
    told = f"precision {share_text(f.precision)}, recall {share_text(f.recall)}"
    return f"{f.coded} coded, {told}, false on originals {share_text(f.false_origins)}"


def _coders(found: Coders) -> list[str]:
    return [
        f"Two coders, {counted(found.both, 'article')} coded by both",
        f"  {'kind of origin':<42}{_kappa(found.kinds)}",
        f"  {'from elsewhere or not':<42}{_kappa(found.elsewhere)}",
        f"  {'same origin, where both see one':<42}{share_text(found.names)}",
    ]


def share_text(share: Share) -> str:
    """`0.940 (47/50) [0.838, 0.979]`, or the counts alone."""
    if share.value is None:
        return f"{share.part} of {share.whole}"
    return f"{share.value:.3f} ({share.part}/{share.whole}) [{share.low:.3f}, {share.high:.3f}]"


def _kappa(found: Kappa) -> str:
    agreed = f"agreed {share_text(found.agreed)}"
    if found.kappa is None:
        return f"{agreed}; no kappa{'' if found.agreed.value is None else ': both gave all articles one code'}"
    return f"kappa {found.kappa:.3f} [{found.low:.3f}, {found.high:.3f}]; {agreed}"


def _differs(one: Differs) -> str:
    coded, machine = (clipped(n, 60) if n else "no name" for n in (one.coded_name, one.machine_name))
    told = f"coder: {one.coded_kind}, {coded}; machine: {one.machine_kind}, {machine}"
    return f"{one.key}  {_WHY[one.why]} ({told})  {clipped(one.url, 200) if one.url else ''}".rstrip()


def sheet_lines(rows: Sequence[Mapping[str, str]], asked: Sequence[str]) -> list[str]:
    """The sheet as it is coded on paper: one article below the other."""
    lines: list[str] = []
    for number, row in enumerate(rows, 1):
        lines += [f"{number}. {row['title'] or 'no title'}", f"   {row['key']}  {row['url']}", ""]
        for name in ("head", "tail"):
            lines += [f"   | {line}" for line in row[name].split("\n") if line]
            lines.append("   | ..." if name == "head" and row["tail"] else "")
        lines += [f"   {name}: ______" for name in asked]
        lines.append("")
    return lines
