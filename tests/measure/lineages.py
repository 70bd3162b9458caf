"""A small lineage worked by hand: five outlets, nine articles, and rows to build others from."""

from __future__ import annotations

from provenance.measure.chains import Chains, copies
from provenance.records.counted import Arrow, Copy, Place
from provenance.records.keys import edge_key

KINDS = {"wire": "agency", "rival": "newspaper"}


def place(key: str, outlet: str, words: int | None = 100, second: int | None = None, *, held: bool = True) -> Place:
    """An article `key` of an outlet."""
    return Place(
        key,
        outlet,
        outlet.title(),
        KINDS.get(outlet, "newspaper"),
        held,
        words if held else None,
        second,
        f"Title of {key}",
    )


def arrow(
    child: str, parent: str, *, relation: str = "republished_from", confidence: float = 0.9, found_by: str = "both", credit: str = "named",
    names: str | None = None, overlap: float | None = 0.95, kept: float | None = 0.9, title_changed: bool | None = False, judged: str | None = None,
) -> Arrow:  # fmt: skip
    """An arrow from a copy to its source."""
    return Arrow(
        edge_key(child, parent),
        child,
        parent,
        relation,
        "declared",
        confidence,
        found_by,
        credit,
        names,
        overlap,
        kept,
        title_changed,
        judged,
    )


PLACES = {
    p.key: p
    for p in (
        place("w1", "wire", 200), place("w2", "wire", 100), place("g1", "gazette", 200), place("g2", "gazette", 100), place("g3", "gazette", 300),
        place("e1", "echo", 200), place("e2", "echo", 100), place("m1", "mail", 200), place("far", "bureau", held=False),
    )
}  # fmt: skip
ARROWS = (
    arrow("g1", "w1", credit="linked", names="wire", overlap=0.95, title_changed=False),
    arrow("g2", "w2", relation="copied_from", found_by="text", credit="none", overlap=0.6, title_changed=True),
    arrow("e1", "g1", credit="named", names="gazette", overlap=0.92, title_changed=True),
    arrow("m1", "e1", relation="copied_from", found_by="text", credit="none", overlap=0.9, title_changed=None),
    arrow("e2", "far", found_by="credit", credit="named", names="bureau", overlap=None, kept=None, title_changed=None),
)
"""wire > gazette > echo > mail for one text, wire > gazette for another, and echo credits a bureau nobody holds."""


def found(*arrows: Arrow, places: dict[str, Place] = PLACES) -> dict[str, Copy]:
    """The copies among all places, by key."""
    return {c.article.key: c for c in copies(Chains(arrows or ARROWS), places, places)}
