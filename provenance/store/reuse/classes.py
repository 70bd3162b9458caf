"""Classes of articles with the same words, and the fingerprints of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import getrandbits

import numpy as np
from sqlalchemy import Connection, delete, func, select, text, update

from provenance.shingles import digest_of, fingerprints_of_words, owned_fingerprints
from provenance.store.keeping.inserting import batches
from provenance.store.reuse import crowds
from provenance.store.reuse.rows import delete_pairs, insert_pairs, insert_rows, strings
from provenance.store.reuse.texts import NEVER
from provenance.store.schema.tables import (
    ARTICLES,
    CLASS_ARTICLES,
    CROWD_MEMBERS,
    CROWDS,
    FINGERPRINTS,
    OUTLET_BOILERPLATE,
    OUTLET_PARAGRAPHS,
    READINGS,
    TEXT_CLASSES,
)
from provenance.words import VERSION, Places, Words


@dataclass(frozen=True, slots=True)
class Member:
    """An article as a member of the class of its words."""

    article: int
    key: str
    earliest: str
    words: Words


def assign(connection: Connection, version: str, members: Sequence[Member]) -> dict[int, int]:
    """The class of each article, by article; classes not there yet are made and fingerprinted."""
    by_digest: dict[str, list[Member]] = {}
    for member in members:
        by_digest.setdefault(digest_of(member.words.numbers), []).append(member)
    known = _known(connection, version, by_digest)
    # SQLite gives the numbers of classes that are gone to new ones: that none passes for another, each is touched
    # so often at first as no other is.
    fresh = {digest: some for digest, some in by_digest.items() if digest not in known}
    columns: dict[str, list[object]] = {
        "version": [version] * len(fresh), "digest": list(fresh), "words": [len(some[0].words) for some in fresh.values()],
        "earliest": [min(m.earliest for m in some) for some in fresh.values()],
        "first_key": [min(m.key for m in some) for some in fresh.values()],
        "linked": [False] * len(fresh), "touched": [getrandbits(30) for _ in fresh],
    }  # fmt: skip
    insert_rows(connection, TEXT_CLASSES, columns)
    made = _known(connection, version, fresh)
    _fingerprint(connection, {made[d]: (by_digest[d], d) for d in made})
    _join(connection, {number: (digest, by_digest[digest]) for digest, number in known.items()})
    return {m.article: (known | made)[digest] for digest, some in by_digest.items() for m in some}


def _known(connection: Connection, version: str, digests: Iterable[str]) -> dict[str, int]:
    wanted = f"SELECT c.digest, c.id FROM text_classes c WHERE c.version = :version AND c.digest IN (SELECT value FROM {strings(connection)})"  # noqa: S608
    rows = connection.execute(text(wanted), {"version": version, "strings": json.dumps(sorted(digests))})
    return {row[0]: row[1] for row in rows.all()}


def _fingerprint(connection: Connection, made: dict[int, tuple[list[Member], str]]) -> None:
    hashes, numbers = _prints_of({number: some[0].words for number, (some, _) in made.items()})
    insert_pairs(connection, "fingerprints", ("hash", "class_id"), hashes, numbers)
    ranks = {number: (min(m.earliest for m in some), digest) for number, (some, digest) in made.items()}
    crowds.came(connection, ranks, hashes, numbers)


def _prints_of(words: dict[int, Words]) -> tuple[Places, Places]:
    """All fingerprints of classes, sorted, and the class of each."""
    hashes, owners = owned_fingerprints([one.numbers for one in words.values()])
    order = np.argsort(hashes)
    return hashes[order], np.fromiter(words, np.int64, len(words))[owners[order]]


def _join(connection: Connection, joined: dict[int, tuple[str, Sequence[Member]]]) -> None:
    """Let articles join classes that are there; an earlier one, or one of a smaller key, is felt by the links."""
    c = TEXT_CLASSES.c
    changed: list[dict[str, object]] = []
    ranks: dict[int, crowds.Rank] = {}
    moved: list[int] = []
    for some in batches(sorted(joined)):
        for row in connection.execute(select(c.id, c.earliest, c.first_key).where(c.id.in_(some))).all():
            digest, members = joined[row.id]
            earliest = min(row.earliest, *(m.earliest for m in members))
            first_key = min(row.first_key, *(m.key for m in members))
            if (earliest, first_key) != (row.earliest, row.first_key):
                changed.append({"number": row.id, "earliest": earliest, "first_key": first_key})
            if first_key != row.first_key:
                moved.append(row.id)
            if earliest != row.earliest:
                ranks[row.id] = earliest, digest
    if changed:
        anew = text("UPDATE text_classes SET earliest = :earliest, first_key = :first_key WHERE id = :number")
        connection.execute(anew, changed)
    crowds.unlink(connection, moved)
    crowds.came(connection, ranks, *_prints_of({number: joined[number][1][0].words for number in ranks}))


def sweep(connection: Connection, left: dict[int, Words]) -> None:
    """Bring classes that articles left up to date; one without members goes, with all that hangs on it.

    `left` gives the words of each, by number.
    """
    for number, words in sorted(left.items()):
        c, r = TEXT_CLASSES.c, READINGS.c
        members = (
            select(func.min(func.coalesce(r.published_not_before, NEVER)), func.min(ARTICLES.c.key))
            .select_from(CLASS_ARTICLES)
            .join(ARTICLES, ARTICLES.c.id == CLASS_ARTICLES.c.article_id)
            .join(READINGS, r.id == CLASS_ARTICLES.c.reading_id)
            .where(CLASS_ARTICLES.c.class_id == number)
        )
        earliest, first_key = connection.execute(members).one()
        row = connection.execute(select(c.earliest, c.first_key).where(c.id == number)).first()
        if row is None:
            continue
        if first_key is None:
            drop(connection, number, words)
        elif (earliest, first_key) != tuple(row):
            values = {"earliest": earliest, "first_key": first_key}
            connection.execute(update(TEXT_CLASSES).where(c.id == number).values(**values))
            crowds.unlink(connection, [number])
            if earliest != row.earliest:
                crowds.rebuild(connection, crowds.crowded(connection, _prints(words)))


def drop(connection: Connection, number: int, words: Words) -> None:
    """Remove a class, its fingerprints and its matches."""
    c, f = TEXT_CLASSES.c, FINGERPRINTS.c
    prints = _prints(words)
    if connection.execute(select(c.version).where(c.id == number)).scalar() != VERSION:
        # Made by an earlier rule: which they are cannot be told from the words.
        prints = list(connection.execute(select(f.hash).where(f.class_id == number)).scalars())
    delete_pairs(connection, "fingerprints", ("hash", "class_id"), [(h, number) for h in prints])
    crowds.rebuild(connection, crowds.crowded(connection, prints))
    connection.execute(delete(TEXT_CLASSES).where(TEXT_CLASSES.c.id == number))


def drop_version(connection: Connection, version: str) -> None:
    """Remove every row of a version."""
    c = TEXT_CLASSES.c
    numbers = select(c.id).where(c.version == version)
    connection.execute(delete(CLASS_ARTICLES).where(CLASS_ARTICLES.c.version == version))
    connection.execute(delete(FINGERPRINTS).where(FINGERPRINTS.c.class_id.in_(numbers)))
    connection.execute(delete(CROWD_MEMBERS).where(CROWD_MEMBERS.c.class_id.in_(numbers)))
    connection.execute(delete(CROWDS).where(CROWDS.c.hash.not_in(select(CROWD_MEMBERS.c.hash))))
    for table in (OUTLET_PARAGRAPHS, OUTLET_BOILERPLATE):
        connection.execute(delete(table).where(table.c.version == version))
    connection.execute(delete(TEXT_CLASSES).where(c.version == version))


def _prints(words: Words) -> list[int]:
    return [int(h) for h in next(fingerprints_of_words([words.numbers]))]
