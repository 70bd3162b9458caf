"""Who holds a host: a name that tells whether its process is still there, so that a killed crawl is not waited for."""

from __future__ import annotations

import hashlib
import os
import secrets
import socket
from functools import lru_cache
from pathlib import Path


def own_name() -> str:
    """A name for this process, like no other: its machine, its number, and a token."""
    return f"{_machine()}/{os.getpid()}/{secrets.token_hex(6)}"


def is_gone(name: str) -> bool:
    """Whether the process of that name ran on this machine and is no more. False where that cannot be told."""
    machine, _, rest = name.partition("/")
    number = rest.partition("/")[0]
    if machine != _machine() or not number.isdigit() or os.name != "posix":
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


@lru_cache(maxsize=1)
def _machine() -> str:
    """This machine since it was started, and this space of process numbers: two containers are two machines."""
    parts = [socket.gethostname()]
    try:
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip())
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    except OSError:
        # Not on Linux: the name of the host has to do.
        pass
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
