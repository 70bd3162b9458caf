"""`provenance report`: figures about outlets and origins, with their counts, intervals and gaps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from provenance.cli import report_story
from provenance.cli.common import DONE, output_option, print_json, say
from provenance.cli.report_forms import FORMS, answer
from provenance.errors import UsageError
from provenance.settings import Settings

if TYPE_CHECKING:
    from provenance.reporting.gathering import Asked

F = TypeVar("F", bound=Callable[..., Any])


@click.group("report")
def command() -> None:
    """Whose words, how often without saying so: figures with their counts, intervals and gaps.

    Rates are given inside a collection, since they depend on how its articles were chosen; without one,
    and in a collection found through copies, counts.

    \b
    provenance report list
    provenance report outlet globalresearch.ca --in "march sample"
    provenance report coverage -o csv > coverage.csv
    """


def asked_options(function: F) -> F:
    """What every report takes; the command gets it as `asked`."""
    options = (
        click.option("--in", "collection", metavar="COLLECTION", help="Count inside this collection; without one only counts are given."),
        click.option("--from", "from_", metavar="DATE", help="Only articles published on or after this day."),
        click.option("--to", metavar="DATE", help="Only articles published on or before this day."),
        click.option("--min-n", "least", type=click.IntRange(1), default=30, show_default=True, metavar="N", help="Below so many articles only counts are given."),
        click.option("--seed", type=click.IntRange(0), default=1, show_default=True, metavar="N", help="Where the resampling of intervals begins."),
        click.option("--recall", type=click.FloatRange(0, 1, min_open=True), metavar="SHARE", help="How many of the true copies are found, from `review`: rates are corrected for it."),
        click.option("--precision", type=click.FloatRange(0, 1), metavar="SHARE", help="How many of those found are true; with --recall."),
        click.option("--specificity", type=click.FloatRange(0, 1), metavar="SHARE", help="Instead of --precision: how many that are no copies are left alone."),
        click.option("--keys", "keys", type=click.IntRange(0), default=20, show_default=True, metavar="N", help="How many of the keys it rests on each row names; 0 for all."),
        *FORMS,
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def asked_from(given: dict[str, Any]) -> Asked:
    """The options of `asked_options` as one record; raises UsageError where they do not go together."""
    from provenance.records.measured import Detector
    from provenance.reporting.gathering import Asked

    recall, precision, specificity = (given[n] for n in ("recall", "precision", "specificity"))
    if (recall is None) != (precision is None and specificity is None) or (
        precision is not None and specificity is not None
    ):
        raise UsageError(
            "to correct for the errors of finding copies give --recall with --precision or with --specificity"
        )
    detector = Detector(recall, specificity, precision, "given by the caller") if recall is not None else None
    return Asked(
        given["collection"], given["from_"], given["to"], given["least"], given["seed"], detector, given["keys"] or None
    )


@command.command("list")
@output_option("text", "json", "jsonl")
def list_(output: str) -> int:
    """List the reports there are.

    \b
    provenance report list
    """
    from provenance.reporting import REPORTS

    found = [{"name": r.name, "takes": r.takes, "tells": r.tells, "measures": list(r.measures)} for r in REPORTS]
    if output == "json":
        print_json(found, lines=False)
    for one, row in zip(REPORTS, found, strict=True):
        if output == "jsonl":
            print_json(row, lines=True)
        elif output == "text":
            say(
                f"{f'{one.name} {one.takes}'.rstrip():<20}  {one.tells}{f' ({chr(44).join(one.measures)})' if one.measures else ''}"
            )
    return DONE


@command.command("outlet")
@click.argument("outlet")
@asked_options
def outlet(settings: Settings, outlet: str, **given: Any) -> int:
    """Whose texts OUTLET publishes, how much of them, and how often it says so.

    OUTLET is a slug, a name or a host.

    \b
    provenance report outlet globalresearch.ca --in "march sample" --from 2015-11-01
    provenance report outlet rt.com --in "march sample" --section diet -o csv
    """
    from provenance.library import Library
    from provenance.reporting.outlet import outlet_report

    with Library(settings.given(db=given["db"], evidence=given["evidence"]), read_only=True) as library:
        return answer(outlet_report(library.store, outlet, asked_from(given)), given)


@command.command("origin")
@click.argument("outlet")
@asked_options
def origin(settings: Settings, outlet: str, **given: Any) -> int:
    """Who carries the texts of OUTLET, over how many hands, and how long its name survives.

    \b
    provenance report origin rt.com --in "march sample"
    """
    from provenance.library import Library
    from provenance.reporting.origin import origin_report

    with Library(settings.given(db=given["db"], evidence=given["evidence"]), read_only=True) as library:
        return answer(origin_report(library.store, outlet, asked_from(given)), given)


@command.command("speaker")
@click.argument("name")
@asked_options
def speaker(settings: Settings, name: str, **given: Any) -> int:
    """Who carries the words of NAME, a person by his full name, and through whom they came.

    \b
    provenance report speaker "Anatoly Antonov" --in "march sample"
    """
    from provenance.library import Library
    from provenance.reporting.speaker import speaker_report

    with Library(settings.given(db=given["db"], evidence=given["evidence"]), read_only=True) as library:
        return answer(speaker_report(library.store, name, asked_from(given)), given)


@command.command("compare")
@click.argument("outlets", nargs=-1, metavar="[OUTLET]...")
@click.option(
    "--events", type=click.Choice(["same"]), help="Count only articles of events that every one of the outlets has."
)
@asked_options
def compare(settings: Settings, outlets: tuple[str, ...], events: str | None, **given: Any) -> int:
    """Outlets beside each other, each figure with its interval; all of them where none is named.

    \b
    provenance report compare rt.com globalresearch.ca --in "march sample" --events same
    provenance report compare --in "march sample" -o csv
    """
    from provenance.library import Library
    from provenance.reporting.compare import compare_report

    with Library(settings.given(db=given["db"], evidence=given["evidence"]), read_only=True) as library:
        made = compare_report(library.store, outlets, asked_from(given), same_events=events == "same")
        return answer(made, given)


@command.command("edits")
@click.argument("outlet")
@click.option("--quoting", metavar="NAME", help="Look at the sentences of this speaker apart.")
@click.option(
    "--copies",
    type=click.IntRange(1, 100_000),
    default=500,
    show_default=True,
    metavar="N",
    help="In the texts of how many copies sentences are looked at; the report says when it is a sample.",
)
@asked_options
def edits(settings: Settings, outlet: str, quoting: str | None, copies: int, **given: Any) -> int:
    """What OUTLET keeps, cuts and adds when it copies, and which sentences it rather cuts.

    \b
    provenance report edits globalresearch.ca --quoting "Anatoly Antonov" --in "march sample"
    """
    from provenance.library import Library
    from provenance.reporting.edits import edits_report

    with Library(settings.given(db=given["db"], evidence=given["evidence"]), read_only=True) as library:
        return answer(edits_report(library.store, outlet, asked_from(given), quoting, copies), given)


@command.command("selection")
@click.argument("source")
@click.argument("by")
@asked_options
def selection(settings: Settings, source: str, by: str, **given: Any) -> int:
    """What the outlet BY picks from all that SOURCE offered: by who speaks, and by the words of titles.

    \b
    provenance report selection reuters.com example.org --in "march sample"
    """
    from provenance.library import Library
    from provenance.reporting.selection import selection_report

    with Library(settings.given(db=given["db"], evidence=given["evidence"]), read_only=True) as library:
        return answer(selection_report(library.store, source, by, asked_from(given)), given)


@command.command("ratings")
@click.argument("source")
@click.option(
    "--measure", default="credit-rate", show_default=True, metavar="NAME", help="credit-rate or from-elsewhere."
)
@click.option("--scheme", metavar="NAME", help="Which of the source's schemes, where it has several.")
@asked_options
def ratings(settings: Settings, source: str, measure: str, scheme: str | None, **given: Any) -> int:
    """Whether a figure of outlets goes together with the ratings of SOURCE, with n and interval.

    SOURCE was imported with `provenance ratings import`. No other report reads ratings.

    \b
    provenance report ratings "Somebody 2023" --measure credit-rate --in "march sample"
    """
    from provenance.library import Library
    from provenance.reporting.ratings import ratings_report

    with Library(settings.given(db=given["db"], evidence=given["evidence"]), read_only=True) as library:
        return answer(ratings_report(library.store, measure, source, scheme, asked_from(given)), given)


@command.command("coverage")
@asked_options
def coverage(settings: Settings, **given: Any) -> int:
    """What is held, what could be compared, and what nobody has looked at, by outlet.

    \b
    provenance report coverage --in "march sample"
    """
    from provenance.library import Library
    from provenance.reporting.coverage import coverage_report

    with Library(settings.given(db=given["db"], evidence=given["evidence"]), read_only=True) as library:
        return answer(coverage_report(library.store, asked_from(given)), given)


for one in report_story.COMMANDS:
    command.add_command(one)
