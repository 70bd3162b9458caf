from __future__ import annotations

from collections.abc import Callable

import pytest

from provenance.reading import body as body_module
from provenance.reading.windows import placed
from provenance.records.document import Page

Reader = Callable[..., Page]


def body_texts(page: Page) -> list[str]:
    return [page.document.lines[i].text for i in page.body.lines]


def window_of(page: Page, text: str) -> str:
    return next(line.window for line in page.document.lines if text in line.text)


def test_the_body_is_the_prose_and_nothing_else(article: Reader, prose: tuple[str, ...]) -> None:
    page = article(
        above="<p class=byline>By Ann Field</p>",
        inside="<figure><img src=x><figcaption>The bridge in May, seen from the old harbour wall.</figcaption></figure>"
        "<div class=related-stories><p>Related: The old bridge was built after the flood of the year.</p></div>",
        below="<p>The original source of this article is RT</p><p>Copyright © RT, 2015</p>"
        "<div id=comments><p>I never liked the bridge, and the new one will be worse, mark my words.</p></div>",
    )
    assert body_texts(page) == list(prose)
    assert window_of(page, "By Ann Field") == "head"
    assert window_of(page, "original source") == "tail"
    assert window_of(page, "Copyright") == "tail"
    assert window_of(page, "never liked") == "elsewhere"
    assert window_of(page, "Home") == "elsewhere"
    assert window_of(page, "seen from") == "body"


@pytest.mark.parametrize("breakdown", ["raises", "nothing"])
def test_our_own_rules_follow_where_trafilatura_fails(
    article: Reader, prose: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, breakdown: str
) -> None:
    def stub(*_args: object, **_kwargs: object) -> None:
        if breakdown == "raises":
            raise RecursionError
        return None

    monkeypatch.setattr("trafilatura.bare_extraction", stub)
    assert body_texts(article()) == list(prose)


def test_short_paragraphs_that_were_dropped_come_back(article: Reader, prose: tuple[str, ...]) -> None:
    page = article(inside="<p>He was right.</p><p>“No.”</p>")
    assert body_texts(page) == [*prose[:2], "He was right.", "“No.”", *prose[2:]]


def test_a_wrapper_named_comments_around_the_page_takes_nothing_away(html: Reader, prose: tuple[str, ...]) -> None:
    page = html(
        "<body><div class='comments form'><div><h1>Town agrees</h1>"
        + "".join(f"<p>{p}</p>" for p in prose)
        + "</div></div>"
    )
    assert body_texts(page) == list(prose)


def test_paragraphs_parted_by_breaks(html: Reader, prose: tuple[str, ...]) -> None:
    page = html("<html><body><h1>Town agrees on bridge</h1><div>" + "<br><br>".join(prose) + "</div></body></html>")
    assert body_texts(page) == list(prose)


def test_the_window_is_twelve_lines_and_lists_use_up_none(html: Reader, prose: tuple[str, ...]) -> None:
    below = "".join(f"<p>Note {n}</p>" for n in range(20))
    menu = "<ul class=menu>" + "".join(f"<li><a href={n}>Topic {n}</a></li>" for n in range(30)) + "</ul>"
    page = html("<body>" + "".join(f"<p>{p}</p>" for p in prose) + menu + below)
    assert [line.text for line in page.document.lines if line.window == "tail"] == [f"Note {n}" for n in range(12)]


def test_teaser_lists_without_a_name_are_known_by_their_shape(html: Reader, prose: tuple[str, ...]) -> None:
    teasers = "".join(f"<div><a href={n}>Another story of the day, number {n}</a></div>" for n in range(5))
    page = html("<body>" + "".join(f"<p>{p}</p>" for p in prose) + teasers + "<p>Source: RT</p>")
    assert window_of(page, "Source: RT") == "tail"
    assert window_of(page, "number 3") == "elsewhere"


@pytest.mark.parametrize(
    ("html_title", "heading", "head", "expected"),
    [
        ("Town agrees on bridge | Harbour News", "<h1>Town agrees on bridge</h1>", "", "Town agrees on bridge"),
        ("Town agrees on bridge", "<h1>Harbour News</h1><h2>Town agrees on bridge</h2>", "", "Town agrees on bridge"),
        (
            "Harbour News",
            "<h1>Logo of site</h1>",
            "<meta property=og:title content='Town agrees on bridge'>",
            "Town agrees on bridge",
        ),
        ("Town agrees on bridge - Harbour", "<div>Town agrees on bridge</div>", "", "Town agrees on bridge"),
        ("Town agrees - what now | Harbour", "", "", "Town agrees - what now | Harbour"),
        ("", "<h1>Town agrees on bridge</h1>", "", "Town agrees on bridge"),
    ],
)
def test_titles(
    html: Reader, prose: tuple[str, ...], html_title: str, heading: str, head: str, expected: str | None
) -> None:
    page = html(
        f"<html><head><title>{html_title}</title>{head}</head><body>{heading}" + "".join(f"<p>{p}</p>" for p in prose)
    )
    assert page.body.title == expected
    assert body_texts(page) == list(prose)


def test_a_given_title_outranks_the_page(html: Reader, prose: tuple[str, ...]) -> None:
    page = html("<h1>Town agrees on bridge</h1>" + "".join(f"<p>{p}</p>" for p in prose), title="Bridge agreed")
    assert page.body.title == "Bridge agreed"


def test_subtitles(article: Reader, prose: tuple[str, ...]) -> None:
    page = article(above="<p class=standfirst>Fishermen fear for their trade and their boats</p><p>By Ann Field</p>")
    assert page.body.subtitle == "Fishermen fear for their trade and their boats"
    assert body_texts(page) == list(prose)


def test_windows_can_be_set_again_when_lines_are_cut(article: Reader) -> None:
    page = article(below="<p>Rights text that a later rule cuts from the body of the article, all of it.</p>")
    lines = placed(page.document.lines, page.body.lines[:2], page.body.title_line)
    assert lines[page.body.lines[2]].window == "tail"


def test_a_page_without_words_is_no_page(html: Reader) -> None:
    page = html(
        "<html><head><title>Shell</title></head><body><div id=app></div><script>render()</script></body></html>"
    )
    assert (page.status, page.reason, page.document.text, page.body.lines) == ("failed", "js_shell", "", ())


def test_large_pages_do_without_trafilatura(html: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_module, "MOST_LINES", 50)
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *a, **k: pytest.fail("called"))
    page = html("<body>" + "".join(f"<p>Sentence number {n} of the long report of the council.</p>" for n in range(60)))
    assert len(page.body.lines) == 60


def test_an_article_behind_a_head_without_an_end_is_read(html: Reader, prose: tuple[str, ...]) -> None:
    for tag in ("article", "main", "section"):
        page = html(
            f"<!doctype html><meta charset=utf-8><title>Bridge</title><{tag}><h1>Bridge</h1><p>{prose[0]}</p></{tag}>end<p>{prose[1]}</p>"
        )
        assert [x.text for x in page.document.lines] == ["Bridge", prose[0], "end", prose[1]]
