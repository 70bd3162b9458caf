"""The same work in several processes: order, bounded look-ahead, and what happens when one dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from provenance.parallel import AHEAD, BOUNDS, Bounds, Lost, in_order
from provenance.parallel.bounds import here, lost
from tests.parallel_work import cost, die_once, die_over, double, hoard, refuse, sleep

MIB = 1024**2
TIGHT = Bounds(cpu_seconds=0.5, memory=256 * MIB, wall_seconds=20)


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
    assert found == {n: lost("died", BOUNDS) if n in (2, 3, 11) else n for n in range(12)}


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


def why(found: object) -> object:
    """What a loss says, or the result itself."""
    return found.why if isinstance(found, Lost) else found


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_batch_goes_on_past_what_passes_its_bounds(jobs: int) -> None:
    """Python that never ends, calls that never let another thread run, and sudden death."""
    slow = ["loop", "pattern", "one call", "swallow"]
    items = ["a", *slow, "b", "die", "c"]
    found = dict(in_order(cost, items, None, jobs, light=lambda item: False, bounds=TIGHT))
    expected = {x: x for x in "abc"} | dict.fromkeys(slow, "too_slow") | {"die": "died"}
    assert {item: why(x) for item, x in found.items()} == expected


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_batch_goes_on_past_what_takes_too_much_memory(jobs: int) -> None:
    """Bit by bit and at once. Time is ample: how fast memory fills is the machine's affair."""
    bounds = Bounds(cpu_seconds=30, memory=256 * MIB, wall_seconds=60)
    found = dict(in_order(cost, ["a", "memory", "b", "huge", "c"], None, jobs, light=lambda item: False, bounds=bounds))
    assert {item: why(x) for item, x in found.items()} == {x: x for x in "abc"} | dict.fromkeys(
        ["memory", "huge"], "too_large"
    )


def test_work_that_waits_for_ever_is_given_up() -> None:
    bounds = Bounds(cpu_seconds=0.5, wall_seconds=1)
    found = dict(in_order(cost, ["wait", "a"], None, 1, light=lambda item: False, bounds=bounds))
    assert why(found["wait"]) == "too_slow" and found["a"] == "a"


@pytest.mark.parametrize("item", ["loop", "pattern", "swallow"])
def test_light_items_are_bounded_in_this_process(item: str) -> None:
    found = dict(in_order(cost, ["a", item, "b"], None, bounds=Bounds(cpu_seconds=0.2)))
    assert found == {"a": "a", item: lost("too_slow", Bounds(cpu_seconds=0.2)), "b": "b"}


def test_the_timer_and_its_signal_are_left_as_they_were() -> None:
    before = signal.getsignal(signal.SIGPROF)
    assert here(cost, "loop", None, Bounds(cpu_seconds=0.1)) == lost("too_slow", Bounds(cpu_seconds=0.1))
    with pytest.raises(ValueError, match="three is refused"):
        here(refuse, 3, None, BOUNDS)
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_a_thread_gets_its_work_done_too() -> None:
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(here, cost, "a", None, BOUNDS).result() == "a"


def test_light_items_start_no_process() -> None:
    started = set(children())
    assert list(in_order(cost, ["a", "b"], None, 1)) == [("a", "a"), ("b", "b")]
    work = in_order(cost, ["a", "heavy", "b"], None, 1, light=lambda item: item != "heavy")
    assert next(work) == ("a", "a") and set(children()) == started
    assert next(work) == ("heavy", "heavy") and len(set(children()) - started) == 1
    assert list(work) == [("b", "b")] and soon(lambda: set(children()) == started)


def children() -> list[str]:
    """Processes this one has started."""
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [pid for task in tasks for pid in task.read_text().split()]


def test_an_old_process_full_of_memory_is_replaced() -> None:
    """The item it comes to grief over is not to blame."""
    found = list(in_order(hoard, range(12), [], 1, light=lambda item: False, bounds=TIGHT))
    assert found == [(n, n) for n in range(12)]


def test_what_the_work_prints_is_no_answer() -> None:
    assert list(in_order(cost, ["print", "a"], None, 2)) == [("print", "print"), ("a", "a")]


def test_an_error_that_cannot_travel_is_told_in_words() -> None:
    with pytest.raises(RuntimeError, match="OddError: one and two"):
        list(in_order(cost, ["odd error"], None, 2))


def test_a_script_without_a_main_guard_is_not_run_again(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from provenance.parallel import in_order\n"
        "from tests.parallel_work import double\n"
        "print('begun')\n"
        "print(list(in_order(double, range(2), 1, 2)))\n"
    )
    done = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )
    assert (done.stdout, done.stderr) == ("begun\n[(0, 1), (1, 3)]\n", "")
