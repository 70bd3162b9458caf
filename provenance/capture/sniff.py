"""What a string of bytes seems to be, by its ending and its first bytes."""

from __future__ import annotations

import re

from provenance.records.capture import Media

HTML_ENDINGS = (".html", ".htm", ".xhtml")
TEXT_ENDINGS = (".txt", ".md")

_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (docx, odt, epub and wacz are such)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF picture, sound or film"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\xfd7zXZ", "an XZ archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"WARC/", "a WARC file, which this version does not read"),
    (b"{\\rtf", "an RTF document"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or film file"),
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SNIFFED = 65_536
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|p|article|section|main|header|h[1-6]|table|span|a|ul|ol|br|b|i|em|strong|img|time)[\s/>]",
    re.I,
)


def seems_binary(content: bytes) -> str | None:
    """What the bytes seem to be where they are no text at all, else None.

    NUL bytes in every other place are UTF-16, not binary.
    """
    for magic, name in _MAGIC:
        if content.startswith(magic):
            return name
    if content[4:8] == b"ftyp":
        return "a film or picture (MP4 family)"
    sample = content[:_SNIFFED]
    nuls = sample.count(0)
    if nuls < 8 or nuls * 50 < len(sample) or content.startswith(_BOMS) or wide_endian(sample):
        return None
    return "binary data (many NUL bytes)"


def wide_endian(sample: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where NUL bytes stand in every other place, as in such text."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half < 4:
        return None
    if odd * 10 > half * 4 and even * 20 < half:
        return "utf-16-le"
    return "utf-16-be" if even * 10 > half * 4 and odd * 20 < half else None


def media_of(name: str, content: bytes) -> Media:
    """HTML or text: by the ending where it is one of ours, else by the first bytes."""
    ending = name.lower().removesuffix(".gz")
    if ending.endswith(HTML_ENDINGS):
        return "html"
    if ending.endswith(TEXT_ENDINGS):
        return "text"
    sample = content[:4096].replace(b"\0", b"")
    start = sample.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f")
    return "html" if start.startswith(b"<") and _MARKUP.search(sample) else "text"
