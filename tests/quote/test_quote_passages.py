"""Statements in English prose: content, cue and who is named, by where they stand."""

import gc
import time

import pytest

from provenance.quote.passages import Said, statements
from provenance.quote.profile import build, languages, load


def said(text: str) -> list[Said]:
    profile = load("en")
    assert profile is not None
    return statements(text, [(0, len(text))], profile).said


def told(text: str) -> list[tuple[str, str | None]]:
    """What is said and who is named for it."""
    return [
        (" … ".join(text[a:b] for a, b in one.content), text[slice(*one.subject)] if one.subject else None)
        for one in said(text)
    ]


@pytest.mark.parametrize(
    ("text", "content", "who"),
    [
        ("The dam will hold, the harbour master said.", "The dam will hold", "the harbour master"),
        ("The harbour master said that the dam would hold.", "that the dam would hold", "The harbour master"),
        ("The harbour master said the dam would hold.", "the dam would hold", "The harbour master"),
        ("“The dam will hold,” said Marta Olsen.", "“The dam will hold,”", "Marta Olsen"),
        ('"The dam will hold," Marta Olsen said on Friday.', '"The dam will hold,"', "Marta Olsen"),
        ("''The dam will hold,'' Olsen said.", "''The dam will hold,''", "Olsen"),
        ("According to the harbour master, the dam will hold.", "the dam will hold", "the harbour master"),
        ("The dam will hold, according to the harbour master.", "The dam will hold", "the harbour master"),
        ("Marta Olsen, the harbour master, told Rhine Radio the dam would hold.", "the dam would hold", "Marta Olsen, the harbour master,"),
        ("Olsen called the plan “a folly”.", "the plan “a folly”", "Olsen"),
        ("“Why now?” Olsen asked.", "“Why now?”", "Olsen"),
    ],
)  # fmt: skip
def test_one_statement(text: str, content: str, who: str) -> None:
    assert told(text) == [(content, who)]


def test_two_cues_of_one_sentence_make_two_statements() -> None:
    text = "The dam is sound, the harbour master said, adding that the gates had been tested twice."
    assert told(text) == [
        ("The dam is sound", "the harbour master"),
        ("that the gates had been tested twice", "the harbour master"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It holds," Berg said on "The Harbour" Friday.', [('"It holds,"', "Berg")]),
        ('"It holds," Berg said as the crowd yelled "Shame!"', [('"It holds,"', "Berg"), ('"Shame!"', "the crowd")]),
        ('He added, "It holds," and left.', [('"It holds,"', "He")]),
        ('She said it had held, to which Berg replied: "No."', [("it had held", "She"), ('"No."', "Berg")]),
        ('She said it had held and Berg replied, "Not yet."', [("it had held", "She"), ('"Not yet."', "Berg")]),
        ('When she asked, "Will it hold?" Berg said, "No."', [('"Will it hold?"', "she"), ('"No."', "Berg")]),
        ('Not all agree: "It holds," says Berg.', [('Not all agree: "It holds,"', "Berg")]),
        ('He said Berg told him, "Go home."', [('Berg told him, "Go home."', "He"), ('"Go home."', "Berg")]),
        ('"It holds," said one of the men.', [('"It holds,"', "one of the men")]),
        ('The crowd began to chant, "Open it now!"', [('"Open it now!"', "The crowd")]),
        ('"It holds," per Berg.', [('"It holds,"', "Berg")]),
    ],
)  # fmt: skip
def test_whose_a_quotation_is_beside_other_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_a_quotation_that_runs_on_keeps_those_before_it() -> None:
    text = "“It holds,” Olsen said. “It was built by my father.\n“Nobody will mend it,” added Berg."
    assert told(text) == [("“It holds,” … “It was built by my father.", "Olsen"), ("“Nobody will mend it,”", "Berg")]


def test_german_verbs_in_two_parts_and_what_runs_on() -> None:
    profile = load("de")
    assert profile is not None
    text = (
        "Der Damm sei alt und müsse erneuert werden, teilte die Hafenbehörde mit. "
        "Niemand sei verletzt worden. Die Arbeiten könnten im Mai beginnen. Es regnete."
    )
    found = statements(text, [(0, len(text))], profile).said
    assert [[text[a:b] for a, b in one.content] for one in found] == [
        ["Der Damm sei alt und müsse erneuert werden"],
        ["Niemand sei verletzt worden", "Die Arbeiten könnten im Mai beginnen"],
    ]
    assert {text[slice(*one.subject)] for one in found if one.subject} == {"die Hafenbehörde"}


def test_a_split_quotation_is_one_statement() -> None:
    (one,) = said("“The dam,” Olsen said, “will hold.” It rained.")
    assert len(one.content) == 2


def test_a_quotation_that_opens_each_paragraph_again_is_one_statement() -> None:
    text = "“The dam is old,” Olsen said. “It was built by my father.\n“It will hold all the same.”"
    assert len(said(text)) == 1


def test_a_quotation_with_no_cue_follows_the_last_speaker() -> None:
    text = "Olsen said the dam was old.\n“We have no money for another.”"
    _, second = said(text)
    assert second.follows and second.subject is not None and text[slice(*second.subject)] == "Olsen"


@pytest.mark.parametrize(
    "text",
    [
        "The dam was built in 1911.",
        "He would not say whether the dam was safe.",
        "The report runs to ninety pages.",
        "The so-called “reform” cost the town its ferry.",
        "",
        "“",
        "said",
        "according to",
        ", , said ,",
    ],
)
def test_nothing_is_said(text: str) -> None:
    assert told(text) == []


def test_sentences_in_which_nobody_says_anything_are_kept_apart() -> None:
    profile = load("en")
    assert profile is not None
    text = "Olsen said the dam was old. Some 1,600 people live below it."
    (silent,) = statements(text, [(0, len(text))], profile).silent
    assert text[slice(*silent)] == "Some 1,600 people live below it"


@pytest.mark.parametrize(
    "piece",
    [
        "word ",
        "said ",
        "“a” said ",
        "he said, ",
        "A, B, ",
        "(",
        "“",
        "'' ",
        "who said ",
        "Smith and ",
        "\n“x",
        "in the ",
    ],
)
def test_a_text_without_a_full_stop_takes_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        """The least of three: the machine and the collector only ever add."""
        text, found = piece * times, []
        gc.disable()
        try:
            for _ in range(3):
                begin = time.process_time()
                said(text)
                found.append(time.process_time() - begin)
        finally:
            gc.enable()
        return min(found)

    short, long = seconds(8_000 // len(piece)), seconds(64_000 // len(piece))
    assert long < 20 * short + 0.3


def test_every_profile_loads_and_what_nobody_understands_is_refused() -> None:
    assert "en" in languages() and all(load(language) for language in languages())
    assert load("xx") is None and load("../") is None
    with pytest.raises(ValueError, match="nobody reads"):
        build({"language": "en", "tested": True, "words": {"nonsense": ["a"]}, "cue": []}, "en")


@pytest.mark.parametrize(
    ("text", "content", "who"),
    [
        ("Der Damm wird halten, so die Hafenmeisterin.", "Der Damm wird halten", "die Hafenmeisterin"),
        ("Laut Marta Olsen wird der Damm halten.", "wird der Damm halten", "Marta Olsen"),
        ("Die Polizei teilte der Frau mit, dass der Damm halte.", "dass der Damm halte", "Polizei"),
        ("Olsen sagte, der Damm werde halten.", "der Damm werde halten", "Olsen"),
    ],
)
def test_german(text: str, content: str, who: str) -> None:
    profile = load("de")
    assert profile is not None
    (one,) = statements(text, [(0, len(text))], profile).said
    assert one.subject is not None
    assert (text[slice(*one.content[0])], text[slice(*one.subject)]) == (content, who)


def test_german_goes_on_in_reported_mood() -> None:
    profile = load("de")
    assert profile is not None
    text = "Olsen sagte, der Damm werde halten. Er sei geprüft worden. Es regnete."
    assert len(statements(text, [(0, len(text))], profile).said) == 2
