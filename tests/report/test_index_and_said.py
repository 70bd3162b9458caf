"""The index of a folder of reports, and the page of who said it."""

from __future__ import annotations

import json

from provenance.report.pages.index import index_page
from provenance.report.said_html import who_said_html


def test_an_index_names_reports_and_leaves_out_what_is_none() -> None:
    head = {"schema": "provenance.report/1", "name": "outlet", "title": "</style><script>x</script>", "made": {"at": "2026-01-01T00:00:00Z", "version": "0.1.0"},
            "coverage": {"collection": "march", "articles": 1, "outlets": 1}}  # fmt: skip
    found = {"outlet.json": json.dumps(head), "other.json": "[1]", "broken.json": "{", "deep.json": "[" * 100_000}
    page = index_page(found, [*found, "outlet.diet.csv", "outlet.html"])
    assert "1 report of this folder" in page and 'href="outlet.html"' in page and 'href="outlet.diet.csv"' in page
    assert "1 article of 1 outlet" in page and "<script" not in page and "other.json" not in page


def test_nobody_said_it() -> None:
    page = who_said_html((), "<b>never</b>")
    assert "Nobody is found here to have said" in page and "<b>never" not in page and "default-src 'none'" in page
