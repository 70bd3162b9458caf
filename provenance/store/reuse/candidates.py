"""Which classes may share text with one: those that have two fingerprints in common with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select, text

from provenance.shingles import fingerprints_of_words
from provenance.store.keeping.inserting import batches
from provenance.store.reuse.crowds import crowded
from provenance.store.reuse.rows import given, numbers_of
from provenance.store.reuse.texts import Body, bodies_read
from provenance.store.schema.tables import ARTICLES, CLASS_ARTICLES, MATCHES, TEXT_CLASSES
from provenance.words import Words

COMMON = 2
"""Fingerprints in common that make a candidate: any 37 shared words leave as many."""


@dataclass(frozen=True, slots=True)
class ClassText:
    """The text that stands for a class touched so often, and where the words of the class are in it."""

    id: int
    touched: int
    text: str
    words: Words
    body: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Question:
    """A class to be compared: with which others, and with which it has been found to share text before."""

    id: int
    touched: int
    candidates: frozenset[int]
    matched: frozenset[int]


@dataclass(frozen=True, slots=True)
class Found:
    """A class and the classes it is to be compared with, found when it had been touched so often."""

    id: int
    touched: int
    others: frozenset[int]


def unlinked(connection: Connection, version: str, limit: int, after: int = 0) -> list[int]:
    """Classes not compared with the others yet, by number."""
    c = TEXT_CLASSES.c
    wanted = select(c.id).where(~c.linked, c.version == version, c.id > after).order_by(c.id).limit(limit)
    return list(connection.execute(wanted).scalars())


def texts_of(connection: Connection, classes: Iterable[int]) -> dict[int, ClassText]:
    """The texts that stand for classes."""
    c, a = TEXT_CLASSES.c, CLASS_ARTICLES.c
    found: dict[int, ClassText] = {}
    for some in batches(sorted(set(classes))):
        rows = connection.execute(
            select(c.id, c.touched, a.reading_id, a.cut)
            .join(ARTICLES, ARTICLES.c.key == c.first_key)
            .join(CLASS_ARTICLES, (a.article_id == ARTICLES.c.id) & (a.class_id == c.id))
            .where(c.id.in_(some))
        ).all()
        read = {body.reading: body for body in bodies_read(connection, [row.reading_id for row in rows])}
        found.update({row.id: _class_text(row.id, row.touched, read[row.reading_id], row.cut) for row in rows})
    return found


def _class_text(number: int, touched: int, body: Body, cut: Sequence[int]) -> ClassText:
    words = body.without(cut)
    return ClassText(number, touched, body.text, words, (int(body.words.starts[0]), int(body.words.ends[-1])))


def questions(connection: Connection, asked: dict[int, ClassText]) -> list[Question]:
    """What each class is to be compared with, as of now."""
    prints = fingerprints_of_words([one.words.numbers for one in asked.values()])
    made = []
    for (number, one), found in zip(asked.items(), prints, strict=True):
        others = candidates(connection, found.tolist(), number)
        made.append(Question(number, one.touched, others, _matched(connection, number)))
    return made


def questions_of(connection: Connection, found: Iterable[Found]) -> list[Question]:
    """The questions of classes whose candidates are known."""
    return [Question(one.id, one.touched, one.others, _matched(connection, one.id)) for one in found]


def candidates(connection: Connection, prints: Sequence[int], number: int | None = None) -> frozenset[int]:
    """The classes, other than the one of this number, with enough fingerprints in common.

    Of a crowded fingerprint only the earliest classes count, unless the class is one of them.
    """
    crowds = crowded(connection, prints) if prints else {}
    if not crowds:
        return frozenset(n for n, _ in _sharing(connection, prints, "fingerprints", COMMON) if n != number)
    inside = {h for h in crowds if number is not None and _member(connection, h, number)}
    plain = [h for h in prints if h not in crowds or h in inside]
    common: Counter[int] = Counter()
    common.update(dict(_sharing(connection, plain, "fingerprints", 1)))
    common.update(dict(_sharing(connection, sorted(set(crowds) - inside), "crowd_members", 1)))
    return frozenset(n for n, times in common.items() if times >= COMMON and n != number)


def _sharing(connection: Connection, prints: Sequence[int], table: str, least: int) -> list[tuple[int, int]]:
    wanted = f"SELECT f.class_id, count(*) FROM {given(connection)} JOIN {table} f ON f.hash = asked.value GROUP BY f.class_id HAVING count(*) >= {least}"  # noqa: S608
    rows = connection.execute(text(wanted), {"numbers": numbers_of(prints)})
    return [(row[0], row[1]) for row in rows]


def _member(connection: Connection, number: int, class_: int) -> bool:
    wanted = text("SELECT 1 FROM crowd_members WHERE hash = :hash AND class_id = :class")
    return connection.execute(wanted, {"hash": number, "class": class_}).first() is not None


def _matched(connection: Connection, number: int) -> frozenset[int]:
    m = MATCHES.c
    rows = connection.execute(select(m.a_class, m.b_class).where(or_(m.a_class == number, m.b_class == number)))
    return frozenset(n for row in rows for n in row if n != number)
