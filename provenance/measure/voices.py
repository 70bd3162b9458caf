"""M7, who is heard, and M8, how often a speaker gets lost on the way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from provenance.measure.estimates import PLAIN, Rules, grouped_ratio, proportion
from provenance.records.counted import Handed, Said
from provenance.records.measured import Estimate

UNNAMED = "unnamed"
"""Speakers who are mentioned and go without a name."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker (or group of them): share of the quoted words, of the statements, and of the articles in which he speaks at all."""

    group: str
    words: Estimate
    statements: Estimate
    articles: Estimate
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voices:
    """M7 of one outlet. `unknown` is the share of quoted words for which nobody is named at all, `unnamed` of those whose speaker has no name."""

    voices: tuple[Voice, ...]
    unknown: Estimate
    unnamed: Estimate


def by_speaker(one: Said) -> str:
    """The group of a statement by its speaker."""
    return one.speaker if one.name else UNNAMED


def by_affiliation(one: Said) -> str:
    """The group of a statement by whom its speaker speaks for, as the articles say it."""
    return one.affiliation or UNNAMED


def voices(
    said: Iterable[Said], rules: Rules = PLAIN, group: Callable[[Said], str] = by_speaker, most: int | None = None
) -> Voices:
    """M7, voice share: V(g) = words said by g / words said by anybody who is named, article bootstrap.

    Only speech in quotation marks but for a little counts: of the rest the words are the article's.
    Also by statements, and by articles in which g speaks at all (Wilson). Most words first, then by name; `most`
    cuts the list. After Asr and others, The Gender Gap Tracker, PLoS ONE 16 (2021), without groups that no article states.
    """
    listed = [one for one in said if one.direct]
    known = [one for one in listed if one.speaker and group(one) != UNNAMED]
    articles = Counter[str]()
    for one in known:
        articles[one.article] += one.words
    told = Counter(one.article for one in known)
    groups: dict[str, list[Said]] = defaultdict(list)
    for one in known:
        groups[group(one)].append(one)
    order = sorted(groups, key=lambda g: (-sum(s.words for s in groups[g]), g))[:most]
    made = tuple(_voice(g, groups[g], articles, told, rules) for g in order)
    unknown = _share_of(listed, [one for one in listed if not one.speaker], rules)
    unnamed = _share_of(listed, [one for one in listed if one.speaker and not one.name], rules)
    return Voices(made, unknown, unnamed)


def _voice(group: str, mine: Collection[Said], words: Counter[str], statements: Counter[str], rules: Rules) -> Voice:
    said, times = Counter[str](), Counter[str]()
    for one in mine:
        said[one.article] += one.words
        times[one.article] += 1
    keys = tuple(sorted(one.key for one in mine))
    return Voice(
        group,
        _ratio(said, words, "words", rules),
        _ratio(times, statements, "statements", rules),
        proportion(len(said), len(words), rules),
        keys,
    )


def _share_of(listed: Iterable[Said], part: Iterable[Said], rules: Rules) -> Estimate:
    whole, some = Counter[str](), Counter[str]()
    for one in listed:
        whole[one.article] += one.words
    for one in part:
        some[one.article] += one.words
    return _ratio(some, whole, "words", rules)


def _ratio(part: Mapping[str, int], whole: Mapping[str, int], unit: str, rules: Rules) -> Estimate:
    pairs = Counter((float(part.get(article, 0)), float(words)) for article, words in whole.items())
    return grouped_ratio(pairs, unit, rules)


@dataclass(frozen=True, slots=True)
class Stripping:
    """M8: statements whose speaker is dropped, of all that are carried on; `changed` name another, `unclear` cannot be told and do not count."""

    dropped: Estimate
    changed: int
    unclear: int
    keys: tuple[str, ...]


def stripping(handed: Iterable[Handed], rules: Rules = PLAIN) -> Stripping:
    """M8, attribution stripping: statements that an earlier article names a speaker for and this one does not / statements carried, article bootstrap.

    Against the earliest known carrier. Statements for which no carrier names anybody say nothing here.
    """
    listed = list(handed)
    carried, dropped = Counter[str](), Counter[str]()
    kinds = Counter(one.attribution for one in listed)
    for one in listed:
        if one.attribution in ("kept", "dropped", "changed"):
            carried[one.article] += 1
            dropped[one.article] += one.attribution == "dropped"
    keys = tuple(sorted({one.quotation for one in listed if one.attribution == "dropped"}))
    return Stripping(_ratio(dropped, carried, "statements", rules), kinds["changed"], kinds["unclear"], keys)


def own_voice(own: Mapping[str, tuple[int, int]], rules: Rules = PLAIN) -> Estimate:
    """M8, own-voice share: words of claims for which no source is named / words of the text, article bootstrap.

    `own` gives both for each article that was looked through.
    """
    return grouped_ratio(Counter((float(a), float(b)) for a, b in own.values()), "words", rules)
