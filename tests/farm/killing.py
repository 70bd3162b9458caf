"""Crawls of the farm that are killed at random moments, run again, and compared with one that nobody disturbed."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from provenance.library import Library
from provenance.settings import Settings
from provenance.store.session import open_engine, reading
from provenance.urls import origin_of
from tests.farm.plan import Farm

ROOT = Path(__file__).parents[2]
_KEPT = ("new", "known", "revised")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one crawl keeps things, and the port of the farm it lives on."""

    db: str
    folder: Path
    port: int

    @property
    def settings(self) -> Settings:
        """As the command line is given them."""
        return Settings(self.db, str(self.folder / "evidence"), str(self.folder / "outlets.csv"))

    def call(self, *more: str) -> list[str]:
        """`provenance crawl` in the world of the farm, as fast as it goes."""
        s = self.settings
        where = ["--db", s.db, "--evidence", str(s.evidence), "--outlets", str(s.outlets)]
        return [sys.executable, "-u", "-m", "tests.farm.world", str(self.port), *where, "crawl", "--gap", "0", "--patience", "5", *more]  # fmt: skip

    def prepare(self, farm: Farm) -> None:
        """Make the database and watch all sites."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "outlets.csv").write_text(farm.outlets_csv(), encoding="utf-8")
        with Library(self.settings) as library:
            library.know()
            for site in farm.sites:
                library.store.crawling.add_source(site.address, origin_of(site.address), site.list)


@dataclass(slots=True)
class Deaths:
    """What came of it: kills in all and while pages came, addresses acknowledged before a kill, and what was found amiss."""

    kills: int = 0
    runs: int = 0
    acknowledged: set[str] = field(default_factory=set)
    amiss: list[str] = field(default_factory=list)
    finished: bool = False


def undisturbed(place: Place, jobs: int = 2) -> subprocess.CompletedProcess[str]:
    """One crawl to its end."""
    return subprocess.run(place.call("--jobs", str(jobs)), cwd=ROOT, capture_output=True, text=True, check=False)


def killed(place: Place, kills: int, lines: int, seed: int, check_every: int = 1, jobs: int = 2) -> Deaths:
    """A crawl killed so many times, each time after up to twice `lines` pages or a few seconds, and checked after each."""
    chance, deaths = random.Random(seed), Deaths()
    while deaths.kills < kills and not deaths.finished:
        deaths.runs += 1
        said = _run(place, chance, lines, jobs)
        deaths.finished = said is None
        if said is None:
            break
        deaths.kills += 1
        deaths.acknowledged |= {
            line.split(None, 2)[2] for line in said if line.split(None, 2)[1:2] and line.split()[1] in _KEPT
        }
        deaths.amiss += lost(place, deaths.acknowledged)
        if deaths.kills % check_every == 0:
            with Library(place.settings, read_only=True) as library:
                deaths.amiss += [str(finding) for finding in library.store.verify()]
    return deaths


def _run(place: Place, chance: random.Random, lines: int, jobs: int) -> list[str] | None:
    """One run to its kill: what it said on standard error; None where it ended by itself before."""
    wanted, longest = chance.randint(0, 2 * lines), chance.uniform(4, 20)
    with subprocess.Popen(place.call("--jobs", str(jobs)), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:  # fmt: skip
        assert process.stderr
        said: list[str] = []
        stream = process.stderr
        hearing = threading.Thread(target=lambda: said.extend(iter(stream.readline, "")))
        hearing.start()
        # A busy machine may need long to begin: what counts is the time after the first word.
        _wait(process, lambda: not wanted or bool(said), 120.0)
        _wait(process, lambda: len(said) >= wanted, longest)
        time.sleep(chance.uniform(0, 0.3))
        ended = process.poll()
        process.send_signal(signal.SIGKILL)
        hearing.join()
    if ended is not None and ended not in (0, 3):
        raise AssertionError(f"exit {ended}: {said[-3:]}")
    return None if ended is not None else [line.rstrip("\n") for line in said if line.endswith("\n")]


def _wait(process: subprocess.Popen[str], ready: Callable[[], bool], seconds: float) -> None:
    latest = time.monotonic() + seconds
    while not ready() and time.monotonic() < latest and process.poll() is None:
        time.sleep(0.01)


def lost(place: Place, acknowledged: set[str]) -> list[str]:
    """Addresses that were acknowledged and are not kept, or kept twice."""
    engine = open_engine(place.db, read_only=True)
    wanted = (
        "SELECT p.url, p.state, (SELECT count(*) FROM articles a WHERE a.key = p.article_key),"
        " (SELECT count(*) FROM captures c WHERE c.url = p.url) FROM crawl_pages p"
    )
    try:
        with reading(engine) as connection:
            rows = {row[0]: tuple(row[1:]) for row in connection.execute(text(wanted))}
    finally:
        engine.dispose()
    return [f"{url}: {rows.get(url)}" for url in sorted(acknowledged) if rows.get(url) != ("done", 1, 1)]


def summed(rows: Sequence[Counter[str]]) -> int:
    """How many rows these are."""
    return sum(sum(part.values()) for part in rows)
