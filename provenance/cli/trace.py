"""`provenance trace`: where an article came from."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from provenance.cli.common import (
    exit_code,
    given_from,
    input_options,
    mapping_from,
    output_option,
    print_json,
    store_options,
    wants_colour,
    warn,
    warn_of,
    warn_of_contact,
    warn_of_unknown,
    width,
)
from provenance.errors import UsageError
from provenance.records.article import Reading
from provenance.records.following import Followed
from provenance.records.lineage import Trace
from provenance.settings import Settings
from provenance.urls import is_url


@click.command("trace")
@click.argument("target", required=False)
@input_options
@click.option("--depth", type=click.IntRange(1), metavar="N", help="Follow the chain at most N hops from the article.")
@click.option(
    "--follow",
    type=click.IntRange(1, 10),
    metavar="N",
    help="Fetch the pages that are credited, up to N hops out and 20 pages in all; they are kept too.",
)
@click.option(
    "--ask-archive",
    is_flag=True,
    help="With --follow: ask web.archive.org, or the archives in PROVENANCE_ARCHIVES, for its earliest copy of each.",
)
@click.option(
    "--no-store", is_flag=True, help="Keep nothing: only what the page itself declares, compared with nothing."
)
@click.option(
    "--blame", is_flag=True, help="As text or HTML: the article's text, passage by passage, with who had it first."
)
@click.option("--leads", is_flag=True, help="Rare phrases and addresses as search and archive links; nobody is called.")
@store_options
@output_option("text", "json", "jsonl", "dot", "svg", "html")
@click.pass_obj
def command(
    settings: Settings,
    target: str | None,
    batch: str | None,
    url: str | None,
    outlet: str | None,
    published: str | None,
    observed_at: str | None,
    title: str | None,
    language: str | None,
    outlets: str | None,
    mapping: tuple[str, ...],
    depth: int | None,
    follow: int | None,
    ask_archive: bool,
    no_store: bool,
    blame: bool,
    leads: bool,
    db: str | None,
    evidence: str | None,
    output: str,
) -> int:
    """Show the chain from an article to its origin, with the words every hop rests on.

    TARGET is a web address or a saved page or text (it is kept first, unless --no-store), or the key
    or row number of an article that is kept. An address that is kept already is not fetched again.

    \b
    provenance trace page.html --url https://www.example.org/story
    provenance trace https://www.example.org/story --follow 2 --ask-archive
    provenance trace 17 -o svg > chain.svg
    provenance trace 17 --blame
    provenance trace https://www.example.org/story -o json
    """
    from provenance import pipeline
    from provenance.following import plan
    from provenance.glancing import is_kept
    from provenance.library import Library
    from provenance.tracing import trace_items

    if (target is None) == (batch is None):
        raise UsageError("name one article to trace, or --batch FILE")
    settings = settings.given(db=db, evidence=evidence, outlets=outlets)
    pipeline.check_ignoring(settings, [target] if target is not None else [], batch)
    given = given_from(url, outlet, published, observed_at, title, language)
    manners, going = pipeline.mannered(settings), plan(settings, follow, ask_archive=ask_archive)
    fetch = target is not None and is_url(target) and (no_store or not is_kept(settings, target))
    if target is not None and not fetch and not _is_input(target):
        if no_store:
            raise UsageError(f"{target}: no such file; with --no-store only a page can be traced")
        with Library(settings, read_only=going is None) as library:
            _print(library.trace_of(target, depth, going, _tell), output, blame, leads)
        return 0
    unknown: Counter[str] = Counter()
    items = pipeline.take_all(
        [target] if target is not None else [], given, batch, mapping_from(mapping, batch), manners, unknown
    )
    counts = {"ok": 0, "partial": 0, "failed": 0}
    for reading, trace in trace_items(
        settings, items, depth=depth, keep=not no_store, follow=going, tell=_tell, manners=manners
    ):
        counts[reading.status if trace else "failed"] += 1
        if reading.status != "ok":
            warn_of(reading.id, reading.status, reading.reason, reading.detail)
        elif reading.detail:
            warn(f"{reading.id}: {reading.detail}")
        if trace is not None:
            _print(trace, output, blame, leads)
        elif output in ("json", "jsonl"):
            print_json(_nothing(reading), lines=output == "jsonl")
    warn_of_unknown(unknown)
    warn_of_contact(settings, manners.fetched)
    return exit_code(counts["ok"], counts["partial"], counts["failed"])


def _tell(one: Followed) -> None:
    """One line on stderr for a page that was followed."""
    from provenance.report.followed import followed_line

    warn(followed_line(one))


def _is_input(target: str) -> bool:
    """A file or standard input; what looks like a path but is not there is told so by `take`."""
    try:
        if target == "-" or (target and Path(target).exists()):
            return True
    except OSError:
        return True
    named = target.isdigit() or "://" in target or "_" in target
    return not named and ("/" in target or "." in target)


def _nothing(reading: Reading) -> dict[str, object]:
    """The answer about an input nothing could be read in: every field is there."""
    lists = dict.fromkeys(
        (
            "nodes",
            "edges",
            "matches",
            "conflicts",
            "terms",
            "blame",
            "others",
            "leads",
            "followed",
            "statements",
            "dropped",
        ),
        (),
    )
    absent = {"article": None, "origin": None, "searched": None, "story": None}
    return {"schema": "provenance.trace/1", "reading": reading.to_dict(), **absent, **lists}


def _print(trace: Trace, output: str, blame: bool, leads: bool) -> None:
    if leads:
        from provenance.lineage.leads import with_leads

        trace = with_leads(trace)
    if output in ("json", "jsonl"):
        print_json(trace.to_dict(), lines=output == "jsonl")
        return
    click.echo(_drawn(trace, output, blame), nl=True)


def _drawn(trace: Trace, output: str, blame: bool) -> str:
    if output == "dot":
        from provenance.report.trace_dot import trace_dot

        return trace_dot(trace)
    if output == "svg":
        from provenance.report.trace_svg import trace_svg

        return trace_svg(trace)
    if output == "html":
        from provenance.report.trace_html import trace_html

        return trace_html(trace, blame=blame)
    if blame:
        from provenance.report.blame_text import blame_text

        return blame_text(trace, width=width(), color=wants_colour())
    from provenance.report.trace_text import trace_text

    return trace_text(trace, width=width(), color=wants_colour())
