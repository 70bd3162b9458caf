"""Who is meant: full name, surname, office and pronoun; unresolved rather than wrong."""

import pytest

from provenance.quote.passages import statements
from provenance.quote.profile import load
from provenance.quote.speakers import speakers
from provenance.records.statement import Speaker


def who(text: str, language: str = "en") -> list[Speaker]:
    profile = load(language)
    assert profile is not None
    return speakers(statements(text, [(0, len(text))], profile), profile, text)


def names(text: str, language: str = "en") -> list[str | None]:
    return [one.name for one in who(text, language)]


def test_surname_pronoun_and_office_lead_to_the_full_name() -> None:
    text = (
        "Harbour minister Marta Olsen said the dam was sound. “It will hold,” Olsen said. "
        "The gates were tested twice, she added. The harbour minister said she was calm."
    )
    found = who(text)
    assert [one.name for one in found] == ["Marta Olsen"] * 4
    assert [one.method for one in found] == ["full_name", "surname", "pronoun", "role"]
    assert {one.role for one in found} == {"Harbour minister"}
    assert all(text[one.start : one.end] == one.mention for one in found)


def test_a_name_that_comes_later_counts_for_an_office_before_it() -> None:
    text = "Norway's deputy harbour minister said the dam was sound. Deputy harbour minister Marta Olsen said so on Friday."
    assert names(text)[0] == "Marta Olsen"


@pytest.mark.parametrize(
    "text",
    [
        "Marta Olsen met Karl Olsen. “It will hold,” Olsen said.",
        "Marta Olsen said the dam was old. Karl Berg laughed. “It will hold,” she said.",
        "Marta Olsen said the dam was old. Then Karl Berg came. “It will hold,” he said.",
        "Marta Olsen has a lawyer. “It will hold,” the lawyer said.",
        "“It will hold,” they said.",
    ],
)
def test_what_cannot_be_told_stays_unresolved(text: str) -> None:
    last = who(text)[-1]
    assert (last.name, last.method, last.confidence) == (None, "unresolved", 0.0)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Police said the road was closed.", "collective"),
        ("A harbour official said the road was closed.", "anonymous"),
        ("The report said the road was closed.", "document"),
        ("The Harbour Ministry said the road was closed.", "organisation"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    (one,) = who(text)
    assert one.kind == kind


def test_a_spokesman_is_not_the_man_he_speaks_for() -> None:
    assert names("Marta Olsen came. A spokesman for Olsen said she was calm.") == [None]
    assert names("Marta Olsen came. Olsen’s lawyer said she was calm.") == [None]
    assert names("Marta Olsen came. The Olsen campaign said she was calm.") == [None]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Bürgermeisterin Marta Olsen sagte, der Damm werde halten."),
        ("fr", "« Le barrage tiendra », a déclaré la maire Marta Olsen."),
        ("es", "«La presa aguantará», dijo la alcaldesa Marta Olsen."),
        ("it", "«La diga terrà», ha detto la sindaca Marta Olsen."),
        ("pt", "“A barragem vai aguentar”, disse a prefeita Marta Olsen."),
        ("ru", "«Плотина выдержит», — сказала мэр Марта Ольсен."),
    ],
)
def test_other_languages(language: str, text: str) -> None:
    assert names(text, language) in (["Marta Olsen"], ["Марта Ольсен"])


def test_who_says_it_told_inside_the_marks() -> None:
    text = "« Le barrage tiendra, assure la maire Marta Olsen, nous avons tout vérifié. »"
    profile = load("fr")
    assert profile is not None
    (one,) = statements(text, [(0, len(text))], profile).said
    assert len(one.content) == 2 and names(text, "fr") == ["Marta Olsen"]


@pytest.mark.parametrize(
    "text",
    [
        "The candidate, Marta Olsen and Karl Berg, said the dam was sound.",
        "The two members of Congress from Lund, Marta Olsen and Senator Karl Berg, said the dam was sound.",
        "Karl Berg came with Marta Olsen. Berg and Marta Olsen said the dam was sound.",
        "Marta Olsen came. She and Olsen said the dam was sound.",
        "Marta Olsen came. The dam was sound, critics like Olsen said.",
        "Olsen and the Harbour Department said the dam was sound.",
    ],
)
def test_several_speakers_are_not_one_of_them(text: str) -> None:
    assert set(names(text)) == {None}


@pytest.mark.parametrize(
    "text",
    [
        "On Friday, South Harbour said the dam was sound.",
        "At noon, many Democrats said the dam was sound.",
        "Police said the dam was sound.",
        "Then came the talk. “I met Marta Olsen there,” Karl Berg said. On Friday, Olsen said the dam was sound.",
        "Harbour minister Marta Olsen came. According to figures shown by the harbour minister, the dam was sound.",
    ],
)
def test_half_a_name_or_a_word_for_many_is_no_name(text: str) -> None:
    assert who(text)[-1].name is None


def test_titles_are_no_part_of_a_name() -> None:
    assert names("Co-moderator Marta Olsen said the dam was sound.") == ["Marta Olsen"]
    assert names("Pres. Marta Olsen said the dam was sound.") == ["Marta Olsen"]
    assert names("Health and Harbour Secretary Marta Olsen said the dam was sound.") == ["Marta Olsen"]
    assert names("On Friday, Mayor Olsen said the dam was sound.") == ["Olsen"]


def test_an_office_is_its_holders_only_where_each_of_its_words_was_said_of_him() -> None:
    told = "Harbour board chairman Karl Berg spoke on Monday. Harbour board member Eva Lind listened. "
    assert names(told + "The harbour board chairman said the dam was sound.")[-1] == "Karl Berg"
    assert names(told + "The harbour board treasurer said the dam was sound.")[-1] is None


def test_a_name_in_brackets_is_not_the_speakers() -> None:
    assert names("Berg and Mayor Olsen (Lund) said the dam was sound.") == [None]
