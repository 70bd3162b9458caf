"""A made world as rows of a database: what `add` and settling would have kept, put in many at a time.

The words are made up too: a copy has the sentences of its source that its overlap asks for, then some of its own,
and the measured spans of its edge lie on them. No page was captured, so there is no evidence to verify.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, Table, insert

from provenance.persons import person_key
from provenance.records.article import EXTRACTOR_VERSION
from provenance.records.counted import Arrow, Place, Said
from provenance.records.keys import capture_key, reading_key
from provenance.records.outlet import Outlet, OutletDomain, OutletFact
from provenance.store.counted import refreshing
from provenance.store.keeping import collections
from provenance.store.library import Library
from provenance.store.schema.tables import (
    ARTICLES,
    CAPTURES,
    COLLECTION_ARTICLES,
    DATE_CLAIMS,
    EDGE_EVIDENCE,
    EDGES,
    NODES,
    OUTLETS,
    QUOTATION_CARRIERS,
    QUOTATIONS,
    READINGS,
    STATEMENTS,
    TEXTS,
)  # fmt: skip
from provenance.store.session import in_transaction
from provenance.text import sha256_text
from tests.worlds.made import MadeOutlet, World

COLLECTION = "made world"
HOW = "every article of every outlet of a made world"
AT_ONCE = 2000
LIST = "A made list of state media"
ORDER = (CAPTURES, TEXTS, ARTICLES, READINGS, COLLECTION_ARTICLES, DATE_CLAIMS, NODES, EDGES, EDGE_EVIDENCE, STATEMENTS)
"""Tables in an order in which rows may point to others."""
SUBJECTS = (
    "The council",
    "A ferry",
    "The harbour office",
    "The night train",
    "A committee",
    "The bakery guild",
    "The weather station",
    "A lighthouse crew",
)
VERBS = ("postponed", "counted", "repaired", "announced", "measured", "closed", "inspected", "painted", "reopened")
OBJECTS = (
    "the old pier",
    "seventeen lamps",
    "a new timetable",
    "the winter market",
    "three wooden bridges",
    "its water tower",
    "the long canal",
    "a map of the coast",
)
ENDS = (
    "before noon",
    "after a long debate",
    "for the second time",
    "without any ceremony",
    "in light rain",
    "with some delay",
    "as planned",
    "at the last moment",
)


def sentence(number: int) -> str:
    """One of many made sentences, always the same for a number."""
    of = random.Random(number)
    note = f", says note {number}" if number % 2 else ""
    return f"{of.choice(SUBJECTS)} {of.choice(VERBS)} {of.choice(OBJECTS)} {of.choice(ENDS)}{note}."


@dataclass(slots=True)
class _Texts:
    """The sentences of articles, each once made."""

    of: dict[str, list[int]]
    ids: dict[str, int] = field(default_factory=dict)
    next: int = 0

    def make(self, article: Place, source: Sequence[int] | None, overlap: float) -> list[int]:
        many = max(2, (article.words or 60) // 12)
        kept = list((source or ())[: round(many * overlap)])
        fresh = range(self.next, self.next + many - len(kept))
        self.next += len(fresh)
        self.of[article.key] = [*kept, *fresh]
        return self.of[article.key]


def write(library: Library, world: World) -> None:
    """Put a world into an empty library, in the collection `COLLECTION`; its outlets are synced first."""
    library.sync_outlets(tuple(_outlet(o) for o in world.outlets))
    library.collection_create(COLLECTION, HOW)
    run = library._this_run()
    arrows = {a.child: a for a in world.arrows}
    said: dict[str, list[Said]] = defaultdict(list)
    for one in world.said:
        said[one.article].append(one)
    texts = _Texts({})
    for first in range(0, len(world.articles), AT_ONCE):
        some = world.articles[first : first + AT_ONCE]
        in_transaction(library._engine, partial(_put, world, some, first, run, arrows, said, texts))
    in_transaction(library._engine, lambda c: _quotations(c, world, run))
    if library._engine.dialect.name == "postgresql":
        with library._engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")
    in_transaction(library._engine, refreshing.rebuild)


def padded(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the same columns each, null where one has none."""
    names = {name: None for row in rows for name in row}
    return [names | dict(row) for row in rows]


def _outlet(o: MadeOutlet) -> Outlet:
    host = f"{o.slug}.example"
    facts = (OutletFact("state_media_typology", "SC", LIST, None, "2023-01-01"),) if o.listed else ()
    return Outlet(o.slug, o.name, o.kind, False, None, ("en",), (), (OutletDomain(host),), facts)  # type: ignore[arg-type]


def _put(
    world: World, some: Sequence[Place], first: int, run: int, arrows: Mapping[str, Arrow], said: Mapping[str, Sequence[Said]],
    texts: _Texts, connection: Connection,
) -> None:  # fmt: skip
    numbers = {o.slug: o.id for o in connection.execute(OUTLETS.select())}
    collection = collections.number(connection, COLLECTION)
    waiting: dict[Table, list[dict[str, Any]]] = defaultdict(list)
    places = world.places()
    for number, article in enumerate(some, first + 1):
        for table, row in _rows(
            article, number, run, numbers, collection, arrows.get(article.key), said.get(article.key, ()), texts, places
        ):
            waiting[table].append(row)
    for table in ORDER:
        if waiting[table]:
            connection.execute(insert(table), padded(waiting[table]))


def _rows(
    article: Place, number: int, run: int, outlets: Mapping[str, int], collection: int, arrow: Arrow | None, said: Sequence[Said],
    texts: _Texts, places: Mapping[str, Place],
) -> Iterator[tuple[Table, dict[str, Any]]]:  # fmt: skip
    source = texts.of.get(arrow.parent) if arrow else None
    body = [sentence(n) for n in texts.make(article, source, arrow.overlap or 0 if arrow else 0)]
    text = "\n".join([article.title or "", *body])
    sha = sha256_text(text)
    host = f"{article.outlet}.example"
    url = f"https://{host}/{number}"
    moment = datetime.fromtimestamp(article.second or 0, UTC).isoformat().replace("+00:00", "Z")
    capture = capture_key(url, None, sha)
    outlet = {
        "outlet_slug": article.outlet,
        "outlet_name": article.name,
        "outlet_domain": host,
        "outlet_provisional": False,
    }
    yield CAPTURES, {
        "id": number, "key": capture, "sha256": sha, "media": "text", "url": url, "headers": {}, "size": len(text), "kept_in": "made", "first_seen_at": moment,
        "run_id": run, "page_key": article.key,
    }  # fmt: skip
    fresh = sha not in texts.ids
    text_id = texts.ids.setdefault(sha, number)
    if fresh:
        yield TEXTS, {"id": number, "sha256": sha, "text": text, "characters": len(text)}
    yield (
        ARTICLES,
        {
            "id": number,
            "key": article.key,
            "url": url,
            "outlet_id": outlets[article.outlet],
            "identity_basis": "fetched",
            "first_seen_at": moment,
        },
    )
    start = len(article.title or "") + 1
    yield READINGS, {
        "id": number, "key": reading_key(capture, EXTRACTOR_VERSION), "digest": sha, "given_id": str(number), "article_id": number, "capture_id": number,
        "text_id": text_id, "run_id": run, "is_current": True, "status": "ok", "extractor": EXTRACTOR_VERSION, "url": url, "host": host,
        "identity_basis": "fetched", "title": article.title, "language": "en", "words": article.words, "spans": [[start, len(text)]],
        "published_not_before": moment, "published_not_after": moment, "own_voice": [], **outlet,
    }  # fmt: skip
    yield COLLECTION_ARTICLES, {"collection_id": collection, "article_id": number, "added_at": moment}
    yield DATE_CLAIMS, {
        "reading_id": number, "role": "published", "position": 0, "value": moment, "not_before": moment, "not_after": moment, "precision": "second",
        "kind": "published", "source": "made",
    }  # fmt: skip
    of = {"article_id": number, "reading_id": number, "run_id": run}
    yield (
        NODES,
        {
            **of,
            "position": 0,
            "key": article.key,
            "name": article.name,
            "host": host,
            "url": url,
            "title": article.title,
            "held": True,
            "state_links": [],
            **outlet,
        },
    )
    if arrow:
        yield from _edge(arrow, number, of, len(body) * 12, places)
        yield _measured(arrow, number, article, places[arrow.parent], texts)
    for position, one in enumerate(said):
        words = " ".join(sentence(crc32(one.key.encode())).split()[: one.words])
        yield STATEMENTS, {
            "article_id": number, "reading_id": number, "position": position, "key": one.key, "type": "direct", "zone": "body", "text": words,
            "words": "".join(f" w{n} " for n in range(one.words)), "weight": one.words, "rank": 0, "content": [], "speaker_mention": one.name,
            "speaker_name": one.name, "speaker_kind": one.kind if one.name else None, "speaker_method": "full_name" if one.name else None,
            "speaker_confidence": 0.9 if one.name else None, "person": person_key(one.name), "joined": True,
        }  # fmt: skip


def _edge(
    arrow: Arrow, number: int, of: Mapping[str, Any], words: int, places: Mapping[str, Place]
) -> Iterator[tuple[Table, dict[str, Any]]]:
    parent = places[arrow.parent]
    host = f"{parent.outlet}.example"
    yield NODES, {
        **of, "position": 1, "key": parent.key, "name": parent.name, "host": host, "title": parent.title, "held": True, "state_links": [],
        "outlet_slug": parent.outlet, "outlet_name": parent.name, "outlet_domain": host, "outlet_provisional": False,
    }  # fmt: skip
    child = places[arrow.child]
    yield EDGES, {
        "id": number, **of, "position": 0, "key": arrow.key, "child_key": arrow.child, "parent_key": arrow.parent, "relation": arrow.relation,
        "state": arrow.state, "confidence": arrow.confidence, "found_by": arrow.found_by, "direction_basis": ["claimed_date"], "credit": arrow.credit,
        "credit_outlet_slug": arrow.credit_outlet, "credit_outlet_name": parent.name if arrow.credit_outlet else None, "kept": arrow.kept,
        "overlap": arrow.overlap, "words": round(words * (arrow.overlap or 0)), "title_changed": arrow.title_changed,
        "hours_later": round(((child.second or 0) - (parent.second or 0)) / 3600, 1), "reviewed": False,
    }  # fmt: skip


def _measured(arrow: Arrow, number: int, child: Place, parent: Place, texts: _Texts) -> tuple[Table, dict[str, Any]]:
    """The match an edge rests on: the sentences that both begin with."""
    mine, theirs = texts.of[child.key], texts.of[parent.key]
    shared = next(
        (n for n, (x, y) in enumerate(zip(mine, theirs, strict=False)) if x != y), min(len(mine), len(theirs))
    )
    length = len("\n".join(sentence(n) for n in mine[:shared]))
    starts = {place.key: len(place.title or "") + 1 for place in (child, parent)}
    a, b = sorted(starts)
    covers = {child.key: shared / len(mine), parent.key: shared / len(theirs)}
    span = {"a_start": starts[a], "a_end": starts[a] + length, "b_start": starts[b], "b_end": starts[b] + length}
    match = {
        "a": a, "b": b, "a_id": None, "b_id": None, "parent": "a" if a == parent.key else "b", "kind": "copy", "words": shared * 12,
        "longest_run": shared * 12, "cover_a": covers[a], "cover_b": covers[b], "spans": [span] if shared else [], "a_text": None, "b_text": None,
    }  # fmt: skip
    return EDGE_EVIDENCE, {"edge_id": number, "position": 0, "measured": match}


def _quotations(connection: Connection, world: World, run: int) -> None:
    """The statements carried by several articles, the earliest first."""
    carriers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    numbers = {a.key: n for n, a in enumerate(world.articles, 1)}
    for one in world.handed:
        carriers[one.quotation].append((one.article, one.attribution))
    quotations, members = [], []
    for key, listed in carriers.items():
        quotations.append({
            "key": key, "run_id": run, "text": "made", "speaker_agreement": "agreed", "first_article_key": listed[0][0], "first_by": "time",
            "first_basis": "made", "carriers": len(listed), "outlets": 1,
        })  # fmt: skip
        for position, (article, attribution) in enumerate(listed, 1):
            members.append({
                "quotation_key": key, "position": position, "article_id": numbers[article], "relation": "verbatim", "attribution": attribution,
                "text": "made", "diff": [],
            })  # fmt: skip
    for table, rows in ((QUOTATIONS, quotations), (QUOTATION_CARRIERS, members)):
        if rows:
            connection.execute(insert(table), rows)
