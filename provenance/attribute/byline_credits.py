"""What bylines say of the origin: agencies credit, other outlets only support."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from provenance.attribute.authors import Authors
from provenance.attribute.credits import PRESS_KINDS, Claim, is_institution
from provenance.attribute.papers import paper_named, sure_paper
from provenance.attribute.scene import Scene
from provenance.attribute.slots import look_up
from provenance.records.article import Byline, Relation
from provenance.records.outlet import Outlet

_PICTURE = re.compile(
    r"\b(?:photos?|photographs?|pictures?|images?|bild|fotos?|fot|crédit)\b\s?[.:/]|фото|[图圖]", re.I
)
_FORMER = re.compile(r"\b(?:formerly|former|ehemals|anciennement|ex)\b", re.I)
ARCHIVE_REACH = 15
"""Lines below the text in which the tag of the author's archive may stand, also among teasers."""


def byline_credits(scene: Scene, found: tuple[Authors, ...]) -> Iterator[Claim]:
    """What bylines say of the origin: agencies credit, other outlets only support.

    An agency beside an own author is a contribution; a person's own affiliation to the agency
    ("By Tom Daly, Associated Press") is the agency's text.
    """
    for authors in found:
        persons = [b for b in authors.bylines if b.kind in ("person", "collective")]
        own = any(b.outlet and scene.own(scene.registry.by_slug(b.outlet.slug)) for b in authors.bylines)
        for byline in authors.bylines:
            outlet = _outlet(scene, byline)
            if outlet is None:
                continue
            if byline.kind == "agency":
                yield _agency_claim(byline, outlet, authors, partial=own or (bool(persons) and authors.partial))
            elif (
                persons
                and not own
                and authors.family == "byline"
                and not _PICTURE.search(byline.evidence.quote)
                and not _FORMER.search(byline.evidence.quote)
                and _papers(scene, outlet, byline)
            ):
                yield _paper_claim(byline, outlet, tuple(b.name for b in persons))
            elif not persons and not own and len(authors.bylines) == 1 and _signs_alone(scene, authors, byline):
                yield _paper_claim(byline, outlet, ())
            elif not outlet.provisional:
                yield Claim(
                    "republished_from",
                    "in",
                    byline.name,
                    outlet,
                    True,
                    None,
                    0.6,
                    False,
                    byline.evidence,
                    authors.family,
                    supports_only=True,
                )


def _outlet(scene: Scene, byline: Byline) -> Outlet | None:
    if byline.outlet is None:
        return None
    return scene.registry.by_slug(byline.outlet.slug) or scene.registry.provisional_for_name(byline.name)


def _papers(scene: Scene, outlet: Outlet, byline: Byline) -> bool:
    """Whether an outlet behind a person's name is a paper or a site that is not the page's own under another name."""
    listed = outlet.kind in PRESS_KINDS and not is_institution(outlet)
    sure = outlet.provisional and any(sure_paper(t, byline.name) for t in scene.tongues)
    return (
        (listed or sure or (outlet.provisional and _led(scene, byline)))
        and not scene.named_by_site(byline.name)
        and not scene.domain_begins_with(byline.name)
    )


def _signs_alone(scene: Scene, authors: Authors, byline: Byline) -> bool:
    """Whether a byline above the text is a paper's name and nothing else: "By the Tidewater Chronicle"."""
    above = authors.family == "byline" and any(byline.evidence.start == x.start for x in scene.head)
    return above and paper_named(scene, byline.name) is not None


def _led(scene: Scene, byline: Byline) -> bool:
    """Whether the line begins with a word for authorship: no headline does."""
    said = byline.evidence.quote.casefold().lstrip()
    return any(said.startswith((f"{w} ", f"{w}:", f"{w} :")) for w in scene.leads)


def _paper_claim(byline: Byline, outlet: Outlet, persons: tuple[str, ...]) -> Claim:
    """ "By Jane Doe, Example Post" on another's page: the other paper's text."""
    known = not outlet.provisional
    strength = 0.75 if known else 0.7
    return Claim(
        "republished_from",
        "in",
        byline.name,
        outlet,
        known,
        None,
        strength,
        False,
        byline.evidence,
        "byline",
        authors=persons,
    )


def _agency_claim(byline: Byline, outlet: Outlet, authors: Authors, *, partial: bool) -> Claim:
    relation: Relation = "contributed" if partial else "press_release" if outlet.kind == "pr_wire" else "wire"
    people = tuple(b.name for b in authors.bylines if b.kind == "person")
    return Claim(
        relation, "in", byline.name, outlet, True, None, 0.85, partial, byline.evidence, authors.family, authors=people
    )


@cache
def _archive(lead: str) -> re.Pattern[str]:
    return re.compile(rf"[\W_]*{re.escape(lead)}\s*:?\s+", re.I)


def archive_tags(scene: Scene) -> Iterator[Claim]:
    """ "Articles by: RT": a tag of the author's archive; supports another credit to the same outlet."""
    last = scene.text_lines[-1:]
    near = scene.page.document.lines[last[0] + 1 : last[0] + 1 + ARCHIVE_REACH] if last else ()
    for line in {x.index: x for x in (*near, *scene.head)}.values():
        if line.context & {"nav", "comment"}:
            continue
        for tongue in scene.tongues:
            for lead in tongue.byline.get("archives", ()):
                match = _archive(lead).match(line.text)
                outlet = look_up(scene, line.text[match.end() :].strip(" .:")) if match else None
                if outlet is not None:
                    name = line.text[match.end() :].strip(" .:") if match else ""
                    yield Claim(
                        "republished_from",
                        "in",
                        name,
                        outlet,
                        True,
                        None,
                        0.5,
                        False,
                        scene.whole(line, "author-tag"),
                        "byline",
                        supports_only=True,
                    )
