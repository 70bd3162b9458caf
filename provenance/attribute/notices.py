"""Notices: terms, disclaimers, labels and corrections, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from provenance.attribute.cues import Held
from provenance.attribute.phrases import NoticeFormula
from provenance.attribute.scene import Scene
from provenance.records.article import Notice
from provenance.records.document import Line
from provenance.text import sentences

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]+", re.I)
_CONDITIONS = {
    "attribution": re.compile(r"attribut|acknowledg|credit|source|byline|mention", re.I),
    "link": re.compile(r"hyperlink|\blink|backlink", re.I),
    "non_commercial": re.compile(r"non-?commercial|not for profit|without profit|non-profit", re.I),
    "unaltered": re.compile(
        r"unalter|unchanged|no (?:changes|alterations)|not (?:be )?(?:alter|edit|chang)|no derivative|\bND\b|verbatim",
        re.I,
    ),
    "in_full": re.compile(r"in full|in (?:its|their) entirety|whole text|in whole|complete", re.I),
    "share_alike": re.compile(r"share-?alike|\bSA\b", re.I),
    "by_contact": re.compile(r"contact|e-?mail|written (?:permission|consent)|prior permission", re.I),
    "community_sites": re.compile(r"community (?:internet )?sites", re.I),
}
_CONDITIONAL = frozenset(
    [
        "licence",
        "cross_posting_permission",
        "reuse_by_contact",
        "reuse_with_link",
        "reprinted_with_permission",
        "no_republication",
    ]
)
MAX_SENTENCE = 1200


def find_notices(scene: Scene) -> Iterator[Notice]:
    """Every notice of the page; within running text only where the sentence speaks of this article."""
    seen: set[tuple[str, str]] = set()
    for line in scene.page.document.lines:
        if line.context & {"nav", "figure", "caption", "teaser"} or len(line.text) > 20_000:
            continue
        found = _candidates(scene, line.text)
        spans = sentences(line.text) if found else []
        for start, end in spans:
            stop = min(end, start + MAX_SENTENCE)
            here = found if stop - start == len(line.text) else _candidates(scene, line.text[start:stop])
            for notice in _of_sentence(scene, line, start, stop, here) if here else ():
                key = (notice.class_, notice.text)
                if key not in seen:
                    seen.add(key)
                    yield notice


def _candidates(scene: Scene, text: str) -> list[tuple[str, Held[NoticeFormula]]]:
    """By language the classes, each with those of its wordings, that a text can hold by its cues."""
    lowered = text.lower()
    held = ((tongue.language, tongue.notices_by_cue.held(tongue.cues.within(lowered))) for tongue in scene.tongues)
    return [(language, classes) for language, classes in held if classes]


def placed(scene: Scene, notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The same notices, now that it is known where the text itself ends."""
    lines = scene.page.document.lines
    end = lines[scene.last].end if scene.last is not None else None

    def moved(notice: Notice) -> Notice:
        e = notice.evidence
        below = end is not None and e.start is not None and e.start >= end and e.where == "body"
        return replace(notice, evidence=replace(e, where="tail")) if below else notice

    return tuple(moved(n) for n in notices)


def _of_sentence(
    scene: Scene, line: Line, start: int, end: int, held: Sequence[tuple[str, Held[NoticeFormula]]]
) -> Iterator[Notice]:
    text = line.text[start:end]
    deep = _deep_in_body(scene, line)
    for language, formula, forms in ((language, *one) for language, classes in held for one in classes):
        if deep and not _speaks_of_itself(formula, text.lower()):
            continue
        found = any(f.pattern.search(text) for f in forms)
        if found and not any(f.pattern.search(text) for f in formula.not_forms):
            yield _notice(scene, line, start, end, formula, language)


def _deep_in_body(scene: Scene, line: Line) -> bool:
    body = scene.page.body.lines
    return (
        not scene.short and line.index in scene.body_at and line.index not in body[:2] and line.index not in body[-8:]
    )


def _speaks_of_itself(formula: NoticeFormula, lowered: str) -> bool:
    """A paragraph of the article may be about licences and lawsuits; it is a notice only of itself."""
    return (
        formula.class_ in ("correction", "update", "editors_note", "retraction", "not_edited_by_us")
        and re.search(r"\b(?:this|the) (?:article|story|post|report|piece|column|interview|text)\b", lowered)
        is not None
    )


def _notice(scene: Scene, line: Line, start: int, end: int, formula: NoticeFormula, language: str) -> Notice:
    text = line.text[start:end]
    contact = _MAIL.search(text) or (_ADDRESS.search(text) if "contact" in text.lower() else None)
    conditions = tuple(
        name for name, rule in _CONDITIONS.items() if formula.class_ in _CONDITIONAL and rule.search(text)
    )
    evidence = scene.quote(line, start, end, f"{language}.notice.{formula.class_}")
    return Notice(formula.class_, evidence.quote, conditions, contact[0].rstrip(".") if contact else None, evidence)
