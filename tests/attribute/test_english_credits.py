from __future__ import annotations

import pytest

from tests.attribute.conftest import BODY, Read, page

NAMED = [
    ("This article was originally published by the Tidewater Notebook.", "republished_from", "Tidewater Notebook"),
    ("This essay by Ann Sample was first published, in a longer form, in The Meridian Quarterly.", "republished_from", "The Meridian Quarterly"),
    ("Republished with permission from the Cedar Post.", "republished_from", "Cedar Post"),
    ("This piece has been reprinted by permission of Lakeside Weekly.", "republished_from", "Lakeside Weekly"),
    ("Cross-posted from Naked Capitalism", "republished_from", "Naked Capitalism"),
    ("A shorter version of this column appeared in the Inland Herald.", "adapted_from", "Inland Herald"),
    ("Excerpted from The Long Harvest Review", "excerpt_from", "The Long Harvest Review"),
    ("This story was co-published with Lighthouse Reports.", "co_published", "Lighthouse Reports"),
    ("Distributed by Tribune Content Agency, LLC.", "syndicated_by", "Tribune Content Agency"),
    ("Source: Xinhua", "wire", "Xinhua"),
    ("Editor's note: The following is reprinted from the Kyiv Post.", "republished_from", "Kyiv Post"),
    ("This story was produced by Harbour Signal – slow news from the coast. Sign up here.", "republished_from", "Harbour Signal"),
    ("Originally published: Tidewater Notebook on May 2, 2023 by Ann Sample", "republished_from", "Tidewater Notebook"),
    ("by Ann Sample, originally published by Tidewater Notebook", "republished_from", "Tidewater Notebook"),
    ("This report appears courtesy of Cedar Post and may be found there in full.", "republished_from", "Cedar Post"),
    ("This coverage comes to you from Lakeside Radio, the public station of the valley.", "republished_from", "Lakeside Radio"),
    ("Our friends at Lakeside Weekly ran this one in print last week.", "republished_from", "Lakeside Weekly"),
    ("This story is republished under a content sharing agreement with Lakeside Weekly.", "republished_from", "Lakeside Weekly"),
    ("She wrote this column for Cedarwire.com.", "republished_from", "Cedarwire.com"),
    ("This piece first ran on the Tidewater site on Feb. 12.", "republished_from", "Tidewater"),
    ("This press release was provided by Cedar Harbour Trust.", "press_release", "Cedar Harbour Trust"),
    ("This article, which originally ran in The Tidewater, is posted with the kind permission of its editors.", "republished_from", "The Tidewater"),
    ("This investigation, by El Pantano, was first made public in Spanish on May 3.", "republished_from", "El Pantano"),
    ("The text above is borrowed from The Tidewater, where it ran last week.", "republished_from", "The Tidewater"),
    ("Harbour News originally published this story.", "republished_from", "Harbour News"),
    ("Reposted courtesy of Harbour News", "republished_from", "Harbour News"),
    ("This essay is adapted from The Long Mud, out now from Cedar Press.", "excerpt_from", "Cedar Press"),
    ("The following information was provided by the Saltmarsh Fire Department:", "press_release", "Saltmarsh Fire Department"),
    ("Information from the Associated Press was used in this report.", "contributed", "Associated Press"),
    ("This report is auto-generated from ANI news service.", "wire", "ANI"),
    ("Harbour Post is running this article by arrangement with Tidewater News.", "republished_from", "Tidewater News"),
    ("This story comes to you through a partnership with Tidewater News.", "republished_from", "Tidewater News"),
    ("This story originally appeared on Tidewater News: Channel to be dredged", "republished_from", "Tidewater News"),
    ("This is a rush transcript from Harbour Radio.", "republished_from", "Harbour Radio"),
    ("A longer version of this story appears at The Tidewater.", "adapted_from", "The Tidewater"),
    ("Based on reporting by Reuters and AFP", "contributed", "Reuters"),
    ("Contributing: The Associated Press", "contributed", "The Associated Press"),
    ("Translated from the Polish: Gazeta Wyborcza, Warsaw", "translated_from", "Gazeta Wyborcza"),
]  # fmt: skip

LOOKALIKES = [
    "The memo, originally published by RT in 2014, was not signed.",
    "This article was not originally published by Reuters.",
    "First published on May 3, 2018 / 6:40 PM",
    "Source: Harbour Office, Department of Fisheries",
    "Source: University of California, San Francisco",
    "According to Reuters, three people were hurt.",
    "The novel was originally published in 1967.",
    "This article originally misidentified the mayor.",
    "Ann Sample's work has appeared in The Guardian and The Nation.",
    "Get the best of The Guardian delivered to your inbox.",
    "The views expressed are those of the author and not of RT.",
    "H/T Fox News",
    "This story was written by Ann Sample.",
    "This guest post was written by Ann Sample, head of Cedar.",
    "This article first appeared in print on May 3, 2021, Section A.",
    "Original research published in Science.",
    "This article was written by Ann Sample, a reporter for The Harbour Post.",
    "Story by Ann Sample. Photographs by Ben Sample.",
    "This article was made possible by a grant from the Harbour Foundation.",
    "This story was produced with support from the Harbour Fund.",
    "The story was first reported by The Harbour Post.",
    "(With thanks to Metafilter)",
    "Photo by Ann Sample/Reuters",
    "Text Size",
    "Credit: Courtesy",
    "From Our Partners",
    "The original web page was served by HTTPS, as all are.",
    "Distributed by Ann Pictures.",
    "This video was produced by Ann Beth Sample for us.",
    "Translated from German by Ann Sample",
    "Watch above via MSNBC.",
    "Via: Fox News",
    "(via Fox News)",
    "This entry was posted in Harbour News and tagged dredging.",
    "Read it at The Daily Mail",
    "She flew to Lund on June 9 via Oslo and Bergen.",
]


@pytest.mark.parametrize(("line", "relation", "name"), NAMED)
def test_a_line_below_the_text_credits(reading_of: Read, line: str, relation: str, name: str) -> None:
    reading = reading_of(page(below=f"<p>{line}</p>"))
    found = [(c.relation, c.direction, c.name) for c in reading.credits]
    assert (relation, "in", name) in found
    assert all(line.startswith(c.evidence.quote[:20]) or c.evidence.quote in line for c in reading.credits)


@pytest.mark.parametrize("line", LOOKALIKES)
@pytest.mark.parametrize("place", ["below", "body"])
def test_what_only_looks_like_a_credit_names_no_origin(reading_of: Read, line: str, place: str) -> None:
    made = page(below=f"<p>{line}</p>") if place == "below" else page(above=f"<p>{line}</p>")
    origin = reading_of(made).origin
    assert origin is not None
    assert (origin.kind, origin.name) == ("unknown", None)


def test_position_decides(reading_of: Read) -> None:
    line = "This article was originally published by the Tidewater Notebook."
    for made in (
        page(below=f"<figure><img src='a.jpg'><figcaption>{line}</figcaption></figure>"),
        page(below=f"<div class='comments'><p>{line}</p></div>"),
        page(below=f"<p style='display:none'>{line}</p>"),
        page(below=f"<textarea>{line}</textarea>"),
    ):
        assert reading_of(made).credits == ()


def test_direction_decides(reading_of: Read) -> None:
    own = reading_of(page(below="<p>This article was originally published by RT.</p>"), url="https://www.rt.com/news/1")
    assert [c.direction for c in own.credits] == ["self"]
    assert own.origin is not None
    assert own.origin.kind == "original"
    out = reading_of(page(below="<p>This article was also reprinted in The Example Gazette.</p>"))
    assert [(c.relation, c.direction) for c in out.credits] == [("republished_to", "out")]


def test_a_link_names_the_page_and_outranks_the_name(reading_of: Read) -> None:
    honest = page(below="<p>Originally published by <a href='https://www.reuters.com/world/story-1'>Reuters</a>.</p>")
    (credit,) = reading_of(honest).credits
    assert (credit.outlet and credit.outlet.slug, credit.url) == ("reuters", "https://www.reuters.com/world/story-1")
    forged = page(below="<p>Originally published by <a href='https://reuters.com.evil.example/x'>Reuters</a>.</p>")
    (credit,) = reading_of(forged).credits
    assert credit.name == "Reuters"
    assert credit.outlet is not None
    assert (credit.outlet.domain, credit.outlet.provisional) == ("evil.example", True)


@pytest.mark.parametrize(
    ("opening", "kind", "name"),
    [
        ("KATHMANDU, April 25 (Reuters) - ", "wire", "Reuters"),
        ("MOSCOW, November 4. /TASS/. ", "wire", "TASS"),
        ("SEOUL, Nov. 4 (Yonhap) -- ", "wire", "Yonhap"),
        ("NEW YORK, Nov. 4, 2015 /PRNewswire/ -- ", "press_release", "PRNewswire"),
        ("PORT SELWYN/NEW HAVEN, March 3 (AFP) — ", "wire", "AFP"),
    ],
)
def test_agency_datelines(reading_of: Read, opening: str, kind: str, name: str) -> None:
    origin = reading_of(
        page(
            body=f"<p>{opening}The council voted on Tuesday to dredge the old channel at last.</p>"
            + "<p>It will close the basin for six weeks, the clerk told the meeting on Monday.</p>" * 3
        )
    ).origin
    assert origin is not None
    assert (origin.kind, origin.name) == (kind, name)


@pytest.mark.parametrize(
    ("line", "kind", "persons"),
    [
        ("By Jane Doe, Associated Press", "wire", ["Jane Doe"]),
        ("By JANE DOE | Reuters", "wire", ["Jane Doe"]),
        ("By Jane Doe and Kwame Mensah", "unknown", ["Jane Doe", "Kwame Mensah"]),
        ("By Jane Doe with AFP", "mixed", ["Jane Doe"]),
        ("By RT", "unknown", []),
        ("By Jane Doe of the Calgary Post", "republication", ["Jane Doe"]),
        ("By Jane Doe, Tidewater.example.com", "republication", ["Jane Doe"]),
        ("By Jane Doe / Eyewitness News", "unknown", ["Jane Doe"]),
        ("By Jane Doe, The Cedar Watch", "republication", ["Jane Doe"]),
        ("JANE DOE and KWAME MENSAH, Associated Press", "wire", ["Jane Doe", "Kwame Mensah"]),
        ("By Jane Doe AP Sports Writer", "wire", ["Jane Doe"]),
        ("Harbour (Photo: Jane Doe / Calgary Post)", "unknown", []),
    ],
)
def test_bylines(reading_of: Read, line: str, kind: str, persons: list[str]) -> None:
    reading = reading_of(page(above=f"<p class='byline'>{line}</p>"))
    assert reading.origin is not None
    assert reading.origin.kind == kind
    assert reading.article is not None
    assert [b.name for b in reading.article.bylines if b.kind == "person"] == persons


def test_metadata_point_elsewhere(reading_of: Read) -> None:
    canonical = "<link rel='canonical' href='https://www.theguardian.com/world/2020/jan/01/channel'>"
    assert reading_of(page(head=canonical)).origin.name == "The Guardian"  # type: ignore[union-attr]
    itself = "<link rel='canonical' href='https://northerly.example/news/1'><meta name='syndication-source' content='https://www.northerly.example/'>"
    assert reading_of(page(head=itself)).credits == ()
    pixel = (
        "<img src='https://counter.theconversation.com/content/12345/count.gif?distributor=republish-lightbox-basic'>"
    )
    (credit,) = reading_of(page(below=pixel)).credits
    assert (credit.outlet and credit.outlet.slug, credit.item_id, credit.family) == (
        "the-conversation",
        "12345",
        "pixel",
    )


def test_a_paper_s_text_handed_on_by_an_agency_and_datelines_no_table_knows(reading_of: Read) -> None:
    rest = (
        "The council voted on Tuesday to dredge the old channel at last.</p>"
        + "<p>It will close the basin for six weeks, the clerk said.</p>" * 4
    )
    handed = reading_of(page(body=f"<p>TIDEWATER via JTA — {rest}"))
    assert [(c.relation, c.name) for c in handed.credits] == [
        ("republished_from", "TIDEWATER"),
        ("syndicated_by", "JTA"),
    ]
    unlisted = reading_of(page(body=f"<p>BRUMA, Marshland (XQZ) — {rest}"))
    assert [(c.relation, c.name) for c in unlisted.credits] == [("wire", "XQZ")]
    site = reading_of(page(body=f"<p>( Tidewater.example.com ) – {rest}"))
    assert [(c.relation, c.name) for c in site.credits] == [("republished_from", "Tidewater.example.com")]
    station = reading_of(page(body=f"<p>BRUMA (WXQZ) — {rest}"))
    assert station.credits == ()


def test_a_source_whose_address_is_made_of_the_page_s_words_holds_the_same_text(reading_of: Read) -> None:
    same = "https://www.tidewater.example.org/2020/01/old-channel-to-be-dredged-at-last-says-clerk"
    url = "https://www.northerly.example/2020/02/03/old-channel-to-be-dredged-at-last-says-clerk"
    (credit,) = reading_of(page(below=f"<p>Source: <a href='{same}'>here</a></p>"), url=url).credits
    assert (credit.relation, credit.url, credit.evidence.rule) == ("republished_from", same, "same-story-link")
    other = same.replace("old-channel", "new-quay").replace("dredged", "built")
    assert reading_of(page(below=f"<p>Source: <a href='{other}'>here</a></p>"), url=url).credits == ()
    assert reading_of(page(below=f"<p>We <a href='{same}'>disagree</a> with that.</p>"), url=url).credits == ()


def test_who_is_named_in_words_stands_before_a_preferred_copy(reading_of: Read) -> None:
    """A canonical link names the copy to be shown, which may itself be taken from whom the line names."""
    canonical = "<link rel='canonical' href='https://www.theguardian.com/world/2020/jan/01/channel'>"
    origin = reading_of(page(head=canonical, below="<p>Originally published by the Cedar Post.</p>")).origin
    assert origin is not None
    assert (origin.kind, origin.name) == ("republication", "Cedar Post")


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        ("JANE DOE, Reuters January 17, 2012 3:21pm", "wire", "Reuters"),
        ("AFP | 3 May 2019 | 14:05", "wire", "AFP"),
        ("jd, AFP | 3 May 2019", "mixed", "AFP"),
        ("May 3, 2019 9:48 AM ET", "unknown", None),
        ("May 3, 2019 | AP Photo / Jane Doe", "unknown", None),
        ("May 3, 2019 | What Reuters said, and what it left out, Reuters", "unknown", None),
    ],
)
def test_a_line_of_date_names_and_agencies(reading_of: Read, line: str, kind: str, name: str | None) -> None:
    origin = reading_of(page(above=f"<p>{line}</p>")).origin
    assert origin is not None
    assert (origin.kind, origin.name) == (kind, name)


def test_an_agency_s_code_ends_the_last_paragraph(reading_of: Read) -> None:
    ended = reading_of(
        page(
            body=f"{BODY}<p>The work begins in spring and closes the basin. It will take six weeks at the least. PTI</p>"
        )
    )
    assert [(c.relation, c.name) for c in ended.credits] == [("wire", "PTI")]
    told = reading_of(
        page(body=f"{BODY}<p>The work begins in spring and closes the basin, the clerk told the reporters of PTI</p>")
    )
    assert told.credits == ()


def test_a_sister_s_text_is_another_outlet_s_where_a_sentence_says_so(reading_of: Read) -> None:
    url = "https://arstechnica.com/science/channel"
    told = reading_of(page(below="<p>This story originally appeared on wired.com.</p>"), url=url).origin
    assert told is not None
    assert told.kind == "republication"
    label = reading_of(page(below="<p>Source: Wired</p>"), url=url).origin
    assert label is not None
    assert label.kind != "republication"


def test_below_a_signed_text_an_agency_is_what_its_author_worked_from(reading_of: Read) -> None:
    signed = page(above="<p class='byline'>By Jane Doe</p>", below="<p>Source: Reuters</p>")
    assert reading_of(signed).origin.kind == "mixed"  # type: ignore[union-attr]
    assert reading_of(page(below="<p>Source: Reuters</p>")).origin.kind == "wire"  # type: ignore[union-attr]


def test_an_unlisted_outlet_is_called_as_the_page_spells_it(reading_of: Read) -> None:
    canonical = "<link rel='canonical' href='https://www.tidewater.example.org/2020/channel-to-be-dredged'>"
    assert reading_of(page(head=canonical)).origin.name == "example.org"  # type: ignore[union-attr]
    spelled = reading_of(page(head=canonical, below="<p>EXAMPLE/jd</p>")).origin
    assert spelled is not None
    assert spelled.name == "EXAMPLE"


@pytest.mark.parametrize(("text", "relations"), [("Press TV", ["republished_from"]), ("By RT", []), ("RT said so", [])])
def test_a_text_that_is_only_a_name(reading_of: Read, text: str, relations: list[str]) -> None:
    assert [c.relation for c in reading_of(text).credits] == relations


def test_rivals_stay_rivals(reading_of: Read) -> None:
    lines = "<p>Originally published by the Tidewater Notebook.</p><p>Originally published by the Cedar Post.</p>"
    origin = reading_of(page(below=lines)).origin
    assert origin is not None
    assert (origin.kind, origin.basis, origin.name) == ("unknown", "conflict", None)


def test_a_page_without_statement_is_unknown_by_silence(reading_of: Read) -> None:
    origin = reading_of(page()).origin
    assert origin is not None
    assert (origin.kind, origin.basis, origin.confidence) == ("unknown", "silence", 0.0)
