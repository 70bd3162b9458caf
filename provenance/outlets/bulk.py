"""The public lists: each adds facts to the entries it meets and makes those that are missing.

One function a list. What a list says is kept as it says it, with its name and date; a fault in it
is flagged by a second fact, never mended in silence. The rules of what is left out stand in the
docstrings.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from provenance.outlets.building import BULK, Builder
from provenance.outlets.csvfile import table
from provenance.outlets.entries import GROUP, Entry, is_host
from provenance.records.outlet import OutletFact, OutletKind

Files = Mapping[str, bytes]
_GITHUB = "https://github.com/"
_FUNDUS = ("flairNLP/fundus, supported publishers", _GITHUB + "flairNLP/fundus", "2026-08-05")
_MARKUP = ("The Markup, Split Screen news sources", _GITHUB + "the-markup/split-screen-news-sources", "2021-03-11")
_MATRIX = ("State Media Monitor / ASD state-media-profiles", _GITHUB + "ASD-at-GMF/state-media-profiles", "2024-02-07")
_MEDIAS = ("Le Monde diplomatique, Médias français", _GITHUB + "mdiplo/Medias_francais", "2024-12-17")
_SLIME = ("MELALab/nela-pink-slime, network lists", _GITHUB + "MELALab/nela-pink-slime", "2024-01-12")
_ANNEX = ("Council Regulation (EU) No 833/2014, Annex XV", "http://data.europa.eu/eli/reg/2014/833", None)
_COUNTRIES = {"UK": "GB", "IND": "IN", "ISL": "IS"}
_FRENCH_KINDS: dict[str, OutletKind] = {"Télévision": "broadcaster", "Radio": "broadcaster", "Site": "site"}
_NOT_NAMES = frozenset({"Support", "Log in"})


def add_all(builder: Builder, files: Files) -> None:
    """Take all public lists in, the ones that know more of an outlet first."""
    _fundus(builder, files)
    _markup(builder, files)
    add_state_media(builder, files)
    _pink_slime(builder, files)
    _medias_francais(builder, files)
    _annex_xv(builder, files)


def _rows(files: Files, name: str, columns: tuple[str, ...]) -> list[list[str]]:
    delimiter = "\t" if name.endswith(".tsv") else ","
    return [cells for _, cells in table(Path(name), files[name], columns, delimiter)]


def _fact(prop: str, value: str, source: tuple[str, str, str | None]) -> OutletFact:
    return OutletFact(prop, value, *source)


def _at_host(builder: Builder, host: str, name: str, kind: OutletKind = "unknown") -> Entry:
    found = builder.find_host(host)
    if found is not None:
        return found
    slug = host.replace(".", "-")
    if "--" in slug or slug in builder.entries:
        slug = builder.free_slug(host)
    return builder.add(Entry(slug, name, kind, domains=[(host, "main")]), BULK)


def _fundus(builder: Builder, files: Files) -> None:
    for name, section, domain, languages in _rows(
        files, "fundus_publishers.csv", ("name", "section", "domain", "languages")
    ):
        host = domain.lower().removeprefix("www.")
        if not is_host(host):
            continue
        entry = _at_host(builder, host, name)
        entry.country = entry.country or _COUNTRIES.get(section, section)
        entry.languages = entry.languages or tuple(languages.split())
        entry.facts.append(_fact("listed_name", name, _FUNDUS))


def _markup(builder: Builder, files: Files) -> None:
    """One row is no host (`com wsavcw.com`) and is left out; a name it gives to a listed host is no alias."""
    for name, domain in _rows(files, "markup_news_sources.csv", ("source", "url_domain")):
        host = domain.lower().removeprefix("www.")
        if is_host(host):
            _at_host(builder, host, name).facts.append(_fact("listed_name", name, _MARKUP))


def add_state_media(builder: Builder, files: Files) -> None:
    """Typology by host, as stated; a row without one or with a question mark is flagged.

    Left out: hosts whose first label is `test`, rows without a host, pages on platforms.
    """
    columns = ("Media company", "Main assets", "URL", "Typology")
    for company, assets, url, typology in _rows(files, "state_media_matrix.csv", columns):
        host = _host(url)
        if host is None or host.startswith("test."):
            continue
        entry = _at_host(builder, host, assets.partition(": ")[2] or assets or company)
        if entry.kind == "platform":
            continue
        entry.add_fact(_fact("state_media_typology", typology, _MATRIX))
        if not typology:
            entry.add_fact(_fact("state_media_typology_flag", "the source states no typology for this row", _MATRIX))
        elif "?" in typology:
            entry.add_fact(_fact("state_media_typology_flag", "stated with a question mark in the source", _MATRIX))


def _host(url: str) -> str | None:
    try:
        host = (urlsplit(url.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return host if is_host(host) else None


def _pink_slime(builder: Builder, files: Files) -> None:
    """Owner groups. Four of five lists have names without hosts: such an entry is never joined to another by name.

    Real papers share those names. Left out: menu words and addresses of the pages the lists were read from.
    """
    made: dict[str, Entry] = {}
    for path in sorted(name for name in files if name.startswith("pink_slime/")):
        group = Path(path).stem.replace("_", "-")
        for line in files[path].decode().splitlines():
            name = line.strip()
            if not name or "@" in name or name in _NOT_NAMES:
                continue
            if is_host(name.lower()):
                entry = _at_host(builder, name.lower(), name, "site")
            else:
                entry = made.get(name) or builder.add(_named(builder, name, f"{name} {group}", "US", "en"), BULK)
                made[name] = entry
            entry.add_fact(_fact(GROUP, group, _SLIME))


def _named(builder: Builder, name: str, slug: str, country: str | None, language: str | None) -> Entry:
    return Entry(builder.free_slug(slug), name, "site", country, (language,) if language else ())


def _medias_francais(builder: Builder, files: Files) -> None:
    """Owners and their shares, in the list's own words (`égal à 100.00%`)."""
    entries: dict[str, Entry] = {}
    for name, kind, scale, gone in _rows(files, "medias_francais/medias.tsv", ("Nom", "Type", "Echelle", "Disparu")):
        entry = _french(builder, name)
        if entry is None:
            country = None if scale in ("Suisse", "Belgique", "Luxembourg") else "FR"
            entry = _named(builder, name, f"{name} fr", country, "fr")
            entry.kind = _FRENCH_KINDS.get(kind, "newspaper" if kind.startswith("Presse") else "unknown")
            builder.add(entry, BULK)
        entries[name] = entry
        if gone:
            entry.add_fact(_fact("ceased", gone, _MEDIAS))
    columns = ("origine", "qualificatif", "valeur", "cible")
    for table_name in ("organisation-media", "personne-media"):
        for owner, qualifier, value, media in _rows(files, f"medias_francais/{table_name}.tsv", columns):
            if media in entries:
                entries[media].add_fact(_fact("owner", f"{owner} ({qualifier} {value})".replace(" )", ")"), _MEDIAS))


def _french(builder: Builder, name: str) -> Entry | None:
    found = [e for e in builder.find_names(name) if e.country == "FR" or "fr" in e.languages]
    return found[0] if len(found) == 1 else None


def _annex_xv(builder: Builder, files: Files) -> None:
    """Names of a legal act, without dates; a name that is not one outlet's gets an entry of its own."""
    for name, measure in _rows(files, "eu_833_2014_annex_xv.csv", ("name", "measure")):
        found = builder.find_names(name)
        entry = found[0] if len(found) == 1 else builder.add(_named(builder, name, name, None, None), BULK)
        entry.add_fact(_fact("eu_833_2014_annex_xv", f"{name}: {measure}", _ANNEX))
