"""Quotations without a listed verb of saying: who is named before, beside or under them."""

import pytest

from provenance.quote.passages import statements
from provenance.quote.profile import load
from provenance.quote.speakers import speakers


def told(text: str) -> list[tuple[str, str | None]]:
    profile = load("en")
    assert profile is not None
    found = statements(text, [(0, len(text))], profile)
    who = speakers(found, profile, text)
    return [(" ".join(text[a:b] for a, b in s.content), w.mention) for s, w in zip(found.said, who, strict=True)]


OLSEN = "Marta Olsen said the dam was old. "


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("“It will be built again.” — Karl Berg, harbour minister", "Karl Berg, harbour minister"),
        ("“It will be built again.”\n\n— Karl Berg, harbour minister", "Karl Berg, harbour minister"),
        ("Karl Berg:\n\n“It will be built again.”", "Karl Berg"),
        ("Here is what Karl Berg said on Friday:\n\n“It will be built again.”", "Karl Berg"),
        (OLSEN + "\n\nKarl Berg, 54, is a fisherman in Lund.\n\n“I lost my boat in the flood.”", "Karl Berg, 54,"),
        (OLSEN + "\n\nThen Karl Berg took the floor.\n\n“You lost it all.”", "Karl Berg"),
        (OLSEN + "She then turned to the fishermen with a question.\n\n“Who pays for the new wall?”", "She"),
        ("“You’re wrong,” Berg shot back.", "Berg"),
        ("“It is old,” is how Karl Berg put it.", "Karl Berg"),
        ("Karl Berg spoke on Friday. He jokes, “It’s a never ending dam!”", "He"),
        ("“Why would he do that?” Berg asked rhetorically during the rally.", "Berg"),
        ("“Why would he do that?” Berg asked the men at the dam. “Why?”", "Berg"),
        (
            "Marta Rest, one of the architects, called it “an incredibly good dam.”",
            "Marta Rest, one of the architects,",
        ),
        (
            "Marta Rest, a teacher who worked for Sen. Karl Olsen (R-Tenn.), one of the architects, called it “a big dam.”",
            "Marta Rest, a teacher who worked for Sen. Karl Olsen (R-Tenn.), one of the architects,",
        ),
        ("As Karl Berg put it, “It is very old.”", "Karl Berg"),
        ("Karl Berg began by saying, “It is very old.”", "Karl Berg"),
    ],
)
def test_who_is_named_for_a_quotation(text: str, mention: str) -> None:
    assert told(text)[-1][1] == mention


def test_quotations_after_one_another_keep_the_speaker_introduced() -> None:
    text = "Here is what Karl Berg said on Friday:\n\n“It will be built again.”\n\n“And it will be paid for.”"
    assert [who for _, who in told(text)] == ["Karl Berg", "Karl Berg"]


def test_the_words_beside_a_quotation_are_no_part_of_it() -> None:
    assert told("“You’re wrong,” Berg shot back. “It is old.”")[0][0] == "“You’re wrong,” “It is old.”"


@pytest.mark.parametrize(
    "text", ["“Build it!” Berg said the dam was old.", "“Who will pay?” Berg asked if the dam was old."]
)
def test_a_clause_after_a_quotation_is_said_apart_from_it(text: str) -> None:
    assert len(told(text)) == 2


def test_a_comma_alone_names_nobody() -> None:
    assert told("In the end, “It is very old.”") == []


def test_a_subject_that_is_no_person_introduces_nobody() -> None:
    text = OLSEN + "\n\nThe flood took the bridge.\n\n“It was over in an hour.”"
    assert told(text)[-1][1] == "Marta Olsen"
