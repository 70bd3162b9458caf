"""Datelines: what stands before the first sentence is nobody's words."""

import pytest

from provenance.quote.openings import behind_dateline

FIRST = "The lake has fallen, the water board said."


@pytest.mark.parametrize(
    "dateline",
    [
        "MILLBROOK, Feb 1 (Reuters) - ",
        "MOSCOW (AP) — ",
        "PORT ELLEN, Nov. 4 – ",
        "London (dpa) - ",
        "PARIS, 4 nov (AFP) - ",
        "МОСКВА, 4 ноя — ",
        "ST. HELIER, Jersey -- ",
    ],
)
def test_a_dateline_is_left_out(dateline: str) -> None:
    text = dateline + FIRST
    assert text[behind_dateline(text, 0, len(text)) :] == FIRST


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        "NATO allies - all of them - said they would come.",
        "The mayor (Labour) - who had not been asked - said no.",
        '"We go," she said - and went.',
        "Twenty-five thousand people came, the police said.",
        "He came late - and said so.",
        "MILLBROOK\n- the lake fell, the board said",
        "",
    ],
)
def test_other_beginnings_stay(text: str) -> None:
    assert behind_dateline(text, 0, len(text)) == 0


def test_it_looks_no_further_than_its_part() -> None:
    text = "MOSCOW (AP) — Yes."
    assert behind_dateline(text, 0, 8) == 0
