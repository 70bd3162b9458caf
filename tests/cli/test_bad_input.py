"""Bad input: one line that says what to do, the right exit code, nothing changed, never a traceback."""

import gzip
import json
from pathlib import Path

import pytest

from tests.cli.doors import Run, bounded, page, saved, state


def packed(here: Path) -> None:
    whole = gzip.compress(page().encode() * 50)
    (here / "cut.html.gz").write_bytes(whole[: len(whole) // 2])
    (here / "flipped.html.gz").write_bytes(whole[:40] + b"\0\0\0\0\0\0" + whole[46:])
    (here / "bomb.html.gz").write_bytes(gzip.compress(b"\0" * 30_000_000))


def files(here: Path) -> None:
    """A file of every bad kind."""
    packed(here)
    (here / "empty.html").write_bytes(b"")
    (here / "blank.txt").write_bytes(b" \n\n\t")
    (here / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000))
    (here / "binary").write_bytes(bytes(range(256)) * 100 + bytes(3000))
    (here / "folder").mkdir()
    with (here / "huge.html").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    (here / "dangling.html").symlink_to("nowhere")
    (here / "loop.html").symlink_to("loop.html")


BAD_FILES = {
    "nowhere.html": "not_found",
    "empty.html": "empty",
    "blank.txt": "empty",
    "picture.html": "unsupported_type",
    "binary": "unsupported_type",
    "folder": "not_found",
    "huge.html": "too_large",
    "dangling.html": "not_found",
    "loop.html": "not_found",
    "cut.html.gz": "truncated",
    "flipped.html.gz": "not_a_page",
    "bomb.html.gz": "too_large",
    "x" * 300 + ".html": "not_found",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_files(run: Run, kept: Path, here: Path, name: str) -> None:
    files(here)
    before = state(here)
    for call in (("read",), ("--db", kept, "add"), ("--db", kept, "trace"), ("trace", "--no-store")):
        said = run(*call, name if name != "binary" else "./binary")
        assert said.code == 1 and said.out == "" and BAD_FILES[name] in said.complaint, said
        assert name[:40] in said.err
    assert {n for n, b in state(here).items() if b != before.get(n)} <= {"news.db"}
    assert run("--db", kept, "find", "ferry").err == "1 of 2 articles\n"


def test_a_file_one_may_not_read(here: Path) -> None:
    file = saved(here)
    file.chmod(0)
    said = bounded("read", file)
    assert said.code == 1 and "Permission denied" in said.complaint


def test_a_file_that_breaks_while_it_is_read(run: Run) -> None:
    """What a disk error looks like, for whoever may read everything."""
    if not Path("/proc/self/mem").exists():
        pytest.skip("no /proc here")
    said = run("read", "/proc/self/mem")
    assert said.code == 1 and "cannot be read" in said.complaint


def test_standard_input_with_nothing(run: Run) -> None:
    said = run("read", "-", stdin=b"")
    assert said.code == 1 and "empty" in said.complaint


OPTIONS = [
    ("--url", "no address"),
    ("--url", "ftp://example.org/x"),
    ("--url", "javascript:alert(1)"),
    ("--published", "yesterday"),
    ("--published", "2019-13-40"),
    ("--observed-at", "04.03.2019"),
    ("--map", "url"),
    ("--map", "=x"),
    ("-o", "xml"),
    ("--batch", "page.html"),
    ("--nonsense",),
    ("--outlets", "page.html"),
    ("--outlets", "nowhere.csv"),
    ("--outlets", "."),
]


@pytest.mark.parametrize("option", OPTIONS, ids=" ".join)
def test_option_values(run: Run, kept: Path, here: Path, option: tuple[str, ...]) -> None:
    saved(here)
    before = state(here)
    for verb in (("read",), ("--db", kept, "add"), ("--db", kept, "trace")):
        targets = () if option[0] == "--batch" else ("page.html",)
        said = run(*verb, *targets, *option)
        assert said.code == (1 if option[0] == "--outlets" else 2), said
        assert said.out == "" and said.complaint and option[-1][:10] in said.err
    assert state(here) == before


@pytest.mark.parametrize("verb", ["read", "add", "trace"])
def test_nothing_to_do_is_wrong_usage(run: Run, kept: Path, verb: str) -> None:
    said = run("--db", kept, verb)
    assert said.code == 2 and "--batch" in said.complaint


@pytest.mark.parametrize("verb", ["read", "add"])
def test_one_address_for_many_pages(run: Run, kept: Path, verb: str) -> None:
    said = run("--db", kept, verb, "a.html", "b.html", "--url", "https://gazette.example/x")
    assert said.code == 2 and "--batch" in said.complaint


def test_unknown_verbs_and_options(run: Run) -> None:
    for call in (("raed", "x"), ("--nonsense",), ("db", "nonsense"), ("outlet", "nonsense")):
        said = run(*call)
        assert said.code == 2 and "--help" in said.complaint
    assert run().code == 2 and "Commands:" in run().err


BATCHES: dict[str, tuple[bytes, int]] = {
    "empty.jsonl": (b"", 0),
    "blank.jsonl": (b"\n\n", 0),
    "empty.csv": (b"", 0),
    "header.csv": (b"id,url\n", 0),
    "empty.txt": (b"# nothing\n", 0),
    "no.json.jsonl": (b"{\n[1\nnull\n7\n", 1),
    "deep.jsonl": (b"[" * 100_000 + b"\n", 1),
    "latin.jsonl": ('{"text": "é'.encode("latin-1") + b'"}\n', 1),
    "more.csv": (b"id,text\na,b,c,d\n", 1),
    "quote.csv": (b'id,text\n"a"b,c\n', 1),
    "binary.jsonl": (bytes(range(256)) * 10, 1),
    "types.jsonl": (b'{"id": {"a": 1}, "text": ["x"]}\n', 1),
}


@pytest.mark.parametrize("name", BATCHES)
def test_batches(run: Run, kept: Path, here: Path, name: str) -> None:
    content, code = BATCHES[name]
    (here / name).write_bytes(content)
    for call in (("read", "-o", "jsonl"), ("--db", kept, "add", "-o", "jsonl"), ("--db", kept, "trace", "-o", "jsonl")):
        said = run(*call, "--batch", name)
        assert said.code == code, said
        assert "Traceback" not in said.err and all(x.startswith("provenance: ") for x in said.err.splitlines())
        assert (said.err == "") == (code == 0)
        assert all(row.get("status", "failed") == "failed" for row in said.rows)


@pytest.mark.parametrize("name", ["nowhere.jsonl", "folder.jsonl", "page.html", "batch.xlsx"])
def test_no_batch(run: Run, kept: Path, here: Path, name: str) -> None:
    (here / "folder.jsonl").mkdir()
    saved(here)
    for call in (("read",), ("--db", kept, "add"), ("--db", kept, "trace")):
        said = run(*call, "--batch", name)
        assert said.code == (1 if name.endswith("jsonl") else 2) and name in said.complaint and said.out == ""


def test_a_mapping_that_fits_no_column(run: Run, here: Path) -> None:
    (here / "t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    for pair in ("url=link", "nonsense=a"):
        said = run("read", "--batch", "t.csv", "--map", pair)
        assert said.code == 2 and pair in said.complaint and "a, b" in said.err


def test_huge_lines_are_passed_over(run: Run, here: Path) -> None:
    with (here / "b.jsonl").open("wb") as stream:
        stream.write(b'{"text": "' + b"x" * (65 * 1024 * 1024) + b'"}\n')
        stream.write(json.dumps({"id": "after", "html": page()}).encode())
    said = run("read", "--batch", "b.jsonl", "-o", "jsonl")
    assert said.code == 3 and [(r["id"], r["reason"]) for r in said.rows] == [("line 1", "too_large"), ("after", None)]


@pytest.mark.parametrize("content", ["db = 3", "speed = 'x'", "db = [", "\x00", "[db]\nx=1"])
def test_a_broken_config_file(run: Run, tmp_path: Path, here: Path, content: str) -> None:
    file = tmp_path / "home" / "config" / "provenance" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(content, encoding="utf-8")
    said = run("read", saved(here))
    assert said.code == 2 and str(file) in said.complaint
