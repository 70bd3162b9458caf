"""What counts as the right name of a speaker."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.names import right, score, shorter


@pytest.mark.parametrize(
    ("name", "label", "good", "short"),
    [
        ("Marta Olsen", "Marta Olsen", True, False),
        ("Marta Olsen", "Marta K. Olsen", True, False),
        ("the Harbour Ministry", "Harbour Ministry", True, False),
        ("Karl Berg", "Marta Olsen | Karl Berg", True, False),
        ("Olsen", "Marta Olsen", False, True),
        ("Marta Berg", "Marta Olsen", False, False),
        ("Marta Olsen", "unresolvable", False, False),
    ],
)
def test_right_names(name: str, label: str, good: bool, short: bool) -> None:
    assert (right(name, label), shorter(name, label)) == (good, short)


def test_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labels, answers = tmp_path / "labels", tmp_path / "answers"
    told = [("Marta Olsen", "full_name"), ("Olsen", "as_stated"), (None, "unresolved"), ("Karl Berg", "role")]
    place = {"article": "b", "start": 0, "end": 3, "mention": "she"}
    answers.write_text(
        "".join(json.dumps({"id": i, "name": n, "method": m, **place}) + "\n" for i, (n, m) in enumerate(told))
    )
    labels.write_text("".join(json.dumps({"id": i, "name": n}) + "\n" for i, n in enumerate(["Marta Olsen"] * 3)))
    assert score(labels, answers, False) == 2
    assert "no label for 1 of 4" in capsys.readouterr().err
    labels.write_text(labels.read_text() + json.dumps({"id": 3, "name": "unresolvable"}) + "\n")
    assert score(labels, answers, False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "4 mentions, 3 of them of somebody the article names"
    assert "0.333" in lines[1] and "(1 of 3)" in lines[1]
    assert [line.split()[-1] for line in lines[2:4]] == ["1", "1"]
    assert "0.750" in lines[4]
