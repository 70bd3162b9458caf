"""Lines of parts above a text, signs of agencies at its ends, and bylines that name a paper."""

from __future__ import annotations

import pytest

from tests.attribute.conftest import BODY, Read, page


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        ("LISBON | AFP", "wire", "AFP"),
        ("AFP May 3, 2019 10:15", "wire", "AFP"),
        ("By AFP on 3 May 2019 at 10h15", "wire", "AFP"),
        ("May 3, 2019 / REUTERS (Lisbon)", "wire", "Reuters"),
        ("3 May 2019 / The Guardian (Lisbon)", "republication", "The Guardian"),
        ("The Northerly | AFP", "mixed", "AFP"),
        ("Jane Doe/AFP", "mixed", "AFP"),
        ("© REUTERS / POOL", "unknown", None),
        ("AP Photo, May 3, 2019", "unknown", None),
        ("Lisbon | Transport", "unknown", None),
        ("May 3, 2019 | News | What The Guardian left out", "unknown", None),
    ],
)
def test_parts_of_a_line_tell_its_credit(reading_of: Read, line: str, kind: str, name: str | None) -> None:
    origin = reading_of(page(above=f"<p>{line}</p>")).origin
    assert origin is not None
    assert (origin.kind, (origin.name or "").casefold() or None) == (kind, name and name.casefold())


def test_a_section_of_the_page_is_no_outlet(reading_of: Read) -> None:
    menu = "<nav><a href='/nature'>Nature</a></nav>"
    origin = reading_of(page(above="<p>3 May 2019 / <a href='/nature'>Nature</a> / Lisbon</p>", footer=menu)).origin
    assert origin is not None and origin.kind == "unknown"


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("【5月3日 AFP】", "AFP"),
        ("(里斯本法新电)", "法新社"),
        ("(伦敦3日路透电)", "路透"),
        ("【ロンドン=共同】", "共同"),
    ],
)
def test_agencies_before_texts_without_spaces(reading_of: Read, opening: str, name: str) -> None:
    body = "".join(
        f"<p>{x}</p>"
        for x in (
            opening + "市议会周二晚间投票决定关闭连接海湾两岸的渡轮航线，此前就其成本和未来进行了数月的讨论。" * 3,
        )
        * 3
    )
    origin = reading_of(page(body=body)).origin
    assert origin is not None
    assert (origin.kind, origin.name) == ("wire", name)


@pytest.mark.parametrize("sign", [" – Bernama", " — BERNAMA", " --Reuters"])
def test_an_agency_behind_the_last_sentence(reading_of: Read, sign: str) -> None:
    origin = reading_of(page(body=BODY[: -len("</p>")] + sign + "</p>")).origin
    assert origin is not None
    assert origin.kind == "wire"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Jane Doe / Marsh Signal", "Marsh Signal"),
        ("By Jane Doe (Marsh Signal)", "Marsh Signal"),
        ("By JANE DOE | The Marsh Lantern", "The Marsh Lantern"),
        ("By Jane Doe, University of the Marsh", None),
        ("By Jane Doe | Lisbon", None),
        ("By Jane Doe, The Hague", None),
        ("By Jane Doe, Housing Reporter", None),
    ],
)
def test_papers_in_bylines(reading_of: Read, line: str, name: str | None) -> None:
    origin = reading_of(page(above=f"<p>{line}</p>")).origin
    assert origin is not None
    assert (origin.name, origin.kind) == (name, "republication" if name else "unknown")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("This story first appeared in our weekly newsletter, Tide Lines.", "unknown"),
        ("This story first appeared in our partner newsletter, Tide Lines.", "republication"),
    ],
)
def test_ours_is_no_other_outlet(reading_of: Read, line: str, kind: str) -> None:
    origin = reading_of(page(below=f"<p>{line}</p>")).origin
    assert origin is not None and origin.kind == kind


def test_a_source_in_the_middle_of_the_text_is_a_tables(reading_of: Read) -> None:
    paragraphs = BODY.split("\n")
    body = "\n".join([*paragraphs[:2], "<p>Source: Marsh Signal</p>", *paragraphs[2:], *paragraphs])
    origin = reading_of(page(body=body)).origin
    assert origin is not None and origin.kind == "unknown"
