from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from provenance import Reading, read

Read = Callable[..., Reading]
URL = "https://www.northerly.example/news/1"
BODY = "\n".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The harbour council voted on Tuesday to dredge the old channel, eleven years after the plan was drawn.",
        "Fishermen had waited at the town hall since the morning, and most of them stayed until the vote was read out.",
        "The work begins in spring and will close the inner basin for about six weeks, the council clerk told the meeting.",
        "Two members voted against it because of the price, which has doubled since the first survey of the seabed.",
    )
)


def page(*, head: str = "", above: str = "", below: str = "", footer: str = "", body: str = BODY) -> str:
    """A made page around a made article."""
    return (
        f"<html><head><title>Channel to be dredged</title>{head}</head><body><nav><a href='/a'>News</a></nav>"
        f"<article><h1>Channel to be dredged</h1>{above}{body}{below}</article><footer>{footer}</footer></body></html>"
    )


@pytest.fixture
def reading_of(tmp_path: Path) -> Read:
    """Reads HTML (or a text, where it holds no tag) as a saved page of a made outlet."""

    def made(content: str, url: str | None = URL) -> Reading:
        file = tmp_path / ("page.html" if "<" in content else "line.txt")
        file.write_text(content, encoding="utf-8")
        return read(file, url=url)

    return made
