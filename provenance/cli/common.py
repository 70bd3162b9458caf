"""What the verbs share: options, output formats, errors as one line, exit codes."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from provenance import interrupts
from provenance.errors import BadDateError, ProvenanceError, UsageError
from provenance.records.capture import Given
from provenance.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])

DONE, FAILED, USAGE, PARTLY = 0, 1, 2, 3
_ACTIVE = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def guarded(command: click.Command, argv: Sequence[str]) -> int:
    """Run a command; every error of ours is one line on stderr and an exit code of the contract."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What no encoding holds (half of a surrogate pair, from a file name) is printed as its escape.
        sys.stdout.reconfigure(errors="backslashreplace")
    interrupts.listen()
    try:
        code = command.main(args=list(argv), prog_name="provenance", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except ProvenanceError as error:
        return _say(str(error), error.exit_code)
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        interrupts.forget()
        return _say("stopped; what was done so far is kept", FAILED)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        path = context.command_path.strip() if context else "provenance"
        return _say(f"{error.format_message().rstrip('.')}. See: {path} --help", USAGE)
    except (BrokenPipeError, SystemExit):
        # The reader of our output has gone (`| head`; click answers that with SystemExit): not an error of ours.
        # Keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return _say(f"{error.strerror or error}: {error.filename or 'no file named'}", FAILED)


def _say(message: str, code: int) -> int:
    from provenance.report.inert import inert
    from provenance.report.masked import masked

    click.echo(f"provenance: {inert(masked(' '.join(message.split())))}", err=True)
    return code


def output_option(*formats: str, default: str = "text") -> Callable[[F], F]:
    """The -o option with the formats a command knows."""
    return click.option(
        "-o",
        "--output",
        type=click.Choice(formats),
        default=default,
        show_default=True,
        help="How to print the answer.",
    )


def input_options(command: F) -> F:
    """The options that say what an input is; shared by read, add and trace."""
    options = (
        click.option(
            "--batch",
            metavar="FILE",
            help="Many inputs: .jsonl, .csv or .txt (paths or addresses), - for jsonl on standard input.",
        ),
        click.option(
            "--url",
            help="The page's address. It says whose page it is; what the page says of itself never outranks it.",
        ),
        click.option("--outlet", help="The outlet that published the page, where you know better than the address."),
        click.option("--published", metavar="DATE", help="When it was published, as you know it (2015-11-04)."),
        click.option("--observed-at", metavar="DATE", help="When somebody saw the page."),
        click.option("--title", help="The article's title, as you know it."),
        click.option("--language", metavar="CODE", help="The article's language, as you know it (en, de, ru ...)."),
        click.option("--outlets", metavar="FILE.csv", help="Outlets of your own; they outrank the shipped ones."),
        click.option(
            "--statements-with",
            metavar="MODULE:FUNCTION",
            expose_value=False,
            callback=_noted,
            help="A pipeline of your own (spaCy, say) that adds to the rules for who said what.",
        ),
        click.option(
            "--map",
            "mapping",
            multiple=True,
            metavar="A=B|NAME",
            help="With a .csv batch: our name A is their column B (url=link); or whose export it is: mediacloud, gdelt, nela.",
        ),
        _switch("--allow-private", "Fetch from inside addresses too (localhost, your own network)."),
        _switch(
            "--ignore-robots", "Fetch the one TARGET also where robots.txt asks robots to stay away; it is recorded."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _noted(context: click.Context, parameter: click.Parameter, given: str | None) -> None:
    """An option that becomes part of the settings."""
    if given:
        context.obj = context.obj.given(**{str(parameter.name): given})


def _switch(name: str, help: str) -> Callable[[F], F]:
    """A flag that becomes part of the settings."""

    def note(context: click.Context, parameter: click.Parameter, given: bool) -> None:
        if given:
            context.obj = context.obj.given(**{str(parameter.name): True})
            if name == "--allow-private":
                warn("--allow-private: pages may be fetched from inside addresses")

    return click.option(name, is_flag=True, expose_value=False, callback=note, help=help)


def into_options(command: F) -> F:
    """--into and --how-sampled, for what crawls."""
    options = (
        click.option(
            "--into", metavar="COLLECTION", help="Put the articles into a collection (see `provenance collection create`)."
        ),
        click.option(
            "--how-sampled", metavar="TEXT", help="With --into: make the collection where there is none yet; says how its articles were chosen."
        ),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def jobs_option(command: F) -> F:
    """--jobs, for the verbs that read many inputs."""
    return click.option(
        "--jobs",
        type=click.IntRange(1, 256),
        default=1,
        show_default=True,
        metavar="N",
        help="Read in N processes at a time; the answers stay in order.",
    )(command)


def store_options(command: F) -> F:
    """--db and --evidence, which every verb that keeps or looks things up takes too."""
    options = (
        click.option("--db", metavar="PATH|URL", help="The database, as in `provenance --db`."),
        click.option("--evidence", metavar="DIR", help="Where captured bytes lie, as in `provenance --evidence`."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def given_from(
    url: str | None,
    outlet: str | None,
    published: str | None,
    observed_at: str | None,
    title: str | None,
    language: str | None,
) -> Given:
    """What the caller says about the input, checked.

    Raises UsageError for an address or date that is none.
    """
    from provenance.times import parse_given
    from provenance.urls import is_url

    if url is not None and not is_url(url):
        raise UsageError(f"--url {url!r} is not an http(s) address")
    for option, value in (("--published", published), ("--observed-at", observed_at)):
        if value is not None:
            try:
                parse_given(value)
            except BadDateError as error:
                raise UsageError(f"{option}: {error}") from error
    return Given(url=url, outlet=outlet, published=published, title=title, language=language, observed_at=observed_at)


def mapping_from(pairs: Iterable[str], batch: str | None) -> dict[str, str]:
    """`url=link` pairs as a mapping, the name of a preset as its `preset`; raises UsageError for what is neither."""
    from provenance.capture.presets import PRESETS

    mapping = {}
    for pair in pairs:
        if pair.lower() in PRESETS:
            mapping["preset"] = pair.lower()
            continue
        ours, mark, theirs = pair.partition("=")
        if not mark or not ours or not theirs:
            known = ", ".join(PRESETS)
            raise UsageError(f"--map {pair!r}: write it as ours=theirs, for example url=link, or name one of {known}")
        mapping[ours.strip()] = theirs.strip()
    if mapping and (batch is None or not batch.lower().endswith((".csv", ".tsv"))):
        raise UsageError("--map names columns: it goes with --batch FILE.csv or FILE.tsv")
    return mapping


def registry_of(settings: Settings) -> Any:
    """The outlet registry with the user's own outlets."""
    from provenance.outlets.registry import load

    return load(Path(settings.outlets) if settings.outlets else None)


def print_json(value: Any, *, lines: bool) -> None:
    """JSON on stdout, one object a line or indented; what steers a terminal or ends a line is escaped."""
    plain = (sys.stdout.encoding or "utf-8").lower().replace("-", "") != "utf8"
    made = json.dumps(value, ensure_ascii=plain, indent=None if lines else 2)
    click.echo(_ACTIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", made))


def exit_code(good: int, partly: int, bad: int) -> int:
    """The contract's exit code for a batch: failed only when every input failed."""
    if bad and not good and not partly:
        return FAILED
    return PARTLY if bad or partly else DONE


T = TypeVar("T")
TOLD_EVERY = 30.0
"""Seconds between two lines of progress where nobody looks at a terminal."""


def progress(items: Iterable[T], verb: str) -> Iterator[T]:
    """The items, counted on stderr while they pass: at once on a terminal, in a log by a line now and then."""
    if not sys.stderr.isatty():
        yield from _told(items, verb)
        return
    from rich.console import Console
    from rich.live import Live
    from rich.spinner import Spinner

    spinner = Spinner("dots", f"0 {verb}")
    # Results that go to a file or a pipe are left alone; on the same terminal they are drawn above the count.
    with Live(spinner, console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()):
        for number, item in enumerate(items, 1):
            yield item
            spinner.update(text=f"{number:,} {verb}")


def _told(items: Iterable[T], verb: str) -> Iterator[T]:
    last = time.monotonic()
    for number, item in enumerate(items, 1):
        yield item
        if time.monotonic() - last >= TOLD_EVERY:
            warn(f"{number:,} {verb}")
            last = time.monotonic()


def say(*lines: str) -> None:
    """Lines on stdout, each made harmless; leading and inner spaces stay."""
    from provenance.report.inert import inert

    for line in lines:
        click.echo("".join(part if part.isspace() else inert(part) for part in re.split(r"(^ +| {2,})", line)))


def short(text: str) -> str:
    """A title or name as it is printed: harmless, and no longer than one reads."""
    from provenance.report.inert import clipped

    return clipped(text)


def warn_of(id: str, status: str, reason: str | None, detail: str | None) -> None:
    """One line on stderr for an input that was not read, or not whole."""
    detail = (detail or "").removeprefix(f"{id}: ")
    warn(f"{id}: {status} ({reason}){': ' if detail else ''}{detail}")


def warn_of_unknown(fields: Mapping[str, int]) -> None:
    """One line on stderr for the fields of a batch that nobody asked for, where there are some."""
    if fields:
        named = [f"{short(name)} ({count} times)" for name, count in sorted(fields.items())[:20]]
        more = f" and {len(fields) - 20} more" if len(fields) > 20 else ""
        warn(f"fields of the batch that were not used: {', '.join(named)}{more}")


def warn(message: str) -> None:
    """One line on stderr, without what is secret."""
    from provenance.report.inert import inert
    from provenance.report.masked import masked

    click.echo(f"provenance: {inert(masked(message))}", err=True)


def warn_of_contact(settings: Settings, fetched: int) -> None:
    """One line on stderr where more than one page is fetched and no server is told whom to write to."""
    if fetched > 1 and not settings.contact:
        warn(
            "no contact is set: servers are not told whom to write to; set PROVENANCE_CONTACT to an e-mail or web address"
        )


def wants_colour() -> bool:
    """Colour on a terminal that has not asked for none."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def width() -> int:
    """Columns to print in: the terminal's, within what reads well."""
    import shutil

    return max(60, min(100, shutil.get_terminal_size((88, 24)).columns))
