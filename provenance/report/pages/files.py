"""A report as files in a folder: the page, the data, and a table and a picture for each section."""

from __future__ import annotations

import json

from provenance.records.report import Report
from provenance.report.pages.draw import drawn
from provenance.report.pages.page import report_page
from provenance.report.report_csv import report_csv


def report_files(report: Report) -> dict[str, str]:
    """Name and content of each file: NAME.html, NAME.json, NAME.SECTION.csv, and NAME.SECTION.svg where there is a picture."""
    name = report.name
    files = {
        f"{name}.html": report_page(report),
        f"{name}.json": json.dumps(report.to_dict(), ensure_ascii=False, indent=1) + "\n",
    }
    for section in report.sections:
        files[f"{name}.{section.name}.csv"] = report_csv(report, section.name)
        if (picture := drawn(section)) is not None:
            files[f"{name}.{section.name}.svg"] = f"{picture}\n"
    return files
