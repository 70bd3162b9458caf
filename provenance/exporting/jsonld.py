"""Export as JSON-LD in the words of schema.org: NewsArticle, with what it is based on and what it cites.

Never ClaimReview: nothing here says whether a text is true.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from provenance.records.exported import Source

URN = "urn:news-provenance:"


def write(source: Source, out: Path) -> None:
    """Write articles.jsonld: `isBasedOn` for sources of a whole text, `citation` for those of a passage and for partners."""
    outlets = {row["outlet"]: row for row in source.records("outlets")}
    copies = _Grouped(source.records("copies"))
    with (out / "articles.jsonld").open("w", encoding="utf-8") as file:
        file.write('{"@context": "https://schema.org", "@graph": [')
        first = True
        for made in chain(_of_articles(source, outlets, copies), _of_nodes(source, outlets)):
            file.write(f"{'' if first else ','}\n{json.dumps(made, ensure_ascii=False)}")
            first = False
        file.write("\n]}\n")


class _Grouped:
    """Copies by their child, which come in the order in which children are asked for."""

    def __init__(self, rows: Iterator[dict[str, Any]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, child: str) -> list[dict[str, Any]]:
        while self._next is not None and self._next["child_key"] < child:
            self._next = next(self._rows, None)
        found = []
        while self._next is not None and self._next["child_key"] == child:
            found.append(self._next)
            self._next = next(self._rows, None)
        return found


def _of_articles(source: Source, outlets: dict[str, Any], copies: _Grouped) -> Iterator[dict[str, Any]]:
    for row in source.records("articles"):
        sources = copies.of(row["article_key"])
        based = [{"@id": URN + c["parent_key"]} for c in sources if c["extent"] == "whole"]
        cited = [{"@id": URN + c["parent_key"]} for c in sources if c["extent"] != "whole"]
        yield _known(
            {
                "@type": "NewsArticle", "@id": URN + row["article_key"], "url": row["url"], "headline": row["title"], "inLanguage": row["language"],
                "datePublished": row["published"], "wordCount": row["words"], "publisher": _publisher(row["outlet"], outlets),
                "isBasedOn": based or None, "citation": cited or None, "articleBody": row.get("text"),
            }
        )  # fmt: skip


def _of_nodes(source: Source, outlets: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for row in source.records("nodes"):
        publisher = _publisher(row["outlet"], outlets)
        yield _known({"@type": "NewsArticle", "@id": URN + row["node_key"], "url": row["url"], "publisher": publisher})


def _publisher(slug: str | None, outlets: dict[str, Any]) -> dict[str, Any] | None:
    if slug is None:
        return None
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{URN}outlet-{slug}",
        "name": outlets[slug]["name"] if slug in outlets else slug,
    }


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
