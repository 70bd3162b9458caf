from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.urls import canonical_url, host_of, is_url, registered_domain, resolve, same_site


@pytest.mark.parametrize(
    "spelling",
    [
        "http://www.globalresearch.ca/some-story/5486800",
        "https://globalresearch.ca/some-story/5486800/",
        "HTTPS://WWW.GlobalResearch.ca:443/some-story/5486800#comments",
        "https://m.globalresearch.ca/some-story/5486800?utm_source=x&fbclid=1",
        "https://www.globalresearch.ca/some-story/5486800/amp/",
        "https://user:secret@www.globalresearch.ca/some-story/5486800/print/",
    ],
)
def test_spellings_of_one_page_are_one(spelling: str) -> None:
    assert canonical_url(spelling) == "https://globalresearch.ca/some-story/5486800"


def test_what_tells_pages_apart_stays() -> None:
    assert canonical_url("https://a.example/x?id=2&page=1") == "https://a.example/x?id=2&page=1"
    assert canonical_url("https://a.example/x?id=2") != canonical_url("https://a.example/x?id=3")
    assert canonical_url("https://a.example/") == "https://a.example/"


@given(
    st.from_regex(
        r"https?://[a-z]{1,10}\.(com|org|co\.uk)(/[a-zA-Z0-9%._~-]{0,12}){0,3}(\?[a-z]{1,4}=[a-z0-9]{0,4})?",
        fullmatch=True,
    )
)
def test_canonical_form_is_stable(url: str) -> None:
    assert canonical_url(canonical_url(url)) == canonical_url(url)


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.bbc.co.uk", "bbc.co.uk"),
        ("theguardian.co.com", "theguardian.co.com"),
        ("rt.com.co", "rt.com.co"),
        ("someone.blogspot.com", "someone.blogspot.com"),
        ("REUTERS.com.", "reuters.com"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_registered_domain_uses_private_suffixes(host: str, domain: str) -> None:
    assert registered_domain(host) == domain


def test_the_host_behind_credentials_counts() -> None:
    assert host_of("https://reuters.com@evil.example/x") == "evil.example"
    assert not same_site("reuters.com.evil.example", "reuters.com")


def test_other_scripts_are_told_in_punycode() -> None:
    host = host_of("https://r\u0435uters.com/")  # the second letter is Cyrillic
    assert host is not None
    assert host.startswith("xn--")


@pytest.mark.parametrize("href", ["#", "", "mailto:a@b.example", "javascript:void(0)", "http://[::1"])
def test_links_that_lead_nowhere(href: str) -> None:
    assert resolve("https://a.example/x", href) is None


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_not(text: str) -> None:
    if is_url(text):
        host_of(text)
