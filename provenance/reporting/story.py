"""`report story`: one story from its origins to its last copies, each step with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from provenance.lineage.graph import copies_first
from provenance.measure.estimates import THROUGH_COPIES
from provenance.records.counted import Copy
from provenance.records.evidence import Evidence
from provenance.records.lineage import Edge, Node
from provenance.records.report import Cell, Column, Coverage, Picture, Report, Row, Section
from provenance.report.unknown import unknowns
from provenance.report.words import CREDITED, FROM, origin_sentence
from provenance.reporting.dates import by_date
from provenance.reporting.found_story import READ, FoundStory, find_story
from provenance.reporting.made import made_now
from provenance.reporting.story_steps import difference_section, lags_section, listings_section, shared_section
from provenance.reporting.terms import terms_section
from provenance.text import counted

if TYPE_CHECKING:
    from provenance.outlets.registry import Registry
    from provenance.store.library import Library as Store

SAMPLED = "every article that edges join to the one asked about"


def story_report(store: Store, registry: Registry, ref: str) -> Report:
    """The report of the story an article belongs to; raises UnknownNameError where it is not kept."""
    return report_of(find_story(store, registry, ref), store, ref)


def report_of(found: FoundStory, store: Store, ref: str) -> Report:
    """The report of a story that was found."""
    sections = (
        _articles(found),
        _origins(found),
        _credits(found),
        listings_section(found),
        lags_section(found),
        difference_section(found),
        terms_section(found.edges, found.readings, found.nodes),
        shared_section(found),
    )
    return Report(
        "story", _headline(found), {"target": ref}, coverage_of(found), tuple(s for s in sections if s), made_now(store), 1,
        notes=unknowns(found.trace),
    )  # fmt: skip


def _headline(found: FoundStory) -> str:
    """The origin as far as it is told; of an article without one, whose text its copies carry."""
    trace = found.trace
    if trace.origin.state != "none_stated" or not found.copies:
        return origin_sentence(trace)
    below = sum(c.root is not None and c.root.key == trace.article.key for c in found.copies)
    if not below:
        return origin_sentence(trace)
    carried = f"{counted(below, 'copy', 'copies')} of a text of {trace.article.name}"
    return f"{carried}; no other origin stated."


def coverage_of(found: FoundStory) -> Coverage:
    """What the story's figures are counted over."""
    held, live = found.held, found.live
    bounds = [d for n in held if (d := n.published)]
    return Coverage(
        collection=None, how_sampled=SAMPLED, through_copies=True, no_rates=THROUGH_COPIES,
        articles=len(found.nodes), with_text=len(held), outlets=len({n.outlet.slug if n.outlet else n.name for n in found.nodes}),
        from_=min((d.not_before for d in bounds), default=None), to=max((d.not_after for d in bounds), default=None),
        undated=sum(n.published is None for n in found.nodes), compared=len(held) - found.waiting, copies=len(found.copies),
        confirmed=sum(e.state == "confirmed" for e in live), undetermined=sum(c.root is None and not c.circle for c in found.copies),
        unreviewed=sum(not e.reviewed for e in live), rejected=len(found.edges) - len(live), circles=sum(c.circle for c in found.copies),
        credited_only=sum(c.root is not None and not c.root.held for c in found.copies),
    )  # fmt: skip


def _articles(found: FoundStory) -> Section:
    """The tree as a table, by date: every article with its surest source."""
    story, copies = found.trace.story, {c.article.key: c for c in found.copies}
    names = {n.key: n.name for n in found.nodes}
    rows = [_article(node, copies.get(node.key), names, found) for node in _sources_first(found)]
    says = (
        f"{counted(story.articles, 'article')} of {counted(story.outlets, 'outlet')}, at most {counted(story.origins_at_most, 'origin')}.",
        *_openly(found),
        *_not_held(found),
    )
    picture = Picture(
        "timeline",
        {
            "key": "key",
            "parent": "source_key",
            "label": "outlet",
            "x": "from",
            "x2": "to",
            "color": "credit",
            "state": "known",
        },
        "The articles by stated date, each joined to its surest source; the colour tells how openly the source is credited.",
    )
    return Section(
        "articles", "The articles", None, says,
        (
            Column("key", "Key", "key"), Column("outlet", "Outlet"), Column("date", "Stated date", note="as the page states it"),
            Column("from", "Not before", "date", "bounds of the stated date in UTC"), Column("to", "Not after", "date"),
            Column("source_key", "Key of the source", "key"), Column("source", "Surest source"),
            Column("credit", "Credit", note="code"), Column("credited", "How the source is credited"),
            Column("hops", "Hops to the end of its chain", "count"),
            Column("chain", "Confidence of its chain", "number", "product over its hops"), Column("weakest", "Weakest hop", note="edge with the lowest confidence of the chain"),
            Column("known", "How we know of it"), Column("title", "Title"),
            Column("url", "Address"),
        ),
        tuple(rows), tuple(_circles(found)), picture,
    )  # fmt: skip


def _openly(found: FoundStory) -> Iterable[str]:
    """How many copies say openly whom they have the text from."""
    credits = [c.arrow.credit for c in found.copies]
    if credits:
        said = sum(c in ("linked", "named") for c in credits)
        hidden = sum(c in ("byline", "tag") for c in credits)
        less = f"; as author or in tags only: {hidden}" if hidden else ""
        of = counted(len(credits), "copy", "copies")
        yield f"Credited by name or with a link: {said} of {of}{less}; not credited: {credits.count('none')}."


def _not_held(found: FoundStory) -> Iterable[str]:
    missing = len(found.nodes) - len(found.held)
    if missing:
        yield f"{missing} of the {len(found.nodes)} articles {'is' if missing == 1 else 'are'} not held here and known only from a credit or a person."


def _article(node: Node, copy: Copy | None, names: dict[str, str], found: FoundStory) -> Row:
    me = node.key == found.trace.article.key
    known = "this article" if me else "held" if node.held else _told_by(node, found.edges)
    date = node.published
    source: tuple[Cell, ...] = (None, None, "own", "no source found", 0, None, None)
    if copy is not None:
        arrow = copy.arrow
        source = (
            arrow.parent,
            names.get(arrow.parent, copy.parent.name),
            arrow.credit,
            CREDITED[arrow.credit],
            copy.hops,
            round(copy.chance, 4),
            _weakest(copy, names),
        )
    cells = (
        node.key, node.name, date.value if date else None, date.not_before if date else None, date.not_after if date else None, *source,
        known, node.title, node.url,
    )  # fmt: skip
    keys = copy.edges if copy else ()
    return Row(cells, tuple(keys), len(keys))


def _weakest(copy: Copy, names: dict[str, str]) -> str | None:
    """The hop of a chain that is least sure, where it has several."""
    edge = copy.weakest
    if edge is None or copy.hops < 2:
        return None
    return f"{names.get(edge.child, edge.child)} from {names.get(edge.parent, edge.parent)}, {edge.confidence:.2f}"


def _told_by(node: Node, edges: Iterable[Edge]) -> str:
    told = {e.found_by for e in edges if node.key in (e.child, e.parent)}
    return "known only from a person" if told == {"person"} else "known only from a credit"


def _sources_first(found: FoundStory) -> list[Node]:
    """By date; of the undated those without a source of their own stand first."""
    copying = {c.article.key for c in found.copies}
    ordered = by_date(found.nodes)
    ends = [n for n in ordered if n.published is None and n.key not in copying]
    return [*ends, *(n for n in ordered if n not in ends)]


def _circles(found: FoundStory) -> Iterable[str]:
    _, circle = copies_first(found.live)
    if circle:
        yield f"{counted(len(circle), 'article')} whose sources lead back to them: a fault of the data."
    if len(found.held) > READ:
        yield f"Of {len(found.held)} held articles the terms and credits of {READ} were read."


def _origins(found: FoundStory) -> Section:
    """M10: the ends of the chains, an upper bound of independent origins."""
    below: dict[str, list[Copy]] = {}
    for copy in found.copies:
        if copy.root is not None:
            below.setdefault(copy.root.key, []).append(copy)
    copying = {e.child for e in found.live if e.relation not in ("contributed", "co_published")}
    roots = [n for n in by_date(found.nodes) if n.key not in copying]
    rows = [_origin(node, below.get(node.key, [])) for node in roots]
    most = found.trace.story.origins_at_most
    return Section(
        "origins", "Independent origins", "M10",
        (f"At most {counted(most, 'origin')}: two that rest on one source nobody credits count twice here.",),
        (
            Column("outlet", "End of a chain"), Column("date", "Stated date"), Column("held", "Held"), Column("copies", "Copies under it", "count"),
            Column("named", "With every hop credited", "count"), Column("names_it", "Crediting this origin themselves", "count"),
        ),
        tuple(rows),
    )  # fmt: skip


def _origin(node: Node, below: Sequence[Copy]) -> Row:
    keys = tuple(sorted({c.arrow.key for c in below}))
    named, names = sum(c.named for c in below), sum(c.names_root for c in below)
    date = node.published.value if node.published else None
    return Row((node.name, date, "yes" if node.held else "no", len(below), named, names), keys, len(keys))


def _credits(found: FoundStory) -> Section:
    """Every edge with the first words it rests on."""
    names = {n.key: n.name for n in found.nodes}
    rows = [_credit(edge, names) for edge in sorted(found.edges, key=lambda e: (names.get(e.child, ""), -e.confidence))]
    live = found.live
    by_text = [e for e in live if e.found_by in ("text", "both")]
    silent = sum(e.credit == "none" for e in by_text)
    says = (
        (
            f"Of {counted(len(by_text), 'step')} found by the text, {silent} {'is' if silent == 1 else 'are'} not credited.",
        )
        if by_text
        else ()
    )
    return Section(
        "credits", "Why we say so", None, says,
        (
            Column("copy", "Copy"), Column("relation", "Relation"), Column("source", "Source"), Column("credit", "Credit", note="code"),
            Column("credited", "How it is credited"), Column("state", "State"), Column("confidence", "Confidence", "number"),
            Column("reviewed", "Looked at by a person"), Column("quote", "In the copy's words"), Column("where", "Where they stand"),
        ),
        tuple(rows),
    )  # fmt: skip


def _credit(edge: Edge, names: dict[str, str]) -> Row:
    quoted = next((e for e in edge.evidence if isinstance(e, Evidence)), None)
    cells = (
        names.get(edge.child, edge.child), FROM.get(edge.relation, edge.relation), names.get(edge.parent, edge.parent), edge.credit,
        CREDITED[edge.credit], edge.state, edge.confidence, "yes" if edge.reviewed else "no",
        quoted.quote if quoted else None, quoted.where if quoted else None,
    )  # fmt: skip
    return Row(cells, (edge.key,), 1)
