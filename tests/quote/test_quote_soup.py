"""Words of each language in any order: no text is an error, and every span lies in the text."""

import random
from types import SimpleNamespace
from typing import Any

import pytest

from provenance.quote.annotate import annotate
from provenance.quote.profile import Profile, languages, load
from provenance.quote.spans import quoted_spans

SIGNS = (",", ".", ":", ";", "—", "-", "?", "!", "…", "(", ")", "“", "”", "«", "»", '"', "'", "„", "\n\n", "\n")
NAMES = ("Karl", "Berg", "Olsen's", "Reuters", "The", "Sen.", "U.S.", "2015", "1,600", "25-30", "O'Neil", "van", "l'")


class NoOutlets:
    """A registry that knows nobody."""

    def __getattr__(self, name: str) -> Any:
        return lambda *a, **k: None


def soup(profile: Profile, seed: int) -> str:
    chance = random.Random(seed)
    lists = [sorted(profile.words[name]) for name in sorted(profile.words) if profile.words[name]]
    cues = sorted(profile.cues)
    out = []
    for _ in range(chance.randrange(1, 60)):
        kind = chance.random()
        if kind < 0.3:
            out.append(chance.choice(cues))
        elif kind < 0.65:
            out.append(chance.choice(chance.choice(lists)))
        elif kind < 0.8:
            out.append(chance.choice(NAMES))
        else:
            out.append(chance.choice(SIGNS))
    return " ".join(out)


@pytest.mark.parametrize("language", languages())
def test_no_order_of_words_is_an_error(language: str) -> None:
    profile = load(language)
    assert profile is not None
    for seed in range(400):
        text = soup(profile, seed)
        half = len(text) // 2
        article: Any = SimpleNamespace(spans=((0, half), (half, len(text))), title=text[:40], subtitle=text[40:80])
        said, own = annotate(text, article, profile, NoOutlets())  # type: ignore[arg-type]
        for part in (*own, *(p for s in said for p in s.content)):
            assert 0 <= part.start < part.end <= len(text) and text[part.start : part.end] == part.text, seed
        assert all(0 <= a < b <= len(text) for a, b in quoted_spans(text, language))
