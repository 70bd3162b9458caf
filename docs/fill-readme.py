"""Put the output of the demo into README.md, so that what it shows is a real run.

Run as `python docs/fill-readme.py` after `make demo` has set up; `--check` only says whether the
README is up to date.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SEED = "seeds/000_adc5d54549af04e3.txt"
LINES = 46
"""The README shows the beginning of the answer."""


def demo() -> str:
    """What `provenance trace` prints for the given page, 88 columns wide."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "provenance", "--db", f"{folder}/demo.db", "trace", SEED]
        environment = {**os.environ, "COLUMNS": "88", "NO_COLOR": "1"}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return "\n".join(line.rstrip() for line in done.stdout.split("\n"))


def filled(readme: str, output: str) -> str:
    """The README with the output between its marks."""
    shown = "\n".join([*output.split("\n")[:LINES], "..."])
    block = f"<!-- demo -->\n```\n{shown}\n```\n<!-- /demo -->"
    return re.sub(r"<!-- demo -->.*?<!-- /demo -->", lambda _: block, readme, flags=re.DOTALL)


def main() -> int:
    """Write the README, or with --check say whether it would change."""
    path = ROOT / "README.md"
    old = path.read_text(encoding="utf-8")
    new = filled(old, demo())
    if "--check" in sys.argv:
        return int(old != new)
    path.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
