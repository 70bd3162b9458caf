"""`provenance statements`: what is said in an article, by whom, and who else carries it."""

from __future__ import annotations

from typing import Any

import click

from provenance.cli.common import output_option, print_json, store_options, wants_colour, width
from provenance.records.quotation import Quotation
from provenance.records.statement import Statement
from provenance.settings import Settings


@click.command("statements")
@click.argument("article")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def command(settings: Settings, article: str, db: str | None, evidence: str | None, output: str) -> int:
    """What is said in ARTICLE, by whom as far as it tells, and which other articles carry it.

    ARTICLE is a key, a row number or an address of an article that is kept.

    \b
    provenance statements https://www.example.org/story
    provenance statements 17 -o jsonl
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        found = library.statements(article)
        held = library.store.find_article(article)
    if output == "text":
        from provenance.report.said_text import statements_text

        title = held.title or held.url or held.key
        click.echo(statements_text(found, title, width=width(), color=wants_colour()), nl=False)
    elif output == "json":
        print_json([_told(*one) for one in found], lines=False)
    else:
        for one in found:
            print_json(_told(*one), lines=True)
    return 0


def _told(statement: Statement, quotation: Quotation | None) -> dict[str, Any]:
    """The quotation, with the statement as this article has it."""
    return {**(quotation.to_dict() if quotation else {}), "statement": statement.to_dict()}
