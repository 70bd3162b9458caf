import json

from provenance.lineage.trace import story
from tests.report.made import drawn, edge, node, seed_trace


def test_the_answer_has_the_shape_of_the_contract() -> None:
    told = json.loads(json.dumps(seed_trace().to_dict()))
    assert told["schema"] == "provenance.trace/1" and told["reading"]["schema"] == "provenance.reading/1"
    assert set(told) == {
        "schema", "article", "reading", "origin", "nodes", "edges", "matches", "conflicts", "terms", "blame", "searched", "story",
        "judgements", "followed", "others", "spread", "leads", "statements", "dropped",
    }  # fmt: skip
    assert set(told["searched"]) == {"articles", "outlets", "from", "to"}
    assert told["story"] == {"articles": 2, "outlets": 2, "origins_at_most": 1}
    assert set(told["edges"][0]) == {
        "key", "child", "parent", "relation", "state", "confidence", "found_by", "direction_basis", "credit", "credit_outlet",
        "kept", "overlap", "words", "title_changed", "hours_later", "reviewed", "evidence",
    }  # fmt: skip


def test_every_evidence_of_the_given_page_re_reads() -> None:
    told = seed_trace().to_dict()
    text = told["reading"]["document"]["text"]
    quotes = [e for edge in told["edges"] for e in edge["evidence"]] + [e for t in told["terms"] for e in t["evidence"]]
    assert len(quotes) >= 9 and all(text[e["start"] : e["end"]] == e["quote"] for e in quotes)


def test_a_story_counts_what_edges_join() -> None:
    a, b, c, far = node("A"), node("B"), node("C"), node("Far")
    counted = story(a, (a, b, c, far), (edge(a, c), edge(b, c)))
    assert (counted.articles, counted.outlets, counted.origins_at_most) == (3, 3, 1)
    assert drawn(a, (), ()).story.origins_at_most == 1
