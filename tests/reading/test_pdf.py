"""PDFs are read by their text layer; the capture is the document as it came."""

from __future__ import annotations

import io
import zlib

import pytest
from pypdf import PdfReader, PdfWriter

from provenance.capture import take_bytes
from provenance.reading import pdf, read_page
from provenance.reading.pdf import paragraphs
from provenance.records.capture import Capture, Given
from provenance.records.document import Page
from tests.capture.pdfs import FIRST, document


def take(content: bytes) -> Capture:
    return take_bytes(content, given=Given(), id="a.pdf", name="a.pdf")


def refused(content: bytes) -> Page:
    page = read_page(take(content))
    assert page.status == "failed" and page.document.text == ""
    return page


def test_a_pdf_is_read_by_its_text_layer() -> None:
    whole = document([FIRST, "Originally published by Wire Desk."])
    capture = take(whole)
    assert (capture.media, capture.content) == ("pdf", whole)
    page = read_page(capture)
    assert page.status == "ok"
    assert page.document.text.split("\n") == [
        "Town agrees on new bridge",
        "The council of Harbour Town agreed on Tuesday to build the new bridge over the river, and to name it after the mayor who began it.",
        "",
        "Originally published by Wire Desk.",
    ]
    assert take(b"\r\n " + whole).media == "pdf"


def test_pdfs_that_cannot_be_read_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    scan = refused(document([""]))
    assert scan.reason == "unsupported_type" and "text layer" in (scan.detail or "")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(document([FIRST]))))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    page = refused(locked.getvalue())
    assert page.reason == "unsupported_type" and "encrypted" in (page.detail or "")
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
    assert "council" in read_page(take(opened.getvalue())).document.text


def test_a_bomb_in_a_pdf_is_bounded() -> None:
    bomb = zlib.compress(b"BT (a) Tj ET " * 20_000_000)
    whole = document(["Some words of a page that is one."]).replace(b"/Contents 5 0 R", b"/Contents 9 0 R")
    stream = b"9 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n" % (len(bomb), bomb)
    assert refused(whole.replace(b"xref\n0", stream + b"xref\n0", 1)).reason in ("parser_failed", "unsupported_type")


def test_paragraphs_keep_short_lines_apart() -> None:
    assert paragraphs("A list\nOne\nTwo\nThree\n") == "A list\nOne\nTwo\nThree"
