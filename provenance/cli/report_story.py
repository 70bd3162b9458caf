"""`provenance report story` and `report terms`: one story, each step with the words it rests on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.common import DONE, PARTLY, say, warn
from provenance.cli.report_forms import answer, forms
from provenance.errors import UsageError
from provenance.settings import Settings

if TYPE_CHECKING:
    from provenance.library import Library


@click.command("story")
@click.argument("target")
@click.option(
    "--bundle",
    metavar="FILE.zip",
    help="Write the report, the captures it cites and the digests of all of it into one zip; `provenance verify FILE.zip` checks it anywhere.",
)
@forms
def story(settings: Settings, /, target: str, bundle: str | None, **given: Any) -> int:
    """Tell the story of one text: who published it, from whom, how openly credited, how much later, what was changed.

    TARGET is an article that is kept: a key, a row number or an address.

    \b
    provenance report story 17
    provenance report story https://www.example.org/story -o html > story.html
    provenance report story 17 --bundle ferry.zip
    """
    from provenance.library import Library
    from provenance.reporting.story import story_report

    with Library(settings.given(db=given["db"], evidence=given["evidence"]), read_only=True) as library:
        if bundle is not None:
            return _bundled(library, target, Path(bundle))
        return answer(story_report(library.store, library.registry, target), given)


def _bundled(library: Library, target: str, file: Path) -> int:
    """Write the bundle to a new file; prints its citation line, and names what could not be packed."""
    from provenance.reporting.bundle import story_bundle

    if file.exists():
        raise UsageError(f"{file} is there already; name another file, or remove it")
    content, line, missing = story_bundle(library.store, library.registry, target)
    file.write_bytes(content)
    say(line)
    for one in missing:
        warn(f"not packed: {one}")
    return PARTLY if missing else DONE


@click.command("terms")
@click.argument("target")
@forms
def terms(settings: Settings, /, target: str, **given: Any) -> int:
    """Tell for every copy in a story whether it meets the conditions its source states: met, not met, cannot tell.

    TARGET is an article that is kept: a key, a row number or an address. Each condition is quoted as the
    source's page states it. Whether a use was allowed is a question of law, and not asked.

    \b
    provenance report terms 17
    provenance report terms https://www.example.org/story -o csv > terms.csv
    """
    from provenance.library import Library
    from provenance.reporting.terms import terms_report

    with Library(settings.given(db=given["db"], evidence=given["evidence"]), read_only=True) as library:
        return answer(terms_report(library.store, library.registry, target), given)


@click.command("new")
@click.argument("outlet")
@click.option("--since", required=True, metavar="DATE", help="Copies that were first seen here on or after this day.")
@click.option("--in", "collection", metavar="COLLECTION", help="Only articles of this collection.")
@forms
def new(settings: Settings, /, outlet: str, since: str, collection: str | None, **given: Any) -> int:
    """Tell who copied texts of OUTLET since a day, and whether they credit it.

    OUTLET is a slug, a name or a host. New is what was first seen here since then, whenever it was published.

    \b
    provenance report new wire.example --since 2026-01-01
    provenance report new rt.com --since 2026-01-01 --in "march sample" -o csv
    """
    from provenance.library import Library
    from provenance.reporting.new import new_report

    with Library(settings.given(db=given["db"], evidence=given["evidence"]), read_only=True) as library:
        return answer(new_report(library.store, outlet, since, collection), given)


COMMANDS = (story, terms, new)
