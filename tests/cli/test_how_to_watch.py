"""The page on watching outlets names commands and options that there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from provenance.cli import cli

PAGE = (Path(__file__).parents[2] / "docs" / "how-to-watch-outlets.md").read_text(encoding="utf-8")
LINES = [line.strip().removeprefix("provenance ") for line in re.findall(r"^\s+provenance .*$", PAGE, re.M)]
INLINE = [code.removeprefix("provenance ") for code in re.findall(r"`(provenance [^`]+)`", PAGE)]


def test_the_page_has_commands() -> None:
    assert len(LINES) > 15 and len(INLINE) > 3


@pytest.mark.parametrize("line", [*LINES, *INLINE])
def test_each_command_is_understood(line: str) -> None:
    command: click.Command | None = cli
    context = click.Context(cli)
    words = shlex.split(line)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        child = command.get_command(context, words[0])
        if child is None:
            break
        command, context, words = child, click.Context(child, info_name=words[0], parent=context), words[1:]
    assert command is not cli and command is not None, line
    known = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known, line
