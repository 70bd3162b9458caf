"""`report speaker`: in which outlets somebody is quoted, and through whom the words came."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from provenance.errors import UnknownNameError
from provenance.measure.estimates import proportion
from provenance.measure.lags import origins
from provenance.records.counted import Place, Said
from provenance.records.report import Column, Picture, Report, Section
from provenance.reporting.gathering import Asked, Gathered, gather, report

if TYPE_CHECKING:
    from provenance.records.counted import Copy
    from provenance.store.library import Library as Store


def speaker_report(store: Store, name: str, asked: Asked) -> Report:
    """Who carries the words of a speaker, by his full name; raises UnknownNameError where nobody here quotes him."""
    with store.measuring() as held:
        found = gather(held, asked, [])
        said = held.said_by(found.scope, name)
        if not said:
            raise UnknownNameError(
                f"no article counted here quotes {name!r}; give the name in full as `provenance statements` prints it"
            )
        copies = {c.article.key: c for c in found.some(held, {place.key for _, place in said})}
    sections = (_outlets(found, said, copies), _origins(found, said, copies), _named(found, said))
    return report("speaker", f"{name}: who carries the words", found, store, sections, speaker=name)


def _outlets(found: Gathered, said: tuple[tuple[Said, Place], ...], copies: dict[str, Copy]) -> Section:
    by_outlet: dict[str, list[tuple[Said, Place]]] = defaultdict(list)
    for one, place in said:
        by_outlet[place.outlet].append((one, place))
    rows = []
    for slug, listed in sorted(by_outlet.items(), key=lambda item: (item[1][0][1].name, item[0])):
        articles = {place.key for _, place in listed}
        sums = found.of(slug)
        rows.append(
            found.row(
                (
                    slug, listed[0][1].name, proportion(len(articles), sums.articles if sums else 0, found.rules),
                    sum(key in copies and copies[key].whole for key in articles), len(listed), sum(one.words for one, _ in listed if one.direct),
                ),
                [one.key for one, _ in listed],
            )
        )  # fmt: skip
    return Section(
        "outlets", "Who quotes", "M7", (),
        (
            Column("outlet", "Outlet", note="code"), Column("name", "Outlet"),
            Column("share", "Articles", "share", "of all articles of the outlet that are counted here"),
            Column("copied", "of them copied whole", "count"), Column("statements", "Statements", "count"),
            Column("words", "Words in direct speech", "count"),
        ),
        tuple(rows), (),
        Picture("dots", {"label": "name", "value": "share"}, "Share of each outlet's articles in which the speaker is quoted, with 95 % intervals."),
    )  # fmt: skip


def _origins(found: Gathered, said: tuple[tuple[Said, Place], ...], copies: dict[str, Copy]) -> Section:
    """Through whom the words came: the ends of the chains of the articles that quote."""
    ends: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {"": "no other origin found"}
    for key in sorted({place.key for _, place in said}):
        copy = copies.get(key)
        root = copy.root if copy and copy.whole else None
        slug = (root.outlet or root.key) if root else ""
        names.setdefault(slug, root.name if root else "")
        ends[slug].append(copy.arrow.key if copy and root else key)
    articles = {place.key: place.outlet for _, place in said}
    event = origins(articles.items(), copies)
    rows = [
        found.row((slug, names[slug], proportion(len(keys), event.articles, found.rules)), keys)
        for slug, keys in sorted(ends.items(), key=lambda item: (item[0] == "", names[item[0]], item[0]))
    ]
    return Section(
        "origins", "Through whom the words came", "M1",
        (f"{event.articles:,} articles of {event.outlets:,} outlets quote the speaker; they rest on at most {event.origins:,} origins.",),
        (Column("origin", "Origin", note="code"), Column("name", "Origin"), Column("share", "Articles", "share", "of all that quote the speaker")),
        tuple(rows),
    )  # fmt: skip


def _named(found: Gathered, said: tuple[tuple[Said, Place], ...]) -> Section:
    """What the articles call the speaker: names, offices, affiliations as they state them."""
    told = Counter((one.name or "", one.role or "", one.affiliation or "") for one, _ in said)
    keys: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for one, _ in said:
        keys[one.name or "", one.role or "", one.affiliation or ""].append(one.key)
    rows = [
        found.row((*names, many), keys[names])
        for names, many in sorted(told.items(), key=lambda item: (-item[1], item[0]))
    ]
    return Section(
        "named", "What the speaker is called", None, (),
        (Column("name", "Name"), Column("role", "Office"), Column("affiliation", "For whom"), Column("statements", "Statements", "count")),
        tuple(rows),
    )  # fmt: skip
