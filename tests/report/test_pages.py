"""Reports as pages: nothing active in them, the figures with their counts, pictures where they can be drawn."""

import base64
import hashlib
import html
import re
import sys
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from provenance.errors import ProvenanceError
from provenance.records.measured import Estimate
from provenance.records.report import Cell, Column, Coverage, Made, Picture, Report, Row, Section
from provenance.report.pages import draw
from provenance.report.pages.credit_colours import COLOURS
from provenance.report.pages.page import report_page

HOSTILE = "</style><script>alert(1)</script>\u202eABC\x1b[31m <img src=x onerror=y> \"' {{ 7*7 }}"
COVERAGE = Coverage(
    "march", "every item of one feed", False, None, 120, 118, 6, "2019-03-01T00:00:00Z", "2019-03-31T00:00:00Z", 2, 118, 40, 10, 1, 38, 0, 0, 5
)  # fmt: skip
MADE = Made("0.1.0", "0011", "2", 1, "2026-01-01T00:00:00Z")


def share(part: int, whole: int) -> Estimate:
    p = part / whole
    return Estimate(p, max(0.0, p - 0.1), min(1.0, p + 0.1), part, whole, whole, "articles", "wilson")


def bare(part: int, whole: int) -> Estimate:
    return Estimate(None, None, None, part, whole, whole, "articles", "wilson", why="fewer than 30 articles")


def report(*sections: Section, name: str = "outlet", title: str = "A report") -> Report:
    return Report(name, title, {"outlet": "paper", "in": "march"}, COVERAGE, sections, MADE, 30)


def section(rows: list[tuple[Cell, ...]], columns: tuple[Column, ...], picture: Picture | None = None) -> Section:
    return Section(
        "made", "A table", "M1", ("Said of it.",), columns, tuple(Row(r) for r in rows), ("One thing.",), picture
    )


DIET = (
    Column("origin", "Origin", note="code"),
    Column("name", "Name"),
    Column("share", "Articles", "share", "of all articles"),
)
BARS = Picture("stacked_bars", {"label": "name", "value": "share"}, "Where articles come from.")
DOTS = Picture("dots", {"label": "name", "value": "share"}, "How often, with intervals.")
TIMELINE = Picture(
    "timeline", {"key": "key", "parent": "parent", "label": "outlet", "x": "from", "x2": "to", "color": "credit", "state": "known"}, "Over time."
)  # fmt: skip
STORY = (
    Column("key", "Key", "key"), Column("parent", "Parent", "key"), Column("outlet", "Outlet"), Column("from", "From", "date"),
    Column("to", "To", "date"), Column("credit", "Credit", note="code"), Column("credited", "Credited"), Column("known", "Known"),
)  # fmt: skip


def story_rows(name: str = "Northern Wire") -> list[tuple[Cell, ...]]:
    day = "2019-03-0{}T00:00:00Z"
    return [
        ("a", None, name, day.format(1), day.format(2), "own", "no source found", "held"),
        ("b", "a", "The Paper", day.format(3), day.format(3), "linked", "credited with a link", "this article"),
        ("c", "b", "The Echo", None, None, "none", "not credited", "known only from a credit"),
    ]


class Looked(HTMLParser):
    """What elements and attributes a page has, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_policy_allows_our_style_and_nothing_else() -> None:
    page = report_page(report(section([("rt", "RT", share(4, 40))], DIET)))
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'content="{policy}"' in html.unescape(page)


@pytest.mark.parametrize("pictures", [True, False])
def test_nothing_foreign_is_active(pictures: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if pictures:
        pytest.importorskip("vl_convert", reason="the pictures extra is not installed")
    else:
        monkeypatch.setitem(sys.modules, "vl_convert", None)
    made = (
        section([(HOSTILE, HOSTILE, share(4, 40)), ("", "no other origin found", share(36, 40))], DIET, BARS),
        section([(HOSTILE, HOSTILE, share(4, 40))], DIET, DOTS),
        section(story_rows(HOSTILE), STORY, TIMELINE),
        section(
            [("kept", 3, HOSTILE), ("cut", 1, "gone"), ("added", 1, "new")], (Column("kind", "Kind"), Column("words", "Words", "count"), Column("text", "Text")),
            Picture("diff", {"kind": "kind", "text": "text", "left": HOSTILE, "right": "B"}, HOSTILE),
        ),
    )  # fmt: skip
    hostile = tuple(replace(s, title=HOSTILE, says=(HOSTILE,), not_known=(HOSTILE,)) for s in made)
    page = report_page(replace(report(*hostile, title=HOSTILE), notes=(HOSTILE,), asked={"x": HOSTILE}))
    looked = Looked(page)
    assert not looked.tags & {
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "link",
        "form",
        "input",
        "a",
        "use",
        "image",
        "foreignObject",
        "base",
    }
    assert not {a for a in looked.attributes if a.startswith("on") or a in ("style", "href", "src", "xlink:href")}
    assert not re.search("[\u202e\x1b]", page) and "49" not in "".join(looked.text).replace("2049", "")
    assert ("<svg" in page) == pictures


def test_figures_stand_with_their_counts_and_intervals() -> None:
    page = report_page(report(section([("rt", "RT", share(4, 40)), ("x", "X", bare(3, 9))], DIET)))
    text = " ".join(Looked(page).text)
    assert "10.0 %" in text and "4 of 40; 95 %: 0.0 to 20.0" in text
    assert "3 of 9" in text and "no rate: fewer than 30 articles" in text
    assert "120 articles of 6 outlets" in text and "every item of one feed" in text and "One thing." in text


@pytest.mark.parametrize("picture", [BARS, DOTS])
def test_every_bar_and_dot_has_its_counts(picture: Picture) -> None:
    pytest.importorskip("vl_convert", reason="the pictures extra is not installed")
    rows: list[tuple[Cell, ...]] = [("rt", "RT", share(4, 40)), ("own", "no other origin found", share(36, 40))]
    drawn = draw.drawn(section(rows, DIET, picture))
    assert drawn is not None and "4 of 40" in drawn and "36 of 40" in drawn
    assert drawn.startswith("<svg") and f"<desc>{picture.alt}</desc>" in drawn and "<title>A table</title>" in drawn
    assert COLOURS["own"] in drawn


def test_bars_without_rates_show_counts_and_dots_show_nothing() -> None:
    pytest.importorskip("vl_convert", reason="the pictures extra is not installed")
    rows: list[tuple[Cell, ...]] = [("rt", "RT", bare(4, 9)), ("x", "X", share(5, 40))]
    bars = draw.drawn(section(rows, DIET, BARS))
    assert bars is not None and "4 of 9" in bars and "%" not in bars
    assert draw.drawn(section([("rt", "RT", bare(4, 9))], DIET, DOTS)) is None


def test_a_curve_and_stacked_groups() -> None:
    pytest.importorskip("vl_convert", reason="the pictures extra is not installed")
    hops = (Column("hops", "Hops", "count"), Column("named", "Chain credited", "share"))
    curve = draw.drawn(
        section(
            [(1, share(30, 40)), (2, share(10, 40))], hops, Picture("curve", {"x": "hops", "value": "named"}, "Falls.")
        )
    )
    assert curve is not None and "30 of 40" in curve and "10 of 40" in curve
    groups = (Column("who", "Who"), *DIET)
    stacked = draw.drawn(
        section(
            [("Paper", "rt", "RT", share(4, 40)), ("Paper", "own", "own", share(36, 40)), ("Post", "rt", "RT", share(1, 10))], groups,
            Picture("stacked_bars", {"label": "name", "value": "share", "group": "who"}, "Two bars."),
        )
    )  # fmt: skip
    assert stacked is not None and "Paper" in stacked and "Post" in stacked and ">36<" in stacked


def test_credit_has_the_same_colour_in_picture_and_table() -> None:
    pytest.importorskip("vl_convert", reason="the pictures extra is not installed")
    page = report_page(report(section(story_rows(), STORY, TIMELINE)))
    drawing = page[page.index("<svg") : page.index("</svg>")]
    assert all(COLOURS[c] in drawing for c in ("own", "linked", "none")) and "no date" in drawing
    style = page[page.index("<style>") : page.index("</style>")]
    assert all(f".credit.{c} {{ background: {COLOURS[c]}; }}" in style for c in COLOURS if c != "own")
    assert all(f'<i class="credit {c}"></i>' in page for c in ("own", "linked", "none"))


def test_without_the_library_the_page_says_how_to_get_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    page = html.unescape(report_page(report(section([("rt", "RT", share(4, 40))], DIET, BARS))))
    assert draw.NO_PICTURES in page and "<svg" not in page and "10.0 %" in page


@pytest.mark.parametrize(
    "active", ["<script/>", '<a href="x"/>', '<g onclick="x"/>', '<g style="x"/>', "<foreignObject/>"]
)
def test_a_drawing_with_anything_active_is_refused(active: str) -> None:
    with pytest.raises(ProvenanceError):
        draw._looked_through(f'<svg xmlns="http://www.w3.org/2000/svg">{active}</svg>')


def test_long_tables_stand_folded_under_their_picture_unless_for_print() -> None:
    pytest.importorskip("vl_convert", reason="the pictures extra is not installed")
    rows: list[tuple[Cell, ...]] = [(f"o{n}", f"Outlet {n}", share(n, 40)) for n in range(13)]
    whole = report(section(rows, DIET, BARS))
    assert "<details>" in report_page(whole) and "The same as a table: 13 rows" in report_page(whole)
    assert "<details>" not in report_page(whole, for_print=True)
    assert "<details>" not in report_page(report(section(rows[:12], DIET, BARS)))


def test_a_page_says_how_many_rows_are_left_out() -> None:
    rows: list[tuple[Cell, ...]] = [(f"o{n}", f"Outlet {n}", share(n % 40, 40)) for n in range(400)]
    page = report_page(report(section(rows, DIET)))
    assert "100 rows more are in the CSV and JSON forms." in page and "Outlet 299" in page and "Outlet 300" not in page
