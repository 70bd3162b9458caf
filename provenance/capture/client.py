"""Fetch one page: guarded, bounded whatever the server does, and recorded whatever comes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from provenance import __version__
from provenance.capture.budget import Budget, Limits
from provenance.capture.codings import codings_of, decode
from provenance.capture.connection import Answer, Network, ask, resolved
from provenance.capture.guard import Target, addresses, check_url, redirect_target, shown
from provenance.capture.sniff import unfit
from provenance.errors import InputError
from provenance.records.fetched import Fetched, Fetching, Hop, Outcome

__all__ = ["Limits", "Network", "fetch", "user_agent"]

Fit = Callable[[bytes, str], tuple[str, str] | None]
"""Why a body of this Content-Type is not wanted: a reason code and one line; None where it is."""
Gate = Callable[[str], None]
"""Asked before each request whether the address may be asked for now; it may wait, and raises InputError where not."""
HOP_HEADERS = 16 * 1024
"""Most characters of headers that are kept of one redirect."""
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_PAGES = frozenset([200, 201, 202, 203])
_CONDITIONS = frozenset(["if-none-match", "if-modified-since"])
_ACCEPT = (
    ("Accept", "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1"),
    ("Accept-Encoding", "gzip, deflate, br, zstd"),
)


def user_agent(contact: str | None) -> str:
    """How we name ourselves to servers."""
    name = f"provenance/{__version__}"
    plain = re.sub(r"[^\x21-\x27\x2a-\x7e]+", " ", contact or "").strip()[:200]
    return f"{name} (+{plain})" if plain else name


def fetch(
    url: str,
    *,
    how: Fetching | None = None,
    limits: Limits | None = None,
    network: Network | None = None,
    conditions: Sequence[tuple[str, str]] = (),
    fit: Fit = unfit,
    gate: Gate | None = None,
) -> Fetched:
    """Ask for one page and say what came, never raising for what a server or an address does.

    Every hop is guarded anew: its name is resolved once and one of the checked addresses is
    connected to. No proxy, cookie or password is ever used. `conditions` are If-None-Match and
    If-Modified-Since headers of an earlier capture; raises ValueError for others. `fit` says of a
    body and its Content-Type why it is not what was wanted (default: no page). The time a `gate` takes is
    not counted.
    """
    if any(name.lower() not in _CONDITIONS for name, _ in conditions):
        raise ValueError("only If-None-Match and If-Modified-Since can be asked with")
    trip = _Trip(url, how or Fetching(), limits or Limits(), network or Network(), conditions, fit, gate)
    try:
        trip.go()
        return trip.done()
    except InputError as error:
        return trip.ended(error)


def _with_headers(hop: Hop, headers: Sequence[tuple[str, str]]) -> Hop:
    """A redirect with as many of its headers as are kept."""
    kept, size = list[tuple[str, str]](), 0
    for name, value in headers:
        size += len(name) + len(value)
        if size > HOP_HEADERS:
            return replace(hop, headers=tuple(kept), cut=True)
        kept.append((name, value))
    return replace(hop, headers=tuple(kept))


class _Trip:
    """One fetch under way: what has come so far."""

    def __init__(
        self, url: str, how: Fetching, limits: Limits, network: Network, conditions: Sequence[tuple[str, str]], fit: Fit,
        gate: Gate | None,
    ) -> None:  # fmt: skip
        self._url, self._how, self._limits, self._network, self._fit = url, how, limits, network, fit
        self._gate, self._clock = gate, network.clock
        self._budget = Budget(limits, network.clock)
        self._sent = (("User-Agent", user_agent(how.contact)), *_ACCEPT, *conditions)
        self._conditional = bool(conditions)
        self._hops: list[Hop] = []
        self._began = network.now()
        self._last: Answer | None = None
        self._wire = bytearray()
        self._cut: InputError | None = None

    def go(self) -> None:
        """Hop by hop to the answer, and its body as far as it comes."""
        target = check_url(self._url, allow_private=self._how.allow_private)
        seen = {target}
        for _ in range(self._limits.requests):
            self._let_in(target)
            location = self._hop(target)
            if location is None:
                return
            target = redirect_target(target, location, allow_private=self._how.allow_private)
            if target in seen:
                raise InputError("http_error", f"{shown(self._url)}: is redirected in a circle")
            seen.add(target)
        raise InputError("http_error", f"{shown(self._url)}: is redirected more than {self._limits.requests - 1} times")

    def _let_in(self, target: Target) -> None:
        if self._gate is not None:
            began = self._clock()
            try:
                self._gate(target.url)
            finally:
                self._budget.stood_still(self._clock() - began)

    def _hop(self, target: Target) -> str | None:
        """One request; where it redirects to, or None after the body has been read."""
        self._began, self._last = self._network.now(), None
        self._hops.append(Hop(target.url, None, None))
        resolve = resolved(self._network, self._budget)
        found = addresses(target.host, resolve, allow_private=self._how.allow_private)
        with ask(target, found, self._sent, self._network, self._budget) as answer:
            self._last = answer
            self._hops[-1] = Hop(target.url, answer.address, answer.status)
            if len(answer.headers) > self._limits.headers:
                raise InputError("too_large", f"{target.host}: more than {self._limits.headers} headers")
            if answer.status in _REDIRECTS:
                self._hops[-1] = _with_headers(self._hops[-1], answer.headers)
                return self._location(answer)
            self._read(answer)
            return None

    def _location(self, answer: Answer) -> str:
        given = next((value.strip() for name, value in answer.headers if name.lower() == "location"), "")
        if not given:
            raise InputError("http_error", f"{shown(self._url)}: is redirected to nowhere (HTTP {answer.status})")
        return given

    def _read(self, answer: Answer) -> None:
        try:
            for piece in answer.body:
                self._wire += piece
        except InputError as error:
            self._cut = error

    def done(self) -> Fetched:
        """The record of an answer that came: what kind it is, and what its body decodes to."""
        assert self._last is not None
        status = self._last.status
        if status == 304 and self._conditional:
            return self._record("unchanged", None, None)
        if status not in _PAGES:
            phrase = f" {self._last.phrase[:80]}" if self._last.phrase else ""
            return self._record("failed", "http_error", f"answered with HTTP {status}{phrase}", self._tried())
        decoded = decode(bytes(self._wire), codings_of(self._last.headers), self._limits.decoded)
        content = decoded.content
        if self._cut is not None and self._cut.reason != "truncated":
            return self._record("failed", self._cut.reason, self._cut.detail, content)
        damage = self._cut.detail if self._cut else decoded.damage
        if not content:
            reason, detail = ("truncated", damage) if damage else ("empty", "the page is empty")
            return self._record("failed", reason, detail, damaged=damage is not None)
        wrong = self._fit(content, self._header("content-type"))
        if wrong:
            return self._record("failed", *wrong, content, damaged=damage is not None)
        if damage:
            return self._record("partial", "truncated", damage, content, damaged=True)
        return self._record("page", None, None, content)

    def ended(self, error: InputError) -> Fetched:
        """The record of a fetch that was given up."""
        return self._record("failed", error.reason, error.detail, damaged=error.reason in ("too_large", "too_deep"))

    def _tried(self) -> bytes:
        """The body of an error page, as far as it can be decoded."""
        assert self._last is not None
        try:
            return decode(bytes(self._wire), codings_of(self._last.headers), self._limits.decoded).content
        except InputError:
            return b""

    def _header(self, name: str) -> str:
        assert self._last is not None
        return next((value for key, value in self._last.headers if key.lower() == name), "")

    def _record(
        self, outcome: Outcome, reason: str | None, detail: str | None, content: bytes = b"", *, damaged: bool = False
    ) -> Fetched:
        last = self._last
        final = self._hops[-1].url if self._hops else self._url
        return Fetched(
            url=self._url, url_final=final, hops=tuple(self._hops), address=last.address if last else None,
            status=last.status if last else None, http_version=last.http_version if last else None,
            phrase=last.phrase if last else None, headers=last.headers if last else (), sent=self._sent,
            fetched_at=self._began, outcome=outcome, reason=reason, detail=detail,
            truncated=damaged or self._cut is not None, allow_private=self._how.allow_private,
            ignore_robots=self._how.ignore_robots, wire=bytes(self._wire), content=content,
        )  # fmt: skip
