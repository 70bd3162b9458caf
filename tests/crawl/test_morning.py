"""What is said in the morning: who republished whom, sources gone silent, sites made anew, lists that are dead."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance.crawl.night import Plan, crawl
from provenance.crawl.reporting import lines
from provenance.crawl.warnings import changed, silent
from provenance.library import Library
from provenance.records.crawling import CrawlSummary, Pace, SourceInfo
from provenance.records.morning import SiteReadings
from provenance.report.morning_html import morning_html
from provenance.settings import Settings
from provenance.urls import origin_of
from tests.farm.plan import Farm, Page, plant
from tests.farm.serving import Grounds, served
from tests.farm.world import network

PACE = Pace(gap=0.0, patience=2.0, again=0.0, revisit=0.0)
TODAY = datetime.now(UTC).date()
NIGHT = "2026-03-14T05:00:00Z"


def settings(db: str, tmp_path: Path, farm: Farm) -> Settings:
    (tmp_path / "outlets.csv").write_text(farm.outlets_csv(), encoding="utf-8")
    return Settings(db, str(tmp_path / "evidence"), str(tmp_path / "outlets.csv"))


def watch(library: Library, farm: Farm) -> None:
    for site in farm.sites:
        library.store.crawling.add_source(site.address, origin_of(site.address), site.list)


def night(library: Library, grounds: Grounds) -> CrawlSummary:
    return crawl(library, Plan(PACE, network=network(grounds.port)))


def place(url: str | None) -> str:
    """Host and path: an address is kept as that of https."""
    return (url or "").partition("://")[2]


def through(page: Page) -> list[str]:
    """The pages a text went through before."""
    return [place(page.source.url), *through(page.source)] if page.source else []


def test_who_republished_whom_on_two_nights(db: str, tmp_path: Path) -> None:
    farm = plant(48, 8, seed=2, today=TODAY)
    with served(farm) as grounds, Library(settings(db, tmp_path, farm)) as library:
        watch(library, farm)
        first = night(library, grounds)
        told = {(place(r.copy.url), place(r.source.url)): r.edge.credit for r in first.republished}
        pages = {place(p.url): p for p in farm.pages}
        for copy, source in told:
            # The source is one the text went through, or an outlet that only a credit names.
            assert source in ("", *through(pages[copy])), (copy, source)
        kept = {p.url for p in farm.sound(1)}
        linked = [p for p in farm.pages if p.credit == "link" and p.url in kept and p.source]
        assert linked and all(told.get((place(p.url), place(p.source.url))) == "linked" for p in linked if p.source)
        assert first.changed == () and first.silent == () and first.dead == ()
        body = json.loads(json.dumps(first.to_dict()))
        assert len(body["republished"]) == len(told) and body["republished"][0]["edge"]["evidence"]
        grounds.night = 2
        grounds.dead.add(farm.sites[6].host)
        grounds.renewed.add(farm.sites[7].host)
        second = night(library, grounds)
        assert [t.url for t in second.dead] == [farm.sites[6].address]
        assert [(t.url, t.reason) for t in second.changed] == [(f"http://{farm.sites[7].host}", "js_shell")]
        said = "\n".join(lines(second))
        assert (
            "NOT READ http://ellin-gazette.example/feed.xml" in said
            and "LOOKS CHANGED http://vardo-courier.example" in said
        )
        new = {place(p.url) for p in farm.sound(2) if p.night == 2}
        assert {place(r.copy.url) for r in second.republished} <= new


def source(**more: object) -> SourceInfo:
    plain = SourceInfo(1, "http://a.example/feed", "rss", None, None, None, "2026-01-01T05:00:00Z", NIGHT, NIGHT, None, 0, None, None)  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


DAILY = tuple(f"2026-03-{day:02d}" for day in range(1, 12))


@pytest.mark.parametrize(
    ("one", "days", "is_silent"),
    [
        (source(new_at="2026-03-11T05:00:00Z"), DAILY, True),
        (source(new_at="2026-03-11T05:00:00Z"), (*DAILY, "2026-03-12"), False),
        (source(new_at="2026-03-11T05:00:00Z"), (*DAILY[:4], DAILY[-1]), False),
        (source(new_at="2026-03-11T05:00:00Z"), (), False),
        (source(new_at="2026-03-06T05:00:00Z"), (), True),
        (source(new_at="2026-03-06T05:00:00Z", failures=1), (), False),
        (source(new_at="2026-03-06T05:00:00Z", ok_at=None), (), False),
        (source(added_at="2026-03-13T05:00:00Z"), (), False),
    ],
)
def test_silence_is_more_than_twice_the_usual_pause(one: SourceInfo, days: tuple[str, ...], is_silent: bool) -> None:
    assert bool(silent([one], {1: days}, NIGHT)) is is_silent


@pytest.mark.parametrize(
    ("counts", "is_changed"),
    [((40, 1, 0, 9), True), ((40, 1, 5, 5), True), ((40, 1, 6, 5), False), ((4, 0, 0, 9), False), ((40, 0, 0, 2), False), ((4, 4, 0, 9), False)],
)  # fmt: skip
def test_a_site_made_anew(counts: tuple[int, int, int, int], is_changed: bool) -> None:
    site = SiteReadings("http://a.example", *counts, (("js_shell", counts[3]),))
    assert bool(changed([site])) is is_changed


def test_the_page_runs_nothing_a_site_wrote(tmp_path: Path) -> None:
    farm = plant(16, 4, seed=5, today=TODAY)
    bad = "<script>alert(1)</script>\x1b[31m\u202e"
    pages = tuple(replace(p, story=replace(p.story, title=bad)) for p in farm.pages)
    farm = replace(farm, pages=pages)
    with served(farm) as grounds, Library(settings(str(tmp_path / "n.db"), tmp_path, farm)) as library:
        watch(library, farm)
        done = night(library, grounds)
    assert done.republished
    page, said = morning_html(done), "\n".join(lines(done))
    assert "<script" not in page and "script-src" not in page and "default-src 'none'" in page
    for one in (page, said):
        assert "\x1b" not in one and "\u202e" not in one
