"""A pretend internet in which every name that ends in `.example` leads to the farm's server.

In a program of ours: `network(port)`. For the command line: `python -m tests.farm.world PORT[+SECONDS] ARGUMENTS...` is
`provenance ARGUMENTS...` in that world; nothing else is reached. With SECONDS the clock by which a crawl decides what is
due is so much later: the next night is 90,000 seconds away.
"""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Sequence

from provenance.capture.connection import Network

PUBLIC = "93.184.215.14"
"""The public address at which the pretend internet has its one server."""


def network(port: int) -> Network:
    """The network a crawl of ours is given."""
    return Network(resolve=_resolve, connect=lambda address, _, timeout: _connected(port, address, timeout))


def _resolve(host: str) -> Sequence[str]:
    if host.endswith(".example"):
        return [PUBLIC]
    raise OSError(f"{host} is not known here")


def _connected(port: int, address: str, timeout: float) -> socket.socket:
    if address != PUBLIC:
        raise OSError(f"{address} is not there")
    return socket.create_connection(("127.0.0.1", port), timeout)


def main(argv: list[str]) -> int:
    """Run the command line in the pretend internet."""
    port, _, later = argv[0].partition("+")
    if later:
        present = time.time
        # Before the crawl is imported: its clock is this one.
        time.time = lambda: present() + float(later)
    import provenance.capture.connection as connection
    from provenance.cli import main as provenance

    made, others = network(int(port)), connection.Network.__init__.__defaults__
    assert others is not None
    # The defaults of a frozen dataclass are those of its __init__.
    connection.Network.__init__.__defaults__ = (made.resolve, made.connect, *others[2:])
    return int(provenance(argv[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
