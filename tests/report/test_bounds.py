import time

from provenance.records.evidence import Evidence
from provenance.report.trace_dot import trace_dot
from provenance.report.trace_html import trace_html
from provenance.report.trace_svg import trace_svg
from provenance.report.trace_text import trace_text
from tests.report.made import credit, outlet, quoted, reading, traced


def test_a_page_that_credits_thousands_costs_little_and_prints_little() -> None:
    text = "\n".join(f"First published in Paper {n}." for n in range(3000))
    credits = tuple(
        credit(quoted(text, f"First published in Paper {n}.", "tail"), outlet(f"Paper {n}")) for n in range(3000)
    )
    began = time.perf_counter()
    trace = traced(reading(text, credits=credits))
    shown = [trace_text(trace), trace_svg(trace), trace_dot(trace), trace_html(trace)]
    assert time.perf_counter() - began < 10
    assert len(trace.edges) == 40 and len(trace.conflicts) == 39 and trace.origin.state == "undetermined"
    assert all(len(s) < 400_000 for s in shown)


def test_one_source_credited_thousands_of_times() -> None:
    text = "By Post.\n" * 3000
    places = [Evidence("By Post.", "tail", None, n * 9, n * 9 + 8, "made", "1") for n in range(3000)]
    many = tuple(credit(place, outlet("Post"), strength=0.5) for place in places)
    trace = traced(reading(text, credits=many))
    assert len(trace.edges[0].evidence) == 3000 and trace.edges[0].confidence == 0.5
    assert "… and 2975 more" in trace_text(trace)
