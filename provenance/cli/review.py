"""`provenance review`: a sample for people to code without seeing the answer, and what it says of the machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

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
from provenance.settings import Settings

if TYPE_CHECKING:
    from provenance.reviewing import Stratum
    from provenance.reviewing.sheet import Filled


@click.group("review")
def command() -> None:
    """Check the machine by hand: a blind sample to code, and how well the machine did.

    \b
    provenance review sample --n 200 --seed 1 --blind > sheet.csv
    provenance review codebook
    provenance review import sheet.csv
    """


@command.command("sample")
@click.option(
    "--n", "n", type=click.IntRange(1, 100_000), default=200, show_default=True, metavar="N", help="Articles to draw."
)
@click.option(
    "--seed", type=int, default=1, show_default=True, metavar="N", help="The same seed draws the same articles."
)
@click.option(
    "--blind/--not-blind", default=True, show_default=True, help="Whether the machine's answer is kept off the sheet."
)
@click.option("--in", "collection", metavar="COLLECTION", help="Draw from this collection only.")
@click.option(
    "--stratify", type=click.Choice(["outlet", "language"]), help="Each outlet or language in proportion to its size."
)
@store_options
@output_option("csv", "text", "json", "jsonl", default="csv")
@click.pass_obj
def sample(
    settings: Settings, n: int, seed: int, blind: bool, collection: str | None, stratify: Stratum | None,
    db: str | None, evidence: str | None, output: str,
) -> int:  # fmt: skip
    """Draw articles and lay them out as a coding sheet for a spreadsheet program.

    \b
    provenance review sample --n 200 --seed 1 --blind --in "march sample" > sheet.csv
    """
    from provenance import reviewing
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        sheet = reviewing.sample(library.store, n, seed, blind=blind, collection=collection, by=stratify)
    warn(sheet.how_sampled)
    if not blind:
        warn("the sheet shows the machine's answer: coders who see it agree with it more than they would")
    _print_sheet(sheet, output)
    return DONE


def _print_sheet(sheet: object, output: str) -> None:
    from provenance import reviewing
    from provenance.records.review import SHEET_SCHEMA
    from provenance.report.review_text import sheet_lines
    from provenance.reviewing.sheet import ASKED, as_csv

    assert isinstance(sheet, reviewing.Sheet)
    if output == "csv":
        click.echo(as_csv(sheet.rows, sheet.columns), nl=False)
    elif output == "json":
        body = {"schema": SHEET_SCHEMA, "how_sampled": sheet.how_sampled, "rows": list(sheet.rows)}
        print_json(body, lines=False)
    elif output == "jsonl":
        for row in sheet.rows:
            print_json(row, lines=True)
    else:
        say(*sheet_lines(sheet.rows, ASKED))


@command.command("import")
@click.argument("file", metavar="FILE|-")
@click.option("--against", metavar="FILE2", help="Another coder's sheet of the same articles, for their agreement.")
@click.option(
    "--min-n", "least", type=click.IntRange(1), default=30, show_default=True, metavar="N",
    help="Below so many articles only counts are given.",
)  # fmt: skip
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def import_(
    settings: Settings, file: str, against: str | None, least: int, db: str | None, evidence: str | None, output: str
) -> int:
    """Compare a filled-in sheet with what the machine found; changes nothing in the database.

    \b
    provenance review import sheet.csv --against second.csv
    """
    from provenance.library import Library
    from provenance.report.review_text import review_lines
    from provenance.reviewing.comparing import review

    filled = _read(file)
    second = _read(against) if against else None
    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        found = review(library.store, library.registry, filled, second, least)
    for row in found.refused:
        warn(f"{file}: line {row.line}: {row.key or 'no key'}: {row.reason}")
    for row in second.refused if second else ():
        warn(f"{against}: line {row.line}: {row.key or 'no key'}: {row.reason}")
    warn_of_unknown(filled.unknown)
    if output == "text":
        say(*review_lines(found))
    else:
        print_json(found.to_dict(), lines=output == "jsonl")
    bad = bool(found.refused or (second and second.refused))
    return (PARTLY if found.all.coded else FAILED) if bad else DONE


def _read(file: str) -> Filled:
    from provenance.reviewing.sheet import MOST_BYTES, read_sheet

    if file == "-":
        return read_sheet("standard input", sys.stdin.buffer.read(MOST_BYTES + 1))
    with Path(file).open("rb") as stream:
        return read_sheet(file, stream.read(MOST_BYTES + 1))


@command.command("codebook")
@output_option("text", "json")
def codebook(output: str) -> int:
    """Print what the codes mean and how a coder decides.

    \b
    provenance review codebook
    """
    from provenance.reviewing import code_book

    if output == "json":
        print_json({"code_book": code_book()}, lines=False)
    else:
        say(*code_book().rstrip().split("\n"))
    return DONE
