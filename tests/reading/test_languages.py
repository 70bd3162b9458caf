from __future__ import annotations

import pytest

from provenance.reading.language import find_language

GERMAN = "Der Rat der Stadt hat am Dienstag beschlossen, eine neue Brücke über den Fluss zu bauen."


@pytest.mark.parametrize(
    ("body", "given", "lang", "expected"),
    [
        (GERMAN, None, "en", "de"),
        (GERMAN, "EN-us", None, "en"),
        ("RT", None, "fr-FR", "fr"),
        ("", None, "pt_BR", "pt"),
        ("12 345", None, None, None),
        ("", None, None, None),
    ],
)
def test_words_outrank_templates(body: str, given: str | None, lang: str | None, expected: str | None) -> None:
    assert find_language(body, given, lang, ()) == expected


def test_long_bodies_cost_no_more() -> None:
    assert find_language(GERMAN * 100_000, None, None, ()) == "de"
