"""`provenance who-said`: who said these words, and who carried them first."""

from __future__ import annotations

import click

from provenance.cli.common import output_option, print_json, store_options, wants_colour, width
from provenance.settings import Settings


@click.command("who-said")
@click.argument("words")
@click.option("--limit", type=click.IntRange(1, 1_000), default=10, show_default=True, help="Most answers to show.")
@store_options
@output_option("text", "json", "jsonl", "html")
@click.pass_obj
def command(settings: Settings, words: str, limit: int, db: str | None, evidence: str | None, output: str) -> int:
    """Who said WORDS, where as far as is stated, who carried them first as far as is known, and every later carrier.

    WORDS need not be exact: where nobody is found to have said them so, statements that come near are
    shown. A key of a statement or quotation is looked up as it is.

    \b
    provenance who-said "25-30 thousand foreign terrorist mercenaries"
    provenance who-said "foreign terrorist mercenaries" -o json
    provenance who-said "foreign terrorist mercenaries" -o html > said.html
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        found = library.who_said(words, limit)
        searched = library.store.searched() if not found else None
    if output == "text":
        from provenance.report.said_text import who_said_text

        click.echo(who_said_text(found, words, searched, width=width(), color=wants_colour()), nl=False)
    elif output == "html":
        from provenance.report.said_html import who_said_html

        click.echo(who_said_html(found, words), nl=False)
    elif output == "json":
        print_json([one.to_dict() for one in found], lines=False)
    else:
        for one in found:
            print_json(one.to_dict(), lines=True)
    return 0
