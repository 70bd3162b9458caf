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
    for signal in page.signals:
        if signal.where == "json-ld" and signal.chain == "publisher.name" and len(signal.value) <= MAX_SITE_NAME:
            yield signal.value


def _is_front(href: str, host: str | None) -> bool:
    path = re.sub(r"^https?://[^/?#]+", "", href, flags=re.I)
    return path in ("", "/", "./") and (href == path or same_site(host_of(href), host))
