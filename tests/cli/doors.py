"""The doors as a user meets them: calls of `main`, and of the program where the process matters."""

import html
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "000_adc5d54549af04e3.txt"
URL = "https://gazette.example/2019/ferry"
WIRE_URL = "https://wire.example/2019/ferry"
BODY = (
    "The ferry left the harbour at noon, and nobody on the quay could say where it was bound for.",
    "A porter who had worked there for thirty years said that no boat of that name was in his book.",
    "By evening the harbour office had asked three islands whether they had seen it; none of them had.",
    "The office said it would look through its papers again in the morning and then tell the families.",
)


@dataclass(frozen=True)
class Said:
    """What a call came to."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[Any]:
        return [json.loads(line) for line in self.out.split("\n") if line]

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line on stderr of a call that did not work."""
        assert self.err.startswith("provenance: ") and self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err and "\x1b" not in self.err
        return self.err


class Run(Protocol):
    def __call__(self, *argv: str | Path, stdin: bytes | None = None) -> Said: ...


def runner(read_output: Callable[[], tuple[str, str]], set_stdin: Callable[[Any], None]) -> Run:
    """A `Run` that calls `main` in this process."""
    from provenance.cli import main

    def run(*argv: str | Path, stdin: bytes | None = None) -> Said:
        if stdin is not None:
            set_stdin(io.TextIOWrapper(io.BytesIO(stdin)))
        read_output()
        code = main([str(a) for a in argv])
        return Said(code, *read_output())

    return run


def started(*argv: str | Path, **more: Any) -> "subprocess.Popen[bytes]":
    """The program in a process of its own."""
    given: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
    # A test run started in the background ignores Ctrl-C, and its children would inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen([sys.executable, "-m", "provenance", *map(str, argv)], **given | more)
    finally:
        signal.signal(signal.SIGINT, before)


def program(*argv: str | Path, env: dict[str, str] | None = None, stdin: bytes = b"") -> Said:
    """The program in a process of its own, to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "provenance", *map(str, argv)],
        input=stdin, capture_output=True, timeout=60, check=False, env=os.environ | (env or {}),
    )  # fmt: skip
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def bounded(*argv: str | Path) -> Said:
    """The program bound by the permissions of files, which root is not."""
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    if drop and shutil.which("setpriv") is None:
        pytest.skip("root may read and write everything, and setpriv is not here to change that")
    done = subprocess.run(
        [*drop, sys.executable, "-m", "provenance", *map(str, argv)], capture_output=True, timeout=60, check=False
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def page(
    title: str = "A ferry leaves",
    author: str = "Ann Moor",
    outlet: str = "The Harbour Gazette",
    body: tuple[str, ...] = BODY,
    credit: str = f'This article was originally published by <a href="{WIRE_URL}">Northern Wire</a>.',
    *,
    raw: bool = False,
) -> str:
    """A made page; its texts are escaped unless `raw`."""
    shown = (lambda text: text) if raw else html.escape
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "author": author})
    paragraphs = "".join(f"<p>{shown(p)}</p>" for p in body)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{shown(title)}</title>"
        f'<meta property="og:site_name" content="{html.escape(outlet)}"><meta name="author" content="{html.escape(author)}">'
        f'<meta property="article:published_time" content="2019-03-04T09:30:00+01:00">'
        f'<script type="application/ld+json">{data.replace("<", chr(92) + "u003c")}</script></head>'
        f"<body><article><h1>{shown(title)}</h1><p class=byline>By {shown(author)}</p>{paragraphs}<p>{credit}</p>"
        f"<p>© 2019 {shown(outlet)}. All rights reserved.</p></article></body></html>"
    )


def saved(folder: Path, name: str = "page.html", **parts: Any) -> Path:
    """A made page in a file."""
    file = folder / name
    file.write_text(page(**parts), encoding="utf-8", errors="surrogatepass")
    return file


def state(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, but SQLite's own working files."""
    return {
        str(f.relative_to(folder)): f.read_bytes()
        for f in sorted(folder.rglob("*"))
        if f.is_file() and not f.name.endswith(("-wal", "-shm"))
    }
