"""Look-alikes are told from the outlets they look like."""

from __future__ import annotations

import csv
import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.outlets import check, load
from provenance.outlets.building import BULK
from provenance.outlets.registry import DATA


@pytest.mark.parametrize(
    ("host", "word"),
    [
        ("reuters.com.evil.example", "evil.example"),
        ("www.nytimes-com.evil.example", "nytimes.com"),
        ("xn--eutrs-1we7e.com", "reuters.com"),
        ("аpnews.com", "apnews.com"),
        ("spiegel.ltd", "spiegel.de"),
        ("leparisien.ltd", "leparisien.fr"),
        ("rt.com.co", "rt.com"),
        ("theguardian.co.com", "theguardian.com"),
        ("reuterz.com", "reuters.com"),
        ("rneduza.io", "meduza.io"),
        ("washlngtonpost.com", "washingtonpost.com"),
        ("globalresaerch.ca", "globalresearch.ca"),
        ("globa1research.ca", "globalresearch.ca"),
        ("sueddeutsche.me", "sueddeutsche.de"),
        ("WWW.SPIEGEL.LTD.", "spiegel.de"),
    ],
)
def test_look_alikes_are_flagged(host: str, word: str) -> None:
    said = check(host, load())
    assert said is not None
    assert word in said


def test_mixed_scripts_are_shown_decoded() -> None:
    said = check("xn--eutrs-1we7e.com", load())
    assert said is not None
    assert "'рeutеrs.com'" in said


@pytest.mark.parametrize(
    "host",
    [
        "www.reuters.com", "deutsch.rt.com", "elpais.com.uy", "forbes.com.mx", "www-spiegel-de.translate.goog",
        "www-reuters-com.cdn.ampproject.org", "somebody.substack.com", "a.example", "xn--80ak6aa92e.com", "пример.рф", "", ".", "..",
        "xn--", "xn--\udcff.com", "abcnews4.com",
    ],
)  # fmt: skip
def test_others_are_left_alone(host: str) -> None:
    assert check(host, load()) is None


def test_no_listed_outlet_is_flagged() -> None:
    registry = load()
    with (DATA / "sources" / "markup_news_sources.csv").open(encoding="utf-8", newline="") as file:
        hosts = [row["url_domain"] for row in csv.DictReader(file)]
    hosts += [d.host for o in registry.outlets(curated_only=True) for d in o.domains]
    assert len(hosts) > 7000
    assert [h for h in hosts if check(h, registry)] == []


def test_real_outlets_that_nobody_listed_are_hardly_ever_flagged() -> None:
    """The public lists' hosts, as they look to a registry that has only our own tables."""
    whole = load()
    kept = {h: s for h, s in whole._hosts.items() if whole._tier_of[s] < BULK}
    bare = dataclasses.replace(whole, _hosts=kept, _made={})
    strangers = sorted(h for h in whole._hosts if h not in kept)
    flagged = [h for h in strangers if check(h, bare)]
    assert len(strangers) > 7000
    assert len(flagged) <= 15  # 1 in 500


@given(st.text(max_size=80))
def test_any_text_gets_an_answer(host: str) -> None:
    said = check(host, load())
    assert said is None or said
