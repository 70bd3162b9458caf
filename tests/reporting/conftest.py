"""The made story on SQLite, kept once for all tests of a file that only look at it."""

from collections.abc import Iterator

import pytest

from provenance.library import Library
from tests.reporting.ferry import ferry


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("ferry")
    with ferry(str(folder / "news.db"), str(folder / "evidence"), folder) as library:
        yield library
