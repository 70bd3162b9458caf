"""One request over one connection to one checked address, within a budget of time and bytes.

httpx, and httpcore which is its engine, are imported in this file only. The transport is ours and is
asked without httpx's client above it: the host, port and path that the guard checked go to the engine
in parts, so no second parser decides where to connect or reads a Location (the client would), and
nothing looks at proxy variables, keeps cookies, follows or decodes. Every byte passes `_Stream`, which
keeps the deadline over all reads, so that a drip ends in time too.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import h2.exceptions
import httpcore
import httpx

from provenance.capture.budget import Budget
from provenance.capture.guard import Resolve, Target
from provenance.errors import InputError
from provenance.times import utc_text


def _system_resolve(host: str) -> Sequence[str]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(item[4][0]) for item in found]


def _system_connect(address: str, port: int, timeout: float) -> socket.socket:
    return socket.create_connection((address, port), timeout)


def _system_now() -> str:
    return utc_text(datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Network:
    """What a fetch needs of the world; tests put a world of their own here.

    `connect` is only ever given addresses the guard has passed. `clock` counts seconds and never
    jumps, `now` is this moment in UTC.
    """

    resolve: Resolve = _system_resolve
    connect: Callable[[str, int, float], socket.socket] = _system_connect
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], str] = _system_now
    trust: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer, and its body in pieces without transfer framing, to be read once."""

    address: str
    status: int
    http_version: str
    phrase: str | None
    headers: tuple[tuple[str, str], ...]
    body: Iterator[bytes]


def resolved(network: Network, budget: Budget) -> Resolve:
    """A resolver that is given up when the budget's time is over, however long the system's takes."""

    def resolve(host: str) -> Sequence[str]:
        found: list[Sequence[str] | Exception] = []

        def ask() -> None:
            try:
                found.append(tuple(network.resolve(host)))
            except Exception as error:
                found.append(error)

        thread = threading.Thread(target=ask, name=f"resolve {host[:40]}", daemon=True)
        left = budget.left()
        thread.start()
        thread.join(left)
        if not found:
            raise budget.too_slow()
        if isinstance(found[0], Exception):
            raise OSError(f"{found[0]}") from found[0]
        return found[0]

    return resolve


@contextmanager
def ask(
    target: Target, found: Sequence[str], headers: Sequence[tuple[str, str]], network: Network, budget: Budget
) -> Iterator[Answer]:
    """Send a GET to the first of the addresses that takes a connection; closed at the end.

    Raises InputError: `network_error`, `too_slow`, `too_large`; while the body is read,
    `truncated` where it breaks off.
    """
    backend = _Backend(found, network, budget)
    transport = _Transport(target, backend, network.trust or _trust() if target.scheme == "https" else None)
    budget.head(True)
    try:
        with _told("network_error", target.host):
            request = httpx.Request("GET", _shown(target), headers=[("Host", target.authority), *headers])
            response = transport.handle_request(request)
        budget.head(False)
        yield _answer(response, backend.address or "", target.host)
    finally:
        with suppress(*_TROUBLE, InputError):
            transport.close()


def _shown(target: Target) -> httpx.URL:
    """The address as the client names it; where to connect is the transport's business."""
    return httpx.URL(scheme=target.scheme, host=target.host, port=target.port, raw_path=target.path.encode())


def _answer(response: httpx.Response, address: str, host: str) -> Answer:
    head = tuple((_text(name), _text(value)) for name, value in response.headers.raw)
    version = _text(response.extensions.get("http_version", b"HTTP/2"))
    phrase = _text(response.extensions.get("reason_phrase", b"")) or None
    return Answer(address, response.status_code, version, phrase, head, _body(response, host))


def _body(response: httpx.Response, host: str) -> Iterator[bytes]:
    with _told("truncated", host):
        yield from response.iter_raw()


@contextmanager
def _told(reason: str, host: str) -> Iterator[None]:
    """What can go wrong between two machines, as one InputError."""
    try:
        yield
    except _TROUBLE as error:
        said = " ".join(str(error).split())[:200] or type(error).__name__
        raise InputError(reason, f"{host}: {said}") from error


# h2 and hpack raise ValueErrors and KeyErrors of their own on what a hostile server can send.
_TROUBLE: tuple[type[Exception], ...] = (
    httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, httpcore.UnsupportedProtocol,
    httpcore.ConnectionNotAvailable, httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, h2.exceptions.H2Error, OSError, ValueError, LookupError,
)  # fmt: skip


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    return httpcore.default_ssl_context()


class _Transport(httpx.BaseTransport):
    """One connection to the target the guard checked, whatever address the request names."""

    def __init__(self, target: Target, backend: _Backend, trust: ssl.SSLContext | None) -> None:
        self._url = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
        self._connection = httpcore.HTTPConnection(
            self._url.origin, ssl_context=trust, http1=True, http2=True, network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send it; the body of the answer comes as it is read."""
        sent = httpcore.Request(request.method, self._url, headers=request.headers.raw)
        answer = self._connection.handle_request(sent)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Pieces(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class _Pieces(httpx.SyncByteStream):
    """The body of an answer as the engine gives it, still in its content codings."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        """Let go of the answer."""
        self._answer.close()


class _Backend(httpcore.NetworkBackend):
    """Connects to the addresses that were checked, whatever name it is asked for."""

    def __init__(self, found: Sequence[str], network: Network, budget: Budget) -> None:
        self._found, self._network, self._budget = found, network, budget
        self.address: str | None = None

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """A stream to the first address that answers."""
        said: OSError | None = None
        for number, address in enumerate(self._found, 1):
            left = self._budget.left()
            share = left if number == len(self._found) else min(left / 2, 10.0)
            try:
                sock = self._network.connect(address, port, share)
            except OSError as error:
                said = error
                continue
            self.address = address
            return _Stream(sock, self._budget)
        if isinstance(said, TimeoutError):
            self._budget.left()
        raise httpcore.ConnectError(f"no connection to {', '.join(self._found)[:120]} ({said})")


class _Stream(httpcore.NetworkStream):
    """A socket under the budget."""

    def __init__(self, sock: socket.socket, budget: Budget) -> None:
        self._sock, self._budget = sock, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come, at least one byte unless it is the end."""
        size = self._budget.room(max_bytes)
        self._sock.settimeout(self._budget.left())
        try:
            data = self._sock.recv(size)
        except TimeoutError as error:
            raise self._budget.too_slow() from error
        self._budget.took(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        self._sock.settimeout(self._budget.left())
        try:
            self._sock.sendall(buffer)
        except TimeoutError as error:
            raise self._budget.too_slow() from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        """Close the socket."""
        self._sock.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same stream under TLS; the certificate is checked against the name, not the address."""
        self._sock.settimeout(self._budget.left())
        try:
            wrapped = ssl_context.wrap_socket(self._sock, server_hostname=server_hostname)
        except TimeoutError as error:
            self._sock.close()
            raise self._budget.too_slow() from error
        except (OSError, ValueError) as error:
            self._sock.close()
            raise httpcore.ConnectError(str(error)) from error
        return _Stream(wrapped, self._budget)

    def get_extra_info(self, info: str) -> Any:
        """The TLS object, by which HTTP/2 is chosen."""
        return self._sock if info == "ssl_object" and isinstance(self._sock, ssl.SSLSocket) else None
