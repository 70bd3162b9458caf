"""A made story: a wire's text, its copies with and without credit, and one by somebody who writes hostile names."""

import html
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from provenance.library import Library
from provenance.pipeline import take_all
from provenance.records.capture import Given
from provenance.settings import Settings

WIRE = "https://wire.example/2019/ferry"
GAZETTE = "https://gazette.example/2019/ferry"
TERMS = "Feel free to republish this article in full, provided you credit Northern Wire and link to the original."
HOSTILE = 'A <script>alert(1)</script> ferry "leaves" \u202eback & <b>'
BODY = (
    "The ferry left the harbour at noon, and nobody on the quay could say where it was bound for.",
    "A porter who had worked there for thirty years said that no boat of that name was in his book.",
    "By evening the harbour office had asked three islands whether they had seen it; none of them had.",
    "The office said it would look through its papers again in the morning and then tell the families.",
    "“We have written down every boat since the war,” said Ida Holm, the harbour master, “and never this one.”",
    "Two fishermen told the office that they had passed a ferry without lights near the outer rocks.",
)


def page(title: str, author: str, body: tuple[str, ...], date: str, credit: str = "", foot: str = "") -> str:
    """A page of these parts; title, author and body are escaped."""
    data = json.dumps({"@type": "NewsArticle", "headline": title, "author": author, "datePublished": date})
    lines = "".join(f"<p>{html.escape(p)}</p>" for p in body)
    shown = html.escape(title)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{shown}</title>'
        f'<script type="application/ld+json">{data.replace("<", chr(92) + "u003c")}</script></head><body><article>'
        f"<h1>{shown}</h1><p class=byline>By {html.escape(author)}</p>{lines}<p>{credit}</p></article><footer><p>{foot}</p></footer></body></html>"
    )


FERRY = "A ferry leaves and is not seen again"
PAGES = {
    WIRE: page(FERRY, "Ann Moor", BODY, "2019-03-04T09:30:00+01:00", foot=TERMS),
    GAZETTE: page(
        FERRY, "Ann Moor", BODY, "2019-03-04T11:10:00+01:00",
        f'This article was originally published by <a href="{WIRE}">Northern Wire</a>.',
    ),
    "https://quay.example/a/1": page(
        "Where is the ferry?", "Quayside", BODY[:4], "2019-03-06T10:00:00+01:00",
        f'The original source of this article is <a href="{GAZETTE}">The Harbour Gazette</a>.',
    ),
    "https://echo.example/ferry": page(
        FERRY, "Echo Desk", (*BODY, "Readers of the Echo are asked to write in if they know more."), "2019-03-05T08:00:00+01:00"
    ),
    "https://evil.example/x": page(
        HOSTILE, "Evil & <i>Co</i>", BODY, "2019-03-08T10:00:00+01:00", f'This article was originally published by <a href="{WIRE}">Northern Wire</a>.'
    ),
}  # fmt: skip


@contextmanager
def ferry(db: str, evidence: str, folder: Path) -> Iterator[Library]:
    """A library that keeps the story, in the collection "march"."""
    rows = [{"id": url, "html": made, "url": url} for url, made in PAGES.items()]
    batch = folder / "ferry.jsonl"
    batch.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with Library(Settings(db, evidence)) as library:
        library.store.collection_create("march", "every page of March")
        assert all(a.status == "new" for a, _ in library.add_items(take_all([], Given(), str(batch)), "march"))
        yield library
