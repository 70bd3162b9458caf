"""The tables on who is heard, whose name gets lost, and what is said without a source (M7, M8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from provenance.measure import voices
from provenance.records.counted import Handed, Said
from provenance.records.report import Column, Picture, Section
from provenance.reporting.gathering import Gathered

MOST = 25
"""Speakers that are listed."""
OWN_MOST = 5000
"""Articles of an outlet that are looked through for claims without a source."""


def voice_section(found: Gathered, said: Sequence[Said], copied: Collection[str], name: str) -> Section:
    """M7, with and without the articles that are copied whole."""
    told = voices.voices(said, found.rules, most=MOST)
    own = voices.voices([s for s in said if s.article not in copied], found.rules)
    without = {v.group: v.words for v in own.voices}
    names = {s.speaker: s.name for s in said if s.name}
    rows = [
        found.row((names.get(v.group) or v.group, v.words, without.get(v.group), v.statements, v.articles), v.keys)
        for v in told.voices
    ]
    return Section(
        "voices", "Who is heard", "M7", () if rows else ("No direct speech with a named speaker was found.",),
        (
            Column("speaker", "Speaker"),
            Column("words", "Quoted words", "share", "of all words in direct speech with a named speaker"),
            Column("words_without_copies", "without copied articles", "share", "the same over articles that are not copied whole"),
            Column("statements", "Statements", "share", "of all statements in direct speech with a named speaker"),
            Column("articles", "Articles", "share", "in which he speaks at all, of those in which anybody named does"),
        ),
        tuple(rows),
        (
            f"Nobody is named for {_of(told.unknown.part, told.unknown.whole)} words of direct speech; "
            f"for {_of(told.unnamed.part, told.unnamed.whole)} the speaker is mentioned without a name.",
        ) if said else (),
        Picture("dots", {"label": "speaker", "value": "words"}, f"Who is quoted in {name}, by words, with 95 % intervals."),
    )  # fmt: skip


def stripping_section(found: Gathered, handed: Sequence[Handed]) -> Section:
    """M8, attribution stripping."""
    told = voices.stripping(handed, found.rules)
    return Section(
        "attribution", "Speakers named earlier and not here", "M8", (),
        (Column("label", "What is counted"), Column("share", "Share", "share", "of the statements carried after the earliest known carrier")),
        (found.row(("statements whose speaker is not named any more", told.dropped), told.keys),),
        (f"{told.changed} statements name another speaker; for {told.unclear} it cannot be told, and they do not count.",)
        if told.changed or told.unclear else (),
    )  # fmt: skip


def own_voice_section(found: Gathered, own: Mapping[str, tuple[int, int]], articles: int) -> Section:
    """M8, own-voice share."""
    share = voices.own_voice(own, found.rules)
    return Section(
        "own_voice", "Claims without a named source", "M8", (),
        (Column("label", "What is counted"), Column("share", "Share", "share", "of the words of the articles that were looked through")),
        (found.row(("words of claims for which no source is named", share), own),),
        (f"{articles - len(own)} of {articles} articles were not looked through (no profile of their language, or beyond the first {OWN_MOST:,}).",)
        if len(own) < articles else (),
    )  # fmt: skip


def _of(part: float | None, whole: float | None) -> str:
    return f"{part or 0:,.0f} of {whole or 0:,.0f}"
