"""The command line: one thin file a verb, imported only when the verb is used."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from provenance import __version__

_VERBS = {
    "read": "What a page says about where it came from and on which terms; keeps nothing.",
    "add": "Read pages and keep them in the database.",
    "trace": "Where an article came from: the chain to its origin, with the evidence.",
    "matches": "Which articles share text, how much of it, and where.",
    "who-said": "Who said these words, who carried them first as far as is known, and every later carrier.",
    "statements": "What is said in an article, by whom, and who else carries it.",
    "diff": "Two texts beside each other: what was kept, cut and added.",
    "find": "Search the texts that are kept.",
    "report": "Figures about outlets and origins: whose words, how often without saying so.",
    "source": "What `crawl` watches: feeds, sitemaps, section pages.",
    "crawl": "Fetch what the sources name, politely; keep it, and say what happened.",
    "worker": "Crawl together with other machines (PostgreSQL).",
    "status": "How crawling stands: sources that fail, pages that wait.",
    "outlet": "Look up and correct outlets: names, domains, sourced facts.",
    "ratings": "Ratings of outlets by others: import, show, remove. No measure uses them.",
    "collection": "Named sets of articles and how they were sampled.",
    "judge": "Confirm or reject what was found; a person's word outranks it.",
    "review": "Check the machine by hand: a blind sample to code, and how well it did.",
    "history": "An article's captures and revisions: when, what changed, what was read.",
    "forget": "Remove an article's text and evidence for good; a tombstone stays.",
    "verify": "Check that everything kept is sound and every quote re-reads.",
    "rebuild": "Read stored captures again with today's extractor; old readings stay.",
    "lineage": "What is derived from the readings: derive it anew.",
    "export": "Files for other programs: csv, parquet, graphml, prov-json, jsonld.",
    "sql": "Ask the database in SQL, or by a named query; only reading is possible.",
    "explore": "Look at the database in a browser (Datasette, an extra); nothing can be changed.",
    "prune": "Take away raw pages that are old; texts and readings stay.",
    "db": "The database: upgrade, current, size, backup.",
}


class _Verbs(click.Group):
    """A group that imports a command's module only when it is called, so that --help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        command = import_module(f"provenance.cli.{cmd_name.replace('-', '_')}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_VERBS.items()))


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--db",
    metavar="PATH|URL",
    help="The database: an SQLite file or a postgresql:// address. [PROVENANCE_DB; else in your data directory]",
)
@click.option(
    "--evidence", metavar="DIR", help="Where captured bytes lie. [beside the SQLite file; required with PostgreSQL]"
)
@click.option("--outlets", metavar="FILE.csv", help="Outlets of your own; they outrank the shipped ones.")
@click.version_option(__version__, prog_name="provenance")
@click.pass_context
def cli(ctx: click.Context, db: str | None, evidence: str | None, outlets: str | None) -> None:
    """Git blame for the news: where did this article come from, and who actually said this?

    \b
    provenance trace page.html --url https://www.example.org/story
    provenance read saved/*.html -o jsonl
    provenance add --batch pages.jsonl --into "march sample"

    Every answer shows the words it rests on; what is unknown is called unknown.
    """
    from provenance import settings

    ctx.obj = settings.load().given(db=db, evidence=evidence, outlets=outlets)


def main(argv: list[str] | None = None) -> Any:
    """Run the command line; returns the exit code (0 done, 1 failed, 2 wrong usage, 3 in part)."""
    from provenance.cli.common import guarded

    return guarded(cli, sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
