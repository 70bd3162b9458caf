"""From claims to credits, and from credits to the stated origin.

Whose is whose comes first (self, inward, outward), then support, then the sum: within a family of
signals the strongest counts, families combine as 1 - product(1 - s), capped; rivals stay rivals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from provenance.attribute.authors import Authors
from provenance.attribute.credits import Claim
from provenance.attribute.scene import Scene
from provenance.records.article import EXTRACTOR_VERSION, FROM_ELSEWHERE, Byline, Credit, OriginKind, StatedOrigin
from provenance.records.keys import credit_key, reading_key

CAP = 0.98
"""No credit is surer than this: it is the page's own claim."""
RIVAL_MARGIN = 0.12
"""Two origins whose confidences differ by less are rivals."""
_FIRST = (
    ".first-published",
    ".first-there",
    ".composed-first",
    ".original-source",
    ".provided",
    ".made-by",
    ".produced-by",
)
_TAKEN = (".republished", ".taken-from", ".composed-taken", ".source-label", ".courtesy", "date-line", "linked-name")
_SIGNED = ("last-words", "paper-sign-off")
_TELLING = (".first-published", ".first-there", ".republished", ".original-source", ".translated", ".permission-of")
_KINDS: dict[str, OriginKind] = {
    "republished_from": "republication", "wire": "wire", "translated_from": "translation", "adapted_from": "republication",
    "excerpt_from": "excerpt", "co_published": "co_published", "syndicated_by": "republication", "press_release": "press_release",
}  # fmt: skip
_WEIGHT = {
    "translated_from": 3,
    "excerpt_from": 3,
    "co_published": 2,
    "adapted_from": 2,
    "press_release": 2,
    "republished_from": 1,
    "wire": 1,
    "syndicated_by": 0,
}


def settle(scene: Scene, claims: Iterable[Claim], authors: Sequence[Authors]) -> tuple[Credit, ...]:
    """Direct every claim, drop what only supports and has nothing to support, and key the rest."""
    signed = any(b.kind == "person" for a in authors for b in a.bylines)
    directed = [_weighed(found, signed) for claim in claims if (found := _directed(scene, claim)) is not None]
    kept = [c for c in directed if not c.supports_only or _supported(c, directed)]
    reading = reading_key(scene.page.capture.key, EXTRACTOR_VERSION)
    credits = {credit.key: credit for credit in (_credit(reading, claim) for claim in _once(kept))}
    return tuple(credits.values())


def _directed(scene: Scene, claim: Claim) -> Claim | None:
    if claim.outlet is None or claim.direction == "out":
        return claim
    host = claim.outlet.domains[0].host if claim.outlet.domains else None
    if not scene.own(claim.outlet, claim.name, host) or _of_sister(scene, claim, host):
        return claim
    if claim.supports_only or claim.relation in ("syndicated_by", "hat_tip") or claim.evidence.rule == "date-line":
        return None  # a page's own name above its text says when it stood here, not whose it was
    if claim.relation == "contributed" and claim.family != "text":
        return None  # an own byline
    if claim.relation == "contributed":
        return replace(
            claim, name=None, outlet=None, known=False, url=None
        )  # own desk "and agencies": they stay unnamed
    return replace(claim, relation="self_origin", direction="self", partial=False)


def _of_sister(scene: Scene, claim: Claim, host: str | None) -> bool:
    """Whether a sentence of the page says that the text stood first with another title of its owner."""
    told = claim.relation in FROM_ELSEWHERE and claim.known and claim.evidence.rule.endswith(_TELLING)
    return told and not scene.itself(claim.outlet, claim.name, host)


def _weighed(claim: Claim, signed: bool) -> Claim:
    """A source label below a signed text is a reference of its author's, not where the text is from."""
    below = claim.evidence.where in ("tail", "body")
    label = claim.evidence.rule.endswith(("source-label", "source-link")) and below
    if label and signed and claim.direction == "in" and claim.relation == "republished_from":
        return replace(claim, relation="hat_tip", strength=min(claim.strength, 0.3))
    if label and signed and claim.direction == "in" and claim.relation == "wire":
        return replace(claim, relation="contributed", partial=True)
    return claim


def _supported(claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether another claim, of another family, credits the same outlet."""
    return any(
        o.outlet is not None and claim.outlet is not None and o.outlet.slug == claim.outlet.slug and o.direction == claim.direction
        and (not o.supports_only or (o.family != claim.family and claim.evidence.rule != o.evidence.rule))
        for o in others
        if o is not claim
    )  # fmt: skip


def _once(claims: Sequence[Claim]) -> list[Claim]:
    """One claim for each place and outlet: the strongest."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        place = (
            claim.evidence.start,
            claim.evidence.end,
            claim.evidence.locator if claim.evidence.start is None else None,
        )
        key = (place, claim.outlet.slug if claim.outlet else None, claim.partial, claim.direction)
        if key not in best or claim.strength > best[key].strength:
            best[key] = claim
    return list(best.values())


def _credit(reading: str, claim: Claim) -> Credit:
    e = claim.evidence
    return Credit(
        key=credit_key(reading, e.start, e.end, e.locator if e.start is None else None, claim.relation, claim.name),
        relation=claim.relation, direction=claim.direction, name=claim.name,  # type: ignore[arg-type]
        outlet=claim.outlet.ref if claim.outlet else None, url=claim.url, authors=claim.authors, date=claim.date,
        licence=claim.licence, item_id=claim.item_id, partial=claim.partial, strength=claim.strength, evidence=e, family=claim.family,
    )  # fmt: skip


def combined(credits: Iterable[Credit]) -> float:
    """Confidence of several credits for one origin: strongest per family, families as noisy-or."""
    strongest: dict[str, float] = defaultdict(float)
    for credit in credits:
        strongest[credit.family] = max(strongest[credit.family], credit.strength)
    doubt = 1.0
    for strength in strongest.values():
        doubt *= 1 - strength
    return round(min(CAP, 1 - doubt), 4)


def stated_origin(scene: Scene, credits: Sequence[Credit], bylines: Sequence[Byline]) -> StatedOrigin:
    """What the page's credits come to, or its bylines where it has none."""
    if found := origin_of(credits):
        return found
    if any(b.outlet and scene.own(scene.registry.by_slug(b.outlet.slug)) for b in bylines):
        mine = scene.own_outlet
        return StatedOrigin("original", "stated", mine.name if mine else None, mine.ref if mine else None, None, 0.7)
    return StatedOrigin("unknown", "silence", None, None, None, 0.0)


def origin_of(credits: Sequence[Credit]) -> StatedOrigin | None:
    """What credits come to by themselves; None where none of them says whose the text is."""
    whole = [c for c in credits if c.direction == "in" and not c.partial and c.relation in FROM_ELSEWHERE]
    partial = [c for c in credits if c.direction == "in" and c.partial]
    own = [c for c in credits if c.direction == "self"]
    if whole:
        return _from_elsewhere(whole, own)
    if partial:
        best = max(partial, key=lambda c: c.strength)
        return StatedOrigin("mixed", "stated", best.name, best.outlet, best.url, combined(partial))
    if own:
        best = max(own, key=lambda c: c.strength)
        return StatedOrigin("original", "stated", best.name, best.outlet, None, combined(own))
    return None


def _from_elsewhere(whole: Sequence[Credit], own: Sequence[Credit]) -> StatedOrigin:
    groups: dict[str, list[Credit]] = defaultdict(list)
    for credit in whole:
        groups[credit.outlet.slug if credit.outlet else ""].append(credit)
    named = {
        slug: group for slug, group in groups.items() if slug and any(c.relation != "syndicated_by" for c in group)
    }
    ranked = sorted(
        (named or groups).values(), key=lambda g: (_only_preferred(g), -combined(g), g[0].evidence.start or 0)
    )
    ranked = _first_home_first(ranked)
    first = ranked[0]
    confidence = combined(first)
    lead = max(first, key=lambda c: (_WEIGHT.get(c.relation, 0) if c.strength >= 0.8 else -1, c.strength))
    relation = lead.relation
    rivals = [
        g
        for g in ranked[1:]
        if confidence - combined(g) < RIVAL_MARGIN
        and not (_one_chain(first, g) or _one_line(first, g) or _only_preferred(g) or _handed_on(first, g))
    ]
    if own and combined(own) > confidence - RIVAL_MARGIN and max(c.strength for c in own) >= 0.9:
        rivals.append(list(own))
    if rivals:
        return StatedOrigin("unknown", "conflict", None, None, None, round(confidence / 2, 4))
    url = next((c.url for c in sorted(first, key=lambda c: -c.strength) if c.url), None)
    return StatedOrigin(_KINDS[relation], "stated", _called(first, lead), lead.outlet, url, confidence)


def _first_home_first(ranked: list[list[Credit]]) -> list[list[Credit]]:
    """The outlet a sentence says had it first before the one it was merely taken from: the end of a chain of two."""
    homes = [g for g in ranked if any(c.evidence.rule.endswith(_FIRST) for c in g)]
    return (
        sorted(ranked, key=lambda g: g not in homes) if len(homes) == 1 and _handed_on(homes[0], ranked[0]) else ranked
    )


def _handed_on(first: Sequence[Credit], other: Sequence[Credit]) -> bool:
    """Whether one had it first and the page says of the other only that it took the text from there."""
    if all(c.evidence.rule in _SIGNED for c in other) and any(c.evidence.rule.endswith(_TAKEN) for c in first):
        return True  # whoever signed below had it before the station named above
    said = any(c.evidence.rule.endswith(_FIRST) for c in first)
    return said and all(c.evidence.rule.endswith(_TAKEN) for c in other)


def _only_preferred(credits: Sequence[Credit]) -> bool:
    """Whether only a canonical link names it: which copy is preferred, perhaps a later station than who is named in words."""
    return all(c.evidence.rule == "canonical.elsewhere" for c in credits)


def _called(credits: Sequence[Credit], lead: Credit) -> str | None:
    """The name a person would use: as written on the page rather than a domain."""
    written = sorted((c for c in credits if c.family in ("text", "byline", "copyright")), key=lambda c: -c.strength)
    return next((c.name for c in written if c.name), lead.name)


def _one_line(first: Sequence[Credit], other: Sequence[Credit]) -> bool:
    """Named together on one line ("Source: dpa/AFP") they share the text and are no rivals."""
    places = {(c.evidence.start, c.evidence.end, c.evidence.locator) for c in first}
    return any((c.evidence.start, c.evidence.end, c.evidence.locator) in places for c in other)


def _one_chain(first: Sequence[Credit], other: Sequence[Credit]) -> bool:
    """A wire text that another outlet had first, or a distributor between: stations of one chain, no rivals."""
    relations = {c.relation for c in first} | {c.relation for c in other}
    return bool(relations & {"wire", "syndicated_by", "press_release", "co_published", "translated_from"}) and bool(
        relations - {"wire"}
    )
