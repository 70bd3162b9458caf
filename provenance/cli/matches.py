"""`provenance matches`: which articles share text."""

from __future__ import annotations

from collections.abc import Iterator

import click

from provenance.cli.common import output_option, print_json, say, short, store_options
from provenance.records.lineage import Match
from provenance.settings import Settings


@click.command("matches")
@click.option("--article", metavar="KEY", help="Only those of this article: a key, a row number or an address.")
@click.option(
    "--min-words", type=click.IntRange(0), default=0, metavar="N", help="Only those that share N words or more."
)
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def command(
    settings: Settings, article: str | None, min_words: int, db: str | None, evidence: str | None, output: str
) -> int:
    """Which articles share text, how much of it, and where; each pair once, without a direction.

    \b
    provenance matches --min-words 100
    provenance matches --article art_q3tzn5m7a2kdcw4e -o json
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        found = library.matches(article, min_words)
        if output == "json":
            print_json([match.to_dict() for match in found], lines=False)
        elif output == "jsonl":
            for match in found:
                print_json(match.to_dict(), lines=True)
        else:
            _print(found)
    return 0


def _print(found: Iterator[Match]) -> None:
    count = 0
    for match in found:
        count += 1
        shares = f"{match.cover_a:.0%} of the first, {match.cover_b:.0%} of the second"
        say(f"{match.kind:16} {match.words:>6} words, longest run {match.longest_run}; {shares}")
        say(f"    {match.a}  {short(match.a_id or '')}")
        say(f"    {match.b}  {short(match.b_id or '')}")
    click.echo(f"{count} matches", err=True)
