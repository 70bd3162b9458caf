"""Our own voice holds no verdict: the words of the list stand in no template, label or message of the program."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.report.words import CREDITED, FROM, ON_ARROW, SHARES

ROOT = Path(__file__).parents[2]
VERDICT = re.compile(
    r"\b(?:launder\w*|propagand\w*|disinform\w*|misinform\w*|fakes?|faked|fake[- ]news|prox(?:y|ies) (?:site|outlet|media)s?|bots?|trolls?|"
    r"stolen|steals?|stole|thie(?:f|ves)|plagiari\w*|culprits?|guilty|biased|unreliable|dishonest\w*|liars?|decei\w*|decept\w*|"
    r"mouthpieces?|puppets?|shills?|rip-?offs?|content farms?|whitewash\w*)\b",
    re.I,
)
ROOMS = ("cli", "report", "reporting", "measure", "lineage", "reviewing", "crawl", "following", "capture")
"""Whose words a reader sees; phrases, profiles and outlets hold the words of others."""


def said(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module, docstrings too: help texts are made of them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def modules() -> list[Path]:
    found = [p for room in ROOMS for p in (ROOT / "provenance" / room).rglob("*.py")]
    top = [ROOT / "provenance" / name for name in ("errors.py", "library.py", "judging.py", "wording.py")]
    return sorted(p for p in (*found, *top))


def test_no_message_or_help_text_holds_a_verdict() -> None:
    listed = modules()
    assert len(listed) > 100
    found = [
        f"{p.relative_to(ROOT)}:{line}: {m[0]}" for p in listed for line, text in said(p) if (m := VERDICT.search(text))
    ]
    assert found == []


def test_no_template_holds_one() -> None:
    templates = sorted((ROOT / "provenance").rglob("*.html")) + sorted((ROOT / "provenance").rglob("*.sql"))
    assert templates
    found = [f"{t.name}: {m[0]}" for t in templates if (m := VERDICT.search(t.read_text(encoding="utf-8")))]
    assert found == []


def test_no_label_holds_one() -> None:
    labels = [*CREDITED.values(), *FROM.values(), *ON_ARROW.values(), *SHARES.values()]
    assert not [text for text in labels if VERDICT.search(text)]


@pytest.mark.parametrize("word", ["laundered", "propaganda", "fake", "a bot", "proxy outlets", "plagiarism"])
def test_the_list_finds_them(word: str) -> None:
    assert VERDICT.search(f"The text was {word} here")


def test_a_proxy_server_and_a_bottom_are_no_verdict() -> None:
    assert not VERDICT.search("no proxy is ever used; at the bottom of the robots file")
