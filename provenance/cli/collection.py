"""`provenance collection`: named sets of articles."""

from __future__ import annotations

import click

from provenance.cli.common import output_option, print_json, say, store_options
from provenance.records.held import CollectionInfo
from provenance.settings import Settings


@click.group("collection")
def command() -> None:
    """Named sets of articles, and how they were sampled. Reports count inside one.

    \b
    provenance collection list
    provenance collection create "march sample" --how-sampled "every 10th item of 12 feeds"
    """


@command.command("create")
@click.argument("name")
@click.option(
    "--how-sampled", required=True, metavar="TEXT", help="How the articles were chosen; every rate depends on it."
)
@click.option(
    "--through-copies",
    is_flag=True,
    help="Its articles were found because they copy: reports then give counts, never rates.",
)
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def create(
    settings: Settings,
    name: str,
    how_sampled: str,
    through_copies: bool,
    db: str | None,
    evidence: str | None,
    output: str,
) -> int:
    """Make a collection.

    \b
    provenance collection create "march sample" --how-sampled "every 10th item of 12 feeds"
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence)) as library:
        _print([library.store.collection_create(name, how_sampled, through_copies=through_copies)], output)
    return 0


@command.command("list")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def list_(settings: Settings, db: str | None, evidence: str | None, output: str) -> int:
    """List all collections and how they were sampled.

    \b
    provenance collection list -o jsonl
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        _print(list(library.store.collection_list()), output)
    return 0


@command.command("show")
@click.argument("name")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def show(settings: Settings, name: str, db: str | None, evidence: str | None, output: str) -> int:
    """Show one collection.

    \b
    provenance collection show "march sample"
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        _print([library.store.collection_show(name)], output)
    return 0


def _print(found: list[CollectionInfo], output: str) -> None:

    if output == "json":
        print_json([c.to_dict() for c in found], lines=False)
        return
    for one in found:
        if output == "jsonl":
            print_json(one.to_dict(), lines=True)
        else:
            say(f"{one.name}: {one.articles} articles, made {one.created_at[:10]}")
            say(f"    {one.how_sampled}{' (found through copies)' if one.through_copies else ''}")
    if not found and output == "text":
        click.echo("no collections yet; make one with: provenance collection create NAME --how-sampled TEXT", err=True)
