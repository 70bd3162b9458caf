from itertools import pairwise

import pytest

from provenance.lineage.origin import chain_origin
from provenance.records.article import StatedOrigin
from tests.report.made import GLOBAL_RESEARCH, edge, node, reading, seed_trace

A, B, C, D = node("Aurora"), node("Beacon"), node("Courier"), node("Dispatch")
SILENT = reading("Words.", origin=StatedOrigin("unknown", "silence", None, None, None, 0.0))


def test_the_given_page_declares_its_origin() -> None:
    trace = seed_trace()
    assert (trace.origin.state, trace.origin.basis, trace.origin.kind) == ("declared", "stated", "republication")
    assert trace.origin.nodes == (trace.nodes[1].key,) and trace.origin.confidence == 0.98


def test_silence_is_not_original() -> None:
    origin = chain_origin(SILENT, A, (A,), ())
    assert (origin.kind, origin.basis, origin.state, origin.nodes) == ("unknown", "silence", "none_stated", ())


def test_original_needs_a_statement() -> None:
    own = StatedOrigin("original", "stated", "Global Research", GLOBAL_RESEARCH, None, 0.9)
    origin = chain_origin(reading("Words.", origin=own), A, (A,), ())
    assert (origin.kind, origin.state, origin.nodes) == ("original", "declared", (A.key,))


def test_a_long_chain_is_as_sure_as_its_edges_together() -> None:
    origin = chain_origin(SILENT, A, (A, B, C), (edge(A, B), edge(B, C)))
    assert origin.nodes == (C.key,) and origin.confidence == 0.81 and origin.kind == "republication"


def test_a_distributor_on_the_way_takes_nothing_away_but_is_no_origin() -> None:
    way = edge(A, B, "syndicated_by", 0.5)
    assert chain_origin(SILENT, A, (A, B, C), (way, edge(B, C))).confidence == 0.9
    assert chain_origin(SILENT, A, (A, B), (way,)).state == "undetermined"


def test_rivals_of_like_strength_leave_it_undetermined() -> None:
    rivals = chain_origin(SILENT, A, (A, B, C), (edge(A, B), edge(A, C, confidence=0.85)))
    assert rivals.state == "undetermined" and rivals.basis == "conflict" and rivals.nodes == (B.key, C.key)
    clear = chain_origin(SILENT, A, (A, B, C), (edge(A, B), edge(A, C, confidence=0.3)))
    assert clear.state == "declared" and clear.nodes == (B.key,)


def test_two_ways_to_one_end_are_no_rivals() -> None:
    origin = chain_origin(SILENT, A, (A, B, C, D), (edge(A, B), edge(A, C, confidence=0.5), edge(B, D), edge(C, D)))
    assert origin.nodes == (D.key,) and origin.confidence == 0.81


def test_a_circle_is_undetermined() -> None:
    origin = chain_origin(SILENT, A, (A, B, C), (edge(A, B), edge(B, C), edge(C, B)))
    assert origin.state == "undetermined" and set(origin.nodes) == {B.key, C.key}


def test_a_part_leaves_the_whole_unstated() -> None:
    origin = chain_origin(SILENT, A, (A, B), (edge(A, B, "contributed"),))
    assert (origin.kind, origin.state, origin.nodes) == ("mixed", "none_stated", ())


def test_common_publication_has_two_firsts() -> None:
    origin = chain_origin(SILENT, A, (A, B), (edge(A, B, "co_published"),))
    assert origin.nodes == (A.key, B.key) and origin.kind == "co_published"


@pytest.mark.parametrize("length", [1, 300])
def test_long_chains_end(length: int) -> None:
    many = [node(f"Paper {n}") for n in range(length + 1)]
    edges = tuple(edge(a, b, confidence=1.0) for a, b in pairwise(many))
    assert chain_origin(SILENT, many[0], many, edges).nodes == (many[-1].key,)
