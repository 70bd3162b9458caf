"""`provenance prune`: take raw bytes away that are old."""

from __future__ import annotations

import click

from provenance.cli.common import output_option, print_json, say, store_options
from provenance.settings import Settings


@click.command("prune")
@click.option(
    "--raw-days",
    type=click.IntRange(0, 36_600),
    required=True,
    metavar="N",
    help="Take away the bytes of pages that came in more than N days ago.",
)
@store_options
@output_option("text", "json")
@click.pass_obj
def command(settings: Settings, raw_days: int, db: str | None, evidence: str | None, output: str) -> int:
    """Take away raw pages older than some days; their texts, and all that was read in them, stay.

    What was pruned can be searched, traced and reported as before. It cannot be read again by a newer
    version, nor shown as it came: that is what the raw bytes are for.

    \b
    provenance prune --raw-days 365
    """
    from provenance.library import Library
    from provenance.report.size_text import in_words

    with Library(settings.given(db=db, evidence=evidence)) as library:
        done = library.store.prune(raw_days)
    if output == "json":
        print_json({"schema": "provenance.pruned/1", **done.to_dict()}, lines=False)
    else:
        say(f"{done.captures:,} captures pruned; {in_words(done.freed)} of disk space are free again")
    return 0
