"""What a page's frame calls its site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.records.document import Page
from provenance.urls import host_of, same_site

MAX_FRAME, MAX_SITE_NAME = 40, 40
_BRAND = re.compile(
    r"(?:.*[-_])?(?:logo|brand|masthead|site-?name|site-?title|blog-?title)(?:[-_](?:text|name|link|title))?"
)
_CUT = re.compile(r"\s[-–—|·•»/]{1,2}\s|\s?--\s?|_|\s?[|]\s?|\s::\s|(?<=[\u3400-\u9fff])-(?=[\u3400-\u9fff])")
_RIGHTS = re.compile(r"copyright|\(c\)|©|all rights reserved|\b(?:19|20)\d\d\b|\bby\b|版权所有|版權所有", re.I)


def frame_names(page: Page, host: str | None) -> Iterator[str]:
    """The text above the title that is linked to the front page of `host` or stands as a logo, and the publisher its article names.

    A claim of the page's: whoever asks must see that it is no other outlet's name.
    """
    title = page.body.title_line
    for line in page.document.lines[: MAX_FRAME if title is None else min(title, MAX_FRAME)]:
        if not 0 < len(line.text) <= MAX_SITE_NAME:
            continue
        home = any(k.end - k.start >= 0.8 * len(line.text) and _is_front(k.href, host) for k in line.links)
        if home or (not line.links and any(_BRAND.fullmatch(c) for c in line.classes)):
            yield line.text
    yield from _in_title(page)
    for signal in page.signals_named("copyright"):
        yield _RIGHTS.sub(" ", signal.value[:200]).strip(" .,|-")
    for signal in page.signals:
        if signal.where == "json-ld" and signal.chain == "publisher.name" and len(signal.value) <= MAX_SITE_NAME:
            yield signal.value


def _in_title(page: Page) -> Iterator[str]:
    """The last part of the head's title, where a heading shows that it is none of the article's: "Ferry stays - Example Post"."""
    for signal in page.signals_named("html-title"):
        parts = [p for p in _CUT.split(signal.value[:400]) if p.strip()]
        if len(parts) > 1 and parts[-1].casefold() not in (page.body.title or "").casefold():
            yield from (p.strip() for p in parts[1:] if len(p.strip()) <= MAX_SITE_NAME)


def _is_front(href: str, host: str | None) -> bool:
    path = re.sub(r"^https?://[^/?#]+", "", href, flags=re.I)
    return path in ("", "/", "./") and (href == path or same_site(host_of(href), host))
