"""Where an article's text came from as far as text itself tells: the sources nobody credits.

For each story an article has words of, the others that have the same words are looked at together. A
common origin is preferred over an arrow between two copies; a copy of a copy is called one only where
words the origin lacks, or words that name the other, say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from provenance.lineage.direction import Sign, Verdict, by_outlet, by_time, verdict
from provenance.lineage.facts import Facts, named_beside, names_itself
from provenance.lineage.sharing import HALF, Shared, cover_of, spans_in
from provenance.lineage.told import Told, View, earliest, end
from provenance.records.lineage import Match, Node

ADDED = 20
"""Words of its own that show a text went through another's hands: a sentence."""
IN_A_ROW = 10
"""Of them only those count that stand together so many: words are exchanged in more than one house."""
AS_MANY = 5
"""Words by which two shares may differ and count as equal."""
NAMING = frozenset({"named_inside", "named_beside"})
"""Signs by which a page says itself whose text it carries."""
ELSEWHERE = 40
"""Characters another begins with, before it agrees, that show it has something else in that place."""


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A source that text tells of. `match` is with the source, or, where it is not held, with an article that credits it."""

    node: Node
    match: Match
    found: Verdict


def ancestors(view: View, key: str) -> tuple[Ancestor, ...]:
    """The sources of an article that its credits do not give, or nearer ones than they give."""
    me = view.facts(key)
    shared = Shared(me.text, view.spans(key))
    credits = view.told(key)
    found: dict[str, Ancestor] = {}
    groups = shared.groups()
    # A credit for the whole speaks of the largest share; what else there is stays without an arrow.
    for members in groups[:1] if any(t.whole for t in credits) else groups:
        one = _Story(view, me, shared, members, credits).ancestor()
        if one is not None:
            found.setdefault(one.node.key, one)
    return tuple(found.values())


@dataclass(frozen=True)
class _Story:
    """One article among those that have the same words of it."""

    view: View
    me: Facts
    shared: Shared
    members: frozenset[str]
    credits: tuple[Told, ...]

    @property
    def matches(self) -> Mapping[str, Match]:
        return self.view.matches(self.me.key)

    def ancestor(self) -> Ancestor | None:
        nearest = next((t for t in self.credits if t.whole), None)
        if nearest is not None and not self._wire(nearest):
            return None
        root = nearest.node if nearest else self.origin
        between = self._between(root)
        if between is not None or nearest is not None:
            return between
        if self._explained(root):
            return None
        return self._of_origin(root) if root is not None else self._by_time()

    def _wire(self, one: Told) -> bool:
        """Whether a credit is for an agency: the text may have come by way of somebody else."""
        outlet = one.node.outlet
        return (one.source.stage or 0) >= 3 or (outlet is not None and self.view.is_agency(outlet.slug))

    def _explained(self, root: Node | None) -> bool:
        """Whether the article credits the origin of these words for a part."""
        slugs = {t.node.outlet.slug for t in self.credits if t.node.outlet}
        keys = {t.node.key for t in self.credits}
        return root is not None and (root.key in keys or (root.outlet is not None and root.outlet.slug in slugs))

    @cached_property
    def ends(self) -> dict[str, Node]:
        """Where the credits of the others lead."""
        found = {m: end(self.view, m) for m in sorted(self.members)}
        return {m: node for m, node in found.items() if node is not None}

    @cached_property
    def origin(self) -> Node | None:
        """The origin most of the others credit; without credits an agency's own page. None where it is not one."""
        votes = Counter(node.key for node in self.ends.values())
        nodes = {node.key: node for node in self.ends.values()}
        if votes:
            best = sorted(votes, key=lambda k: (-votes[k], not self._agency(nodes[k]), not nodes[k].held, k))
            if len(best) > 1 and self._rank(best[0], votes, nodes) == self._rank(best[1], votes, nodes):
                return None
            return nodes[best[0]]
        own = [f for f in map(self.view.facts, sorted(self.members)) if f.own and f.agency]
        return own[0].node if len(own) == 1 else None

    def _agency(self, node: Node) -> bool:
        return node.outlet is not None and self.view.is_agency(node.outlet.slug)

    def _rank(self, key: str, votes: Counter[str], nodes: dict[str, Node]) -> tuple[int, bool, bool]:
        return votes[key], self._agency(nodes[key]), nodes[key].held

    def _of_origin(self, root: Node) -> Ancestor | None:
        """The common origin as the source, where the article has its words and nothing speaks against it."""
        if root.key == self.me.key:
            return None
        if root.key in self.members:
            other = self.view.facts(root.key)
            signs = [*by_time(other, self.me), *by_outlet(other, self.me)]
            credited = any(n.key == root.key for n in self.ends.values())
            return self._made(root, root.key, [*signs, *([Sign.of("common_source", "a")] if credited else [])])
        crediting = [m for m, node in self.ends.items() if node.key == root.key]
        best = self._most(crediting)
        if root.held or best is None:
            return None
        match = self.matches[best]
        if len(crediting) < 2 and max(match.cover_a, match.cover_b) < HALF:
            return None  # what the two share may be the other's own
        own = [Sign.of("stated_own", "b")] if self.me.own else []
        return self._made(root, best, [Sign.of("common_source", "a"), *own])

    def _made(self, node: Node, match: str, signs: Iterable[Sign]) -> Ancestor | None:
        found = verdict(signs)
        return Ancestor(node, self.matches[match], found) if found.parent == "a" else None

    def _most(self, others: Sequence[str]) -> str | None:
        words = self.shared.words
        return min(others, key=lambda m: (-words[m].bit_count(), *earliest(self.view.facts(m))), default=None)

    def _between(self, root: Node | None) -> Ancestor | None:
        """A copy that stands between the article and the origin."""
        found: list[tuple[int, bool, str, list[Sign]]] = []
        for member in sorted(self.members):
            other = self.view.facts(member)
            if (root is not None and member == root.key) or self._takes_from_me(member):
                continue
            added = self.shared.standing(self._added(member, root), IN_A_ROW)
            signs = self._signs_of(other, member, added)
            if signs and verdict([*signs, *by_time(other, self.me)]).parent == "a":
                found.append((added, any(s.basis in NAMING for s in signs), member, signs))
        best = self._upstream(found)
        if best is None:
            return None
        _, _, member, signs = best
        other = self.view.facts(member)
        return self._made(other.node, member, [*signs, *by_time(other, self.me)])

    def _signs_of(self, other: Facts, member: str, added: int) -> list[Sign]:
        signs: list[Sign] = []
        spans = self.shared.runs(self.shared.words[member])
        named = names_itself(self.me.text, spans, other)
        if named and not other.agency and not names_itself(self.me.text, spans, self.me):
            signs.append(Sign.of("named_inside", "a", named))
        if beside := self._named_beside(other, member):
            signs.append(Sign.of("named_beside", "a", beside))
        in_order = any(s.parent == "a" for s in by_time(other, self.me))
        if added >= ADDED and in_order:
            signs.append(Sign.of("own_words", "a"))
        return signs

    def _named_beside(self, other: Facts, member: str) -> tuple[int, int] | None:
        """A short line around what the two share that names the other's outlet, where none there names this one's."""
        if cover_of(self.me.key, self.matches[member]) < HALF or named_beside(other, (), self.me):
            return None
        return named_beside(self.me, self.shared.runs(self.shared.words[member]), other)

    def _takes_from_me(self, member: str) -> bool:
        return any(t.node.key == self.me.key for t in self.view.told(member))

    def _added(self, member: str, root: Node | None) -> int:
        """The words of this article that a member has and the origin lacks."""
        mine = self.shared.words[member]
        if root is not None and root.key in self.members:
            return mine & ~self.shared.words[root.key]
        return mine & self._rare

    @cached_property
    def _rare(self) -> int:
        """Where no origin is held: words that most of those lack who have the words around them."""
        have: Counter[int] = Counter()
        lack: Counter[int] = Counter()
        for member in self.members:
            words = self.shared.words[member]
            inside = ((1 << words.bit_length()) - 1) & ~self._before(member, words)
            _count(have, words)
            _count(lack, inside & ~words)
        return sum(1 << n for n, count in lack.items() if count >= have[n])

    def _before(self, member: str, words: int) -> int:
        """The words before the first a member shares, unless the member begins with words of its own."""
        low, match = words & -words, self.matches[member]
        if max(match.cover_a, match.cover_b) < HALF:
            return low - 1  # who has a part says nothing of what stands before it
        begins = self.view.facts(member)
        body = begins.reading.article.spans[:1] if begins.reading.article else ()
        at = spans_in(member, match)[:1]
        return 0 if body and at and at[0][0] - body[0][0] >= ELSEWHERE else low - 1

    def _upstream(self, found: list[tuple[int, bool, str, list[Sign]]]) -> tuple[int, bool, str, list[Sign]] | None:
        """Of those that share most the one that was there before the others; None where that is not clear."""
        most = max((f[0] for f in found), default=0)
        equal = [f for f in found if f[0] >= most - AS_MANY]
        named = [f for f in equal if f[1]]
        for some in (named, equal):
            first = [f for f in some if all(self._before_other(f[2], g[2]) for g in some if g is not f)]
            if len(first) == 1:
                return first[0]
        return None

    def _before_other(self, one: str, other: str) -> bool:
        """Whether a member was there before another, by its dates, or because the other credits it."""
        if any(t.node.key == one for t in self.view.told(other)):
            return True
        signs = by_time(self.view.facts(one), self.view.facts(other))
        return any(s.parent == "a" for s in signs)

    def _by_time(self) -> Ancestor | None:
        """The one that shares most among those that were surely there before."""
        earlier = []
        for member in sorted(self.members):
            other = self.view.facts(member)
            signs = [*by_time(other, self.me), *by_outlet(other, self.me)]
            if verdict(signs).parent == "a" and not self._takes_from_me(member):
                earlier.append((self.shared.words[member].bit_count(), False, member, signs))
        best = self._upstream(earlier)
        return self._made(self.view.facts(best[2]).node, best[2], best[3]) if best else None


def _count(tally: Counter[int], bits: int) -> None:
    tally.update(n for n, bit in enumerate(bin(bits)[:1:-1]) if bit == "1")


def relation_of(key: str, match: Match) -> str:
    """What a copy without a credit is: the same text where most of it is, else a part."""
    return "copied_from" if cover_of(key, match) >= HALF else "excerpted_from"
