from dataclasses import replace

from provenance.lineage.diff import Version, diff
from provenance.lineage.nodes import article_node
from provenance.records.article import Reading
from provenance.records.diff import Diff
from provenance.report.diff_html import diff_html
from provenance.report.diff_text import diff_text
from provenance.report.inert import cells
from tests.report.made import edge, outlet, reading

LONG = " ".join(f"word{n}" for n in range(200)) + "."


def version(name: str, text: str, title: str = "A title") -> Version:
    one: Reading = reading(text, by=outlet(name), title=title)
    return Version(article_node(one, held=True), None, one)


def made() -> Diff:
    a = version("Aurora", f"{LONG}\nThis sentence <b>was cut</b> by them.\nThe last one stays where it is.")
    b = version(
        "Beacon", f"{LONG}\nThe last one stays where it is.\nAnd a \x1b[31mline\x1b[0m was added.", "Another title"
    )
    return diff(a, b, (edge(b.article, a.article),))


def test_marks_stand_before_what_was_cut_and_added() -> None:
    told = diff_text(made(), width=80)
    assert "\n- This sentence <b>was cut</b> by them." in told and "\n+ And a \\x1b[31mline" in told
    assert "The title was changed: “A title” is now “Another title”." in told and "\x1b" not in told
    assert "[160 words more are the same]" in told and "Beacon: republished from Aurora" in told


def test_the_whole_is_printed_where_it_is_asked_for_and_no_line_is_too_wide() -> None:
    told = diff_text(made(), width=60, whole=True)
    assert "word100" in told and all(cells(line) <= 60 for line in told.splitlines())
    assert "word100" not in diff_text(made())
    assert "\x1b[31m- This" in diff_text(made(), color=True)


def test_the_page_holds_no_code_of_the_texts() -> None:
    page = diff_html(made())
    assert "<b>" not in page and "&lt;b&gt;was cut" in page and "\x1b" not in page
    assert page.count('class="cut"') == 1 and page.count('class="added"') == 1


def test_revisions_of_one_article_are_named_by_number() -> None:
    one = version("Aurora", LONG)
    page = diff_html(diff(replace(one, revision=1), replace(one, revision=2)))
    assert "Aurora, revision 1 and Aurora, revision 2" in page
