"""The table on how soon the texts of an outlet are picked up by others (M11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from provenance.measure.pickup import MOMENTS, Followed, picked_up
from provenance.records.counted import Arrow, Place
from provenance.records.report import Column, Picture, Section
from provenance.reporting.gathering import Gathered
from provenance.text import counted
from provenance.times import parse_iso, utc_text


def pickup_section(
    found: Gathered, ways: Mapping[str, tuple[Arrow, ...]], offered: Sequence[Place], places: Mapping[str, Place], name: str
) -> Section:  # fmt: skip
    """M11 for the articles an outlet `offered`; `ways` lead up to them from the copies of others, nearest arrow first."""
    below: dict[str, list[str]] = defaultdict(list)
    for key, way in ways.items():
        below[way[-1].parent].append(key)
    end = _end(found)
    followed, unknown, undated = [], 0, 0
    for one in offered:
        begin = one.second
        if begin is None or begin > end:
            undated += 1
            continue
        moments = [moment for key in below[one.key] if (moment := places[key].second) is not None]
        after = [moment - begin for moment in moments if moment >= begin]
        if after:
            followed.append(Followed(one.key, float(min(after)), picked=True))
        elif below[one.key]:
            unknown += 1
        else:
            followed.append(Followed(one.key, float(end - begin), picked=False))
    steps = picked_up(followed, [seconds for seconds, _ in MOMENTS], found.rules)
    rows = [
        found.row(
            (label, step.at_risk, step.share), [f.key for f in followed if f.picked and f.seconds <= step.seconds]
        )
        for (_, label), step in zip(MOMENTS, steps, strict=True)
    ]
    last = utc_text(datetime.fromtimestamp(end, UTC))[:10]
    says = f"{counted(len(followed), 'article')} of {name} {'is' if len(followed) == 1 else 'are'} followed from publication to a first dated copy elsewhere, or to {last}."
    left_out = (
        *((f"{counted(undated, 'article')} of {name} not dated to the second, or dated after {last}, cannot be followed.",) if undated else ()),
        *((f"{counted(unknown, 'article')} with copies of which none is dated to the second after it: when it was picked up is not known, and it does not count.",) if unknown else ()),
        "A copy nobody here holds is not seen.",
    )  # fmt: skip
    return Section(
        "pickup", "How soon its texts are picked up", "M11", (says,),
        (
            Column("within", "Within"), Column("still_followed", "Followed longer, not picked up yet", "count"),
            Column("picked_up", "Picked up by then", "share", "of its articles, those not picked up when they were last followed counted as open (Kaplan and Meier)"),
        ),
        tuple(rows) if followed else (), left_out,
        Picture("curve", {"x": "within", "value": "picked_up"}, f"Share of the articles of {name} of which a copy is out so long after publication, with 95 % intervals."),
    )  # fmt: skip


def _end(found: Gathered) -> int:
    """The last moment to which articles are followed: the latest stated date that is counted, but none after today."""
    now = int(datetime.now(UTC).timestamp())
    latest = parse_iso(found.coverage.to) if found.coverage.to else None
    return min(now, int(latest.not_after.timestamp())) if latest else now
