"""`provenance lineage`: what is derived from the readings."""

from __future__ import annotations

import click

from provenance.cli.common import output_option, print_json, store_options
from provenance.settings import Settings


@click.group("lineage")
def command() -> None:
    """What is derived from the readings: nodes and edges, and what texts share.

    \b
    provenance lineage rebuild
    provenance lineage settle
    provenance lineage bulk
    """


@command.command("rebuild")
@store_options
@output_option("text", "json")
@click.pass_obj
def rebuild(settings: Settings, db: str | None, evidence: str | None, output: str) -> int:
    """Drop all nodes and edges and derive them anew from the readings; keys stay as they are.

    \b
    provenance lineage rebuild
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence)) as library:
        articles = library.rebuild()
    if output == "json":
        print_json({"articles": articles}, lines=False)
    else:
        click.echo(f"edges of {articles} articles derived anew")
    return 0


@command.command("settle")
@store_options
@output_option("text", "json")
@click.pass_obj
def settle(settings: Settings, db: str | None, evidence: str | None, output: str) -> int:
    """Index and compare every text that was not yet; what comes out does not depend on the order of arrival.

    \b
    provenance lineage settle
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence)) as library:
        compared = library.settle()
    return _tell(compared, output)


@command.command("bulk")
@store_options
@output_option("text", "json")
@click.pass_obj
def bulk(settings: Settings, db: str | None, evidence: str | None, output: str) -> int:
    """As settle, with the same outcome, by one join of all texts: quicker where most are new. Needs duckdb.

    \b
    provenance add --batch archive.jsonl --no-link
    provenance lineage bulk
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence)) as library:
        compared = library.settle_in_bulk()
    return _tell(compared, output)


def _tell(compared: int, output: str) -> int:
    if output == "json":
        print_json({"compared": compared}, lines=False)
    else:
        click.echo(f"{compared} texts compared with all others")
    return 0
