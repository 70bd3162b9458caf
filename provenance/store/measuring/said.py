"""Who says what in the articles that are counted, and what became of speakers on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, text

from provenance.persons import person_key
from provenance.records.counted import Handed, Place, Said, Scope
from provenance.records.judgement import Judgement
from provenance.store.asking.judgements import listed
from provenance.store.measuring.arrows import places
from provenance.store.measuring.scope import inside
from provenance.store.said.rows import part_of
from provenance.text import count_words

# Each of the `words` of a statement is kept with a space on either side. Headlines and captions repeat the text.
_SAID = """
SELECT a.key AS article, s.key, s.type, (length(s.words) - length(replace(s.words, ' ', ''))) / 2 AS words, s.person, s.speaker_mention,
       s.speaker_name, s.speaker_kind, s.speaker_role, s.speaker_affiliation
FROM {articles} AND s.zone = 'body' ORDER BY a.key, s.position
"""
_STATEMENTS = "JOIN statements s ON s.article_id = a.id AND s.reading_id = r.id"
_HANDED = """
SELECT a.key AS article, q.quotation_key AS quotation, q.attribution FROM {articles} AND q.position > 0
ORDER BY a.key, q.quotation_key, q.position
"""
_CARRIERS = "JOIN quotation_carriers q ON q.article_id = a.id"
_OWN = """
SELECT a.key, r.words, r.own_voice FROM {articles} AND r.own_voice IS NOT NULL AND r.words > 0 ORDER BY a.key LIMIT :most
"""
DIRECT = "direct"
"""The kind of statement that stands in quotation marks but for a little; of one that does in part, no words are counted."""


def said(connection: Connection, scope: Scope, outlet: str) -> tuple[Said, ...]:
    """The statements in the bodies of an outlet's articles in a scope."""
    articles, given = inside(connection, scope, outlet, _STATEMENTS)
    rows = connection.execute(text(_SAID.format(articles=articles)), given)
    return tuple(_judged(connection, [_said(row) for row in rows]))


def said_by(connection: Connection, scope: Scope, speaker: str) -> tuple[tuple[Said, Place], ...]:
    """The statements of one named speaker in a scope, spellings of his full name taken together, each with its article."""
    person = person_key(speaker) or ""
    articles, given = inside(connection, scope, None, _STATEMENTS)
    wanted = _SAID.format(articles=f"{articles} AND (s.person = :person OR s.speaker_name = :speaker)")
    rows = connection.execute(text(wanted), given | {"person": person, "speaker": speaker})
    found = [one for one in _judged(connection, [_said(row) for row in rows]) if one.name]
    where = places(connection, (one.article for one in found))
    return tuple((one, where[one.article]) for one in found)


def _judged(connection: Connection, found: list[Said]) -> list[Said]:
    """The statements with the speakers that people gave them, and without those they rejected."""
    last = {j.subject: j for j in listed(connection) if j.kind == "speaker" and j.stands}
    return [_as_judged(one, last[one.key]) if one.key in last else one for one in found]


def _as_judged(one: Said, judgement: Judgement) -> Said:
    if judgement.value:
        return replace(one, speaker=person_key(judgement.value) or judgement.value, name=judgement.value)
    return replace(one, speaker="", name=None) if judgement.decision == "reject" else one


def _said(row: Row[Any]) -> Said:
    """Whoever has a full name is told apart by it, others by the name as written, the unnamed by nothing."""
    speaker = row.person or row.speaker_name or row.speaker_mention or ""
    return Said(
        row.article, row.key, row.type == DIRECT, row.words, speaker, row.speaker_name, row.speaker_kind or "unknown",
        row.speaker_role, row.speaker_affiliation,
    )  # fmt: skip


def handed(connection: Connection, scope: Scope, outlet: str) -> tuple[Handed, ...]:
    """The statements that articles of an outlet carry after the earliest known carrier."""
    articles, given = inside(connection, scope, outlet, _CARRIERS)
    found = connection.execute(text(_HANDED.format(articles=articles)), given)
    return tuple(Handed(row.article, row.quotation, row.attribution) for row in found)


def own_voice(connection: Connection, scope: Scope, outlet: str, most: int) -> dict[str, tuple[int, int]]:
    """Words of claims without a named source and words of the text, by article; the first by key, which is as good as drawn."""
    from provenance.store.schema.tables import READINGS

    articles, given = inside(connection, scope, outlet)
    wanted = text(_OWN.format(articles=articles)).columns(own_voice=READINGS.c.own_voice.type)
    found = connection.execute(wanted, given | {"most": most})
    return {
        row.key: (min(row.words, sum(count_words(part_of(p).text) for p in row.own_voice)), row.words) for row in found
    }
