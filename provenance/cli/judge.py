"""`provenance judge`: what people decide; it outranks what was derived and outlives every rebuild."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

import click

from provenance.cli.common import (  # fmt: skip
    DONE,
    FAILED,
    PARTLY,
    output_option,
    print_json,
    say,
    store_options,
    warn,
    warn_of_unknown,
)
from provenance.records.judgement import RELATIONS, Decision, Judgement
from provenance.settings import Settings

MAX_LINE = 1024 * 1024
"""Most bytes of one line of an import."""


class _Judge(click.Group):
    """A group whose first word may also be what is judged."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            return "", subject, args
        return super().resolve_command(ctx, args)


def _said_options(command: Any) -> Any:
    """--note, --by and --source, which every judgement takes."""
    options = (
        click.option("--note", required=True, metavar="TEXT", help="What you saw, in your own words."),
        click.option("--by", metavar="NAME", help="Who says so."),
        click.option("--source", metavar="URL", help="Where it can be looked up."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group("judge", cls=_Judge, subcommand_metavar="SUBJECT DECISION | COMMAND")
def command() -> None:
    """Confirm or reject what was found; a person's word outranks it and outlives every rebuild.

    SUBJECT is an edge, a credit or a statement by its key (`provenance trace ... -o json` shows them), a
    date as ARTICLE:published, or an outlet. DECISION is confirm, reject or withdraw. Nothing is erased:
    what is withdrawn stays on record. Of several judgements the latest counts.

    \b
    provenance judge edg_4ko63hyfq6xvb7ik confirm --note "both texts compared" --by "Ann Moor"
    provenance judge 12:published confirm --value 2015-11-03 --note "the print edition"
    provenance judge example-post confirm --value the-example-post --note "one paper, two names"
    provenance judge edg_4ko63hyfq6xvb7ik withdraw --by "Ann Moor" --note "looked at the wrong page"
    provenance judge assert 12 https://first.example/story --note "in print two days before"
    """


@click.command("judge")
@click.argument("ref", metavar="SUBJECT")
@click.argument("decision", type=click.Choice(["confirm", "reject", "withdraw"]))
@click.option("--value", metavar="TEXT", help="The right date, the speaker's name, or the outlet it is the same as.")
@_said_options
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def subject(
    settings: Settings, ref: str, decision: str, value: str | None, note: str, by: str | None, source: str | None,
    db: str | None, evidence: str | None, output: str,
) -> int:  # fmt: skip
    """Judge one edge, credit, date, statement or outlet.

    \b
    provenance judge crd_6jsk2hmbgu2cntcp reject --note "a caption under a photograph"
    """
    from provenance import judging
    from provenance.library import Library

    said = judging.Said(note, by, source)
    with Library(settings.given(db=db, evidence=evidence)) as library:
        if decision == "withdraw":
            done = judging.withdraw(library.store, library.registry, ref, said)
        else:
            made: Decision = "confirm" if decision == "confirm" else "reject"
            done = [judging.judge(library.store, library.registry, ref, made, said, value)]
    _print(done, output)
    return DONE


@command.command("assert")
@click.argument("child")
@click.argument("parent")
@click.option(
    "--relation",
    type=click.Choice(RELATIONS),
    default="republished_from",
    show_default=True,
    metavar="RELATION",
    help="How CHILD came from PARENT; one of the words of the data.",
)
@_said_options
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def assert_(
    settings: Settings, child: str, parent: str, relation: str, note: str, by: str | None, source: str | None,
    db: str | None, evidence: str | None, output: str,
) -> int:  # fmt: skip
    """Say that CHILD came from PARENT, where that is known from elsewhere: keys, row numbers or addresses.

    \b
    provenance judge assert 12 https://first.example/story --relation wire --note "its archive"
    """
    from provenance import judging
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence)) as library:
        said = judging.Said(note, by, source)
        _print([judging.claim(library.store, library.registry, child, parent, said, relation)], output)
    return DONE


@command.command("list")
@click.argument("ref", metavar="SUBJECT", required=False)
@click.option("--withdrawn", is_flag=True, help="Those that were withdrawn too.")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def list_(
    settings: Settings, ref: str | None, withdrawn: bool, db: str | None, evidence: str | None, output: str
) -> int:
    """List the judgements, or those on one SUBJECT or article; earliest first.

    \b
    provenance judge list --withdrawn -o jsonl
    """
    from provenance import judging
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        found = [one for one in judging.listed(library.store, ref) if withdrawn or one.stands]
    _print(found, output, many=True)
    if not found and output == "text":
        told = f"no judgement on {ref}" if ref else "no judgements yet"
        warn(f"{told}; make one with: provenance judge SUBJECT confirm|reject --note TEXT")
    return DONE


@command.command("export")
@store_options
@click.pass_obj
def export(settings: Settings, db: str | None, evidence: str | None) -> int:
    """Print all judgements as JSON lines, withdrawn ones too, for another library or a backup.

    \b
    provenance judge export > judgements.jsonl
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        _print(library.store.judgements.listed(), "jsonl")
    return DONE


@command.command("import")
@click.argument("file", metavar="FILE|-")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def import_(settings: Settings, file: str, db: str | None, evidence: str | None, output: str) -> int:
    """Take in exported judgements; the same file twice changes nothing.

    \b
    provenance judge import judgements.jsonl
    """
    from provenance import judging
    from provenance.library import Library

    with _opened(file) as stream, Library(settings.given(db=db, evidence=evidence)) as library:
        lines: Iterable[bytes] = iter(lambda: stream.readline(MAX_LINE), b"")
        told = judging.import_lines(library.store, library.registry, lines)
    for line, reason in told.refused:
        warn(f"line {line}: not understood: {reason}")
    warn_of_unknown(told.unknown_fields)
    if output != "text":
        print_json(told.to_dict(), lines=output == "jsonl")
    else:
        say(f"{told.new} new, {told.withdrawn} newly withdrawn, {told.known} known, {len(told.refused)} not understood")
    good = told.new + told.known + told.withdrawn
    return (PARTLY if good else FAILED) if told.refused else DONE


def _opened(file: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb")


def _print(found: list[Judgement], output: str, *, many: bool = False) -> None:
    if output == "json":
        print_json([one.to_dict() for one in found] if many or len(found) != 1 else found[0].to_dict(), lines=False)
        return
    for one in found:
        if output == "jsonl":
            print_json(one.to_dict(), lines=True)
        else:
            from provenance.report.judged import judged_sentence

            say(f"{one.key}  {judged_sentence(one)}")
