"""`provenance history`: what became of an article over time."""

from __future__ import annotations

import click

from provenance.cli.common import output_option, print_json, say, store_options
from provenance.settings import Settings


@click.command("history")
@click.argument("article")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def command(settings: Settings, article: str, db: str | None, evidence: str | None, output: str) -> int:
    """Show ARTICLE's captures and revisions, earliest first, and what was read in each.

    ARTICLE is a key, a row number or an address. Words added and removed are counted against the
    capture before; readings by older extractors stand beside newer ones.

    \b
    provenance history https://www.example.org/story
    provenance history 12 -o json
    """
    from provenance.library import Library
    from provenance.report.history_text import history_lines

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        history = library.store.history(article)
    if output == "json":
        print_json(history.to_dict(), lines=False)
    elif output == "jsonl":
        for capture in history.captures:
            print_json(
                {"schema": "provenance.history/1", "article": history.article.key, **capture.to_dict()}, lines=True
            )
    else:
        say(*history_lines(history))
    return 0
