"""Classes of articles with the same words, and the fingerprints of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import getrandbits

from sqlalchemy import Connection, delete, func, select, update

from provenance.shingles import VERSION, Words, digest_of, fingerprints_of_words
from provenance.store.keeping.inserting import batches
from provenance.store.reuse import crowds
from provenance.store.reuse.rows import delete_pairs, insert_pairs, insert_rows
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

_NEW = ("version", "digest", "words", "earliest", "first_key", "linked", "touched")


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
    rows: list[tuple[object, ...]] = [
        (version, digest, len(some[0].words), min(m.earliest for m in some), min(m.key for m in some), False, getrandbits(30))
        for digest, some in by_digest.items() if digest not in known
    ]  # fmt: skip
    insert_rows(connection, TEXT_CLASSES, _NEW, rows)
    made = _known(connection, version, by_digest.keys() - known.keys())
    _fingerprint(connection, {made[d]: (by_digest[d], d) for d in made})
    _join(connection, {number: (digest, by_digest[digest]) for digest, number in known.items()})
    return {m.article: (known | made)[digest] for digest, some in by_digest.items() for m in some}


def _known(connection: Connection, version: str, digests: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    c = TEXT_CLASSES.c
    for some in batches(sorted(digests)):
        rows = connection.execute(select(c.digest, c.id).where(c.version == version, c.digest.in_(some)))
        found.update({row.digest: row.id for row in rows})
    return found


def _fingerprint(connection: Connection, made: dict[int, tuple[list[Member], str]]) -> None:
    found = fingerprints_of_words([some[0].words.numbers for some, _ in made.values()])
    hashes = {number: prints.tolist() for number, prints in zip(made, found, strict=True)}
    insert_pairs(connection, "fingerprints", ("hash", "class_id"), [(h, n) for n, hs in hashes.items() for h in hs])
    ranks = {number: (min(m.earliest for m in some), digest) for number, (some, digest) in made.items()}
    crowds.came(connection, ranks, hashes)


def _join(connection: Connection, joined: dict[int, tuple[str, Sequence[Member]]]) -> None:
    """Let articles join classes that are there; an earlier one, or one of a smaller key, is felt by the links."""
    c = TEXT_CLASSES.c
    for some in batches(sorted(joined)):
        rows = connection.execute(select(c.id, c.earliest, c.first_key).where(c.id.in_(some))).all()
        for row in rows:
            digest, members = joined[row.id]
            earliest = min(row.earliest, *(m.earliest for m in members))
            first_key = min(row.first_key, *(m.key for m in members))
            if (earliest, first_key) != (row.earliest, row.first_key):
                connection.execute(
                    update(TEXT_CLASSES).where(c.id == row.id).values(earliest=earliest, first_key=first_key)
                )
            if first_key != row.first_key:
                crowds.unlink(connection, [row.id])
            if earliest != row.earliest:
                crowds.came(connection, {row.id: (earliest, digest)}, {row.id: _prints(members[0].words)})


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
