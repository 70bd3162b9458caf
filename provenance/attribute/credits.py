"""Credits written on the page: formulas, source labels, date lines, agency datelines, sign-offs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from provenance.attribute.cues import Held
from provenance.attribute.links import link_target
from provenance.attribute.naming import DOMAIN, organisation_like, press_like
from provenance.attribute.phrases import CreditFormula, Phrases
from provenance.attribute.scene import Scene
from provenance.attribute.slots import Named, look_up, named_in
from provenance.attribute.template import Form
from provenance.records.article import FROM_ELSEWHERE, Family, Relation
from provenance.records.dates import DateClaim
from provenance.records.document import Line
from provenance.records.evidence import Evidence
from provenance.records.outlet import Outlet
from provenance.text import sentences, words
from provenance.times import Interval, find_written, utc_text
from provenance.urls import host_of

WIRE_KINDS = frozenset({"agency"})
PRESS_KINDS = frozenset({"newspaper", "magazine", "broadcaster", "site"})
MAX_LINE = 2000
MAX_LABELS = 160
_WORDS = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
MAX_WHOLE = 400
_LABEL_START = re.compile(r"\s[|·•–—-]\s+|\d\s+(?=[^\W\d])|[AP]M\s+|\)\s+|[\s\d](?=[\u4e00-\u9fff]{2,5}\s?:)")
_LEAD = re.compile(
    r"""[\W_]*(?:(?:anm(?:erkung|\.)\ ?(?:der|d\.)\ ?red(?:aktion|\.)?|hinweis|nota(?:\ d\w{1,4}\ \w{1,12})?|note\ de\ (?:la\ rédaction|l['’]éditeur)
    |примечание(?:\ редакции)?|от\ редакции|редакция|编者按|編者按|编者注|注|ndlr|ndr)\s*:\s*
    |(?:editor|publisher|author)s?['’]?s?\s+note\b[\W_]*|note\b[\W_]*|disclaimer\b[\W_]*|p\.?s\.?\s*:\s*)?""",
    re.I | re.X,
)
_INSIDE = re.compile(r"\s[(\[]\s?(?=[^\W\d])|\s[|•]\s|\.\s+(?=[A-Z])")
"""Where in a short line a credit may begin too: in brackets, behind a bar, behind what looked like no end of a sentence."""
MIN_INSIDE, MAX_INSIDE, MAX_STARTS = 0.85, 300, 6
_INITIALS = re.compile(r"(?:^|[\s,(])([a-z]{2,4})\s?/")
LICENCE = re.compile(
    r"\b(CC[ -](?:BY(?:[ -](?:NC|ND|SA))*|0)(?:[ -]\d\.\d)?|Creative Commons(?: [\w-]+){0,4} licen[cs]e|Creative Commons)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A credit before it is judged whose it is: see `records.article.Credit`."""

    relation: Relation
    direction: str
    name: str | None
    outlet: Outlet | None
    known: bool
    url: str | None
    strength: float
    partial: bool
    evidence: Evidence
    family: Family
    authors: tuple[str, ...] = ()
    date: DateClaim | None = None
    licence: str | None = None
    item_id: str | None = None
    supports_only: bool = False
    """Counts only beside another claim for the same outlet: a byline alone is no origin."""


def spans_read(claims: Iterable[Claim]) -> list[tuple[int, int]]:
    """Where in the document claims that name an outlet were found."""
    found = (c.evidence for c in claims if c.outlet)
    return [(e.start, e.end) for e in found if e.start is not None and e.end is not None]


def written_credits(scene: Scene) -> Iterator[Claim]:
    """All credits the page's own lines state, in page order."""
    margins = {line.index for line in scene.margins}
    for line in scene.page.document.lines:
        margin = line.index in margins
        if not scene.beside_text(line) or not (margin or line.window == "body" or "article" in line.context):
            continue
        lowered = line.text[:MAX_LINE].lower()
        asked = [(t, held) for t in scene.tongues if (held := _held(t, t.cues.within(lowered), margin))]
        for start, end in sentences(line.text[:MAX_LINE]) if asked else ():
            yield from _formulas(scene, line, start, end, asked)


def _held(tongue: Phrases, present: frozenset[str], margin: bool) -> Held[CreditFormula]:
    return (tongue.credits_by_cue if margin else tongue.strong_by_cue).held(present)


def _formulas(
    scene: Scene, line: Line, start: int, end: int, asked: Sequence[tuple[Phrases, Held[CreditFormula]]]
) -> Iterator[Claim]:
    """The credits of one sentence; the first language and formula that says something wins."""
    lead = _LEAD.match(line.text, start, end)
    begin = lead.end() if lead else start
    picture = scene.of_picture(line)
    for tongue, held in asked:
        present = tongue.cues.within(line.text[begin:end].lower())
        for formula, wordings in held:
            forms = wordings if formula.whole else [form for form in wordings if form.may_match(present)]
            if not forms or (formula.position == "tail" and not scene.in_tail(line)):
                continue
            if (picture and (formula.label or formula.needs)) or (
                formula.label and (scene.beside_column(line) or not scene.at_edge(line))
            ):
                continue
            claims = list(_of_formula(scene, tongue, formula, forms, line, (start, end), begin))
            if claims:
                yield from claims
                return


def _of_formula(
    scene: Scene, tongue: Phrases, formula: CreditFormula, forms: Sequence[Form], line: Line, sentence: tuple[int, int], begin: int
) -> Iterator[Claim]:  # fmt: skip
    starts = [begin]
    if formula.strength >= MIN_INSIDE and len(line.text) <= MAX_INSIDE:
        starts += [m.end() for m in _INSIDE.finditer(line.text, begin, sentence[1])][:MAX_STARTS]
    if formula.label and len(line.text) <= MAX_LABELS:
        starts += [m.end() for m in _LABEL_START.finditer(line.text, begin, sentence[1])]
    if formula.whole and sentence[0] == 0 and len(line.text) <= MAX_WHOLE:
        sentence = (0, len(line.text))
    for form in forms:
        for at in starts:
            match = form.pattern.match(line.text, at, sentence[1])
            place = (sentence[0] if at == begin else at, sentence[1])
            claims = list(_claims(scene, tongue, formula, line, place, match)) if match else []
            if form.source.endswith("{outlet}$") and not _ends_with_name(line, match, claims):
                continue
            if claims:
                yield from claims
                return


def _ends_with_name(line: Line, match: re.Match[str] | None, claims: Sequence[Claim]) -> bool:
    """Whether nothing but the names claimed stands to the end: "Avec AFP", not "Avec Reuters, il a parlé"."""
    names = [c.name for c in claims if c.name]
    return bool(match and names) and line.text[: match.end()].rstrip(' .:)]»”"*').endswith(names[-1])  # type: ignore[union-attr]


def _claims(scene: Scene, tongue: Phrases, formula: CreditFormula, line: Line, sentence: tuple[int, int],
            match: re.Match[str]) -> Iterator[Claim]:  # fmt: skip
    evidence = scene.quote(line, *sentence, f"{tongue.language}.{formula.id}")
    licence = LICENCE.search(line.text)
    common = {"licence": licence[0] if licence else None, "evidence": evidence, "family": "text"}
    if formula.unnamed:
        yield _claim(formula, None, **common)
        return
    wholly = formula.relation in FROM_ELSEWHERE - {"wire"}
    for group in (g for g in ("outlet", "outlet2") if g in match.re.groupindex):
        fits = partial(_fits, scene, tongue, formula)
        found = named_in(
            scene, tongue, line, *match.span(group), fits=fits if formula.needs in ("organisation", "known") else None
        )
        edited = formula.label and _edited_here(scene, found, match[group])
        for named in found:
            before = line.text[sentence[0] : named.start]
            if not fits(named) or (wholly and denied(tongue, before)):
                continue
            if (
                not named.known
                and named.url is None
                and _ours(tongue, line.text[match.start(group) : named.start], before)
            ):
                continue
            if edited and named.outlet.kind in WIRE_KINDS and not scene.own(named.outlet, named.name):
                yield replace(_claim(formula, named, **common), relation="contributed", partial=True)
                continue
            date = _date_near(scene, line, named.end, sentence[1], evidence)
            yield _claim(formula, named, url=named.url or _linked(scene, line, sentence, named), date=date, **common)


def denied(tongue: Phrases, before: str) -> bool:
    """Whether what comes before the name takes the credit back: "It is not true that this was first published by"."""
    spoken = f" {' '.join(_WORDS.findall(before.casefold()))} "
    return any(f" {word} " in spoken for word in tongue.slot.get("denials", ()))


def _ours(tongue: Phrases, lead: str, before: str) -> bool:
    """Whether the words that lead to a name make it the page's own: "in our weekly newsletter, Tide Lines"."""
    own, partners = set(tongue.slot.get("ours", ())), set(tongue.slot.get("partners", ()))
    return bool(own.intersection(words(lead))) and not partners.intersection(words(before))


def _edited_here(scene: Scene, found: Sequence[Named], label: str) -> bool:
    """Whether a label names the page's own desk beside an agency: `Quelle: ntv.de, ino/dpa`."""
    initials = any(look_up(scene, m[1]) is None for m in _INITIALS.finditer(label))
    return initials or any(scene.own(n.outlet, n.name) for n in found)


def _claim(formula: CreditFormula, named: Named | None, **rest: object) -> Claim:
    relation: Relation = formula.relation
    if named is not None and named.known and relation == "republished_from" and named.outlet.kind in WIRE_KINDS:
        relation = "wire"
    if named is not None and relation in FROM_ELSEWHERE and named.outlet.kind == "pr_wire":
        relation = "press_release"
    strength = formula.strength if named is None or named.known or named.url else formula.strength - 0.05
    return Claim(relation=relation, direction=formula.direction, name=named.name if named else None, outlet=named.outlet if named else None,
                 known=bool(named and named.known), strength=strength, partial=formula.partial,
                 **{"url": None, **rest})  # type: ignore[arg-type]  # fmt: skip


def _fits(scene: Scene, tongue: Phrases, formula: CreditFormula, named: Named) -> bool:
    if formula.needs_kind and (named.outlet.kind if named.known else "unknown") not in formula.needs_kind:
        return False
    if scene.own(named.outlet, named.name):
        return True
    if formula.label and _maybe_own(scene, named):
        return False
    # A label says too little for just any name: "Source: CDC" is data, "Courtesy of Zillow" a picture.
    if formula.needs == "known":
        press = named.press or press_like(tongue, named.name) or DOMAIN.fullmatch(named.name) is not None
        return (named.known or press) and not is_institution(named.outlet)
    if formula.needs == "organisation":
        if named.outlet.kind == "platform":
            return False
        surely = named.known or named.press or named.described or named.url is not None
        return surely or organisation_like(tongue, named.name)
    return formula.needs == "" or named.known or named.url is not None


def is_institution(outlet: Outlet) -> bool:
    """Universities and offices are where data and studies come from, not news texts."""
    hosts = [d.host for d in outlet.domains]
    return any(re.search(r"(?:^|\.)(?:edu|gov|mil|ac)(?:\.[a-z]{2})?$", host) for host in hosts)


def _maybe_own(scene: Scene, named: Named) -> bool:
    """Whether the name in a label may be the page's own: it stands in the site's frame, or in its rights lines."""
    if named.url is not None or named.outlet.kind in WIRE_KINDS:
        return False
    return scene.named_by_site(named.name, rights=named.known)


def _linked(scene: Scene, line: Line, sentence: tuple[int, int], named: Named) -> str | None:
    """The address of a link in the sentence ("Read the original article") that leads to the outlet named."""
    for link in line.links:
        if not sentence[0] <= link.start < sentence[1] + 80:
            continue
        url = link_target(scene, link.href)
        outlet = scene.registry.by_host(host_of(url)) if url else None
        if outlet is not None and scene.registry.same_owner(outlet, named.outlet):
            return url
    return None


def _date_near(scene: Scene, line: Line, start: int, end: int, evidence: Evidence) -> DateClaim | None:
    found = find_written(line.text[start:end][:60])
    return origin_date(found[2], evidence) if found else None


def origin_date(interval: Interval, evidence: Evidence) -> DateClaim:
    """The date a credit gives for the first publication."""
    return DateClaim(
        value=interval.value, not_before=utc_text(interval.not_before), not_after=utc_text(interval.not_after),
        precision=interval.precision, kind="origin", source=f"text:{evidence.where}", evidence=evidence,
    )  # fmt: skip
