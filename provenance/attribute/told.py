"""Sentences at the text's edges that speak of this very text, say one of the words for publishing, and name one outlet."""

from __future__ import annotations

import re
from functools import lru_cache

from provenance.attribute.credits import Claim, denied
from provenance.attribute.mentions import MIN_NAME, UNSPACED, mention_claim, named_on
from provenance.attribute.phrases import Phrases
from provenance.attribute.scene import Scene
from provenance.records.document import Line
from provenance.text import sentences, words

MAX_SUBJECT = 5
_OUTWARD = re.compile(
    r"(?:republish|repost|reprint|syndicat)ed (?:by|in|on|at|to)\b|nachgedruckt in|(?:перепечат|передрук)\w+ (?:в|на|у)\b",
    re.I,
)


def told_claim(scene: Scene, line: Line) -> Claim | None:
    """A sentence that speaks of this very text, says one of the words for publishing, and names one outlet."""
    for start, end in sentences(line.text):
        sentence = line.text[start:end]
        tongue = next((t for t in scene.tongues if _tells(t, sentence)), None)
        if len(words(sentence)) < MAX_SUBJECT and not UNSPACED.search(sentence):
            continue
        inside = line.index in scene.text_lines and not scene.short
        if (
            tongue is None
            or (inside and not _opens_with_work(tongue, sentence))
            or denied(tongue, sentence)
            or _of_person(tongue, sentence)
            or _OUTWARD.search(sentence)
        ):
            continue
        found = [f for f in named_on(scene, line) if start <= f.start < end]
        if len({f.outlet.slug for f in found}) == 1:
            return mention_claim(scene, line, found[0], "told", 0.7, translated=_translates(tongue, line.text))
    return None


@lru_cache(maxsize=64)
def _stems(tongue: Phrases, name: str) -> tuple[str, ...]:
    return tuple(tongue.slot.get(name, ()))


def _tells(tongue: Phrases, sentence: str) -> bool:
    """Whether a sentence has a word for publishing and speaks of this text: early on, in brackets, or of its translation."""
    telling = _stems(tongue, "telling")
    if UNSPACED.search(sentence):
        return any(stem in sentence for stem in telling)
    said = words(sentence)
    if not telling or not any(w.startswith(telling) for w in said):
        return False
    about = any(w in tongue.works for w in said[:MAX_SUBJECT]) or sentence.lstrip()[:1] in "(["
    return about or any(w.startswith(_stems(tongue, "translating") or ("\0",)) for w in said[:MAX_SUBJECT])


def _opens_with_work(tongue: Phrases, sentence: str) -> bool:
    """Whether a sentence of the text itself begins as a note does: "This article", "(Translated"."""
    if UNSPACED.search(sentence):
        return sentence.lstrip()[:1] in "(※[本"
    said = words(sentence)[:3]
    return any(w in tongue.works for w in said) or sentence.lstrip()[:1] in "(["


def _translates(tongue: Phrases, text: str) -> bool:
    stems = _stems(tongue, "translating")
    return (
        any(s in text for s in stems)
        if UNSPACED.search(text)
        else any(w.startswith(stems) for w in words(text) if stems)
    )


def _of_person(tongue: Phrases, sentence: str) -> bool:
    """Whether a sentence is about its author's life: "Her work has appeared in Example Post"."""
    said = set(words(sentence))
    roles = {r for r in tongue.byline.get("roles", ()) if len(r) > MIN_NAME}
    return bool(said.intersection(tongue.slot.get("persons", ())) or said.intersection(roles))
