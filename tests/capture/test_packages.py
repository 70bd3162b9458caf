from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

import pytest
from pypdf import PdfReader, PdfWriter

from provenance.attribute import attribute
from provenance.capture import pdf, take_bytes
from provenance.capture.pdf import paragraphs
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


def document(pages: Sequence[str]) -> bytes:
    """A small PDF of one line of text a line."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects += [
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, text in enumerate(pages):
        lines = "".join(f"({line}) Tj T* " for line in text.split("\n")) if text else ""
        stream = f"BT /F1 12 Tf 14 TL 50 700 Td {lines}ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * n} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Root 1 0 R /Size {len(objects) + 1} >>\nstartxref\n{len(out)}\n%%EOF\n"
    ).encode()


FIRST = "Town agrees on new bridge\nThe council of Harbour Town agreed on Tuesday to build\nthe new bridge over the river, and to name it af-\nter the mayor who began it."


def test_a_pdf_is_read_by_its_text_layer() -> None:
    capture = take(document([FIRST, "Originally published by Wire Desk."]), "a.pdf")
    assert capture.media == "text"
    assert capture.content.decode().split("\n") == [
        "Town agrees on new bridge",
        "The council of Harbour Town agreed on Tuesday to build the new bridge over the river, and to name it after the mayor who began it.",
        "",
        "Originally published by Wire Desk.",
    ]
    assert dict(capture.headers)["x-extracted-from"].startswith("application/pdf; sha256=")
    assert read_page(capture).status == "ok"


def test_pdfs_that_cannot_be_read_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (refused(document([""]), "a.pdf").reason, "text layer" in refused(document([""]), "a.pdf").detail) == (
        "unsupported_type",
        True,
    )
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(document([FIRST]))))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    error = refused(locked.getvalue(), "a.pdf")
    assert (error.reason, "encrypted" in error.detail) == ("unsupported_type", True)
    assert refused(b"%PDF-1.7 x").reason == "parser_failed"
    assert refused(document([FIRST])[:300]).reason in ("parser_failed", "unsupported_type")
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    assert refused(document([FIRST] * 3)).reason == "too_large"
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 100)
    assert refused(document([FIRST] * 2)).reason == "too_large"
    monkeypatch.setattr(pdf, "MAX_SECONDS", -1.0)
    assert refused(document(["A short one."])).reason == "too_slow"


def test_an_owners_password_alone_hinders_nobody() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(document([FIRST]))))
    writer.encrypt("", "owner", algorithm="RC4-128")
    opened = io.BytesIO()
    writer.write(opened)
    assert b"council" in take(opened.getvalue(), "a.pdf").content


def test_a_bomb_in_a_pdf_is_bounded() -> None:
    bomb = zlib.compress(b"BT (a) Tj ET " * 20_000_000)
    whole = document(["Some words of a page that is one."]).replace(b"/Contents 5 0 R", b"/Contents 9 0 R")
    stream = b"9 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n" % (len(bomb), bomb)
    assert refused(whole.replace(b"xref\n0", stream + b"xref\n0", 1)).reason in ("parser_failed", "unsupported_type")


def test_paragraphs_keep_short_lines_apart() -> None:
    assert paragraphs("A list\nOne\nTwo\nThree\n") == "A list\nOne\nTwo\nThree"
