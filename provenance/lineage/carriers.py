"""Who carried a statement first, and what every later carrier made of it. Pure functions over records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from provenance.lineage.differences import compared
from provenance.lineage.first import first_of
from provenance.lineage.occasions import occasion_of
from provenance.lineage.quotations import overlap
from provenance.lineage.speakers import best, groups, same_speaker
from provenance.records.judgement import Judgement
from provenance.records.lineage import Edge, Node, Searched
from provenance.records.quotation import (
    Agreement,
    Attribution,
    Carrier,
    CarrierRelation,
    CarrierSpeaker,
    Change,
    Credited,
    Member,
    NamedSpeaker,
    Quotation,
)
from provenance.records.statement import Speaker, Statement
from provenance.wording import Wording, wording

_LOOKED_INTO = 10
"""Statements in whose articles the occasion is looked for."""
_HERE = 0.5
"""Share of the words asked for that a carrier must have to be one of them."""


@dataclass(frozen=True)
class Around:
    """What is known about the carriers: articles and sources by key, edges as judged, judgements on speakers.

    `text_of` gives the text of an article.
    """

    nodes: Mapping[str, Node]
    edges: Sequence[Edge]
    judgements: Sequence[Judgement]
    text_of: Callable[[str], str]
    searched: Searched

    @cached_property
    def of_child(self) -> Mapping[str, Sequence[Edge]]:
        """The edges by the copy they lead from."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            found[edge.child].append(edge)
        return found


def own_key(statement: str) -> str:
    """The key a quotation of this statement alone would have."""
    return f"quo_{statement[4:]}"


def carrying(asked: Wording, members: Iterable[Member]) -> list[Member]:
    """The statements that hold more than half of the words asked for, in whatever wording; one word alone, as it is."""
    if asked.weight == 1:
        return [m for m in members if _stands_in(asked, wording(m.statement.text))]
    return [m for m in members if _share(asked, wording(m.statement.text)) > _HERE]


def _stands_in(asked: Wording, other: Wording) -> bool:
    """Whether the words stand in others one after the other."""
    wanted, found = asked.numbers.tolist(), other.numbers.tolist()
    return any(found[i : i + len(wanted)] == wanted for i in range(len(found) - len(wanted) + 1))


def _share(asked: Wording, other: Wording) -> float:
    found = overlap(asked, other)
    return found.of_shorter if asked.weight <= other.weight else found.of_longer


def quotation(key: str, members: Sequence[Member], around: Around, unattributed: Sequence[str] = ()) -> Quotation:
    """Everything about one statement: its speaker, its first carrier and why, every later one and what it changed.

    `members` are its statements, at least one; `unattributed` the articles in which the words stand
    without an attribution that was found.
    """
    told = [_judged(m, around.judgements) for m in members]
    by_article: dict[str, list[Member]] = defaultdict(list)
    for member in told:
        by_article[member.article].append(member)
    seen = {article: min(m.seen for m in found) for article, found in by_article.items()}
    first, by, basis = first_of(seen, around.nodes, around.edges)
    lead = _pieces(by_article[first], None)
    speaker, source, agreement = _speaker(key, told, by_article[first], around.judgements)
    told_of = _Compared(lead)
    carriers = [_carrier(a, found, told_of, first, speaker, around) for a, found in by_article.items()]
    carriers.sort(key=lambda c: (c.article != first, *_order(c)))
    named = [(m.article, m.statement.speaker.name) for m in told if m.statement.speaker and m.statement.speaker.name]
    return Quotation(
        key=key, text=carriers[0].text, speaker=speaker, speaker_from=source, speaker_agreement=agreement,
        speakers=tuple(NamedSpeaker(name, tuple(articles)) for name, articles in groups(named)),
        occasion=_occasion(by_article[first], told, speaker, around), first=carriers[0], first_by=by, first_basis=basis,
        carriers=tuple(carriers[1:]), unattributed=tuple(_bare(a, lead, speaker, around) for a in unattributed if a in around.nodes),
        searched=around.searched,
    )  # fmt: skip


def _judged(member: Member, judgements: Iterable[Judgement]) -> Member:
    """A statement with the speaker a person gave it, or with none where a person rejected the one found."""
    said = [j for j in judgements if j.subject == member.key]
    if not said:
        return member
    return replace(member, statement=replace(member.statement, speaker=_given(member.statement.speaker, said[-1])))


def _given(speaker: Speaker | None, one: Judgement) -> Speaker | None:
    if one.value:
        bare = speaker or Speaker(None, None, None, None, "unknown", None, None, "as_stated", 1.0)
        return replace(bare, name=one.value, method="as_stated", confidence=1.0)
    if one.decision == "reject":
        return (
            replace(speaker, name=None, role=None, affiliation=None, method="unresolved", confidence=0.0)
            if speaker
            else None
        )
    return replace(speaker, confidence=1.0) if speaker else None


def _speaker(
    key: str, members: Sequence[Member], leading: Sequence[Member], judgements: Sequence[Judgement]
) -> tuple[Speaker | None, str | None, Agreement]:
    """The speaker, the article that names him best, and whether the carriers agree.

    Where they do not, it is the one whom the earliest known carrier names, else whom most articles name:
    a later hand that names somebody else more fully makes him no more likely.
    """
    found = best((m.article, m.statement.speaker) for m in _of_one_person(members, leading))
    source, speaker = found or (None, next((m.statement.speaker for m in members if m.statement.speaker), None))
    keys = {own_key(m.key) for m in members}
    said = [j for j in judgements if j.subject in keys]
    if said:
        return _given(speaker, said[-1]), source, "judged"
    named = [m.statement.speaker for m in members if m.statement.speaker and m.statement.speaker.name]
    if speaker is None or not named:
        return speaker, source, "none_names"
    if any(same_speaker(speaker, other) is False for other in named):
        return speaker, source, "disagreed"
    articles = {m.article for m in members if m.statement.speaker and m.statement.speaker.name}
    return speaker, source, "agreed" if len(articles) > 1 else "one_names"


def _of_one_person(members: Sequence[Member], leading: Sequence[Member]) -> Sequence[Member]:
    """The statements that do not name another person than the first carrier's, or than most."""
    anchor = best((m.article, m.statement.speaker) for m in leading)
    if anchor is None:
        named = [
            (m.article, m.statement.speaker.name) for m in members if (m.statement.speaker and m.statement.speaker.name)
        ]
        listed = groups(named)
        most = {name for name, _ in listed[:1]}
        anchor = best((m.article, s) for m in members if (s := m.statement.speaker) and s.name in most)
    if anchor is None:
        return members
    return [m for m in members if same_speaker(anchor[1], m.statement.speaker) is not False]


def _pieces(members: Sequence[Member], lead: Sequence[str] | None) -> tuple[str, ...]:
    """What one article has of a statement: its fullest statement, and those that add to it, in reading order.

    A statement given twice, as in a headline and below it, counts once.
    """
    ordered = sorted(members, key=lambda m: (-_likeness(m, lead), -len(m.statement.text), m.key))
    taken: list[tuple[Member, Wording]] = []
    for member in ordered:
        words = wording(member.statement.text)
        if all(overlap(words, other).of_shorter < _HERE for _, other in taken):
            taken.append((member, words))
    kept = sorted((m for m, _ in taken), key=lambda m: (_start(m.statement), m.key))
    return tuple(part for m in kept for part in _parts(m.statement))


def _likeness(member: Member, lead: Sequence[str] | None) -> int:
    return overlap(wording(" ".join(lead)), wording(member.statement.text)).words if lead else 0


def _start(statement: Statement) -> int:
    return statement.content[0].start if statement.content else 0


def _parts(statement: Statement) -> tuple[str, ...]:
    return tuple(part.text for part in statement.content) or (statement.text,)


class _Compared:
    """What carriers have of a statement beside what the first has: once for all that have it in the same words."""

    def __init__(self, lead: Sequence[str]) -> None:
        self.lead = lead
        self._known: dict[Hashable, tuple[Sequence[str], CarrierRelation, tuple[Change, ...]]] = {}

    def with_(self, members: Sequence[Member]) -> tuple[Sequence[str], CarrierRelation, tuple[Change, ...]]:
        """The words of a carrier that is not the first, their relation to the first's, and the changes."""
        ordered = sorted(members, key=lambda m: m.key)
        words = tuple((_start(m.statement), m.statement.text, _parts(m.statement)) for m in ordered)
        if words not in self._known:
            pieces = _pieces(ordered, self.lead)
            self._known[words] = (pieces, *compared(self.lead, pieces))
        return self._known[words]


def _carrier(
    article: str, members: Sequence[Member], told_of: _Compared, first: str, speaker: Speaker | None, around: Around
) -> Carrier:
    lead = told_of.lead
    pieces, relation, diff = told_of.with_(members) if article != first else (lead, *compared(lead, lead))
    mine = best((m.key, m.statement.speaker) for m in members)
    named = mine[1] if mine else next((m.statement.speaker for m in members if m.statement.speaker), None)
    node = around.nodes[article]
    return Carrier(
        article=article, outlet=node.outlet, url=node.url, title=node.title, published=node.published, relation=relation, diff=diff,
        credited=credited(article, around), speaker=CarrierSpeaker(named.mention, named.name) if named else CarrierSpeaker(None, None),
        attribution="first" if article == first else _attribution(named, speaker), text=" … ".join(pieces),
        statements=tuple(sorted(m.key for m in members)),
    )  # fmt: skip


def _bare(article: str, lead: Sequence[str], speaker: Speaker | None, around: Around) -> Carrier:
    """An article in which the words stand, and nobody is named for them."""
    node = around.nodes[article]
    return Carrier(
        article=article, outlet=node.outlet, url=node.url, title=node.title, published=node.published, relation="verbatim", diff=(),
        credited=credited(article, around), speaker=CarrierSpeaker(None, None), attribution="dropped" if speaker else "unclear",
        text=" … ".join(lead), statements=(),
    )  # fmt: skip


def _attribution(named: Speaker | None, speaker: Speaker | None) -> Attribution:
    if speaker is None or not speaker.name:
        return "unclear"
    if named is None or named.mention is None:
        return "dropped"
    same = same_speaker(named, speaker)
    if same is False:
        return "changed"
    return "kept" if same or named.name is None or same is None else "unclear"


def credited(article: str, around: Around) -> tuple[Credited, ...]:
    """The sources an article gives for its text."""
    found: dict[str, Credited] = {}
    for edge in around.of_child.get(article, ()):
        if edge.state != "rejected" and edge.credit != "none":
            node = around.nodes.get(edge.parent)
            if node is not None:
                found.setdefault(node.key, Credited(node.name, node.outlet, edge.relation, node.held))
    return tuple(found.values())


def _order(carrier: Carrier) -> tuple[str, str]:
    return carrier.published.not_before if carrier.published else "9999", carrier.article


def _occasion(
    leading: Sequence[Member], members: Sequence[Member], speaker: Speaker | None, around: Around
) -> str | None:
    """Where or to whom it was said, in the first carrier's words where it has some, else in another's."""
    members = [m for m in members if same_speaker(speaker, m.statement.speaker) is not False]
    for listed in (leading, members[:_LOOKED_INTO]):
        venue = next((m.statement.venue.text for m in listed if m.statement.venue), None)
        if venue:
            return venue
        for article in dict.fromkeys(m.article for m in listed):
            found = occasion_of(around.text_of(article), speaker)
            if found:
                return found
    return None
