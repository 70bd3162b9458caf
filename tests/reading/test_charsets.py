from __future__ import annotations

from collections.abc import Callable

import pytest

from provenance.reading.charset import declared, decode, web_name
from provenance.records.document import Page

Reader = Callable[..., Page]


RUSSIAN = "Президент России подписал указ о новых мерах поддержки, сообщает агентство РИА Новости. Документ опубликован в понедельник. "
CHINESE = "据新华社报道，中国政府周一宣布了新的经济政策，以促进农村地区的发展。专家表示，这些措施将有助于提高农民收入。"


def page(text: str, label: str) -> str:
    return f'<html><head><meta charset="{label}"><title>{text}</title></head><body><p>{text * 4}</p></body></html>'


@pytest.mark.parametrize(
    ("text", "actual", "label"),
    [
        (RUSSIAN, "utf-8", "utf-8"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "cp1251", "utf-8"),
        (RUSSIAN, "utf-8", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (CHINESE, "gb18030", "gb2312"),
        (CHINESE, "gb18030", "utf-8"),
        (RUSSIAN, "utf-16", "utf-8"),
        ("Die Brücke ist für alle zu. ", "utf-16-le", "utf-8"),
        ("Die Brücke ist für alle zu. ", "utf-16-be", "x-nonsense"),
        ("Die Brücke kostet 5 € – “viel”. ", "cp1252", "iso-8859-1"),
        (RUSSIAN, "koi8-r", "windows-1251"),
        (RUSSIAN, "cp1251", "koi8-r"),
        (RUSSIAN, "cp1251", "iso-8859-1"),
        (RUSSIAN, "cp866", "windows-1252"),
        (CHINESE, "gb18030", "iso-8859-1"),
        ("これは日本語の記事です。", "shift_jis", "shift_jis"),
        ("これは日本語の記事です。", "iso2022_jp", "iso-2022-jp"),
    ],
)
def test_what_is_declared_is_checked_against_the_bytes(text: str, actual: str, label: str) -> None:
    found = decode(page(text, label).encode(actual))
    assert text in found.text
    assert not found.damaged


@pytest.mark.parametrize(
    "label", ["utf-7", "rot13", "hex", "base64", "zlib", "idna", "punycode", "unicode_escape", "none", "a" * 40]
)
def test_codecs_that_are_no_charset_of_the_web_are_never_used(label: str) -> None:
    assert web_name(label) is None
    found = decode(b"<p>+ADw-script+AD4- words</p>", (("Content-Type", f"text/html; charset={label}"),))
    assert found.text == "<p>+ADw-script+AD4- words</p>"


def test_header_comes_before_meta() -> None:
    headers = (("content-type", "text/html; charset=koi8-r"),)
    assert declared(b"<meta charset=windows-1251>", headers) == ("koi8-r", "cp1251")


def test_one_cut_character_does_not_make_another_charset() -> None:
    found = decode((RUSSIAN * 3).encode()[:-1] + b"<p>end</p>")
    assert found.charset == "utf-8"
    assert found.text.startswith(RUSSIAN)


def test_a_page_nobody_can_decode_is_partial(html: Reader) -> None:
    page = html(
        b"<html><head><meta charset=utf-16></head><body><p>word "
        + bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D]) * 200
        + b"</p>"
    )
    assert page.status in ("partial", "ok")
    assert page.document.text


def test_a_mark_of_byte_order_is_no_character(text: Reader) -> None:
    assert text(b"\xef\xbb\xbfThe bridge.").document.text == "The bridge."
