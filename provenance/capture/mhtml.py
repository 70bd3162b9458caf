"""Pages that browsers save as an e-mail package."""

from __future__ import annotations

from email.message import Message
from email.parser import BytesParser

from provenance.capture.packages import Unwrapped
from provenance.errors import InputError
from provenance.text import storable
from provenance.urls import is_url

_MAX_PARTS = 2000


def main_part(content: bytes, name: str) -> Unwrapped:
    """The package's main HTML part: the one its `start` names, else the first.

    `content-location` among its headers is where the saver's browser says the page was: a claim.
    Raises InputError (`not_a_page`) where there is none.
    """
    try:
        package = BytesParser().parsebytes(content)
        parts = [p for p, _ in zip(package.walk(), range(_MAX_PARTS), strict=False)]
        main = _chosen(parts, _field(package, "content-type", "start"))
        body = main.get_payload(decode=True) if main is not None else None
    except (RecursionError, ValueError, LookupError, TypeError, AssertionError) as error:
        raise InputError("parser_failed", f"{name}: the package is damaged ({str(error)[:120]})") from error
    if main is None or not isinstance(body, bytes) or not body.strip():
        raise InputError("not_a_page", f"{name}: the package holds no HTML part")
    headers = [("content-type", storable(" ".join(str(main.get("content-type", "text/html")).split())[:500]))]
    snapshot = package.get("snapshot-content-location") if main is _first_html(parts) else None
    location = next((u for u in (main.get("content-location"), snapshot) if u and is_url(str(u).strip())), None)
    if location:
        headers.append(("content-location", storable("".join(str(location).split())[:2000])))
    return Unwrapped(body, "html", tuple(headers))


def _first_html(parts: list[Message]) -> Message | None:
    return next((p for p in parts if p.get_content_type() in ("text/html", "application/xhtml+xml")), None)


def _chosen(parts: list[Message], start: str) -> Message | None:
    named = next((p for p in parts if start and str(p.get("content-id", "")).strip() == start), None)
    return named if named is not None and "html" in named.get_content_type() else _first_html(parts)


def _field(package: Message, header: str, name: str) -> str:
    value = package.get_param(name, "", header)
    return value.strip() if isinstance(value, str) else ""
