"""Made articles in which somebody says something: `"…," SPEAKER said.` lines become statements."""

import re
from dataclasses import replace

from provenance.lineage.said import settle_said
from provenance.records.article import Reading
from provenance.records.keys import make_key
from provenance.records.outlet import OutletRef
from provenance.records.statement import Part, Speaker, SpeakerMethod, Statement, Zone
from provenance.store.library import Library
from provenance.text import sha256_text
from tests.store.stored import capture, reading

SAID = re.compile(r'^"(?P<words>[^"]+),?"(?: (?P<speaker>[^"]+?) said\.)?$', re.M)
ORE = "The mine will close in March and nobody who works in it will be left without a place"


def speaker(name: str | None, mention: str | None = None, method: SpeakerMethod | None = None, role: str | None = None, start: int = 0) -> Speaker:  # fmt: skip
    mention = mention or name
    how: SpeakerMethod = method or ("full_name" if name else "unresolved")
    return Speaker(start, start + len(mention or ""), mention, name, "person" if name else "unknown", role, None, how, 0.9 if name else 0.0)  # fmt: skip


def statement(text: str, who: Speaker | None = None, *, start: int = 0, key: str | None = None, zone: Zone = "body") -> Statement:  # fmt: skip
    made = key or make_key("stm", (text, start))
    return Statement(made, "direct", text, (Part(start, start + len(text), text),), None, who, None, zone)


def statements_in(document: str) -> tuple[Statement, ...]:
    """The statements of a document's lines, keyed by text and span."""
    digest, found = sha256_text(document), []
    for match in SAID.finditer(document):
        start, name = match.start("words"), match["speaker"]
        words = match["words"].rstrip(",")
        key = make_key("stm", (digest, start, start + len(words)))
        who = (
            speaker(name if name and " " in name and name.istitle() else None, name, start=match.start("speaker"))
            if name
            else None
        )
        found.append(statement(words, who, start=start, key=key))
    return tuple(found)


def paper(n: int) -> OutletRef:
    return OutletRef(f"paper-{n}", f"Paper {n}", f"paper{n}.example", True)


def said_in(n: int, body: str, day: str | None = None, id: str = "made") -> tuple[Reading, str]:
    """A reading of paper `n`, and its address."""
    url = f"https://paper{n}.example/{id}"
    page = capture(f"{n} {id} {body}", url=url, id=id)
    made = reading(page, body, outlet=paper(n), day=day) if day else reading(page, body, outlet=paper(n))
    assert made.document is not None
    return replace(made, statements=statements_in(made.document.text), own_voice=()), url


def add(library: Library, n: int, body: str, day: str | None = None, id: str = "made", *, settle: bool = True) -> str:
    """Keep such an article; its key."""
    made, url = said_in(n, body, day, id)
    added = library.add(made, capture(f"{n} {id} {body}", url=url, id=id))
    assert added.article is not None
    if settle:
        settle_said(library)
    return added.article
