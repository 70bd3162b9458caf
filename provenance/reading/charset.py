"""Bytes to text: what the page declares, checked against what its bytes allow."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from provenance.text import storable

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<meta[^<>]{0,300}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.I)
_XML = re.compile(rb"""<\?xml[^<>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,40})""", re.I)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.I)
_TAGS = re.compile(rb"<[^<>]*>|[\x00-\x20]+")

# What browsers decode with: the superset for a subset's label; no UTF-7, no codec that is not text.
_WEB = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
_ALLOWED = frozenset(
    ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "gb18030"]
    + ["big5hkscs", "big5", "euc_jp", "iso2022_jp", "cp932", "cp949", "cp874"]
    + [f"cp125{n}" for n in range(9)]
    + [f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)]
)
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
_LATIN = frozenset(
    ["cp1250", "cp1252", "cp1254", "cp1257", "mac-roman", *(f"iso8859-{n}" for n in (2, 3, 4, 10, 13, 14, 15, 16))]
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_FREQUENT = re.compile(r"[оеаинтсрвл]")
_GUESSED_ON = 60_000
FEW_BAD = 0.001
"""A text with no larger share of undecodable characters is taken as sound."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the charset it was read in, and whether too much of it could not be decoded."""

    text: str
    charset: str
    damaged: bool = False


def decode(content: bytes, headers: tuple[tuple[str, str], ...] = ()) -> Decoded:
    """Decode a page: byte-order mark, then valid UTF-8, then the declared charset, then a guess.

    Valid UTF-8 outranks a legacy label, since legacy text is hardly ever valid UTF-8 by chance.
    NUL and lone surrogates become U+FFFD.
    """
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _lenient(content[len(bom) :], name)
    labels = declared(content, headers)
    wide = _wide(content, labels)
    if wide:
        return _lenient(content, wide)
    if "iso2022_jp" in labels and content.isascii():
        return _lenient(content, "iso2022_jp")
    try:
        return Decoded(storable(content.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(content, labels)


def _not_utf8(content: bytes, labels: tuple[str, ...]) -> Decoded:
    tried = _lenient(content, "utf-8")
    # A page that is UTF-8 but for a cut character here and there.
    if not tried.damaged and _many_multibyte(tried):
        return tried
    for name in labels:
        if not name.startswith("utf"):
            found = _lenient(content, name)
            if not found.damaged:
                return _relabelled(content, name) or found
    guessed = _best_cyrillic(_words_of(content)) or _guess(content)
    if guessed:
        found = _lenient(content, guessed)
        if not found.damaged:
            return found
    return Decoded(_lenient(content, "cp1252").text, "cp1252", damaged=True) if guessed is None else found


def _relabelled(content: bytes, name: str) -> Decoded | None:
    """The text in another charset where the declared one makes nonsense of it, though it can be decoded.

    In Latin text letters beyond ASCII stand alone or in pairs; in Cyrillic text six letters of ten are
    ten small ones, which the wrong one of the Cyrillic charsets makes large or rare.
    """
    sample = _words_of(content)
    better: str | None = None
    if name in _CYRILLIC and _russian(sample, name) < 0.3:
        better = _best_cyrillic(sample)
    elif name in _LATIN:
        runs = [len(run) for run in _HIGH.findall(sample)]
        if sum(runs) > 40 and 2 * sum(n for n in runs if n >= 4) > sum(runs):
            better = _best_cyrillic(sample) or _guess(content)
    found = _lenient(content, better) if better and better != name else None
    return found if found and not found.damaged else None


def _best_cyrillic(sample: bytes) -> str | None:
    best = max(_CYRILLIC, key=lambda name: _russian(sample, name))
    return best if _russian(sample, best) > 0.5 else None


def _russian(sample: bytes, name: str) -> float:
    """The share of the ten most frequent small letters among all that the charset makes of the high bytes."""
    text = sample.decode(name, "replace")
    beyond = sum(1 for c in text if c > "\x7f")
    return len(_FREQUENT.findall(text)) / max(1, beyond) if beyond >= 20 else 0.4


def _many_multibyte(tried: Decoded) -> bool:
    bad = tried.text.count("\ufffd")
    wide = len(tried.text) - len(tried.text.encode("ascii", "ignore")) - bad
    return wide >= 4 * bad


def declared(content: bytes, headers: tuple[tuple[str, str], ...] = ()) -> tuple[str, ...]:
    """Names of the usable charsets that header, XML declaration and meta declare, in that order."""
    head = content[:8192].replace(b"\0", b"")
    labels = [found[1] for k, v in headers if k.lower() == "content-type" and (found := _HEADER.search(v))]
    labels += [m[1].decode("ascii", "ignore") for p in (_XML, _META) if (m := p.search(head))]
    return tuple(dict.fromkeys(name for label in labels if (name := web_name(label))))


def web_name(label: str) -> str | None:
    """The codec browsers use for a charset label; None for unknown ones and those never to be used."""
    try:
        name = codecs.lookup(label.strip().lower()).name
    except (LookupError, ValueError):
        return None
    name = _WEB.get(name, name)
    return name if name in _ALLOWED else None


def _wide(content: bytes, labels: tuple[str, ...]) -> str | None:
    """UTF-16 without a mark: by its NUL bytes, or by label where they agree with it."""
    sample = content[:65_536]
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half >= 4 and odd * 10 > half * 4 and even * 20 < half:
        return "utf-16-le"
    if half >= 4 and even * 10 > half * 4 and odd * 20 < half:
        return "utf-16-be"
    header_only = [name for name in labels if name.startswith("utf-16") and even + odd]
    return "utf-16-le" if header_only else None


def _lenient(content: bytes, name: str) -> Decoded:
    text = content.decode(name, "replace")
    bad = text.count("\ufffd") - content.count(b"\xef\xbf\xbd")
    return Decoded(storable(text), name, damaged=bad > max(3, FEW_BAD * len(text)))


def _words_of(content: bytes) -> bytes:
    """The beginning of a page's bytes without its tags."""
    return _TAGS.sub(b" ", content[: 20 * _GUESSED_ON])[:_GUESSED_ON]


def _guess(content: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(_words_of(content)).best()
    return web_name(best.encoding) if best is not None else None
