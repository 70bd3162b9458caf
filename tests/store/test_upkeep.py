"""Forgetting, verifying, backing up."""

import gzip
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from provenance.errors import StoreError, UnknownNameError, UsageError
from provenance.store.evidence.folder import Evidence
from provenance.store.library import Library
from provenance.store.upkeep import pruning
from tests.store.stored import BODY, GAZETTE, WIRE, capture, edge, node, reading

URL = "https://gazette.example/ferry"


def keep(library: Library, content: str = "bytes", url: str = URL, body: str = BODY) -> str:
    page = capture(content, url=url)
    added = library.add(reading(page, body), page)
    assert added.article
    return added.article


def unpacked(library: Library) -> bytes:
    """All that lies in the evidence."""
    return b"".join(gzip.decompress(file.read_bytes()) for file in library.evidence.files())


def run(library: Library, statement: str) -> None:
    with library._engine.begin() as connection:
        connection.execute(text(statement))


def test_what_is_forgotten_is_gone_and_stays_out(library: Library) -> None:
    key = keep(library, body="Wilhelmina Quartermain was seen on the quay.")
    found = library.reading_of(key)
    library.save_edges(
        key,
        [node(WIRE, "https://wire.example/a")],
        [edge(key, node(WIRE, "https://wire.example/a").key, (found.credits[0].evidence,))],
    )
    library.collection_create("march", "all")
    assert library.forget(URL, "asked by the person named") == key
    for ref in (key, URL):
        with pytest.raises(UnknownNameError):
            library.find_article(ref)
    assert library.find("quartermain") == () and library.chain_rows(key)[1] == ()
    assert b"bytes" not in unpacked(library)
    page = capture("bytes", url=URL)
    again = library.add(reading(page), page)
    assert (again.status, again.reason, again.article) == ("failed", "forgotten", None)
    assert b"bytes" not in unpacked(library) and library.verify() == ()
    with pytest.raises(UnknownNameError):
        library.forget(URL, "twice")


def test_nothing_of_it_stays_in_the_file(sqlite_db: str) -> None:
    with Library.open(sqlite_db) as library:
        keep(library, "other", "https://gazette.example/other")
        keep(library, body="Wilhelmina Quartermain was seen on the quay.")
        library.forget(URL, "asked")
        left = b"".join(p.read_bytes() for p in Path(sqlite_db).parent.glob("news.db*") if p.is_file())
    assert b"quartermain" not in left.lower() and b"ferry left" in left


def test_what_others_use_stays(library: Library) -> None:
    """Two articles, one file, one text."""
    page = capture("bytes")
    one = library.add(reading(page), page)
    two = library.add(reading(page, outlet=WIRE), page)
    assert one.article and two.article and one.article != two.article
    library.forget(one.article, "asked")
    assert library.reading_of(two.article).document and library.verify() == ()


def test_others_that_lead_to_it_keep_their_claim_but_not_its_title(library: Library) -> None:
    source, copy = keep(library), keep(library, "copy", "https://post.example/a")
    library.save_edges(copy, [node(GAZETTE, URL, key=source)], [edge(copy, source)])
    library.forget(source, "asked")
    nodes, edges = library.chain_rows(copy)
    assert [(n.key, n.held, n.title) for n in nodes] == [(copy, True, "A ferry leaves"), (source, False, None)] and len(
        edges
    ) == 1
    assert library.verify() == ()


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        ("UPDATE texts SET text = 'x' || text", "text"),
        ("UPDATE credits SET quote = 'Originally published nowhere.'", "quote"),
        ("UPDATE notices SET start_at = start_at + 1", "quote"),
        ("UPDATE edge_evidence SET start_at = start_at - 1", "quote"),
        ("UPDATE captures SET size = 3", "evidence"),
        ("DELETE FROM search_texts", "search"),
        ("DELETE FROM search_tokens", "search"),
    ],
)
def test_damage_is_named(library: Library, damage: str, kind: str) -> None:
    key = keep(library)
    library.save_edges(key, [], [edge(key, "nod_a", (library.reading_of(key).credits[0].evidence,))])
    assert library.verify() == ()
    run(library, damage)
    assert kind in {finding.kind for finding in library.verify()}


def test_evidence_is_kept_by_digest_and_nowhere_else(library: Library) -> None:
    with pytest.raises(ValueError, match="digest"):
        library.evidence.keep(replace(capture("bytes"), sha256="0" * 64))
    for place in (
        "../../etc/passwd",
        "/etc/passwd",
        "blobs/ab/x.gz",
        "",
        "warc/../../etc/passwd#0+9",
        "warc/x.warc.gz#0+9",
    ):
        with pytest.raises(StoreError):
            library.evidence.fetch(place)


def test_rows_that_refer_to_nothing_are_named(sqlite_db: str) -> None:
    with Library.open(sqlite_db) as library:
        keep(library)
        with closing(sqlite3.connect(sqlite_db)) as raw:
            raw.execute("UPDATE credits SET reading_id = 999")
            raw.commit()
        assert "database" in {finding.kind for finding in library.verify()}


def test_a_backup_is_a_whole_library(library: Library, tmp_path: Path) -> None:
    key = keep(library)
    made = library.backup(tmp_path / "copy")
    if made.suffix == ".db":
        with Library.open(str(made), read_only=True) as copy:
            assert copy.reading_of(key) == library.reading_of(key) and copy.verify() == ()
    assert made.stat().st_size and list(made.parent.rglob("*.gz"))
    with pytest.raises(UsageError, match="not empty"):
        library.backup(tmp_path / "copy")


def test_a_backup_ends_with_the_last_whole_record(sqlite_db: str, tmp_path: Path) -> None:
    with Library.open(sqlite_db) as library:
        keep(library)
        (file,) = library.evidence.files()
        sound = file.read_bytes()
        file.write_bytes(sound + sound[:100])
        made = library.backup(tmp_path / "copy")
        assert library.verify() == () and file.stat().st_size == len(sound) + 100
    with Library.open(str(made), read_only=True) as copy:
        assert [f.read_bytes() for f in copy.evidence.files()] == [sound] and copy.verify() == ()


def test_without_pg_dump_it_says_so(
    postgres_db: str, evidence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(postgres_db, evidence) as library:
        monkeypatch.setenv("PATH", "")
        with pytest.raises(StoreError, match="pg_dump"):
            library.backup(tmp_path / "copy")


def test_pruned_bytes_are_gone_and_everything_else_stays(library: Library) -> None:
    keys = [
        keep(library, f"raw bytes {n} " * 50, f"https://gazette.example/{n}", f"{BODY} Ferry number {n}.")
        for n in range(6)
    ]
    texts = [library.reading_of(key).document for key in keys]
    run(library, "UPDATE captures SET first_seen_at = '2020-01-01T00:00:00Z' WHERE id <= 5")
    before = library.size()
    done = library.prune(365)
    assert done.captures == 5 and done.removed > 0 and done.freed > 0
    assert b"raw bytes 1" not in unpacked(library) and b"raw bytes 5" in unpacked(library)
    assert library.verify() == () and [library.reading_of(key).document for key in keys] == texts
    assert [one.id for one in library.stored()] == [library.stored()[0].id]
    after = library.size()
    assert (after.pruned, after.captures, after.articles) == (5, 6, 6) and after.evidence < before.evidence
    assert library.prune(365).captures == 0
    keep(library, "raw bytes 0 " * 50, "https://gazette.example/0", f"{BODY} Ferry number 0.")
    assert library.verify() == () and library.size().pruned == 4, "what comes again is kept again"


@pytest.mark.parametrize("at", ["remove", "mark", "copy", "unlink"])
def test_a_kill_while_pruning_is_made_good_by_pruning_again(
    library: Library, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        keep(library, f"raw bytes {n} " * 50, f"https://gazette.example/{n}", f"{BODY} Ferry number {n}.")
    run(library, "UPDATE captures SET first_seen_at = '2020-01-01T00:00:00Z' WHERE id <= 4")

    def killed(*args: object, **more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        where = {"remove": Evidence, "mark": pruning, "copy": Evidence, "unlink": Path}[at]
        patch.setattr(where, "_mark" if at == "mark" else at, killed)
        with pytest.raises(KeyboardInterrupt):
            library.prune(365)
    library.prune(365)
    assert library.verify() == () and library.size().pruned == 4
    assert b"raw bytes 4" in unpacked(library) and b"raw bytes 1" not in unpacked(library)


def test_growth_is_said_by_outlet_and_not_guessed_on_the_first_day(library: Library) -> None:
    for n in range(3):
        keep(library, f"bytes {n}", f"https://gazette.example/{n}", f"{BODY} Ferry number {n}.")
    young = library.size()
    assert young.per_day is None and young.after(30) is None
    assert [(one.name, one.captures, one.bytes) for one in young.outlets] == [("The Harbour Gazette", 3, 21)]
    run(library, "UPDATE captures SET first_seen_at = '2020-01-01T00:00:00Z' WHERE id = 1")
    old = library.size()
    assert old.per_day is not None and old.outlets[0].captures == 2 and old.days == 30
    assert old.after(30) == old.database + old.evidence + 30 * old.per_day
