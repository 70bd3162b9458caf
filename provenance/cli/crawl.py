"""`provenance crawl`: one pass over the sources."""

from __future__ import annotations

import os
from pathlib import Path

import click

from provenance.cli.common import DONE, PARTLY, output_option, print_json, say, store_options, warn
from provenance.settings import Settings


@click.command("crawl")
@click.option("--once", is_flag=True, help="One pass, as by default.")
@click.option(
    "--since", metavar="DATE", help="Only pages that their list dates then or later; reads sitemaps back to then."
)
@click.option("--before", metavar="DATE", help="Only pages that their list dates earlier.")
@click.option(
    "--into", metavar="COLLECTION", help="Put the articles into a collection (see `provenance collection create`)."
)
@click.option(
    "--gap",
    type=click.FloatRange(0.0, 3600.0),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="Least time between two requests to one host; a host's own wish counts where it is longer.",
)
@click.option(
    "--patience",
    type=click.FloatRange(0.0, 86_400.0),
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    help="Put off to the next run what would be waited for longer.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Read pages in N processes. [as many as processors, 4 at most]",
)
@click.option("--allow-private", is_flag=True, help="Fetch from inside addresses too (localhost, your own network).")
@click.option("--page", metavar="FILE.html", help="Write the morning page there too, whatever is printed.")
@store_options
@output_option("text", "json", "jsonl", "html")
@click.pass_obj
def command(
    settings: Settings, once: bool, since: str | None, before: str | None, into: str | None, gap: float, patience: float,
    jobs: int | None, page: str | None, allow_private: bool, db: str | None, evidence: str | None, output: str,
) -> int:  # fmt: skip
    """Ask the sources that are due, fetch the pages they name, keep them, and compare them with all others.

    robots.txt is obeyed and one request at a time goes to a host. Stopped or killed, the next run goes on
    where this one was; several may run at the same time.

    \b
    provenance crawl
    provenance crawl --page morning.html
    provenance crawl --since 2026-01-01 --before 2026-02-01 --into "january"
    """
    from provenance.crawl.night import Plan, crawl
    from provenance.crawl.planning import Window
    from provenance.crawl.reporting import lines
    from provenance.library import Library
    from provenance.records.crawling import Pace
    from provenance.report.morning_html import morning_html

    jobs = jobs or min(os.cpu_count() or 1, 4)
    plan = Plan(Pace(gap=gap, patience=patience), Window.of(since, before), into, jobs=jobs)
    with Library(settings.given(db=db, evidence=evidence, allow_private=allow_private or None)) as library:
        summary = crawl(library, plan, warn)
    if page:
        Path(page).write_text(morning_html(summary), encoding="utf-8")
    if output == "text":
        say(*lines(summary))
    elif output == "html":
        click.echo(morning_html(summary), nl=False)
    else:
        print_json(summary.to_dict(), lines=output == "jsonl")
    return PARTLY if summary.dead else DONE
