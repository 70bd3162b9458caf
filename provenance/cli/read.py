"""`provenance read`: what a page says about where it came from; keeps nothing."""

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
    registry_of,
    warn,
    warn_of,
    warn_of_contact,
    warn_of_unknown,
    width,
)
from provenance.errors import UsageError
from provenance.settings import Settings


@click.command("read")
@click.argument("targets", nargs=-1, metavar="TARGET...")
@input_options
@click.option("--no-statements", is_flag=True, help="Do not look for who said what.")
@jobs_option
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
    no_statements: bool,
    jobs: int,
    output: str,
) -> int:
    """Say what a page states about its origin: credits, bylines, copyright lines, notices; and who said what in it.

    TARGET is a web address, which is fetched once, a saved page or text (.html .mhtml
    .txt .md .pdf, also .gz), a web archive (.warc .wacz; --url chooses one of its pages)
    or - for standard input. Nothing is kept.

    \b
    provenance read https://www.example.org/story
    provenance read page.html --url https://www.example.org/story
    provenance read --batch pages.jsonl -o jsonl > readings.jsonl
    """
    from provenance import pipeline
    from provenance.report.reading_text import reading_text

    if not targets and batch is None:
        raise UsageError("name a page to read, - for standard input, or --batch FILE")
    if len(targets) > 1 and url:
        raise UsageError("--url goes with one TARGET; for many pages use --batch with an url each")
    pipeline.check_ignoring(settings, targets, batch)
    registry = registry_of(settings.given(outlets=outlets))
    given = given_from(url, outlet, published, observed_at, title, language)
    counts = {"ok": 0, "partial": 0, "failed": 0}
    unknown: Counter[str] = Counter()
    manners = pipeline.mannered(settings)
    items = pipeline.take_all(targets, given, batch, mapping_from(mapping, batch), manners, unknown)
    readings = pipeline.read_all(
        items, registry, jobs, statements=not no_statements, statements_with=settings.statements_with
    )
    for _, reading in progress(readings, "read"):
        counts[reading.status] += 1
        if reading.status != "ok":
            warn_of(reading.id, reading.status, reading.reason, reading.detail)
        elif reading.detail:
            warn(f"{reading.id}: {reading.detail}")
        if output == "text":
            if reading.status != "failed":
                click.echo(reading_text(reading, width=width()))
        else:
            print_json(reading.to_dict(), lines=output == "jsonl")
    warn_of_unknown(unknown)
    warn_of_contact(settings, manners.fetched)
    return exit_code(counts["ok"], counts["partial"], counts["failed"])
