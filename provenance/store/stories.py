"""What deriving the edges of whole stories asks and tells the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, select

from provenance.records.article import Reading
from provenance.records.lineage import Edge, Node
from provenance.store.asking import loading
from provenance.store.counted import refreshing
from provenance.store.judging import Work
from provenance.store.keeping import chain, waiting
from provenance.store.keeping.inserting import batches
from provenance.store.schema.tables import ARTICLES, CLASS_ARTICLES, EDGES, READINGS, REUSE_PENDING

Derived = tuple[str, tuple[Node, ...], tuple[Edge, ...]]
"""An article's key with its nodes and edges."""


class Stories:
    """The edges of one library's articles, as `Library.stories`."""

    def __init__(self, read: Work, write: Work, run: Callable[[], int]) -> None:
        self._read, self._write, self._run = read, write, run

    def every(self) -> list[str]:
        """The keys of all articles."""
        return self._read(lambda c: list(c.execute(select(ARTICLES.c.key).order_by(ARTICLES.c.key)).scalars()))

    def members(self, classes: Sequence[int]) -> list[str]:
        """The articles, by key, whose texts fell into these classes."""
        keys: set[str] = set()
        for some in batches(classes):
            wanted = select(ARTICLES.c.key).join(CLASS_ARTICLES, CLASS_ARTICLES.c.article_id == ARTICLES.c.id)
            held = wanted.where(CLASS_ARTICLES.c.class_id.in_(some))
            keys.update(self._read(lambda c, held=held: list(c.execute(held).scalars())))  # type: ignore[misc]
        return sorted(keys)

    def joined(self, keys: Iterable[str]) -> list[str]:
        """The articles from which edges were derived that lead to or from these, as kept now."""
        found: set[str] = set()
        for some in batches(sorted(set(keys))):
            ends = EDGES.c.child_key.in_(some) | EDGES.c.parent_key.in_(some)
            wanted = select(ARTICLES.c.key).join(EDGES, EDGES.c.article_id == ARTICLES.c.id).where(ends).distinct()
            found.update(self._read(lambda c, wanted=wanted: list(c.execute(wanted).scalars())))  # type: ignore[misc]
        return sorted(found)

    def pairs(self, keys: Iterable[str]) -> frozenset[tuple[str, str]]:
        """(copy, source) of the edges that stand and lead from one of these articles."""
        found: set[tuple[str, str]] = set()
        for some in batches(sorted(set(keys))):
            wanted = select(EDGES.c.child_key, EDGES.c.parent_key)
            standing = wanted.where(EDGES.c.child_key.in_(some), EDGES.c.state != "rejected")
            found.update(self._read(lambda c, standing=standing: [(r[0], r[1]) for r in c.execute(standing)]))  # type: ignore[misc]
        return frozenset(found)

    def story(self, article: str) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
        """Everything edges join to an article, in any direction."""
        return self._read(lambda c: chain.component(c, article))

    def recount(self) -> None:
        """Make the kept copies and the ends of their chains anew, from all edges and judgements."""
        self._write(refreshing.rebuild)

    def nodes(self, keys: Iterable[str]) -> dict[str, Node]:
        """The held articles among these keys, as nodes."""
        listed = sorted(set(keys))
        return self._read(lambda c: loading.nodes(c, listed))

    def reading(self, key: str) -> Reading:
        """The reading of a key, current or not, as it was kept."""
        wanted = select(READINGS.c.id).where(READINGS.c.key == key)
        return self._read(lambda c: loading.reading_at(c, c.execute(wanted).scalars().one()))

    def pending(self) -> list[str]:
        """The articles that wait to be indexed."""
        wanted = select(ARTICLES.c.key).join(REUSE_PENDING, REUSE_PENDING.c.article_id == ARTICLES.c.id)
        return self._read(lambda c: list(c.execute(wanted).scalars()))

    def state(self) -> int:
        """What edges are derived from has changed so often."""
        return self._read(waiting.state)

    def mark(self, keys: Iterable[str]) -> None:
        """Let the edges of these articles wait to be derived anew; a kill leaves the marks."""
        listed = sorted(set(keys))
        if listed:
            self._write(lambda c: waiting.mark(c, listed))

    def marked(self) -> dict[str, list[waiting.Mark]]:
        """The articles whose edges wait, by key."""
        return self._read(waiting.marked)

    def unmark(self, marks: Iterable[waiting.Mark]) -> None:
        """Their edges were derived; what was marked again meanwhile goes on waiting."""
        listed = sorted(marks)
        if listed:
            self._write(lambda c: waiting.unmark(c, listed))

    def save(self, derived: Iterable[Derived], state: int | None = None) -> bool:
        """Keep the nodes and edges of articles, in one transaction, in place of those kept before.

        False, and nothing is kept, where they were derived from an older state than the present one.
        An article that was forgotten meanwhile is left out.
        """
        run, listed = self._run(), list(derived)

        def write(connection: Connection) -> bool:
            if state is not None and waiting.state(connection, lock=True) != state:
                return False
            rows = loading.rows_of(connection, [key for key, _, _ in listed])
            held = ((rows[key], nodes, edges) for key, nodes, edges in listed if key in rows)
            chain.save(connection, held, run)
            return True

        return self._write(write)
