"""Words as the rules see them."""

import os
import subprocess
import sys

import pytest

from provenance.quote.profile import load
from provenance.quote.tokens import tokens

CODE = """
from provenance.quote.profile import load
from provenance.quote.tokens import tokens
text = "affirme-t-il, l'agence explique-t-elle"
print([t.text for t in tokens(text, text, 0, len(text), load("fr"))])
"""


def test_two_words_written_as_one() -> None:
    profile = load("fr")
    assert profile is not None
    text = "affirme-t-il, l'agence dit-elle"
    found = [t.text for t in tokens(text, text, 0, len(text), profile)]
    assert found == ["affirme", "t-il", ",", "l'", "agence", "dit", "elle"]


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_the_order_of_sets_does_not_show(seed: str) -> None:
    """Enclitics end one another: of -t-il and -il the longer is meant, whatever comes first."""
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == str(["affirme", "t-il", ",", "l'", "agence", "explique", "t-elle"])
