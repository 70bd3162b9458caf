from __future__ import annotations

from pathlib import Path

from provenance import pipeline
from provenance.outlets.registry import load
from provenance.records.capture import Given
from provenance.records.lineage import Trace
from provenance.report.trace_html import trace_html
from provenance.report.trace_text import trace_text

PAGE = """<html><body><article><h1>Channel to be dredged</h1>
<p>The harbour council voted on Tuesday to dredge the old channel, eleven years after the plan was drawn.</p>
<p>Fishermen had waited at the town hall since the morning, and most of them stayed until the vote was read out.</p>
<p>The work begins in spring and will close the inner basin for about six weeks, the clerk told the meeting.</p>
<p>This article was originally published by RT.</p></article></body></html>"""


def traced(folder: Path, url: str) -> Trace:
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    registry = load()
    (item,) = pipeline.take_all([str(folder / "page.html")], Given(url=url))
    return pipeline.trace_unkept(pipeline.read_item(item, registry), registry)


def test_a_text_that_is_its_own_shows_the_words_it_says_so_with(tmp_path: Path) -> None:
    trace = traced(tmp_path, "https://www.rt.com/news/1")
    assert trace.origin.kind == "original"
    for shown in (trace_text(trace), trace_html(trace)):
        assert "Why we say so" in shown
        assert "This article was originally published by RT." in shown


def test_nothing_is_quoted_for_what_is_not_stated(tmp_path: Path) -> None:
    trace = traced(tmp_path, "https://www.northerly.example/1")
    assert "its own text" not in trace_text(trace)
