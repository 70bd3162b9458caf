"""Whether a copy meets the conditions its source states, as far as the two pages show it.

Only what is written is held against what is shown. Whether a use was allowed is a question of law, and not
asked here: what no page can show (whether somebody was asked, whether a site earns money) is "cannot tell".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from provenance.records.article import Credit, Notice, Reading
from provenance.records.evidence import Evidence
from provenance.records.lineage import Edge, Node
from provenance.records.terms import Answer, TermCheck

WHOLE = 0.98
"""Share of the words from which a text is taken for the whole, or for the same: page furniture costs some words."""
CHANGED = 0.9
"""Share of the words below which a text is taken for cut, or changed."""
CONDITIONAL = frozenset(
    {"licence", "cross_posting_permission", "reuse_by_contact", "reuse_with_link", "no_republication"}
)
"""Classes of notices that say on which conditions others may use a text."""
_UNSEEN = {
    "non_commercial": "whether a site earns money does not show in the text",
    "share_alike": "on which terms the copy may be used further is not compared",
    "community_sites": "what kind of site the copy stands on is not listed",
    "non-profit": "whether a site earns money does not show in the text",
    "copyright": "what the copy says of rights is told among its own terms",
}
Said = tuple[Answer, str, Evidence | None]


@dataclass(frozen=True, slots=True)
class Pair:
    """A copy beside its source: the edge between them, and both pages as they were read."""

    edge: Edge
    child: Reading
    parent: Reading
    source: Node

    @property
    def credits(self) -> tuple[Credit, ...]:
        """The copy's credits to the source's outlet."""
        slug = self.source.outlet.slug if self.source.outlet else None
        return tuple(c for c in self.child.credits if c.direction == "in" and c.outlet and c.outlet.slug == slug)

    @property
    def permission(self) -> Notice | None:
        """The copy's own sentence that it had permission."""
        return next((n for n in self.child.notices if n.class_ == "reprinted_with_permission"), None)


def checks(pair: Pair) -> Iterator[TermCheck]:
    """Every condition the source's page states for others, with whether the copy meets it."""
    if pair.edge.state == "rejected":
        return
    seen: set[str] = set()
    for notice in pair.parent.notices:
        if notice.class_ not in CONDITIONAL:
            continue
        for condition in _conditions(notice):
            if condition not in seen:
                seen.add(condition)
                answer, why, shown = _RULES.get(condition, _unseen(condition))(pair)
                e = pair.edge
                yield TermCheck(e.key, e.child, e.parent, notice.class_, condition, notice.evidence, answer, why, shown)


def _conditions(notice: Notice) -> tuple[str, ...]:
    if notice.class_ == "no_republication":
        return ("permission",)
    implied = {"reuse_by_contact": "by_contact", "reuse_with_link": "link"}.get(notice.class_)
    # A sentence on whom to ask speaks of crediting in passing, if at all.
    own = () if notice.class_ == "reuse_by_contact" else notice.conditions
    named = ("attribution" if c == "source" else "link" if c == "hyperlink" else c for c in own)
    return tuple(dict.fromkeys((*named, *((implied,) if implied else ()))))


def _attribution(pair: Pair) -> Said:
    shown = next((c.evidence for c in pair.credits), None)
    if pair.edge.credit in ("linked", "named", "byline"):
        how = {"linked": "with a link", "named": "by name", "byline": "as author"}[pair.edge.credit]
        return "met", f"the copy names the source {how}", shown or _first(pair.edge)
    if pair.edge.credit == "tag":
        return "cannot_tell", "the copy names the source only in tags that readers do not see", shown
    if shown is not None:
        return "met", "the copy names the source", shown
    if pair.child.status != "ok":
        return "cannot_tell", "the copy's page was read only in part", None
    if other := _other_name(pair):
        return "cannot_tell", f"the copy names {other}, which may be the source under another name", None
    return "not_met", "no line of the copy names the source", None


def _other_name(pair: Pair) -> str | None:
    """Whom the copy credits, or an author whom the source's page names too: that may be what the source goes by."""
    credited = next(
        (c.name or (c.outlet.name if c.outlet else None) for c in pair.child.credits if c.direction == "in"), None
    )
    theirs = pair.parent.document.text.casefold() if pair.parent.document else ""
    signed = [b.name for b in pair.child.article.bylines] if pair.child.article else []
    return credited or next((name for name in signed if len(name) > 3 and name.casefold() in theirs), None)


def _link(pair: Pair) -> Said:
    linked = next((c for c in pair.credits if c.url), None)
    if pair.edge.credit == "linked" or linked is not None:
        return "met", "the copy links to the source", linked.evidence if linked else _first(pair.edge)
    if pair.child.document is None or pair.child.document.kind == "text":
        return "cannot_tell", "the copy is at hand as plain text, which shows no links", None
    if pair.child.status != "ok":
        return "cannot_tell", "the copy's page was read only in part", None
    return "not_met", "no credit of the copy has a link", next((c.evidence for c in pair.credits), None)


def _in_full(pair: Pair) -> Said:
    kept = pair.edge.kept
    if kept is None:
        return "cannot_tell", "the two texts were not compared", None
    told = f"the copy has {kept:.0%} of the source's words"
    return ("met" if kept >= WHOLE else "not_met" if kept < CHANGED else "cannot_tell"), told, None


def _unaltered(pair: Pair) -> Said:
    overlap, kept = pair.edge.overlap, pair.edge.kept
    if overlap is None or kept is None:
        return "cannot_tell", "the two texts were not compared", None
    title = "; its headline is another" if pair.edge.title_changed else ""
    told = f"{overlap:.0%} of the copy's words are the source's, and it has {kept:.0%} of them{title}"
    least = min(overlap, kept)
    if pair.edge.title_changed and least >= CHANGED:
        return "cannot_tell", told, None
    return ("met" if least >= WHOLE else "not_met" if least < CHANGED else "cannot_tell"), told, None


def _permission(pair: Pair) -> Said:
    if pair.permission is not None:
        return "met", "the copy states that it had permission", pair.permission.evidence
    return "cannot_tell", "no line of the copy states a permission; whether one was given does not show", None


def _unseen(condition: str) -> Callable[[Pair], Said]:
    why = _UNSEEN.get(condition, "the pages do not show it")
    return lambda pair: ("cannot_tell", why, None)


def _first(edge: Edge) -> Evidence | None:
    return next((e for e in edge.evidence if isinstance(e, Evidence)), None)


_RULES: dict[str, Callable[[Pair], Said]] = {
    "attribution": _attribution,
    "link": _link,
    "in_full": _in_full,
    "unaltered": _unaltered,
    "by_contact": _permission,
    "permission": _permission,
}
