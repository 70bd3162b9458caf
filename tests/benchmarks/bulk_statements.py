"""Many statements put into a library by bulk, for the benchmark of who-said."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from sqlalchemy import insert, text

from provenance.records.keys import make_key
from provenance.records.statement import Part, Speaker, Statement
from provenance.store.asking.search import tokens
from provenance.store.library import Library
from provenance.store.said.rows import values_of
from provenance.store.schema.tables import STATEMENT_PAIRS, STATEMENTS
from provenance.store.session import in_transaction
from provenance.wording import Wording, wordings
from tests.store.saying import add

AT_ONCE = 10_000
ANN = Speaker(0, 8, "Ann Moor", "Ann Moor", "person", None, None, "full_name", 0.9)


def fill(library: Library, texts: Sequence[str]) -> None:
    """Put statements of one article into the index, each its own quotation."""
    add(library, 1, "Nobody said a word that morning.", settle=False)
    listed, begin = iter(zip(texts, wordings(texts), strict=True)), 1
    while some := list(islice(listed, AT_ONCE)):
        rows = [_row(begin + n, said, words) for n, (said, words) in enumerate(some)]
        pairs = [
            {"number": p, "rank": r["rank"], "statement_id": r["id"]}
            for r, (_, words) in zip(rows, some, strict=True)
            for p in words.pairs()
        ]
        listed_tokens = [{"id": r["id"], "tokens": " ".join(tokens(r["words"].split()))} for r in rows]
        in_transaction(library._engine, lambda c, rows=rows, pairs=pairs, listed_tokens=listed_tokens: (  # type: ignore[misc]
            c.execute(insert(STATEMENTS), rows),
            c.execute(insert(STATEMENT_PAIRS), pairs),
            c.execute(text("INSERT INTO search_tokens_said (rowid, tokens) VALUES (:id, :tokens)"), listed_tokens),
        ))  # fmt: skip
        begin += len(some)


def _row(number: int, said: str, words: Wording) -> dict[str, Any]:
    key = make_key("stm", (number,))
    statement = Statement(key, "direct", said, (Part(0, len(said), said),), None, ANN, None, "body")
    place = {"id": number, "article_id": 1, "reading_id": 1, "position": number}
    return {**values_of(statement, words), **place, "person": "ann moor", "quotation": f"quo_{key[4:]}", "joined": True}


def like(library: Library, words: str) -> list[int]:
    """The same words looked for without an index."""
    with library._engine.connect() as connection:
        asked = text("SELECT id FROM statements WHERE words LIKE :words")
        return list(connection.execute(asked, {"words": f"% {words} %"}).scalars())
