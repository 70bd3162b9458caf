"""Sentences of a source as a copy handled them."""

from provenance.measure.editing import common, handled, strata
from provenance.measure.tables import Table

LINES = (
    "A title that is not the body.",
    "The ferry left at noon. Nobody saw it.",
    "“It was fog,” the mayor said. It took 40 minutes.",
    "Read more: harbours.",
)
TEXT = "\n".join(LINES)


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def test_each_sentence_of_the_body_once() -> None:
    body = [(at(LINES[1])[0], at(LINES[2])[1])]
    shared = [at("The ferry left at noon."), at("fog,” the mayor said."), at("minutes.")]
    made = handled(TEXT, body, shared, [("The mayor", [at("“It was fog,”")]), ("", [at("40 minutes")])])
    assert [(s.kept, s.half, s.says, "number" in s.items) for s in made] == [
        (True, 0, False, False), (False, 0, False, False), (True, 1, True, False), (False, 1, True, True),
    ]  # fmt: skip
    assert made[2].speakers == {"The mayor"} and made[3].speakers == {""}
    assert strata([made], lambda s: "number" in s.items) == (Table(0, 0, 1, 1), Table(1, 0, 0, 1))
    assert strata([], lambda s: "number" in s.items) == () and handled("", [], [], []) == ()


def test_common_characters() -> None:
    assert common((10, 20), [(0, 12), (15, 17), (19, 40), (50, 60)]) == 5 and common((1, 1), [(0, 9)]) == 0
