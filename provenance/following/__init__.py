"""Following credits: the pages an article's chain names are fetched, kept and read, hop by hop.

What is fetched never takes over an identity: a page counts as the one credited only where the address,
the site and the page itself allow it (`landing`); everything else is kept as a failure with its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.errors import UsageError
from provenance.following.going import Walk
from provenance.following.ground import Kept, Loose
from provenance.pipeline import trace_unkept
from provenance.records.article import Reading
from provenance.records.following import Followed, Following

if TYPE_CHECKING:
    from provenance.capture.politeness.manners import Manners
    from provenance.outlets.registry import Registry
    from provenance.records.lineage import Trace
    from provenance.settings import Settings
    from provenance.store.library import Library as Store

__all__ = ["follow_kept", "plan", "silent", "trace_followed"]

Tell = Callable[[Followed], None]
"""Told what came of each page, as soon as it is known."""


def follow_kept(
    store: Store, article: str, registry: Registry, plan: Following, manners: Manners, tell: Tell
) -> tuple[Followed, ...]:
    """Follow the chain of a kept article; what is found is kept like any added page, with its edges.

    `article` is a key. A node known from a credit is joined to the page found by a resolution; failures are
    kept with their reason, and none ends the walk. robots.txt is obeyed at all of them, whatever was said of the first.
    """
    return Walk(Kept(store, article, registry), registry, plan, manners.obeying(), tell).go()


def trace_followed(reading: Reading, registry: Registry, plan: Following, manners: Manners, tell: Tell) -> Trace:
    """The chain of a reading nobody keeps, with the pages found on the way held in memory for as long."""
    ground = Loose(reading, registry)
    followed = Walk(ground, registry, plan, manners.obeying(), tell).go()
    return replace(trace_unkept(reading, registry, ground.chain()), followed=followed)


def plan(settings: Settings, hops: int | None, *, ask_archive: bool) -> Following | None:
    """What following a person wants; None for none. Raises UsageError for archives that are malformed or alone."""
    if not hops and ask_archive:
        raise UsageError("an archive is asked for the pages a chain credits: it goes with --follow N")
    if not hops:
        return None
    from provenance.capture.memento import archives_of

    return Following(
        hops, archives_of(settings.archives) if ask_archive else (), statements_with=settings.statements_with
    )


def silent(followed: Followed) -> None:
    """For callers who want to hear nothing on the way."""
