"""Text reuse on both databases: pairs found, whatever the order of arrival; boilerplate, twins, forgetting."""

import random

import pytest

from provenance.lineage.settle import link, settle
from provenance.records.lineage import Match
from provenance.records.outlet import OutletRef
from provenance.store.library import Library
from tests.store.stored import capture, reading

WORDS = [
    "harbour",
    "ferry",
    "council",
    "budget",
    "bridge",
    "storm",
    "market",
    "teacher",
    "river",
    "engine",
    "letter",
    "winter",
    "planet",
    "garden",
    "signal",
    "coast",
]
FOOTER = "Write to the desk of this paper if you have seen something we should know about and want to tell"


def prose(seed: int, words: int = 120) -> str:
    rnd = random.Random(seed)
    return " ".join(rnd.choice(WORDS) + str(rnd.randrange(40)) for _ in range(words))


def paper(n: int) -> OutletRef:
    return OutletRef(f"paper-{n}", f"Paper {n}", f"paper{n}.example", True)


def pages() -> list[tuple[str, int, str]]:
    """(name, outlet, text): six stories of paper 0 with its footer, copies elsewhere, an equal text, a stranger."""
    made = [(f"own{n}", 0, f"{prose(n)}\n{FOOTER}") for n in range(6)]
    made += [(f"copy{n}", n + 1, f"{prose(100 + n, 30)}\n{prose(n)}") for n in range(3)]
    return [*made, ("twin", 9, prose(0)), ("stranger", 8, f"{prose(77)}\n{FOOTER}")]


def add(library: Library, name: str, outlet: int, text: str) -> str:
    page = capture(f"{name} {text}", url=f"https://paper{outlet}.example/{name}", id=name)
    added = library.add(reading(page, text, outlet=paper(outlet)), page)
    assert added.article is not None
    return added.article


def seen(library: Library) -> list[Match]:
    return sorted(library.reuse.matches(), key=lambda m: (m.a, m.b))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_of_arrival_does_not_show(db: str, evidence: str, tmp_path: object, seed: int) -> None:
    listed = pages()
    random.Random(seed).shuffle(listed)
    with Library.open(db, evidence) as library:
        for n, page in enumerate(listed):
            add(library, *page)
            if n % seed == 0:
                settle(library.reuse)
        settle(library.reuse)
        found = seen(library)
        assert settle(library.reuse) == 0 and seen(library) == found
    pairs = {frozenset((str(m.a_id), str(m.b_id))): m.kind for m in found}
    assert pairs == {
        frozenset(("own0", "copy0")): "copy", frozenset(("own1", "copy1")): "copy", frozenset(("own2", "copy2")): "copy",
        frozenset(("own0", "twin")): "copy", frozenset(("twin", "copy0")): "copy",
    }  # fmt: skip


def test_spans_count_in_the_document(library: Library) -> None:
    a = add(library, "own0", 0, prose(0))
    add(library, "copy0", 1, f"{prose(100, 30)}\n{prose(0)}")
    settle(library.reuse)
    (match,) = library.reuse.matches_of(a)
    texts = {key: library.reading_of(key).document for key in (match.a, match.b)}
    for a_start, a_end, b_start, b_end in match.spans:
        left, right = texts[match.a], texts[match.b]
        assert left and right and left.text[a_start:a_end] == right.text[b_start:b_end]
    assert match.words == 120 and match.longest_run == 120


def test_one_article_is_linked_at_once(library: Library) -> None:
    add(library, "own0", 0, prose(0))
    settle(library.reuse)
    key = add(library, "copy0", 1, f"{prose(100, 30)}\n{prose(0)}")
    link(library.reuse, library.find_article(key).row, key)
    assert [m.kind for m in library.reuse.matches_of(key)] == ["copy"]


def test_what_is_forgotten_matches_nothing(library: Library) -> None:
    a = add(library, "own0", 0, prose(0))
    b = add(library, "copy0", 1, f"{prose(100, 30)}\n{prose(0)}")
    settle(library.reuse)
    library.forget(b, "asked to")
    settle(library.reuse)
    assert library.reuse.matches_of(a) == () and library.verify() == ()


def test_no_text_and_one_word_match_nothing(library: Library) -> None:
    for n, text in enumerate(("word", "word", "one two three", "one two three")):
        add(library, f"short{n}", n, text)
    settle(library.reuse)
    assert seen(library) == []
