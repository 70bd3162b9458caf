import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from provenance.records.lineage import Trace
from provenance.report.trace_dot import trace_dot
from provenance.report.trace_html import trace_html
from provenance.report.trace_svg import trace_svg
from tests.report.made import credit, drawn, edge, node, outlet, quoted, reading, seed_trace, traced

EVIL = "<script>alert(1)</script>\"]; x [\x1b\u202e ' & \\ \\n ]]> <!-- \x00 \ufffe</svg></style>"
STRING = r'"(?:[^"\\]|\\.)*"'
ATTRIBUTES = rf"\[\w+=(?:{STRING}|\w+)(?:, \w+=(?:{STRING}|[\w.]+))*\]"
DOT_LINE = re.compile(rf"  (?:graph|node|edge|n\d+|n\d+ -> n\d+) {ATTRIBUTES};")


def evil() -> Trace:
    read = reading(
        EVIL, title=EVIL, by=outlet(EVIL, "a.example"),
        credits=(credit(quoted(EVIL, EVIL, "tail"), outlet("P" + EVIL), url="https://p.example/\"onmouseover='x'<b>"),),
    )  # fmt: skip
    return traced(read)


def fan() -> Trace:
    papers = [node(f"Paper {n}", held=n % 2 == 0, title="Long title " * 9, published="2020-01-02") for n in range(58)]
    agency = node("新华社 Agency")
    return drawn(papers[0], (*papers, agency), tuple(edge(p, agency, "wire") for p in papers))


TRACES: dict[str, Callable[[], Trace]] = {
    "seed": seed_trace,
    "evil": evil,
    "fan": fan,
    "lone": lambda: traced(reading("Words.")),
}


@pytest.mark.parametrize("name", TRACES)
def test_the_picture_is_sound_xml_with_words_for_it(name: str) -> None:
    trace = TRACES[name]()
    root = ElementTree.fromstring(trace_svg(trace))
    names = {e.tag.rsplit("}", 1)[1] for e in root.iter()}
    assert names <= {"svg", "title", "desc", "defs", "marker", "path", "rect", "g", "text"}
    assert not any(
        k.rsplit("}", 1)[-1] in ("href", "style", "class") or k.startswith("on") for e in root.iter() for k in e.attrib
    )
    title, desc = root[0].text, root[1].text
    assert title and desc and f"{len(trace.nodes)} articles" in desc
    assert {e.get("font-family") for e in root.iter() if e.get("font-family")} <= {"serif", "sans-serif"}
    shown = [e for e in root.iter() if e.tag.endswith("}rect")]
    assert len(shown) == len(trace.nodes) + 4  # the paper and three in the legend


def test_an_article_not_held_is_dashed() -> None:
    root = ElementTree.fromstring(trace_svg(seed_trace()))
    boxes = [e for e in root.iter() if e.tag.endswith("}rect") and e.get("height") == "86"]
    assert sorted(bool(b.get("stroke-dasharray")) for b in boxes) == [False, True]


@pytest.mark.parametrize("name", TRACES)
def test_dot_is_sound(name: str) -> None:
    trace = TRACES[name]()
    first, *lines, last = trace_dot(trace).strip("\n").split("\n")
    assert (first, last) == ("digraph provenance {", "}")
    assert all(DOT_LINE.fullmatch(line) for line in lines)
    assert sum("->" in re.sub(STRING, "", line) for line in lines) == len(trace.edges)
    dashed = sum("style=dashed" in re.sub(STRING, "", line) and "->" not in line for line in lines)
    assert dashed == sum(not n.held and n.key != trace.article.key for n in trace.nodes)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("name", TRACES)
def test_the_page_loads_and_runs_nothing(name: str) -> None:
    page = trace_html(TRACES[name]())
    tags = Tags()
    tags.feed(page)
    assert not {"script", "iframe", "img", "link", "object", "embed", "form"} & set(tags.seen)
    assert not any(k.startswith("on") or k == "style" for k, _ in tags.attributes)
    assert all((v or "").startswith("https://") for k, v in tags.attributes if k == "href")
    style = re.search("<style>(.*?)</style>", page, re.S)
    policy = re.search(r"style-src '(sha256-[^']+)'", page)
    assert style and policy
    assert policy[1] == "sha256-" + base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert page.count("<style>") == 1 and "default-src 'none'" in page


def test_the_page_quotes_its_evidence() -> None:
    tags = Tags()
    tags.feed(trace_html(seed_trace()))
    words = " ".join(tags.words)
    assert "“The original source of this article is [RT](#)”" in words
    assert "Fair use is claimed" in words and "listed by A Register on 2024-05-01 as “SC” (controlled)" in words
    assert "not held, so the texts were not compared" in words
