"""Exports: what is kept, as files for other programs, with how they came about and their digests beside them.

The same library gives the same bytes, on either database. Rows are written as they are read, so that the
size of a library does not matter. Texts are left out unless asked for: they belong to others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from provenance import __version__
from provenance.errors import UsageError
from provenance.exporting import graphml, jsonld, parquet, prov_json, tables
from provenance.records.article import EXTRACTOR_VERSION
from provenance.records.exported import Source

if TYPE_CHECKING:
    from provenance.store.library import Library as Store

SCHEMA = "provenance.export/1"
FORMATS: Mapping[str, Callable[[Source, Path], None]] = {
    "csv": tables.write, "parquet": parquet.write, "graphml": graphml.write, "prov-json": prov_json.write, "jsonld": jsonld.write,
}  # fmt: skip


def export(
    store: Store, form: str, out: Path, collection: str | None = None, *, with_texts: bool = False
) -> dict[str, object]:
    """Write an export into a folder that is new or empty; returns the manifest that lies in it too.

    Raises UsageError for a folder with files in it, UnknownNameError for the collection, StoreError.
    """
    from provenance.store import migrate

    how = store.collection_show(collection).how_sampled if collection is not None else None
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"--out {out}: there is something already; name a new or an empty folder")
    with store.exporting(collection, with_texts=with_texts) as source:
        parquet.check(form)
        out.mkdir(parents=True, exist_ok=True)
        FORMATS[form](source, out)
        manifest: dict[str, object] = {
            "schema": SCHEMA, "format": form, "collection": collection, "how_sampled": how, "with_texts": with_texts,
            "made_by": {"provenance": __version__, "database_schema": migrate.head(), "extractor": EXTRACTOR_VERSION},
            "rows": dict(source.counts), "queries": {name: " ".join(sql.split()) for name, sql in source.queries.items()},
            "files": {file.name: _described(file) for file in sorted(out.iterdir())},
            "cells": "A text that a spreadsheet program would take for a formula has an apostrophe before it." if form == "csv" else None,
        }  # fmt: skip
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
    (out / "manifest.json").write_text(f"{text}\n", encoding="utf-8")
    return manifest


def _described(file: Path) -> dict[str, object]:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while some := stream.read(1 << 20):
            digest.update(some)
    return {"bytes": file.stat().st_size, "sha256": digest.hexdigest()}
