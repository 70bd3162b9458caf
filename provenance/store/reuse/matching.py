"""Matches of articles, made from those of their classes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, exists, func, or_, select

from provenance.records.lineage import Match
from provenance.store.keeping.inserting import batches
from provenance.store.reuse.members import LEAST, Member, Members
from provenance.store.reuse.saving import Shared
from provenance.store.reuse.texts import bodies_read
from provenance.store.schema.tables import (
    ARTICLES,
    CLASS_ARTICLES,
    MATCHES,
)
from provenance.words import Words

_CACHED = 512
_A = CLASS_ARTICLES.c


Met = OrderedDict[tuple[str, int, tuple[int, ...]], tuple[Words, str]]
"""The words of articles met last, by key, reading and paragraphs left out, and the digest of their text."""


class Matching:
    """Reads matches; `met` remembers the words of articles from one reader to the next."""

    def __init__(self, connection: Connection, version: str, met: Met | None = None) -> None:
        self._connection = connection
        self._version = version
        self._words: Met = met if met is not None else OrderedDict()
        self._of = Members(connection, version)

    def of_article(self, key: str, least: int = 0) -> Iterator[Match]:
        """The matches of one article with at least so many words, by the key of the other."""
        member = self._of.member(key)
        if member is not None:
            yield from self._matches(member, sorted(self._pairs(member, least), key=lambda pair: pair[0].key))

    def nearest(self, key: str, kinds: Collection[str], most: int, outlets: Collection[str]) -> Iterator[Match]:
        """At most so many matches of these kinds of an article: those of some outlets first, then by words, then the earliest.

        After them as many that are not of the kind "copy" with others of its own outlet.
        """
        member = self._of.member(key)
        if member is None:
            return
        pairs = [(_order(member, other, row, outlets), other, row) for other, row in self._pairs(member, 0)]
        pairs.sort(key=lambda pair: pair[0])
        near = [(other, row) for _, other, row in pairs if _kind(row) in kinds][:most]
        told = {other.key for other, _ in near}
        own = [
            (other, row) for _, other, row in pairs
            if other.outlet == member.outlet and _kind(row) != "copy" and other.key not in told
        ]  # fmt: skip
        yield from self._matches(member, [*near, *own[:most]])

    def _matches(self, member: Member, pairs: Sequence[tuple[Member, Row[Any] | None]]) -> Iterator[Match]:
        for some in batches(pairs, _CACHED // 2):
            self._read([member, *(other for other, _ in some)])
            for other, row in some:
                yield self._match(member, other, row)

    def carried(self, key: str, kinds: Collection[str]) -> tuple[int, int]:
        """How many others have texts that match an article's so, and at how many other outlets.

        All twins count, also those it is not paired with; of a crowd of like texts those that were compared.
        """
        member = self._of.member(key)
        if member is None:
            return 0, 0
        rows = self._rows(member.class_, 0)
        classes = {n for row in rows if row.kind in kinds for n in (row.a_class, row.b_class)}
        if "copy" in kinds and self._of.size(member.class_) >= LEAST:
            classes.add(member.class_)
        else:
            classes.discard(member.class_)
        outlets: set[int] = set()
        count = 0
        for some in batches(sorted(classes)):
            wanted = select(_A.outlet_id, func.count()).where(_A.class_id.in_(some), _A.version == self._version)
            for outlet, articles in self._connection.execute(wanted.group_by(_A.outlet_id)).all():
                outlets.add(outlet)
                count += articles
        own = select(_A.outlet_id).join(ARTICLES, ARTICLES.c.id == _A.article_id).where(ARTICLES.c.key == key)
        outlets -= {0, *self._connection.execute(own).scalars()}
        return count - (member.class_ in classes), len(outlets)

    def _pairs(self, member: Member, least: int) -> list[tuple[Member, Row[Any] | None]]:
        """Those an article shares text with, and what their classes share; None where they are of one class."""
        found: list[tuple[Member, Row[Any] | None]] = []
        for row in self._rows(member.class_, least) if self._of.is_shown(member) else ():
            other = row.b_class if row.a_class == member.class_ else row.a_class
            found += [(m, row) for m in self._of.of_class(other)]
        return found + [(m, None) for m in self._of.twins(member, least)]

    def every(self, least: int = 0) -> Iterator[Match]:
        """All matches, each pair once, by the smaller key."""
        for key in self._keys(least):
            for match in self.of_article(key, least):
                if match.a == key:
                    yield match

    def _keys(self, least: int) -> Iterator[str]:
        """The articles that share anything, in pieces."""
        m, twin = MATCHES.c, CLASS_ARTICLES.alias()
        shares = or_(
            exists().where(m.a_class == _A.class_id, m.words >= least),
            exists().where(m.b_class == _A.class_id, m.words >= least),
            exists().where(twin.c.class_id == _A.class_id, twin.c.article_id != _A.article_id),
        )
        last = ""
        while True:
            wanted = (
                select(ARTICLES.c.key).join(CLASS_ARTICLES, _A.article_id == ARTICLES.c.id)
                .where(_A.version == self._version, _A.class_id.is_not(None), ARTICLES.c.key > last, shares)
                .order_by(ARTICLES.c.key).limit(500)
            )  # fmt: skip
            keys = self._connection.execute(wanted).scalars().all()
            if not keys:
                return
            yield from keys
            last = keys[-1]

    def _rows(self, class_: int, least: int) -> Sequence[Row[Any]]:
        m = MATCHES.c
        return self._connection.execute(
            select(MATCHES).where(or_(m.a_class == class_, m.b_class == class_), m.words >= least)
        ).all()

    def _match(self, one: Member, other: Member, row: Row[Any] | None) -> Match:
        a, b = sorted((one, other), key=lambda m: m.key)
        words_a, text_a = self._words_of(a)
        words_b, text_b = self._words_of(b)
        found, turned = _measured(row, len(words_a)), row is not None and a.class_ != row.a_class
        places = tuple(
            (int(words_a.starts[i]), int(words_a.ends[i + n - 1]), int(words_b.starts[j]), int(words_b.ends[j + n - 1]))
            for i, j, n in sorted((j, i, n) if turned else (i, j, n) for i, j, n in found.spans)
        )
        covers = (found.cover_b, found.cover_a) if turned else (found.cover_a, found.cover_b)
        return Match(a.key, b.key, a.id, b.id, None, found.kind, found.words, found.longest_run, *covers, places, text_a, text_b)  # fmt: skip

    def _words_of(self, member: Member) -> tuple[Words, str]:
        return self._words[member.key, member.reading, member.cut]

    def _read(self, members: Iterable[Member]) -> None:
        """Make the words of members known, those that are not together."""
        wanted = {(m.key, m.reading, m.cut): m for m in members}
        for key in wanted.keys() & self._words.keys():
            self._words.move_to_end(key)
        missing = [m for key, m in wanted.items() if key not in self._words]
        read = {body.reading: body for body in bodies_read(self._connection, sorted({m.reading for m in missing}))}
        for m in missing:
            self._words[m.key, m.reading, m.cut] = read[m.reading].without(m.cut), read[m.reading].sha256
        while len(self._words) > _CACHED:
            self._words.popitem(last=False)


def _kind(row: Row[Any] | None) -> str:
    """The kind of a match; without a row the two are of one class."""
    return str(row.kind) if row is not None else "copy"


def _order(member: Member, other: Member, row: Row[Any] | None, outlets: Collection[str]) -> tuple[object, ...]:
    words = row.words if row is not None else 1 << 60
    return other.outlet not in outlets, -words, other.earliest, other.key


def _measured(row: Row[Any] | None, size: int) -> Shared:
    """What the classes of two articles share; without a row they are one class."""
    if row is None:
        return Shared(0, 0, "copy", size, size, 1.0, 1.0, ((0, 0, size),))
    spans = tuple((i, j, n) for i, j, n in row.spans)
    return Shared(row.a_class, row.b_class, row.kind, row.words, row.longest_run, row.cover_a, row.cover_b, spans)
