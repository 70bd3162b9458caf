"""The room's one screen: from a capture to a page, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from provenance.errors import InputError
from provenance.reading.archives import archived_at, by_short_link, cleaned
from provenance.reading.body import extracted_lines, page_body, text_body
from provenance.reading.charset import Decoded, decode
from provenance.reading.dates import Claimant, TimeTag, find_dates
from provenance.reading.language import find_language
from provenance.reading.parse import parse
from provenance.reading.pdf import text_layer
from provenance.reading.plain import plain_lines
from provenance.reading.prose import linked_runs
from provenance.reading.raw import assemble
from provenance.reading.saved import saved_from
from provenance.reading.structured import find_signals
from provenance.reading.titles import Titles, page_titles, text_titles
from provenance.reading.walk import Walker
from provenance.reading.walls import find_wall, masked, without_banners
from provenance.reading.windows import placed
from provenance.records.capture import Capture
from provenance.records.document import DOCUMENT_VERSION, Archived, Body, Document, Line, Page, Signal


def read_page(capture: Capture) -> Page:
    """Read one capture; see `provenance.reading.read_page`."""
    decoded = decode(capture.content, capture.headers) if capture.media != "pdf" else Decoded("", "utf-8")
    read = {"html": _read_html, "text": _read_text, "pdf": _read_pdf}[capture.media]
    page = read(capture, decoded)
    if page.status == "ok" and decoded.damaged:
        detail = f"not all of it can be read as {decoded.charset}; what cannot stands as U+FFFD"
        return replace(page, status="partial", reason="bad_charset", detail=detail)
    if page.status == "ok" and masked(page.document.text):
        return replace(page, status="partial", reason="masked", detail="words of the text are replaced by @")
    if page.status == "ok" and capture.truncated:
        return replace(page, status="partial", reason="truncated", detail="only the first part of the page came")
    return page


def _read_text(capture: Capture, decoded: Decoded) -> Page:
    lines = plain_lines(decoded.text)
    titles = text_titles(lines, capture.given.title)
    body = text_body(lines, titles.title_line, titles.subtitle_line)
    document = Document(decoded.text, DOCUMENT_VERSION, "text", placed(lines, body, titles.title_line))
    page = _finished(capture, decoded, document, (), _body(body, titles), None, ())
    return page if lines else _failed(page, "empty", "there is no word in it")


def _read_pdf(capture: Capture, nothing: Decoded) -> Page:
    """The text layer of a PDF, read as a plain text is."""
    try:
        return _read_text(capture, replace(nothing, text=text_layer(capture.content, capture.path or capture.id)))
    except InputError as error:
        return _failed(_read_text(capture, nothing), error.reason, error.detail)


def _read_html(capture: Capture, decoded: Decoded) -> Page:
    parsed = parse(decoded.text)
    if parsed.root is None:
        nothing = Document("", DOCUMENT_VERSION, "html", ())
        page = _finished(capture, decoded, nothing, (), _body((), Titles()), None, ())
        return _failed(page, parsed.reason or "not_a_page", parsed.detail or "there is no page in it")
    root = parsed.root
    signals, archived = _own_address(capture, decoded, root)
    walker = Walker()
    walker.walk(root)
    text, lines = assemble(walker.lines)
    lines = _with_teasers(lines)
    signals = (*signals, *find_signals(capture, decoded.text, root, archived.url if archived else None))
    titles = page_titles(lines, signals, root.findtext(".//title"), capture.given.title)
    extracted = extracted_lines(root, walker.elements, len(lines), len(decoded.text), walker.depth)
    heads = frozenset(i for i in (titles.title_line, titles.subtitle_line) if i is not None)
    body = without_banners(lines, page_body(lines, extracted, heads))
    wall = None if parsed.reason else find_wall(decoded.text, root, lines, body)
    if wall:
        body, titles = wall.body, Titles() if wall.whole else titles
    document = Document(text, DOCUMENT_VERSION, "html", placed(lines, body, _above(titles.title_line, body)))
    times = tuple(TimeTag(t.line, t.value, t.path, t.itemprop) for t in walker.times)
    page = _finished(capture, decoded, document, signals, _body(body, titles), root.get("lang"), times, archived)
    if parsed.reason:
        status = replace(page, status="partial", reason=parsed.reason, detail=parsed.detail)
        return status if lines else _failed(status, parsed.reason, parsed.detail or "")
    if wall:
        return replace(page, status="failed" if wall.whole else "partial", reason=wall.reason, detail=wall.detail)
    if lines and not body:
        return replace(page, status="partial", reason="empty", detail="no running text was found on the page")
    return page if lines else _failed(page, "not_a_page", "nothing on the page can be seen without running its scripts")


def _above(title_line: int | None, body: Sequence[int]) -> int | None:
    return title_line if title_line is not None and body and title_line < body[0] else None


def _with_teasers(lines: list[Line]) -> list[Line]:
    runs = linked_runs(lines)
    return [x.placed_in(x.context | {"teaser"}, x.window) if x.index in runs else x for x in lines]


def _body(lines: Sequence[int], titles: Titles) -> Body:
    return Body(tuple(lines), titles.title, titles.subtitle, titles.title_line, titles.subtitle_line)


def _finished(
    capture: Capture, decoded: Decoded, document: Document, signals: tuple[Signal, ...], body: Body,
    html_lang: str | None, times: tuple[TimeTag, ...], archived: Archived | None = None,
) -> Page:  # fmt: skip
    archived = archived or archived_at(capture.url_final or capture.url, capture.headers)
    url = archived.url if archived else capture.url_final or capture.url
    sample = " ".join(document.lines[i].text[:2000] for i in body.lines[:20])
    language = find_language(sample or document.text[:4000], capture.given.language, html_lang, signals)
    dates = find_dates(Claimant(capture.given, url, document, body, signals, times, language, archived))
    return Page(capture, decoded.charset, document, signals, body, dates, language, archived=archived)


def _own_address(capture: Capture, decoded: Decoded, root: HtmlElement) -> tuple[tuple[Signal, ...], Archived | None]:
    """What a saver claims about where the page is from, and what archive's copy it is, if any; takes its marks off.

    Where only the saver's claim names an archive, the marks go too, but no archive stands as a witness.
    """
    url = capture.url_final or capture.url
    claims = tuple(saved_from(decoded.text, capture.headers)) if url is None else ()
    archived = archived_at(url, capture.headers) or by_short_link(url, root)
    marked = archived or (archived_at(claims[0].value) if claims else None)
    if marked:
        cleaned(root, marked)
    return claims, archived


def _failed(page: Page, reason: str, detail: str) -> Page:
    return replace(page, status="failed", reason=reason, detail=detail)
