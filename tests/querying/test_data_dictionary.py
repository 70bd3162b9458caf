"""The data dictionary is complete and up to date, and its worked questions are answered on both databases."""

import re
import subprocess
import sys
from pathlib import Path

from tests.querying.test_attacks import ask
from tests.querying.test_named_queries import copied  # noqa: F401 - a fixture

ROOT = Path(__file__).parents[2]
QUESTION = re.compile(r"```sql\n(.*?)```", re.DOTALL)


def test_every_table_view_and_column_has_a_sentence_and_the_page_is_up_to_date() -> None:
    command = [sys.executable, "docs/fill-data-dictionary.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, f"run: python docs/fill-data-dictionary.py\n{done.stderr}"


def test_three_questions_are_answered_from_the_page_alone(copied: str, tmp_path: Path) -> None:  # noqa: F811
    questions = QUESTION.findall((ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8"))
    diet, credit, carriers = (ask(copied, sql, tmp_path)[1] for sql in questions)
    assert diet == [["found", "northern-wire", 1, 1, 1.0]]
    assert credit == [[1, 1, 0, 0, 1.0]]
    [[article, outlet, hops, credited, edge, state, confidence]] = carriers
    assert (outlet, hops, credited, state, confidence) == ("harbour-gazette", 1, 1, "declared", 0.9)
    assert str(article).startswith("art_") and str(edge).startswith("edg_")
