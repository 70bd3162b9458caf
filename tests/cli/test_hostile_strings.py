"""Strings that steer terminals, turn the direction of reading, hide or break syntax: nowhere do they act."""

import json
import re
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import html as lxml_html

from tests.cli.doors import BODY, Run, page

HOSTILE = {
    "colour": "\x1b[31mred\x1b[0m",
    "clear": "\x1b[2J\x1b[H",
    "title": "\x1b]0;owned\x07",
    "link": "\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "device": "\x1bP+q544e\x1b\\",
    "c1 csi": "\x9b31mred",
    "c1 osc": "\x9d0;owned\x9c",
    "backspace": "good\x08\x08\x08\x08evil",
    "bell": "ding\x07dong",
    "delete": "a\x7f\x7fb",
    "vertical": "a\x0b\x0cb",
    "carriage": "good\rEVIL",
    "newlines": "one\n\nprovenance: all is well\ntwo",
    "next line": "one\x85two",
    "separators": "one\u2028two\u2029three",
    "null": "a\x00b",
    "rlo": "abc\u202egpj.exe",
    "lro": "\u202dabc\u202c",
    "isolates": "\u2067abc\u2069\u2066def\u2069",
    "marks": "a\u200e\u200fb\u061cc",
    "zero width": "in\u200bvis\u2060ib\ufeffle",
    "soft": "so\u00adft",
    "tags": "a\U000e0041\U000e0042\U000e007fb",
    "variation": "a\ufe0f\U000e0100b",
    "zalgo": "e" + "\u0301\u0489" * 500,
    "lone high": "a\ud800b",
    "lone low": "a\udc80b",
    "noncharacter": "a\ufffe\uffffb",
    "private": "a\ue000\U0010fffdb",
    "huge word": "x" * 100_000,
    "huge words": "word " * 20_000,
    "formula": "=HYPERLINK(\"https://evil.example\",\"x\")",
    "formula 2": "+cmd|' /C calc'!A0",
    "formula 3": "@SUM(1+1)*cmd",
    "markup": "</title></text><script>alert(1)</script><svg onload=alert(1)>",
    "entities": "&lt;b&gt; &amp;amp; ]]> <!-- \" ' ` --> \\ \"]; } digraph {",
}  # fmt: skip
NAMES = list(HOSTILE)
ALLOWED = {"\n", "\u200c", "\u200d"}


def harmless(text: str) -> None:
    """Nothing in it but what shows: no control, format, private or unpaired character."""
    active = {c for c in text if c not in ALLOWED and (unicodedata.category(c)[0] == "C" or c in "\u2028\u2029")}
    assert not active, sorted(map(hex, map(ord, active)))
    assert len(max(text.split("\n"), key=len)) < 20_000
    assert not re.search(r"[\u0300-\u036f\u0489]{20}", text)


def hostile_page(name: str) -> str:
    """A made page with the string in title, author, outlet, credit, rights line and body, escaped as pages do."""
    bad = HOSTILE[name]
    credit = f"This article was originally published by The Northern {bad[:200].replace('<', '&lt;')} Wire."
    return page(f"Title {bad}", f"Ann {bad[:300]} Moor", f"Outlet {bad[:300]}", (f"{BODY[0]} {bad}", *BODY[1:]), credit)


@pytest.fixture
def batch(here: Path) -> Path:
    """All hostile pages; the strings also in what the caller says, and raw in plain texts."""
    rows = []
    for name in NAMES:
        bad = HOSTILE[name]
        url = f"https://gazette.example/{NAMES.index(name)}"
        rows.append({"id": f"{name} {bad[:50]}", "html": hostile_page(name), "url": url})
        given = {
            "title": f"Given {bad}",
            "outlet": f"Given {bad[:200]}",
            "observed_by": bad[:100],
            "language": bad[:20],
        }
        rows.append(
            {"id": f"{name} text", "text": f"A title {bad}\n\n" + "\n\n".join((*BODY, f"Source: {bad}")), **given}
        )
    file = here / "hostile.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return file


def test_there_are_37() -> None:
    assert len(HOSTILE) == 37


def test_read(run: Run, batch: Path) -> None:
    said = run("read", "--batch", batch)
    assert said.code in (0, 3) and "Traceback" not in said.err
    harmless(said.out)
    harmless(said.err)
    found = run("read", "--batch", batch, "-o", "jsonl")
    assert len(found.rows) == 2 * len(HOSTILE) == found.out.count("\n")
    assert {r["status"] for r in found.rows} <= {"ok", "partial"}
    assert not set("\x1b\x9b\x9d\x07\x85\u2028\u2029\u202e\u202d\u2067\u200f") & set(found.out)
    assert max(len(c["name"] or "") for r in found.rows for c in r["credits"]) < 1000


@pytest.mark.parametrize("form", ["text", "dot", "svg", "html"])
def test_trace(run: Run, batch: Path, here: Path, form: str) -> None:
    for line in batch.read_text(encoding="utf-8").splitlines():
        (here / "one.jsonl").write_text(line, encoding="utf-8")
        said = run("trace", "--batch", "one.jsonl", "--no-store", "-o", form)
        assert said.code in (0, 3), said.err
        harmless(said.out)
        harmless(said.err)
        assert len(said.out) < 400_000
        if form == "svg":
            names = {e.tag.rpartition("}")[2] for e in ElementTree.fromstring(said.out).iter()}
            assert "script" not in names and "onload=alert" not in re.sub(r">[^<]*<", "><", said.out)
        elif form == "html":
            root = lxml_html.fromstring(said.out)
            assert not root.xpath("//script|//*[@onload]|//*[@onerror]|//iframe")
        elif form == "dot":
            balanced_dot(said.out)


def balanced_dot(text: str) -> None:
    """Outside its quoted strings a DOT file has one pair of braces."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    assert bare.count("{") == bare.count("}") and bare.strip().endswith("}") and '"' not in bare.replace('""', "")


def test_kept_found_and_listed(run: Run, kept: Path, batch: Path) -> None:
    added = run("--db", kept, "add", "--batch", batch)
    assert added.code in (0, 3) and "Traceback" not in added.err
    rows = [line.split()[1] for line in added.out.splitlines()]
    assert len(rows) == len(HOSTILE) * 2
    for said in (
        added,
        run("--db", kept, "find", "the harbour"),
        run("--db", kept, "find", "title", "--title"),
        run("--db", kept, "outlet", "list", "--unregistered"),
        run("--db", kept, "outlet", "list"),
        run("--db", kept, "verify"),
    ):
        assert "Traceback" not in said.err
        harmless(said.out)
        harmless(said.err)
    assert run("--db", kept, "verify").code == 0
    for row in rows[::3]:
        for form in ("text", "svg"):
            said = run("--db", kept, "trace", row, "-o", form)
            assert said.code == 0
            harmless(said.out)


@pytest.mark.parametrize("name", [n for n in NAMES if n not in ("null", "lone high") and len(HOSTILE[n]) < 1000])
def test_in_arguments(run: Run, kept: Path, here: Path, name: str) -> None:
    """Strings on the command line come back in complaints, and harmless there too."""
    bad = HOSTILE[name].replace("/", "_")
    for call in (
        ("read", f"{bad}.html"),
        ("read", "x.html", "--url", bad),
        ("read", "x.html", "--published", bad),
        ("read", "--batch", f"{bad}.jsonl"),
        ("read", f"--{bad}"),
        ("read", "x", "--map", bad),
        ("--db", str(kept), "trace", bad),
        ("--db", str(kept), "forget", bad, "--reason", bad or "x"),
        ("--db", str(kept), "find", bad, "--outlet", bad),
        ("--db", str(kept), "add", "x", "--into", bad),
        ("--db", str(kept), "collection", "show", bad),
        ("--db", f"{bad}.db", "find", "x"),
        ("outlet", "show", bad),
        (bad,),
    ):
        said = run(*call)
        assert said.code in (1, 2), (call, said)
        harmless(said.out + said.err)
        assert said.err.count("\n") <= 2
    assert not list(here.glob("*.db")) or {p.name for p in here.glob("*.db")} == {"news.db"}
