"""The text layer of a PDF, as a plain text: its paragraphs put together from the lines they were set in."""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Iterator, Sequence

from provenance.errors import InputError
from provenance.text import storable

MAX_PAGES = 300
MAX_SECONDS = 20.0
"""Looked at between two pages."""
MAX_CHARACTERS = 5_000_000
_ENDS = re.compile(r"[.!?…:;。！？][\"'”’»)\]]{0,3}$")
_HYPHEN = re.compile(r"[^\W\d_]-$")


def text_layer(content: bytes, name: str) -> str:
    """The text of all pages.

    Raises InputError: `unsupported_type` for an encrypted document and for one without a text layer (a
    scan), `too_large`, `too_slow`, and `parser_failed` for a damaged one.
    """
    text = "\n\n".join(paragraphs(page) for page in _pages(content, name))
    if sum(map(str.isalnum, text)) < 20:
        raise InputError("unsupported_type", f"{name}: the PDF has no text layer (pictures of pages?); give it as text")
    return text


def _pages(content: bytes, name: str) -> Iterator[str]:
    """The text of each page; whatever pypdf raises on a broken document becomes one line."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    began, total = time.monotonic(), 0
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not _opened(reader):
            raise InputError("unsupported_type", f"{name}: the PDF is encrypted; save it without a password")
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise InputError("too_large", f"{name}: the PDF has {count} pages, more than {MAX_PAGES}")
        for page in reader.pages:
            text = storable(page.extract_text() or "")
            total += len(text)
            if total > MAX_CHARACTERS:
                raise InputError("too_large", f"{name}: the PDF's text is longer than {MAX_CHARACTERS:,} characters")
            if time.monotonic() - began > MAX_SECONDS:
                raise InputError("too_slow", f"{name}: the PDF takes longer than {MAX_SECONDS:g} s to read")
            yield text
    except InputError:
        raise
    except Exception as error:  # pypdf raises errors of many kinds on damaged documents
        why = f"{type(error).__name__}: {str(error)[:100]}"
        raise InputError("parser_failed", f"{name}: the PDF is damaged ({why})") from error


def _opened(reader: object) -> bool:
    """Whether an encrypted document opens without a password, as many do."""
    try:
        return bool(reader.decrypt(""))  # type: ignore[attr-defined]
    except Exception:  # also where the cipher needs a library that is not there
        return False


def paragraphs(page: str) -> str:
    """A page's lines with those of one paragraph in one line.

    A line goes on in the next where that begins in lower case, or where it is about as long as the
    longer ones are and does not end as a sentence does; a word broken at its end is mended.
    """
    lines = [" ".join(line.split()) for line in page.splitlines()]
    full = max(40, 0.75 * _usual_length(lines))
    out: list[str] = []
    before = ""
    for line in lines:
        goes_on = bool(before and line) and (line[0].islower() or (len(before) >= full and not _ENDS.search(before)))
        if goes_on and _HYPHEN.search(before) and line[0].islower():
            out[-1] = out[-1][:-1] + line
        elif goes_on:
            out[-1] += f" {line}"
        elif line:
            out.append(line)
        before = line
    return "\n".join(out)


def _usual_length(lines: Sequence[str]) -> int:
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 3 // 4] if lengths else 0
