"""What headlines and sentences show, and what titles lose and gain."""

from __future__ import annotations

import pytest

from provenance.measure.dependence import title_items
from provenance.measure.estimates import Rules
from provenance.measure.surface import items
from tests.measure.lineages import PLACES, arrow, found


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Ferry sinks off the coast", set()),
        ("The mayor says the ferry “may” sink", {"attribution", "quotation", "hedge"}),
        ("Ferry will sink, according to the mayor", {"attribution"}),
        ("The mayor denied it", {"attribution", "denial"}),
        ("Twelve killed in the harbour", set()),
        ("12 killed in the harbour", {"number", "casualties"}),
        ("Die Fähre könnte laut Behörde sinken", {"attribution", "hedge"}),
        ("Die mutmaßliche Fähre und das Dementi", {"hedge", "denial"}),
        ("The ferry of note", set()),
        ("Мэр опроверг слухи о пароме", {"attribution", "denial"}),
        ("", set()),
    ],
)
def test_items(line: str, shown: set[str]) -> None:
    assert items(line) == shown


def test_what_titles_lose_and_gain() -> None:
    titles = {"w1": "Mayor: 12 ferries “may” sink, he says", "g1": "The ferries sink", "w2": "A pier", "g2": "40 piers"}
    places = {key: place._replace(title=titles.get(key, place.title)) for key, place in PLACES.items()}
    copies = found(arrow("g1", "w1"), arrow("g2", "w2"), places=places)
    told = {t.item: t for t in title_items(copies.values(), Rules(least=1))}
    number = told["number"]
    assert (number.lost.part, number.lost.whole, number.gained.part, number.gained.whole) == (1, 1, 1, 1)
    assert number.lost_keys == (copies["g1"].arrow.key,) and number.gained_keys == (copies["g2"].arrow.key,)
    assert told["hedge"].lost.value == 1.0 and told["attribution"].lost.part == 1 and told["denial"].lost.why
