"""What a user's own pipeline (spaCy, say) finds beside the rules: loaded by name, checked, marked as its own.

The pipeline is a function that is named `module:function`, so that processes that read can load it
too. Its module says its version. It gets the text and its language and gives, for every statement,
where it stands, where its speaker stands, and its type. What overlaps a statement of the rules is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from itertools import islice
from operator import index
from typing import get_args

from provenance.errors import UsageError
from provenance.quote.annotate import MOST, zone_at, zones_of
from provenance.records.article import ArticleText, Reading
from provenance.records.keys import reading_key, statement_key
from provenance.records.statement import PLUGIN, Part, Speaker, Statement, StatementType
from provenance.text import sha256_text

Found = tuple[int, int, int | None, int | None, str]
"""Start and end of what is said, start and end of the words for who says it (None, None for nobody), type."""
CONFIDENCE = 0.5
"""In a name that the rules gave the same words elsewhere in the article: less than in any of their own."""
_LONGEST = 56
"""Characters of name and version: what a column of the database takes beside "plug-in:"."""
_NAMED = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")
_VERSION = re.compile(r"[\w.+-]+")
_TYPES = get_args(StatementType)


Pipeline = Callable[[str, str], Iterable[Found]]
"""What a plug-in is: of a text and its language (two letters, "" where unknown) its statements; places are code points, end exclusive."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """A loaded pipeline; `label` is its name and version, as it stands in the method and the extractor."""

    label: str
    find: Pipeline


@cache
def load(name: str) -> Plugin:
    """The pipeline `module:function`; raises UsageError where there is none, or it does not say its version."""
    if not _NAMED.fullmatch(name):
        raise UsageError(f"{name!r}: name a pipeline for statements as module:function")
    where, _, what = name.partition(":")
    try:
        module = import_module(where)
    except Exception as error:  # somebody else's module may raise anything
        raise UsageError(f"{name}: the module cannot be loaded ({_line(error)}); is it on PYTHONPATH?") from error
    find, version = getattr(module, what, None), getattr(module, "__version__", None)
    if not callable(find):
        raise UsageError(f"{name}: there is no such function in the module")
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise UsageError(f'{name}: the module must say its version, as __version__ = "1.0"')
    label = f"{name} {version}"
    if len(label) > _LONGEST:
        raise UsageError(f"{name}: name and version together may have {_LONGEST} characters")
    return Plugin(label, find)


def with_plugin(reading: Reading, name: str) -> Reading:
    """The reading with what the pipeline finds beside the rules; its extractor then names the pipeline too.

    Where the pipeline fails, or gives what cannot be, nothing of it is taken and `detail` says so. Raises UsageError as `load`.
    """
    if reading.document is None or reading.article is None:
        return reading
    plugin, text = load(name), reading.document.text
    try:
        given = plugin.find(text, (reading.article.language or "")[:2])
        found = sorted((_checked(one, len(text)) for one in islice(given, MOST + 1)), key=lambda one: one[:2])
        if len(found) > MOST:
            raise ValueError(f"more than {MOST} statements")
    except MemoryError:
        raise
    except Exception as error:  # somebody else's code: one page's mistake of its never costs what the rules found
        said = f"nothing was taken from {plugin.label}: {_line(error)}"
        return replace(reading, detail=f"{reading.detail}; {said}" if reading.detail else said)
    ruled = reading.statements or ()
    added = _added(found, text, reading.article, ruled, plugin.label)
    own = reading.own_voice
    if own is not None:
        named = [p for s in added if s.speaker and s.speaker.mention for p in s.content]
        own = tuple(o for o in own if not any(p.start < o.end and o.start < p.end for p in named))
    extractor = f"{reading.extractor}+{plugin.label}"
    return replace(
        reading, statements=tuple(sorted((*ruled, *added), key=lambda s: s.content[0].start)), own_voice=own,
        extractor=extractor, key=reading_key(reading.capture_key, extractor) if reading.capture_key else reading.key,
    )  # fmt: skip


def _checked(one: Found, length: int) -> Found:
    """A statement as the pipeline gave it; raises ValueError or TypeError for what cannot be."""
    start, end, who, till, type_ = one
    start, end = index(start), index(end)
    if not 0 <= start < end <= length:
        raise ValueError(f"a statement at {start}:{end} in a text of {length} characters")
    if type_ not in _TYPES:
        raise ValueError(f"{type_!r} is no type of statement: {', '.join(_TYPES)}")
    if who is None or till is None:
        return start, end, None, None, type_
    who, till = index(who), index(till)
    if not 0 <= who < till <= length:
        raise ValueError(f"a speaker at {who}:{till} in a text of {length} characters")
    return start, end, who, till, type_


def _added(
    found: Sequence[Found], text: str, article: ArticleText, ruled: Sequence[Statement], label: str
) -> list[Statement]:
    """Those in headline, subtitle and body that overlap no statement of the rules and none before them."""
    zones, names, digest = zones_of(text, article), _names(ruled), sha256_text(text)
    taken = bytearray(len(text))
    for part in (p for s in ruled for p in s.content):
        taken[part.start : part.end] = b"\1" * (part.end - part.start)
    added: list[Statement] = []
    for start, end, who, till, type_ in found:
        if taken.find(1, start, end) >= 0:
            continue
        spans = [_trimmed(text, max(a, start), min(b, end)) for (a, b), _ in zones if a < end and start < b]
        spans = [(a, b) for a, b in spans if a < b]
        if not spans:
            continue
        taken[start:end] = b"\1" * (end - start)
        parts = tuple(Part(a, b, text[a:b]) for a, b in spans)
        speaker = _speaker(None if who is None or till is None else Part(who, till, text[who:till]), names, label)
        added.append(Statement(
            statement_key(digest, spans), type_, " ".join(p.text for p in parts), parts, None, speaker, None,  # type: ignore[arg-type]
            zone_at(zones, spans[0][0]),
        ))  # fmt: skip
    return added


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _names(ruled: Sequence[Statement]) -> dict[str, Speaker | None]:
    """Whom the rules took a name or surname for in this article; None for words that stand for two people."""
    names: dict[str, Speaker | None] = {}
    for one in (s.speaker for s in ruled):
        if one is not None and one.name and one.method in ("full_name", "surname"):
            for words in {one.mention or one.name, one.name}:
                known = names.setdefault(words, one)
                if known is None or known.name != one.name:
                    names[words] = None
    return names


def _speaker(mention: Part | None, names: Mapping[str, Speaker | None], label: str) -> Speaker:
    method = f"{PLUGIN}{label}"
    if mention is None:
        return Speaker(None, None, None, None, "unknown", None, None, method, 0.0)
    known = names.get(mention.text)
    if known is None:
        return Speaker(mention.start, mention.end, mention.text, None, "unknown", None, None, method, 0.0)
    return replace(
        known, start=mention.start, end=mention.end, mention=mention.text, method=method, confidence=CONFIDENCE
    )


def _line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
