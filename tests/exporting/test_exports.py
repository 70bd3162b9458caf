"""Exports: the same bytes each time and on both databases, no texts unless asked for, readable by others."""

import csv
import hashlib
import io
import json
import random
from pathlib import Path
from xml.etree import ElementTree

import pytest

from provenance.errors import UnknownNameError, UsageError
from provenance.exporting import FORMATS, export
from provenance.store.library import Library
from tests.store.stored import BODY
from tests.store.test_views import World

DIGESTS: dict[str, dict[str, str]] = {}
"""What each form came to on the first database."""


@pytest.fixture
def world(library: Library) -> World:
    made = World(library)
    made.deal(random.Random(7))
    return made


def read(file: Path) -> "csv.DictReader[str]":
    return csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))


def bytes_of(folder: Path) -> dict[str, str]:
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(folder.iterdir())}


@pytest.mark.parametrize("form", FORMATS)
def test_two_exports_are_equal_whatever_was_rebuilt_and_say_how_they_came_about(
    world: World, form: str, tmp_path: Path
) -> None:
    manifest = export(world.library, form, tmp_path / "one", "all")
    world.library.close()
    export(world.library, form, tmp_path / "two", "all")
    first = bytes_of(tmp_path / "one")
    assert first == bytes_of(tmp_path / "two") == DIGESTS.setdefault(form, first)
    assert manifest == json.loads((tmp_path / "one" / "manifest.json").read_text())
    files = manifest["files"]
    assert isinstance(files, dict) and {n: about["sha256"] for n, about in files.items()} == {
        n: d for n, d in first.items() if n != "manifest.json"
    }
    assert manifest["how_sampled"] == "made" and manifest["queries"] and not any(n.startswith(".") for n in first)
    text = b"".join(f.read_bytes() for f in (tmp_path / "one").iterdir() if f.suffix != ".parquet").decode()
    assert BODY not in text and "ClaimReview" not in text
    export(world.library, form, tmp_path / "three", "all", with_texts=True)
    if form not in ("parquet",):
        assert any(BODY in f.read_text() for f in (tmp_path / "three").iterdir())


def test_csv_has_what_the_views_have(world: World, tmp_path: Path) -> None:
    made = export(world.library, "csv", tmp_path / "out")
    tables = {f.stem: list(read(f)) for f in (tmp_path / "out").glob("*.csv")}
    assert made["rows"] == {name: len(rows) for name, rows in tables.items()}
    edges = world.edges()
    assert {(r["child_key"], r["parent_key"]) for r in tables["copies"]} == set(edges)
    assert {r["article_key"] for r in tables["articles"]} == {n.key for n in world.held}
    ends = {key for pair in edges for key in pair if key.startswith("nod_")}
    assert ends <= {r["node_key"] for r in tables["nodes"]}
    export(world.library, "csv", tmp_path / "scoped", "all")
    scoped = list(read(tmp_path / "scoped" / "articles.csv"))
    assert len(scoped) == len(world.held) - 1


def test_others_read_it(world: World, tmp_path: Path) -> None:
    import duckdb
    from prov.model import ProvDerivation, ProvDocument

    edges = {pair for pair, e in world.edges().items() if e.relation not in ("contributed", "co_published")}
    for form in FORMATS:
        export(world.library, form, tmp_path / form)
    document = ProvDocument.deserialize(str(tmp_path / "prov-json" / "prov.json"), format="json")
    derived = {tuple(str(v) for _, v in d.formal_attributes[:2]) for d in document.get_records(ProvDerivation)}
    assert derived == {(f"pv:{child}", f"pv:{parent}") for child, parent in edges}
    graph = ElementTree.parse(tmp_path / "graphml" / "graph.graphml").getroot()
    space = "{http://graphml.graphdrawing.org/xmlns}"
    found = {(e.get("source"), e.get("target")) for e in graph.iter(f"{space}edge")}
    assert found == set(world.edges()) and {key for pair in found for key in pair} <= {
        n.get("id") for n in graph.iter(f"{space}node")
    }
    linked = json.loads((tmp_path / "jsonld" / "articles.jsonld").read_text())["@graph"]
    based = {(a["@id"], s["@id"]) for a in linked for s in a.get("isBasedOn", []) + a.get("citation", [])}
    held = {n.key for n in world.held}
    urn = "urn:news-provenance:"
    assert based == {(urn + child, urn + parent) for child, parent in world.edges() if child in held}
    copies = str(tmp_path / "parquet" / "copies.parquet")
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT child_key, parent_key, typeof(confidence) FROM read_parquet(?)", [copies]
        ).fetchall()
    assert {row[:2] for row in rows} == set(world.edges()) and {row[2] for row in rows} <= {"DOUBLE"}


def test_what_is_there_is_not_written_over(world: World, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="empty folder"):
        export(world.library, "csv", tmp_path / "out")
    with pytest.raises(UnknownNameError):
        export(world.library, "csv", tmp_path / "none", "nowhere")
    assert not (tmp_path / "none").exists()
