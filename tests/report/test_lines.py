from hypothesis import given
from hypothesis import strategies as st

from provenance.report.inert import cells
from provenance.report.lines import Sheet, wrapped


@given(st.text(alphabet="ab 新é", max_size=300), st.integers(10, 80))
def test_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_colour_only_where_asked() -> None:
    for color in (False, True):
        sheet = Sheet(40, color=color)
        sheet.heading("Head")
        sheet.strong("strong")
        assert ("\x1b[1m" in str(sheet)) is color
