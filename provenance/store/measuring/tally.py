"""The copies of every outlet added up by the database, with the first keys each figure rests on: no article is handed out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, text

from provenance.records.counted import SURE, SURER, WIRES, Figure, OutletCopies, Scope
from provenance.store.measuring.scope import inside

EVERY = 2**31 - 1
_IS_COPY = "JOIN copies c ON c.child_id = a.id AND c.place = 1"
_WITH_END = f"{_IS_COPY} LEFT JOIN roots t ON t.article_id = a.id"
_WIRES = "SELECT slug FROM outlets WHERE kind IN ({})".format(", ".join(f"'{kind}'" for kind in WIRES))  # noqa: S608
_BY_TEXT = f"c.found_by IN ('text', 'both') AND (c.parent_outlet IS NULL OR c.parent_outlet NOT IN ({_WIRES}))"
_CLOSE = "c.overlap >= 0.5"
CONDITIONS: dict[Figure, str] = {
    "copies": "1 = 1",
    "whole": "c.extent = 'whole'",
    "by_text": "c.found_by IN ('text', 'both')",
    "named": "c.found_by IN ('text', 'both') AND c.credit <> 'none'",
    "compared": _BY_TEXT,
    "credited": f"{_BY_TEXT} AND c.credit <> 'none'",
    "titled": f"{_CLOSE} AND c.title_changed IS NOT NULL",
    "retitled": f"{_CLOSE} AND c.title_changed",
}
BANDED: tuple[Figure, ...] = ("whole", "compared", "credited", "titled", "retitled")
_BANDS = (
    "c.state = 'confirmed' OR c.judged IS NOT NULL",
    f"c.confidence >= {SURER}",
    f"c.confidence >= {SURE}",
)
_TAKEN = "CASE WHEN r.words > 0 THEN CAST(r.words AS DOUBLE PRECISION) * CASE WHEN c.overlap > 1 THEN 1 ELSE coalesce(c.overlap, 0) END ELSE 0 END"
_TALLY = """
WITH counted AS (
    SELECT c.child_outlet, r.words, {taken} AS taken, c.state, c.judged, c.credit, t.ended, t.root_id, {figures}
    FROM {articles}
)
SELECT coalesce(child_outlet, '') AS outlet, {sums},
       sum(CASE WHEN state = 'confirmed' THEN 1 ELSE 0 END) AS confirmed, sum(CASE WHEN judged IS NULL THEN 1 ELSE 0 END) AS unreviewed,
       sum(CASE WHEN ended IN ('rivals', 'too_far') THEN 1 ELSE 0 END) AS undetermined,
       sum(CASE WHEN ended = 'circle' THEN 1 ELSE 0 END) AS circles,
       sum(CASE WHEN ended = 'found' AND root_id IS NULL THEN 1 ELSE 0 END) AS credited_only,
       sum(taken) AS taken, sum(taken * taken) AS taken_squared, sum(taken * r_words) AS taken_words
FROM counted GROUP BY coalesce(child_outlet, '')
"""
_OVERLAPS = """
SELECT coalesce(c.child_outlet, '') AS outlet, r.words, CASE WHEN c.overlap > 1 THEN 1 ELSE c.overlap END AS overlap, count(*) AS articles
FROM {articles} AND r.words > 0 AND c.overlap > 0
GROUP BY coalesce(c.child_outlet, ''), r.words, CASE WHEN c.overlap > 1 THEN 1 ELSE c.overlap END
"""
# A few keys of each outlet, by the index of copies: no more rows are looked at than it takes to find them.
_KEYS = """
SELECT o2.slug AS outlet, {figures} FROM outlets o2 WHERE o2.slug IN (SELECT DISTINCT child_outlet FROM copies WHERE place = 1)
"""
_KEY = """(SELECT {joined} FROM (
    SELECT c.edge_key AS k FROM {articles} AND c.child_outlet = o2.slug AND {condition} ORDER BY c.edge_key LIMIT :most) x) AS {name}"""
_JOINED = {"sqlite": "group_concat(k, ' ')", "postgresql": "string_agg(k, ' ')"}


def tally(connection: Connection, scope: Scope) -> Mapping[str, OutletCopies]:
    """The copies in a scope, added up by outlet ("" where it is not known)."""
    articles, given = inside(connection, scope, None, _WITH_END, adding_up=True)
    figures = ", ".join(
        f"CASE WHEN {condition} THEN 1 ELSE 0 END AS is_{name}" for name, condition in CONDITIONS.items()
    )
    figures += "".join(f", CASE WHEN {band} THEN 1 ELSE 0 END AS band_{n}" for n, band in enumerate(_BANDS))
    sums = ", ".join(f"sum(is_{name}) AS {name}" for name in CONDITIONS)
    sums += "".join(f", sum(is_{name} * band_{n}) AS {name}_{n}" for n in range(len(_BANDS)) for name in BANDED)
    wanted = _TALLY.format(taken=_TAKEN, figures=figures, articles=articles, sums=sums).replace(
        "r_words", "coalesce(words, 0)"
    )
    found = {}
    for row in connection.execute(text(wanted), given).mappings():
        whole = {name: int(row[name]) for name in OutletCopies._fields if name in row and not name.startswith("taken")}
        surer = tuple({name: int(row[f"{name}_{n}"]) for name in BANDED} for n in range(len(_BANDS)))
        found[str(row["outlet"])] = OutletCopies(
            **whole, surer=surer, taken=float(row["taken"]), taken_squared=float(row["taken_squared"]), taken_words=float(row["taken_words"]),
        )  # fmt: skip
    return found


def overlaps(connection: Connection, scope: Scope) -> Mapping[str, Mapping[tuple[int, float], int]]:
    """How many copies in a scope have so many words and such a share of them from their source, by outlet."""
    articles, given = inside(connection, scope, None, _IS_COPY)
    found: dict[str, dict[tuple[int, float], int]] = defaultdict(dict)
    for row in connection.execute(text(_OVERLAPS.format(articles=articles)), given):
        found[row.outlet][int(row.words), float(row.overlap)] = int(row.articles)
    return found


def keys(
    connection: Connection, scope: Scope, figures: Iterable[Figure], most: int | None
) -> Mapping[str, Mapping[Figure, tuple[str, ...]]]:
    """The first keys of edges, by key, that each of some figures rests on, by outlet; `most` for each, all where it is None."""
    articles, given = inside(connection, scope, None, _IS_COPY)
    wanted = list(figures)
    columns = ", ".join(
        _KEY.format(joined=_JOINED[connection.dialect.name], articles=articles, condition=CONDITIONS[name], name=name)
        for name in wanted
    )
    rows = connection.execute(text(_KEYS.format(figures=columns)), given | {"most": EVERY if most is None else most})
    return {row["outlet"]: {n: tuple((row[n] or "").split()) for n in wanted} for row in rows.mappings()}
