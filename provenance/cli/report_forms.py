"""In which forms a report is given: text, tables, data, a page, files in a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from provenance.cli.common import DONE, output_option, print_json, say, store_options, wants_colour, width
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.records.report import Report

F = TypeVar("F", bound=Callable[..., Any])

FORMS = (
    click.option("--section", metavar="NAME", help="Only this section, for example diet."),
    click.option("--out", metavar="DIR", help="Write the page, the data, and a CSV and a picture for each section into this folder."),
    store_options,
    output_option("text", "csv", "json", "jsonl", "html"),
    click.pass_obj,
)  # fmt: skip
"""In which forms a report is given, for every report."""


def forms(function: F) -> F:
    """The options of `FORMS`, for reports that take nothing else."""
    for option in reversed(FORMS):
        function = option(function)
    return function


def answer(made: Report, given: dict[str, Any]) -> int:
    """Print a report in the form that was asked for; raises UsageError for a section it does not have."""
    from dataclasses import replace

    from provenance.report.report_csv import report_csv
    from provenance.report.report_text import report_text

    if given["section"]:
        chosen = made.section(given["section"])
        if chosen is None:
            raise UsageError(
                f"no section {given['section']!r} in this report; there are: {', '.join(s.name for s in made.sections)}"
            )
        made = replace(made, sections=(chosen,))
    if given["out"]:
        return _into(Path(given["out"]), made)
    output = given["output"]
    if output == "csv":
        click.echo(report_csv(made), nl=False)
    elif output == "text":
        click.echo(report_text(made, width(), color=wants_colour()), nl=False)
    elif output == "html":
        from provenance.report.pages.page import report_page

        click.echo(report_page(made), nl=False)
    else:
        print_json(made.to_dict(), lines=output == "jsonl")
    return DONE


def _into(folder: Path, made: Report) -> int:
    """Write a report as files, and the index of the folder anew; files of the same names are replaced."""
    from provenance.report.pages.files import report_files
    from provenance.report.pages.index import index_page

    folder.mkdir(parents=True, exist_ok=True)
    for name, content in report_files(made).items():
        (folder / name).write_text(content, encoding="utf-8", errors="backslashreplace")
        say(str(folder / name))
    names = [f.name for f in folder.iterdir() if f.is_file()]
    found = {n: (folder / n).read_text(encoding="utf-8", errors="replace") for n in names if n.endswith(".json")}
    (folder / "index.html").write_text(index_page(found, names), encoding="utf-8", errors="backslashreplace")
    say(str(folder / "index.html"))
    return DONE
