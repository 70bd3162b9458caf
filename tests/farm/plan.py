"""Which pages the farm has: who wrote them, who took them from whom and says so, which are hostile."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from provenance.records.crawling import ListKind
from tests.farm.faults import FAULTS
from tests.farm.writing import Pen, Story

Credit = Literal["none", "own", "wire", "says", "original", "link"]
HOSTILE = 0.1
"""Share of hostile pages."""
LATER = 0.1
"""Share of the pages that only the second night has."""


@dataclass(frozen=True, slots=True)
class Site:
    """An outlet of the farm; `lists` is what names its pages."""

    host: str
    name: str
    kind: str = "newspaper"
    style: str = "paper"
    list: ListKind = "rss"
    copies: dict[str, float] = field(default_factory=dict, hash=False)

    @property
    def address(self) -> str:
        """The address of its list."""
        paths = {"rss": "/feed.xml", "atom": "/atom.xml", "json": "/feed.json", "sitemap": "/news.xml", "section": "/"}
        return f"http://{self.host}{paths[self.list]}"


@dataclass(frozen=True, slots=True)
class Page:
    """An article at an address. `source` is the page its text was taken from, `credit` how it says so; `night` when it appears.

    `fault` names what its server does; `lead` is a paragraph that its outlet wrote itself.
    """

    site: Site
    path: str
    story: Story
    published: datetime
    source: Page | None = None
    credit: Credit = "none"
    lead: str | None = None
    fault: str | None = None
    night: int = 1

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{self.site.host}{self.path}"


@dataclass(frozen=True, slots=True)
class Farm:
    """All sites and pages."""

    sites: tuple[Site, ...]
    pages: tuple[Page, ...]

    def of(self, host: str, night: int = 2) -> Iterator[Page]:
        """The pages a host has on a night."""
        return (p for p in self.pages if p.site.host == host and p.night <= night)

    def sound(self, night: int = 2) -> list[Page]:
        """The pages that can be read whole on a night."""
        return [p for p in self.pages if p.fault in (None, "drip", "charset") and p.night <= night]

    def outlets_csv(self) -> str:
        """The sites as a file of outlets."""
        lines = ["slug,name,aliases,credit_tokens,domains,country,languages,kind,group,note"]
        lines += [f"{s.host.partition('.')[0]},{s.name},,,{s.host},,en,{s.kind},," for s in self.sites]
        return "\n".join(lines) + "\n"


def sites() -> tuple[Site, ...]:
    """The sites of `outlets.toml`."""
    data = tomllib.loads((Path(__file__).parent / "outlets.toml").read_text(encoding="utf-8"))
    return tuple(Site(**row) for row in data["sites"])


def plant(pages: int = 1000, hosts: int = 20, seed: int = 1, today: date = date(2026, 3, 14), hostile: float = HOSTILE) -> Farm:  # fmt: skip
    """A farm of so many pages on the first so many hosts; the same arguments give the same farm."""
    return _Planting(sites()[:hosts], pages, seed, today, hostile).farm()


class _Planting:
    """A farm being made, sources before those who copy them."""

    def __init__(self, sites: Sequence[Site], pages: int, seed: int, today: date, hostile: float) -> None:
        self.sites, self.count, self.hostile = sites, pages, hostile
        self.draw = random.Random(seed)
        self.pen = Pen(self.draw)
        self.morning = datetime(today.year, today.month, today.day, 4, tzinfo=UTC) - timedelta(days=2)
        self.made: dict[str, list[Page]] = {}
        self.used: set[tuple[str, str]] = set()

    def farm(self) -> Farm:
        """All of it; which pages are hostile is drawn among those that nobody copies."""
        share, rest = divmod(self.count, len(self.sites))
        for n, site in enumerate(self.sites):
            self.made[site.host] = [self.page(site, k) for k in range(share + (n < rest))]
        pages = [p for some in self.made.values() for p in some]
        copied = {p.source.url for p in pages if p.source}
        free = [n for n, p in enumerate(pages) if p.url not in copied]
        kinds = list(FAULTS)
        for k, n in enumerate(self.draw.sample(free, min(len(free), round(self.hostile * len(pages))))):
            pages[n] = replace(pages[n], fault=kinds[k % len(kinds)])
        sound = [n for n in free if pages[n].fault is None]
        for n in self.draw.sample(sound, round(LATER * len(sound))):
            pages[n] = replace(pages[n], night=2)
        return Farm(tuple(self.sites), tuple(pages))

    def page(self, site: Site, number: int) -> Page:
        """One page of a site: its own, or another's text."""
        kind = self.draw.choices([*site.copies, "own"], [*site.copies.values(), 1 - sum(site.copies.values())])[0]
        source = self.source(site, kind)
        if source is None:
            story = self.pen.story()
            credit: Credit = "original" if site.style == "inquiry" else "own"
            return Page(site, f"/news/{number}-{_slug(story)}", story, self.moment(), credit=credit)
        return self.copy(site, number, source, kind)

    def source(self, site: Site, kind: str) -> Page | None:
        """A page of that kind that this site has not taken yet."""
        styles = {"wire": "wire", "silent": "wire", "broadcaster": "broadcaster", "inquiry": "inquiry"}
        pages = [p for some in self.made.values() for p in some if p.site.style == styles.get(kind)]
        free = [p for p in pages if (site.host, p.url) not in self.used]
        if not free:
            return None
        found = self.draw.choice(free)
        self.used.add((site.host, found.url))
        return found

    def copy(self, site: Site, number: int, source: Page, kind: str) -> Page:
        """Another's text, cut or with a paragraph of one's own before it, with the credit this kind of site gives."""
        story, own = source.story, None
        if kind in ("wire", "silent") and self.draw.random() < 0.4:
            story = replace(story, paragraphs=story.paragraphs[: max(5, len(story.paragraphs) - 3)])
        if self.draw.random() < 0.3:
            story = replace(story, title=self.pen.sentence("headlines"))
        if kind == "wire" and self.draw.random() < 0.2:
            own = self.pen.paragraph()
        credits: dict[tuple[str, str], Credit] = {
            ("inquiry", "broadcaster"): "original", ("inquiry", "wire"): "original", ("paper", "wire"): "wire", ("paper", "silent"): "none",
        }  # fmt: skip
        either: tuple[Credit, Credit] = ("says", "link")
        credit: Credit = credits.get((site.style, kind), self.draw.choice(either))
        if site.host.startswith("inquiry-mirror"):
            credit = "none"
        later = source.published + timedelta(minutes=self.draw.randint(130, 900))
        return Page(site, f"/news/{number}-{_slug(story)}", story, later, source, credit, own)

    def moment(self) -> datetime:
        """When something breaks."""
        return self.morning + timedelta(minutes=self.draw.randint(0, 1200))


def _slug(story: Story) -> str:
    plain: Any = "".join(c if c.isalnum() else "-" for c in story.title.lower())
    return "-".join(filter(None, plain.split("-")))[:40].strip("-")
