"""M5, what is cut on the way, and M12, what is picked from what was offered: odds ratios from counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import exp, log, sqrt

from provenance.measure.agreement import Z
from provenance.measure.estimates import PLAIN, Rules
from provenance.records.measured import Estimate


@dataclass(frozen=True, slots=True)
class Table:
    """A two-by-two table: of those with a property `yes` had it happen and `no` had not; `other_yes`, `other_no` of the rest."""

    yes: int
    no: int
    other_yes: int
    other_no: int

    @property
    def whole(self) -> int:
        """All that are counted."""
        return self.yes + self.no + self.other_yes + self.other_no


def odds_ratio(table: Table, rules: Rules = PLAIN, n: int | None = None) -> Estimate:
    """The odds ratio (a+.5)(d+.5) / ((b+.5)(c+.5)) with the interval exp(ln OR +- 1.96 sqrt(sum 1/(n+.5))).

    Haldane, The estimation and significance of the logarithm of a ratio of frequencies, Annals of Human
    Genetics 20 (1956). `n` is how many articles it rests on, where that is not the table's sum.
    """
    n = table.whole if n is None else n
    told = Estimate(None, None, None, table.yes, table.yes + table.no, n, "articles", "log_odds")
    if refused := rules.refuses(n) or _empty(table):
        return replace(told, why=refused)
    a, b, c, d = (x + 0.5 for x in (table.yes, table.no, table.other_yes, table.other_no))
    middle, half = log(a * d / (b * c)), Z * sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return replace(told, value=exp(middle), low=exp(middle - half), high=exp(middle + half))


def _empty(table: Table) -> str | None:
    if not table.yes + table.no or not table.other_yes + table.other_no:
        return "none with it, or none without it"
    return None


def edit_bias(strata: Iterable[Table], articles: int, rules: Rules = PLAIN) -> Estimate:
    """M5, edit bias: the odds that a sentence with a property is cut, against those of the others of the same text.

    Mantel and Haenszel, Statistical aspects of the analysis of data from retrospective studies, JNCI 22
    (1959), over one table for each text (and part of it: ends are cut for length), with the variance of
    Robins, Breslow and Greenland, Biometrics 42 (1986). `yes` is cut. Texts in which all or nothing was cut
    tell nothing. `articles` is how many texts were looked at.
    """
    listed = [t for t in strata if t.whole]
    yes, whole = sum(t.yes for t in listed), sum(t.yes + t.no for t in listed)
    told = Estimate(None, None, None, yes, whole, articles, "sentences", "mantel_haenszel")
    up = [t.yes * t.other_no / t.whole for t in listed]
    down = [t.no * t.other_yes / t.whole for t in listed]
    r, s = sum(up), sum(down)
    if refused := rules.refuses(articles) or (None if r > 0 and s > 0 else "too little was cut and kept to compare"):
        return replace(told, why=refused)
    alike = [(t.yes + t.other_no) / t.whole for t in listed]
    unlike = [(t.no + t.other_yes) / t.whole for t in listed]
    first = sum(p * u for p, u in zip(alike, up, strict=True)) / (2 * r * r)
    mixed = sum(p * v + q * u for p, q, u, v in zip(alike, unlike, up, down, strict=True)) / (2 * r * s)
    last = sum(q * v for q, v in zip(unlike, down, strict=True)) / (2 * s * s)
    half = Z * sqrt(first + mixed + last)
    return replace(told, value=r / s, low=r / s * exp(-half), high=r / s * exp(half))


@dataclass(frozen=True, slots=True)
class Word:
    """A word that one side uses more: how often each uses it, and the weighted log-odds (`z` in standard errors)."""

    word: str
    picked: int
    left: int
    z: float


def telling_words(picked: Mapping[str, int], left: Mapping[str, int], weight: float = 500.0) -> tuple[Word, ...]:
    """Words by how much more they stand on one side than on the other, largest `z` first.

    Log-odds with an informative Dirichlet prior from both sides together: Monroe, Colaresi and Quinn,
    Fightin' words, Political Analysis 16 (2008), equations 16, 20 and 22. `weight` is the prior's size in words.
    """
    both = {w: picked.get(w, 0) + left.get(w, 0) for w in {*picked, *left}}
    whole, a, b = sum(both.values()), sum(picked.values()), sum(left.values())
    made = []
    for word, count in both.items():
        prior = weight * count / whole
        x, y = picked.get(word, 0), left.get(word, 0)
        rest_a, rest_b = a + weight - x - prior, b + weight - y - prior
        if rest_a <= 0 or rest_b <= 0:
            continue
        delta = log((x + prior) / rest_a) - log((y + prior) / rest_b)
        made.append(Word(word, x, y, delta / sqrt(1 / (x + prior) + 1 / (y + prior))))
    return tuple(sorted(made, key=lambda w: (-w.z, w.word)))
