"""The search for cyclic garbage rests while much is made at once, and goes on after it as before."""

from __future__ import annotations

import gc

import pytest

from provenance.garbage import uncollected


@pytest.mark.parametrize("running", [True, False])
def test_collection_is_afterwards_as_it_was_also_after_an_error(running: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if running else gc.disable)()
        with pytest.raises(ValueError, match="odd page"), uncollected():
            assert not gc.isenabled()
            raise ValueError("odd page")
        assert gc.isenabled() is running
    finally:
        (gc.enable if before else gc.disable)()
