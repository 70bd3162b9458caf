"""The shipped tables: every file is whole, every row holds, every name leads back."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from provenance.outlets import load
from provenance.outlets.building import full_key
from provenance.outlets.entries import COLUMNS, OWN_AS_OF, OWN_SOURCE
from provenance.outlets.registry import DATA
from provenance.records.outlet import OutletKind
from provenance.urls import _suffixes

OWN = ("agencies.csv", "outlets.csv")
# Names that more than one outlet of our tables goes by; a new one here is a decision, not an accident.
AMBIGUOUS = {
    "abc", "abcnews", "apa", "cna", "cns", "dailystar", "elcomercio", "elpaís", "eluniversal", "kna", "lanacion",
    "lanación", "lapresse", "ntv", "ots", "público", "thedailystar", "thenation", "thenational", "thestar", "toi",
}  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", OWN)
def test_our_tables_have_their_columns_and_full_rows(name: str) -> None:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        header, *body = csv.reader(file)
    assert tuple(header) == COLUMNS
    assert {len(cells) for cells in body} == {len(COLUMNS)}
    assert all(cells[0] and cells[1] for cells in body)
    assert {cells[7] for cells in body} <= set(get_args(OutletKind))
    assert all(
        part.strip() for cells in body for column in (2, 3) if cells[column] for part in cells[column].split("|")
    )


def test_our_tables_are_as_long_as_promised() -> None:
    agencies = [r for r in rows("agencies.csv") if r["kind"] in ("agency", "distributor")]
    assert len(agencies) >= 70
    assert len(agencies) + len(rows("outlets.csv")) >= 300


def test_no_slug_and_no_domain_stands_in_two_rows() -> None:
    both = [r for name in OWN for r in rows(name)]
    domains = Counter(d.removeprefix("edition:").removeprefix("*.") for r in both for d in r["domains"].split())
    assert [d for d, n in domains.items() if n > 1] == []
    assert [s for s, n in Counter(r["slug"] for r in both).items() if n > 1] == []


def test_every_name_of_our_tables_leads_back_or_is_known_to_be_shared() -> None:
    registry, shared = load(), set()
    for row in (r for name in OWN for r in rows(name)):
        for name in (row["name"], *row["aliases"].split("|"), *row["credit_tokens"].split("|")):
            if not name:
                continue
            slugs = [o.slug for o in registry.candidates(name)]
            assert row["slug"] in slugs, name
            found = registry.by_name(name)
            if found is None or found.slug != row["slug"]:
                shared.add(full_key(name))
    assert shared <= AMBIGUOUS


@pytest.mark.parametrize(
    ("name", "columns", "length"),
    [
        ("state_media_matrix.csv", {"Media company", "Main assets", "URL", "Typology"}, 1157),
        ("markup_news_sources.csv", {"source", "url_domain"}, 6988),
        ("fundus_publishers.csv", {"name", "section", "domain", "languages", "note"}, 180),
        ("eu_833_2014_annex_xv.csv", {"name", "act", "annex", "measure"}, 32),
    ],
)
def test_the_public_lists_are_the_ones_we_know(name: str, columns: set[str], length: int) -> None:
    body = rows(f"sources/{name}")
    assert columns <= set(body[0])
    assert len(body) == length


def test_the_french_tables_and_network_lists_are_whole() -> None:
    folder = DATA / "sources" / "medias_francais"
    assert len(list(folder.glob("*.tsv"))) == 7
    assert len((folder / "medias.tsv").read_text(encoding="utf-8").splitlines()) == 219
    lists = {
        p.stem: len(p.read_text(encoding="utf-8").splitlines()) for p in (DATA / "sources" / "pink_slime").iterdir()
    }
    assert set(lists) == {"franklin_archer", "lgis", "metric_media", "metro_business", "the_record"}


def test_every_shipped_file_is_named_in_the_notice() -> None:
    notice = Path(__file__).parents[2].joinpath("NOTICE").read_text(encoding="utf-8")
    for path in (DATA / "sources").iterdir():
        assert path.name in notice


def test_no_listed_host_is_a_public_suffix() -> None:
    registry = load()
    listed = [h for h in registry._hosts if not _suffixes()(h).domain]
    assert set(listed) - registry._hosting == {"dreamhosters.com"}  # the public list's own row


def test_every_fact_names_its_source() -> None:
    for outlet in load().outlets():
        assert all(f.source_name and f.property for f in outlet.facts)
        assert outlet.facts
    assert {f.as_of for o in load().outlets() for f in o.facts if f.source_name == OWN_SOURCE} == {OWN_AS_OF}
