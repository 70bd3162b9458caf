"""`provenance diff`: two texts beside each other."""

from __future__ import annotations

import click

from provenance.cli.common import output_option, print_json, store_options, wants_colour, width
from provenance.settings import Settings


@click.command("diff")
@click.argument("a")
@click.argument("b")
@click.option("--whole", is_flag=True, help="As text: print all of what was kept too.")
@store_options
@output_option("text", "json", "jsonl", "html")
@click.pass_obj
def command(settings: Settings, a: str, b: str, whole: bool, db: str | None, evidence: str | None, output: str) -> int:
    """What B kept of A, cut, moved and added, and whether the title was changed.

    A and B are articles that are kept, by key, row number or address; `@2` behind one names the second
    revision of its text (see `provenance history`).

    \b
    provenance diff 12 17
    provenance diff 12@1 12@2
    provenance diff https://www.example.org/story art_q3tzn5m7a2kdcw4e -o html > diff.html
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        found = library.diff(a, b)
    if output in ("json", "jsonl"):
        print_json(found.to_dict(), lines=output == "jsonl")
    elif output == "html":
        from provenance.report.diff_html import diff_html

        click.echo(diff_html(found))
    else:
        from provenance.report.diff_text import diff_text

        click.echo(diff_text(found, width=width(), color=wants_colour(), whole=whole), nl=False)
    return 0
