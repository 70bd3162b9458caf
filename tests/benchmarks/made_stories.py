"""Made lives of news stories, for measuring lineage by text: `python -m tests.benchmarks.made_stories OUT`.

The paragraphs are passed in at run time; outlets, credits, footers and dates are invented. A wire story (or an
outlet's own story), held in the batch or not, is carried by 3 to 30 outlets: verbatim, cut from the end, under another
headline, with a rewritten lead, with paragraphs of their own, with footers, with and without a credit; some copy from
another copy. Beside them: excerpts, articles with two sources, articles that only quote a sentence, and unrelated
articles under one footer. The same stories and seed give the same batch.

What is right, as a careful person sees it who has the batch and nothing else:

* An edge goes to the immediate source when the evidence allows it, else to the common origin. Evidence is a credit on
  the page; a paragraph that names the outlet it was written for; a paragraph or a rewritten lead that the origin lacks
  and an earlier article has, where the dates leave no doubt (two dated days at least two days apart, or two
  times at least two hours apart).
- A copy of an unchanged copy, without a credit to it, can only be told to come from the common origin.
* An origin is known by the agency's own dateline on the agency's own page, by the credits other copies give it, by its
  staff byline together with dates, or by clear dates alone. A silent copy of a text that others credit to an agency
  has that agency as its origin.
* A credit outranks dates: a credited copy stamped some minutes before its source (a clock error) is still the copy.
* An origin that is not held is `outlet:NAME`. So is a credited outlet whose article is not held, even where the text
  is known from an older agency page: the page says where it was taken from.
* Where two articles share words the origin lacks (or there is no origin) and neither page nor dates say whose they
  were, the pair is unorientable: no arrow between them is right.
* One quoted sentence and a house footer are no descent.

gold: {"edges": [[child id, parent id or "outlet:NAME", relation], ...], "no_edge": [[a, b], ...],
"unorientable": [[a, b], ...], "kinds": {child id: kind}, "farther": {child id: [true older ancestors]},
"outlets": {id: outlet}}
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

from tests.benchmarks import shared
from tests.benchmarks.made_pages import WORDS, Outlet, Page, Press, Story, clear
from tests.benchmarks.made_score import Gold, score

__all__ = ["Gold", "make", "score"]
SIZES = ((3, 6, 60), (7, 12, 28), (13, 30, 12))  # copies from, to, out of a hundred stories


@dataclass(slots=True)
class Family:
    """One story: its origin, the dateline that may be stripped, its copies, and those nobody copies from any more."""

    origin: Page
    held: bool
    dateline: str
    papers: list[Outlet]
    copies: list[Page] = field(default_factory=list)
    barren: set[str] = field(default_factory=set)

    def bare(self, body: tuple[str, ...]) -> tuple[str, ...]:
        """The body without the agency's dateline."""
        return tuple(words.removeprefix(self.dateline) for words in body) if self.dateline else body


class Maker(Press):
    """Makes whole stories and notes what is right for each child."""

    def __init__(self, stories: Sequence[Story], seed: int) -> None:
        super().__init__(stories, seed)
        self.gold: Gold = {"edges": [], "no_edge": [], "unorientable": [], "kinds": {}, "farther": {}, "outlets": {}}
        self.families: list[Family] = []

    def edge(self, child: Page, parents: Sequence[str], relation: str, kind: str, farther: Sequence[str] = ()) -> None:
        """Note what is right for a child: its gold parents, and true older ancestors that are not the best answer."""
        self.gold["edges"] += [[child.id, parent, relation] for parent in dict.fromkeys(parents)]
        self.gold["kinds"][child.id] = kind
        self.gold["farther"][child.id] = [node for node in dict.fromkeys(farther) if node not in parents]

    def family(self, agency: Outlet | None, held: bool, byline: bool = True) -> Family:
        """The origin of a story: an agency's, or (None) a paper's own, under a staff byline or none."""
        papers = self.random.sample(self.papers, 45)
        outlet, when, body = agency or papers.pop(), self.day(), self.story()
        page = self.blank(outlet, body, when, self.stamp(when, self.random.choice(("time", "time", "day"))))
        node = page.id if held else f"outlet:{outlet.name}"
        dateline = f"{self.random.choice(WORDS['cities'])}, {when:%b} {when.day} ({outlet.sign}) - " if agency else ""
        head = "" if agency or not byline else f"By {self.random.choice(WORDS['people'])}, {outlet.name}"
        page = replace(page, body=(dateline + body[0], *body[1:]), head=head, line=(node,))
        return Family(self.publish(page) if held else page, held, dateline, papers)

    def credit(self, family: Family, page: Page, shape: str) -> Page:
        """The page, so far without dateline, with the origin's credit in that shape."""
        sign, name = family.origin.outlet.sign, family.origin.outlet.name
        if shape == "dateline":
            lead = family.dateline + page.body[0]
            own = tuple(lead if words == page.body[0] else words for words in page.own)
            return replace(page, body=(lead, *page.body[1:]), own=own)
        if shape == "byline":
            return replace(page, head=f"By {sign}")
        if shape == "tail":
            last = max(n for n, words in enumerate(page.body) if n == 0 or words not in page.own)
            return replace(page, body=tuple(w + f" ({sign})" * (n == last) for n, w in enumerate(page.body)))
        if shape == "says":
            return replace(page, tail=(self.random.choice(WORDS["published_by"]).format(name=name),))
        return page

    def first_hand(self, family: Family, number: int) -> None:
        """A copy of the origin; the first two credit it, and the first is whole."""
        origin, agency = family.origin, family.origin.outlet.agency
        shapes = ("dateline", "byline", "tail", "says", "none") if agency else ("says", "none")
        shape = self.random.choices(shapes, (30, 20, 15, 8, 27) if agency else (60, 40))[0]
        shape = shapes[0] if shape == "none" and number < 2 else shape
        if shape != "none":
            when, published = self.credited_date(origin)
        else:
            when, published = self.later(origin) if agency or not family.held else self.surely_later(origin)
        page = replace(origin, id=next(self.ids), outlet=family.papers.pop(), when=when, published=published, head="")
        page = self.changed(replace(page, body=family.bare(origin.body)), number > 0)
        ghost = agency and shape != "none" and number >= 2 and self.chance(0.06)
        self.settle(family, self.credit(family, page, shape), shape, family.papers.pop() if ghost else None)

    def settle(self, family: Family, page: Page, shape: str, ghost: Outlet | None) -> None:
        """Publish a first-hand copy and note its edge: to the origin, or to a paper it credits and nobody holds."""
        root = family.origin.line
        if ghost:
            credit = f"This article was originally published by {ghost.name}."
            page = replace(page, tail=(credit,), line=(page.id, f"outlet:{ghost.name}", *root))
            self.edge(page, page.line[1:2], "republished_from", "not_held", root)
        else:
            page = replace(page, line=(page.id, *root))
            relation = "wire" if family.origin.outlet.agency else "republished_from"
            kind = "silent" if shape == "none" else "credited"
            self.edge(page, root[:1], "copied_from" if shape == "none" else relation, kind)
        family.copies.append(self.publish(page))

    def ways(self, family: Family, source: Page) -> list[str]:
        """How a copy of this copy may be told: by credit, by words that name the source, by its words and dates, or not."""
        ways = ["credit"]
        if source.named:
            ways.append("named")
        elif source.own and source.published:
            ways.append("words")
        copied = any(source.id in copy.line[1:2] for copy in family.copies)
        if family.origin.outlet.agency and len(source.line) == 2 and not source.named:
            ways += [] if source.own and copied else ["unclear" if source.own else "plain"]
        return ways

    def unclear_date(self, source: Page) -> tuple[datetime, str | None]:
        """The source's own day, or none: nothing that would order the two."""
        none = not source.published or self.chance(0.4)
        return source.when, self.stamp(source.when, "none" if none else "day")

    def second_hand(self, family: Family, source: Page) -> None:
        """A copy of a copy."""
        way = self.random.choice(self.ways(family, source))
        dates = {"credit": self.credited_date, "words": self.surely_later, "unclear": self.unclear_date}
        when, published = dates.get(way, self.later)(source)
        page = replace(source, id=next(self.ids), outlet=family.papers.pop(), when=when, published=published, own=())
        if way != "unclear":
            page = self.second_changes(replace(page, tail=(), named=False), source)
            if self.chance(0.5):
                page = replace(page, head="", body=family.bare(page.body))
        if way == "credit":
            page = replace(page, tail=(self.random.choice(WORDS["published_by"]).format(name=source.outlet.name),))
        self.settle_second(family, page, source, way)

    def second_changes(self, page: Page, source: Page) -> Page:
        """What a second editor does: a cut that leaves the source's own words, another headline, more paragraphs."""
        if self.chance(0.3):
            page = replace(page, body=self.cut(page.body, source.own))
        if self.chance(0.4):
            page = replace(page, title=self.headline(page))
        return self.with_own(page) if self.chance(0.3) else page

    def settle_second(self, family: Family, page: Page, source: Page, way: str) -> None:
        """Publish a copy of a copy and note its edge, or the pair no arrow is right for."""
        page = replace(page, line=(page.id, *source.line))
        if way in ("unclear", "plain"):
            shown = f"({family.origin.outlet.sign})" in "".join(page.body) or page.head or page.tail
            self.edge(page, family.origin.line[:1], "wire" if shown else "copied_from", f"second_{way}")
            family.barren |= {page.id, source.id} if way == "unclear" else {page.id}
        else:
            assert way != "words" or clear(source, page)
            relation = "republished_from" if way == "credit" else "copied_from"
            self.edge(page, [source.id], relation, f"second_{way}", source.line[1:])
        if way == "unclear":
            self.gold["unorientable"].append([source.id, page.id])
        family.copies.append(self.publish(page))

    def carried(self, agency: Outlet | None, held: bool, copies: int) -> None:
        """A story of an agency or a paper and its copies; the first two credit it."""
        family = self.family(agency, held)
        for n in range(copies):
            sources = [c for c in family.copies if c.id not in family.barren and len(c.line) < 4]
            if n >= 2 and sources and self.chance(0.3):
                self.second_hand(family, self.random.choice(sources))
            else:
                self.first_hand(family, n)
        self.families.append(family)

    def by_dates(self, copies: int) -> None:
        """A story in which no page says anything: clear dates alone tell the first."""
        family = self.family(None, True, byline=False)
        for _ in range(min(copies, 8)):
            when, published = self.surely_later(family.origin)
            copy = replace(family.origin, id=next(self.ids), outlet=family.papers.pop(), when=when, published=published)
            copy = self.publish(replace(copy, body=self.cut(copy.body) if self.chance(0.35) else copy.body))
            self.edge(copy, family.origin.line[:1], "copied_from", "dates_only")

    def twins(self) -> None:
        """One text in two or three papers, and nothing that tells whose it was."""
        when, body = self.day(), self.story()
        form = self.random.choice(("day", "none"))
        papers = self.random.sample(self.papers, self.random.randint(2, 3))
        pages = [self.blank(paper, body, when, self.stamp(when, form)) for paper in papers]
        added = self.chance(0.3)
        pages = [self.publish(self.with_own(page) if added else page) for page in pages]
        self.gold["unorientable"] += [[a.id, b.id] for a, b in combinations(pages, 2)]

    def excerpt(self, families: Sequence[Family]) -> None:
        """An article with two or more paragraphs (at least 60 words) of each story, some under a shared credit."""
        body, paper = [self.paragraph()], families[0].papers.pop()
        for family in families:
            story = family.bare(family.origin.body)
            end = start = self.random.randint(1, len(story) - 3)
            while end < len(story) and (end < start + 2 or len(" ".join(story[start:end]).split()) < 60):
                end += 1
            while len(" ".join(story[start:end]).split()) < 60:
                start -= 1
            body += [*story[start:end], self.paragraph()]
        when = max(f.origin.when for f in families) + timedelta(days=self.random.randint(2, 6))
        page = self.blank(paper, [*body, self.paragraph()], when, self.stamp(when, "day"))
        credited = self.chance(0.5)
        signs = ", ".join(dict.fromkeys(f.origin.outlet.sign for f in families))
        page = self.publish(replace(page, tail=(f"(With material from {signs})",) if credited else ()))
        relation = "contributed" if credited else "excerpted_from"
        kind = f"{'two_sources' if len(families) > 1 else 'excerpt'}_{'credited' if credited else 'silent'}"
        self.edge(page, [f.origin.line[0] for f in families], relation, kind)

    def quoting(self, family: Family) -> None:
        """An unrelated article that quotes one sentence of the story: no descent."""
        sentences = [s for p in family.bare(family.origin.body) for s in p.split(". ") if 15 <= len(s.split()) <= 35]
        if sentences:
            words = self.random.choice(sentences).strip("\"'.")
            page = self.lone(family.papers.pop(), inside=[self.random.choice(WORDS["quoted"]).format(words=words)])
            self.gold["no_edge"] += [[page.id, c.id] for c in family.copies[:1]]
            self.gold["no_edge"] += [[page.id, family.origin.id]] * family.held

    def footed(self) -> None:
        """Two unrelated articles of one paper under one footer: no descent."""
        paper = self.random.choice(self.papers)
        self.gold["no_edge"].append([self.lone(paper, 1.0).id, self.lone(paper, 1.0).id])


def make(stories: Sequence[Story], made: int = 100, seed: int = 7) -> tuple[list[dict[str, str | None]], Gold]:
    """The rows of a batch (in no telling order) and the gold."""
    maker = Maker(stories, seed)
    for _ in range(made):
        kind = maker.random.choices(("wire", "own", "dates", "twins"), (68, 18, 6, 8))[0]
        low, high = maker.random.choices([s[:2] for s in SIZES], [s[2] for s in SIZES])[0]
        copies, agency = maker.random.randint(low, high), maker.random.choice(maker.agencies)
        if kind == "dates":
            maker.by_dates(copies)
        elif kind == "twins":
            maker.twins()
        else:
            maker.carried(agency if kind == "wire" else None, maker.chance(0.6), copies)
    wires = [f for f in maker.families if f.origin.outlet.agency and len(f.origin.body) >= 6]
    for _ in range(made // 4):
        maker.excerpt(maker.random.sample(wires, maker.random.choice((1, 2, 2))))
        maker.quoting(maker.random.choice(maker.families))
        maker.footed()
    maker.gold["outlets"] = {row["id"]: row["outlet"] for row in maker.items}
    return sorted(maker.items, key=lambda row: str(row["id"])), maker.gold


def main() -> int:
    """Write OUT/batch.jsonl and OUT/gold.json."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--made", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    if absent := shared.missing("reuse"):
        print(absent)
        return 1
    rows, gold = make(shared.tool("reuse_workload").stories(shared.ROOT / "reuse"), options.made, options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (options.out / "batch.jsonl").write_text(lines, encoding="utf-8")
    (options.out / "gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")
    print(
        len(rows), "articles;", dict(Counter(gold["kinds"].values())), len(gold["unorientable"]), "unorientable pairs"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
