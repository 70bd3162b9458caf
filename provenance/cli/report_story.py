"""`provenance report story` and `report terms`: one story, each step with the words it rests on."""

from __future__ import annotations

from typing import Any

import click

from provenance.cli.common import output_option, store_options
from provenance.settings import Settings

SECTION = click.option("--section", metavar="NAME", help="Only this section, for example credits.")
FORMS = output_option("text", "csv", "json", "jsonl", "html")


@click.command("story")
@click.argument("target")
@SECTION
@store_options
@FORMS
@click.pass_obj
def story(settings: Settings, /, target: str, **given: Any) -> int:
    """Tell the story of one text: who published it, from whom, how openly credited, how much later, what was changed.

    TARGET is an article that is kept: a key, a row number or an address.

    \b
    provenance report story 17
    provenance report story https://www.example.org/story -o html > story.html
    """
    from provenance.cli.report import answer
    from provenance.library import Library
    from provenance.reporting.story import story_report

    with Library(settings.given(db=given["db"], evidence=given["evidence"]), read_only=True) as library:
        return answer(story_report(library.store, library.registry, target), given)


@click.command("terms")
@click.argument("target")
@SECTION
@store_options
@FORMS
@click.pass_obj
def terms(settings: Settings, /, target: str, **given: Any) -> int:
    """Tell for every copy in a story whether it meets the conditions its source states: met, not met, cannot tell.

    TARGET is an article that is kept: a key, a row number or an address. Each condition is quoted as the
    source's page states it. Whether a use was allowed is a question of law, and not asked.

    \b
    provenance report terms 17
    provenance report terms https://www.example.org/story -o csv > terms.csv
    """
    from provenance.cli.report import answer
    from provenance.library import Library
    from provenance.reporting.terms import terms_report

    with Library(settings.given(db=given["db"], evidence=given["evidence"]), read_only=True) as library:
        return answer(terms_report(library.store, library.registry, target), given)


COMMANDS = (story, terms)
