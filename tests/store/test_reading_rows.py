"""Any reading goes into rows and comes back the same."""

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.records.article import (
    ArticleText,
    Byline,
    CopyrightLine,
    Credit,
    Notice,
    PageIdentity,
    Reading,
    StatedOrigin,
)
from provenance.records.dates import DateClaim
from provenance.records.document import Document
from provenance.records.evidence import Evidence
from provenance.records.keys import make_key
from provenance.records.outlet import OutletRef
from provenance.records.statement import Cue, Part, Speaker, Statement, Venue
from provenance.store.keeping.rows import as_kept, cleaned, digest_of
from provenance.store.library import Library
from provenance.text import join_spans
from tests.store.stored import capture, reading

words = st.text(max_size=12)
maybe = st.none() | words
numbers = st.none() | st.integers(0, 2**31 - 1)
evidences = st.builds(
    Evidence, words, st.sampled_from(["body", "meta", "tail"]), maybe, numbers, numbers, words, st.just("1")
)
outlets = st.none() | st.builds(OutletRef, words.filter(bool), words, maybe, st.booleans())
moments = st.datetimes().map(lambda d: d.replace(microsecond=0).isoformat() + "Z")
dates = st.builds(
    DateClaim, words, moments, moments, st.just("day"), st.just("published"), words, st.none() | evidences
)
shares = st.floats(0, 1)


def few(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=3).map(tuple)


places = st.integers(0, 2**31 - 1)
parts = st.builds(Part, places, places, words)


def statements() -> st.SearchStrategy[Statement]:
    cues = st.builds(Cue, places, places, words, st.sampled_from(["neutral", "factive"]))
    speakers = st.builds(
        Speaker, numbers, numbers, maybe, maybe, st.sampled_from(["person", "unknown"]), maybe, maybe, st.just("as_stated"), shares
    )  # fmt: skip
    return st.builds(
        Statement, key=words.map(lambda w: make_key("stm", (w,))), type=st.just("direct"), text=words, content=few(parts),
        cue=st.none() | cues, speaker=st.none() | speakers, venue=st.none() | st.builds(Venue, words, outlets), zone=st.just("body"),
    )  # fmt: skip


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(st.text(max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    spans = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    article = ArticleText(
        draw(maybe), draw(maybe), draw(maybe), draw(st.integers(0, 1000)), join_spans(text, spans), spans,
        draw(few(st.builds(Byline, words, st.just("person"), outlets, evidences))), draw(st.none() | dates), draw(st.none() | dates), draw(few(dates)),
    )  # fmt: skip
    identity = st.builds(
        PageIdentity, maybe, maybe, outlets, st.sampled_from(["fetched", "given", "claimed", "unknown"]), words, maybe,
        st.none() | st.dictionaries(words, words, max_size=2), few(evidences),
    )  # fmt: skip
    credit = st.builds(
        Credit, key=words.map(lambda w: make_key("crd", (w,))), relation=st.just("wire"), direction=st.just("in"), name=maybe, outlet=outlets, url=maybe,
        authors=few(words), date=st.none() | dates, licence=maybe, item_id=maybe, partial=st.booleans(), strength=shares, evidence=evidences,
    )  # fmt: skip
    return Reading(
        id=draw(words), key=make_key("rdg", (draw(words),)), status=draw(st.sampled_from(["ok", "partial"])), reason=draw(st.none() | st.just("truncated")),
        detail=draw(maybe), page=draw(identity), document=Document(text, "1", "html", ()), article=article,
        origin=draw(st.none() | st.builds(StatedOrigin, st.just("wire"), st.just("stated"), maybe, outlets, maybe, shares)),
        credits=draw(few(credit)),
        copyright=draw(few(st.builds(CopyrightLine, words, maybe, outlets, maybe, few(st.integers(1900, 2100)), st.booleans(), st.just("site"), evidences))),
        notices=draw(few(st.builds(Notice, st.just("licence"), words, few(words), maybe, evidences))),
        statements=draw(st.none() | few(statements())), own_voice=draw(st.none() | few(parts)),
        registry=draw(maybe), extractor="1", capture_key="cap_aaaaaaaaaaaaaaaa",
    )  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(found=readings())
def test_round_trip(library: Library, found: Reading) -> None:
    assert found.page
    page = capture(repr(found))
    found = replace(
        found,
        capture_key=page.key,
        key=make_key("rdg", (page.key, "1")),
        page=replace(found.page, url=None, identity_basis="unknown"),
    )
    added = library.add(found, page)
    assert added.row
    kept = library.reading_of(added.row)
    assert kept == as_kept(found)
    assert kept.to_dict() == cleaned(found).to_dict()


@given(readings())
def test_cleaning_twice_is_cleaning_once(found: Reading) -> None:
    kept = as_kept(found)
    assert as_kept(kept) == kept
    assert digest_of(kept) == digest_of(replace(kept, id="another id"))
    kept.to_dict()


def test_the_digest_covers_everything() -> None:
    one = as_kept(reading(capture("bytes")))
    others = [replace(one, registry="r2"), replace(one, credits=()), replace(one, status="partial")]
    assert one.document
    others.append(replace(one, document=replace(one.document, text=one.document.text + " ")))
    assert len({digest_of(r) for r in (one, *others)}) == 5
