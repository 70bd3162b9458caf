"""Make docs/data-dictionary.md from the schema, the named queries and the sentences in docs/dictionary/.

Run as `python docs/fill-data-dictionary.py`; with `--check` it only says whether the page is up to date.
Fails where a table, view or column has no sentence, or a sentence belongs to none.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "dictionary"
PAGE = ROOT / "docs" / "data-dictionary.md"
Sentences = Mapping[str, Mapping[str, str]]


def views() -> dict[str, list[str]]:
    """The views and their columns, of a database made just now."""
    from provenance.store import migrate

    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/new.db"
        migrate.ready(file, create=True)
        with closing(sqlite3.connect(file)) as connection:
            names = [
                r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")
            ]
            return {n: [r[1] for r in connection.execute(f"SELECT * FROM pragma_table_info('{n}')")] for n in names}  # noqa: S608


def tables() -> dict[str, list[tuple[str, str, bool]]]:
    """The tables with the name, type and nullability of each column."""
    from provenance.store.schema import Base

    listed = sorted(Base.metadata.tables.values(), key=lambda t: t.name)
    return {t.name: [(c.name, type(c.type).__name__.lower(), bool(c.nullable)) for c in t.columns] for t in listed}


def sentences() -> tuple[Mapping[str, str], Sentences, Sentences]:
    """What is said of columns everywhere, of views, and of tables."""
    from provenance.store.querying.dictionary import dictionary

    found = dictionary()
    return found.common, found.views, found.tables


def faults() -> Iterator[str]:
    """What lacks a sentence, says nothing of null where it may be null, or is told of and not there."""
    common, of_views, of_tables = sentences()
    shape = {n: [(c, False) for c in columns] for n, columns in views().items()}
    shape |= {n: [(c, null) for c, _, null in columns] for n, columns in tables().items()}
    said = of_views | of_tables
    for name in sorted(set(said) - set(shape)):
        yield f"{name} is told of, and not there"
    for name, columns in shape.items():
        own = said.get(name, {})
        if not own.get("", "").endswith("."):
            yield f"{name} has no sentence in docs/dictionary/"
        for column, null in columns:
            text = own.get(column, common.get(column, ""))
            if not text.endswith("."):
                yield f"{name}.{column} has no sentence in docs/dictionary/"
            elif null and "null" not in text:
                yield f"{name}.{column} may be null, and its sentence does not say what that means"
        for column in sorted(set(own) - {c for c, _ in columns} - {""}):
            yield f"{name}.{column} is told of, and not there"


def page() -> str:
    """The whole page."""
    from provenance.store.querying.named import named_queries

    common, of_views, of_tables = sentences()
    lines = [(FOLDER / "preface.md").read_text(encoding="utf-8").rstrip(), "", "## Named queries", ""]
    lines += [
        "`provenance sql @NAME --param collection=...`; `provenance sql --list` says what each asks for.",
        "",
        "| name | tells |",
        "|---|---|",
    ]
    lines += [f"| @{q.name} | {q.tells} |" for q in named_queries().values()]
    lines += ["", "## Views", ""]
    known = views()
    for name in [*(n for n in of_views if n in known)]:
        lines += [f"### {name}", "", of_views[name][""], "", "| column | |", "|---|---|"]
        lines += [f"| {c} | {of_views[name].get(c, common.get(c, ''))} |" for c in known[name]]
        lines.append("")
    lines += [
        "## Tables",
        "",
        "For what the views do not tell. Types are SQLAlchemy's; JSON is text on both databases.",
        "",
    ]
    for name, columns in tables().items():
        own = of_tables.get(name, {})
        lines += [f"### {name}", "", own.get("", ""), "", "| column | type | |", "|---|---|---|"]
        lines += [f"| {c} | {kind} | {own.get(c, common.get(c, ''))} |" for c, kind, _ in columns]
        lines.append("")
    return "\n".join(lines).replace("  |", " |").rstrip() + "\n"


def main() -> int:
    """Write the page, or with --check say whether it would change."""
    wrong = list(faults())
    for line in wrong:
        print(line, file=sys.stderr)  # noqa: T201
    if wrong:
        return 1
    made = page()
    if "--check" in sys.argv:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != made)
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
