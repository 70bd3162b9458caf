"""What `make bench` compares with: a fall is seen, and recorded only with a reason; halves have one mix."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.recorded import Entry, falls, load, renewed, write
from tests.benchmarks.shared import balanced, half

BEFORE: dict[str, Entry] = {
    "a/recall": {"value": 0.9, "reason": None},
    "a/alarms": {"value": 0.1, "reason": None},
    "a/failed": {"value": 0.0, "reason": None},
}


@pytest.mark.parametrize(
    ("found", "fallen"),
    [
        ({"a/recall": 0.895}, 0),
        ({"a/recall": 0.88}, 1),
        ({"a/recall": 1.0, "a/alarms": 0.0}, 0),
        ({"a/alarms": 0.12, "a/failed": 1.0}, 2),
        ({"b/new": 0.0}, 0),
    ],
)
def test_a_fall_is_seen(found: dict[str, float], fallen: int) -> None:
    assert len(falls(BEFORE, found)) == fallen
    if fallen:
        with pytest.raises(ValueError, match="give --reason"):
            renewed(BEFORE, found, " ")


def test_what_is_recorded_anew(tmp_path: Path) -> None:
    assert renewed(BEFORE, {"a/recall": 0.893}, "why")["a/recall"] == {"value": 0.9, "reason": None}
    found = renewed(BEFORE, {"a/recall": 0.8, "a/alarms": 0.02, "b/new": 0.12345}, "the gold was corrected")
    assert found["a/recall"] == {"value": 0.8, "reason": "the gold was corrected"}
    assert found["a/alarms"] == {"value": 0.02, "reason": None} and found["b/new"]["value"] == 0.1235
    write(found, tmp_path / "r.json")
    assert load(tmp_path / "r.json") == found and load(tmp_path / "none.json") == {}
    assert renewed(found, {"a/recall": 0.85}, None)["a/recall"] == {"value": 0.85, "reason": None}


def test_the_recorded_file_holds_figures_only() -> None:
    for name, entry in load().items():
        assert name.count("/") == 1 and set(entry) == {"value", "reason"} and entry["value"] >= 0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), max_size=60))
def test_halves_have_the_same_mix(kinds: list[tuple[str, str]]) -> None:
    rows = [{"id": str(n), "lang": lang, "kind": kind} for n, (lang, kind) in enumerate(kinds)]
    found = balanced(rows, "id", ("lang", "kind"))
    assert sorted(int(r["id"]) for side in found.values() for r in side) == list(range(len(rows)))
    mix = {side: Counter((r["lang"], r["kind"]) for r in some) for side, some in found.items()}
    assert all(abs(mix["build"][k] - mix["check"][k]) <= 1 for k in set(kinds))
    assert balanced(rows[::-1], "id", ("lang", "kind"))["build"] == found["build"][::-1]
    for (lang, kind), many in Counter(kinds).items():
        if many == 1:
            (row,) = (r for r in rows if (r["lang"], r["kind"]) == (lang, kind))
            assert row in found[half(row["id"])]
