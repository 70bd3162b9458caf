"""`provenance ratings`: ratings of outlets by others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from provenance.cli.common import DONE, FAILED, PARTLY, output_option, print_json, say, store_options, warn
from provenance.errors import UsageError
from provenance.settings import Settings

if TYPE_CHECKING:
    from provenance.records.base import Record

F = TypeVar("F", bound=Callable[..., Any])


def listing(function: F) -> F:
    """The options of commands that show what was imported."""
    return store_options(output_option("text", "json", "jsonl")(click.pass_obj(function)))  # type: ignore[return-value]


@click.group("ratings")
def command() -> None:
    """Ratings of outlets by others, shown beside our figures and used in none of them.

    None are shipped. Each is shown with its source, its day and the terms you gave at the import.

    \b
    provenance ratings import domains.csv --source "Somebody 2023" --as-of 2023-09-14
    provenance ratings show rt.com
    """


@command.command("import")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--source", required=True, metavar="NAME", help="Whose ratings these are.")
@click.option(
    "--map", "mapping", multiple=True, metavar="A=B", help="host=COLUMN or value=COLUMN; value several times."
)
@click.option("--as-of", metavar="DATE", help="The day the ratings are of.")
@click.option("--licence-note", metavar="TEXT", help="Under which terms you have them; printed wherever one is shown.")
@store_options
@output_option("text", "json")
@click.pass_obj
def import_(
    settings: Settings, file: str, source: str, mapping: tuple[str, ...], as_of: str | None, licence_note: str | None,
    db: str | None, evidence: str | None, output: str,
) -> int:  # fmt: skip
    """Import a file of ratings (CSV, TSV or JSON with a column of hosts).

    \b
    provenance ratings import domains.csv --source "Somebody 2023" --map host=domain --map value=pc1
    """
    from provenance.library import Library
    from provenance.outlets.ratingsfile import read
    from provenance.report.ratings_text import imported_lines
    from provenance.times import parse_given

    pairs = []
    for pair in mapping:
        ours, mark, theirs = pair.partition("=")
        if not mark or not theirs:
            raise UsageError(f"--map {pair!r}: write it as host=COLUMN or value=COLUMN")
        pairs.append((ours.strip(), theirs))
    day = parse_given(as_of).value if as_of else None
    found = read(Path(file), pairs)
    if not found.ratings:
        why = "; ".join(f"{count} rows: {reason}" for reason, count in found.left_out.items()) or "it has no rows"
        warn(f"{file}: no rating could be read, nothing was changed ({why})")
        return FAILED
    with Library(settings.given(db=db, evidence=evidence)) as library:
        library.know()
        made = library.store.ratings.keep(found, source, day, licence_note)
    if output == "json":
        print_json(made.to_dict(), lines=False)
    else:
        say(*imported_lines(made))
    return PARTLY if made.left_out else DONE


@command.command("list")
@listing
def list_(settings: Settings, db: str | None, evidence: str | None, output: str) -> int:
    """List what was imported, with its terms.

    \b
    provenance ratings list
    """
    from provenance.library import Library
    from provenance.report.ratings_text import source_lines

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        found = library.store.ratings.sources()
    return _answer(found, source_lines(found), "no ratings were imported; none are shipped", output)


@command.command("show")
@click.argument("ref", metavar="NAME|HOST|SLUG")
@click.option("--source", is_flag=True, help="NAME is a source of ratings: show all it says.")
@listing
def show(settings: Settings, ref: str, source: bool, db: str | None, evidence: str | None, output: str) -> int:
    """Show how an outlet or host is rated, by whom, on which day.

    \b
    provenance ratings show rt.com
    provenance ratings show "Somebody 2023" --source
    """
    from provenance.library import Library
    from provenance.report.ratings_text import rating_lines

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        if source:
            found = library.store.ratings.of_source(ref)
        else:
            outlet = library.registry.by_slug(ref) or library.registry.by_name(ref) or library.registry.by_host(ref)
            hosts = [d.host for d in outlet.domains] if outlet else []
            found = library.store.ratings.of_hosts([*hosts, ref.lower()])
    return _answer(
        found, rating_lines(found), f"{ref}: no rating of it was imported; that says nothing about it", output
    )


def _answer(found: Sequence[Record], lines: Iterable[str], none: str, output: str) -> int:
    """Print what was found in the form asked for, or to people that there is `none`."""
    if output == "json":
        print_json([one.to_dict() for one in found], lines=False)
    elif output == "jsonl":
        for one in found:
            print_json(one.to_dict(), lines=True)
    else:
        say(*lines)
        if not found:
            warn(none)
    return DONE


@command.command("remove")
@click.argument("name")
@store_options
@output_option("text", "json")
@click.pass_obj
def remove(settings: Settings, name: str, db: str | None, evidence: str | None, output: str) -> int:
    """Remove all ratings of one source for good.

    \b
    provenance ratings remove "Somebody 2023"
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence)) as library:
        gone = library.store.ratings.remove(name)
    if output == "json":
        print_json(gone.to_dict(), lines=False)
    else:
        say(f"removed the ratings of {gone.hosts} hosts by {gone.name}")
    return DONE
