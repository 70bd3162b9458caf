"""Export as PROV-JSON: articles are entities, outlets agents, a copy was derived from its source.

Written as it is read, part by part of the document (https://www.w3.org/submissions/prov-json/); the `prov`
library reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from provenance.records.exported import Source

PREFIX = {"pv": "urn:news-provenance:", "schema": "https://schema.org/"}
_REVISION = frozenset({"republished_from", "wire", "copied_from", "syndicated_by", "adapted_from", "translated_from"})


def write(source: Source, out: Path) -> None:
    """Write prov.json. A derivation carries state, confidence and credit: it is a conclusion, with its key to look it up."""
    agents: set[str] = set()
    attributed: list[tuple[str, str]] = []
    with (out / "prov.json").open("w", encoding="utf-8") as file:
        file.write(f'{{"prefix": {json.dumps(PREFIX)}')
        _part(file, "entity", _entities(source, attributed))
        _part(
            file,
            "wasDerivedFrom",
            ((f"pv:{r['edge_key']}", _derived(r)) for r in source.records("copies") if r["extent"] != "beside"),
        )
        _part(file, "agent", _agents(source, agents))
        pairs = (
            (f"pv:of-{key}", {"prov:entity": f"pv:{key}", "prov:agent": f"pv:outlet-{slug}"})
            for key, slug in attributed
        )
        _part(file, "wasAttributedTo", pairs)
        file.write("}\n")


def _part(file: Any, name: str, items: Iterator[tuple[str, dict[str, Any]]]) -> None:
    file.write(f',\n"{name}": {{')
    for number, (key, value) in enumerate(items):
        file.write(f"{',' if number else ''}\n{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    file.write("}")


def _entities(source: Source, attributed: list[tuple[str, str]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in source.records("articles"):
        if row["outlet"]:
            attributed.append((row["article_key"], row["outlet"]))
        yield f"pv:{row['article_key']}", _known(
            {
                "prov:type": "schema:NewsArticle", "prov:label": row["title"], "schema:url": row["url"], "schema:inLanguage": row["language"],
                "schema:datePublished": row["published"], "pv:text_sha256": row["text_sha256"], "schema:articleBody": row.get("text"),
            }
        )  # fmt: skip
    for row in source.records("nodes"):
        if row["outlet"]:
            attributed.append((row["node_key"], row["outlet"]))
        yield (
            f"pv:{row['node_key']}",
            _known(
                {
                    "prov:type": "schema:NewsArticle",
                    "prov:label": row["name"],
                    "schema:url": row["url"],
                    "pv:held": False,
                }
            ),
        )


def _derived(row: dict[str, Any]) -> dict[str, Any]:
    names = ("relation", "state", "confidence", "found_by", "credit")
    ends = {"prov:generatedEntity": f"pv:{row['child_key']}", "prov:usedEntity": f"pv:{row['parent_key']}"}
    kind = (
        "prov:Revision"
        if row["relation"] in _REVISION
        else "prov:Quotation"
        if row["extent"] == "passage"
        else "prov:PrimarySource"
    )
    return _known({**ends, "prov:type": kind, **{f"pv:{n}": row[n] for n in names}})


def _agents(source: Source, known: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in source.records("outlets"):
        known.add(row["outlet"])
        yield (
            f"pv:outlet-{row['outlet']}",
            _known({"prov:type": "prov:Organization", "prov:label": row["name"], "pv:kind": row["kind"]}),
        )


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
