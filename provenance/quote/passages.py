"""A whole text: paragraph by paragraph, with quotations that run over sentences and paragraphs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from provenance.quote.frames import Draft, drafts
from provenance.quote.inside import opened_up
from provenance.quote.introductions import introduced, signature
from provenance.quote.nouns import Phrase
from provenance.quote.profile import Cue, Profile
from provenance.quote.sentence import Sentence
from provenance.quote.spans import Quoted, paragraphs, quotations
from provenance.quote.tokens import Token, masked, sentences, tokens

_RECENT = 6
"""How many statements of a paragraph a quotation without a cue may go back over."""


@dataclass(slots=True)
class Said:
    """One statement in character spans of the text; `phrase` are the tokens of who is named for it.

    `sentence` is the one `phrase` stands in; `follows` says that it is another one than what is said.
    """

    content: list[tuple[int, int]]
    cue: Cue | None
    cue_span: tuple[int, int] | None
    phrase: Phrase | None
    sentence: Sentence
    draft: Draft | None
    follows: bool = False

    @property
    def subject(self) -> tuple[int, int] | None:
        """The span of the words that name the speaker."""
        return _span(self.sentence, self.phrase.start, self.phrase.end) if self.phrase else None


@dataclass(slots=True)
class Passages:
    """What is said in a text, in reading order; `silent` are its sentences in which nobody is said to say anything."""

    said: list[Said] = field(default_factory=list)
    silent: list[tuple[int, int]] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    quotes: Sequence[Quoted] = ()
    quote_starts: Sequence[int] = ()


def statements(text: str, spans: Sequence[tuple[int, int]], profile: Profile) -> Passages:
    """What is said in the given spans of a text (in order, none in another). Linear in its length."""
    quotes = opened_up(text, quotations(text, profile.language), profile)
    hidden = masked(text, quotes)
    found = Passages(quotes=quotes, quote_starts=[q.start for q in quotes])
    for start, end in _pieces(text, spans):
        _Paragraph(tokens(text, hidden, start, end, profile), profile, found).read()
    found.said = _continued(found)
    return found


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of each paragraph that lie in a span."""
    at = 0
    for start, end in paragraphs(text):
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        i = at
        while i < len(spans) and spans[i][0] < end:
            yield max(start, spans[i][0]), min(end, spans[i][1])
            i += 1


def _span(s: Sentence, start: int, end: int) -> tuple[int, int]:
    return s.toks[start].start, s.toks[end - 1].end


class _Paragraph:
    def __init__(self, toks: list[Token], profile: Profile, found: Passages) -> None:
        self.toks, self.profile, self.found = toks, profile, found
        self.first = len(found.said)

    def read(self) -> None:
        last: Sentence | None = None
        self._sign()
        for begin, end in sentences(self.toks, self.profile):
            s = Sentence(self.toks, begin, end, self.profile)
            self.found.sentences.append(s)
            self._sentence(s, last)
            last = s

    def _sentence(self, s: Sentence, last: Sentence | None) -> None:
        toks = self.toks[s.begin : s.end]
        lows = [t.low for t in toks if t.kind == "w"]
        quoted = any(t.kind in "qf" for t in toks)
        worded = not self.profile.cues.keys().isdisjoint(lows)
        made = (
            [_said(s, d) for d in drafts(s)] if quoted or worded or not self.profile["sources"].isdisjoint(lows) else []
        )
        if not made and self.found.said and not self.profile["resuming"].isdisjoint(lows):
            made = self._reported_on(s, last)
            if not made:
                return
        if not quoted and not made and not (worded and any(self._says(w) for w in lows)):
            self.found.silent.append(_span(s, s.begin, s.end))
            return
        self.found.said += made or self._alone(s, last)

    def _reported_on(self, s: Sentence, last: Sentence | None) -> list[Said]:
        """A sentence whose verb says that somebody's words go on; right after another such, it belongs to that."""
        model, span = self.found.said[-1], _span(s, s.begin, s.end)
        if model.follows and last is not None and model.content[-1] == _span(last, last.begin, last.end):
            model.content.append(span)
            return []
        return [Said([span], None, None, model.phrase, model.sentence, None, True)]

    def _sign(self) -> None:
        """A line of its own that names who the quotation before it is of: — NAME, OFFICE."""
        said = self.found.said[-1] if self.found.said else None
        if said is None or said.cue is not None or not said.follows or len(self.found.sentences) < 1:
            return
        before = self.found.sentences[-1]
        if said.content[-1][0] == before.toks[before.begin].start:
            s = Sentence(self.toks, 0, len(self.toks), self.profile)
            who = signature(s, 0)
            if who is not None:
                said.phrase, said.sentence, said.follows = who, s, False

    def _says(self, word: str) -> bool:
        cue = self.profile.cues.get(word)
        return cue is not None and cue.use == "speech"

    def _alone(self, s: Sentence, last: Sentence | None) -> list[Said]:
        """A sentence of quotations with no cue: it runs on from what was said, or its speaker is the last subject."""
        quoted = sum(t.end - t.start for t in self.toks[s.begin : s.end] if t.kind == "q")
        span = _span(s, s.begin, s.end)
        if not quoted or not (s.quoted(s.begin) or 2 * quoted > span[1] - span[0]):
            return []
        here = self.found.said[max(self.first, len(self.found.said) - _RECENT) :]
        earlier = _open_statement(here) if s.quoted(s.begin) else None
        if earlier is not None and last is not None and earlier.content[-1][1] > last.toks[last.begin].start:
            earlier.content.append(span)
            return []
        if not s.quoted(s.begin) or self.toks[s.begin].kind != "q":
            return []
        return [self._follower(s, span, last, here)]

    def _follower(self, s: Sentence, span: tuple[int, int], last: Sentence | None, here: Sequence[Said]) -> Said:
        opening = last or (self.found.sentences[-2] if len(self.found.sentences) > 1 else None)
        model = here[-1] if here else self.found.said[-1] if self.found.said else None
        if opening is not None and (model is None or model.content[-1][1] <= opening.toks[opening.begin].start):
            subject = introduced(opening, anybody=last is not None and not here)
            if subject is not None:
                return Said([span], None, None, subject, opening, None, True)
        if model is not None:
            return Said([span], None, None, model.phrase, model.sentence, None, True)
        return Said([span], None, None, None, s, None, True)


def _said(s: Sentence, d: Draft) -> Said:
    cue = _span(s, *d.cue_at) if d.cue_at else None
    return Said([_span(s, a, b) for a, b in d.content], d.cue, cue, d.subject, s, d)


def _open_statement(recent: Sequence[Said]) -> Said | None:
    """The statement of a paragraph that a quotation without a cue goes on with."""
    for said in reversed(recent):
        if said.draft is not None and said.sentence.toks[said.draft.content[0][0]].kind in "qf":
            return said
    return recent[-1] if recent and _has_quote(recent[-1]) else None


def _has_quote(said: Said) -> bool:
    if said.draft is None:
        return True
    return any(t.kind == "q" for a, b in said.draft.content for t in said.sentence.toks[a:b])


def _continued(found: Passages) -> list[Said]:
    """Join quotations that open each paragraph again to the statement that names their speaker."""
    joined: list[Said] = []
    for said in found.said:
        previous = joined[-1] if joined else None
        if previous is None or not _runs_on(previous, said, found) or (said.cue and previous.cue):
            joined.append(said)
        elif previous.cue is None and said.cue is not None:
            said.content[:0] = previous.content
            joined[-1] = said
        else:
            previous.content += said.content
    return joined


def _runs_on(previous: Said, said: Said, found: Passages) -> bool:
    quotes = found.quotes
    end = previous.content[-1][1]
    at = bisect_left(found.quote_starts, said.content[0][0])
    if at >= len(quotes) or at == 0 or quotes[at].start != said.content[0][0]:
        return False
    before = quotes[at - 1]
    return before.continued and before.end == end
