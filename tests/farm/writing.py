"""Stories in invented words: two of them share few runs of words."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1)
def words() -> dict[str, list[str]]:
    """The words of `words.toml`."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Story:
    """A text as its first outlet wrote it."""

    title: str
    town: str
    paragraphs: tuple[str, ...]


class Pen:
    """Writes with the choices of one generator."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw

    def story(self, least: int = 7, most: int = 12) -> Story:
        """A story of some paragraphs; every third sentence tells what somebody said."""
        town = self.draw.choice(words()["towns"])
        paragraphs = tuple(self.paragraph() for _ in range(self.draw.randint(least, most)))
        return Story(self.sentence("headlines"), town, paragraphs)

    def paragraph(self) -> str:
        """Two to four sentences."""
        kinds = self.draw.choices(("patterns", "quotes"), (2, 1), k=self.draw.randint(2, 4))
        return " ".join(self.sentence(kind) for kind in kinds)

    def sentence(self, kind: str = "patterns") -> str:
        """One sentence of a kind."""
        return self._filled(self.draw.choice(words()[kind]))

    def _filled(self, pattern: str) -> str:
        def fill(match: re.Match[str]) -> str:
            name = match[1]
            found = self._word(name.lower())
            return found[0].upper() + found[1:] if name[0].isupper() else found

        return re.sub(r"\{(\w+)\}", fill, pattern)

    def _word(self, name: str) -> str:
        if name == "count":
            return f"{self.draw.randint(1000, 99_999):,}"
        if name == "less":
            return str(self.draw.randint(11, 989))
        if name in ("opening", "reason", "claim", "time"):
            return self._filled(self.draw.choice(words()[f"{name}s"]))
        plural: Any = {"person": "people", "body": "bodies"}.get(name, f"{name}s")
        return self.draw.choice(words()[plural])
