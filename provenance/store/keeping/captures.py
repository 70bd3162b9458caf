"""Rows of captures: of pages and files, and of fetches that gave none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select, update

from provenance.records.base import as_json
from provenance.records.capture import Capture
from provenance.records.fetched import Fetched
from provenance.records.keys import article_key, capture_key
from provenance.store.evidence.places import WARCS, Span, parsed
from provenance.store.keeping.clock import now
from provenance.store.keeping.inserting import ensure
from provenance.store.keeping.rows import cleaned
from provenance.store.schema.tables import CAPTURES
from provenance.urls import canonical_url


def canonical(url: str | None) -> str | None:
    """The one address of a page, None where there is none."""
    try:
        return canonical_url(url) if url else None
    except ValueError:
        return None


def page_key(url: str | None) -> str | None:
    """The key of an article at this address, None without one."""
    found = canonical(url)
    return article_key(found, None, "") if found else None


def place_of(connection: Connection, key: str) -> str | None:
    """Where the bytes of a capture lie, None where it is not kept."""
    return connection.execute(select(CAPTURES.c.kept_in).where(CAPTURES.c.key == key)).scalar()


def named_up_to(connection: Connection, name: str) -> int:
    """The byte after the last record that rows name in a WARC file, 0 where they name none. Reads all captures."""
    in_file = CAPTURES.c.kept_in.startswith(f"{WARCS}/{name}#", autoescape=True)
    places = (parsed(place) for place in connection.execute(select(CAPTURES.c.kept_in).where(in_file)).scalars())
    return max((p.offset + p.length for p in places if isinstance(p, Span)), default=0)


def keep(connection: Connection, values: Mapping[str, Any], *, fresh: bool) -> tuple[int, str | None]:
    """The row number of a capture, and the place of its older bytes where fresh ones take over.

    The bytes written last are the ones known to be sound: what they take over from was damaged, or
    was written by another process at the same moment.
    """
    number = ensure(connection, CAPTURES, "key", values)
    place = connection.execute(select(CAPTURES.c.kept_in).where(CAPTURES.c.id == number)).scalar_one()
    if not fresh or place == values["kept_in"]:
        return number, None
    connection.execute(
        update(CAPTURES).where(CAPTURES.c.id == number).values(kept_in=values["kept_in"], pruned_at=None)
    )
    return number, str(place)


def of_capture(capture: Capture, kept_in: str, run: int) -> dict[str, Any]:
    """The row of a capture."""
    c = cleaned(replace(capture, content=b"", fetched=None))
    given = {k: v for k, v in as_json(c.given).items() if v is not None}
    common = {
        "key": c.key, "sha256": c.sha256, "media": c.media, "url": c.url, "url_final": c.url_final, "fetched_at": c.fetched_at,
        "headers": as_json(c.headers), "path": c.path, "size": len(capture.content), "kept_in": kept_in, "first_seen_at": now(),
        "run_id": run, "page_key": page_key(c.url_final or c.url), "outcome": "partial" if c.truncated else "page", "reason": None,
        "detail": None, "status": None, "address": None, "hops": None, "truncated": c.truncated, "given": given, "robots_ignored": False,
    }  # fmt: skip
    return common | (_of_fetch(capture.fetched) if capture.fetched else {})


def of_refused(capture: Capture, kept_in: str, run: int, reason: str, detail: str) -> dict[str, Any]:
    """The row of a page that came and was not what was asked for: nothing is ever read from it again."""
    refused = {"media": "none", "outcome": "failed", "reason": reason, "detail": cleaned(detail)}
    return of_capture(capture, kept_in, run) | refused


def of_failure(fetched: Fetched, kept_in: str, run: int) -> dict[str, Any]:
    """The row of a fetch that gave no page."""
    f = cleaned(replace(fetched, wire=b"", content=b""))
    sha256 = hashlib.sha256(fetched.content).hexdigest()
    return {
        "key": capture_key(fetched.url, fetched.fetched_at, sha256), "sha256": sha256, "media": "none", "url": f.url,
        "url_final": f.url_final, "fetched_at": f.fetched_at, "headers": as_json(f.headers), "path": None, "size": len(fetched.content),
        "kept_in": kept_in, "first_seen_at": now(), "run_id": run, "page_key": page_key(f.url_final), "truncated": f.truncated,
        "given": None, **_of_fetch(fetched),
    }  # fmt: skip


def _of_fetch(fetched: Fetched) -> dict[str, Any]:
    f = cleaned(replace(fetched, wire=b"", content=b""))
    return {
        "outcome": f.outcome, "reason": f.reason, "detail": f.detail, "status": f.status, "address": f.address, "hops": as_json(f.hops),
        "robots_ignored": f.ignore_robots,
    }  # fmt: skip
