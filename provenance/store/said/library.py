"""What was said, of one library: what `lineage.said` asks and tells the database. Loads numpy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, select

from provenance.records.carried import Standing
from provenance.records.held import HeldArticle
from provenance.records.judgement import Judgement
from provenance.records.lineage import Edge, Node
from provenance.records.quotation import Member, Quotation
from provenance.records.statement import Statement
from provenance.store.judging import Work
from provenance.store.keeping import waiting
from provenance.store.keeping.inserting import batches, insert_new
from provenance.store.said import asking, joining, keeping, saving
from provenance.store.schema.tables import ARTICLES, SAID_PENDING, STATEMENTS

JOINED_AT_ONCE = 200
"""Statements joined in one transaction: others may write in between."""


class Sayings:
    """The statements and quotations of one library, as `Library.sayings`."""

    def __init__(self, read: Work, write: Work, run: Callable[[], int]) -> None:
        self._read, self._write, self._run = read, write, run

    def join(self, ties: joining.Ties) -> int:
        """Join all statements that are not; `ties` tells which are one. Returns how many there were."""
        total = 0
        while count := self._write(lambda c: joining.join_some(c, ties, JOINED_AT_ONCE)):
            total += count
        return total

    def open_all(self) -> None:
        """Forget how statements were joined: the next `join` joins all of them anew."""
        self._write(keeping.open_all)

    def pending(self, limit: int) -> list[int]:
        """Articles, by row number, whose quotations are to be derived."""
        wanted = select(SAID_PENDING.c.article_id).order_by(SAID_PENDING.c.article_id).limit(limit)
        return self._read(lambda c: list(c.execute(wanted).scalars()))

    def touch(self, articles: Iterable[str]) -> None:
        """Have the quotations of held articles, by key, derived anew."""
        listed = sorted(set(articles))

        def write(connection: Connection) -> None:
            waiting.raised(connection, waiting.SAID_STATE)
            for some in batches(listed):
                numbers = connection.execute(select(ARTICLES.c.id).where(ARTICLES.c.key.in_(some))).scalars().all()
                insert_new(connection, SAID_PENDING, [{"article_id": n} for n in numbers])

        self._write(write)

    def quotations_in(self, articles: Sequence[int]) -> list[str]:
        """The quotations, by key, that articles, by row number, carry."""
        found: set[str] = set()
        for some in batches(articles):
            of_them = STATEMENTS.c.article_id.in_(some) & STATEMENTS.c.quotation.is_not(None)
            wanted = select(STATEMENTS.c.quotation).where(of_them).distinct()
            found.update(self._read(lambda c, wanted=wanted: list(c.execute(wanted).scalars())))  # type: ignore[misc]
        return sorted(found)

    def state(self) -> int:
        """What quotations are derived from has changed so often."""
        return self._read(lambda c: waiting.state(c, waiting.SAID_STATE))

    def save(self, derived: Sequence[Quotation], articles: Iterable[int], state: int | None = None) -> bool:
        """Keep quotations as derived; those of these articles, by row number, are up to date then.

        False, and nothing is kept, where they were derived from an older state than the present one.
        """
        run, numbers = self._run(), list(articles)

        def write(connection: Connection) -> bool:
            now = waiting.state(connection, waiting.SAID_STATE, lock=True)
            if state is not None and now != state:
                return False
            saving.save(connection, run, derived)
            saving.done(connection, numbers)
            return True

        return self._write(write)

    def find(self, asked: str, limit: int) -> list[str]:
        """The quotations, by key, in which the words stand; where none has them so, those that come near."""

        def work(connection: Connection) -> list[str]:
            exact = asking.with_words(connection, asked)
            return asking.quotations_of(connection, exact or asking.near(connection, asked))[:limit]

        return self._read(work)

    def today(self, key: str) -> str | None:
        """The quotation that a key of a statement or quotation leads to, None where nothing of it is kept."""
        return self._read(lambda c: asking.quotation_now(c, key))

    def members(self, keys: Sequence[str]) -> dict[str, list[Member]]:
        """The statements of quotations."""
        return self._read(lambda c: asking.members(c, keys))

    def of_article(self, article: HeldArticle) -> list[tuple[str, Statement]]:
        """The statements of an article in reading order, each with the key of its quotation."""
        return self._read(lambda c: asking.of_article(c, article))

    def standing(self, article: HeldArticle) -> dict[str, Standing] | None:
        """The quotations of an article, by key, as derived last; None where some wait to be derived anew."""
        return None if self.pending(1) else self._read(lambda c: asking.standing(c, article.row))

    def around(
        self, articles: Iterable[str], statements: Iterable[str]
    ) -> tuple[tuple[Node, ...], tuple[Edge, ...], list[Judgement]]:
        """Articles with all that is above them, and what people decided on these and on the speakers of statements."""

        def work(connection: Connection) -> tuple[tuple[Node, ...], tuple[Edge, ...], list[Judgement]]:
            nodes, edges = asking.above(connection, articles)
            return nodes, edges, asking.decided(connection, nodes, statements)

        return self._read(work)

    def text_of(self, article: str) -> str:
        """The text of an article as it is read now."""
        return self._read(lambda c: asking.text_of(c, article))

    def articles_with(self, words: str, limit: int) -> list[str]:
        """The articles, by key, in whose text the words stand one after the other."""
        return self._read(lambda c: asking.articles_with(c, words, limit))
