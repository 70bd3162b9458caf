"""The same work in several processes: order, bounded look-ahead, and what happens when one dies."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from provenance.parallel import AHEAD, in_order
from tests.parallel_work import die_once, die_over, double, refuse, sleep


def gone(pid: int) -> bool:
    """Whether a process has ended (a zombie has)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def soon(happens: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether something happens within some seconds."""
    end = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_stay_in_order(jobs: int) -> None:
    assert list(in_order(double, range(20), 1, jobs)) == [(n, n * 2 + 1) for n in range(20)]
    assert list(in_order(double, [], 1, jobs)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_little_is_taken_ahead(jobs: int) -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for n in range(40):
            taken += 1
            yield n

    for done, _ in enumerate(in_order(double, items(), 0, jobs)):
        assert taken <= done + 1 + jobs * AHEAD


def test_who_dies_takes_one_item_along() -> None:
    found = dict(in_order(die_over, range(12), (2, 3, 11), 2))
    assert found == {n: None if n in (2, 3, 11) else n for n in range(12)}


def test_who_died_of_something_else_is_tried_again(tmp_path: Path) -> None:
    assert list(in_order(die_once, range(6), str(tmp_path / "mark"), 2)) == [(n, n) for n in range(6)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_errors_of_the_work_are_raised_in_place(jobs: int) -> None:
    seen = []
    with pytest.raises(ValueError, match="three is refused"):
        for item, _ in in_order(refuse, range(6), None, jobs):
            seen.append(item)
    assert seen == [0, 1, 2]


def test_giving_up_ends_the_processes_at_once(tmp_path: Path) -> None:
    """Whatever they are doing."""

    def items() -> Iterator[int]:
        yield from range(2)
        assert soon(lambda: len(list(tmp_path.iterdir())) == 2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(in_order(sleep, items(), str(tmp_path), 2))
    pids = [int(mark.name) for mark in tmp_path.iterdir()]
    assert len(pids) == 2 and soon(lambda: all(map(gone, pids)), 2)
