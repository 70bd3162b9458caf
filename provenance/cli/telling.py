"""Where a crawl's lines go: a bar on a terminal, plain lines in a log, JSON for programs, a file."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from provenance.cli.common import warn
from provenance.errors import StoreReadOnlyError

F = TypeVar("F", bound=Callable[..., Any])
Tell = Callable[[str], None]
_SHOWN = ("new", "revised", "known", "failed")


def log_options(command: F) -> F:
    """--log and --log-file, for what runs by night."""
    options = (
        click.option("--log", type=click.Choice(["text", "json"]), help="Say what happens in lines of a log, as JSON one object a line."),
        click.option("--log-file", metavar="FILE", help="Append these lines to a file instead of writing them to stderr."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@contextmanager
def telling(log: str | None, file: str | None) -> Iterator[Tell]:
    """What to tell lines to. Raises StoreReadOnlyError where the log file cannot be written."""
    if file is not None:
        try:
            with Path(file).open("a", encoding="utf-8") as stream:
                yield _logged(log or "text", stream)
        except OSError as error:
            raise StoreReadOnlyError(f"{file}: the log cannot be written ({error.strerror or error})") from error
    elif log is not None:
        yield _logged(log, sys.stderr)
    elif sys.stderr.isatty():
        with _shown() as tell:
            yield tell
    else:
        yield warn


def _logged(log: str, stream: IO[str]) -> Tell:
    from provenance.crawl.telling import as_json, as_text
    from provenance.times import utc_text

    write = {"json": as_json, "text": as_text}[log]

    def tell(line: str) -> None:
        print(write(line, utc_text(datetime.now(UTC))), file=stream, flush=True)

    return tell


@contextmanager
def _shown() -> Iterator[Tell]:
    """A bar that counts; only what failed and what is said otherwise gets a line of its own."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.text import Text

    from provenance.crawl.telling import fields_of
    from provenance.report.inert import clipped, inert
    from provenance.report.masked import masked
    from provenance.urls import host_of

    counts: Counter[str] = Counter()
    columns = (BarColumn(20), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()) as bar:
        task = bar.add_task("asking", total=None)

        def tell(line: str) -> None:
            said = fields_of(line)
            if said["event"] != "page" or said["status"] == "failed":
                bar.console.print(Text(inert(masked(line))))
            if said["event"] == "page":
                counts[said["status"]] += 1
                told = ", ".join(f"{counts[name]:,} {name}" for name in _SHOWN if counts[name])
                bar.update(task, description=f"{told}  {clipped(host_of(said['url']) or '')}")

        yield tell
