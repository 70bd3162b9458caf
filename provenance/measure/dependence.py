"""M2, how much of what an outlet publishes stands elsewhere first, and M6, whether it changes the headline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from provenance.measure.estimates import PLAIN, Moments, Rules, from_moments, grouped_ratio, proportion
from provenance.measure.surface import ITEMS, items
from provenance.records.counted import Copy, OutletCopies, OutletSums
from provenance.records.measured import Estimate

Degree = Literal["wholly", "mainly", "partly", "hardly", "not_compared"]
WHOLLY, MAINLY, PARTLY = 0.9, 0.5, 0.1
"""Shares of an article's words: our cut-offs for the classes of the Cardiff studies (Lewis, Williams, Franklin 2008)."""


def degree(copy: Copy) -> Degree:
    """How much of an article its surest source has; `not_compared` where the source's text is not held."""
    overlap = copy.arrow.overlap
    if overlap is None:
        return "not_compared"
    return (
        "wholly"
        if overlap >= WHOLLY
        else "mainly"
        if overlap >= MAINLY
        else "partly"
        if overlap >= PARTLY
        else "hardly"
    )


@dataclass(frozen=True, slots=True)
class Dependence:
    """M2. `measured` counts words found in a held source, `at_most` also those of articles credited whole to a source not held.

    `classes` are shares of articles by degree, `none` those for which no source was found.
    """

    measured: Estimate
    at_most: Estimate
    classes: tuple[tuple[Degree, Estimate, tuple[str, ...]], ...]
    none: Estimate


def dependence(found: Iterable[Copy], words: Mapping[int, int], rules: Rules = PLAIN) -> Dependence:
    """M2, dependence ratio: sum(words * overlap) / sum(words) over all articles with a text, article bootstrap.

    `words` is how many articles of the outlet have so many words, copies among them. By surest source only:
    of a text put together from several, the others' words are not counted.
    """
    listed = [c for c in found if c.article.words]
    n = sum(words.values())
    least, most = Counter[tuple[int, float]](), Counter[tuple[int, float]]()
    for copy in listed:
        w, overlap = copy.article.words or 0, copy.arrow.overlap
        least[w, overlap or 0.0] += 1
        most[w, overlap if overlap is not None else (1.0 if copy.whole else 0.0)] += 1
    lower, upper = _taken(words, least), _taken(words, most)
    groups: dict[Degree, list[str]] = {d: [] for d in ("wholly", "mainly", "partly", "hardly", "not_compared")}
    for copy in listed:
        groups[degree(copy)].append(copy.arrow.key)
    measured = grouped_ratio(lower, "words", rules)
    return Dependence(
        measured,
        measured if upper == lower else grouped_ratio(upper, "words", rules),
        tuple(
            (d, proportion(len(keys), n, rules, detected=d != "not_compared"), tuple(sorted(keys)))
            for d, keys in groups.items()
        ),
        proportion(n - len(listed), n, rules),
    )


def _taken(words: Mapping[int, int], overlaps: Mapping[tuple[int, float], int]) -> Counter[tuple[float, float]]:
    """How many articles have taken so many of so many words."""
    table = Counter({(0.0, float(w)): k for w, k in words.items()})
    for (w, share), k in overlaps.items():
        table[0.0, float(w)] -= k
        table[w * min(1.0, share), float(w)] += k
    return +table


def word_share(words: Mapping[int, int], overlaps: Mapping[tuple[int, float], int], rules: Rules = PLAIN) -> Estimate:
    """M2 in words, as `dependence` has it, from how many articles have so many words, and copies such an overlap."""
    return grouped_ratio(_taken(words, overlaps), "words", rules)


def word_share_of_sums(articles: OutletSums, copies: OutletCopies, rules: Rules = PLAIN) -> Estimate:
    """The same from sums, for very many articles."""
    sums = Moments(
        articles.with_text, copies.taken, float(articles.words), copies.taken_squared, copies.taken_words,
        float(articles.words_squared),
    )  # fmt: skip
    return from_moments(sums, "words", rules)


def headline_change(found: Iterable[Copy], rules: Rules = PLAIN) -> tuple[Estimate, tuple[str, ...], int]:
    """M6, headline change: of the articles copied wholly or mainly, the share under another title, Wilson's interval.

    After Horne and Adalı, An exploration of verbatim content republishing (2018). Case and marks do not count.
    Returns the edges with another title, and how many copies could not be compared since a title is missing.
    """
    close = [c for c in found if degree(c) in ("wholly", "mainly")]
    told = [c for c in close if c.arrow.title_changed is not None]
    changed = tuple(sorted(c.arrow.key for c in told if c.arrow.title_changed))
    return proportion(len(changed), len(told), rules), changed, len(close) - len(told)


@dataclass(frozen=True, slots=True)
class TitleItem:
    """M6 for one thing titles show: of the copies whose source's title has it the share without it, and the other way round."""

    item: str
    lost: Estimate
    lost_keys: tuple[str, ...]
    gained: Estimate
    gained_keys: tuple[str, ...]


def title_items(found: Iterable[Copy], rules: Rules = PLAIN) -> tuple[TitleItem, ...]:
    """M6, what headlines lose and gain: who says it, quotation marks, numbers, words of doubt, denials; Wilson's interval.

    Over the articles copied wholly or mainly whose own title and source's title are known.
    """
    pairs = [
        (c.arrow.key, items(c.parent.title), items(c.article.title))
        for c in found
        if degree(c) in ("wholly", "mainly") and c.parent.title and c.article.title
    ]
    made = []
    for item in ITEMS:
        had, had_not = ([p for p in pairs if (item in p[1]) is there] for there in (True, False))
        lost = tuple(sorted(key for key, _, now in had if item not in now))
        gained = tuple(sorted(key for key, _, now in had_not if item in now))
        made.append(
            TitleItem(
                item, proportion(len(lost), len(had), rules), lost, proportion(len(gained), len(had_not), rules), gained
            )
        )
    return tuple(made)
