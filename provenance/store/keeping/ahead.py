"""Times that a clock running ahead has left: a host, list or page put off further than anything is put off.

Whoever set the machine's clock right again would otherwise wait for years, and nothing would say so.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Table, func, or_, update

from provenance.capture.politeness.pausing import LONGEST
from provenance.records.crawling import Pace
from provenance.store.schema.tables import CRAWL_PAGES, HOSTS, SOURCES

UNCHANGED = 2**5
"""As often the usual pause as a page is put off at most that does not change."""


def due_again(connection: Connection, moment: float, pace: Pace) -> int:
    """Make due what a clock that ran ahead has put off; returns how many hosts, lists and pages that were.

    Hosts, failed lists and failed pages are put off for a week at most, lists for as long as they are asked each time, pages that
    do not change for `UNCHANGED` times the pace's revisit.
    """
    h, s, p = HOSTS.c, SOURCES.c, CRAWL_PAGES.c
    week = moment + LONGEST + pace.lease
    lists = s.next_at > week + pace.again + func.coalesce(s.every, 0)
    pages = p.next_at > week + pace.revisit * UNCHANGED
    hosts = _mended(connection, HOSTS, or_(h.next_at > week, h.leased_until > week), next_at=moment, leased_until=0.0)
    return hosts + _mended(connection, SOURCES, lists, next_at=moment) + _mended(connection, CRAWL_PAGES, pages, next_at=moment)  # fmt: skip


def _mended(connection: Connection, table: Table, wrong: ColumnElement[bool], **values: float) -> int:
    return int(connection.execute(update(table).where(wrong).values(**values)).rowcount)
