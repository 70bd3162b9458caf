"""Going from credit to credit: each page live, then from an archive, until nothing is left to follow."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from provenance.errors import InputError
from provenance.following.ground import Chain, Ground
from provenance.following.landing import Belongs, astray, says_gone
from provenance.lineage.graph import within
from provenance.lineage.known import owns_of
from provenance.lineage.nodes import article_node, canonical
from provenance.pipeline import fetched, read_all
from provenance.records.article import Reading
from provenance.records.capture import Capture, FailedInput, Given
from provenance.records.following import Followed, Following
from provenance.records.lineage import Node
from provenance.records.memento import Archive, Memento
from provenance.urls import host_of

if TYPE_CHECKING:
    from provenance.capture.politeness.manners import Manners
    from provenance.outlets.registry import Registry

LEAST = 20
"""Words below which a page that was followed holds no article: the text was called one by those who took it over."""
_NO_ARTICLE = frozenset({"empty", "not_a_page", "consent_wall", "login", "bot_challenge", "js_shell"})
"""Reasons for which a page that was read in part holds nothing of an article."""
_HALF = frozenset({"paywall", "truncated"})
"""Reasons for which an archive's copy may hold more than the live page."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A credited page: the address as the credit has it, who may answer for it, and who credits it."""

    node: Node
    url: str
    copies: frozenset[str]
    belongs: Belongs


@dataclass(frozen=True, slots=True)
class Found:
    """A page that can be the one credited, and what was read in it."""

    item: Capture
    reading: Reading


@dataclass(slots=True)
class Walk:
    """One walk along the chain of one article."""

    ground: Ground
    registry: Registry
    plan: Following
    manners: Manners
    tell: Callable[[Followed], None]
    done: dict[str, Followed] = field(default_factory=dict)
    _began: float = field(default_factory=time.monotonic)
    _written: dict[str, str] = field(default_factory=dict)
    _looked_in: set[str] = field(default_factory=set)

    def go(self) -> tuple[Followed, ...]:
        """Follow what there is to follow; returns what came of each page, in the order in which they were tried."""
        while (found := next(self._open(self.ground.chain()), None)) is not None:
            node, chain = found
            stop = self._stop()
            aim = self._aim(node, chain)
            one = Followed(node.key, node.name, aim.url, "passed_over", detail=stop) if stop else self._one(aim)
            self.done[node.url or ""] = one
            self.tell(one)
        return tuple(self.done.values())

    def _open(self, chain: Chain) -> Iterator[tuple[Node, Chain]]:
        """The nodes not held that have an address and were not tried, nearest first."""
        nodes, edges = chain
        for hops in range(1, self.plan.hops + 1):
            near, drawn = within(hops, nodes[0].key, nodes, edges)
            for node in near[1:]:
                if not node.held and node.url and node.url not in self.done:
                    yield node, (near, drawn)
            if len(near) == len(nodes):
                return

    def _stop(self) -> str | None:
        if len(self.done) >= self.plan.pages:
            return f"only {self.plan.pages} pages are followed for one article"
        if time.monotonic() - self._began > self.plan.seconds:
            return f"only {self.plan.seconds:g} seconds are spent on following"
        return None

    def _aim(self, node: Node, chain: Chain) -> Aim:
        nodes, edges = chain
        for near in nodes:
            if (near.held or near is nodes[0]) and near.key not in self._looked_in:
                self._looked_in.add(near.key)
                for credit in self.ground.reading(near.key).credits:
                    if credit.url and (url := canonical(credit.url)):
                        self._written.setdefault(url, credit.url)
        copies = frozenset(e.child for e in edges if e.parent == node.key)
        return Aim(node, self._written.get(node.url or "", node.url or ""), copies, self._belongs(node))

    def _belongs(self, node: Node) -> Belongs:
        """Whether a host is the credited outlet's, or, where that is not listed, of whoever owns the address."""
        owns = owns_of(self.registry)
        there = self.registry.by_host(node.host) if node.host else None
        owner = node.outlet if node.outlet and not node.outlet.provisional else there.ref if there else None
        return lambda host: owner is not None and owner.domain is not None and owns(owner, host)

    def _one(self, aim: Aim) -> Followed:
        """One credited page: live, then, where that does not do and archives may be asked, their earliest copy."""
        live, trouble = self._try(aim, aim.url, None)
        if live is not None and live.reading.reason in _HALF:
            trouble = InputError(live.reading.reason or "", live.reading.detail)
        memento, archive, silence = self._earliest(aim.url)
        copy: Found | None = None
        if trouble is not None and memento is not None:
            copy, missed = self._try(aim, memento.address, archive)
            silence = f"{memento.archive}: {missed.detail.removeprefix(f'{memento.archive}: ')}" if missed else None
            if copy and live and copy.reading.status != "ok":
                self.ground.refuse(
                    copy.item, copy.reading.reason or "empty", "an archive's copy no better than the live page"
                )
                copy = None
        if copy is not None and live is not None:
            self.ground.refuse(live.item, live.reading.reason or "", "an archive's copy holds more")
        told = Followed(
            aim.node.key, aim.node.name, aim.url, "failed", reason=trouble.reason if trouble else None,
            detail="; ".join(x for x in (trouble and trouble.detail, silence) if x) if trouble else None,
            observed=memento.seen if memento else None,
        )  # fmt: skip
        return self._taken(aim, told, copy or live, archived=copy is not None)

    def _taken(self, aim: Aim, told: Followed, found: Found | None, *, archived: bool) -> Followed:
        """Make what was found part of the chain."""
        if found is None:
            return told
        article = self.ground.take(found.item, found.reading)
        if article is None:
            return replace(told, reason="forgotten", detail="the article was removed here on purpose")
        self.ground.join(aim.node.key, article, aim.node.url or aim.url)
        page = found.reading.page
        source = (page.archived_from if page else None) or _from_given(found.item) if archived else None
        return replace(told, status="archived" if archived else "live", article=article, archived_from=source)

    def _try(self, aim: Aim, address: str, archive: Archive | None) -> tuple[Found | None, InputError | None]:
        """Fetch and read one address; what is not the page that was credited is kept with the reason."""
        item = fetched(address, Given(), address, self.manners)
        if isinstance(item, FailedInput):
            self.ground.refuse(item, item.reason, item.detail)
            return None, InputError(item.reason, item.detail)
        self.ground.evidence(item)
        try:
            item = _of_archive(item, archive) if archive else item
            return Found(item, self._read(aim, item)), None
        except InputError as error:
            self.ground.refuse(item, error.reason, error.detail)
            return None, error

    def _read(self, aim: Aim, item: Capture) -> Reading:
        """What was read in a page; raises InputError where it is not the one credited, or none."""
        final = _own_address(item)
        away = astray(aim.url, final, aim.belongs)
        if away is not None:
            raise InputError("not_found", away)
        ((_, reading),) = read_all([item], self.registry, statements_with=self.plan.statements_with)
        if reading.status == "failed" or (reading.reason in _NO_ARTICLE):
            raise InputError(reading.reason or "empty", reading.detail or "no article was found on the page")
        if (words := says_gone(reading)) is not None:
            raise InputError("not_found", f"the page says “{words}”")
        if reading.article is None or reading.article.words < LEAST:
            raise InputError("empty", "the page has hardly a word of text")
        if article_node(reading, held=True).key in aim.copies:
            raise InputError("not_found", "leads back to the page that credits it")
        return reading

    def _earliest(self, url: str) -> tuple[Memento | None, Archive | None, str | None]:
        """The earliest copy that the archives hold, which one holds it, and else what they said."""
        from provenance.capture.memento import earliest

        best: tuple[Memento, Archive] | None = None
        silence: list[str] = []
        for archive in self.plan.archives:
            asked = earliest(url, archive, self.manners.how, self.manners.wait)
            for answer in asked.answers:
                self.ground.answer(answer)
            if asked.memento is None:
                silence.append(asked.detail or "")
            elif best is None or asked.memento.seen.not_before < best[0].seen.not_before:
                best = asked.memento, archive
        return (*best, None) if best else (None, None, "; ".join(silence))


def _of_archive(item: Capture, archive: Archive) -> Capture:
    """An archive's copy with the address it stands for; raises InputError where the archive led away from it.

    Archives that reading knows by their addresses are told there; for others we are the ones who know.
    """
    from provenance.capture.memento import copied
    from provenance.reading.archives import archived_at

    address = item.url_final or item.url or ""
    known, found = archived_at(address, item.headers), copied(address, archive)
    if known is None and found is None:
        raise InputError("not_found", f"the archive leads away from its copy, to {address[:200]}")
    if known is not None or found is None:
        return item
    url, at = found
    return replace(item, given=Given(url=url, observed_at=at, observed_by=f"archive:{host_of(archive.base)}"))


def _own_address(item: Capture) -> str:
    """The address a page stands for: an archive's copy, the page it is the copy of."""
    from provenance.reading.archives import archived_at

    address = item.url_final or item.url or ""
    known = archived_at(address, item.headers)
    return known.url if known else item.given.url or address


def _from_given(item: Capture) -> dict[str, str | None]:
    given = item.given
    return {"archive": (given.observed_by or "").removeprefix("archive:"), "url": given.url, "at": given.observed_at}
