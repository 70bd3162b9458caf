"""Git blame for the news: where an article came from, and who actually said what is in it.

from provenance import open_library, read

reading = read("page.html", url="https://www.example.org/story")
print(reading.origin.kind, reading.origin.name)

with open_library("news.db") as library:
    trace = library.trace("page.html", url="https://www.example.org/story")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from provenance.library import Library, open_library
    from provenance.pipeline import read
    from provenance.records.article import Reading
    from provenance.records.lineage import Trace

__version__ = "0.1.0"
__all__ = ["Library", "Reading", "Trace", "__version__", "open_library", "read"]

_HOMES = {
    "Library": "provenance.library",
    "Reading": "provenance.records.article",
    "Trace": "provenance.records.lineage",
    "open_library": "provenance.library",
    "read": "provenance.pipeline",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `import provenance` is quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'provenance' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names, also those not imported yet."""
    return sorted({*globals(), *__all__})
