import re
from dataclasses import replace

from provenance.lineage.blame import Known, blame
from provenance.records.lineage import Match, Trace
from provenance.report.blame_html import blame_values
from provenance.report.blame_text import blame_text
from provenance.report.inert import cells
from provenance.report.trace_html import trace_html
from provenance.report.trace_text import trace_text
from tests.report.made import drawn, edge, node

ME = node("Aurora", held=True, title="On the lake", published="2016-02-10")
EARLY = node("Beacon", held=True, published="2016-02-01")
TEXT = 'First words of our own here.\n"Second words" <script>alert(1)</script> from \x1b[31melsewhere\x1b[0m entirely.\nThird.'


def view() -> Trace:
    trace = drawn(ME, (ME, EARLY), (edge(ME, EARLY),), TEXT)
    a, b = sorted((ME.key, EARLY.key))
    span = (TEXT.index("Second"), TEXT.index("\nThird"))
    match = Match(a, b, None, None, None, "excerpt", 9, 9, 0.5, 0.5, ((*span, *span),))
    found = blame(ME, trace.reading, [match], trace.edges, Known({n.key: n for n in trace.nodes}), 3)
    return replace(trace, blame=found, matches=(match,))


def test_the_margin_says_who_and_the_text_stands_beside_it() -> None:
    told = blame_text(view(), width=80)
    assert re.search(r"^Beacon +┃ \"Second words\"", told, re.M)
    assert re.search(r"^this article +First words of our own here\.$", told, re.M)
    assert re.search(r"• Beacon · 2016-02-01: \d+ words, \d+% of the text", told) and "\x1b" not in told


def test_no_line_is_wider_than_asked_for_and_colour_only_where_asked_for() -> None:
    for width in (40, 60, 100):
        assert all(cells(line) <= width for line in blame_text(view(), width=width).splitlines())
    coloured = blame_text(view(), color=True)
    assert "\x1b[36mBeacon" in coloured and "\x1b[31m" not in coloured


def test_the_page_holds_no_code_of_the_article() -> None:
    page = trace_html(view(), blame=True)
    assert "Passage by passage" in page and "<script" not in page and "&lt;script&gt;" in page
    assert page.count('<tr class="h0">') == 1 and "\x1b" not in page
    assert "Passage by passage" not in trace_html(view())


def test_nothing_to_show_is_no_section() -> None:
    assert not blame_values(drawn(ME, (ME,), ()))["passages"]


def test_matches_are_told_with_the_others_name() -> None:
    assert "• Beacon · 2016-02-01: a part in common, 9 words (50% of its text)" in trace_text(view())
