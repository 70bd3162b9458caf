"""Nothing inside is ever reached: every spelling, direct, by redirect, by name, by rebinding, with proxies set."""

import time
from collections.abc import Iterator

import pytest

from provenance.capture.client import Limits, fetch
from provenance.records.fetched import Fetched, Fetching
from tests.capture.servers import PUBLIC, SITE, Connection, Internet, answer, internet, redirect, serving
from tests.capture.spellings import INSIDE_4, INSIDE_6, redirects, urls

DIRECT = sorted(set(urls()))
REDIRECTS = sorted(set(redirects()))
QUICK = Limits(seconds=2.0)


def _site(connection: Connection) -> None:
    kind, _, number = connection.path[1:].partition("-")
    if kind == "to":
        connection.send(redirect(REDIRECTS[int(number)]))
    elif kind == "again":
        connection.send(redirect("/after"))
    else:
        connection.send(answer())


@pytest.fixture(scope="module")
def world() -> Iterator[Internet]:
    with internet(_site) as made:
        yield made


@pytest.fixture(params=["plain", "proxies"])
def proxies(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, world: Internet) -> None:
    """With and without proxy variables that name the canary."""
    if request.param == "proxies":
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, world.canary.url())
        monkeypatch.setenv("no_proxy", "")


def refused(got: Fetched) -> bool:
    return (
        (got.outcome, got.reason) == ("failed", "refused_address") and bool(got.detail) and "\n" not in str(got.detail)
    )


def test_there_are_enough_spellings() -> None:
    assert len(DIRECT) >= 300 and len(REDIRECTS) >= 600


@pytest.mark.usefixtures("proxies")
def test_direct(world: Internet) -> None:
    asked = len(world.public.asked)
    for url in DIRECT:
        start = time.monotonic()
        got = fetch(url, network=world.network, limits=QUICK)
        assert refused(got), (url, got)
        assert got.hops == () and time.monotonic() - start < 2, url
    assert world.inside == []
    assert len(world.public.asked) == asked


@pytest.mark.usefixtures("proxies")
def test_by_redirect(world: Internet) -> None:
    for number, location in enumerate(REDIRECTS):
        got = fetch(f"http://{SITE}/to-{number}", network=world.network, limits=QUICK)
        # What a browser would take for a path of the same site may stay there; nothing else may be a page.
        stayed = all(hop.url.startswith(f"http://{SITE}/") for hop in got.hops) and len(got.hops) <= 2
        assert refused(got) or stayed, (location, got)
        assert got.hops[0].address == PUBLIC and got.hops[0].status == 302
    assert world.inside == []


@pytest.mark.usefixtures("proxies")
@pytest.mark.parametrize("address", [*INSIDE_4, *INSIDE_6, "fe80::1%eth0", "::ffff:127.0.0.1", "127.1", "", "x"])
def test_by_name(world: Internet, address: str) -> None:
    for answers in ([address], [PUBLIC, address], [address, PUBLIC], [PUBLIC] * 3 + [address]):
        world.names["name.example-post.org"] = [answers]
        assert refused(fetch("http://name.example-post.org/", network=world.network, limits=QUICK))
    assert world.inside == []


@pytest.mark.usefixtures("proxies")
@pytest.mark.parametrize("address", [*INSIDE_4, *INSIDE_6])
def test_by_rebinding(world: Internet, address: str) -> None:
    world.names["rebinds.example-post.org"] = [[PUBLIC], [address]]
    world.looked_up.clear()
    world.reached.clear()
    got = fetch("http://rebinds.example-post.org/once", network=world.network, limits=QUICK)
    assert (got.outcome, got.address) == ("page", PUBLIC)
    assert (world.looked_up, world.reached) == (["rebinds.example-post.org"], [PUBLIC])
    world.names["rebinds.example-post.org"] = [[PUBLIC], [address]]
    assert refused(fetch("http://rebinds.example-post.org/again", network=world.network, limits=QUICK))
    assert world.inside == []


def test_the_next_address_is_tried_where_one_does_not_answer(world: Internet) -> None:
    network = world.network
    dead = "93.184.215.99"

    def connect(address: str, port: int, timeout: float) -> object:
        if address == dead:
            raise ConnectionRefusedError("refused")
        return network.connect(address, port, timeout)

    world.names["two.example-post.org"] = [[dead, PUBLIC]]
    got = fetch("http://two.example-post.org/", network=type(network)(network.resolve, connect), limits=QUICK)  # type: ignore[arg-type]
    assert (got.outcome, got.address) == ("page", PUBLIC)


def test_inside_addresses_are_reached_only_when_asked() -> None:
    with serving(_site) as server:
        assert refused(fetch(server.url()))
        assert server.asked == []
        got = fetch(server.url(), how=Fetching(allow_private=True))
        assert (got.outcome, got.allow_private, got.address) == ("page", True, "127.0.0.1")
        name = server.url().replace("127.0.0.1", "localhost")
        assert fetch(name, how=Fetching(allow_private=True)).outcome == "page"


def test_odd_spellings_are_refused_even_then() -> None:
    for url in (
        "http://2130706433/",
        "http://127.1/",
        "http://a@127.0.0.1/",
        "http://[fe80::1%25eth0]/",
        "file:///etc/passwd",
    ):
        assert refused(fetch(url, how=Fetching(allow_private=True), limits=QUICK)), url
