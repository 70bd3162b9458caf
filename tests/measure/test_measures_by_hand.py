"""Every measure against an example worked by hand; intervals of shares are Wilson's, tested beside agreement."""

from __future__ import annotations

from math import exp, log, sqrt

import pytest

from provenance.measure.agreement import share
from provenance.measure.chains import descend
from provenance.measure.credit import credit_rate, from_wires, survival
from provenance.measure.dependence import dependence, headline_change
from provenance.measure.diet import OWN, UNCLEAR, concentration, diet
from provenance.measure.estimates import Rules, proportion
from provenance.measure.events import events, shared
from provenance.measure.lags import lags, origins, quantile
from provenance.measure.many import discoveries, fisher, outstanding
from provenance.measure.tables import Table, edit_bias, odds_ratio, telling_words
from provenance.measure.voices import by_affiliation, own_voice, stripping, voices
from provenance.records.counted import Handed, Said
from tests.measure.lineages import ARROWS, PLACES, arrow, found, place

ALL = Rules(least=1)


def of(outlet: str) -> list:  # type: ignore[type-arg]
    return [c for c in found().values() if c.article.outlet == outlet]


def test_m1_source_diet() -> None:
    """Gazette: two of three articles end at the wire. Echo: one there, one at a bureau known from a credit."""
    gazette, echo = diet(of("gazette"), 3, ALL), diet(of("echo"), 2, ALL)
    assert [(s.origin, s.share.part, s.share.whole, s.credited_only) for s in gazette] == [
        ("wire", 2, 3, 0),
        (OWN, 1, 3, 0),
    ]
    assert [(s.origin, s.share.part, s.credited_only) for s in echo] == [("bureau", 1, 1), ("wire", 1, 0), (OWN, 0, 0)]
    assert gazette[0].keys == tuple(sorted(c.arrow.key for c in of("gazette")))
    told = gazette[0].share
    assert (told.value, told.low, told.high) == (share(2, 3).value, share(2, 3).low, share(2, 3).high)


def test_m1_passages_and_rivals_are_no_diet() -> None:
    made = found(
        arrow("m1", "w1", relation="excerpted_from"), arrow("e1", "w1"), arrow("e1", "g2", confidence=0.85)
    ).values()
    assert [(s.origin, s.share.part) for s in diet(made, 5, ALL)] == [(UNCLEAR, 1), (OWN, 4)]


def test_m2_dependence() -> None:
    """Gazette: 200 * 0.95 + 100 * 0.6 = 250 of 600 words; echo: 184 of 300, or 284 with the text nobody holds."""
    gazette = dependence(of("gazette"), {200: 1, 100: 1, 300: 1}, ALL)
    assert (gazette.measured.part, gazette.measured.whole) == (250, 600) and gazette.measured.value == pytest.approx(
        250 / 600
    )
    assert gazette.measured == gazette.at_most
    assert {d: e.part for d, e, _ in gazette.classes} == {
        "wholly": 1,
        "mainly": 1,
        "partly": 0,
        "hardly": 0,
        "not_compared": 0,
    }
    assert gazette.none.part == 1 and gazette.none.whole == 3
    echo = dependence(of("echo"), {200: 1, 100: 1}, ALL)
    assert (
        echo.measured.part == pytest.approx(184)
        and echo.at_most.part == pytest.approx(284)
        and echo.at_most.whole == 300
    )
    assert {d: e.part for d, e, _ in echo.classes}["not_compared"] == 1


def test_m3_credit_rate() -> None:
    """Of five copies four are found by text: two credited, one of these with a link; the bureau's is so by construction."""
    rate = credit_rate(found().values(), ALL)
    assert rate.copies == 4 and (rate.credited.part, rate.credited.whole) == (2, 4)
    assert {step: e.part for step, e, _ in rate.ladder} == {"linked": 1, "named": 1, "byline": 0, "tag": 0, "none": 2}
    assert (rate.names_origin.part, rate.names_origin.whole) == (1, 4)
    assert {c.article.key for c in found().values() if from_wires(c)} == {"g1", "g2"}
    assert credit_rate(found(arrow("m1", "w1", found_by="person")).values(), ALL).copies == 0


def test_m4_survival() -> None:
    """One hop: g1 credits, g2 does not. Two hops: e1 credits gazette, not the wire. Three: m1 credits nobody, and is the loss."""
    steps, losses = survival(descend(ARROWS, ["w1", "w2"]), frozenset({"wire"}), ALL)
    assert [(s.hops, s.copies, s.credited.part, s.names_origin.part) for s in steps] == [
        (1, 2, 1, 1),
        (2, 1, 1, 0),
        (3, 1, 0, 0),
    ]
    assert losses == {"g2": 1, "m1": 1}
    behind = survival(descend((*ARROWS, arrow("g3", "g2")), ["w2"]), frozenset({"wire"}), ALL)[1]
    assert behind == {"g2": 2}


def test_m5_edit_bias() -> None:
    """Two strata 2, 1 / 1, 4 and 1, 2 / 2, 5: R = 8/8 + 5/10, S = 1/8 + 4/10; with the variance of 1986."""
    made = edit_bias([Table(2, 1, 1, 4), Table(1, 2, 2, 5), Table(0, 0, 0, 0)], 40)
    assert made.value == pytest.approx(1.5 / 0.525)
    p, q, u, v = (6 / 8, 6 / 10), (2 / 8, 4 / 10), (1.0, 0.5), (1 / 8, 0.4)
    variance = (
        (p[0] * u[0] + p[1] * u[1]) / (2 * 1.5**2)
        + (p[0] * v[0] + q[0] * u[0] + p[1] * v[1] + q[1] * u[1]) / (2 * 1.5 * 0.525)
        + (q[0] * v[0] + q[1] * v[1]) / (2 * 0.525**2)
    )
    assert made.low is not None and log(made.low) == pytest.approx(log(1.5 / 0.525) - 1.959964 * sqrt(variance))
    assert (
        edit_bias([Table(0, 3, 0, 4)], 40).value is None
        and edit_bias([Table(2, 1, 1, 4)], 29).why == "fewer than 30 articles"
    )


def test_m6_headlines() -> None:
    """Of four copied wholly or mainly three have both titles, and two of these another one."""
    told, keys, untitled = headline_change(found().values(), ALL)
    assert (told.part, told.whole, untitled) == (2, 3, 1) and len(keys) == 2


def said(
    article: str,
    words: int,
    name: str | None,
    mention: str = "",
    *,
    direct: bool = True,
    affiliation: str | None = None,
) -> Said:
    return Said(article, f"{article}-{words}", direct, words, name or mention, name, "person", None, affiliation)


def test_m7_voices() -> None:
    """Ada says 30 of 50 words that are known, in both articles; a spokesman 20 and nobody 10 count apart; indirect speech not at all."""
    rows = [
        said("a", 10, "Ada", affiliation="Port"), said("a", 20, None, "a spokesman"), said("a", 20, "Bo", affiliation="Port"), said("b", 20, "Ada"),
        said("b", 10, None), said("b", 99, "Bo", direct=False),
    ]  # fmt: skip
    told = voices(rows, ALL)
    assert [(v.group, v.words.part, v.words.whole) for v in told.voices] == [("Ada", 30, 50), ("Bo", 20, 50)]
    assert [(v.statements.part, v.statements.whole, v.articles.part, v.articles.whole) for v in told.voices] == [
        (2, 3, 2, 2),
        (1, 3, 1, 2),
    ]
    assert (told.unknown.part, told.unknown.whole, told.unnamed.part) == (10, 80, 20)
    assert [v.group for v in voices(rows, ALL, by_affiliation).voices] == ["Port"]
    assert len(voices(rows, ALL, most=1).voices) == 1 and voices([], ALL).voices == ()


def test_m8_stripping_and_own_voice() -> None:
    """Four carried, one of them without its speaker; what is unclear does not count. Own voice: 61 of 491 words and 0 of 100."""
    rows = [
        Handed("a", "q1", "kept"),
        Handed("a", "q2", "dropped"),
        Handed("b", "q1", "changed"),
        Handed("b", "q3", "kept"),
        Handed("b", "q4", "unclear"),
    ]
    told = stripping(rows, ALL)
    assert (told.dropped.part, told.dropped.whole, told.dropped.n, told.changed, told.unclear) == (
        1,
        4,
        2,
        1,
        1,
    ) and told.keys == ("q2",)
    own = own_voice({"a": (61, 491), "b": (0, 100)}, ALL)
    assert (own.part, own.whole) == (61, 591) and own.value == pytest.approx(61 / 591)


def test_m9_concentration() -> None:
    """Counts 3, 1: pairs alike 6 of 12; Simpson's variance for N = 4 by hand."""
    made = concentration([3, 1], ALL)
    assert (made.value, made.part, made.whole) == (0.5, 6, 12)
    squares, cubes = 10 / 16, 28 / 64
    variance = (4 * 4 * 3 * 2 * cubes + 2 * 4 * 3 * squares - 2 * 4 * 3 * 5 * squares**2) / 12**2
    assert made.high == min(1.0, 0.5 + 1.959964 * sqrt(variance))
    assert (
        concentration([1] * 50, ALL).value == 0
        and concentration([7], ALL).value == 1
        and concentration([1], ALL).value is None
    )


def test_m10_origins_at_most() -> None:
    """Eight held articles of four outlets rest on w1, w2, g3 and a bureau nobody holds; an unclear one counts as its own."""
    articles = [(p.key, p.outlet) for p in PLACES.values() if p.held]
    told = origins(articles, found())
    assert (told.articles, told.outlets, told.origins, told.owners) == (8, 4, 4, 3)
    assert origins(articles, found(), {"wire": "x", "gazette": "x", "bureau": "x"}).owners == 1
    assert origins([("m1", "mail")], found(arrow("m1", "w1"), arrow("m1", "g2"))).origins == 1


def test_m11_lags() -> None:
    """Lags of 60, 239 and 240 seconds; one dated before its source; one dated to the day only."""
    seconds = {"w1": 1000, "g1": 1060, "g2": 1239, "g3": 1240, "e1": 999, "m1": None}
    places = {k: place(k, PLACES[k].outlet, second=s) for k, s in seconds.items()}
    told = lags(found(*(arrow(k, "w1") for k in seconds if k != "w1"), places=places).values(), ALL)
    assert (
        told.pairs == 3 and (told.soon.part, told.soon.whole) == (2, 3) and told.undated == 1 and len(told.early) == 1
    )
    assert (told.lower.value, told.median.value, told.upper.value) == (149.5, 239, 239.5)
    assert lags(found().values(), Rules()).median.value is None


def test_the_interval_of_a_median_lies_between_order_statistics() -> None:
    """n = 100: 50 -+ 9.8, so from the 40th to the 61st of them, as in the tables."""
    made = quantile(list(range(1, 101)), 0.5)
    assert (made.value, made.low, made.high) == (50.5, 40, 61)


def test_m12_selection() -> None:
    """Picked 8 of 10 with it, 5 of 40 without: (8.5 * 35.5) / (2.5 * 5.5)."""
    made = odds_ratio(Table(8, 2, 5, 35))
    assert made.value is not None and made.value == pytest.approx(8.5 * 35.5 / (2.5 * 5.5))
    half = 1.959964 * sqrt(1 / 8.5 + 1 / 2.5 + 1 / 5.5 + 1 / 35.5)
    assert made.low == pytest.approx(made.value * exp(-half)) and made.n == 50
    assert odds_ratio(Table(0, 0, 5, 35)).value is None and odds_ratio(Table(1, 1, 1, 1)).value is None


def test_m12_telling_words() -> None:
    told = telling_words({"fog": 30, "sun": 10, "the": 60}, {"fog": 5, "sun": 35, "the": 60})
    assert (
        [w.word for w in told] == ["fog", "the", "sun"]
        and told[1].z == pytest.approx(0, abs=1e-9)
        and told[0].z > 1.9 > -1.9 > told[2].z
    )


def test_fisher_of_the_tea() -> None:
    """Three of four cups told right: 0.4857 on both sides; all of ten against none of ten: 2 / C(20, 10)."""
    assert fisher(3, 1, 1, 3) == pytest.approx(34 / 70) and fisher(10, 0, 0, 10) == pytest.approx(2 / 184756)
    assert fisher(0, 0, 3, 4) == 1 and fisher(2, 2, 2, 2) == pytest.approx(1)
    assert fisher(3, 2, 0, 7) == pytest.approx(2 * 10 / 220)  # 0 of 5 lies on the other side and does not count


def test_benjamini_and_hochbergs_own_example() -> None:
    """The fifteen tests of their paper, at 5 %: the first four are found."""
    p = (
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    )
    assert discoveries(p, 0.05) == (True,) * 4 + (False,) * 11
    assert discoveries(p[::-1], 0.05) == (False,) * 11 + (True,) * 4 and discoveries((), 0.05) == ()


def test_outstanding_needs_a_difference() -> None:
    same = {name: proportion(20, 50) for name in "abcd"}
    assert outstanding({"credit": same}) == frozenset()
    assert outstanding({"credit": same | {"e": proportion(48, 50)}, "title": same}) == {("credit", "e")}
    assert outstanding({"credit": {"a": proportion(1, 2)}}) == frozenset()


def test_all_figures_of_a_report_are_tested_together() -> None:
    """A difference that passes by itself is not one among many figures: each brings its own chance finds."""
    near = {name: proportion(20, 50) for name in "abcd"} | {"e": proportion(35, 50)}
    assert outstanding({"credit": near}, 0.01) == {("credit", "e")}
    others = {f"figure {n}": {name: proportion(20, 50) for name in "abcd"} for n in range(40)}
    assert outstanding({"credit": near, **others}, 0.01) == frozenset()


def test_events_are_what_arrows_join() -> None:
    joined = events(ARROWS)
    assert {k: joined[k] for k in ("w1", "g1", "e1", "m1")} == dict.fromkeys(("w1", "g1", "e1", "m1"), "e1") and joined[
        "g2"
    ] == joined["w2"]
    assert (
        shared(joined, {"gazette": ["g1", "g2", "g3"], "echo": ["e1", "e2"]}) == {joined["g1"]}
        and shared(joined, {}) == frozenset()
    )
