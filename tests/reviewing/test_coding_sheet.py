"""Sheets drawn the same everywhere, and written and read so that no cell becomes a formula."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import InputError
from provenance.report.formulas import neutral, restored
from provenance.reviewing import draw, proportional
from provenance.reviewing.sheet import as_csv, read_sheet
from provenance.store.asking.sampling import Drawable

COLUMNS = ("key", "title", "origin_kind", "origin_name", "notes")
SET = [Drawable(f"art_{n:016d}", f"o{n % 3}", "en" if n % 4 else "de") for n in range(40)]


@given(st.text())
def test_a_cell_comes_back_as_it_was(cell: str) -> None:
    assert restored(neutral(cell)) == cell


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "'=1", "＝1", "\n=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert neutral(cell).startswith("'")


@pytest.mark.parametrize("cell", ["", "Reuters", "'tis", "a=b", "5-3"])
def test_other_cells_stay(cell: str) -> None:
    assert neutral(cell) == cell


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")), min_size=5, max_size=5))
def test_what_a_coder_writes_comes_back(cells: list[str]) -> None:
    row = dict(zip(COLUMNS, cells, strict=True)) | {"origin_kind": "wire", "key": "k"}
    found = read_sheet("s.csv", as_csv([row], COLUMNS))
    assert [c.name for c in found.coded.values()] == [row["origin_name"].strip() or None]


def test_the_same_seed_draws_the_same_whatever_the_order() -> None:
    assert draw(SET, 10, 1) == draw(SET[::-1], 10, 1) != draw(SET, 10, 2)
    assert draw(SET, 10, 1) == draw(SET, 20, 1)[:10] and len(draw(SET, 99, 1)) == 40
    assert draw(SET, 12, 1, "outlet") == draw(SET[::-1], 12, 1, "outlet")


def test_strata_are_in_proportion() -> None:
    taken = draw(SET, 20, 7, "language")
    assert sum(one.language == "de" for one in taken) == 5 and len(taken) == 20


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=30), st.data())
def test_proportions_add_up(sizes: list[int], data: st.DataObject) -> None:
    n = data.draw(st.integers(0, sum(sizes)))
    taken = proportional(sizes, n)
    assert sum(taken) == n and all(0 <= many <= size for many, size in zip(taken, sizes, strict=True))


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_sheet_of_any_spreadsheet_program(mark: str) -> None:
    lines = (
        ("key", "origin_kind", "origin_name", "mine"),
        ("a", "Wire", "'=AP", "x"),
        ("b", "", "", ""),
        ("c", "press release", "Acme"),
    )
    found = read_sheet("s.csv", ("\ufeff" + "\r\n".join(map(mark.join, lines))).encode())
    assert [(c.key, c.kind, c.name) for c in found.coded.values()] == [
        ("a", "wire", "=AP"),
        ("c", "press_release", "Acme"),
    ]
    assert (found.rows, found.empty, found.unknown) == (3, 1, {"mine": 3})


def test_rows_that_cannot_be_used_are_named() -> None:
    rows = [
        "key,origin_kind,origin_name",
        "a,wire,AP",
        "a,wire,AP",
        "a,wire,Reuters",
        "b,perhaps,",
        "c,wire,AP,too,many",
        ",,AP",
    ]
    found = read_sheet("s.csv", "\n".join(rows).encode())
    assert list(found.coded) == ["a"]
    assert [(r.line, r.key) for r in found.refused] == [(4, "a"), (5, "b"), (6, ""), (7, "")]
    assert "line 2" in found.refused[0].reason and "perhaps" in found.refused[1].reason


def test_json_lines() -> None:
    rows = [{"key": "a", "origin_kind": "wire", "origin_name": "AP"}, {"key": 1}]
    found = read_sheet("-", ("\n".join(map(json.dumps, rows)) + "\n{broken\n[]").encode())
    assert list(found.coded) == ["a"] and [r.line for r in found.refused] == [2, 3, 4]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no column"),
        (b"a,b\n1,2", "no column key"),
        (b"\xff\xfek\0e\0y\0", "UTF-8"),
        (b'key,origin_kind,origin_name\n"a' + b"x" * 70_000_000, "longer than"),
    ],
)  # fmt: skip
def test_what_is_no_sheet(content: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read_sheet("s.csv", content)
