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
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"WARC/", "a WARC file, which this version does not read"),
    (b"{\\rtf", "an RTF document"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or film file"),
)
_PAGE_TYPES = frozenset(
    ["text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml", "text/plain", "text/markdown", "text/x-markdown"]
)  # fmt: skip
_MARKUP_TYPES = frozenset(["text/xml", "application/xml"])
_NO_TYPES = frozenset(
    ["", "*/*", "application/octet-stream", "binary/octet-stream", "unknown/unknown", "content/unknown"]
)
_PDF_TYPES = frozenset(["application/pdf", "application/x-pdf"])
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\f\r\x1b")
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
    if content.startswith(_BOMS) or wide_endian(sample):
        return None
    nuls = sample.count(0)
    if nuls >= 8 and nuls * 50 >= len(sample):
        return "binary data (many NUL bytes)"
    return "binary data (control characters of all kinds)" if _scrambled(sample) else None


def _scrambled(sample: bytes) -> bool:
    """Compressed or encrypted bytes hold all control characters alike; no text does, in no charset."""
    controls = sample.translate(None, bytes(c for c in range(256) if c not in _CONTROLS))
    return len(controls) * 16 > len(sample) >= 256 and len(set(controls)) >= 12


def is_pdf(content: bytes) -> bool:
    """Whether the bytes begin as a PDF does, perhaps after a few others."""
    return content.startswith(b"%PDF") or content[:1024].lstrip().startswith(b"%PDF-")


def unfit(content: bytes, content_type: str) -> tuple[str, str] | None:
    """Why bytes a server sent are no page or text: a reason code and one line; None where they may be.

    A PDF is a text to be read. The bytes outrank the label; where both are clear and disagree, neither is believed.
    """
    label = content_type.partition(";")[0].strip().lower()
    if is_pdf(content) and label in _PDF_TYPES | _NO_TYPES:
        return None
    binary = seems_binary(content)
    if binary and label in _PAGE_TYPES | _MARKUP_TYPES:
        return "not_a_page", f"is labelled {label} but seems to be {binary}"
    if binary:
        return "unsupported_type", f"seems to be {binary}, labelled {label[:60] or 'nothing'}"
    if label in _PAGE_TYPES | _NO_TYPES:
        return None
    markup = media_of("", content) == "html"
    if label in _MARKUP_TYPES:
        return None if markup else ("unsupported_type", f"is {label} and no HTML")
    if markup:
        return "not_a_page", f"is labelled {label[:60]} but seems to be HTML"
    return "unsupported_type", f"is labelled {label[:60]}"


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
