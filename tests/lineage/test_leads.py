from urllib.parse import unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from provenance.lineage.leads import phrases, with_leads
from tests.lineage.views import PARAGRAPHS, page
from tests.report.made import credit, drawn, edge, node, outlet, quoted, reading, seed_trace


def test_phrases_stand_in_the_text_as_they_are_and_in_each_part_of_it() -> None:
    made = page("Aurora", PARAGRAPHS)
    found = phrases(made)
    assert len(found) == 4 and made.document is not None
    for lead in found:
        assert lead.start is not None and made.document.text[lead.start : lead.end] == lead.text
        assert len(lead.text.split()) == 8 and not set(lead.text) & set('."\n')
    assert [f.start for f in found] == sorted(f.start or 0 for f in found)


def test_links_carry_the_phrase_and_nothing_else() -> None:
    lead = phrases(page("Aurora", PARAGRAPHS))[0]
    assert len(lead.links) >= 3
    for link in lead.links:
        parts = urlsplit(link.url)
        assert parts.scheme == "https" and f'"{lead.text}"' in unquote(parts.query)


def test_what_a_page_says_of_its_text_is_no_phrase_of_it() -> None:
    line = "This article about the lake and the dam was first published by the Valley Times yesterday"
    made = reading(line, credits=(credit(quoted(line, line, "tail"), outlet("Valley Times")),))
    assert phrases(made) == ()


def test_who_is_credited_and_not_held_is_asked_for_by_host_and_address() -> None:
    me, far = node("Aurora", held=True), node("RT")
    trace = with_leads(drawn(me, (me, far), (edge(me, far),), "\n".join(PARAGRAPHS)))
    assert {lead.kind for lead in trace.leads} == {"phrase"}
    given_page = with_leads(seed_trace())
    assert any(k.name == "DuckDuckGo, only rt.com" for lead in given_page.leads for k in lead.links)


def test_addresses_are_asked_of_archives() -> None:
    trace = with_leads(drawn(node("Aurora"), (), ()))
    assert trace.leads == ()
    with_url = with_leads(seed_trace())
    assert all(lead.kind == "phrase" or "archive" in lead.links[0].url for lead in with_url.leads)


def test_scripts_without_spaces_have_phrases_too() -> None:
    found = phrases(reading("湖水位降至有记录以来的最低点水务局周一表示工程师将于本周放下摄像机" * 2))
    assert found and len(found[0].text) == 14


@given(st.text(max_size=300))
def test_any_text_gives_links_that_are_addresses(text: str) -> None:
    for lead in phrases(reading(text)):
        assert all(urlsplit(link.url).scheme == "https" and " " not in link.url for link in lead.links)
