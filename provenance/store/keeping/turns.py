"""What hosts let us do and whose turn it is, for every process that asks there: rows of hosts used as a ledger of manners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, update

from provenance.capture.politeness.manners import Rules, is_fresh
from provenance.store.keeping.crawling import host_id, host_key, set_robots
from provenance.store.schema.tables import HOSTS

if TYPE_CHECKING:
    from provenance.capture.politeness.asking import Permission

_LOOK_AGAIN = 0.2
"""Seconds after which a host that is worked on is looked at again."""


def rules_of(connection: Connection, origin: str, moment: float) -> Rules | None:
    """What a host's robots.txt said, None where it was not asked for or too long ago."""
    from provenance.capture.politeness.asking import rules

    h = HOSTS.c
    row = connection.execute(select(h.standing, h.robots, h.robots_at).where(h.key == host_key(origin))).first()
    reachable = row is not None and row.standing != "unreachable"
    if row is None or row.robots_at is None or not is_fresh(row.robots_at, moment, reachable=reachable):
        return None
    return Rules(rules(row.standing, row.robots), reachable)


def keep_rules(connection: Connection, origin: str, permission: Permission, moment: float) -> None:
    """Keep what a host's robots.txt says."""
    text = permission.text
    set_robots(connection, host_id(connection, origin), permission.standing, text, permission.robots.delay, moment)


def turn(connection: Connection, origin: str, moment: float, until: float) -> float:
    """Take a host's next turn, which lasts until `until`; 0 where it is ours, else in how many seconds it may be free.

    A host that a crawl works on is its own as long as it does.
    """
    number, h = host_id(connection, origin), HOSTS.c
    mine = update(HOSTS).where(h.id == number, h.next_at <= moment, h.leased_until <= moment).values(next_at=until)
    if connection.execute(mine).rowcount == 1:
        return 0.0
    row = connection.execute(select(h.next_at, h.leased_until).where(h.id == number)).one()
    # A lease is given back long before it runs out.
    return max(float(row.next_at) - moment, _LOOK_AGAIN if row.leased_until > moment else 0.0)


def free_at(connection: Connection, origin: str, moment: float) -> None:
    """Let nobody ask a host before."""
    h = HOSTS.c
    later = update(HOSTS).where(h.id == host_id(connection, origin), h.next_at < moment)
    connection.execute(later.values(next_at=moment))
