"""`provenance add`: read pages and keep them."""

from __future__ import annotations

from collections import Counter

import click

from provenance.cli.common import (
    exit_code,
    given_from,
    input_options,
    jobs_option,
    mapping_from,
    output_option,
    print_json,
    progress,
    say,
    short,
    store_options,
    warn,
    warn_of,
    warn_of_contact,
    warn_of_unknown,
)
from provenance.errors import UsageError
from provenance.settings import Settings


@click.command("add")
@click.argument("targets", nargs=-1, metavar="TARGET...")
@input_options
@click.option(
    "--into", metavar="COLLECTION", help="Put the articles into a collection (see `provenance collection create`)."
)
@click.option("--no-link", is_flag=True, help="Compare nothing yet; `provenance lineage settle` does it later.")
@jobs_option
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def command(
    settings: Settings,
    targets: tuple[str, ...],
    batch: str | None,
    url: str | None,
    outlet: str | None,
    published: str | None,
    observed_at: str | None,
    title: str | None,
    language: str | None,
    outlets: str | None,
    mapping: tuple[str, ...],
    into: str | None,
    no_link: bool,
    jobs: int,
    db: str | None,
    evidence: str | None,
    output: str,
) -> int:
    """Read pages and texts and keep them, with the bytes they came in.

    Each input is kept in one transaction; adding the same thing twice changes nothing but a
    sighting. Several processes may add to one database at the same time.

    \b
    provenance add https://www.example.org/story
    provenance add page.html --url https://www.example.org/story
    provenance add --batch pages.csv --map url=link --map path=file --into "march sample"
    """
    from provenance import pipeline
    from provenance.library import Library

    if not targets and batch is None:
        raise UsageError("name a file to add, - for standard input, or --batch FILE")
    if len(targets) > 1 and url:
        raise UsageError("--url goes with one TARGET; for many pages use --batch with an url each")
    pipeline.check_ignoring(settings, targets, batch)
    given = given_from(url, outlet, published, observed_at, title, language)
    unknown: Counter[str] = Counter()
    counts = {"ok": 0, "partial": 0, "failed": 0}
    with Library(settings.given(db=db, evidence=evidence, outlets=outlets)) as library:
        items = pipeline.take_all(targets, given, batch, mapping_from(mapping, batch), library.manners, unknown)
        for added, reading in progress(library.add_items(items, into, jobs, link=not no_link), "added"):
            counts["failed" if added.status == "failed" else added.reading] += 1
            if added.status == "failed" or added.reading != "ok":
                warn_of(added.id, added.reading, added.reason, reading.detail)
            elif reading.detail:
                warn(f"{added.id}: {reading.detail}")
            if output != "text":
                print_json(added.to_dict(), lines=output == "jsonl")
            elif added.status != "failed":
                title_ = reading.article.title if reading.article else None
                say(f"{added.status:8} {added.row:>6} {added.article}  {short(title_ or added.id)}")
    warn_of_unknown(unknown)
    warn_of_contact(settings, library.manners.fetched)
    return exit_code(counts["ok"], counts["partial"], counts["failed"])
