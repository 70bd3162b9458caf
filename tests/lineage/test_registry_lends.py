import pytest

from provenance.lineage.known import owns_of, state_links_of
from provenance.outlets.registry import Registry, load
from provenance.records.outlet import OutletRef
from tests.report.made import outlet


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


def known(registry: Registry, name: str) -> OutletRef:
    found = registry.by_name(name)
    assert found is not None
    return found.ref


def test_a_listing_keeps_source_code_and_date(registry: Registry) -> None:
    links = state_links_of(registry)(known(registry, "RT"))
    assert ("SC", "controlled") in {(x.code, x.value) for x in links}
    assert any(x.value == "named_in_act" for x in links) and all(x.source for x in links)
    assert next(x.as_of for x in links if x.code == "SC")


def test_who_is_not_listed_has_no_links(registry: Registry) -> None:
    assert state_links_of(registry)(outlet("A paper nobody lists")) == ()


def test_an_outlet_owns_its_other_hosts(registry: Registry) -> None:
    owns = owns_of(registry)
    rt = known(registry, "RT")
    assert owns(rt, "www.rt.com") and owns(rt, "russian.rt.com") and not owns(rt, "example.org")
