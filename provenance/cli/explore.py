"""`provenance explore`: the database in a browser, for looking only."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

import click

from provenance.cli.common import DONE, print_json, store_options, warn
from provenance.errors import ProvenanceError
from provenance.settings import Settings


@click.command("explore")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8001,
    show_default=True,
    metavar="N",
    help="Where to listen on this machine.",
)
@click.option("--open", "opened", is_flag=True, help="Open a browser window as well.")
@click.option(
    "--metadata",
    "only_metadata",
    is_flag=True,
    help="Only print what Datasette is told of tables, columns and queries, as JSON.",
)
@store_options
@click.pass_obj
def command(
    settings: Settings, port: int, opened: bool, only_metadata: bool, db: str | None, evidence: str | None
) -> int:
    """Look at the database in a browser, with Datasette: tables, views, SQL, every column explained.

    Needs `pip install 'news-provenance[explore]'` and an SQLite file. It is opened as a file that cannot
    change, for this machine alone (127.0.0.1); what is added meanwhile shows after a new start. Ctrl-C ends it.

    \b
    provenance explore
    provenance explore --port 8080 --open
    provenance explore --metadata > metadata.json
    """
    from provenance.exploring import HOST, command_line, file_of, metadata, settle
    from provenance.store import migrate

    file = file_of(settings.given(db=db, evidence=evidence).db)
    migrate.ready(str(file), create=False, read_only=True)
    described = metadata(file)
    if only_metadata:
        print_json(described, lines=False)
        return DONE
    with tempfile.TemporaryDirectory(prefix="provenance-explore-") as folder:
        told = Path(folder) / "metadata.json"
        told.write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
        called = command_line(file, told, port, opened=opened)
        settle(file)
        warn(f"http://{HOST}:{port}/{file.stem} (Ctrl-C ends it)")
        try:
            code = subprocess.run(called, check=False).returncode
        except KeyboardInterrupt:
            return DONE
    if code:
        raise ProvenanceError(f"Datasette ended with code {code}; is port {port} taken? --port N names another")
    return DONE
