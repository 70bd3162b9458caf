"""Text reuse of one library: what `lineage.settle` asks and tells the database. Loads numpy."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

from sqlalchemy import Connection, Engine, insert, select

from provenance.records.lineage import Match
from provenance.store.keeping.inserting import batches
from provenance.store.reuse import candidates, classes, dumping, indexing, saving
from provenance.store.reuse.candidates import ClassText, Found, Question
from provenance.store.reuse.dumping import Classes, Rows
from provenance.store.reuse.looking import Looking
from provenance.store.reuse.matching import Matching, Met
from provenance.store.reuse.saving import Pair, Shared
from provenance.store.schema.tables import ARTICLES, CLASS_ARTICLES, META, REUSE_PENDING, TEXT_CLASSES
from provenance.store.session import reading
from provenance.words import VERSION

_ACTIVE = "reuse_version"
INDEXED_AT_ONCE = 500
"""Articles indexed in one transaction: others may write in between."""


class Reuse:
    """The index of one library; `version` is the rule that new rows are made by."""

    def __init__(
        self, engine: Engine, write: Callable[[Callable[[Connection], None]], None], version: str = VERSION
    ) -> None:
        self._engine = engine
        self._write = write
        self.version = version
        self._met: Met = OrderedDict()

    def active(self) -> str:
        """The version of the rows that answers are made from."""
        with reading(self._engine) as connection:
            return _active(connection) or self.version

    def begin(self) -> None:
        """Make every held article of which this version has no row pending; nothing where it has them all."""
        self._write(lambda c: _begin(c, self.version))

    def pending(self, limit: int = INDEXED_AT_ONCE) -> list[int]:
        """Articles waiting to be indexed, by row number."""
        wanted = select(REUSE_PENDING.c.article_id).order_by(REUSE_PENDING.c.article_id).limit(limit)
        with reading(self._engine) as connection:
            return list(connection.execute(wanted).scalars())

    def index(self, articles: Sequence[int]) -> None:
        """Index articles as they are read now; their fingerprints are committed when this returns."""
        for some in batches(articles, INDEXED_AT_ONCE):
            self._write(partial(indexing.index, version=self.version, articles=some))

    def is_pending(self, article: int) -> bool:
        """Whether an article, by row number, waits to be indexed."""
        wanted = select(REUSE_PENDING.c.article_id).where(REUSE_PENDING.c.article_id == article)
        with reading(self._engine) as connection:
            return connection.execute(wanted).first() is not None

    def is_unlinked(self, number: int) -> bool:
        """Whether a class is to be compared with the others yet."""
        wanted = select(TEXT_CLASSES.c.id).where(TEXT_CLASSES.c.id == number, ~TEXT_CLASSES.c.linked)
        with reading(self._engine) as connection:
            return connection.execute(wanted).first() is not None

    def unlinked(self, limit: int, after: int = 0) -> list[int]:
        """Classes to be compared with the others, by number."""
        with reading(self._engine) as connection:
            return candidates.unlinked(connection, self.version, limit, after)

    def ask(self, numbers: Sequence[int]) -> tuple[list[Question], dict[int, ClassText]]:
        """What these classes are to be compared with, and all their texts, as of one moment."""
        with reading(self._engine) as connection:
            asked = candidates.texts_of(connection, numbers)
            questions = candidates.questions(connection, asked)
            others = {n for q in questions for n in q.candidates if n not in asked}
            return questions, asked | candidates.texts_of(connection, others)

    def dump(self) -> tuple[Classes, Iterator[Rows]]:
        """The classes of this version, and all fingerprints, sorted, in pieces."""
        with reading(self._engine) as connection:
            return dumping.classes(connection, self.version), self._fingerprints()

    def _fingerprints(self) -> Iterator[Rows]:
        with reading(self._engine) as connection:
            yield from dumping.fingerprints(connection)

    def ask_of(self, found: Sequence[Found]) -> tuple[list[Question], dict[int, ClassText]]:
        """What these classes, whose candidates are known, are to be compared with, and all their texts."""
        with reading(self._engine) as connection:
            numbers = {one.id for one in found}.union(*(one.others for one in found))
            texts = candidates.texts_of(connection, numbers)
            same = [one for one in found if one.id in texts and texts[one.id].touched == one.touched]
            return candidates.questions_of(connection, same), texts

    def save(
        self,
        asked: Sequence[Question],
        texts: Mapping[int, ClassText],
        compared: Iterable[Pair],
        found: Sequence[Shared],
    ) -> None:
        """Keep what comparing these texts gave."""
        pairs = tuple(compared)
        touched = {number: one.touched for number, one in texts.items()}
        self._write(lambda c: saving.save(c, asked, touched, pairs, found))

    def switch(self) -> None:
        """Answer from this version from now on, and remove the rows of others."""
        self._write(lambda c: _switch(c, self.version))

    def class_of(self, article: str) -> int | None:
        """The class an article, by key, fell into."""
        wanted = (
            select(CLASS_ARTICLES.c.class_id)
            .join(ARTICLES, ARTICLES.c.id == CLASS_ARTICLES.c.article_id)
            .where(ARTICLES.c.key == article, CLASS_ARTICLES.c.version == self.version)
        )
        with reading(self._engine) as connection:
            return connection.execute(wanted).scalar()

    def matches_of(self, article: str, least: int = 0) -> tuple[Match, ...]:
        """The matches of an article, by key, with at least so many words."""
        with reading(self._engine) as connection:
            return tuple(self._matching(connection).of_article(article, least))

    def nearest(
        self, article: str, kinds: Collection[str], most: int, outlets: Collection[str] = ()
    ) -> tuple[Match, ...]:
        """At most so many matches of these kinds of an article, by key, the nearest first: see `Matching.nearest`."""
        with reading(self._engine) as connection:
            return tuple(self._matching(connection).nearest(article, kinds, most, outlets))

    def carried(self, article: str, kinds: Collection[str]) -> tuple[int, int]:
        """How many others match an article, by key, so, and at how many other outlets: see `Matching.carried`."""
        with reading(self._engine) as connection:
            return self._matching(connection).carried(article, kinds)

    def seers(self, articles: Iterable[str], kinds: Collection[str], most: int) -> set[str]:
        """The keys of those among whose nearest these articles may be: see `Looking.seers`."""
        with reading(self._engine) as connection:
            looking = Looking(connection, _active(connection) or self.version)
            return {other for key in articles for other in looking.seers(key, kinds, most)}

    def _matching(self, connection: Connection) -> Matching:
        return Matching(connection, _active(connection) or self.version, self._met)

    def matches(self, least: int = 0) -> Iterator[Match]:
        """All matches with at least so many words, each pair once, by the smaller key; as of one moment."""
        with reading(self._engine) as connection:
            yield from self._matching(connection).every(least)


def _active(connection: Connection) -> str | None:
    return connection.execute(select(META.c.value).where(META.c.name == _ACTIVE)).scalar()


def _begin(connection: Connection, version: str) -> None:
    active = _active(connection)
    if active is None:
        connection.execute(insert(META), {"name": _ACTIVE, "value": version})
    if active in (None, version):
        return
    has = select(CLASS_ARTICLES.c.article_id).where(CLASS_ARTICLES.c.version == version)
    waits = select(REUSE_PENDING.c.article_id)
    missing = select(ARTICLES.c.id).where(ARTICLES.c.id.not_in(has), ARTICLES.c.id.not_in(waits))
    connection.execute(insert(REUSE_PENDING).from_select(["article_id"], missing))


def _switch(connection: Connection, version: str) -> None:
    if _active(connection) == version:
        return
    connection.execute(META.update().where(META.c.name == _ACTIVE).values(value=version))
    others = select(TEXT_CLASSES.c.version).where(TEXT_CLASSES.c.version != version).distinct()
    for other in connection.execute(others).scalars().all():
        classes.drop_version(connection, other)
