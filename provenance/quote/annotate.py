"""The statements of one article: what is said in its body, headline and subtitle, and by whom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from provenance.outlets.registry import Registry
from provenance.quote.attribution import Attribution
from provenance.quote.cues import attributions
from provenance.quote.openings import behind_dateline
from provenance.quote.own_voice import own_voice
from provenance.quote.passages import Passages, Said, statements
from provenance.quote.profile import Profile, load
from provenance.quote.speakers import NOBODY, speakers
from provenance.records.article import ArticleText, Reading
from provenance.records.keys import statement_key
from provenance.records.statement import Cue, Part, Statement, StatementType, Venue, Zone
from provenance.text import sha256_text

_DIRECT = 0.85
MOST = 5000
"""Statements that are kept of one article."""


def with_statements(reading: Reading, registry: Registry) -> Reading:
    """The reading with its statements and own voice; both stay None in a language there is no profile for."""
    if reading.document is None or reading.article is None:
        return reading
    profile = load((reading.article.language or "")[:2])
    if profile is None:
        return reading
    found, own = annotate(reading.document.text, reading.article, profile, registry)
    return replace(reading, statements=found, own_voice=own)


def annotate(
    text: str, article: ArticleText, profile: Profile, registry: Registry
) -> tuple[tuple[Statement, ...], tuple[Part, ...]]:
    """Statements in reading order, and the sentences of the body that tell figures with nobody named for them."""
    zones = zones_of(text, article)
    passages = statements(text, [span for span, _ in zones], profile)
    _headline(passages, zones)
    who = speakers(passages, profile, text)
    digest = sha256_text(text)
    found: dict[str, Statement] = {}
    for said, speaker in zip(passages.said[:MOST], who, strict=False):
        spans = sorted(said.content)
        parts = tuple(Part(a, b, text[a:b]) for a, b in spans)
        cue = Cue(*said.cue_span, text[slice(*said.cue_span)], said.cue.class_) if said.cue and said.cue_span else None
        key = statement_key(digest, spans)
        found.setdefault(key, Statement(
            key, _type(said, passages, spans), " ".join(p.text for p in parts), parts, cue,
            None if speaker == NOBODY else speaker, _venue(said, text, profile, registry), zone_at(zones, spans[0][0]),
        ))  # fmt: skip
    own = tuple(
        Part(a, b, text[a:b]) for a, b in own_voice(passages, article.spans, profile, {w.name for w in who if w.name})
    )
    return tuple(found.values()), own


def zones_of(text: str, article: ArticleText) -> list[tuple[tuple[int, int], Zone]]:
    """Where in the text headline, subtitle and body stand, in order, none overlapping another."""
    zones: list[tuple[tuple[int, int], Zone]] = [(span, "body") for span in _without_dateline(text, article.spans)]
    first = article.spans[0][0] if article.spans else len(text)
    heads: tuple[tuple[str | None, Zone], ...] = ((article.subtitle, "subtitle"), (article.title, "headline"))
    for words, zone in heads:
        at = text.rfind(words, 0, first) if words else -1
        if words and at >= 0:
            zones.insert(0, ((at, at + len(words)), zone))
            first = at
    return zones


def _without_dateline(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(behind_dateline(text, a, b) if n == 0 else a, b) for n, (a, b) in enumerate(spans)]


def zone_at(zones: Sequence[tuple[tuple[int, int], Zone]], at: int) -> Zone:
    """The zone a place of the text is in; of those that `zones_of` gives."""
    return zones[max(0, bisect_right([span[0] for span, _ in zones], at) - 1)][1]


def _headline(passages: Passages, zones: Sequence[tuple[tuple[int, int], Zone]]) -> None:
    """A subtitle that says no more than "According to X": what is said is the headline."""
    spans = {zone: span for span, zone in zones if zone != "body"}
    if set(spans) != {"headline", "subtitle"}:
        return
    title = spans["headline"]
    if any(title[0] <= said.content[0][0] < title[1] for said in passages.said):
        return
    for s in passages.sentences:
        if s.toks[s.begin].start == spans["subtitle"][0]:
            marks = attributions(s)
            if len(marks) == 1 and marks[0].side == "source" and marks[0].end == s.end and marks[0].start == s.begin:
                one = marks[0]
                cue = (s.toks[one.cue_start].start, s.toks[one.cue_end - 1].end)
                passages.said.insert(0, Said([title], one.cue, cue, one.subject, s, None))
            return


def _type(said: Said, passages: Passages, spans: Sequence[tuple[int, int]]) -> StatementType:
    """direct: all but a little stands in quotation marks; mixed: a part; reported: only that there was such an act."""
    quotes, starts = passages.quotes, passages.quote_starts
    inside = 0
    for start, end in spans:
        at = max(0, bisect_right(starts, start) - 1)
        while at < len(quotes) and quotes[at].start < end:
            if not quotes[at].single:
                inside += max(0, min(end, quotes[at].end) - max(start, quotes[at].start))
            at += 1
    share = inside / max(1, sum(end - start for start, end in spans))
    if share > _DIRECT or _after_dash(said):
        return "direct"
    if share > 0:
        return "mixed"
    if said.follows:
        return "free_indirect"
    one = said.draft.attribution if said.draft else None
    return "reported" if one is not None and one.opener == "infinitive" else "indirect"


def _after_dash(said: Said) -> bool:
    """Whether it is a line of talk that a dash begins, as many languages print it: — I am tired — said the driver."""
    s = said.sentence
    spoken = s.sign(s.begin, "—–―") and s.begin == 0 and said.draft is not None
    return spoken and said.content[0][0] == s.toks[min(s.begin + 1, s.end - 1)].start


def _venue(said: Said, text: str, profile: Profile, registry: Registry) -> Venue | None:
    """To whom or on what occasion: the addressee with a name, else the phrase that names an occasion."""
    one = said.draft.attribution if said.draft else None
    if one is None:
        return None
    toks = said.sentence.toks
    for start, end in _places(one, said, profile):
        words = text[toks[start].start : toks[end - 1].end]
        name = " ".join(t.text for t in toks[start:end] if t.cap)
        outlet = registry.by_name(name, profile.language) if name else None
        return Venue(words, outlet.ref if outlet is not None else None)
    return None


def _places(one: Attribution, said: Said, profile: Profile) -> list[tuple[int, int]]:
    toks = said.sentence.toks
    found = [p for p in one.tail.places if any(t.low in profile["occasions"] for t in toks[slice(*p)])]
    whom = one.tail.addressee
    if whom is not None and any(
        t.cap or t.low in profile["collective"] or t.low.endswith(tuple(profile["addressee_endings"]))
        for t in toks[slice(*whom)]
    ):
        found.insert(0, whom)
    return found
