"""The guard by itself: what passes, in which form, and that no number passes in disguise."""

import socket
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.capture.guard import MAX_URL, Target, addresses, check_url, redirect_target
from provenance.capture.public import is_public, parse_address
from provenance.errors import InputError
from tests.capture.spellings import hosts_4

PASS = {
    "http://www.example.org": "http://www.example.org/",
    " https://WWW.Example.ORG/A b?q=ä#x\n": "https://www.example.org/A%20b?q=%C3%A4",
    "https://example.org:443/x": "https://example.org/x",
    "http://example.org:8080?x": "http://example.org:8080/?x",
    "http://example.org:443/": "http://example.org:443/",
    "http://example.org:/": "http://example.org/",
    "https://münchen.de/": "https://xn--mnchen-3ya.de/",
    "https://straße.de/": "https://xn--strae-oqa.de/",
    "https://новости.рф/статья": "https://xn--b1amnebsh.xn--p1ai/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F",
    "https://under_score.example.org/": "https://under_score.example.org/",
    "https://example.org/a%2Fb?x=%zz&y=[1]|2": "https://example.org/a%2Fb?x=%zz&y=[1]|2",
    "https://example.org/\\..\\x": "https://example.org/%5C..%5Cx",
    "http://8.8.8.8/": "http://8.8.8.8/",
    "http://[2A00:1450:4001:0::200e]:8443/": "http://[2a00:1450:4001::200e]:8443/",
}


@pytest.mark.parametrize("url", PASS)
def test_what_passes(url: str) -> None:
    assert check_url(url).url == PASS[url]
    assert check_url(PASS[url]).url == PASS[url]


def test_parts() -> None:
    target = check_url("https://[2a00::1]:8443/x?y")
    assert target == Target("https", "2a00::1", 8443, "/x?y")
    assert target.authority == "[2a00::1]:8443"


@pytest.mark.parametrize("port", [1, 21, 22, 25, 110, 445, 1023, 6000, 6667, 10080, 65536, 99999])
def test_ports_that_are_no_web_pages(port: int) -> None:
    with pytest.raises(InputError, match="port"):
        check_url(f"http://example.org:{port}/", allow_private=True)


def test_lengths() -> None:
    with pytest.raises(InputError, match="longer"):
        check_url("http://example.org/" + "x" * MAX_URL)
    with pytest.raises(InputError, match="malformed"):
        check_url(f"http://{'a.' * 130}org/")
    with pytest.raises(InputError) as caught:
        check_url("http://localhost/" + "x" * 5000)
    assert len(caught.value.detail) < 400


REDIRECTS = {
    "/b": "https://example.org/b", "b?c": "https://example.org/a/b?c", "?c": "https://example.org/a/x?c", "//example.com/y": "https://example.com/y",
    "http://example.com": "http://example.com/", "../z": "https://example.org/z", "/ü": "https://example.org/%C3%BC", "#top": "https://example.org/a/x",
}  # fmt: skip


@pytest.mark.parametrize("location", REDIRECTS)
def test_redirects(location: str) -> None:
    assert redirect_target(check_url("https://example.org/a/x"), location).url == REDIRECTS[location]


PUBLIC = ("1.1.1.1", "8.8.8.8", "93.184.215.14", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "198.17.0.1", "223.255.255.255", "2a00::1", "2606:2800::1", "2001:200::1", "2400:cb00::1")  # fmt: skip
NOT = (
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.0.0.8", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16", "::", "::1", "::ffff:8.8.8.8",
    "::8.8.8.8", "::ffff:0:8.8.8.8", "64:ff9b::808:808", "64:ff9b:1::808:808", "2002:808:808::1", "2001:0:808:808::1", "2001:20::1",
    "2001:db8::1", "2001:2::1", "3fff::1", "3fff:fff::1", "5f00::1", "fc00::1", "fdff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1",
    "100::1", "4000::1", "8000::1",
)  # fmt: skip


@pytest.mark.parametrize(("address", "public"), [(a, True) for a in PUBLIC] + [(a, False) for a in NOT])
def test_public(address: str, public: bool) -> None:
    found = parse_address(address)
    assert found is not None and is_public(found) is public


@given(st.integers(0, 2**32 - 1))
def test_never_laxer_than_the_standard_library(number: int) -> None:
    assert not is_public(IPv4Address(number)) or IPv4Address(number).is_global


@given(st.integers(0, 2**128 - 1))
def test_never_laxer_in_ipv6(number: int) -> None:
    address = IPv6Address(number)
    if is_public(address):
        assert address.is_global and not (
            address.ipv4_mapped or address.sixtofour or address.teredo or address.is_multicast
        )


def as_the_c_library(host: str) -> list[str]:
    """Numbers in all the forms that getaddrinfo takes; a public address for names."""
    try:
        return [socket.inet_ntoa(socket.inet_aton(host))]
    except OSError:
        return ["93.184.215.14"]


@settings(max_examples=300)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["", "x@", "@"]), st.sampled_from(["", ":80", ":8080"]))
def test_numbers_in_no_spelling(number: int, before: str, after: str) -> None:
    """Some thousand spellings of addresses: what passes leads to that public address and nowhere else."""
    for host in hosts_4(str(IPv4Address(number))):
        try:
            target = check_url(f"http://{before}{host}{after}/")
            found = addresses(target.host, as_the_c_library)
        except InputError as error:
            assert error.reason == "refused_address"
            continue
        assert found == (str(IPv4Address(number)),) and is_public(IPv4Address(number))


@settings(max_examples=300)
@given(st.text(max_size=30), st.sampled_from(["http://", "https://", "http:", "//", ""]))
def test_any_text_passes_or_is_refused(text: str, scheme: str) -> None:
    try:
        target = check_url(scheme + text)
    except InputError as error:
        assert error.reason == "refused_address" and "\n" not in error.detail
        return
    assert target.url.isascii() and not any(c.isspace() for c in target.url)
    assert check_url(target.url) == target


def test_answers() -> None:
    assert addresses("a.org", lambda host: ["8.8.8.8", "8.8.8.8", "2a00::1"]) == ("8.8.8.8", "2a00::1")
    assert addresses("8.8.8.8", lambda host: []) == ("8.8.8.8",)
    for bad in ([], ["8.8.8.8"] * 65, ["8.8.8.8", "10.0.0.1"], ["fe80::1%eth0"]):
        with pytest.raises(InputError):
            addresses("a.org", lambda host, bad=bad: bad)  # type: ignore[misc]
    assert addresses("a", lambda host: ["10.0.0.1"], allow_private=True) == ("10.0.0.1",)


def test_a_name_without_address() -> None:
    def resolve(host: str) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(InputError, match="not known") as caught:
        addresses("a.org", resolve)
    assert caught.value.reason == "network_error"
