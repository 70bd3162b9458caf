"""`provenance db`: look after the database."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from provenance.cli.common import output_option, print_json, say, store_options
from provenance.settings import Settings


@click.group("db")
def command() -> None:
    """The database: its schema, its size, and copies of it.

    \b
    provenance db current
    provenance db backup copies/2015-11-04
    """


@command.command("current")
@store_options
@output_option("text", "json")
@click.pass_obj
def current(settings: Settings, db: str | None, evidence: str | None, output: str) -> int:
    """Say which schema the database has, and which this program knows.

    \b
    provenance db current
    """
    from provenance.store import migrate
    from provenance.store.session import shown

    settings = settings.given(db=db, evidence=evidence)
    found, newest = migrate.current(settings.db, read_only=True), migrate.head()
    if output == "json":
        print_json({"database": shown(settings.db), "schema": found, "newest": newest}, lines=False)
    else:
        state = (
            "none yet" if found is None else "up to date" if found == newest else "older: run `provenance db upgrade`"
        )
        say(f"{shown(settings.db)}: schema {found or '-'} ({state})")
    return 0


@command.command("upgrade")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@store_options
@output_option("text", "json")
@click.pass_obj
def upgrade(settings: Settings, dry_run: bool, db: str | None, evidence: str | None, output: str) -> int:
    """Bring an older database to this program's schema; an SQLite file is copied beside itself first.

    It also brings the shipped outlets up to date. What people added or judged stays.

    \b
    provenance db upgrade --dry-run
    provenance db upgrade
    """
    from provenance.library import Library
    from provenance.store import migrate

    settings = settings.given(db=db, evidence=evidence)
    done = migrate.upgrade(settings.db, dry_run=dry_run)
    outlets = 0
    if not dry_run:
        with Library(settings) as library:
            outlets = library.know()
    if output == "json":
        print_json({**asdict(done), "outlets_changed": outlets}, lines=False)
        return 0
    steps = ", ".join(done.steps) or "nothing to do"
    say(f"schema {done.before or '-'} to {done.after}: {steps}{' (not done: --dry-run)' if dry_run else ''}")
    if done.backup:
        say(f"a copy of the database as it was: {done.backup}")
    if outlets:
        click.echo(f"{outlets} outlets brought up to date")
    return 0


@command.command("backup")
@click.argument("folder")
@store_options
@output_option("text", "json")
@click.pass_obj
def backup(settings: Settings, folder: str, db: str | None, evidence: str | None, output: str) -> int:
    """Copy the database and its evidence into a new FOLDER, while others may go on working.

    \b
    provenance db backup copies/2015-11-04
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        copied = library.store.backup(Path(folder))
    if output == "json":
        print_json({"database": str(copied), "folder": folder}, lines=False)
    else:
        say(f"copied to {folder}")
    return 0


@command.command("size")
@click.option(
    "--days",
    type=click.FloatRange(1.0, 3660.0),
    default=30.0,
    show_default=True,
    help="How far back growth is looked at.",
)
@store_options
@output_option("text", "json")
@click.pass_obj
def size(settings: Settings, days: float, db: str | None, evidence: str | None, output: str) -> int:
    """Say how large database and evidence are, what they grow by, and which outlets and sources that comes from.

    \b
    provenance db size
    provenance db size --days 7 -o json
    """
    from provenance.library import Library
    from provenance.report.size_text import size_lines

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        found = library.store.size(days)
    if output == "json":
        print_json(found.to_dict(), lines=False)
    else:
        say(*size_lines(found))
    return 0
