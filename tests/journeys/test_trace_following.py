"""`trace --follow`: a pretend internet plays RT, Global Research, a wire and an archive of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from provenance import read
from provenance.capture import client
from provenance.capture.politeness import manners
from provenance.capture.politeness.manners import Manners
from provenance.cli import main
from provenance.following import trace_followed
from provenance.library import open_library
from provenance.outlets.registry import load
from provenance.records.crawling import Pace
from provenance.records.fetched import Fetching
from provenance.records.following import Followed, Following
from tests.capture.servers import answer, redirect
from tests.capture.sites import ARCHIVES, Sites, cdx, sites

COPY = "http://www.globalresearch.ca/foreign-fighters-in-syria/5486801"
SOURCE = "http://www.rt.com/news/320691-foreign-fighters-syria/"
WIRE = "http://www.interfax.ru/world/477313-foreign-fighters"
BODY = """<p>Between twenty-five and thirty thousand foreign fighters are said to be in Syria, a deputy minister told reporters.</p>
<p>He said that the figure came from several services and that it had been checked against lists of those who crossed the border.</p>
<p>The minister added that talks with other governments about the lists would go on in the coming weeks, and not before.</p>"""


def page(title: str, site: str, body: str = BODY, *, head: str = "", tail: str = "") -> bytes:
    text = f"""<!DOCTYPE html><html lang="en"><head><title>{title} - {site}</title></head><body><article>
    <h1>{title}</h1>{head}{body}{tail}</article></body></html>"""
    return answer(text.encode())


GR_PAGE = page(
    "Foreign fighters in Syria", "Global Research", head="<p>By RT</p><p>Global Research, November 05, 2015</p>",
    tail=f'<p>The original source of this article is <a href="{SOURCE}">RT</a></p>',
)  # fmt: skip
RT_PAGE = page(
    "Foreign fighters in Syria", "RT", head="<p>Published time: 4 Nov, 2015 07:14</p>",
    tail=f'<p>This article was originally published by <a href="{WIRE}">Interfax</a>.</p>',
)  # fmt: skip
WIRE_PAGE = page("Foreign fighters in Syria", "Interfax", head="<p>4 November 2015</p>")
GONE = answer(b"<h1>Gone</h1>", "410 Gone")


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sites]:
    """Global Research is there; what else is, the test says. The guard is on."""
    with sites({COPY: GR_PAGE}) as made:
        network = made.net.network
        monkeypatch.setattr(client, "Network", lambda: network)
        monkeypatch.setattr(manners, "PACE", Pace(gap=0.0))
        monkeypatch.setenv("PROVENANCE_ARCHIVES", ARCHIVES)
        yield made
        assert made.net.inside == []


@pytest.fixture(params=["kept", pytest.param("kept, PostgreSQL", marks=pytest.mark.postgres), "--no-store"])
def where(request: pytest.FixtureRequest, evidence: str) -> list[str]:
    """Options after `trace`: in a database of either kind, or nothing kept."""
    if request.param == "--no-store":
        return ["--no-store"]
    name = "postgres_db" if "PostgreSQL" in request.param else "sqlite_db"
    return ["--db", request.getfixturevalue(name), "--evidence", evidence]


def traced(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[Any, list[str]]:
    code = main(["trace", COPY, *argv, "-o", "json"])
    said = capsys.readouterr()
    assert code == 0, said.err
    return json.loads(said.out), said.err.splitlines()


def names(found: Any) -> dict[str, bool]:
    return {node["name"]: node["held"] for node in found["nodes"]}


def origin(found: Any) -> Any:
    (end,) = [n for n in found["nodes"] if n["key"] in found["origin"]["nodes"]]
    return end


def steps(found: Any) -> set[tuple[str, str]]:
    name = {n["key"]: n["name"] for n in found["nodes"]}
    return {(name[e["child"]], name[e["parent"]]) for e in found["edges"]}


def test_everything_is_there(web: Sites, capsys: pytest.CaptureFixture[str], where: list[str]) -> None:
    web.put(SOURCE, RT_PAGE)
    web.put(WIRE, WIRE_PAGE)
    found, said = traced(capsys, *where, "--follow", "2")
    assert steps(found) == {("Global Research", "RT"), ("RT", "Interfax")}
    assert (origin(found)["name"], origin(found)["held"], found["origin"]["state"]) == ("Interfax", True, "declared")
    assert [(f["name"], f["status"], f["reason"]) for f in found["followed"]] == [
        ("RT", "live", None),
        ("Interfax", "live", None),
    ]
    assert len(said) == 2 and SOURCE in said[0] and WIRE in said[1]
    assert web.asked == [url.removeprefix("http://") for url in (COPY, SOURCE, WIRE)], "each page once, no archive"


def test_one_hop_is_one_hop(web: Sites, capsys: pytest.CaptureFixture[str], where: list[str]) -> None:
    web.put(SOURCE, RT_PAGE)
    web.put(WIRE, WIRE_PAGE)
    found, _ = traced(capsys, *where, "--follow", "1")
    assert len(found["followed"]) == 1 and not origin(found)["held"]
    assert steps(found) == {("Global Research", "RT"), ("RT", "Interfax")}


def test_the_archive_has_what_is_gone(web: Sites, capsys: pytest.CaptureFixture[str], where: list[str]) -> None:
    web.put(SOURCE, GONE)
    web.archive(SOURCE, "20151104091500", RT_PAGE)
    web.archive(WIRE, "20151104064000", WIRE_PAGE)  # the wire's own host has no address at all
    found, _ = traced(capsys, *where, "--follow", "2", "--ask-archive")
    assert steps(found) == {("Global Research", "RT"), ("RT", "Interfax")} and origin(found)["held"]
    first, second = found["followed"]
    assert (first["status"], first["reason"], first["archived_from"]["archive"]) == (
        "archived",
        "http_error",
        "web.archive.org",
    )
    assert "410" in first["detail"]
    assert (first["observed"]["kind"], first["observed"]["not_before"]) == ("observed", "2015-11-04T09:15:00Z")
    assert (
        first["observed"]["source"] == "archive:web.archive.org"
        and "20151104091500" in first["observed"]["evidence"]["quote"]
    )
    assert (second["status"], second["reason"]) == ("archived", "refused_address")
    rt = next(n for n in found["nodes"] if n["name"] == "RT")
    assert (rt["host"], rt["held"]) == ("www.rt.com", True), "the archive's copy is RT's page"


def test_everything_is_gone(web: Sites, capsys: pytest.CaptureFixture[str], where: list[str]) -> None:
    web.put(SOURCE, GONE)
    web.put(cdx(SOURCE), answer(b"[]", headers=("Content-Type: application/json",)))
    found, said = traced(capsys, *where, "--follow", "2", "--ask-archive")
    assert names(found) == {"Global Research": where != ["--no-store"], "RT": False}
    (one,) = found["followed"]
    assert (one["status"], one["reason"], one["article"]) == ("failed", "http_error", None)
    assert "410" in one["detail"] and "holds no copy" in one["detail"] and "410" in said[0]
    code = main(["trace", COPY, *where, "--follow", "1", "--ask-archive"])
    text = " ".join(capsys.readouterr().out.split())
    assert (
        code == 0 and "RT: the article itself is not held" in text and "Pages followed" in text and "410 Gone" in text
    )


ANOTHER = page("Football results of the week", "RT")
WALL = answer(b"<html><head><title>RT</title></head><body><h1>Just a moment...</h1><p>Checking your browser before accessing rt.com</p><script src=/cdn-cgi/challenge-platform/h/b/x></script></body></html>")  # fmt: skip
ASTRAY: dict[str, tuple[dict[str, bytes], str]] = {
    "front page": ({SOURCE: redirect("/"), "http://www.rt.com/": ANOTHER}, "front page"),
    "language front": ({SOURCE: redirect("/en/"), "http://www.rt.com/en/": ANOTHER}, "front page"),
    "section": ({SOURCE: redirect("/news/"), "http://www.rt.com/news/": ANOTHER}, "section"),
    "another article": ({SOURCE: redirect("/sport/9-football/"), "http://www.rt.com/sport/9-football/": ANOTHER}, "another page"),
    "tag page": ({SOURCE: redirect("/tags/syria/"), "http://www.rt.com/tags/syria/": ANOTHER}, "another page"),
    "error page": ({SOURCE: redirect("/404"), "http://www.rt.com/404": ANOTHER}, "error page"),
    "another site": ({SOURCE: redirect("http://www.parked.example.net/x"), "http://www.parked.example.net/x": RT_PAGE}, "another site"),
    "the copy itself": ({SOURCE: redirect(COPY)}, "another site"),
    "says it is none": ({SOURCE: page("Page not found", "RT", "<p>The page you were looking for could not be found.</p>")}, "not found"),
    "wall": ({SOURCE: WALL}, ""),
    "hardly a word": ({SOURCE: page("Foreign fighters", "RT", "<p>Loading the story.</p>")}, ""),
    "empty": ({SOURCE: answer(b"")}, "empty"),
    "picture": ({SOURCE: answer(b"\x89PNG\r\n\x1a\n" + bytes(200))}, "PNG"),
    "inside": ({SOURCE: redirect("http://169.254.169.254/latest/")}, "not a public address"),
}  # fmt: skip


@pytest.mark.parametrize("name", ASTRAY)
def test_what_comes_instead_is_not_the_article(
    web: Sites, capsys: pytest.CaptureFixture[str], name: str, sqlite_db: str, evidence: str
) -> None:
    answers, why = ASTRAY[name]
    for url, body in answers.items():
        web.put(url, body)
    where = ("--db", sqlite_db, "--evidence", evidence)
    found, _ = traced(capsys, *where, "--follow", "2")
    assert names(found) == {"Global Research": True, "RT": False}
    (one,) = found["followed"]
    assert one["status"] == "failed" and one["reason"] and why in one["detail"], one
    assert main([*where, "rebuild"]) == 0 and main([*where, "verify"]) == 0
    capsys.readouterr()
    again, _ = traced(capsys, *where)
    assert names(again) == {"Global Research": True, "RT": False}, "reading again makes no article of it either"
    with open_library(sqlite_db, evidence) as library:
        assert library.store.searched().articles == 1


def test_moved_pages_are_found_and_joined_not_rewritten(
    web: Sites, capsys: pytest.CaptureFixture[str], where: list[str]
) -> None:
    moved = "http://www.rt.com/world/2015/foreign-fighters-syria-320691.html"
    web.put(SOURCE, redirect("/world/2015/foreign-fighters-syria-320691.html"))
    web.put(moved, RT_PAGE)
    found, _ = traced(capsys, *where, "--follow", "1")
    rt = next(n for n in found["nodes"] if n["name"] == "RT")
    assert rt["held"] and rt["url"].endswith("/world/2015/foreign-fighters-syria-320691.html")
    assert steps(found) == {("Global Research", "RT"), ("RT", "Interfax")}


def test_a_second_time_only_what_is_missing_is_asked(
    web: Sites, capsys: pytest.CaptureFixture[str], db: str, evidence: str
) -> None:
    web.put(SOURCE, GONE)
    where = ("--db", db, "--evidence", evidence)
    traced(capsys, *where, "--follow", "2")
    web.put(SOURCE, RT_PAGE)
    web.asked.clear()
    found, _ = traced(capsys, *where, "--follow", "2")
    assert web.asked == [SOURCE.removeprefix("http://")] and names(found)["RT"]
    with open_library(db, evidence) as library:
        trace = library.trace(COPY, follow=2)
        assert [f.status for f in trace.followed] == ["failed"] and trace.followed[0].url == WIRE
        assert library.store.verify() == ()


def test_circles_end(web: Sites, capsys: pytest.CaptureFixture[str], where: list[str]) -> None:
    tail = f'<p>The original source of this article is <a href="{COPY}">Global Research</a></p>'
    web.put(SOURCE, page("Foreign fighters in Syria", "RT", tail=tail))
    found, _ = traced(capsys, *where, "--follow", "9")
    assert len(found["followed"]) == 1 and found["origin"]["state"] == "undetermined"
    assert any(c["kind"] == "cycle" for c in found["conflicts"])


def test_a_long_chain_is_cut_off(web: Sites) -> None:
    """Each paper credits the next: three pages are fetched, the fourth is named and left alone."""

    trees = ("Alder", "Birch", "Cedar", "Elder", "Maple", "Willow", "Yew")

    def at(n: int) -> str:
        return f"http://www.{trees[n].lower()}-gazette.org/story-{n}00001"

    for n in range(6):
        tail = f'<p>This article was originally published by <a href="{at(n + 1)}">{trees[n + 1]} Gazette</a>.</p>'
        web.put(at(n), page("Foreign fighters in Syria", f"{trees[n]} Gazette", tail=tail))
    told: list[Followed] = []
    plan = Following(hops=50, pages=3)
    trace = trace_followed(read(at(0)), load(), plan, Manners(Fetching()), told.append)
    assert [f.status for f in trace.followed] == ["live"] * 3 + ["passed_over"]
    assert trace.followed == tuple(told) and "only 3 pages" in (told[-1].detail or "")
    assert len(web.asked) == 4 and len(trace.nodes) == 5


def test_asking_an_archive_goes_with_following(web: Sites, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", COPY, "--ask-archive"]) == 2
    assert "--follow" in capsys.readouterr().err
    assert web.asked == []
