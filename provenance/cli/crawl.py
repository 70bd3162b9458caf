"""`provenance crawl`: one pass over the sources."""

from __future__ import annotations

import os
from pathlib import Path

import click

from provenance.cli.common import (
    DONE,
    PARTLY,
    into_options,
    output_option,
    print_json,
    say,
    store_options,
    warn_of_contact,
)
from provenance.cli.telling import log_options, telling
from provenance.settings import Settings

_DAY, _NIGHT = 120.0, 1800.0
"""Seconds a pass waits for a slow host."""


@click.group("crawl", invoke_without_command=True)
@click.option("--once", is_flag=True, help="One pass, as by default.")
@click.option("--nightly", is_flag=True, help="One pass, more patient with slow hosts: 30 minutes instead of two.")
@click.option(
    "--every", metavar="10m", help="Pass again after so long, for a story that is developing; goes with --until."
)
@click.option("--until", metavar="DATE", help="With --every: the last pass begins before then.")
@click.option(
    "--since", metavar="DATE", help="Only pages that their list dates then or later; reads sitemaps back to then."
)
@click.option("--before", metavar="DATE", help="Only pages that their list dates earlier.")
@into_options
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
    metavar="SECONDS",
    help="Put off to the next run what would be waited for longer. [120; with --nightly 1800]",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Read pages in N processes. [as many as processors, 4 at most]",
)
@click.option("--allow-private", is_flag=True, help="Fetch from inside addresses too (localhost, your own network).")
@click.option("--page", metavar="FILE.html", help="Write the morning page there too, whatever is printed.")
@log_options
@store_options
@output_option("text", "json", "jsonl", "html")
@click.pass_context
def command(
    context: click.Context, once: bool, nightly: bool, every: str | None, until: str | None, since: str | None, before: str | None, into: str | None, how_sampled: str | None, gap: float, patience: float | None,
    jobs: int | None, page: str | None, allow_private: bool, log: str | None, log_file: str | None, db: str | None, evidence: str | None, output: str,
) -> int:  # fmt: skip
    """Ask the sources that are due, fetch the pages they name, keep them, and compare them with all others.

    robots.txt is obeyed and one request at a time goes to a host. Stopped or killed, the next run goes on
    where this one was; several may run at the same time.

    \b
    provenance crawl
    provenance crawl --page morning.html
    provenance crawl --nightly --log json --log-file night.log
    provenance crawl install
    provenance crawl --every 10m --until 2026-03-01
    provenance crawl --since 2026-01-01 --before 2026-02-01 --into january --how-sampled "all listed"
    """
    from provenance.crawl.night import Plan, crawl
    from provenance.crawl.planning import Window
    from provenance.crawl.reporting import lines
    from provenance.crawl.sources import collect, passes
    from provenance.library import Library
    from provenance.records.crawling import Pace
    from provenance.report.morning_html import morning_html

    if context.invoked_subcommand is not None:
        return DONE
    settings: Settings = context.obj
    patience = patience if patience is not None else _NIGHT if nightly else _DAY
    plan = Plan(
        Pace(gap=gap, patience=patience), Window.of(since, before), into, jobs=jobs or min(os.cpu_count() or 1, 4)
    )
    times = passes(every, until)
    warn_of_contact(settings, fetched=2)
    code = DONE
    with Library(settings.given(db=db, evidence=evidence, allow_private=allow_private or None)) as library:
        collect(library, into, how_sampled)
        for _ in times:
            with telling(log, log_file) as tell:
                summary = crawl(library, plan, tell)
            code = PARTLY if summary.dead else DONE
            if page:
                Path(page).write_text(morning_html(summary), encoding="utf-8")
            if output == "text":
                say(*lines(summary))
            elif output == "html":
                click.echo(morning_html(summary), nl=False)
            else:
                print_json(summary.to_dict(), lines=output == "jsonl" or every is not None)
    return code


@command.command("install")
@click.option(
    "--at", default="03:30", show_default=True, metavar="HH:MM", help="When to crawl, by this machine's clock."
)
@click.option("--cron", is_flag=True, help="Print a line for `crontab -e` instead.")
@click.option("--dry-run", is_flag=True, help="Only show what would be written.")
@click.option("--replace", is_flag=True, help="Write over files that are there and say something else.")
@store_options
@click.pass_obj
def install(
    settings: Settings, at: str, cron: bool, dry_run: bool, replace: bool, db: str | None, evidence: str | None
) -> int:
    """Have `crawl --nightly` run every night: writes a systemd timer for you, or prints a cron line.

    Nothing is started; what to type next is printed.

    \b
    provenance crawl install --dry-run
    provenance crawl install --at 02:15
    provenance crawl install --cron
    """
    from provenance.crawl import installing

    settings = settings.given(db=db, evidence=evidence)
    warn_of_contact(settings, fetched=2)
    if cron:
        say(installing.cron(settings, at))
        return DONE
    planned = installing.systemd(settings, at)
    if dry_run:
        for file, text in planned.files:
            say(f"# {file}", *text.splitlines(), "")
        return DONE
    for file in installing.write(planned, replace=replace):
        say(f"written: {file}")
    say("now type:", *(f"  {line}" for line in planned.then))
    return DONE
