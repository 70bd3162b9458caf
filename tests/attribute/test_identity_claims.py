from __future__ import annotations

from tests.attribute.conftest import Read, page

ABROAD = "<link rel='canonical' href='https://www.theguardian.com/world/2020/jan/01/channel'>"
MENU = "".join(f"<p><a href='https://www.northerly.example/section/{n}'>Section {n}</a></p>" for n in range(9))


def test_a_page_without_address_is_not_another_site_because_its_canonical_is(reading_of: Read) -> None:
    """Its menus lead home; the canonical is a claim about the text, not about whose page it is."""
    reading = reading_of(page(head=ABROAD, footer=MENU), url=None)
    assert reading.page is not None
    assert reading.page.outlet is None or reading.page.outlet.slug != "the-guardian"


def test_a_page_without_address_and_menus_is_what_its_canonical_claims(reading_of: Read) -> None:
    reading = reading_of(page(head=ABROAD), url=None)
    assert reading.page is not None
    assert reading.page.identity_basis == "claimed"
    assert reading.page.host == "www.theguardian.com"


def test_a_known_address_outranks_every_claim(reading_of: Read) -> None:
    reading = reading_of(page(head=ABROAD + "<meta property='og:site_name' content='The Guardian'>"))
    assert reading.page is not None
    assert (reading.page.host, reading.page.identity_basis) == ("www.northerly.example", "given")
