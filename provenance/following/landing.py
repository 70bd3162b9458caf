"""Whether what came is the page that was credited: what a server sends instead of a lost page never counts.

Pure. A redirect to another site, to a front page, a section or an unrelated page, and a page that says
it is none, are not the article, whatever the status.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib import resources
from urllib.parse import unquote, urlsplit

from provenance.errors import DataFileError
from provenance.records.article import Reading
from provenance.urls import canonical_url, host_of, names_a_page, same_site

Belongs = Callable[[str], bool]
"""Whether a host is one of the credited outlet's, as far as the registry knows."""

_LITTLE = 150
_FIRST = 300
_NO_PAGE = re.compile(
    r"(?:^|[/_.-])(?:40[34]|410|error|errors|notfound|not[-_]found|page[-_]not[-_]found|gone)(?=$|[/_.-])"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER = re.compile(r"\d{4,}")
_DATE = re.compile(r"(?:19|20)\d\d(?:[01]\d(?:[0-3]\d)?)?")


def astray(asked: str, final: str, belongs: Belongs) -> str | None:
    """Why the page at `final` is not the one at `asked`, from where a server led to it; None where it can be.

    The same address in another form is the same page. A redirect within the site, or to another host of
    the credited outlet, must lead to an address with the same number or most of the same words in it; one
    that comes from a foreign host (a shortener) to the credited outlet need not.
    """
    wanted, found = canonical_url(asked), canonical_url(final)
    if wanted == found:
        return None
    here, there = host_of(wanted) or "", host_of(found) or ""
    if not same_site(here, there) and not belongs(there):
        return f"leads to another site, {there}"
    if not names_a_page(found) or _is_front(found):
        return f"leads to the front page of {there}"
    was, now = urlsplit(wanted).path, urlsplit(found).path
    if _NO_PAGE.search(now.lower()) and not _NO_PAGE.search(was.lower()):
        return f"leads to an error page of {there}"
    if was.startswith(f"{now.rstrip('/')}/") and same_site(here, there):
        return f"leads to a section of {there}, {now[:100]}"
    opaque = not same_site(here, there) and not belongs(here)
    if not opaque and not _alike(wanted, found):
        return f"leads to another page, {found[:200]}"
    return None


def _is_front(url: str) -> bool:
    """A language's or edition's front page: `/en/`, `/index.html`."""
    parts = urlsplit(url)
    return re.fullmatch(r"/(?:[a-z]{2}(?:[-_][a-z]{2})?)?(?:/?(?:index|default|home)(?:\.\w{2,5})?)?/?", parts.path.lower()) is not None  # fmt: skip


def _alike(wanted: str, found: str) -> bool:
    """Whether two addresses name one page: by a number that is no date, or by most words of the one asked."""
    was, now = (unquote(f"{urlsplit(u).path} {urlsplit(u).query}").lower() for u in (wanted, found))
    if {n for n in _NUMBER.findall(was) if not _DATE.fullmatch(n)} & set(_NUMBER.findall(now)):
        return True
    words = set(_WORD.findall(was))
    shared = words & set(_WORD.findall(now))
    return len(shared) >= 2 and 2 * len(shared) >= len(words)


def says_gone(reading: Reading) -> str | None:
    """The words by which a page says that it is not there; None where it does not, or has a text of its own."""
    article = reading.article
    if article is None or article.words > _LITTLE:
        return None
    shown = f"{(article.title or '')[:_FIRST]} | {article.text[:_FIRST]}".casefold()
    return next((words for words in gone_words() if words in shown), None)


@lru_cache(maxsize=1)
def gone_words() -> tuple[str, ...]:
    """The words of `gone.toml`, case folded. Raises DataFileError where the file is not what it should be."""
    source = resources.files(__package__) / "gone.toml"
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataFileError(f"gone.toml: {error}") from error
    lists = list(data.values())
    if not all(isinstance(words, list) and all(isinstance(w, str) and w.strip() for w in words) for words in lists):
        raise DataFileError("gone.toml: each language has a list of words")
    return tuple(dict.fromkeys(words.casefold() for listed in lists for words in listed))
