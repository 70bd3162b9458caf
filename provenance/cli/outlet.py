"""`provenance outlet`: look up and correct outlets."""

from __future__ import annotations

from typing import get_args

import click

from provenance.cli.common import output_option, print_json, say, short, store_options
from provenance.errors import UnknownNameError, UsageError
from provenance.records.outlet import Outlet, OutletDomain, OutletKind, OutletName
from provenance.records.rating import OutletRating
from provenance.settings import Settings


@click.group("outlet")
def command() -> None:
    """Outlets and agencies: their names, domains and sourced facts.

    \b
    provenance outlet show RT
    provenance outlet list --kind agency --country FR
    """


@command.command("show")
@click.argument("ref", metavar="NAME|HOST|SLUG")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def show(settings: Settings, ref: str, db: str | None, evidence: str | None, output: str) -> int:
    """Everything listed about one outlet, each fact with its source and date.

    \b
    provenance outlet show RT
    provenance outlet show francetvinfo.fr -o json
    """
    from provenance.glancing import ratings_for, registry_for

    settings = settings.given(db=db, evidence=evidence)
    registry = registry_for(settings)
    found = registry.by_slug(ref) or registry.by_name(ref) or registry.by_host(ref)
    if found is None:
        several = ", ".join(o.slug for o in registry.candidates(ref)[:20])
        raise UnknownNameError(
            f"several outlets are called {ref!r}; name one of: {several}"
            if several
            else f"no outlet {ref!r} is listed; `provenance outlet add` adds one"
        )
    _print(found, output, ratings_for(settings, [d.host for d in found.domains]))
    return 0


@command.command("list")
@click.option("--unregistered", is_flag=True, help="Only those that pages named and nobody has listed.")
@click.option("--kind", type=click.Choice(get_args(OutletKind)), help="Only of this kind.")
@click.option("--country", metavar="CC", help="Only of this country (two letters).")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def list_(
    settings: Settings,
    unregistered: bool,
    kind: str | None,
    country: str | None,
    db: str | None,
    evidence: str | None,
    output: str,
) -> int:
    """List outlets: slug, name, kind, main domain.

    \b
    provenance outlet list --country FR -o jsonl
    provenance outlet list --unregistered
    """
    from provenance.glancing import registry_for
    from provenance.library import Library

    settings = settings.given(db=db, evidence=evidence)
    if unregistered:
        with Library(settings, read_only=True) as library:
            found = library.store.outlet_list(unregistered=True)
    else:
        found = registry_for(settings).outlets()
    where = country.upper() if country else None
    found = tuple(o for o in found if kind in (None, o.kind) and where in (None, o.country))
    if output == "json":
        print_json([o.to_dict() for o in found], lines=False)
        return 0
    for one in found:
        if output == "jsonl":
            print_json(one.to_dict(), lines=True)
        else:
            say(f"{one.slug:32} {one.kind:12} {one.ref.domain or '-':28} {short(one.name)}")
    return 0


@command.command("add")
@click.argument("name")
@click.option("--slug", metavar="SLUG", help="A short identifier; made from the name if not given.")
@click.option(
    "--domain", "domains", multiple=True, metavar="HOST", help="Where it publishes; may be given several times."
)
@click.option(
    "--kind", type=click.Choice(get_args(OutletKind)), default="unknown", show_default=True, help="What it is."
)
@click.option("--country", metavar="CC", help="Two letters (FR).")
@click.option(
    "--language", "languages", multiple=True, metavar="CODE", help="Two letters (fr); may be given several times."
)
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def add(
    settings: Settings,
    name: str,
    slug: str | None,
    domains: tuple[str, ...],
    kind: OutletKind,
    country: str | None,
    languages: tuple[str, ...],
    db: str | None,
    evidence: str | None,
    output: str,
) -> int:
    """Add an outlet to the database; later readings know it.

    \b
    provenance outlet add "The Example Post" --domain examplepost.org --kind newspaper --country GB
    """
    from provenance.library import Library
    from provenance.text import slug as made

    if not any(c.isalnum() for c in name):
        raise UsageError("a name needs letters or digits")
    if slug is not None and slug != made(slug):
        raise UsageError(f"--slug {slug!r}: write small letters, digits and hyphens, for example {made(slug)}")
    hosts = tuple(OutletDomain(_host(d), "main" if n == 0 else "alias") for n, d in enumerate(domains))
    outlet = Outlet(
        slug or made(name),
        name,
        kind,
        False,
        country.upper() if country else None,
        languages,
        (OutletName(name, "official"),),
        hosts,
        (),
    )
    with Library(settings.given(db=db, evidence=evidence)) as library:
        library.know()
        _print(library.store.outlet_add(outlet), output)
    return 0


@command.command("alias")
@click.argument("ref", metavar="NAME|HOST|SLUG")
@click.argument("alias")
@store_options
@output_option("text", "json", "jsonl")
@click.pass_obj
def alias_(settings: Settings, ref: str, alias: str, db: str | None, evidence: str | None, output: str) -> int:
    """Give an outlet one more name under which pages credit it.

    \b
    provenance outlet alias afp "Agence France"
    """
    from provenance.library import Library

    with Library(settings.given(db=db, evidence=evidence)) as library:
        library.know()
        _print(library.store.outlet_alias(ref, alias), output)
    return 0


def _host(text: str) -> str:
    from provenance.urls import host_of, is_url

    host = host_of(text if is_url(text) else f"https://{text}")
    if host is None or "." not in host:
        raise UsageError(f"--domain {text!r} is no host; write it as example.org")
    return host.removeprefix("www.")


def _print(outlet: Outlet, output: str, ratings: tuple[OutletRating, ...] = ()) -> None:
    from provenance.report.ratings_text import rating_lines

    if output != "text":
        print_json({**outlet.to_dict(), "ratings": [r.to_dict() for r in ratings]}, lines=output == "jsonl")
        return
    lines = [f"{outlet.name}  ({outlet.slug}, {outlet.kind}{', ' + outlet.country if outlet.country else ''})"]
    others = [n.name for n in outlet.names if n.name != outlet.name]
    if others:
        lines.append(f"  also called   {', '.join(others)}")
    if outlet.domains:
        lines.append(f"  publishes at  {', '.join(d.host for d in outlet.domains)}")
    for fact in outlet.facts:
        source = ", ".join(filter(None, (fact.source_name, fact.as_of)))
        lines.append(f"  {fact.property}: {fact.value}  [{source}]")
    lines += [f"  {line}" for line in rating_lines(ratings)]
    say(*lines)
