"""`provenance worker`: crawl together with other machines."""

from __future__ import annotations

import click

from provenance.cli.common import DONE, into_options, store_options, warn_of_contact
from provenance.cli.telling import log_options, telling
from provenance.settings import Settings


@click.command("worker")
@click.option("--visits", type=click.IntRange(1, 64), default=4, show_default=True, metavar="N", help="Hosts to work on at a time.")  # fmt: skip
@click.option(
    "--again",
    default="1h",
    show_default=True,
    metavar="1h",
    help="Ask lists again after so long, unless said otherwise.",
)
@into_options
@click.option(
    "--gap", type=click.FloatRange(0.0, 3600.0), default=1.0, show_default=True, metavar="SECONDS",
    help="Least time between two requests to one host; a host's own wish counts where it is longer.",
)  # fmt: skip
@click.option(
    "--silence", type=click.FloatRange(1.0, 3600.0), default=30.0, show_default=True, metavar="SECONDS",
    help="Take over what a worker had begun that is heard of no more for so long.",
)  # fmt: skip
@click.option("--until-idle", is_flag=True, help="End when nothing is left to do, instead of waiting for more.")
@click.option("--allow-private", is_flag=True, help="Fetch from inside addresses too (localhost, your own network).")
@log_options
@store_options
@click.pass_obj
def command(
    settings: Settings, visits: int, again: str, into: str | None, how_sampled: str | None, gap: float, silence: float, until_idle: bool,
    allow_private: bool, log: str | None, log_file: str | None, db: str | None, evidence: str | None,
) -> int:  # fmt: skip
    """Do what `crawl` does, all the time, together with workers on other machines. PostgreSQL only.

    Start as many as you like, each with the same --db and the same --evidence folder (a shared one): a host is
    visited by one at a time, and what one had begun that is killed, another takes over. Stop with Ctrl-C or SIGTERM.

    \b
    provenance worker --db postgresql://news@db.example.org/news --evidence /srv/evidence
    """
    from provenance.crawl.jobs import Crew, work
    from provenance.crawl.night import Plan
    from provenance.crawl.sources import seconds
    from provenance.records.crawling import Pace

    warn_of_contact(settings, fetched=2)
    pace = Pace(gap=gap, again=float(seconds(again)), lease=max(5.0, silence), patience=max(10.0, 2 * silence))
    crew = Crew(Plan(pace, into=into), visits, min(15.0, silence / 2), silence, until_idle, how_sampled)
    with telling(log, log_file) as tell:
        work(settings.given(db=db, evidence=evidence, allow_private=allow_private or None), crew, tell)
    return DONE
