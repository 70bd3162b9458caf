"""What does not fit together: rival origins, names against links, dates, circles, identity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from provenance.lineage.graph import copies_first, upward, whole
from provenance.lineage.nodes import canonical, credited_name, names_a_page
from provenance.lineage.sources import Source, sources
from provenance.lineage.when import stated_earlier
from provenance.records.article import Credit, PageIdentity, Reading
from provenance.records.evidence import Evidence
from provenance.records.lineage import Conflict, Edge, Node
from provenance.records.outlet import OutletRef
from provenance.urls import host_of, same_site

Owns = Callable[[OutletRef, str], bool]
"""Whether an outlet publishes under a host; the registry knows outlets with several domains."""


def owns_by_domain(outlet: OutletRef, host: str) -> bool:
    """For callers without a registry: the host is of the outlet's one known domain, or that is not known."""
    return outlet.domain is None or same_site(host, outlet.domain)


def conflicts(
    reading: Reading,
    article: Node,
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    owns: Owns = owns_by_domain,
) -> tuple[Conflict, ...]:
    """Everything about the chain that cannot all be so, each in one sentence with its evidence."""
    by_key = {n.key: n for n in (article, *nodes)}
    edges = tuple(edges)
    found = (
        *_rivals(reading, article),
        *_names_and_links(reading.credits, owns),
        *_two_addresses(reading.credits),
        *_dates(by_key, edges),
        *_unshared(by_key, edges),
        *_circles(article, by_key, edges),
        *_leads_to_itself(reading, article),
        *_canonical_elsewhere(reading),
        *_identity(reading.page, owns),
    )
    return tuple(dict.fromkeys(found))


def _rivals(reading: Reading, article: Node) -> Iterator[Conflict]:
    """Each source beside the strongest at the same distance, or a source beside the page's word that the text is its own."""
    told = [s for s in sources(reading.credits, "in") if s.stage]
    strongest: dict[int | None, Source] = {}
    for b in told:
        a = strongest.setdefault(b.stage, b)
        if a is not b and b.relation != "press_release":
            detail = f"Two different origins are credited: {_who(a)} ({a.confidence:.2f}) and {_who(b)} ({b.confidence:.2f})."
            yield Conflict("rival_origins", detail, _first(a.evidence, b.evidence))
    own = [c for c in reading.credits if c.direction == "self" and c.strength >= 0.9]
    if own and told:
        detail = f"{article.name} names itself as the origin and credits {_who(told[0])}."
        yield Conflict("rival_origins", detail, _first([own[0].evidence], told[0].evidence))


def _who(source: Source) -> str:
    return credited_name(source.credits) or "somebody else"


def _first(*several: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(e for some in several for e in some[:2]))


def _names_and_links(credits: Iterable[Credit], owns: Owns) -> Iterator[Conflict]:
    for credit in credits:
        host = host_of(credit.url)
        if credit.direction != "in" or credit.outlet is None or host is None or owns(credit.outlet, host):
            continue
        detail = (
            f"The credit names {credit.name or credit.outlet.name} ({credit.outlet.name}); its link leads to {host}."
        )
        yield Conflict("name_and_link", detail, (credit.evidence,))


def _two_addresses(credits: Iterable[Credit]) -> Iterator[Conflict]:
    for source in sources(credits, "in"):
        told: dict[str, Credit] = {}
        for credit in source.credits:
            url = canonical(credit.url)
            if url and names_a_page(url) and credit.family not in ("byline", "copyright"):
                told.setdefault(url, credit)
        if len(told) > 1:
            detail = f"{_who(source)} is credited with {len(told)} different addresses: {', '.join(list(told)[:3])}."
            yield Conflict("two_addresses", detail, tuple(dict.fromkeys(c.evidence for c in told.values())))


def _dates(nodes: dict[str, Node], edges: tuple[Edge, ...]) -> Iterator[Conflict]:
    for edge in whole(edges):
        child, parent = nodes.get(edge.child), nodes.get(edge.parent)
        if child is None or parent is None or not stated_earlier(child.published, parent.published):
            continue
        assert child.published is not None and parent.published is not None  # stated_earlier has seen both
        detail = (
            f"{parent.name}, credited as the source, is dated {parent.published.value}, "
            f"after the copy at {child.name}, dated {child.published.value}."
        )
        proof = (parent.published.evidence, child.published.evidence)
        yield Conflict("order_of_dates", detail, tuple(e for e in proof if e))


def _unshared(nodes: dict[str, Node], edges: tuple[Edge, ...]) -> Iterator[Conflict]:
    for edge in whole(edges):
        child, parent = nodes.get(edge.child), nodes.get(edge.parent)
        if child is None or parent is None or edge.overlap != 0 or edge.found_by != "credit":
            continue
        detail = f"{child.name} credits {parent.name}; both are held, and the two texts have no passage in common."
        yield Conflict("no_shared_text", detail, tuple(e for e in edge.evidence[:1] if isinstance(e, Evidence)))


def _circles(article: Node, nodes: dict[str, Node], edges: tuple[Edge, ...]) -> Iterator[Conflict]:
    up = upward(article.key, edges)
    _, circle = copies_first(up)
    if not circle:
        return
    inside = [e for e in up if e.child in circle and e.parent in circle]
    names = ", ".join(dict.fromkeys(nodes[k].name if k in nodes else k for e in inside for k in (e.child, e.parent)))
    proof = tuple(x for e in inside for x in e.evidence[:1] if isinstance(x, Evidence))
    yield Conflict("cycle", f"The credits run in a circle: {names}.", tuple(dict.fromkeys(proof)))


def _leads_to_itself(reading: Reading, article: Node) -> Iterator[Conflict]:
    for credit in reading.credits:
        if credit.direction == "in" and article.url and canonical(credit.url) == article.url:
            detail = f"A credit to {credit.name or 'another source'} leads back to this very page."
            yield Conflict("cycle", detail, (credit.evidence,))


def _canonical_elsewhere(reading: Reading) -> Iterator[Conflict]:
    """A preferred address on another outlet's site that no other signal of the page bears out."""
    page = reading.page
    if page is None or page.outlet is None or page.identity_basis not in ("fetched", "archived", "given"):
        return
    for source in sources(reading.credits, "in"):
        if all(c.evidence.where == "canonical" for c in source.credits):
            detail = (
                f"The page stands at {page.host or page.outlet.name} and names an address of {_who(source)} "
                "as its preferred one; nothing else on it credits that outlet."
            )
            yield Conflict("canonical_elsewhere", detail, source.evidence)


def _identity(page: PageIdentity | None, owns: Owns) -> Iterator[Conflict]:
    if page is None or page.outlet is None or page.identity_basis != "given":
        return
    if page.host and not owns(page.outlet, page.host):
        detail = f"The outlet was given as {page.outlet.name}; the page's address is on {page.host}."
        yield Conflict("identity", detail, page.evidence)
