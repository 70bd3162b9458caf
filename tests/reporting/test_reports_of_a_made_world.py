"""Reports of a made world on both databases: figures are those of the world in memory, judgements count, gaps are told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from provenance.errors import UnknownNameError, UsageError
from provenance.measure.bands import by_edge
from provenance.measure.credit import credit_rate, from_wires
from provenance.measure.dependence import dependence, headline_change
from provenance.measure.estimates import THROUGH_COPIES
from provenance.records.judgement import End, Judgement
from provenance.records.measured import Detector, Estimate
from provenance.records.report import Report
from provenance.report.report_csv import report_csv
from provenance.report.report_text import report_text
from provenance.reporting import gathering
from provenance.reporting.compare import compare_report
from provenance.reporting.coverage import coverage_report
from provenance.reporting.edits import edits_report
from provenance.reporting.gathering import Asked, gather
from provenance.reporting.origin import origin_report
from provenance.reporting.outlet import outlet_report
from provenance.reporting.selection import selection_report
from provenance.reporting.speaker import speaker_report
from provenance.store.library import Library
from tests.worlds.made import World, made
from tests.worlds.writing import COLLECTION, LIST, write

ASKED = Asked(COLLECTION)


@pytest.fixture(scope="module")
def world() -> World:
    return made(3, outlets=6, articles=500)


@pytest.fixture
def held(library: Library, world: World) -> Iterator[Library]:
    write(library, world)
    yield library


def cells(report: Report, section: str, name: str, at: str) -> Estimate:
    """The figure in the row whose text cells hold `name`."""
    found = report.section(section)
    assert found is not None
    number = [c.name for c in found.columns].index(at)
    (row,) = [r for r in found.rows if name in r.cells]
    figure = row.cells[number]
    assert isinstance(figure, Estimate)
    return figure


def test_figures_are_those_of_the_world(held: Library, world: World) -> None:
    slug = next(o.slug for o in world.outlets if o.rates.copying > 0.4)
    mine = {a.key for a in world.of(slug)}
    arrows = [a for a in world.arrows if a.child in mine]
    report = outlet_report(held, slug, ASKED)
    assert (
        report.coverage.articles == 500 and report.coverage.copies == len(arrows) and report.coverage.no_rates is None
    )
    own = cells(report, "diet", "no_other_origin", "share")
    assert (own.part, own.whole) == (len(mine) - len(arrows), len(mine)) and own.value is not None
    words = cells(report, "dependence", "words", "share")
    places = world.places()
    expected = sum((places[a.child].words or 0) * (a.overlap or 0) for a in arrows)
    assert words.part == pytest.approx(expected) and words.whole == sum(a.words or 0 for a in world.of(slug))
    credits = Counter(a.credit for a in arrows)
    (all_of_them,) = [r for r in report.section("credit").rows if r.cells[0] == "all" and r.cells[2] == "credited"]  # type: ignore[union-attr]
    assert isinstance(all_of_them.cells[4], Estimate) and all_of_them.cells[4].part == len(arrows) - credits["none"]
    assert all_of_them.rests_on == len(arrows) - credits["none"] and set(all_of_them.keys) <= {a.key for a in arrows}
    dropped = cells(report, "attribution", "statements whose speaker is not named any more", "share")
    handed = [h for h in world.handed if h.article in mine]
    assert (dropped.part, dropped.whole) == (sum(h.attribution == "dropped" for h in handed), len(handed))
    spoken = Counter[str]()
    for one in world.said:
        if one.article in mine and one.name:
            spoken[one.name] += one.words
    for name, many in spoken.items():
        assert (
            cells(report, "voices", name, "words").part == many
            and cells(report, "voices", name, "words").whole == spoken.total()
        )


def test_an_origin_is_followed_down_and_listed(held: Library, world: World) -> None:
    wire = world.outlets[0]
    report = origin_report(held, wire.slug, ASKED)
    survival = report.section("survival")
    assert survival is not None and survival.rows[0].cells[0] == 1
    places = world.places()
    direct = [a for a in world.arrows if places[a.parent].outlet == wire.slug]
    assert survival.rows[0].cells[1] == len(direct)
    credited = survival.rows[0].cells[2]
    assert isinstance(credited, Estimate) and credited.part == sum(a.credit != "none" for a in direct)
    assert "does not say that there is none" in " ".join(report.notes)
    listed = origin_report(held, next(o.slug for o in world.outlets if o.listed), ASKED)
    assert f"Listed by {LIST} on 2023-01-01 as SC (controlled)." in listed.notes


def test_a_speaker_is_followed(held: Library, world: World) -> None:
    name = world.said[0].name or ""
    report = speaker_report(held, name, ASKED)
    articles = {s.article for s in world.said if s.name == name}
    rows = report.section("outlets").rows  # type: ignore[union-attr]
    assert sum(r.cells[2].part for r in rows) == len(articles)  # type: ignore[union-attr, misc]
    assert "at most" in report.section("origins").says[0]  # type: ignore[union-attr]
    with pytest.raises(UnknownNameError):
        speaker_report(held, "Nobody Here", ASKED)


def test_all_outlets_beside_each_other(held: Library, world: World) -> None:
    report = compare_report(held, (), ASKED)
    names = [r.cells[1] for r in report.section("copied").rows]  # type: ignore[union-attr]
    assert names == sorted((o.name for o in world.outlets), key=str.casefold)
    wire = world.outlets[0].name
    assert cells(report, "copied", wire, "share").part == 0
    slugs = [o.slug for o in world.outlets[1:3]]
    same = compare_report(held, slugs, ASKED, same_events=True)
    assert same.section("voices") is not None and "events" in same.asked
    for refs, only in ((slugs[:1], False), ((), True)):
        with pytest.raises(UsageError):
            compare_report(held, refs, ASKED, same_events=only)


def test_edits_are_measured_on_the_texts(held: Library, world: World) -> None:
    """Copies have the first sentences of their source, so that the ends are cut; counts are those of the sentences."""
    slug = next(o.slug for o in world.outlets if o.rates.copying > 0.4)
    mine = {a.key for a in world.of(slug)}
    arrows = [a for a in world.arrows if a.child in mine]
    report = edits_report(held, slug, ASKED, "Nobody Here")
    places = world.places()
    kept = cells(report, "kept", "words of the sources that the copies have", "share")
    assert kept.part == pytest.approx(sum((a.kept or 0) * (places[a.parent].words or 0) for a in arrows))
    bias = report.section("bias")
    assert bias is not None and {"says", "number", "denial", "quoting"} <= {r.cells[0] for r in bias.rows}
    _, _, cut, numbered, others_cut, others, told = next(r.cells for r in bias.rows if r.cells[0] == "number")
    assert (
        isinstance(cut, int) and isinstance(others_cut, int) and isinstance(numbered, int) and isinstance(others, int)
    )
    assert (
        numbered + others == sum(max(2, (places[a.parent].words or 0) // 12) for a in arrows) and cut + others_cut > 0
    )
    assert isinstance(told, Estimate) and told.low is not None and told.high is not None and told.low < 1 < told.high


def test_a_sample_of_the_copies_is_said(held: Library, world: World) -> None:
    slug = max((o for o in world.outlets if o.kind != "agency"), key=lambda o: o.rates.copying).slug
    few, all_of_them = (edits_report(held, slug, ASKED, most=most).section("bias") for most in (10, 1000))
    assert few is not None and all_of_them is not None
    assert "10 of" in few.not_known[0] and "sample" in few.not_known[0] and not all_of_them.not_known
    assert few.rows[0].rests_on == 10 < all_of_them.rows[0].rests_on
    told = few.rows[0].cells[-1]
    assert isinstance(told, Estimate) and told.value is None and told.why == "fewer than 30 articles"


def test_selection_counts_what_was_offered(held: Library, world: World) -> None:
    source, by = world.outlets[0].slug, next(o.slug for o in world.outlets if o.rates.copying > 0.4)
    places = world.places()
    up = {a.child: a.parent for a in world.arrows}
    picked = set()
    for article in world.of(by):
        key: str | None = article.key
        while (key := up.get(key or "")) is not None:
            picked |= {key} if places[key].outlet == source else set()
    report = selection_report(held, source, by, ASKED)
    share = cells(
        report,
        "picked",
        f"articles of {world.outlets[0].name} above an article of {places[world.of(by)[0].key].name}",
        "share",
    )
    assert (share.part, share.whole) == (len(picked), len(world.of(source)))
    speakers = report.section("speakers")
    assert speakers is not None
    for name, chosen, offered, *_ in (r.cells for r in speakers.rows):
        quoting = {s.article for s in world.said if s.name == name and places[s.article].outlet == source}
        assert (chosen, offered) == (len(quoting & picked), len(quoting))
    assert len(report.section("words").rows) > 1  # type: ignore[union-attr]


def test_bands_count_the_same_from_surer_edges(held: Library, world: World) -> None:
    """In the made world a credited copy is confirmed, and every arrow has 0.9 or more."""
    slug = max((o for o in world.outlets if o.kind != "agency"), key=lambda o: o.rates.copying).slug
    mine = {a.key for a in world.of(slug)}
    arrows = [a for a in world.arrows if a.child in mine]
    made = compare_report(held, (), ASKED)
    copied = cells(made, "copied", slug, "share")
    assert copied.band is not None and copied.band.from_80 == copied.band.from_50 == copied.value
    assert copied.band.confirmed == pytest.approx(sum(a.state == "confirmed" for a in arrows) / len(mine))
    section = outlet_report(held, slug, Asked(COLLECTION, least=1)).section("credit")
    assert section is not None
    credited = section.rows[0].cells[4]
    assert isinstance(credited, Estimate) and credited.band is not None and credited.value is not None
    assert credited.band.confirmed == 1.0 > credited.value
    table = report_csv(outlet_report(held, slug, ASKED), "diet")
    assert "share_confirmed_only,share_from_80,share_from_50" in table
    assert "In braces the same counting only confirmed edges" in " ".join(report_text(made).split())


def test_how_soon_texts_are_picked_up(held: Library, world: World) -> None:
    """Against the world: no copy is dated before its source, and a copy further down counts as well."""
    source = world.outlets[0].slug
    places, up = world.places(), {a.child: a.parent for a in world.arrows}
    first: dict[str, int] = {}
    for article in world.articles:
        key: str | None = article.key
        while (key := up.get(key or "")) is not None:
            if places[key].outlet == source and article.outlet != source:
                first[key] = min(first.get(key, 10**10), (article.second or 0) - (places[key].second or 0))
    pickup = origin_report(held, source, ASKED).section("pickup")
    assert pickup is not None
    by_hour = {row.cells[0]: row.cells for row in pickup.rows}
    _, followed, share = by_hour["1 hour"]
    assert isinstance(share, Estimate) and (share.part, share.whole) == (
        sum(s <= 3600 for s in first.values()),
        len(world.of(source)),
    )
    assert isinstance(followed, int) and 0 < followed < len(world.of(source)) and share.low is not None
    last = by_hour["30 days"][2]
    assert isinstance(last, Estimate) and last.value is None and last.why == "no article is followed so long"


def test_a_rejected_copy_counts_nowhere(held: Library, world: World) -> None:
    arrow = world.arrows[0]
    places = world.places()
    slug = places[arrow.child].outlet
    before = outlet_report(held, slug, ASKED).coverage

    def end(key: str) -> End:
        return End(key, None, places[key].name, None)

    decided = Judgement(
        "",
        "edge",
        arrow.key,
        "reject",
        "not a copy",
        None,
        None,
        "2026-01-01T00:00:00Z",
        child=end(arrow.child),
        parent=end(arrow.parent),
    )
    held.judgements.keep([decided.keyed()])
    after = outlet_report(held, slug, ASKED).coverage
    assert (after.copies, after.rejected) == (before.copies - 1, before.rejected + 1)


def test_found_through_copies_gives_counts_only(held: Library, world: World) -> None:
    held.collection_create("leads", "copies of one text", through_copies=True)
    for report in (
        outlet_report(held, world.outlets[1].slug, Asked("leads")),
        compare_report(held, (), Asked("leads", least=1)),
    ):
        assert report.coverage.no_rates == THROUGH_COPIES
        assert not [
            c
            for s in report.sections
            for r in s.rows
            for c in r.cells
            if isinstance(c, Estimate) and c.value is not None
        ]


def test_a_period_leaves_the_rest_out(held: Library, world: World) -> None:
    assert coverage_report(held, Asked(COLLECTION, "2023-11-14", "2023-11-15")).coverage.articles == 500
    assert coverage_report(held, Asked(COLLECTION, "2024-01-01")).coverage.articles == 0


def test_every_report_prints_in_every_form(held: Library, world: World) -> None:
    asked = Asked(COLLECTION, detector=Detector(0.9, precision=0.95), keys=3)
    slugs = [o.slug for o in world.outlets[:2]]
    for report in (
        outlet_report(held, slugs[1], asked), origin_report(held, slugs[0], asked), compare_report(held, slugs, asked), coverage_report(held, asked),
        speaker_report(held, world.said[0].name or "", asked), edits_report(held, slugs[1], asked), selection_report(held, slugs[0], slugs[1], asked),
    ):  # fmt: skip
        body = json.loads(json.dumps(report.to_dict()))
        assert (
            body["schema"] == "provenance.report/1"
            and body["made"]["schema"]
            and all(s["rows"] is not None for s in body["sections"])
        )
        assert all(len(r.keys) <= 3 <= max(3, r.rests_on) for s in report.sections for r in s.rows)
        text, table = report_text(report), report_csv(report)
        assert (
            all(s.title in text and f"# section: {s.name}" in table for s in report.sections) and "how sampled" in text
        )
        assert "corrected" in text.lower()


def test_what_the_database_adds_up_is_what_the_measures_say(held: Library) -> None:
    """Figures of `compare`, with bands from surer edges, against the measures over copies read one by one."""
    told = {
        s.name: {r.cells[0]: r for r in s.rows} for s in compare_report(held, (), replace(ASKED, keys=None)).sections
    }
    with held.measuring() as measuring:
        found = gather(measuring, ASKED)
        words = measuring.words(found.scope)
    assert compare_report(held, (), ASKED).coverage == found.coverage
    for sums in found.sums:
        mine = tuple(c for c in found.copies if c.article.outlet == sums.outlet)
        open_ = tuple(c for c in mine if not from_wires(c))
        credited = found.banded(lambda some, rules: {"": credit_rate(some, rules).credited}, open_, by_edge(open_))[""]
        titles = found.banded(lambda some, rules: {"": headline_change(some, rules)[0]}, mine, by_edge(mine))[""]
        cells = {name: told[name][sums.outlet].cells[2] for name in ("words", "credited", "headlines")}
        assert cells == {
            "words": dependence(mine, words.get(sums.outlet, {}), found.rules).measured,
            "credited": credited,
            "headlines": titles,
        }
        whole = sorted(c.arrow.key for c in mine if c.whole)
        row = told["copied"][sums.outlet]
        assert list(row.keys) == whole and isinstance(row.cells[2], Estimate) and row.cells[2].part == len(whole)


def test_very_many_articles_give_the_same_counts(held: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no bootstrap is drawn any more, everything is counted as before, and so are the ends of chains."""
    followed = [compare_report(held, (), ASKED), coverage_report(held, ASKED)]
    monkeypatch.setattr(gathering, "DRAWN", 10)
    light = [compare_report(held, (), ASKED), coverage_report(held, ASKED)]
    for one, other in zip(followed, light, strict=True):
        assert one.coverage == other.coverage
        for section, same in zip(one.sections, other.sections, strict=True):
            for row, beside in zip(section.rows, same.rows, strict=True):
                assert (row.keys, row.rests_on) == (beside.keys, beside.rests_on)
                for a, b in zip(row.cells, beside.cells, strict=True):
                    if isinstance(a, Estimate) and isinstance(b, Estimate):
                        assert (
                            a.whole == b.whole and a.part == pytest.approx(b.part) and a.value == pytest.approx(b.value)
                        )
                    else:
                        assert a == b
