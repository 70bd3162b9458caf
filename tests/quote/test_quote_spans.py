"""Quotation marks in every style, and what only looks like one."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.quote.spans import LONGEST_OPEN, quotations, quoted_spans


def slices(text: str, language: str | None = None) -> list[str]:
    return [text[a:b] for a, b in quoted_spans(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The dam holds,” he said. “For now.”", ["“The dam holds,”", "“For now.”"]),
        ('"The dam holds," he said. "For now."', ['"The dam holds,"', '"For now."']),
        ("''The dam holds,'' he said.", ["''The dam holds,''"]),
        ("``The dam holds,'' he said.", ["``The dam holds,''"]),
        ("„Der Damm hält“, sagte er.", ["„Der Damm hält“"]),
        ("„Der Damm hält”, sagte er.", ["„Der Damm hält”"]),
        ('„Der Damm hält", sagte er.', ['„Der Damm hält"']),
        ("»Der Damm hält«, sagte er, »noch«.", ["»Der Damm hält«", "»noch«"]),
        ("«La digue tient», dit-il.", ["«La digue tient»"]),
        ("« La digue tient », dit-il, l’« ingénieur ».", ["« La digue tient »", "« ingénieur »"]),
        ("(« La digue tient »)", ["« La digue tient »"]),
        ("»Pato pitää», hän sanoi.", ["»Pato pitää»"]),
        ("”Dammen håller”, sade han.", ["”Dammen håller”"]),
        ("「堤防は大丈夫」と語った。『本』", ["「堤防は大丈夫」", "『本』"]),
        ("«Плотина держится», — сказал он.", ["«Плотина держится»"]),
        ("It was—“for now”—safe.", ["“for now”"]),
        ("‘The dam holds,’ he said.", ["‘The dam holds,’"]),
        ("‚Der Damm hält‘, sagte er.", ["‚Der Damm hält‘"]),
        ("“The dam“ and “the dyke”", ["“The dam“", "“the dyke”"]),
        ('“The dam," he said, "holds”.', ['“The dam,"', '"holds”']),
    ],
)
def test_styles(text: str, expected: list[str]) -> None:
    assert slices(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's the workers' right; don't ask.", []),
        ("The 'new' workers' party", ["'new'"]),
        ("‘We don’t want the workers’ vote,’ she said.", ["‘We don’t want the workers’ vote,’"]),
        ("In the '90s, rock 'n' roll.", []),
        ("He is 6'2\" tall and 5'11\" wide.", []),
        ('"He is 6\'2" tall," she said.', ['"He is 6\'2" tall,"']),
        ('A 12" pipe, a 9" pipe.', []),
        ("a » b « c", ["» b «"]),
    ],
)
def test_apostrophes_and_inches_are_no_quotation_marks(text: str, expected: list[str]) -> None:
    assert slices(text, "de" if "»" in text else "en") == expected


@pytest.mark.parametrize(
    "text",
    [
        "“He said ‘no’ and she said “yes” too,” he said.",
        '"He said "no" to me," she said.',
        "«Он сказал «нет» и ушёл», — сказала она.",
        "‘He said “no” to me,’ she said.",
    ],
)
def test_the_outermost_counts(text: str) -> None:
    assert len(slices(text)) == 1
    assert len(slices(text)[0]) > len("“He said ‘no’")


@pytest.mark.parametrize(("a", "b"), [("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("''", "''")])
def test_a_quotation_that_opens_each_paragraph_again(a: str, b: str) -> None:
    text = f"He spoke.\n\n{a}First point.\n\n{a}Second point.\n\n{a}Third,{b} he said.\n\nDone."
    found = quotations(text)
    assert slices(text) == [f"{a}First point.", f"{a}Second point.", f"{a}Third,{b}"]
    assert [(q.closed, q.continued) for q in found] == [(False, True), (False, True), (True, False)]
    assert [text[slice(*q.inner(text))] for q in found] == ["First point.", "Second point.", "Third,"]


def test_a_quotation_that_runs_on_without_opening_again() -> None:
    text = "“First point.\n\nSecond point,” he said."
    assert slices(text) == ["“First point.", "Second point,”"]


def test_lines_broken_at_a_fixed_width_are_one_paragraph() -> None:
    text = "\n".join(["The engineer said on Monday that it was “not at all", "likely that the old dam would give way before",
                      "the summer”, and that nobody had to leave the", "village below it for the time being."])  # fmt: skip
    assert [" ".join(s.split()) for s in slices(text)] == [
        "“not at all likely that the old dam would give way before the summer”"
    ]


def test_an_unclosed_quotation_ends_with_its_sentence() -> None:
    text = "“The dam holds, he said. Nobody left.\n\nThe end."
    (found,) = quotations(text)
    assert text[found.start : found.end] == "“The dam holds, he said."
    assert not found.closed
    assert not found.continued


def test_an_unclosed_quotation_does_not_swallow_the_next() -> None:
    assert slices('"The dam holds, he said. "For now," she said.') == ['"The dam holds, he said.', '"For now,"']


def test_an_unclosed_quotation_is_bounded() -> None:
    assert len(slices("“" + "word " * 1000)[0]) <= LONGEST_OPEN


def test_guillemets_without_a_hint_follow_the_language() -> None:
    assert slices("» a «", "de") == ["» a «"]


@given(st.text(alphabet="ab. \n'\"“”„«»‘’`「」—6s", max_size=200), st.sampled_from([None, "de", "en"]))
def test_spans_are_in_order_apart_and_within_the_text(text: str, language: str | None) -> None:
    spans = quoted_spans(text, language)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    for q in quotations(text, language):
        a, b = q.inner(text)
        assert q.start <= a
        assert b <= q.end


@pytest.mark.parametrize("piece", ['"', "“", "'a", "'a' ", "“a\n", '"a ', "« a", "» ", "'", "‘a “"])
def test_hostile_texts_take_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begun = time.process_time()
    quoted_spans(text)
    assert time.process_time() - begun < 5
