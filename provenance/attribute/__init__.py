"""What a page says about itself: identity, bylines, credits, copyright, notices, stated origin.

One public function. A page goes in as `reading` wrote it down; nothing here fetches, stores or
parses HTML.
"""

from __future__ import annotations

from itertools import chain

from provenance.attribute.article import build_article, last_line
from provenance.attribute.byline_credits import archive_tags, byline_credits
from provenance.attribute.bylines import find_bylines
from provenance.attribute.copyright import copyright_credits, find_copyright
from provenance.attribute.credits import spans_read, written_credits
from provenance.attribute.datelines import dateline_credits
from provenance.attribute.edges import edge_credits
from provenance.attribute.identity import identify
from provenance.attribute.listed import listed_credits
from provenance.attribute.notes import note_credits
from provenance.attribute.notices import find_notices, placed
from provenance.attribute.origin import settle, stated_origin
from provenance.attribute.papers import paper_credits
from provenance.attribute.scene import Scene
from provenance.attribute.signals import signal_credits
from provenance.attribute.stamps import stamp_credits
from provenance.outlets.registry import Registry
from provenance.records.article import EXTRACTOR_VERSION, Reading
from provenance.records.document import Page
from provenance.records.keys import reading_key

__all__ = ["attribute"]


def attribute(page: Page, registry: Registry) -> Reading:
    """Read what the page states about where its text came from, and on which terms."""
    bare = Scene(page, registry)
    found = tuple(find_notices(bare))
    framed = bare.ending(last_line(bare, found))
    notices = placed(framed, found)
    identity = identify(framed)
    scene = framed.identified(identity)
    authors = find_bylines(scene)
    copyright_lines = find_copyright(scene)
    claims = list(chain(
        written_credits(scene),
        edge_credits(scene), dateline_credits(scene), stamp_credits(scene), byline_credits(scene, authors), archive_tags(scene),
        copyright_credits(scene, copyright_lines), signal_credits(scene), listed_credits(scene),
    ))  # fmt: skip
    claims.extend(note_credits(scene, spans_read(claims)))
    claims.extend(paper_credits(scene, spans_read(c for c in claims if not c.supports_only)))
    credits = settle(scene, claims, authors)
    article = build_article(scene, authors, credits, copyright_lines, notices)
    return Reading(
        id=page.capture.id, key=reading_key(page.capture.key, EXTRACTOR_VERSION), status=page.status, reason=page.reason, detail=page.detail,
        page=identity, document=page.document, article=article, origin=stated_origin(scene, credits, article.bylines), credits=credits,
        copyright=copyright_lines, notices=notices, statements=None, own_voice=None, registry=registry.digest, extractor=EXTRACTOR_VERSION,
        capture_key=page.capture.key,
    )  # fmt: skip
