from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from provenance.reading.parse import parse
from provenance.reading.raw import assemble
from provenance.reading.walk import Walker
from provenance.records.document import Line


def lines_of(source: str) -> tuple[str, list[Line]]:
    walker = Walker()
    walker.walk(parse(source).root)
    return assemble(walker.lines)


def shown(source: str) -> list[str]:
    return [line.text for line in lines_of(source)[1]]


def test_blocks_and_breaks_end_lines_inline_elements_do_not() -> None:
    source = "<div>One <b>two</b> <i>three</i><br>four<p>five</p>six</div><ul><li>seven<li>eight</ul>"
    assert shown(source) == ["One two three", "four", "five", "six", "seven", "eight"]


def test_white_space_is_folded_but_hard_spaces_stay_in_the_document() -> None:
    text, lines = lines_of("<p>\n  By\xa0 RT \n and   <b> more</b></p>")
    assert text == "By\xa0 RT and more"
    assert lines[0].text == "By RT and more"


def test_preformatted_line_ends_count() -> None:
    assert shown("<pre>one\ntwo</pre><p>three\nfour</p>") == ["one", "two", "three four"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>no</script>",
        "<style>no</style>",
        "<template>no</template>",
        "<textarea>no</textarea>",
        "<noscript>no</noscript>",
        "<p hidden>no</p>",
        "<p style='color:red; DISPLAY : none'>no</p>",
        "<span style=visibility:hidden>no</span>",
        "<svg><title>no</title></svg>",
        "<!-- no -->",
    ],
)
def test_what_is_not_shown_is_no_line(hidden: str) -> None:
    assert shown(f"<p>yes</p>{hidden}<p>also</p>") == ["yes", "also"]


def test_text_after_something_hidden_stays() -> None:
    assert shown("<p>one <script>no</script>two<!-- no --> three</p>") == ["one two three"]


def test_links_keep_anchor_and_address() -> None:
    line = lines_of("<p>The source is <a href='https://rt.example/1'> RT </a>.</p>")[1][0]
    assert [(line.text[k.start : k.end], k.href) for k in line.links] == [("RT", "https://rt.example/1")]


def test_a_link_over_several_lines_is_on_each() -> None:
    _, lines = lines_of("<a href=x><h3>Title here</h3><p>Words</p></a><p>Not linked</p>")
    assert [[line.text[k.start : k.end] for k in line.links] for line in lines] == [["Title here"], ["Words"], []]


def test_paths_find_the_element_again() -> None:
    source = "<html><body><div><p>a</p></div><div><script>x</script><p>b</p><p>c <b>d</b></p></div></body></html>"
    tree = etree.ElementTree(lxml_html.document_fromstring(source))
    for line in lines_of(source)[1]:
        element = tree.find(line.path.removeprefix("/html").replace("/body", "./body", 1).lstrip("/"))
        assert element is not None
        assert line.text in " ".join("".join(map(str, element.itertext())).split())


def test_places_are_told_by_tag_class_and_role() -> None:
    source = (
        "<nav>menu</nav><div role=navigation>menu2</div><aside>a</aside><figure>f<figcaption>c</figcaption></figure>"
        "<div id=comments><p>first!</p></div><div class='box related-stories'>r</div><p class=byline>By X</p>"
        "<span rel=author>Y</span><blockquote>q</blockquote><form>search</form><footer>f2</footer><h2>h</h2>"
    )
    found = {line.text: line.context for line in lines_of(source)[1]}
    expected = {
        "menu": "nav", "menu2": "nav", "a": "aside", "c": "caption", "f": "figure", "first!": "comment", "r": "teaser",
        "By X": "byline", "Y": "byline", "q": "quote", "search": "form", "f2": "footer", "h": "heading",
    }  # fmt: skip
    assert {text: flag for text, flag in expected.items() if flag not in found[text]} == {}


def test_a_form_or_table_around_the_page_is_no_form_and_no_table() -> None:
    _, lines = lines_of("<form><table><tr><td><h1>Title</h1><p>Words of the page.</p></td></tr></table></form>")
    assert all(not line.context & {"form", "table"} for line in lines)
    data = lines_of("<table><tr><th>Year<td>2015</table>")[1]
    assert all("table" in line.context for line in data)


def test_class_words_come_from_the_ancestors_too() -> None:
    line = lines_of("<body class=site><div id=Main class='A b'><p class=credit>x</p></div></body>")[1][0]
    assert line.classes == {"main", "a", "b", "credit"}


PIECES = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<div class='a'>",
            "</div>",
            "<br>",
            "<a href=u>",
            "</a>",
            "<b>",
            "<script>",
            "</script>",
            "<table>",
        ]
    )
    | st.text(alphabet="ab \n\t\xa0ﬁ½\u200bé.", max_size=6),
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_every_line_is_a_slice_and_every_offset_leads_back(pieces: list[str]) -> None:
    text, lines = lines_of("<html><body>x" + "".join(pieces))
    assert text == "\n".join(text[line.start : line.end] for line in lines)
    for number, line in enumerate(lines):
        assert line.index == number
        assert len(line.offsets) == len(line.text) + 1
        assert list(line.offsets) == sorted(line.offsets)
        assert line.start <= line.offsets[0] and line.offsets[-1] <= line.end
        assert all(0 <= k.start < k.end <= len(line.text) for k in line.links)
        for at, char in enumerate(line.text):
            if char.isascii() and char.isalpha() and text[line.offsets[at]].isascii():
                assert text[line.offsets[at]] == char
