"""What both demonstrations begin with: a folder to write to, and how much is made."""

from __future__ import annotations

import argparse
from pathlib import Path


def asked(doc: str | None, what: str, many: int) -> tuple[Path, int]:
    """The folder, made where it is not there, and the number given by the option `--what`."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument(f"--{what}", type=int, default=many)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    return given.out, getattr(given, what)
