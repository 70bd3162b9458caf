"""The disk full, a folder that cannot be written, the database gone, locked or cut off: one line, nothing lost, and on it goes."""

import os
import resource
import sqlite3
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance.crawl.night import Plan, crawl
from provenance.errors import StoreBusyError, StoreUnreachableError
from provenance.library import Library
from provenance.records.crawling import CrawlSummary, Pace
from provenance.store import session
from tests.farm.digest import differences, held
from tests.farm.killing import ROOT, Place, lost, undisturbed
from tests.farm.plan import plant
from tests.farm.serving import Grounds, served
from tests.farm.trouble import Way, cut_again_and_again, until
from tests.farm.world import network

FARM = plant(16, 4, seed=4, hostile=0.1, today=datetime.now(UTC).date())
PACE = Pace(gap=0.0, patience=5.0, lease=5.0, outage=30.0)


@pytest.fixture(scope="module")
def grounds() -> Iterator[Grounds]:
    with served(FARM) as found:
        yield found


@pytest.fixture(scope="module")
def whole(grounds: Grounds, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str]]:
    """What a crawl holds that nobody disturbed."""
    folder = tmp_path_factory.mktemp("whole")
    place = Place(str(folder / "news.db"), folder, grounds.port)
    place.prepare(FARM)
    here(place, grounds)
    return held(place.db)


def here(place: Place, grounds: Grounds, tell: Callable[[str], None] = print, pace: Pace = PACE) -> CrawlSummary:
    with Library(place.settings) as library:
        return crawl(library, Plan(pace, network=network(grounds.port)), tell)


def place_of(db: str, folder: Path, grounds: Grounds) -> Place:
    place = Place(db, folder, grounds.port)
    place.prepare(FARM)
    return place


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line by which a command said that it could not go on."""
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("provenance: ")
    return last


def kept(done: subprocess.CompletedProcess[str]) -> set[str]:
    """The addresses it acknowledged before."""
    return {line.split()[2] for line in done.stderr.splitlines() if line.split()[1:2] == ["new"]}


def test_a_file_may_grow_no_more(grounds: Grounds, whole: dict[str, Counter[str]], tmp_path: Path) -> None:
    place = place_of(str(tmp_path / "news.db"), tmp_path, grounds)
    room = 1024 * 1024  # less than the log of what is written needs, whatever the size of the database

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = subprocess.run(
        place.call("--jobs", "1"), cwd=ROOT, capture_output=True, text=True, preexec_fn=limited, check=False
    )
    assert "disk" in refused(done) or "written" in refused(done)
    assert kept(done) and lost(place, kept(done)) == []
    with Library(place.settings, read_only=True) as library:
        assert library.store.verify() == ()
    here(place, grounds)
    assert differences(whole, held(place.db)) == []


@contextmanager
def small_disk(folder: Path, room: int) -> Iterator[Callable[..., None]]:
    """A file system in memory at a folder; yields what mounts it anew with other options. Skipped where that is not allowed."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")

    def mount(*options: str) -> None:
        call = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)]
        if subprocess.run(call, capture_output=True, check=False).returncode:
            pytest.skip("mounting is not allowed here")

    mount(f"size={room}")
    try:
        yield mount
    finally:
        subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)


def test_a_full_disk_and_one_that_cannot_be_written(
    grounds: Grounds, whole: dict[str, Counter[str]], tmp_path: Path
) -> None:
    ready, disk = tmp_path / "ready", tmp_path / "disk"
    disk.mkdir()
    made = place_of(str(ready / "news.db"), ready, grounds)
    room = sum(f.stat().st_size for f in ready.rglob("*") if f.is_file())
    with small_disk(disk, room + 2 * 1024 * 1024) as mount:
        subprocess.run(["cp", "-r", f"{ready}/.", str(disk)], check=True)
        place = replace(made, db=str(disk / "news.db"), folder=disk)
        done = undisturbed(place, jobs=1)
        assert "disk is full" in refused(done) or "No space" in refused(done)
        assert kept(done) and lost(place, kept(done)) == []
        with Library(place.settings, read_only=True) as library:
            assert library.store.verify() == ()
        mount("remount", "ro")
        assert "written" in refused(undisturbed(place, jobs=1))
        mount("remount", "rw", f"size={room + 64 * 1024 * 1024}")
        here(place, grounds)
        assert differences(whole, held(place.db)) == []


def test_an_evidence_folder_that_cannot_be_made(grounds: Grounds, tmp_path: Path) -> None:
    place = place_of(str(tmp_path / "news.db"), tmp_path, grounds)
    (tmp_path / "evidence").write_text("a file", encoding="utf-8")
    assert "evidence" in refused(undisturbed(place, jobs=1))


def test_a_locked_file_is_waited_for(
    grounds: Grounds, whole: dict[str, Counter[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "WAIT", 0.3)
    place = place_of(str(tmp_path / "news.db"), tmp_path, grounds)
    said: list[str] = []
    letting_go = threading.Event()

    def hold() -> None:
        until(lambda: any(line.startswith("new ") for line in said))
        with closing(sqlite3.connect(place.db, timeout=10, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            until(lambda: any("waiting for the database" in line for line in said))
            letting_go.wait(0.5)
            connection.execute("ROLLBACK")

    holder = threading.Thread(target=hold)
    holder.start()
    here(place, grounds, said.append)
    holder.join(30)
    assert "the database is back; going on" in said
    assert differences(whole, held(place.db)) == []


def test_a_lock_that_is_not_given_up_ends_the_crawl_in_time(
    grounds: Grounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "WAIT", 0.2)
    place = place_of(str(tmp_path / "news.db"), tmp_path, grounds)
    with closing(sqlite3.connect(place.db, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError):
            here(place, grounds, pace=replace(PACE, outage=1.0))
        connection.execute("ROLLBACK")


def test_a_server_that_is_gone_for_a_while(
    postgres_db: str, grounds: Grounds, whole: dict[str, Counter[str]], tmp_path: Path
) -> None:
    way, said = Way(postgres_db), list[str]()
    place = place_of(way.url, tmp_path, grounds)

    def away() -> None:
        for number in (1, 2):
            until(lambda number=number: len([line for line in said if line.startswith("new ")]) >= 3 * number)
            way.shut()
            until(lambda number=number: len([x for x in said if "waiting for the database" in x]) >= number)
            way.open()

    outage = threading.Thread(target=away)
    outage.start()
    here(place, grounds, said.append)
    outage.join(60)
    assert way.shut_times == 2 and said.count("the database is back; going on") >= 1
    assert differences(whole, held(postgres_db)) == []
    way.shut()
    with pytest.raises(StoreUnreachableError), Library(place.settings):
        pass


def test_connections_cut_again_and_again(
    postgres_db: str, grounds: Grounds, whole: dict[str, Counter[str]], tmp_path: Path
) -> None:
    place = place_of(postgres_db, tmp_path, grounds)
    with cut_again_and_again(postgres_db, 0.3, 15) as counts:
        here(place, grounds)
    assert sum(counts) >= 3
    assert differences(whole, held(postgres_db)) == []


def test_stopped_by_hand_says_so(grounds: Grounds, tmp_path: Path) -> None:
    place = place_of(str(tmp_path / "news.db"), tmp_path, grounds)
    call = place.call("--jobs", "2")
    call[call.index("--gap") + 1] = "0.5"  # so that it is not over before we are heard
    with subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as crawling:  # fmt: skip
        assert crawling.stderr
        said = [crawling.stderr.readline()]
        crawling.send_signal(2)
        said += crawling.stderr.readlines()
    assert crawling.returncode == 1 and "stopped" in said[-1] and not any("Traceback" in line for line in said)
