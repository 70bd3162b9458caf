"""The words in which we speak of chains; every one of them says what is stated, and by whom."""

from __future__ import annotations

from provenance.lineage.graph import upward
from provenance.records.article import StatedOrigin
from provenance.records.evidence import Evidence
from provenance.records.lineage import Edge, Match, Node, StateLink, Term, Trace
from provenance.report.inert import QUOTE, clipped

FROM = {
    "republished_from": "republished from",
    "wire": "wire text of",
    "contributed": "in part from",
    "translated_from": "translated from",
    "adapted_from": "adapted from",
    "excerpt_from": "excerpt from",
    "co_published": "published together with",
    "syndicated_by": "distributed by",
    "press_release": "press release of",
    "republished_to": "said by its source to be republished from",
    "copied_from": "same text as the earlier",
    "excerpted_from": "part of the earlier text of",
    "self_origin": "own text of",
    "hat_tip": "pointed to by",
}
"""A relation as read from the copy: "republished from RT"."""

ON_ARROW = {
    "republished_from": "republished",
    "wire": "wire",
    "contributed": "in part",
    "translated_from": "translated",
    "adapted_from": "adapted",
    "excerpt_from": "excerpt",
    "co_published": "together",
    "syndicated_by": "distributed",
    "press_release": "press release",
    "republished_to": "republished",
    "copied_from": "same text",
    "excerpted_from": "part of text",
}
CREDITED = {
    "linked": "credited with a link",
    "named": "credited by name",
    "byline": "credited as author only",
    "tag": "credited only in tags that readers do not see",
    "none": "not credited",
}
PLACES = {
    "body": "in the text",
    "byline": "byline",
    "head": "above the text",
    "tail": "below the text",
    "footer": "page footer",
    "meta": "metadata of the page",
    "json-ld": "structured data of the page",
    "canonical": "preferred address of the page",
    "link": "link of the page",
    "pixel": "counter of a republication kit",
    "header": "header of the answer",
}
TERMS = {
    "copyright": "copyright line",
    "all_rights_reserved": "all rights reserved",
    "no_republication": "republication not permitted",
    "licence": "licence",
    "public_domain": "public domain",
    "cross_posting_permission": "cross-posting permitted",
    "reuse_by_contact": "other use by contact",
    "reuse_with_link": "use permitted with a link",
    "reprinted_with_permission": "reprinted with permission",
    "fair_use": "fair use claimed",
    "tdm_reservation": "text and data mining reserved",
    "third_party_content": "contains material of others",
}
PUBLISHED = {
    "republication": "republished the text",
    "wire": "published a wire text",
    "excerpt": "published an excerpt",
    "translation": "published a translation",
    "mixed": "published a text from several sources",
    "press_release": "published a press release",
}
KINDS = {
    "republication": "a republication",
    "wire": "a wire text",
    "excerpt": "an excerpt",
    "translation": "a translation",
    "mixed": "in part from elsewhere",
    "press_release": "a press release",
    "co_published": "published together with others",
    "original": "its own text",
}


def origin_sentence(trace: Trace) -> str:
    """One sentence on where the text came from; it never says more than is stated."""
    me = clipped(trace.article.name, 80)
    names = {n.key: clipped(n.name, 80) for n in trace.nodes}
    ends = [names.get(key, key) for key in trace.origin.nodes]
    origin = trace.origin
    if origin.state == "none_stated":
        parts = [names.get(e.parent, e.parent) for e in trace.edges if e.relation == "contributed"]
        return (
            f"{me} credits part of the text to {joined(parts)}; no other origin stated."
            if parts
            else "No other origin stated."
        )
    if origin.state == "undetermined":
        return _undetermined(trace, ends)
    if origin.kind == "original":
        return f"{me} states that the text is its own."
    if origin.kind == "co_published":
        return f"{joined(ends)} published the text together."
    # What a person said of another article's source says nothing of this one's.
    mine = upward(trace.article.key, trace.edges)
    if any(e.parent in origin.nodes and e.reviewed and e.state == "confirmed" for e in mine):
        return (
            f"{me} {PUBLISHED.get(origin.kind, 'published the text')}; a person confirmed {joined(ends)} as its origin."
        )
    if origin.state == "declared":
        said = PUBLISHED.get(origin.kind, "published the text")
        if not _credits_itself(trace):
            return f"{me} {said}; credit by credit the chain ends at {joined(ends)}."
        return f"{me} {said} and credits {joined(ends)} as its origin."
    basis = "Credit and text agree:" if origin.state == "confirmed" else "By text and time,"
    return f"{basis} the origin is {joined(ends)} ({origin.state})."


def _credits_itself(trace: Trace) -> bool:
    """Whether the article's own page credits the end of the chain, not only a page it credits."""
    if any(e.child == trace.article.key and e.parent in trace.origin.nodes for e in trace.edges):
        return True
    named = {c.outlet.slug for c in trace.reading.credits if c.outlet and c.direction == "in"}
    return any(n.key in trace.origin.nodes and n.outlet and n.outlet.slug in named for n in trace.nodes)


def _undetermined(trace: Trace, ends: list[str]) -> str:
    if any(c.kind == "cycle" for c in trace.conflicts):
        return "Origin undetermined: the credits run in a circle."
    if len(ends) > 1:
        return f"Origin undetermined: {joined(ends)} are credited and do not fit together."
    if not ends and any(e.child == trace.article.key and e.state == "rejected" for e in trace.edges):
        return "Origin undetermined: the source that was found was rejected by a person."
    if trace.origin.basis == "conflict":
        return "Origin undetermined: the page's statements do not fit together."
    return f"Origin undetermined: distributed by {joined(ends)}; who had the text first is not stated."


def own_claims(trace: Trace) -> tuple[Evidence, ...]:
    """The words by which the page says that the text is its own, or names its own desk as author."""
    reading = trace.reading
    if (
        trace.origin.kind != "original"
        or reading.article is None
        or reading.page is None
        or reading.page.outlet is None
    ):
        return ()
    stated = [c.evidence for c in reading.credits if c.direction == "self"]
    mine = reading.page.outlet.slug
    signed = [b.evidence for b in reading.article.bylines if b.outlet is not None and b.outlet.slug == mine]
    return tuple(dict.fromkeys([*stated, *signed]))


def stated_sentence(origin: StatedOrigin | None) -> str:
    """What the credits of one page come to."""
    if origin is None or origin.basis == "silence":
        return "no other origin stated"
    if origin.basis == "conflict":
        return "undetermined: the page's statements do not fit together"
    who = clipped(origin.outlet.name if origin.outlet else origin.name or "", 80)
    if origin.kind == "original":
        return f"its own text, as {who} states" if who else "its own text, as the page states"
    if origin.kind == "mixed":
        return "in part from elsewhere; no other origin stated"
    return f"{KINDS.get(origin.kind, origin.kind)}, credited to {who or 'a source not named'}"


def joined(names: list[str]) -> str:
    """Names as one reads them: `A, B and C`; at most six."""
    names = list(dict.fromkeys(names))
    if len(names) > 6:
        return f"{', '.join(names[:5])} and {len(names) - 5} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else "nobody"


def hop(edge: Edge) -> str:
    """How sure an edge is and how openly it is credited: `declared, 0.97; credited by name`."""
    seen = ", reviewed" if edge.reviewed else ", not reviewed"
    return f"{edge.state}, {edge.confidence:.2f}{seen}; {CREDITED.get(edge.credit, edge.credit)}"


def dated(node: Node) -> str:
    """A node's date as stated, or that none is."""
    return clipped(node.published.value, 40) if node.published else "no date stated"


def listed(node: Node, link: StateLink) -> str:
    """A dated source's listing, in its words."""
    when = f" on {clipped(link.as_of, 40)}" if link.as_of else ""
    value = clipped(link.value, 60).replace("_", " ")
    return (
        f"{clipped(node.name, 80)}: listed by {clipped(link.source, 80)}{when} as “{clipped(link.code, 120)}” ({value})"
    )


def holding(node: Node, trace: Trace) -> str:
    """Whether we have the article or only know of it."""
    if node.key == trace.article.key:
        return "this article"
    if node.held:
        return "held"
    told_by = {e.found_by for e in trace.edges if node.key in (e.child, e.parent)}
    return "known only from a person" if told_by == {"person"} else "known only from a credit"


BASES = {
    "named_inside": "the words they share name it",
    "named_beside": "a line beside those words names it",
    "own_words": "words of its own are carried along",
    "common_source": "others with the same text credit it",
    "claimed_date": "its stated date is earlier",
    "observed": "it was seen before the other's date",
    "stated_own": "its page says that the text is its own",
    "outlet_kind": "it is an agency",
}
"""Why one of two articles is held for the source of the other, where no credit says so."""
SHARES = {
    "copy": "the same text",
    "excerpt": "a part in common",
    "shared_quotation": "a quotation in common",
    "boilerplate": "a standing text in common",
}


def why_first(edge: Edge) -> str:
    """`held for the source, because its stated date is earlier and others with the same text credit it`; empty for credits."""
    told = [BASES[b] for b in edge.direction_basis if b in BASES]
    return f"held for the source because {joined(told)}" if told else ""


def spread_sentence(trace: Trace, shown: int) -> str | None:
    """`699 other articles at 699 outlets held here have this text or a part of it; ... Shown are 25: ...`"""
    if trace.spread is None or len(trace.matches) <= shown:
        return None
    articles, outlets = trace.spread.articles, trace.spread.outlets
    return f"{articles:,} other articles held here, at {outlets:,} other {'outlet' if outlets == 1 else 'outlets'}, have this text or a part of it. Shown are {shown}: those that share most, by their own dates the earliest first."


def match_sentence(match: Match, trace: Trace) -> str:
    """`The Coast Review · 2015-11-12: a quotation in common, 50 words (39% of its text)`."""
    mine = match.a == trace.article.key
    key, cover = (match.b, match.cover_b) if mine else (match.a, match.cover_a)
    other = next((n for n in (*trace.nodes, *trace.others) if n.key == key), None)
    who = f"{clipped(other.name, 80)} · {dated(other)}" if other else key
    return f"{who}: {SHARES[match.kind]}, {match.words:,} words ({cover:.0%} of its text)"


def term_title(term: Term) -> str:
    """`Global Research on articles of the site: cross-posting permitted`."""
    who = clipped(term.by.name, 80) if term.by else "holder not known" if term.class_ == "copyright" else "the page"
    return f"{who}, on {clipped(term.on, 60)}: {TERMS.get(term.class_, term.class_.replace('_', ' '))}"


def bare(text: str, limit: int = QUOTE) -> str:
    """What was said without the marks around all of it: the answer has its own."""
    return clipped(text.strip().strip('"“”„«»').rstrip(","), limit)
