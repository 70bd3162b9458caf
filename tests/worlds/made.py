"""A world in memory: every copy, credit, headline and attribution drawn by planted rates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from provenance.records.counted import Arrow, Handed, Place, Said
from provenance.records.keys import article_key, edge_key, make_key

BEGIN = 1_700_000_000
"""Seconds since 1970 at which the first article is published; the next follows a minute later."""
RECENT = 60
"""Articles of a source from which a copy is taken: its latest."""
PLACES = (
    "Harbour", "Valley", "Northern", "Lakeside", "Old Town", "Island", "Border", "Coast", "Summit", "River", "Forest", "Plain",
    "Station", "Market", "Garden", "Canal", "Bridge", "Meadow", "Quarry", "Orchard",
)  # fmt: skip
PAPERS = ("Gazette", "Courier", "Observer", "Tribune", "Record", "Echo", "Mail", "Chronicle")
PEOPLE = (
    "Ada Linden", "Bram Okoye", "Carla Weiss", "Deniz Aydin", "Emil Novak", "Farah Haddad", "Goran Petrov", "Hana Sato", "Ivo Marin", "Jana Keller",
)  # fmt: skip
CREDITS = ("linked", "named", "byline", "tag")


@dataclass(frozen=True, slots=True)
class Rates:
    """What is planted in one outlet: chances that an article is a copy, that a copy credits, has another title, drops a speaker.

    `overlap` is the mean share of a copy's words that its source has.
    """

    copying: float
    crediting: float
    retitling: float
    dropping: float
    overlap: float


@dataclass(frozen=True, slots=True)
class MadeOutlet:
    """One outlet: its name, kind and rates; `listed` is what a made list says of its link to a state."""

    slug: str
    name: str
    kind: str
    rates: Rates
    listed: str | None = None


@dataclass(slots=True)
class World:
    """Articles in order of publication with everything that is known of them."""

    seed: int
    outlets: tuple[MadeOutlet, ...]
    articles: list[Place] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    handed: list[Handed] = field(default_factory=list)

    def places(self) -> Mapping[str, Place]:
        """The articles by key."""
        return {a.key: a for a in self.articles}

    def of(self, slug: str) -> list[Place]:
        """The articles of one outlet."""
        return [a for a in self.articles if a.outlet == slug]

    def words(self, slug: str) -> dict[int, int]:
        """How many articles of an outlet have so many words."""
        return dict(Counter(a.words or 0 for a in self.of(slug)))


def made(seed: int, outlets: int = 40, articles: int = 20_000, *, same: bool = False) -> World:
    """A world; with `same` every outlet has the same rates, so that no difference is there to be found."""
    rng = np.random.default_rng(seed)
    world = World(seed, tuple(_outlets(rng, outlets, same=same)))
    weights = rng.dirichlet(np.full(outlets, 0.3), size=outlets)
    np.fill_diagonal(weights, 0)
    weights = np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)
    by_outlet: list[list[int]] = [[] for _ in range(outlets)]
    carried: dict[int, list[tuple[str, str]]] = defaultdict(list)
    who = rng.integers(0, outlets, articles)
    for number in range(articles):
        at = int(who[number])
        _publish(world, rng, number, at, weights[at], by_outlet, carried)
        by_outlet[at].append(number)
    return world


def _outlets(rng: np.random.Generator, many: int, *, same: bool) -> list[MadeOutlet]:
    found = []
    for n in range(many):
        name = f"The {PLACES[n % len(PLACES)]} {PAPERS[n // len(PLACES) % len(PAPERS)]}"
        kind = "agency" if n < max(1, many // 10) else "newspaper"
        rates = Rates(0.4, 0.5, 0.4, 0.2, 0.8) if same else Rates(
            float(rng.uniform(0.05, 0.8)), float(rng.uniform(0.05, 0.95)), float(rng.uniform(0.1, 0.9)), float(rng.uniform(0.05, 0.6)),
            float(rng.uniform(0.55, 0.95)),
        )  # fmt: skip
        if kind == "agency":
            name, rates = f"{PLACES[n % len(PLACES)]} Wire", rates if same else Rates(0.0, 0.5, 0.5, 0.1, 0.9)
        found.append(MadeOutlet(name.lower().replace(" ", "-"), name, kind, rates, "controlled" if n == 1 else None))
    return found


def _publish(
    world: World, rng: np.random.Generator, number: int, at: int, weights: np.ndarray, by_outlet: list[list[int]],
    carried: dict[int, list[tuple[str, str]]],
) -> None:  # fmt: skip
    outlet = world.outlets[at]
    rates = outlet.rates
    key = article_key(f"https://{outlet.slug}.example/{world.seed}/{number}", None, "")
    words = int(rng.gamma(6, 60)) + 60
    title = f"Title {number}"
    source = _source(rng, weights, by_outlet) if rng.random() < rates.copying else None
    if source is not None:
        parent = world.articles[source]
        changed = bool(rng.random() < rates.retitling)
        title = title if changed else parent.title or title
        world.arrows.append(_arrow(world, rng, key, parent, rates, changed=changed))
        for quotation, speaker in carried[source]:
            if rng.random() < 0.8:
                dropped = bool(rng.random() < rates.dropping)
                if speaker:
                    world.handed.append(Handed(key, quotation, "dropped" if dropped else "kept"))
                _say(world, rng, key, number, quotation, "" if dropped else speaker, carried)
    else:
        for n in range(int(rng.random() * 4)):
            speaker = PEOPLE[int(rng.random() * len(PEOPLE))]
            _say(world, rng, key, number, make_key("quo", (world.seed, number, n)), speaker, carried)
    world.articles.append(Place(key, outlet.slug, outlet.name, outlet.kind, True, words, BEGIN + 60 * number, title))


def _source(rng: np.random.Generator, weights: np.ndarray, by_outlet: list[list[int]]) -> int | None:
    """An article of another outlet, one of its latest; None where none is there yet. `weights` are summed up."""
    for at in np.minimum(np.searchsorted(weights, rng.random(8)), len(weights) - 1):
        recent: list[int] = by_outlet[int(at)][-RECENT:]
        if recent:
            return recent[int(rng.random() * len(recent))]
    return None


def _arrow(world: World, rng: np.random.Generator, key: str, parent: Place, rates: Rates, *, changed: bool) -> Arrow:
    credited = rng.random() < rates.crediting
    credit = CREDITS[int(rng.random() * len(CREDITS))] if credited else "none"
    overlap = float(rng.beta(20 * rates.overlap, 20 * (1 - rates.overlap)))
    return Arrow(
        edge_key(key, parent.key), key, parent.key, "republished_from" if credited else "copied_from", "confirmed" if credited else "matched",
        0.95 if credited else 0.9, "both" if credited else "text", credit, parent.outlet if credited else None, round(overlap, 4),
        round(float(rng.uniform(0.4, 1)), 4), changed,
    )  # fmt: skip


def _say(
    world: World, rng: np.random.Generator, key: str, number: int, quotation: str, speaker: str, carried: dict[int, list[tuple[str, str]]]
) -> None:  # fmt: skip
    words = 8 + int(rng.random() * 32)
    statement = make_key("stm", (key, quotation))
    name = speaker or None
    world.said.append(Said(key, statement, True, words, speaker, name, "person" if name else "unknown", None, None))
    carried[number].append((quotation, speaker))
