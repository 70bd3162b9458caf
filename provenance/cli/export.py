"""`provenance export`: files for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli.common import DONE, output_option, print_json, say, store_options
from provenance.settings import Settings

FORMATS = ("csv", "parquet", "graphml", "prov-json", "jsonld")


@click.command("export")
@click.argument("format", type=click.Choice(FORMATS))
@click.option("--out", required=True, type=click.Path(file_okay=False), metavar="DIR", help="A new or empty folder.")
@click.option("--in", "collection", metavar="COLLECTION", help="Only the articles of this collection.")
@click.option("--with-texts", is_flag=True, help="Put the texts in too; they belong to others: do not publish them.")
@store_options
@output_option("text", "json")
@click.pass_obj
def command(
    settings: Settings, format: str, out: str, collection: str | None, with_texts: bool, db: str | None, evidence: str | None, output: str
) -> int:  # fmt: skip
    """Write articles, copies, statements and outlets as files, without texts.

    csv and parquet have a file for each table, graphml a graph of copies, prov-json and jsonld the same in the words of W3C PROV
    and schema.org. manifest.json says what was asked, by which versions, with counts and digests; the
    same library gives the same bytes.

    \b
    provenance export csv --out march --in "march sample"
    provenance export graphml --out graph
    """
    from provenance.exporting import export
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence), read_only=True) as library:
        made = export(library.store, format, Path(out), collection, with_texts=with_texts)
    if output == "json":
        print_json(made, lines=False)
    else:
        counts, files = made["rows"], made["files"]
        assert isinstance(counts, dict) and isinstance(files, dict)
        say(f"{out}: {', '.join(f'{count} {name}' for name, count in counts.items())}")
        say(
            *(
                f"  {name:<18} {about['bytes']:>12,} bytes  sha256 {about['sha256'][:16]}…"
                for name, about in files.items()
            )
        )
    return DONE
