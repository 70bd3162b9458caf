"""Leads: phrases of an article that hardly stand elsewhere by chance, and addresses, as links a person can open.

Nobody is called: these are addresses only.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from urllib.parse import quote

from provenance.records.article import Reading
from provenance.records.lead import Lead, Link
from provenance.records.lineage import Trace
from provenance.text import is_unspaced, word_spans

WORDS = 8
"""Words of a phrase; search engines cut longer ones."""
CHARACTERS = 14
"""The same in scripts without spaces."""
PHRASES = 4
"""Phrases of one article, one from each part of it."""
ADDRESSES = 8
_BREAKS = frozenset('\n"“”„«»‹›「」『』.!?…。！？;:()[]{}<>|*#')
_LONGEST = 12


def with_leads(trace: Trace) -> Trace:
    """The trace with leads to what is not held."""
    absent = [n for n in trace.nodes if not n.held and n.key != trace.article.key]
    addresses = [n.url for n in (trace.article, *absent) if n.url]
    hosts = [n.host for n in absent if n.host]
    return replace(trace, leads=(*phrases(trace.reading, hosts), *_addresses(addresses)))


def phrases(reading: Reading, hosts: Sequence[str] = ()) -> tuple[Lead, ...]:
    """The rarest phrase of each part of an article, to be searched for as it stands, and at `hosts` alone.

    Rare by what the text itself tells: long words, numbers and names, none of them frequent in it. No
    phrase reaches over a sentence's end or a quotation mark, or into a credit or notice.
    """
    if reading.document is None or reading.article is None:
        return ()
    text = reading.document.text
    found = list(_windows(text, reading.article.spans, _told(reading)))
    if not found:
        return ()
    first, last = found[0][1], found[-1][1]
    part = (last - first) / PHRASES + 1
    best: dict[int, tuple[float, int, int]] = {}
    for weight, start, end in found:
        at = int((start - first) / part)
        if at not in best or weight > best[at][0]:
            best[at] = (weight, start, end)
    return tuple(_phrase(text, start, end, hosts) for _, start, end in (best[n] for n in sorted(best)))


def _told(reading: Reading) -> list[tuple[int, int]]:
    """Where the page speaks of the text: none of that is a phrase of it."""
    every = [
        *(c.evidence for c in reading.credits),
        *(line.evidence for line in reading.copyright),
        *(n.evidence for n in reading.notices),
    ]
    return [(e.start, e.end) for e in every if e.start is not None and e.end is not None]


def _windows(
    text: str, spans: Sequence[tuple[int, int]], told: Sequence[tuple[int, int]]
) -> Iterator[tuple[float, int, int]]:
    """Every phrase with its weight, in the order of the text."""
    words = [w for start, end in spans for w in _inside(text, start, end)]
    often = Counter(word.casefold() for word, _, _ in words)
    run: list[tuple[str, int, int]] = []
    for word in words:
        if run and not _BREAKS.isdisjoint(text[run[-1][2] : word[1]]):
            run = []
        run.append(word)
        size = CHARACTERS if is_unspaced(word[0][:1]) else WORDS
        run = run[-size:]
        start, end = run[0][1], word[2]
        if len(run) == size and not any(a < end and start < b for a, b in told):
            yield sum(_weight(w, often[w.casefold()]) for w, _, _ in run), start, end


def _inside(text: str, start: int, end: int) -> Iterable[tuple[str, int, int]]:
    return [(text[start + a : start + b], start + a, start + b) for _, a, b in word_spans(text[start:end])]


def _weight(word: str, often: int) -> float:
    """How much a word narrows a search: its length, more for numbers and names, less where it is frequent."""
    telling = 4 if word[:1].isupper() or word[:1].isdigit() else 0
    return (min(len(word), _LONGEST) + telling if len(word) > 3 or telling else 0) / often


def _phrase(text: str, start: int, end: int, hosts: Sequence[str]) -> Lead:
    said = " ".join(text[start:end].split())
    links = [*_links("phrase", phrase=said)]
    for host in dict.fromkeys(hosts[:ADDRESSES]):
        links += _links("site", phrase=said, host=host)
    return Lead("phrase", text[start:end], start, end, tuple(links))


def _addresses(urls: Sequence[str]) -> tuple[Lead, ...]:
    return tuple(Lead("address", u, None, None, tuple(_links("address", url=u))) for u in dict.fromkeys(urls))[
        :ADDRESSES
    ]


def _links(kind: str, **values: str) -> Iterator[Link]:
    escaped = {name: quote(value, safe=":/?&=%" if name == "url" else "") for name, value in values.items()}
    for one in _places()[kind]:
        yield Link(one["name"].format(**values), one["url"].format(**escaped))


@lru_cache(maxsize=1)
def _places() -> Mapping[str, Sequence[Mapping[str, str]]]:
    found: Mapping[str, Sequence[Mapping[str, str]]] = tomllib.loads(
        files("provenance.lineage").joinpath("leads.toml").read_text(encoding="utf-8")
    )
    return found
