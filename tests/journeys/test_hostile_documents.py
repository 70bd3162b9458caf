"""Documents made to break a reader: each is answered, and an article in it is read or said to be lost.

Sizes are scaled so that all of them together take less than a minute; what is checked is that cost
stays in proportion, not the size at which it would not.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from provenance import read

MARK = "The keeper of the lighthouse counted forty ships on the evening before the storm."
REST = (
    "The council of Harbour Town agreed on Tuesday to build the new bridge over the river.",
    "Mayor Ann Field said the work would begin in spring and would cost nine million crowns.",
    "Fishermen fear for their trade, and some of them stood outside the hall during the vote.",
)
STORY = "".join(f"<p>{p}</p>" for p in (REST[0], MARK, *REST[1:]))
HEAD = "<html lang=en><head><title>Town agrees on new bridge</title>"
PLAIN = "\n\n".join(("Town agrees on new bridge", REST[0], MARK, *REST[1:]))
RUSSIAN = "Смотритель маяка насчитал вечером перед бурей сорок кораблей в заливе. Совет города согласился построить новый мост через реку."
CHINESE = "灯塔管理员在暴风雨来临前的傍晚数到了四十艘船。市议会星期二同意在河上修建新桥,工程将于春天开始。"
MEDIUM, LARGE = 200_000, 1_000_000


def page(body: str = STORY, head: str = "") -> str:
    return f"{HEAD}{head}</head><body><article><h1>Town agrees on new bridge</h1>{body}</article></body></html>"


def many(piece: str, size: int) -> str:
    return piece * (size // len(piece))


def deep(opening: str, depth: int, inner: str = STORY) -> str:
    return page(opening * depth + inner)


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def half_below(depth: int) -> str:
    return page(f"<p>{REST[0]}</p>" + "<span>" * depth + f"<p>{MARK}</p>" + STORY)


def one_line(size: int) -> str:
    return page(f"<p>{MARK} {many('words and more words. ', size)}</p>{STORY}")


def followed(piece: str, inside: str = "{}") -> str:
    return page(STORY + inside.format(many(piece, LARGE)))


PARAGRAPH = "<p>The council of the town met on day {} and agreed on the new bridge, its cost and its name.</p>"
Document = str | bytes | Callable[[], str | bytes]
CASES: dict[str, Document] = {
    # depth
    **{f"below {n} div": partial(deep, "<div>", n) for n in (200, 260, 1_000, 100_000)},
    "open div for 5 MiB": lambda: page(many("<div>", 5_000_000) + STORY),
    **{f"half below {n} span": partial(half_below, n) for n in (300, 1_000, 3_000)},
    "100 nested tables": lambda: deep("<table><tr><td>", 100),
    "700 nested tables": lambda: deep("<table><tr><td>", 700),
    "20,000 nested b and i": lambda: deep("<b><i>", 20_000),
    "2,000 nested lists": lambda: deep("<ul><li>", 2_000),
    "2,000 nested quotes": lambda: deep("<blockquote>", 2_000),
    "nested forms and anchors": lambda: deep("<form><a href=x>", 1_000),
    # numbers
    "20,000 short paragraphs": lambda: page(STORY + "<p>short one</p>" * 20_000),
    "100,000 short paragraphs": lambda: page(STORY + "<p>ab</p>" * 100_000),
    "5,000 paragraphs": lambda: page(STORY + "".join(PARAGRAPH.format(n) for n in range(5_000))),
    "20,000 small divs": lambda: page(STORY + "<div>ab</div>" * 20_000),
    "50,000 line breaks": lambda: page(STORY + "<p>" + "text<br>" * 50_000),
    "50,000 links": lambda: page(STORY + "<a href=/x>link</a> " * 50_000),
    "30,000 table rows": lambda: page(STORY + "<table>" + "<tr><td>a</td><td>b</td></tr>" * 30_000 + "</table>"),
    "20,000 attributes": lambda: page(f"<div {' '.join(f'a{n}=b' for n in range(20_000))}>{STORY}</div>"),
    "10,000 classes": lambda: page(f"<div class='{' '.join(f'c{n}' for n in range(10_000))}'>{STORY}</div>"),
    "20,000 metas": lambda: page(head="<meta name=author content=Ann>" * 20_000),
    "5,000 JSON-LD blocks": lambda: page(head=ld('{"@type": "NewsArticle"}') * 5_000),
    "20,000 time elements": lambda: page("<time datetime=2015-11-04>x</time>" * 20_000 + STORY),
    "10,000 ids of one name": lambda: page("<span id=a></span>" * 10_000 + STORY),
    # length
    **{f"one line of {n >> 20} MiB": partial(one_line, n) for n in (1 << 20, 11 << 20)},
    "one word of 1 MiB": lambda: page(f"<p>{'a' * LARGE}</p>" + STORY),
    "title and h1 of 2 MiB": lambda: f"<html><head><title>{many('long ', 2_000_000)}</title></head><body><h1>{many('long ', 2_000_000)}</h1>{STORY}</body></html>",
    "data image of 5 MiB": lambda: page(f"<img src='data:image/png;base64,{'A' * 5_000_000}'>" + STORY),
    "JSON-LD of 5 MiB": lambda: page(head=ld('{"@type": "NewsArticle", "articleBody": "' + many("word ", 5_000_000) + '"}')),
    "JSON-LD of 11 MiB": lambda: page(head=ld('{"@type": "NewsArticle", "articleBody": "' + many("word ", 11 << 20) + '"}')),
    "a script of 8 MiB": lambda: page(f"<script>{many('var a = 1; ', 8_000_000)}</script>" + STORY),
    "a comment of 8 MiB": lambda: page(f"<!-- {many('words ', 8_000_000)} -->" + STORY),
    "an address of 1 MiB": lambda: page(f"<a href='https://a.example/{'a' * LARGE}'>Reuters</a>" + STORY),
    "over the limit": lambda: page(many("<p>words</p>", 21 << 20) + STORY),
    # broken markup
    **{f"1 MiB of {name}": partial(followed, piece) for name, piece in {
        "less-than": "<", "ampersands": "&", "comments open": "<!--", "bad references": "&#xFFFFFFF;", "CDATA": "<![CDATA[", "processing": "<?x ",
        "quotes": "<a href=\"", "ends": "</p>", "doctypes": "<!DOCTYPE html>", "slashes": "</", "NUL": "\0", "spaces": " ", "newlines": "\n",
    }.items()},
    "a script without an end": lambda: page(STORY + "<script>var a = 1;"),
    "a comment without an end": lambda: page(STORY + "<!-- and then"),
    "a title without an end": lambda: f"<html><head><title>Town agrees{STORY}",
    "a textarea without an end": lambda: page("<textarea>" + STORY),
    "NUL among the letters": lambda: page(STORY.replace("storm", "sto\0rm") + STORY),
    "no markup but a paragraph": lambda: STORY,
    "a frameset": lambda: "<html><frameset><frame src=a.html></frameset></html>",
    "plaintext": lambda: "<html><body><plaintext>" + PLAIN,
    # patterns of our own
    **{f"1 MiB of {name}": partial(followed, piece, "<p>{}</p>") for name, piece in {
        "By": "By ", "copyright signs": "© ", "copyright years": "© 2015 ", "credits": "Originally published by Reuters ", "dates": "4 November 2015 ",
        "digits": "1234567890", "mail addresses": "a@a", "dots": "a.", "dashes": "A - ", "capitals": "AAA BBB ", "brackets": "(((", "quotation marks": "“”",
    }.items()},
    # JSON-LD and metas
    "JSON 100,000 deep": lambda: page(head=ld("[" * 100_000)),
    "objects 50,000 deep": lambda: page(head=ld('{"a":' * 50_000 + "1" + "}" * 50_000)),
    "a number of 100,000 digits": lambda: page(head=ld('{"@type": "NewsArticle", "datePublished": ' + "9" * 100_000 + "}")),
    "a lone surrogate": lambda: page(head=ld('{"@type": "NewsArticle", "author": {"name": "Ann \\ud800 Field"}}')),
    "NUL in an author": lambda: page(head=ld('{"@type": "NewsArticle", "author": {"name": "Ann \\u0000 Field"}}')),
    "a graph in a circle": lambda: page(head=ld('{"@id": "a", "@type": "NewsArticle", "isPartOf": {"@id": "a"}, "author": {"@id": "a"}}')),
    "NaN and infinity": lambda: page(head=ld('{"@type": "NewsArticle", "datePublished": NaN, "a": Infinity}')),
    # charsets
    "windows-1251 as utf-8": lambda: f"<meta charset=utf-8><title>Мост</title><p>{RUSSIAN}</p>".encode("cp1251"),
    "utf-8 as windows-1251": lambda: f"<meta charset=windows-1251><title>Мост</title><p>{RUSSIAN}</p>".encode(),
    "koi8-r as windows-1251": lambda: f"<meta charset=windows-1251><title>Мост</title><p>{RUSSIAN}</p>".encode("koi8-r"),
    "gb18030 as latin-1": lambda: f"<meta charset=iso-8859-1><title>桥</title><p>{CHINESE}</p>".encode("gb18030"),
    "utf-16 with a mark": lambda: page().encode("utf-16"),
    "utf-16 without mark and label": lambda: page().encode("utf-16-le"),
    "utf-16 big endian without": lambda: page().encode("utf-16-be"),
    "charset rot13": lambda: page(head="<meta charset=rot13>").encode(),
    "charset hex": lambda: page(head="<meta charset=hex>").encode(),
    "charset utf-7": lambda: page(STORY + "<p>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</p>", head="<meta charset=utf-7>").encode(),
    "broken utf-8": lambda: page(STORY + "<p>x</p>").encode().replace(b"<p>x", b"<p>\xff\xfe\xc3\x28"),
}  # fmt: skip
NO_ARTICLE = {"a frameset", "over the limit"}
MARKS = (MARK, "Смотритель маяка насчитал", "灯塔管理员")


@pytest.fixture(scope="module")
def reading_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Any]]:
    folder = tmp_path_factory.mktemp("hostile")

    def reading(name: str) -> dict[str, Any]:
        made = CASES[name]
        content = made() if callable(made) else made
        path: Path = folder / "page.html"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return read(path, url="https://harbour.example/1").to_dict()

    return reading


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_document_is_answered(reading_of: Callable[[str], dict[str, Any]], name: str) -> None:
    began = time.process_time()
    reading = reading_of(name)
    assert time.process_time() - began < 10, "bounded in time"
    assert reading["reason"] != "parser_failed" or "mistake" not in (reading["detail"] or ""), reading["detail"]
    article = reading["article"] or {"text": ""}
    kept = any(mark in article["text"] for mark in MARKS)
    if name in NO_ARTICLE:
        assert reading["status"] == "failed"
    else:
        assert kept or (reading["status"] != "ok" and reading["reason"]), (reading["status"], article["text"][:200])
    assert len(article.get("title") or "") <= 500
    assert "<script>alert" not in article["text"]


def test_there_are_sixty_of_them() -> None:
    assert len(CASES) >= 60


TEXTS: dict[str, Callable[[], str]] = {
    "brackets": lambda: PLAIN + "\n\n" + "[" * MEDIUM,
    "links": lambda: PLAIN + "\n\n" + many("[a](", MEDIUM),
    "emphasis": lambda: PLAIN + "\n\n" + many("**a", MEDIUM),
    "quotes": lambda: PLAIN + "\n\n" + many("> ", MEDIUM),
    "carriage returns": lambda: PLAIN + "\n\n" + many("a\r\n", MEDIUM),
    "one line": lambda: PLAIN + "\n\n" + many("words. ", LARGE),
    "separators": lambda: PLAIN.replace("\n\n", "\u2028") + "\u2029\x85\x0b\x0c",
    "bidi and zero width": lambda: PLAIN.replace("bridge", "\u202ebri\u200bdge\u202c"),
    "NUL": lambda: PLAIN + "\0" * 7,
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_answered(tmp_path: Path, name: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(TEXTS[name]().encode("utf-8", "surrogatepass"))
    began = time.process_time()
    reading = read(path)
    assert time.process_time() - began < 10
    assert reading.article is not None
    assert MARK in reading.article.text
