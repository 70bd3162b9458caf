"""Articles as members of the classes of their texts: who is paired with whom where a text is everywhere."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, func, select

from provenance.store.reuse.texts import NEVER
from provenance.store.schema.tables import ARTICLES, CLASS_ARTICLES, OUTLETS, READINGS, SIGHTINGS, TEXT_CLASSES

SHOWN = 256
"""Members of a class paired with one another and with those of other classes, the earliest."""
FIRST = 8
"""Members of a class paired with all of it: the later ones are paired with these alone."""
LEAST = 20
"""Words below which two equal texts are not called a match: they are too short to mean anything."""
_CACHED = 512
_A = CLASS_ARTICLES.c


@dataclass(frozen=True, slots=True)
class Member:
    """An article as a member of a class."""

    key: str
    class_: int
    reading: int
    cut: tuple[int, ...]
    id: str | None
    earliest: str
    outlet: str | None


class Members:
    """Reads members of one version of the index; those of classes met last are remembered."""

    def __init__(self, connection: Connection, version: str) -> None:
        self._connection = connection
        self._version = version
        self._members: OrderedDict[int, tuple[Member, ...]] = OrderedDict()

    def member(self, key: str) -> Member | None:
        """The member an article, by key, is; None where it is not indexed."""
        return next(iter(self._selected(ARTICLES.c.key == key)), None)

    def of_class(self, number: int) -> tuple[Member, ...]:
        """The members of a class that are shown: the earliest."""
        if number not in self._members:
            self._members[number] = tuple(self._selected(_A.class_id == number, limit=SHOWN))
            if len(self._members) > _CACHED:
                self._members.popitem(last=False)
        return self._members[number]

    def size(self, class_: int) -> int:
        """The words of a class."""
        return int(
            self._connection.execute(select(TEXT_CLASSES.c.words).where(TEXT_CLASSES.c.id == class_)).scalar_one()
        )

    def is_shown(self, member: Member) -> bool:
        """Whether a member is among the earliest of its class."""
        return any(m.key == member.key for m in self.of_class(member.class_))

    def is_first(self, member: Member) -> bool:
        """Whether it is among the very first."""
        return any(m.key == member.key for m in self.of_class(member.class_)[:FIRST])

    def twins(self, member: Member, least: int = 0) -> list[Member]:
        """The others of its class a member is paired with; none where the class has fewer words than `least`."""
        if self.size(member.class_) < max(LEAST, least):
            return []
        listed = self.of_class(member.class_)
        if not self.is_shown(member):
            return list(listed[:FIRST])
        late = self._late(member.class_) if self.is_first(member) else []
        return [m for m in (*listed, *late) if m.key != member.key]

    def _late(self, number: int) -> list[Member]:
        if len(self.of_class(number)) < SHOWN:
            return []
        return self._selected(_A.class_id == number, offset=SHOWN)

    def _selected(self, which: Any, limit: int | None = None, offset: int = 0) -> list[Member]:
        wanted = _listed().where(which, _A.version == self._version)
        wanted = wanted.limit(limit if limit is not None else 1 << 31).offset(offset)
        rows = self._connection.execute(wanted)
        return [
            Member(r.key, r.class_id, r.reading_id, tuple(r.cut), r.batch_id, r.earliest, r.slug) for r in rows.all()
        ]


@cache
def _listed() -> Select[Any]:
    """Members of classes, the earliest first, each with the id it first came with."""
    earlier = SIGHTINGS.alias()
    date = func.coalesce(READINGS.c.published_not_before, NEVER)
    first = select(func.min(earlier.c.id)).where(earlier.c.article_id == ARTICLES.c.id).scalar_subquery()
    return (
        select(
            ARTICLES.c.key,
            _A.class_id,
            _A.reading_id,
            _A.cut,
            SIGHTINGS.c.batch_id,
            date.label("earliest"),
            OUTLETS.c.slug,
        )
        .join(CLASS_ARTICLES, _A.article_id == ARTICLES.c.id)
        .join(READINGS, READINGS.c.id == _A.reading_id)
        .outerjoin(SIGHTINGS, SIGHTINGS.c.id == first)
        .outerjoin(OUTLETS, OUTLETS.c.id == ARTICLES.c.outlet_id)
        .where(_A.class_id.is_not(None))
        .order_by(date, ARTICLES.c.key)
    )
