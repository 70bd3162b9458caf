"""The tables on what copies say of their sources, and when: credit and lags (M3, M11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from provenance.measure import credit
from provenance.measure.bands import by_edge
from provenance.measure.estimates import Rules
from provenance.measure.lags import lags
from provenance.records.counted import Copy
from provenance.records.measured import Estimate
from provenance.records.report import Column, Picture, Row, Section
from provenance.reporting.gathering import Gathered

STEPS = {
    "linked": "with a link",
    "named": "by name",
    "byline": "as author only",
    "tag": "only in tags that readers do not see",
    "none": "not credited",
}


def credit_section(found: Gathered, copies: tuple[Copy, ...], name: str) -> Section:
    """M3, from wires and from others apart."""
    groups = (
        ("all", "all copies", copies),
        ("not_wires", "from others than wires", tuple(c for c in copies if not credit.from_wires(c))),
        ("wires", "from agencies, wires and distributors", tuple(c for c in copies if credit.from_wires(c))),
    )
    rows: list[Row] = []
    for slug, label, some in groups:
        rate = credit.credit_rate(some, found.rules)
        if not rate.copies:
            continue
        share = found.banded(_credited, some, by_edge(some))
        keys = [k for step, _, listed in rate.ladder if step != "none" for k in listed]
        rows.append(found.row((slug, label, "credited", "credited in any way", share["credited"]), keys))
        rows += [found.row((slug, label, step, STEPS[step], share[step]), listed) for step, _, listed in rate.ladder]
        rows.append(found.row((slug, label, "names_origin", "naming the end of the chain", share["names_origin"])))
    by_credit = sum(c.arrow.found_by not in credit.BY_TEXT for c in copies)
    return Section(
        "credit", "How often copies say where they come from", "M3",
        () if rows else ("No copy was found by its text.",),
        (
            Column("sources", "Sources", note="code"), Column("label", "Copies"), Column("step", "Step", note="code"), Column("credit", "Credited"),
            Column("share", "Share", "share", "of the copies that their text alone shows"),
        ),
        tuple(rows),
        (
            *((f"{by_credit} copies are known only from their credit and do not count here: they are credited by construction.",) if by_credit else ()),
            "A wire's text may carry no line by contract.",
        ),
        Picture("dots", {"label": "credit", "group": "label", "value": "share"}, f"How {name} credits its sources, with 95 % intervals."),
    )  # fmt: skip


def _credited(some: Sequence[Copy], rules: Rules) -> Mapping[str, Estimate]:
    rate = credit.credit_rate(some, rules)
    return {
        "credited": rate.credited,
        **{step: share for step, share, _ in rate.ladder},
        "names_origin": rate.names_origin,
    }


def lag_section(found: Gathered, copies: tuple[Copy, ...]) -> Section:
    """M11."""
    told = lags(copies, found.rules)
    rows = [found.row((label, value.n, value), told.keys) for label, value in (
        ("lower quartile", told.lower), ("median", told.median), ("upper quartile", told.upper),
        ("share under 4 minutes", told.soon),
    )]  # fmt: skip
    rows.append(found.row(("dated before the source (a conflict of dates)", len(told.early), None), told.early))
    return Section(
        "lags", "How soon copies follow", "M11", (),
        (
            Column("label", "What is counted"), Column("copies", "Copies", "count"),
            Column("value", "Value", "interval", "of copies and sources dated to the second, with a zone; in seconds in the files"),
        ),
        tuple(rows),
        (f"{told.undated} copies or their sources are not dated to the second.",) if told.undated else (),
    )  # fmt: skip
