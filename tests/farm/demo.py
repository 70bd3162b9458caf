"""`make demo-crawl`: the farm is served, crawled on two nights, and the morning is printed.

python -m tests.farm.demo OUT [--pages 200]
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.demos import asked
from tests.farm.plan import plant
from tests.farm.serving import Grounds, served

NEXT_NIGHT = 90_000


def main() -> int:
    """Run it; returns the exit code of the last command that failed, 0 where none did (3 is done in part)."""
    out, pages = asked(__doc__, "pages", 200)
    for old in out.glob("crawl.*"):
        if old.is_file():
            old.unlink()
    farm = plant(pages, today=datetime.now(UTC).date())
    (out / "crawl.outlets.csv").write_text(farm.outlets_csv(), encoding="utf-8")
    (out / "crawl.sources.txt").write_text("".join(f"{s.address}\n" for s in farm.sites), encoding="utf-8")
    with served(farm) as grounds:
        say = _sayer(out, grounds)
        code = say(0, "source", "add", "--from", str(out / "crawl.sources.txt"))
        code = code or say(0, "crawl", "--gap", "0.05", "--patience", "10")
        _overnight(grounds)
        code = code or say(
            NEXT_NIGHT, "crawl", "--gap", "0.05", "--patience", "10", "--page", str(out / "morning.html")
        )
        code = code or say(0, "verify")
    print(f"\nThe second morning as a page: {out / 'morning.html'}, all that was kept: {out / 'crawl.db'}")
    return code


def _overnight(grounds: Grounds) -> None:
    """New pages; and a feed has gone, a site was made anew, a host does not tell its rules any more."""
    hosts = [site.host for site in grounds.farm.sites]
    print(
        "\n# the next night: new pages; one feed has gone, one site was made anew, one host gives no robots.txt",
        flush=True,
    )
    grounds.night = 2
    grounds.dead.add(hosts[-1])
    grounds.renewed.add(hosts[-2])
    grounds.shut.add(hosts[-4])


def _sayer(out: Path, grounds: Grounds) -> Callable[..., int]:
    def say(later: int, *call: str) -> int:
        where = ["--db", str(out / "crawl.db"), "--outlets", str(out / "crawl.outlets.csv")]
        shown = " ".join(word.replace(str(out) + "/", "") for word in call)
        print(f"\n$ provenance {shown}", flush=True)
        world = [sys.executable, "-m", "tests.farm.world", f"{grounds.port}+{later}"]
        # What is said of each page goes by on standard error; here the results are wanted.
        done = subprocess.run([*world, *where, *call], stderr=subprocess.DEVNULL, check=False)
        return done.returncode if done.returncode not in (0, 3) else 0

    return say


if __name__ == "__main__":
    sys.exit(main())
