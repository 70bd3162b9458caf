"""Single pages of the made stories (see made_stories): invented outlets, dates, footers, rewriting, the batch rows."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

Story = list[str]
WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("made_stories.toml").read_text(encoding="utf-8"))
# Stories that name other media are left out: their own credits would be a second, unlabelled truth.
TAINTED = re.compile(
    r"\b(?:Reuters|AFP|AP|UPI|Xinhua|TASS|Tass|Interfax|DPA|EFE|ANSA|Kyodo|CNN|BBC|NBC|ABC|CBS|Fox|Sky|Gawker|TMZ|"
    r"BuzzFeed|Buzzfeed|Vice|Vox|Guardian|Telegraph|Mail|Mirror|Independent|Times|Post|Journal|Tribune|Herald|Jazeera|"
    r"Gazette|Newsweek|Mashable|Wired|Verge|Insider|Daily|News|Press|Agency|newspaper|magazine|website|blog|"
    r"[Oo]riginally|[Rr]epublished|[Ss]yndicated|[Cc]ourtesy|[Cc]opyright|[Ss]ource:|PHOTOS|Radar|[Ee]xclusive(?:ly)?)\b|https?:|www\.|\w\.com\b|©"
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes; `sign` is the name as a credit gives it."""

    name: str
    host: str
    sign: str
    agency: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One article: the paragraphs that travel, what is only this page's dress, and what began here (`own`, `named`)."""

    id: str
    outlet: Outlet
    title: str
    body: tuple[str, ...]
    when: datetime
    published: str | None
    head: str = ""
    tail: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    named: bool = False
    line: tuple[str, ...] = ()  # its node in the gold and those of its true ancestors, nearest first


def outlets() -> list[Outlet]:
    """The invented papers."""
    pairs = [(place, paper) for place in WORDS["places"] for paper in WORDS["papers"]]
    hosts = [f"{place}-{paper}".lower().replace(" ", "-") + ".example.org" for place, paper in pairs]
    names = [f"The {place} {paper}" for place, paper in pairs]
    return [Outlet(name, host, name) for name, host in zip(names, hosts, strict=True)]


def usable(stories: Sequence[Story]) -> list[Story]:
    """Stories of 5 to 40 paragraphs with a lead of 15 to 90 words that name no other medium."""
    return [
        s for s in stories if 5 <= len(s) <= 40 and 15 <= len(s[0].split()) <= 90 and not TAINTED.search(" ".join(s))
    ]


def clear(parent: Page, child: Page) -> bool:
    """Do the stated dates alone leave no doubt that the child came later?"""
    if parent.published is None or child.published is None:
        return False
    if len(parent.published) > 10 and len(child.published) > 10:
        return child.when - parent.when >= timedelta(hours=2)
    return child.when.date() - parent.when.date() >= timedelta(days=2)


def changed_much(old: str, new: str) -> bool:
    """Are the words of a long lead so changed that a reader would know the new one again? Two in five word triples are."""
    before, after = ({tuple(w[n : n + 3]) for n in range(len(w) - 2)} for w in (old.split(), new.split()))
    return len(old.split()) >= 20 and len(before & after) <= 0.6 * len(after)


class Press:
    """Makes pages and puts them into the batch; every choice comes from one seeded generator."""

    def __init__(self, stories: Sequence[Story], seed: int) -> None:
        self.random = random.Random(seed)
        self.stories = usable(stories)
        self.random.shuffle(self.stories)
        self.ids = iter(f"m{n}" for n in self.random.sample(range(10_000, 100_000), 20_000))
        self.papers = outlets()
        self.agencies = [Outlet(a["name"], a["host"], a["sign"], True) for a in WORDS["agencies"]]
        self.spare: list[str] = []
        self.items: list[dict[str, str | None]] = []

    def chance(self, share: float) -> bool:
        """True in that share of cases."""
        return self.random.random() < share

    def story(self) -> Story:
        """The next story nobody has used."""
        if not self.stories:
            raise SystemExit("too few stories: ask for fewer")
        return self.stories.pop()

    def paragraph(self) -> str:
        """A paragraph of 25 to 90 words found nowhere else in the batch."""
        while not self.spare:
            self.spare = [p for p in self.story() if 25 <= len(p.split()) <= 90]
        return self.spare.pop()

    def stamp(self, when: datetime, form: str = "") -> str | None:
        """A date as pages give it: with a time, the day alone, or none."""
        form = form or self.random.choices(("time", "day", "none"), (50, 35, 15))[0]
        return {"time": when.isoformat(timespec="seconds"), "day": when.date().isoformat(), "none": None}[form]

    def later(self, source: Page, form: str = "") -> tuple[datetime, str | None]:
        """A moment two hours to four days after the source, and how the page states it."""
        when = source.when + timedelta(minutes=self.random.randint(130, 5700))
        return when, self.stamp(when, form)

    def surely_later(self, source: Page) -> tuple[datetime, str | None]:
        """A moment and a stated date that are clearly after the source's."""
        timed = len(source.published or "") > 10 and self.chance(0.6)
        days = 0 if timed else self.random.randint(2, 4)
        when = source.when + timedelta(days=days, minutes=self.random.randint(130, 2000) if timed else 0)
        return when, self.stamp(when, "time" if timed else self.random.choice(("day", "time")))

    def credited_date(self, source: Page) -> tuple[datetime, str | None]:
        """A date for a copy that says whose text it is: one in twelve is stamped before its source on the same day."""
        early = source.when - timedelta(minutes=self.random.randint(4, 50))
        if len(source.published or "") > 10 and early.date() == source.when.date() and self.chance(0.08):
            return early, self.stamp(early, "time")
        return self.later(source)

    def rewritten(self, paragraph: str) -> str:
        """The same news in changed words: clauses turned, synonyms, small words dropped or put in."""
        first, comma, rest = paragraph.partition(", ")
        words = f"{rest.rstrip('.')}, {first[:1].lower()}{first[1:]}.".split() if comma else paragraph.split()
        out: list[str] = []
        for word in words:
            if word.lower() in WORDS["synonyms"]:
                out.append(WORDS["synonyms"][word.lower()])
            elif not self.chance(0.15):
                out += [word, "reportedly"] if self.chance(0.05) else [word]
        text = " ".join(out)
        return text[:1].upper() + text[1:]

    def footer(self, outlet: Outlet) -> tuple[str, ...]:
        """What the outlet repeats under its articles: always the same."""
        pick = random.Random(outlet.name)
        chosen = sorted(pick.sample(range(len(WORDS["footers"])), pick.randint(3, 4)))
        return tuple(WORDS["footers"][n].format(name=outlet.name) for n in chosen)

    def publish(self, page: Page, footed: float = 0.6) -> Page:
        """Put the page into the batch as its readers see it."""
        foot = self.footer(page.outlet) if not page.outlet.agency and self.chance(footed) else ()
        text = "\n\n".join([*([page.head] if page.head else []), *page.body, *page.tail, *foot])
        if self.chance(0.3):
            text = re.sub(r'"([^"\n]*)"', "“\\1”", text).replace("'", "’")
        url = f"https://{page.outlet.host}/news/{page.id}"
        row = {"outlet": page.outlet.name, "url": url, "published": page.published, "title": page.title}
        self.items.append({"id": page.id, "text": text, **row})
        return page

    def with_own(self, page: Page) -> Page:
        """The page with one or two paragraphs written for it after its lead, one in three naming the outlet."""
        body, own, named = list(page.body), list(page.own), False
        for _ in range(self.random.randint(1, 2)):
            words = self.paragraph()
            if self.chance(0.33):
                words, named = self.random.choice(WORDS["named"]).format(name=page.outlet.name, words=words), True
            body.insert(self.random.randint(1, len(body)), words)
            own.append(words)
        return replace(page, body=tuple(body), own=tuple(own), named=named)

    def cut(self, body: tuple[str, ...], keep: Sequence[str] = ()) -> tuple[str, ...]:
        """The body without its end; paragraphs to keep stay."""
        least = max([3, *(body.index(words) + 1 for words in keep)])
        return body[: max(least, int(len(body) * self.random.uniform(0.4, 0.8)))]

    def blank(self, outlet: Outlet, body: Sequence[str], when: datetime, published: str | None) -> Page:
        """A page with the usual headline: the first words of its lead."""
        title = " ".join(body[0].split()[:9]).rstrip(".,;:")
        return Page(next(self.ids), outlet, title, tuple(body), when, published)

    def day(self) -> datetime:
        """When a story breaks."""
        return datetime(2016, 1, 1, 5, tzinfo=UTC) + timedelta(minutes=self.random.randint(0, 500_000))

    def lone(self, outlet: Outlet, footed: float = 0.6, inside: Sequence[str] = ()) -> Page:
        """An unrelated article of the outlet, with some paragraphs put into it."""
        when, body = self.day(), self.story()
        at = self.random.randint(1, len(body) - 1)
        return self.publish(self.blank(outlet, [*body[:at], *inside, *body[at:]], when, self.stamp(when)), footed)

    def headline(self, page: Page) -> str:
        """Another headline than the lead's."""
        return str(self.random.choice(WORDS["labels"])) + " ".join(page.body[1].split()[:8])

    def changed(self, page: Page, cut: bool) -> Page:
        """The page as an editor leaves it: cut, under another headline, its lead rewritten, with paragraphs of its own."""
        if cut and self.chance(0.35):
            page = replace(page, body=self.cut(page.body))
        if self.chance(0.5):
            page = replace(page, title=self.headline(page))
        lead = self.rewritten(page.body[0])
        if self.chance(0.25) and changed_much(page.body[0], lead):
            page = replace(page, body=(lead, *page.body[1:]), own=(lead,))
        return self.with_own(page) if self.chance(0.35) else page
