"""Peak memory of a fetch that meets a bomb of 256 MiB: `python -m tests.benchmarks.bombs`.

Each bomb is served on 127.0.0.1 by this process and fetched by a process of its own, whose peak is
printed in MiB, beside that of a fetch of a small page. Wanted: under 128 MiB, reason `too_large`.
"""

from __future__ import annotations

import gzip
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import zstandard

from tests.capture.servers import PAGE, Connection, answer, serving

MIB = 1024 * 1024
SIZE = 256 * MIB
WANTED = 128


def main() -> int:
    """Print a line a bomb; 1 where one took more memory than wanted or was not seen through."""
    if len(sys.argv) == 2:
        return _fetch(sys.argv[1])
    worst = 0
    print(f"{'bomb':18} {'on the wire':>12} {'peak MiB':>9} {'seconds':>8}  reason")
    for name, talk, size in _cases():
        with serving(talk) as server:
            start = time.monotonic()
            call = [sys.executable, "-m", "tests.benchmarks.bombs", server.url()]
            said = subprocess.run(call, capture_output=True, text=True, timeout=90, check=True).stdout.split()
            print(f"{name:18} {size:>12} {said[0]:>9} {time.monotonic() - start:>8.2f}  {said[1]}")
            worst = max(worst, int(said[0]))
            if (said[1] == "None") != (name == "small page"):
                worst = WANTED
    print(f"worst {worst} MiB, wanted under {WANTED}")
    return 0 if worst < WANTED else 1


def _fetch(url: str) -> int:
    from provenance.capture.client import fetch
    from provenance.records.fetched import Fetching

    got = fetch(url, how=Fetching(allow_private=True))
    print(_peak(), got.reason)
    return 0


def _peak() -> int:
    """Peak memory of this process in MiB, without what `ru_maxrss` inherits from the parent."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def _cases() -> Iterator[tuple[str, Callable[[Connection], object], object]]:
    yield "small page", lambda c: c.send(answer(PAGE)), len(PAGE)
    spaces = b" " * SIZE
    made = {
        "gzip": _gzip(spaces), "deflate": zlib.compress(spaces), "br": brotli.compress(spaces),  # type: ignore[no-untyped-call]
        "zstd": zstandard.ZstdCompressor().compress(spaces),
    }  # fmt: skip
    del spaces
    made["gzip, gzip"] = _gzip(made["gzip"])
    made["br, gzip"] = _gzip(made["br"])
    made["zstd, br"] = brotli.compress(made["zstd"])  # type: ignore[no-untyped-call]
    made["gzip, zstd"] = zstandard.ZstdCompressor().compress(made["gzip"])
    for coding, body in made.items():
        data = answer(body, headers=("Content-Type: text/html", f"Content-Encoding: {coding}"))
        yield coding, lambda c, data=data: c.send(data), len(body)  # type: ignore[misc]
    yield "endless body", lambda c: c.send(answer(b"", length=False)).flood(b"x" * 65_536, 512 * MIB), "endless"
    chunks = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    yield "endless chunks", lambda c: c.send(chunks).flood(b"10\r\nxxxxxxxxxxxxxxxx\r\n" * 500, 64 * MIB), "endless"


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 6)


if __name__ == "__main__":
    sys.exit(main())
