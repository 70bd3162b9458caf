"""What was said across a library: quotations joined and derived as articles come, and asked for by their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from provenance.errors import UsageError
from provenance.lineage.carriers import Around, carrying, quotation
from provenance.lineage.judgements import judged
from provenance.lineage.quotations import Link, Said, link, ties
from provenance.records.judgement import Judgement
from provenance.records.keys import is_key
from provenance.records.quotation import Member, Quotation
from provenance.records.statement import Statement
from provenance.wording import LONGEST, Wording, search_words, wording

if TYPE_CHECKING:
    from provenance.records.held import HeldArticle
    from provenance.store.library import Library as Store
    from provenance.store.said.joining import Meeting, Saying

ARTICLES_AT_ONCE = 400
"""Articles whose quotations are derived between two transactions: a quotation that is everywhere, once for so many."""
UNATTRIBUTED = 50
"""Articles looked at in which the words stand without an attribution."""
_REMEMBERED = 1_000_000
Content = tuple[str, tuple[str | None, ...]]
_TRIES = 20
_ENOUGH = 3
"""Content words that must be asked for before articles without an attribution are looked for."""


def settle_said(store: Store) -> int:
    """Join the statements that are not joined yet and derive the quotations this bears on; returns how many were joined."""
    count = store.sayings.join(_Linker().ties)
    tries = 0
    while articles := store.sayings.pending(ARTICLES_AT_ONCE):
        # Another writer may join or derive meanwhile: what was derived from less than is known is not kept.
        state = store.sayings.state() if tries < _TRIES else None
        derived = derive(store, store.sayings.quotations_in(articles))
        tries = 0 if store.sayings.save(derived, articles, state) else tries + 1
    return count


def rebuild_said(store: Store) -> int:
    """Join all statements anew; keys stay the same. Returns how many there are."""
    store.sayings.open_all()
    return settle_said(store)


def refresh(store: Store, decided: Iterable[Judgement]) -> None:
    """Derive anew what judgements bear on: the quotations of a speaker, of a dated article, of the ends of an edge."""
    articles: set[str] = set()
    for one in decided:
        articles |= {end.key for end in (one.child, one.parent) if end and one.kind == "edge"}
        if one.article:
            articles.add(one.article)
        if one.kind == "speaker" and (key := store.sayings.today(one.subject)):
            articles |= {m.article for m in store.sayings.members([key]).get(key, [])}
    store.sayings.touch(articles)
    settle_said(store)


@dataclass(slots=True)
class _Linker:
    """Tells which statements are one; no two wordings by the same speakers are compared twice by the same one."""

    _contents: dict[Content, int] = field(default_factory=dict)
    _done: dict[tuple[int, int, bool], Link | None] = field(default_factory=dict)

    def ties(self, known: Mapping[int, Saying], meetings: Sequence[Meeting]) -> tuple[list[Meeting], list[Meeting]]:
        """The pairs that are one statement, and those along which statements are put together."""
        if max(len(self._done), len(self._contents)) > _REMEMBERED:
            self._done.clear()
            self._contents.clear()
        said = {n: Said(one.key, one.wording, one.speaker) for n, one in known.items()}
        contents = {n: self._contents.setdefault(_content(one), len(self._contents)) for n, one in said.items()}
        links = []
        for a, b in meetings:
            alike = contents[a], contents[b], said[a].key <= said[b].key
            if alike not in self._done:
                self._done[alike] = link(said[a], said[b])
            if found := self._done[alike]:
                links.append((a, b, found))
        return [(a, b) for a, b, _ in links], ties(links, {n: one.key for n, one in said.items()})


def _content(one: Said) -> Content:
    """What `link` looks at in a statement, its key aside: the same in many articles where a text is everywhere."""
    speaker = one.speaker
    who = (speaker.name, speaker.mention, speaker.kind, speaker.role, speaker.affiliation) if speaker else ()
    return one.wording.digest, who


def derive(store: Store, keys: Sequence[str]) -> list[Quotation]:
    """The quotations of these keys, as they are known now."""
    found = store.sayings.members(keys)
    around = _around(store, [m for members in found.values() for m in members])
    return [quotation(key, found[key], around) for key in keys if found.get(key)]


def _around(store: Store, members: Sequence[Member], beside: Sequence[str] = ()) -> Around:
    articles = {*(m.article for m in members), *beside}
    nodes, edges, decided = store.sayings.around(articles, {m.key for m in members})
    nodes, edges = judged(nodes, edges, decided)
    speakers = [one for one in decided if one.kind == "speaker"]
    return Around({n.key: n for n in nodes}, edges, speakers, cache(store.sayings.text_of), store.searched())


def who_said(store: Store, words: str, limit: int = 10) -> tuple[Quotation, ...]:
    """The quotations in which the words were said, those in most articles first.

    Asked by a key, that quotation alone. Of each only the carriers that hold more than half of the words
    asked for count: a long statement is not carried by who carries another part of it. Raises
    UsageError for words without letters or digits, and where only words that say nothing are given.
    """
    if is_key(words.strip()):
        key = store.sayings.today(words.strip()) if words.strip()[:4] in ("quo_", "stm_") else None
        return tuple(derive(store, [key])) if key else ()
    asked = _asked(words)
    found = store.sayings.members(store.sayings.find(words, 5 * limit))
    answers = [_answer(store, words, asked, key, members) for key, members in found.items()]
    there = [one for one in answers if one is not None]
    return tuple(sorted(there, key=lambda q: (-len(q.carriers), _date(q), q.key))[:limit])


def _date(one: Quotation) -> str:
    return one.first.published.not_before if one.first.published else "9999"


def _asked(words: str) -> Wording:
    if not search_words(words):
        raise UsageError("give the words that were said: letters or digits")
    asked = wording(words)
    if not asked.weight:
        raise UsageError("give more of what was said: words like these are said all the time")
    if len(asked) >= LONGEST:
        raise UsageError(f"give fewer than {LONGEST:,} words")
    return asked


def _answer(store: Store, words: str, asked: Wording, key: str, members: Sequence[Member]) -> Quotation | None:
    here = carrying(asked, members)
    if not here:
        return None
    with_it = {m.article for m in members}
    bare = [a for a in _bare(store, words, asked, here) if a not in with_it]
    return quotation(key, here, _around(store, here, bare), bare)


def _bare(store: Store, words: str, asked: Wording, members: Sequence[Member]) -> list[str]:
    """Articles in which the words stand, whether or not somebody is named for them."""
    if asked.weight < _ENOUGH:
        return []
    return store.sayings.articles_with(words, UNATTRIBUTED + len(members))


def statements_of(store: Store, article: HeldArticle) -> tuple[tuple[Statement, Quotation | None], ...]:
    """The statements of an article in reading order, each with its quotation: who else carries it, and who first."""
    listed = store.sayings.of_article(article)
    found = {q.key: q for q in derive(store, sorted({key for key, _ in listed}))}
    return tuple((statement, found.get(key)) for key, statement in listed)
