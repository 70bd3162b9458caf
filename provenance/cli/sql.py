"""`provenance sql`: ask the database in SQL; nothing can be changed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from provenance.cli.common import DONE, output_option, print_json, say, store_options, warn
from provenance.errors import UsageError
from provenance.settings import Settings


@click.command("sql")
@click.argument("statement", required=False, metavar="[STATEMENT|@NAME]")
@click.option(
    "-f", "--file", type=click.Path(dir_okay=False), help="Read the statement from a file, - for standard input."
)
@click.option(
    "--param",
    "pairs",
    multiple=True,
    metavar="NAME=VALUE",
    help="The value of a :name in the statement; may be given several times.",
)
@click.option(
    "--limit", type=click.IntRange(0), default=1000, show_default=True, metavar="N", help="Most rows; 0 for all."
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 3600),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="Stop the statement after so long.",
)
@click.option("--list", "listing", is_flag=True, help="List the named queries and what they ask for.")
@store_options
@output_option("text", "csv", "json", "jsonl")
@click.pass_obj
def command(
    settings: Settings, statement: str | None, file: str | None, pairs: tuple[str, ...], limit: int, timeout: float, listing: bool,
    db: str | None, evidence: str | None, output: str,
) -> int:  # fmt: skip
    """Ask one SQL statement, or a named query, of the database.

    Tables, views and columns are in docs/data-dictionary.md. The statement can only read, in a process
    of its own, bounded in time and memory; the answer comes whole or not at all.

    \b
    provenance sql "SELECT outlet, count(*) FROM collected GROUP BY outlet"
    provenance sql @credit-rates --param collection="march sample" -o csv > credit.csv
    provenance sql --list
    """
    from provenance.querying import answer

    if listing:
        return _list(output)
    sql = _statement(statement, file)
    given = {}
    for pair in pairs:
        name, mark, value = pair.partition("=")
        if not mark or not name:
            raise UsageError(f"--param {pair!r}: write it as name=value")
        given[name.removeprefix(":")] = value
    settings = settings.given(db=db, evidence=evidence)
    with answer(settings, sql, given, limit=limit or None, seconds=timeout) as found:
        _print(found.columns, found.rows, output)
    if not found.count:
        warn(
            "no rows"
            + ("; `provenance collection list` names the collections there are" if "collection" in given else "")
        )
    if found.more:
        warn(f"there are more rows than the {found.count} shown; --limit 0 gives all")
    if found.cut:
        warn(f"{found.cut} cells were longer than a million characters and are cut")
    return DONE


def _statement(given: str | None, file: str | None) -> str:
    if (given is None) == (file is None):
        raise UsageError("give a statement, or a file with -f, and not both")
    if given is not None:
        return given
    try:
        if file == "-":
            return sys.stdin.read()
        return Path(str(file)).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text") from None


def _list(output: str) -> int:
    from dataclasses import asdict

    from provenance.store.querying.named import named_queries

    found = list(named_queries().values())
    if output == "csv":
        raise UsageError("--list prints text, json or jsonl")
    if output == "json":
        print_json([asdict(q) for q in found], lines=False)
    for query in found:
        if output == "jsonl":
            print_json(asdict(query), lines=True)
        elif output == "text":
            say(f"@{query.name}", f"    {query.tells}")
            say(
                *(
                    f"    --param {p.name}=...  {p.tells}{'' if p.default is None else ' (need not be given)'}"
                    for p in query.parameters
                )
            )
    return DONE


def _print(columns: tuple[str, ...], rows: object, output: str) -> None:
    from provenance.report.rows_text import rows_csv, rows_text

    assert hasattr(rows, "__iter__")
    if output == "json":
        print_json([dict(zip(columns, row, strict=True)) for row in rows], lines=False)
    elif output == "jsonl":
        for row in rows:
            print_json(dict(zip(columns, row, strict=True)), lines=True)
    elif output == "csv":
        for line in rows_csv(columns, rows):
            click.echo(line, nl=False)
    else:
        for line in rows_text(columns, rows):
            click.echo(line)
