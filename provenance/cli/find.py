"""`provenance find`: search the kept texts."""

from __future__ import annotations

from datetime import datetime, timedelta

import click

from provenance.cli.common import output_option, print_json, say, short, store_options
from provenance.records.held import HeldArticle
from provenance.settings import Settings


@click.command("find")
@click.argument("words")
@click.option("--outlet", metavar="NAME", help="Only articles of this outlet (slug, name or host).")
@click.option("--from", "from_", metavar="DATE", help="Only articles published on or after this day.")
@click.option("--to", metavar="DATE", help="Only articles published on or before this day.")
@click.option("--title", is_flag=True, help="Search titles only.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="Most articles to show.")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def command(
    settings: Settings,
    words: str,
    outlet: str | None,
    from_: str | None,
    to: str | None,
    title: bool,
    limit: int,
    db: str | None,
    evidence: str | None,
    output: str,
) -> int:
    """Find articles in whose text WORDS occur one after the other, most hits first.

    \b
    provenance find "foreign terrorist mercenaries"
    provenance find "ceasefire" --outlet rt --from 2015-11-01 --title
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        hits = library.find(words, outlet=outlet, from_=from_, to=to, title=title, limit=limit)
        searched = library.store.searched()
    if output == "json":
        print_json([hit.to_dict() for hit in hits], lines=False)
    elif output == "jsonl":
        for hit in hits:
            print_json(hit.to_dict(), lines=True)
    else:
        for hit in hits:
            article = hit.article
            name = article.outlet.name if article.outlet else "outlet not known"
            day = _day(article)
            say(f"{article.row:>6}  {short(name)}, {day}: {short(article.title or 'no title')}")
            say(f"        … {' '.join(hit.snippet.split())} …")
        click.echo(f"{len(hits)} of {searched.articles} articles", err=True)
    return 0


def _day(article: HeldArticle) -> str:
    """The day a page claims: the middle of its bounds, which an unknown zone widens alike on both sides."""
    if article.published_from is None or article.published_to is None:
        return "date not known"
    first, last = (datetime.fromisoformat(t) for t in (article.published_from, article.published_to))
    if last - first > timedelta(days=3):
        return f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
    return f"{first + (last - first) / 2:%Y-%m-%d}"
