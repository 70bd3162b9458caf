"""`provenance verify`: is everything kept still sound?"""

from __future__ import annotations

import click

from provenance.cli.common import DONE, FAILED, output_option, print_json, say, store_options
from provenance.settings import Settings


@click.command("verify")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def command(settings: Settings, db: str | None, evidence: str | None, output: str) -> int:
    """Check digests, evidence and the database, and that every quote re-reads at its place.

    Exits with 1 and names each finding where something is amiss.

    \b
    provenance verify
    provenance verify -o jsonl > findings.jsonl
    """
    from provenance import pipeline

    with pipeline.Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        findings = library.store.verify()
        searched = library.store.searched()
    if output == "json":
        print_json({"articles": searched.articles, "findings": [f.to_dict() for f in findings]}, lines=False)
    else:
        for finding in findings:
            if output == "jsonl":
                print_json(finding.to_dict(), lines=True)
            else:
                say(f"{finding.kind} {finding.subject}: {finding.detail}")
        if output == "text":
            click.echo(f"{searched.articles} articles checked, {len(findings) or 'nothing'} amiss", err=True)
    return FAILED if findings else DONE
