"""`provenance verify`: is everything kept still sound?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from provenance.cli.common import DONE, FAILED, output_option, print_json, say, store_options, warn
from provenance.records.held import Finding
from provenance.settings import Settings


@click.command("verify")
@click.argument("file", required=False, metavar="[FILE]")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def command(settings: Settings, file: str | None, db: str | None, evidence: str | None, output: str) -> int:
    """Check digests, evidence and the database, and that every quote re-reads at its place.

    With FILE, a bundle that `report story --bundle` made: every file against its digest, every quotation in its
    text, every capture; no database is needed. Or a WARC or WACZ of yours or of others: every record in it is checked, and damaged ones are
    named by file, byte offset and address; records that carry no digest are counted. Exits with 1 and names each finding where something is amiss.

    \b
    provenance verify
    provenance verify crawl.warc.gz
    provenance verify ferry.zip
    provenance verify -o jsonl > findings.jsonl
    """
    from provenance.glancing import check_warc
    from provenance.library import Library
    from provenance.reporting.bundle_check import check_bundle, is_bundle, lines

    if file is not None and is_bundle(Path(file)):
        checked = check_bundle(Path(file))
        for line in lines(checked):
            warn(line)
        shown = {
            "digest": checked.digest,
            "files": checked.files,
            "captures": checked.captures,
            "read_again": checked.reread,
            "quotations": checked.quotes,
        }
        return _tell(shown, checked.findings, f"{checked.files} files checked", output)
    if file is not None:
        said = check_warc(file)
        if said.unvouched:
            warn(
                f"{said.unvouched} of the records carry no digest and are not compressed: a change in them cannot be seen"
            )
        counts = {"records": said.records, "unvouched": said.unvouched}
        return _tell(counts, said.findings, f"{said.records} sound records", output)
    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        findings = library.store.verify()
        articles = library.store.searched().articles
    return _tell({"articles": articles}, findings, f"{articles} articles checked", output)


def _tell(counts: Mapping[str, int | str | None], findings: Sequence[Finding], checked: str, output: str) -> int:
    if output == "json":
        print_json({**counts, "findings": [f.to_dict() for f in findings]}, lines=False)
    for finding in findings:
        if output == "jsonl":
            print_json(finding.to_dict(), lines=True)
        elif output == "text":
            say(f"{finding.kind} {finding.subject}: {finding.detail}")
    if output == "text":
        click.echo(f"{checked}, {len(findings) or 'nothing'} amiss", err=True)
    return FAILED if findings else DONE
