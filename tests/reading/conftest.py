from __future__ import annotations

from collections.abc import Callable

import pytest

from provenance.capture import take_bytes
from provenance.reading import read_page
from provenance.records.capture import Given
from provenance.records.document import Page

Reader = Callable[..., Page]

PROSE = (
    "The council of Harbour Town agreed on Tuesday to build the new bridge over the river.",
    "Mayor Ann Field said the work would begin in spring and would cost nine million crowns.",
    "Fishermen fear for their trade, and some of them stood outside the hall during the vote.",
    "The old bridge, which was built after the flood, will stay open until the new one is ready.",
)


@pytest.fixture
def prose() -> tuple[str, ...]:
    return PROSE


@pytest.fixture
def html() -> Reader:
    def read(source: str | bytes, **given: str) -> Page:
        content = source if isinstance(source, bytes) else source.encode()
        return read_page(take_bytes(content, given=Given(**given), id="page", name="page.html"))

    return read


@pytest.fixture
def text() -> Reader:
    def read(source: str | bytes, **given: str) -> Page:
        content = source if isinstance(source, bytes) else source.encode()
        return read_page(take_bytes(content, given=Given(**given), id="text", name="text.txt"))

    return read


@pytest.fixture
def article(html: Reader) -> Reader:
    """A page of the usual build; pieces go in the head, above, inside and below the text."""

    def read(
        head: str = "",
        above: str = "",
        inside: str = "",
        below: str = "",
        title: str = "Town agrees on new bridge",
        **given: str,
    ) -> Page:
        paragraphs = [f"<p>{p}</p>" for p in PROSE]
        body = "".join([*paragraphs[:2], inside, *paragraphs[2:]])
        return html(
            f"<html lang=en><head><title>{title} | Harbour News</title>{head}</head><body>"
            "<nav><a href=/>Home</a> <a href=/w>World</a></nav>"
            f"<main><article><h1>{title}</h1>{above}<div class=text>{body}</div>{below}</article></main>"
            "<footer><p>© 2024 Harbour News. All rights reserved.</p></footer></body></html>",
            **given,
        )

    return read
