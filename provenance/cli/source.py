"""`provenance source`: what is watched."""

from __future__ import annotations

import click

from provenance.cli.common import exit_code, output_option, print_json, say, short, store_options, warn, warn_of_contact
from provenance.records.crawling import SourceInfo
from provenance.settings import Settings


@click.group("source")
def command() -> None:
    """The feeds, sitemaps and section pages that `provenance crawl` watches.

    \b
    provenance source add https://www.example.org/
    provenance source list
    """


@command.command("add")
@click.argument("urls", nargs=-1, metavar="URL...")
@click.option(
    "--from",
    "file",
    metavar="FILE|NAME",
    help="Addresses in a file: one a line, or a .csv with a column url; or a shipped list (see `source list --starters`).",
)
@click.option("--every", metavar="10m", help="Ask again after so long: 10m, 6h, 1d. [each time `crawl` runs]")
@click.option("--until", metavar="DATE", help="Watch only until then, for a story that is developing.")
@click.option("--allow-private", is_flag=True, help="Fetch from inside addresses too (localhost, your own network).")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def add(
    settings: Settings, urls: tuple[str, ...], file: str | None, every: str | None, until: str | None, allow_private: bool,
    db: str | None, evidence: str | None, output: str,
) -> int:  # fmt: skip
    """Watch a feed, or a site: its feeds are found where its page, or its file for robots, names them.

    \b
    provenance source add https://www.example.org/
    provenance source add https://www.example.org/live --every 10m --until 2026-03-01
    provenance source add --from agencies
    """
    from provenance.crawl.sources import add_sources, addresses
    from provenance.library import Library

    kept: list[SourceInfo] = []
    good = bad = 0
    with Library(settings.given(db=db, evidence=evidence, allow_private=allow_private or None)) as library:
        warn_of_contact(settings, fetched=2)
        for url, found in add_sources(library, addresses(urls, file), every, until):
            if isinstance(found, str):
                bad += 1
                warn(found if url in found else f"{url}: {found}")
            else:
                good += 1
                kept += found
    _print(kept, output)
    return exit_code(good, 0, bad)


@command.command("list")
@click.option("--starters", is_flag=True, help="Show the shipped lists to begin with instead.")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def list_(settings: Settings, starters: bool, db: str | None, evidence: str | None, output: str) -> int:
    """List what is watched, and how it does; or what one may begin with.

    \b
    provenance source list -o jsonl
    provenance source list --starters
    """
    if starters:
        _print_starters(output)
        return 0
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        _print(library.store.crawling.sources(), output)
    return 0


@command.command("remove")
@click.argument("source", metavar="URL|ROW")
@store_options
@click.pass_obj
def remove(settings: Settings, source: str, db: str | None, evidence: str | None) -> int:
    """Watch a source no longer; the articles it gave stay.

    \b
    provenance source remove https://www.example.org/feed
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence)) as library:
        say(f"no longer watched: {library.store.crawling.remove_source(source)}")
    return 0


def _print(found: list[SourceInfo], output: str) -> None:
    if output == "json":
        print_json([one.to_dict() for one in found], lines=False)
        return
    for one in found:
        if output == "jsonl":
            print_json(one.to_dict(), lines=True)
            continue
        say(f"{one.row:>5}  {one.kind:13}  {one.url}  {short(one.title or '')}".rstrip())
        if one.asked_at:
            trouble = f"; NOT READ {one.failures} times in a row: {one.detail}" if one.failures else ""
            say(
                f"       {one.pages} pages, {one.articles} articles; last asked {one.asked_at}, last new {one.new_at or 'never'}{trouble}"
            )
    if not found and output == "text":
        click.echo("no sources yet; watch one with: provenance source add URL", err=True)


def _print_starters(output: str) -> None:
    from provenance.crawl.starters import starter_lists

    found = starter_lists()
    if output == "json":
        print_json([one.to_dict() for one in found], lines=False)
        return
    for one in found:
        if output == "jsonl":
            print_json(one.to_dict(), lines=True)
            continue
        say(f"{one.name}: {one.title}; {len(one.outlets)} sites of {len({o.country for o in one.outlets})} countries")
        for outlet in one.outlets:
            say(f"    {outlet.country:3}  {outlet.kind:18}  {outlet.name:32}  {outlet.url}")
    if found and output == "text":
        click.echo("watch one with: provenance source add --from NAME", err=True)
