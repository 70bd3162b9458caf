"""Three crawlers at once on one list, as processes: every page is asked for once, and the pace is kept. By the server's log."""

import itertools
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from provenance.library import Library
from tests.farm.killing import ROOT, Place
from tests.farm.plan import plant
from tests.farm.serving import served

GAP = 0.15


def test_three_crawlers_share_the_work_and_the_pace(db: str, tmp_path: Path) -> None:
    farm = plant(24, 6, seed=6, hostile=0.0, today=datetime.now(UTC).date())
    with served(farm) as grounds:
        place = Place(db, tmp_path, grounds.port)
        place.prepare(farm)
        call = place.call("--jobs", "1")
        call[call.index("--gap") + 1] = str(GAP)
        crawlers = [subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(3)]  # fmt: skip
        said = [crawler.communicate(timeout=240)[1] for crawler in crawlers]
        assert [crawler.returncode for crawler in crawlers] == [0, 0, 0], [text.splitlines()[-2:] for text in said]
        asked = grounds.requests()
        assert sorted(asked) == sorted(set(asked))
        assert {p.site.host + p.path for p in farm.pages if p.night == 1} <= set(asked)
        for site in farm.sites:
            times = sorted((a.came, a.done) for a in grounds.asked if a.host == site.host)
            assert all(later[0] - before[1] >= GAP - 0.01 for before, later in itertools.pairwise(times)), times
        assert sum("new " in line for text in said for line in text.splitlines()) == len(farm.sound(1))
    with Library(place.settings, read_only=True) as library:
        assert library.store.verify() == () and library.store.searched().articles == len(farm.sound(1))
