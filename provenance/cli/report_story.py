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
@click.argument("target", required=False)
@click.option("--outlet", metavar="OUTLET", help="Instead of a story: the copies of one outlet, by slug, name or host.")
@click.option("--in", "collection", metavar="COLLECTION", help="Instead of a story: the copies in this collection.")
@click.option("--from", "from_", metavar="DATE", help="Of these only articles published on or after this day.")
@click.option("--to", metavar="DATE", help="Of these only articles published on or before this day.")
@forms
def terms(
    settings: Settings, /, target: str | None, outlet: str | None, collection: str | None, from_: str | None, to: str | None, **given: Any
) -> int:  # fmt: skip
    """Tell for every copy whether it meets the conditions its source states: met, not met, cannot tell.

    TARGET is an article that is kept: a key, a row number or an address; the copies are those of its story. With
    --outlet or --in they are those of an outlet, or in a collection. Each condition is quoted as the source's page
    states it. Whether a use was allowed is a question of law, and not asked.

    \b
    provenance report terms 17
    provenance report terms https://www.example.org/story -o csv > terms.csv
    provenance report terms --outlet globalresearch.ca --in "march sample"
    """
    from provenance.library import Library
    from provenance.reporting.gathering import Asked
    from provenance.reporting.terms import terms_of_copies, terms_report

    if (target is None) == (outlet is None and collection is None) or (target and (from_ or to)):
        raise UsageError("name an article, or else --outlet or --in (with --from and --to): whose copies are meant?")
    with Library(settings.given(db=given["db"], evidence=given["evidence"]), read_only=True) as library:
        if target is not None:
            return answer(terms_report(library.store, library.registry, target), given)
        return answer(terms_of_copies(library.store, Asked(collection, from_, to), outlet), given)


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
