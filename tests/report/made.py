"""Readings and traces built by hand: the given page as it must be read, and chains of made-up papers."""

from __future__ import annotations

from pathlib import Path

from provenance.lineage.chain import declared
from provenance.lineage.nodes import article_node
from provenance.lineage.trace import assemble
from provenance.records.article import (
    ArticleText,
    CopyrightLine,
    Credit,
    Family,
    Notice,
    PageIdentity,
    Reading,
    Relation,
    StatedOrigin,
)
from provenance.records.dates import DateClaim
from provenance.records.document import Document
from provenance.records.evidence import Evidence, Where
from provenance.records.keys import credit_key, edge_key, node_key
from provenance.records.lineage import Edge, Node, Searched, StateLink, Trace
from provenance.records.outlet import OutletRef
from provenance.text import count_words, slug
from provenance.times import parse_iso, utc_text

SEED = (Path(__file__).parents[2] / "seeds" / "000_adc5d54549af04e3.txt").read_text(encoding="utf-8")
NOTHING = Searched(0, 0, None, None)


def outlet(name: str, domain: str | None = None) -> OutletRef:
    return OutletRef(slug(name), name, domain, domain is None)


RT = outlet("RT", "rt.com")
GLOBAL_RESEARCH = outlet("Global Research", "globalresearch.ca")


def date(value: str, kind: str = "published", evidence: Evidence | None = None) -> DateClaim:
    found = parse_iso(value)
    assert found is not None
    return DateClaim(
        value, utc_text(found.not_before), utc_text(found.not_after), found.precision, kind, "text:head", evidence  # type: ignore[arg-type]
    )  # fmt: skip


def quoted(text: str, quote: str, where: Where, rule: str = "made", nth: int = 0) -> Evidence:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return Evidence(quote, where, None, start, start + len(quote), rule, "1")


def credit(
    evidence: Evidence,
    whose: OutletRef | None = None,
    relation: Relation = "republished_from",
    strength: float = 0.95,
    *,
    name: str | None = None,
    url: str | None = None,
    family: Family = "text",
    direction: str = "in",
    when: DateClaim | None = None,
    licence: str | None = None,
) -> Credit:
    named = name or (whose.name if whose else None)
    key = credit_key("rdg", evidence.start, evidence.end, evidence.locator, relation, named)
    return Credit(
        key, relation, direction, named, whose, url, (), when, licence, None,  # type: ignore[arg-type]
        relation == "contributed", strength, evidence, family,
    )  # fmt: skip


def reading(
    text: str,
    *,
    by: OutletRef | None = GLOBAL_RESEARCH,
    url: str | None = None,
    title: str | None = "A made-up title",
    published: DateClaim | None = None,
    credits: tuple[Credit, ...] = (),
    copyright: tuple[CopyrightLine, ...] = (),
    notices: tuple[Notice, ...] = (),
    origin: StatedOrigin | None = None,
    basis: str = "fetched",
    host: str | None = None,
) -> Reading:
    page = PageIdentity(url, host or (by.domain if by else None), by, basis, "0" * 64, "utf-8")  # type: ignore[arg-type]
    body = ArticleText(title, None, "en", count_words(text), text, ((0, len(text)),), (), published, None, ())
    return Reading(
        "made", "rdg_" + "a" * 16, "ok", None, None, page, Document(text, "1", "text", ()), body, origin,
        credits, copyright, notices, None, None, None, "1",
    )  # fmt: skip


def seed_reading() -> Reading:
    """What the given page says of itself."""
    dated = quoted(SEED, "[RT](#) 4 November 2015", "head", "date-line")
    line = quoted(SEED, "Copyright © [RT](#), [RT](#), 2015", "tail", "copyright")
    credits = (
        credit(quoted(SEED, "The original source of this article is [RT](#)", "tail", "en.original-source"), RT),
        credit(line, RT, strength=0.85, family="copyright"),
        credit(dated, RT, strength=0.7, when=date("2015-11-04", "origin", dated)),
        credit(quoted(SEED, "By [RT](#)", "byline", "byline"), RT, strength=0.6, family="byline"),
        credit(quoted(SEED, "Articles by: [RT](#)", "tail", "articles-by"), RT, strength=0.5, family="byline"),
    )
    head = quoted(SEED, "Global Research, November 04, 2015", "head", "date-line")
    return reading(
        SEED,
        title="25,000-30,000 Foreign Mercenaries in Syria, Fighting for the ISIS",
        published=date("2015-11-04", evidence=head),
        credits=credits,
        copyright=(CopyrightLine(line.quote, "RT", RT, "RT", (2015,), False, "article", line),),
        notices=_seed_notices(),
        origin=StatedOrigin("republication", "stated", "RT", RT, None, 0.98),
        basis="claimed",
    )


def _seed_notices() -> tuple[Notice, ...]:
    def sentence(first: str, last: str) -> str:
        start = SEED.index(first)
        return SEED[start : SEED.index(last, start) + len(last)]

    liability = sentence("The contents of this article", "author(s).")
    grant = sentence("The Centre of Research", "original Global Research article.")
    contact = sentence("For publication of", "publications@globalresearch.ca")
    fair = sentence("We are making such material", "social issues.")
    made = (
        ("liability_disclaimer", liability, (), None),
        ("cross_posting_permission", grant, ("source", "copyright", "hyperlink"), None),
        ("reuse_by_contact", contact, (), "publications@globalresearch.ca"),
        ("fair_use", fair, ("non-profit",), None),
    )
    return tuple(Notice(k, t, c, who, quoted(SEED, t, "tail", k)) for k, t, c, who in made)


def links(whose: OutletRef) -> tuple[StateLink, ...]:
    """A register that lists one outlet."""
    return (StateLink("A Register", "SC", "controlled", "2024-05-01"),) if whose.slug == "rt" else ()


def traced(read: Reading, searched: Searched = NOTHING) -> Trace:
    article = article_node(read, links, held=True)
    nodes, edges = declared(article, read, links)
    return assemble(article, read, nodes, edges, searched=searched)


def seed_trace() -> Trace:
    return traced(seed_reading())


def node(name: str, *, held: bool = False, title: str | None = None, published: str | None = None) -> Node:
    who = outlet(name)
    when = date(published) if published else None
    return Node(node_key(who.slug, None, name), name, None, who, None, title, when, held)


def edge(child: Node, parent: Node, relation: str = "republished_from", confidence: float = 0.9) -> Edge:
    proof = Evidence(f"First printed in {parent.name}.", "tail", None, 0, 10, "made", "1")
    return Edge(
        edge_key(child.key, parent.key), child.key, parent.key, relation, "declared", confidence, "credit", ("credit",),
        "named", parent.outlet, None, None, None, None, None, False, (proof,),
    )  # fmt: skip


def drawn(article: Node, nodes: tuple[Node, ...], edges: tuple[Edge, ...], text: str = "Words.") -> Trace:
    """A trace of any shape."""
    return assemble(article, reading(text, by=article.outlet), nodes, edges, searched=NOTHING)
