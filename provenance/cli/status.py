"""`provenance status`: how crawling stands."""

from __future__ import annotations

import click

from provenance.cli.common import DONE, FAILED, output_option, print_json, say, store_options, warn
from provenance.settings import Settings


@click.command("status")
@click.option("--max-age", metavar="26h", help="Fail where no source was read for so long: for monitoring.")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def command(settings: Settings, max_age: str | None, db: str | None, evidence: str | None, output: str) -> int:
    """How crawling stands: sources, those that could not be read, pages that wait.

    \b
    provenance status
    provenance status --max-age 26h
    """
    from provenance.crawl.reporting import status_lines, too_old
    from provenance.crawl.sources import seconds
    from provenance.library import Library

    limit = seconds(max_age) if max_age else None
    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        found = library.store.crawling.status()
    if output == "text":
        say(*status_lines(found))
    else:
        print_json(found.to_dict(), lines=output == "jsonl")
    trouble = too_old(found, limit) if limit is not None else None
    if trouble:
        warn(trouble)
    return FAILED if trouble else DONE
