"""A crawl of the farm killed at random moments: nothing acknowledged is lost, doubled or unsound, and the end is the same.

In full: `python -m tests.benchmarks.kills --kills 100`.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.crawl.whose import is_gone, own_name
from tests.farm.digest import differences, held
from tests.farm.killing import Place, killed, undisturbed
from tests.farm.plan import plant
from tests.farm.serving import Grounds, served

FARM = plant(24, 6, hostile=0.2)
KILLS = 2


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
    assert undisturbed(place, jobs=1).returncode in (0, 3)
    return held(place.db)


def test_killed_crawls_end_like_one_that_was_not(
    db: str, grounds: Grounds, whole: dict[str, Counter[str]], tmp_path: Path
) -> None:
    place = Place(db, tmp_path, grounds.port)
    place.prepare(FARM)
    deaths = killed(place, KILLS, 6, seed=3, jobs=1)
    assert deaths.amiss == [] and deaths.kills == KILLS and deaths.acknowledged
    assert undisturbed(place, jobs=1).returncode in (0, 3)
    assert differences(whole, held(db)) == []


def test_who_is_gone() -> None:
    name = own_name()
    machine, _, token = name.split("/")
    assert len(name) <= 64 and not is_gone(name) and own_name() != name
    assert is_gone(f"{machine}/4194305/{token}")
    assert not is_gone(f"elsewhere/4194305/{token}") and not is_gone("") and not is_gone(f"{machine}/1e9/{token}")
