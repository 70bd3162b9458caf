import itertools

import pytest

from provenance.records.lineage import Searched
from provenance.report.inert import cells
from provenance.report.trace_text import trace_text
from provenance.report.words import origin_sentence
from tests.report.made import credit, drawn, edge, node, outlet, quoted, reading, seed_reading, seed_trace, traced


def test_the_given_page_is_told_with_every_word_it_rests_on() -> None:
    text = trace_text(seed_trace())
    assert text.startswith("Global Research republished the text and credits RT as its origin.")
    for quote in (
        "“The original source of this article is [RT](#)”", "“Copyright © [RT](#), [RT](#), 2015”", "“[RT](#) 4 November 2015”",
        "“By [RT](#)”", "“Articles by: [RT](#)”",
    ):  # fmt: skip
        assert quote in text
    assert "republished from · declared, 0.98, not reviewed; credited by name" in text
    assert "RT: listed by A Register on 2024-05-01 as “SC” (controlled)" in text
    assert "names another holder, RT" in text.replace("\n      ", " ")
    assert "the article itself is not held, so the texts were not compared" in text
    assert text.index("RT · 2015-11-04") < text.index("Global Research · 2015-11-04 · this article")


@pytest.mark.parametrize("width", [30, 50, 80, 120])
def test_no_line_is_wider_than_asked_and_nothing_is_active(width: int) -> None:
    text = trace_text(seed_trace(), width=width)
    assert all(cells(line) <= width for line in text.splitlines())
    assert "\x1b" not in text and "\x1b[1m" in trace_text(seed_trace(), width=width, color=True)


def test_silence_is_said_as_silence() -> None:
    text = trace_text(traced(reading("Plain words."), Searched(120, 14, "2020-01-01", "2020-03-01")))
    assert text.startswith("No other origin stated.") and "original" not in text.lower()
    assert "120 held articles of 14 outlets, from 2020-01-01 to 2020-03-01" in text.replace("\n    ", " ")


def test_several_sources_are_numbered_sources_first() -> None:
    a, b, c = node("Evening Paper"), node("Harbour Post"), node("Lake News")
    text = trace_text(drawn(a, (b, c), (edge(a, b), edge(a, c, "contributed", 0.4))))
    assert text.index("[3] Evening Paper") > max(text.index("[1] "), text.index("[2] "))
    assert "◄─ in part from [1] Lake News" in text or "◄─ in part from [2] Lake News" in text


def test_other_ends_have_other_sentences() -> None:
    a, b, c = node("A"), node("B"), node("C")
    assert "run in a circle" in origin_sentence(drawn(a, (b, c), (edge(a, b), edge(b, c), edge(c, b))))
    assert "are credited and do not fit together" in origin_sentence(drawn(a, (b, c), (edge(a, b), edge(a, c))))
    assert "distributed by B; who had the text first is not stated" in origin_sentence(
        drawn(a, (b,), (edge(a, b, "syndicated_by"),))
    )
    assert "A and B published the text together" in origin_sentence(drawn(a, (b,), (edge(a, b, "co_published"),)))
    assert "credits part of the text to B; no other origin stated" in origin_sentence(
        drawn(a, (b,), (edge(a, b, "contributed"),))
    )


def test_what_a_page_wrote_cannot_act() -> None:
    words = "From \x1b[31mthe\u202e Post\x07 \x1b]0;title\x07."
    read = reading(
        words, title=words, by=outlet(words), credits=(credit(quoted(words, words, "tail"), outlet("P\x1b[0m")),)
    )
    text = trace_text(traced(read))
    assert not set(text) & {"\x1b", "\x07", "\u202e"} and "\\x1b[31m" in text


def test_a_failed_reading_is_told_as_such() -> None:
    from dataclasses import replace

    broken = replace(seed_reading(), status="partial", reason="truncated", detail="cut at 10 MB")
    assert "read only in part (truncated: cut at 10 MB)" in trace_text(traced(broken)).replace("\n    ", " ")


def test_a_long_chain_prints() -> None:
    many = [node(f"Paper {n}") for n in range(60)]
    text = trace_text(drawn(many[0], tuple(many), tuple(edge(x, y) for x, y in itertools.pairwise(many))))
    assert text.count("▼") == 59
