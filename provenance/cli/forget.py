"""`provenance forget`: remove an article for good."""

from __future__ import annotations

import click

from provenance.cli.common import output_option, print_json, store_options
from provenance.errors import UsageError
from provenance.settings import Settings


@click.command("forget")
@click.argument("article")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it stays with the tombstone.")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def command(settings: Settings, article: str, reason: str, db: str | None, evidence: str | None, output: str) -> int:
    """Remove ARTICLE's text, evidence and readings; a tombstone (key, reason, time) stays.

    ARTICLE is a key, a row number or an address. It cannot be undone, and the article is refused
    when it is added again.

    \b
    provenance forget https://www.example.org/story --reason "asked by the author"
    """
    from provenance.library import Library

    if not reason.strip():
        raise UsageError("--reason must say why; it is all that stays")
    with Library(settings.given(db=db, evidence=evidence)) as library:
        key = library.forget(article, reason)
    if output == "text":
        click.echo(f"forgotten: {key}")
    else:
        print_json({"forgotten": key, "reason": reason}, lines=output == "jsonl")
    return 0
