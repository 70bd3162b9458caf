"""Nodes: the article itself, and articles known only from a credit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from provenance.records.article import Credit, Reading
from provenance.records.keys import article_key, node_key
from provenance.records.lineage import Node, StateLink
from provenance.records.outlet import OutletRef
from provenance.text import sha256_text, text_class
from provenance.urls import canonical_url, host_of, same_site

StateLinks = Callable[[OutletRef], tuple[StateLink, ...]]
"""What dated sources list about an outlet's link to a state; an empty tuple where nothing is listed."""

UNNAMED = "a source not named"
NO_OUTLET = "an outlet not known"


def no_links(outlet: OutletRef) -> tuple[StateLink, ...]:
    """For callers without a registry: nothing is listed about anybody."""
    return ()


def canonical(url: str | None) -> str | None:
    """The one address of a page, or None where the text is none."""
    try:
        return canonical_url(url) if url else None
    except ValueError:
        return None


def names_a_page(url: str) -> bool:
    """Whether a canonical address leads to one page, not to a site's front."""
    parts = urlsplit(url)
    return parts.path not in ("", "/") or bool(parts.query)


def article_node(reading: Reading, state_links: StateLinks = no_links, *, held: bool) -> Node:
    """The node of the article that was read; `held` says whether a library keeps it."""
    page, article, document = reading.page, reading.article, reading.document
    outlet = page.outlet if page else None
    url = canonical(page.url) if page else None
    digest = sha256_text(document.text if document else "")
    return Node(
        key=article_key(url, outlet.slug if outlet else None, digest),
        name=outlet.name if outlet else (page.host if page and page.host else NO_OUTLET),
        host=page.host if page else None,
        outlet=outlet,
        url=url,
        title=article.title if article else None,
        published=article.published if article else None,
        held=held,
        state_links=state_links(outlet) if outlet else (),
    )


def credited_name(credits: tuple[Credit, ...]) -> str | None:
    """Whom credits for one source name: a listed outlet by its own name, any other as the page writes it."""
    outlet = next((c.outlet for c in credits if c.outlet), None)
    if outlet and not outlet.provisional:
        return outlet.name
    return next((c.name for c in credits if c.name), None) or (outlet.name if outlet else None)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the nodes that an article's credits tell of.

    Without a claimed address a node is keyed by outlet and text class: ten papers that credit one
    agency for one text lead to one node.
    """

    article: Node
    text_class: str | None
    state_links: StateLinks

    @classmethod
    def of(cls, article: Node, reading: Reading, state_links: StateLinks) -> Maker:
        """The maker for one reading."""
        text = reading.article.text if reading.article else ""
        return cls(article, text_class(text) if text.strip() else article.key, state_links)

    def claimed_url(self, credits: tuple[Credit, ...]) -> str | None:
        """The address the strongest of the credits gives for the text there, or None.

        A byline's or copyright line's link leads to an author's or holder's page, a link to a
        front page to no text, and a link to the page's own site to no source: none of them counts.
        """
        for credit in credits:
            url = canonical(credit.url)
            if url and credit.family not in ("byline", "copyright") and names_a_page(url) and not self._own(url):
                return url
        return None

    def _own(self, url: str) -> bool:
        return self.article.host is not None and same_site(host_of(url), self.article.host)

    def node(self, credits: tuple[Credit, ...]) -> Node:
        """The node, not held, that these credits (strongest first, all for one source) tell of."""
        lead = credits[0]
        outlet = next((c.outlet for c in credits if c.outlet), None)
        url = self.claimed_url(credits)
        name = credited_name(credits)
        # A name without an outlet record must not fall together with another such name.
        slug = outlet.slug if outlet else next((c.name for c in credits if c.name), None)
        return Node(
            key=node_key(slug, url, self.text_class),
            name=name or host_of(url) or UNNAMED,
            host=host_of(url) or (outlet.domain if outlet else None),
            outlet=outlet,
            url=url,
            title=None,
            published=next((c.date for c in credits if c.date), lead.date),
            held=False,
            state_links=self.state_links(outlet) if outlet else (),
        )
