"""Who looks at whom: the articles whose edges one more article may bear on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, or_, select, union_all

from provenance.store.keeping.inserting import batches
from provenance.store.reuse.members import LEAST, Member, Members
from provenance.store.schema.tables import ARTICLES, CREDITS, MATCHES, READINGS, TEXT_CLASSES


class Looking:
    """Finds who may look at an article, by one version of the index."""

    def __init__(self, connection: Connection, version: str) -> None:
        self._connection = connection
        self._of = Members(connection, version)

    def seers(self, key: str, kinds: Collection[str], most: int) -> set[str]:
        """The keys of those among whose `nearest` of these kinds an article may be; no text is read for it.

        All it is paired with, but those that have so many others before it: one more copy of a text that is
        everywhere is looked at by nobody else, unless somebody credits its outlet.
        """
        member = self._of.member(key)
        if member is None:
            return set()
        near: set[str] = set()
        far: set[str] = set()
        shown = self._of.is_shown(member)
        if "copy" in kinds:
            (near if shown else far).update(other.key for other in self._of.twins(member))
        for row in self._shares(member.class_, kinds) if shown else ():
            theirs = {m.key for m in self._of.of_class(row.other) if row.kind == "copy" or m.outlet != member.outlet}
            near.update(m.key for m in self._of.of_class(row.other) if m.key not in theirs)
            (far if self._is_beyond(member, row, kinds, most) else near).update(theirs)
        return near | self._crediting(far - near, member.outlet)

    def _shares(self, class_: int, kinds: Collection[str]) -> Sequence[Row[Any]]:
        """The classes that one shares text with, how much and as what; without the places, which take long to read."""
        m = MATCHES.c
        sides = [
            select(other.label("other"), m.kind, m.words).where(mine == class_, m.kind.in_(sorted(kinds)))
            for mine, other in ((m.a_class, m.b_class), (m.b_class, m.a_class))
        ]
        return self._connection.execute(union_all(*sides)).all()

    def _is_beyond(self, member: Member, row: Row[Any], kinds: Collection[str], most: int) -> bool:
        """Whether so many others surely come before an article for those of another class, by what they share."""
        twins = "copy" in kinds and self._of.size(row.other) >= LEAST
        left = most - (len(self._of.of_class(row.other)) - 1 if twins else 0)
        if left <= 0:
            return True
        m, c = MATCHES.c, TEXT_CLASSES.c
        before = or_(m.words > row.words, (m.words == row.words) & (c.earliest < member.earliest))
        sides = [
            select(c.id).join(MATCHES, c.id == other).where(mine == row.other, m.kind.in_(sorted(kinds)), before)
            for mine, other in ((m.a_class, m.b_class), (m.b_class, m.a_class))
        ]
        return self._connection.execute(union_all(*sides).limit(1).offset(left - 1)).first() is not None

    def _crediting(self, articles: Collection[str], outlet: str | None) -> set[str]:
        """Those of the articles that name an outlet in a credit."""
        found: set[str] = set()
        for some in batches(sorted(articles) if outlet else ()):
            wanted = (
                select(ARTICLES.c.key).join(READINGS, READINGS.c.article_id == ARTICLES.c.id)
                .join(CREDITS, CREDITS.c.reading_id == READINGS.c.id)
                .where(ARTICLES.c.key.in_(some), READINGS.c.is_current, CREDITS.c.outlet_slug == outlet)
            )  # fmt: skip
            found.update(self._connection.execute(wanted).scalars())
        return found
