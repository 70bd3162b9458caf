"""Which statements are one, and which only sound alike."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.lineage.quotations import Said, joined, link, overlap
from provenance.records.statement import Speaker
from provenance.wording import function_words, wording
from tests.store.saying import ORE, speaker

HOLT, REED = speaker("Irma Holt"), speaker("Tom Reed")
HOLT_SHORT = speaker("Holt", method="surname")


def said(text: str, who: Speaker | None = None, key: str = "") -> Said:
    return Said(key or text[:20], wording(text), who)


@pytest.mark.parametrize(
    ("one", "other", "a", "b"),
    [
        (ORE, ORE.upper() + "!", None, None),
        (ORE, "“The mine will close, in March — and nobody, who works in it, will be left without a place.”", None, None),
        (ORE, "nobody who works in it will be left without a place", HOLT, HOLT),
        (ORE, "nobody who works in it will be left without a place", HOLT, None),
        (ORE, f"We have counted every lamp in the shaft twice. {ORE}. The lake comes next.", HOLT, HOLT_SHORT),
        (ORE, "The mine will close in April and nobody who works in it will be left without work", HOLT, HOLT),
        (ORE, "The [old] mine will close in March and nobody who works in it [now] will be left without a place", HOLT, None),
        ("Bakers know bread will be cheaper by Easter", "bakers know bread will be cheaper by Easter", HOLT, HOLT_SHORT),
        (ORE, ORE, HOLT, REED),  # many words: that carriers name different people is worth telling
        ("25-30 thousand foreign mercenaries are fighting there", "25–30 thousand foreign mercenaries are fighting there", None, None),
        ("Les mineurs n’ont jamais été prévenus de la fermeture du puits", "les mineurs n'ont jamais ete prevenus de la fermeture du puits", None, None),
        ("Шахта закроется в марте, и никто не останется без работы", "Шахта закроется в марте и никто не останется без работы!", None, None),
    ],
)  # fmt: skip
def test_one_statement(one: str, other: str, a: Speaker | None, b: Speaker | None) -> None:
    assert link(said(one, a), said(other, b)) is not None
    assert link(said(other, b), said(one, a)) is not None


@pytest.mark.parametrize(
    ("one", "other", "a", "b"),
    [
        ("She will be the next president of the United States", "He wants to be the next president of the United States", HOLT, REED),
        ("the next president of the United States", "Nobody here knows who the next president of the United States will be", None, REED),
        ("It is what it is", "It is what it is", HOLT, HOLT),
        ("no comment", "no comment", HOLT, HOLT),
        (ORE, "Das Bergwerk wird im März geschlossen und niemand verliert seine Stelle", HOLT, HOLT),
        (ORE, "The mine was opened in March a hundred years ago by people who had no place to go", HOLT, HOLT),
        ("Bread will be cheaper by Easter", "Bread will be cheaper by Easter", HOLT, REED),
        ("We will close the mine", "The mine near the lake has cost more than anybody will ever close a book on", HOLT, HOLT),
    ],
)  # fmt: skip
def test_not_one_statement(one: str, other: str, a: Speaker | None, b: Speaker | None) -> None:
    assert link(said(one, a), said(other, b)) is None


def test_a_piece_that_two_people_said_makes_them_not_one() -> None:
    piece = "there is no military solution to this long conflict between neighbours"
    first = said(f"We say it again and again: {piece}, and the ministers know it better than anybody", HOLT, "a")
    second = said(f"My party has always held that {piece} as long as the border stays closed to farmers", REED, "b")
    groups = joined([first, second, said(piece, None, "c")])
    assert len(groups) == 2 and {len(g) for g in groups} == {1, 2}


def test_two_cuts_of_one_statement_meet_in_the_whole() -> None:
    whole = said(
        "The dam was inspected twice this year and found sound. The second inspection left out the northern intake",
        HOLT,
        "w",
    )
    cuts = [said("The dam was inspected twice this year and found sound", None, "x"), said("The second inspection left out the northern intake", HOLT, "y")]  # fmt: skip
    assert len(joined([whole, *cuts])) == 1
    assert len(joined(cuts)) == 2


def test_what_is_joined_does_not_depend_on_the_order() -> None:
    rnd = random.Random(5)
    words = [
        w
        for w in ("mine", "lake", "bread", "dam", "miner", "gate", "boat", "wall", "ore", "lamp", "shaft", "coast")
        for w in (w, f"{w}s")
    ]
    texts = [" ".join(rnd.choices(words, k=rnd.randrange(5, 14))) for _ in range(60)]
    texts += [" ".join(t.split()[1:-1]) for t in texts] + [f"{t} {rnd.choice(words)}" for t in texts]
    everything = [said(t, rnd.choice((None, HOLT, REED)), f"{n:03}") for n, t in enumerate(texts)]

    def shape(listed: list[Said]) -> list[list[str]]:
        return sorted(sorted(listed[n].key for n in group) for group in joined(listed))

    shuffled = rnd.sample(everything, len(everything))
    assert shape(everything) == shape(shuffled)


def test_a_crowd_is_joined_through_few() -> None:
    rnd = random.Random(2)
    crowd = [said(f"{ORE} {' '.join(rnd.choices('abcdefgh', k=3))}", HOLT, str(n)) for n in range(400)]
    assert len(joined(crowd)) == 1


def test_time_grows_with_the_number() -> None:
    def took(count: int) -> float:
        rnd = random.Random(1)
        listed = [said(" ".join(f"w{rnd.randrange(3000)}" for _ in range(15)), None, str(n)) for n in range(count)]
        began = time.process_time()
        joined(listed)
        return time.process_time() - began

    took(200)
    assert took(4000) < 40 * max(took(400), 0.02)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_texts_can_be_compared(one: str, other: str) -> None:
    a, b = wording(one), wording(other)
    found = overlap(a, b)
    assert 0 <= found.of_longer <= found.of_shorter <= 1 or found.words == 0
    assert joined([said(one, None, "a"), said(other, None, "b")])


def test_nothing_and_much() -> None:
    assert joined([]) == []
    long = "mine lake bread dam " * 5000
    began = time.process_time()
    assert len(joined([said(long, None, "a"), said(long + "x", None, "b"), said("", None, "c")])) == 2
    assert time.process_time() - began < 10


def test_function_words_are_lists_of_words() -> None:
    assert {"the", "und", "les", "это", "não"} <= function_words()
    assert not {"president", "mine", "war"} & function_words()
