"""robots.txt by RFC 9309: groups, longest match, wildcards, bounds."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.politeness.robots import MOST, Robots, Rule, coded, parse

SITE = "https://gazette.example"


def says(text: str) -> Robots:
    return parse(text.encode())


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("user-AGENT : *\r\ndisALLOW : /a # why\r\n", "/ab", False),
        ("User-agent: *\rDisallow: /a\r", "/ab", False),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b", False),
        ("User-agent: *\nDisallow: /\nUser-agent: provenance\nDisallow: /x", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Provenance/2.0 (bot)\nDisallow: /x", "/x", False),
        ("User-agent: *\nDisallow: /\nUser-agent: provenance", "/a", True),
        ("User-agent: provenance\nDisallow: /x\nUser-agent: *\nDisallow: /\nUser-agent: PROVENANCE\nDisallow: /y", "/y", False),
        ("User-agent: other\nUser-agent: provenance\nDisallow: /x", "/x", False),
        ("User-agent: other\nSitemap: https://a.example/s\nUser-agent: provenance\nDisallow: /x", "/x", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: provenances\nDisallow: /", "/a", True),
        ("Disallow: /", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", True),
        ("User-agent: *\nDisallow: /*?print", "/a?print=1", False),
        ("User-agent: *\nDisallow: *.gif", "/a.gif", False),
        ("User-agent: *\nDisallow: /a$b", "/a$bc", False),
        ("User-agent: *\nDisallow: /ferry/ü", "/ferry/%c3%bc", False),
        ("User-agent: *\nDisallow: /%66erry", "/ferry", False),
        ("User-agent: *\nDisallow: /a%2fb", "/a/b", True),
        ("User-agent: *\nDisallow: a", "/a", True),
        ("<html><body>User-agent: * Disallow: /</body></html>", "/a", True),
    ],
)  # fmt: skip
def test_allowed(text: str, path: str, allowed: bool) -> None:
    assert says(text).allows(SITE + path) is allowed


def test_an_address_without_a_path_is_the_front_page() -> None:
    assert not says("User-agent: *\nDisallow: /$").allows(SITE)
    assert says("User-agent: *\nDisallow: /$").allows(f"{SITE}/a")


def test_delay_and_sitemaps() -> None:
    found = says(
        "Sitemap: https://a.example/1.xml\nUser-agent: *\nCrawl-delay: 2.5\nDisallow: /x\nSitemap: https://a.example/2.xml"
    )
    assert found.delay == 2.5 and found.sitemaps == ("https://a.example/1.xml", "https://a.example/2.xml")
    assert says("User-agent: *\nCrawl-delay: soon").delay is None
    assert says("User-agent: *\nCrawl-delay: -1").delay is None
    assert says("User-agent: other\nCrawl-delay: 9").delay is None


def test_only_so_much_is_read_and_no_half_of_a_line() -> None:
    head = b"User-agent: *\nDisallow: /first\n"
    filler = b"#" * (MOST - len(head) - 1 - len(b"Disallow: /p")) + b"\n"
    found = parse(head + filler + b"Disallow: /private\nDisallow: /late\n")
    assert found.cut and not found.allows(f"{SITE}/first")
    assert found.allows(f"{SITE}/p") and found.allows(f"{SITE}/late")


def test_hostile_files_end_soon() -> None:
    start = time.process_time()
    path = "/" + "a" * 2000
    found = says("User-agent: *\n" + "Disallow: /" + "*a" * 1000 + "*b\n" + "Disallow: /*a*b\n" * 30_000)
    assert found.allows(SITE + path)
    assert says("User-agent: *\n" * 30_000).allows(SITE + path)
    assert parse(b"\x00\xff" * 250_000).allows(SITE + path)
    assert time.process_time() - start < 5


@given(st.text("/ab*", max_size=8), st.booleans(), st.text("/ab", max_size=10))
def test_patterns_mean_what_a_regex_would(pattern: str, ends: bool, path: str) -> None:
    meant = re.escape(pattern).replace(r"\*", ".*") + ("$" if ends else "")
    assert Rule(False, pattern + "$" * ends).fits(path) is (re.match(meant, path) is not None)


@given(st.binary(max_size=300), st.text(max_size=30))
def test_never_raises(content: bytes, path: str) -> None:
    assert parse(content).allows("https://gazette.example/" + path) in (True, False)
    assert coded(coded(path)) == coded(path)
