"""An address is as good an input as a file: a site that plays RT and Global Research, read, kept and traced."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from provenance import read
from provenance.capture import client
from provenance.cli import main
from provenance.library import open_library
from provenance.records.fetched import Fetching
from tests.capture.pdfs import document
from tests.capture.servers import PUBLIC, Internet, answer, internet, pages, redirect, serving

COPY = "http://www.globalresearch.ca/25000-30000-foreign-mercenaries-in-syria/5486800"
ORIGIN = "http://www.rt.com/news/320690-antonov-syria-mercenaries/"
COPY_PAGE = (Path(__file__).parent / "pages" / "f_linked_with_metadata.html").read_bytes()
ORIGIN_PAGE = b"""<!DOCTYPE html><html lang="en"><head><title>Foreign fighters in Syria - RT</title></head><body><article>
<h1>Foreign fighters in Syria</h1><p>Published time: 4 Nov, 2015 07:14</p>
<p>Between twenty-five and thirty thousand foreign fighters are said to be in Syria, a deputy minister told reporters on Wednesday.</p>
<p>He said that the figure came from several services and that it had been checked against lists of those who crossed the border.</p>
<p>The minister added that talks with other governments about the lists would go on in the coming weeks.</p></article></body></html>"""
SITE = {
    "/25000-30000-foreign-mercenaries-in-syria/5486800": answer(COPY_PAGE),
    "/news/320690-antonov-syria-mercenaries/": answer(ORIGIN_PAGE),
    "/short": redirect("/news/320690-antonov-syria-mercenaries/"),
    "/inside": redirect("http://169.254.169.254/latest/meta-data/"),
    "/cut": answer(ORIGIN_PAGE).replace(b"Content-Length: ", b"Content-Length: 9"),
}


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    """Both hosts at one public-looking address; the guard is on."""
    with internet(pages(SITE)) as made:
        made.names |= {"www.globalresearch.ca": [[PUBLIC]], "www.rt.com": [[PUBLIC]]}
        monkeypatch.setattr(client, "Network", lambda: made.network)
        yield made
        assert made.inside == []


def asked(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, Any, str]:
    code = main([*argv, "-o", "json"])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else None, said.err


def test_read(web: Internet) -> None:
    reading = read(ORIGIN.replace("/news/320690-antonov-syria-mercenaries/", "/short"))
    assert reading.status == "ok" and reading.page is not None and reading.page.outlet is not None
    assert (reading.page.url, reading.page.identity_basis) == (ORIGIN, "fetched")
    assert reading.page.outlet.name == "RT"
    copy = read(COPY)
    assert copy.origin is not None and (copy.origin.kind, copy.origin.name) == ("republication", "RT")


def test_the_caller_may_know_better_whose_page_it_is(web: Internet) -> None:
    reading = read(ORIGIN, url="https://www.globalresearch.ca/somewhere/1")
    assert reading.page is not None and reading.page.outlet is not None
    assert (reading.page.outlet.name, reading.page.identity_basis) == ("Global Research", "given")
    assert reading.page.url == "https://www.globalresearch.ca/somewhere/1"


def test_half_a_page_is_not_passed_off_as_a_whole_one(web: Internet) -> None:
    reading = read("http://www.rt.com/cut")
    assert (reading.status, reading.reason) == ("partial", "truncated")
    assert reading.article is not None and "thirty thousand" in reading.article.text


@pytest.mark.parametrize(
    ("url", "reason"), [("/inside", "refused_address"), ("/gone", "http_error"), (":22/", "refused_address")]
)
def test_what_is_no_page_says_why(web: Internet, capsys: pytest.CaptureFixture[str], url: str, reason: str) -> None:
    code, found, said = asked(capsys, "read", f"http://www.rt.com{url}")
    assert (code, found["status"], found["reason"]) == (1, "failed", reason)
    assert len(said.splitlines()) == 1 and reason in said


def test_trace(web: Internet, capsys: pytest.CaptureFixture[str], db: str, evidence: str) -> None:
    where = ("--db", db, "--evidence", evidence)
    code, found, _ = asked(capsys, *where, "trace", COPY)
    assert code == 0 and found["article"]["outlet"]["name"] == "Global Research"
    assert (found["origin"]["kind"], found["origin"]["state"]) == ("republication", "declared")
    (origin,) = [n for n in found["nodes"] if n["key"] in found["origin"]["nodes"]]
    assert (origin["name"], origin["held"]) == ("RT", False)
    times = len(web.public.asked)
    assert asked(capsys, *where, "trace", COPY)[0] == 0
    assert len(web.public.asked) == times, "what is kept is not fetched again"
    code, added, _ = asked(capsys, *where, "add", ORIGIN)
    assert (code, added["status"]) == (0, "new")
    code, found, _ = asked(capsys, *where, "trace", COPY)
    (origin,) = [n for n in found["nodes"] if n["key"] in found["origin"]["nodes"]]
    assert (origin["name"], origin["held"]) == ("RT", True)
    code, found, _ = asked(capsys, *where, "trace", ORIGIN, "--no-store")
    assert code == 0 and found["article"]["outlet"]["name"] == "RT"
    with open_library(db, evidence) as library:
        assert library.trace(COPY).origin.state == "declared"


REPORT = document(["Foreign fighters in Syria\nBetween twenty-five and thirty thousand fighters are said to be in Syria, and\nmore are said to come.", "This article was originally published by RT."])  # fmt: skip


@pytest.mark.parametrize("label", ["application/pdf", "application/octet-stream"])
def test_a_pdf(
    web: Internet,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    db: str,
    evidence: str,
    label: str,
) -> None:
    """Read by its text layer; the document itself is the evidence, and reading it again gives the same."""
    where, url = ("--db", db, "--evidence", evidence), "http://www.globalresearch.ca/report.pdf"
    monkeypatch.setitem(SITE, "/report.pdf", answer(REPORT, headers=(f"Content-Type: {label}",)))
    code, found, _ = asked(capsys, "read", url)
    assert code == 0 and "thirty thousand fighters" in found["article"]["text"]
    assert (found["page"]["sha256"], found["origin"]["name"]) == (hashlib.sha256(REPORT).hexdigest(), "RT")
    code, added, _ = asked(capsys, *where, "add", url)
    assert (code, added["status"], added["text"]) == (
        0,
        "new",
        hashlib.sha256(found["document"]["text"].encode()).hexdigest(),
    )
    with open_library(db, evidence) as library:
        (one,) = library.store.stored()
        capture = library.store.capture_of(one)
        assert (capture.media, capture.content) == ("pdf", REPORT)
    assert asked(capsys, *where, "rebuild")[:2] == (0, {"read": 1, "failed": 0, "articles": 1, "pruned": 0})
    assert main([*where, "verify"]) == 0


def test_a_batch_of_addresses(web: Internet, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    batch = tmp_path / "list.txt"
    batch.write_text(f"{COPY}\nhttp://www.rt.com/gone\n{ORIGIN}\nhttp://127.1/\n", encoding="utf-8")
    code = main(["read", "--batch", str(batch), "-o", "jsonl"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 3
    assert [(r["status"], r["reason"]) for r in rows] == [
        ("ok", None),
        ("failed", "http_error"),
        ("ok", None),
        ("failed", "refused_address"),
    ]


def test_the_program_itself(tmp_path: Path) -> None:
    """Against a real loopback server: refused by default, fetched when asked, and said so."""
    environment = os.environ | {"PROVENANCE_DB": str(tmp_path / "news.db"), "PROVENANCE_CONTACT": "desk@example.org"}
    with serving(pages(SITE)) as server:
        environment["http_proxy"] = server.url()
        url = server.url("/news/320690-antonov-syria-mercenaries/")

        def run(*argv: str) -> subprocess.CompletedProcess[str]:
            call = [sys.executable, "-m", "provenance", *argv]
            return subprocess.run(call, env=environment, capture_output=True, text=True, timeout=60, check=False)

        refused = run("read", url)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "refused_address" in refused.stderr and len(refused.stderr.splitlines()) == 1
        assert server.asked == []
        for verb in ("read", "add", "trace"):
            done = run(verb, url, "--allow-private")
            assert (done.returncode, done.stderr.count("--allow-private")) == (0, 1), done.stderr
        assert len(server.asked) == 4, "rules and page for each of two; the trace is of what was added"
        assert b"(+desk@example.org)" in server.heads[0]


def test_inside_pages_in_python() -> None:
    with serving(pages(SITE)) as server:
        url = server.url("/short")
        assert read(url).reason == "refused_address"
        assert read(url, how=Fetching(allow_private=True)).status == "ok"
