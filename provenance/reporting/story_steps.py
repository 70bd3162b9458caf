"""The tables of a story on its steps and outlets: listings, hours and words kept, the difference to the source, shared text."""

from __future__ import annotations

from provenance.records.report import Column, Picture, Row, Section
from provenance.report.words import SHARES
from provenance.reporting.dates import by_date
from provenance.reporting.found_story import FoundStory


def listings_section(found: FoundStory) -> Section | None:
    """What dated sources list about the outlets of the story; nothing where none does."""
    rows = [
        Row((n.name, link.source, link.as_of, link.code, link.value.replace("_", " ")), (n.key,), 1)
        for n in by_date(found.nodes)
        for link in n.state_links
    ]
    rows = list(dict.fromkeys(rows))
    if not rows:
        return None
    return Section(
        "listings", "What others list about the outlets", None,
        ("A listing is its source's statement of its date; it says nothing of whether a text is true.",),
        (
            Column("outlet", "Outlet"), Column("source", "Listed by"), Column("as_of", "As of", "date"), Column("code", "As"),
            Column("value", "That is"),
        ),
        tuple(rows),
    )  # fmt: skip


def lags_section(found: FoundStory) -> Section:
    """M11 for one story: how much later each copy stood, and what it kept."""
    names = {n.key: n.name for n in found.nodes}
    live = sorted(found.live, key=lambda e: (e.hours_later is None, e.hours_later or 0.0, e.key))
    rows = [
        Row(
            (
                names.get(e.child, e.child), names.get(e.parent, e.parent), e.hours_later, e.words, e.kept, e.overlap,
                None if e.title_changed is None else "another" if e.title_changed else "the same",
            ),
            (e.key,), 1,
        )
        for e in live
    ]  # fmt: skip
    timed = [e for e in live if e.hours_later is not None]
    before = [e for e in timed if (e.hours_later or 0) < 0]
    not_known = [f"{len(live) - len(timed)} of {len(live)} steps: their dates do not tell the hours between."]
    if before:
        not_known.append(
            f"{len(before)} of {len(timed)} copies with known hours bear an earlier date than their source."
        )
    return Section(
        "steps", "How much later, and what was kept", "M11", (),
        (
            Column("copy", "Copy"), Column("source", "Source"), Column("hours_later", "Hours later", "number"),
            Column("words", "Words in common", "count"), Column("kept", "Of the source's words kept", "number", "share between 0 and 1"),
            Column("overlap", "Of the copy's words from it", "number", "share between 0 and 1"), Column("headline", "Headline"),
        ),
        tuple(rows), tuple(not_known) if len(timed) < len(live) or before else (),
    )  # fmt: skip


def difference_section(found: FoundStory) -> Section | None:
    """What became of the text between the article and its source."""
    diff = found.diff
    if diff is None:
        return None
    a, b = diff.a.article.name, diff.b.article.name
    said = f"{b} kept {diff.kept:,} of {diff.a.words:,} words of {a}, cut {diff.cut:,} and added {diff.added:,}."
    title = {
        None: "",
        True: f"The headline is another: “{diff.a.article.title}” is now “{diff.b.article.title}”.",
        False: "The headline is the same.",
    }
    return Section(
        "difference", f"What {b} made of the text of {a}", None, tuple(filter(None, (said, title[diff.title_changed]))),
        (Column("kind", "What became of it"), Column("words", "Words", "count"), Column("text", "Text")),
        tuple(Row((p.kind, p.words, p.text), tuple(e.key for e in diff.edges), len(diff.edges)) for p in diff.pieces), (),
        Picture("diff", {"kind": "kind", "text": "text", "left": a, "right": b}, f"The texts of {a} and {b} side by side."),
    )  # fmt: skip


def shared_section(found: FoundStory) -> Section | None:
    """Texts that share words with the article without a source being known between the two."""
    trace = found.trace
    if not trace.matches:
        return None
    names = {n.key: n.name for n in (*trace.nodes, *trace.others)}
    rows = []
    for match in trace.matches:
        mine = match.a == trace.article.key
        other, cover = (match.b, match.cover_b) if mine else (match.a, match.cover_a)
        rows.append(Row((names.get(other, other), SHARES[match.kind], match.words, cover), (other,), 1))
    return Section(
        "shared", "Shares text, without a source being known between the two", None,
        ("Two texts may share words because both took them from a third, or both quote the same.",),
        (
            Column("outlet", "Outlet"), Column("kind", "What they share"), Column("words", "Words", "count"),
            Column("cover", "Of its own text", "number", "share between 0 and 1"),
        ),
        tuple(rows),
    )  # fmt: skip
