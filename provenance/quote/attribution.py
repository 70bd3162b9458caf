"""One cue of a sentence with who it names and what opens after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from provenance.quote.nouns import Phrase
from provenance.quote.profile import Cue
from provenance.quote.tails import Opener, Tail

NEUTRAL = Cue("neutral", "speech", "finite")
"""What says no more than that somebody said it."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue. `start`:`end` are the tokens of the whole attribution (subject, cue, tail).

    `side` says where the subject stands: before or after the cue, "source" for "according to X",
    "none" for a participle or an elided subject (`subject` is then who is meant, if that is clear).
    """

    cue: Cue
    cue_start: int
    cue_end: int
    subject: Phrase | None
    side: Literal["before", "after", "source", "none"]
    start: int
    tail: Tail

    @property
    def end(self) -> int:
        """Index after the attribution's last token."""
        return self.tail.end

    @property
    def opener(self) -> Opener:
        """What follows the attribution."""
        return self.tail.opener
