from __future__ import annotations

import pytest

from provenance.attribute import attribute
from provenance.capture import take_bytes
from provenance.errors import InputError
from provenance.outlets.registry import load
from provenance.reading import read_page
from provenance.records.article import PageIdentity
from provenance.records.capture import Capture, Given

STORY = "http://harbour.example/2015/story"
TEXT = "The council of Harbour Town agreed on Tuesday to build the new bridge over the river. " * 3
HTML = f"<html><head><title>Bridge</title></head><body><h1>Bridge</h1><p>{TEXT}</p></body></html>"


def take(content: bytes, name: str = "", **given: str) -> Capture:
    return take_bytes(content, given=Given(**given), id="1", name=name)


def refused(content: bytes, name: str = "") -> InputError:
    with pytest.raises(InputError) as caught:
        take(content, name)
    return caught.value


def identity(capture: Capture) -> PageIdentity:
    page = attribute(read_page(capture), load(None)).page
    assert page is not None
    return page


def mhtml(location: str = STORY, parts: str = "", start: str = "", charset: str = "utf-8") -> bytes:
    field = f'; start="{start}"' if start else ""
    body = HTML.replace("=", "=3D").replace("river", "ri=\r\nver").replace("Harbour", "H=C3=A5rbour")
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {location}\r\nSubject: Bridge\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b"{field}\r\n\r\n\r\n{parts}'
        f"------b\r\nContent-Type: text/html; charset={charset}\r\nContent-ID: <main>\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {location}\r\n\r\n{body}\r\n------b\r\nContent-Type: image/png\r\n\r\nxx\r\n------b--\r\n"
    ).encode()


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "", "a"])
def test_the_main_part_of_a_mail_package_is_the_page(name: str) -> None:
    capture = take(mhtml(), name)
    assert capture.media == "html"
    assert "Hårbour Town agreed on Tuesday to build the new bridge over the river." in capture.content.decode()
    assert "Hårbour" in read_page(capture).document.text
    page = identity(capture)
    assert (page.url, page.identity_basis, page.archived_from) == (STORY, "claimed", None)
    assert [(e.quote, e.where) for e in page.evidence] == [(STORY, "header")]


def test_a_given_address_outranks_the_savers() -> None:
    page = identity(take(mhtml(), "a.mhtml", url="https://other.example/1"))
    assert (page.url, page.identity_basis) == ("https://other.example/1", "given")


def test_the_start_part_is_the_page() -> None:
    frame = "------b\r\nContent-Type: text/html\r\nContent-ID: <ad>\r\n\r\n<p>Buy now, buy two, buy more.</p>\r\n"
    assert b"council" in take(mhtml(parts=frame, start="<main>"), "a.mhtml").content
    assert b"Buy now" in take(mhtml(parts=frame), "a.mhtml").content


@pytest.mark.parametrize(
    "content",
    [
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b--",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nno boundary",
        b"Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)),
    ],
    ids=["empty", "no boundary", "no page", "deep"],
)
def test_packages_without_a_page_say_so(content: bytes) -> None:
    assert refused(content, "a.mhtml").reason in ("not_a_page", "parser_failed")


@pytest.mark.parametrize(
    "comment",
    [
        f"<!--\n Page saved with SingleFile \n url: {STORY} \n saved date: Wed Nov 04 2015 12:00:00 GMT+0100\n-->",
        f"<!-- saved from url=(0036){STORY} -->",
        f"<!-- Mirrored from {STORY.removeprefix('http://')} by HTTrack Website Copier/3.x, Wed, 04 Nov 2015 -->",
        "<!--\n Page saved with SingleFile \n url: https://web.archive.org/web/20151104120000/" + STORY + " \n-->",
    ],
)
def test_a_savers_comment_is_a_claim(comment: str) -> None:
    content = f"<!DOCTYPE html><html>{comment}{HTML}".encode()
    page = identity(take(content, "a.html"))
    assert (page.url, page.identity_basis, page.archived_from) == (STORY, "claimed", None)
    page = identity(take(content, "a.html", url="https://other.example/1"))
    assert (page.url, page.identity_basis) == ("https://other.example/1", "given")
