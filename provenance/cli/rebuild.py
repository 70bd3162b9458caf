"""`provenance rebuild`: read what is stored again."""

from __future__ import annotations

import click

from provenance.cli.common import exit_code, output_option, print_json, progress, store_options, warn, warn_of
from provenance.records.capture import FailedInput
from provenance.settings import Settings


@click.command("rebuild")
@click.option("--outlet", metavar="NAME", help="Only articles of this outlet (slug, name or host).")
@click.option("--since", metavar="DATE", help="Only what was taken in on or after this day.")
@store_options
@output_option("text", "json")
@click.pass_obj
def command(
    settings: Settings, outlet: str | None, since: str | None, db: str | None, evidence: str | None, output: str
) -> int:
    """Read the stored captures again with today's extractor, then derive all edges anew.

    New readings stand beside the old ones; the same version finds the same and changes nothing.
    Keys stay as they are.

    \b
    provenance rebuild
    provenance rebuild --outlet rt --since 2015-11-01
    """
    from provenance.library import Library

    read = failed = 0
    with Library(settings.given(db=db, evidence=evidence)) as library:
        for done in progress(library.reread(outlet, since, warn), "read again"):
            if isinstance(done, FailedInput):
                failed += 1
                warn_of(done.id, "failed", done.reason, done.detail)
            else:
                read += 1
        articles, pruned = library.rebuild(), library.store.pruned()
    if output == "json":
        print_json({"read": read, "failed": failed, "articles": articles, "pruned": pruned}, lines=False)
    else:
        click.echo(f"{read} captures read again, {failed or 'none'} failed; edges of {articles} articles derived anew")
        if pruned:
            click.echo(f"{pruned} captures were not read again: their raw pages are pruned")
    return exit_code(read, 0, failed)
