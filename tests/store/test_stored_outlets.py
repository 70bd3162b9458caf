"""Outlets: synced once, people's additions kept apart, found by slug, name and host."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from provenance.errors import UnknownNameError, UsageError
from provenance.records.outlet import Outlet, OutletDomain, OutletFact, OutletName
from provenance.store.library import Library
from tests.store.stored import GAZETTE, WIRE, capture, reading


def outlet(slug: str = "harbour-gazette", name: str = "The Harbour Gazette", host: str = "gazette.example") -> Outlet:
    return Outlet(
        slug, name, "newspaper", False, "GB", ("en",), (OutletName(name, "official"), OutletName(f"{name} Online", "alias", "en")),
        (OutletDomain(host),), (OutletFact("owner", "A family", "A list", None, "2015-01-01"),),
    )  # fmt: skip


class Listed:
    """A registry of outlets."""

    def __init__(self, digest: str, *outlets: Outlet) -> None:
        self.digest = digest
        self.asked = 0
        self._outlets = outlets

    def outlets(self) -> tuple[Outlet, ...]:
        self.asked += 1
        return self._outlets


def test_a_registry_is_synced_once_for_each_state(library: Library) -> None:
    first = Listed("one", outlet(), outlet("northern-wire", "Northern Wire", "wire.example"))
    assert (library.know(first), library.know(first), first.asked) == (2, 0, 1)
    changed = Listed(
        "two", replace(outlet(), name="Harbour Gazette"), outlet("northern-wire", "Northern Wire", "wire.example")
    )
    assert library.know(changed) == 1
    assert [o.name for o in library.outlet_list()] == ["Harbour Gazette", "Northern Wire"]
    assert library.outlet_list()[0] == replace(outlet(), name="Harbour Gazette")


def test_outlets_are_found_by_slug_name_and_host(library: Library) -> None:
    library.sync_outlets([outlet()])
    for ref in (
        "harbour-gazette",
        "the harbour gazette",
        "Harbour Gazette Online",
        "gazette.example",
        "sport.gazette.example",
        "https://www.gazette.example/x",
    ):
        assert library.outlet_show(ref) == outlet(), ref
    for ref in ("", "nobody", "nobody.example", "\0"):
        with pytest.raises(UnknownNameError):
            library.outlet_show(ref)
    library.sync_outlets([outlet("other-gazette", "The Harbour Gazette", "other.example")])
    with pytest.raises(UnknownNameError, match="several"):
        library.outlet_show("The Harbour Gazette")


def test_what_people_add_survives_a_sync(library: Library) -> None:
    library.sync_outlets([outlet()])
    library.outlet_alias("harbour-gazette", "The Gaz")
    library.outlet_alias("harbour-gazette", "The Gaz")
    mine = library.outlet_add(outlet("isle-echo", "Isle Echo", "echo.example"))
    library.sync_outlets([replace(outlet(), country="IE"), outlet("isle-echo", "Somebody else", "else.example")])
    found = library.outlet_show("the gaz")
    assert found.country == "IE" and [n.name for n in found.names].count("The Gaz") == 1
    assert library.outlet_show("isle-echo") == mine
    with pytest.raises(UsageError, match="already"):
        library.outlet_add(outlet())
    with pytest.raises(UsageError, match="slug"):
        library.outlet_add(outlet("Not A Slug"))


def test_outlets_only_seen_are_listed_apart_and_adopted(library: Library) -> None:
    page = capture("bytes", url="https://gazette.example/a")
    library.add(reading(page), page)
    assert [o.slug for o in library.outlet_list(unregistered=True)] == [GAZETTE.slug, WIRE.slug]
    library.sync_outlets([outlet()])
    library.outlet_add(outlet("northern-wire", "Northern Wire", "wire.example"))
    assert library.outlet_list(unregistered=True) == ()
    assert library.find_article("https://gazette.example/a").outlet == GAZETTE
    assert library.outlet_show("harbour-gazette") == outlet()


def test_thousands_are_synced_in_few_statements(library: Library) -> None:
    many = [outlet(f"paper-{n}", f"Paper {n}", f"paper{n}.example") for n in range(3000)]
    said: list[str] = []
    event.listen(library._engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    assert library.sync_outlets(many) == 3000
    assert len(said) < 60
    said.clear()
    assert library.sync_outlets(many) == 0
    assert len(said) < 10
