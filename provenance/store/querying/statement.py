"""One SQL statement as a person wrote it, taken apart only as far as to know that it is one and what it asks for.

What a statement may do is decided by the rights the database gives it; what is refused here is refused
with words that say why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from provenance.errors import UsageError

LONGEST = 100_000
"""Most characters of a statement."""
_READS = ("select", "with", "values", "explain")
_PIECE = re.compile(
    r"""(?P<string>'(?:[^']|'')*')
      | (?P<name>"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\])
      | (?P<dollars>\$(?P<tag>[A-Za-z_]*)\$.*?\$(?P=tag)\$)
      | (?P<comment>--[^\n]*|/\*.*?\*/)
      | (?P<cast>::)
      | (?P<parameter>:[A-Za-z_][A-Za-z0-9_]*)
      | (?P<end>;)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A single reading statement: its pieces as (kind, text), without what ends it."""

    pieces: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The statement as it was written."""
        return "".join(text for _, text in self.pieces)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names it has for values to be given, in order."""
        return tuple(dict.fromkeys(text[1:] for kind, text in self.pieces if kind == "parameter"))

    @property
    def code(self) -> str:
        """The statement in small letters without strings and comments; quoted names stand without their quotes."""
        shown = {"string": "''", "dollars": "''", "comment": " "}
        return "".join(
            text[1:-1] if kind == "name" else shown.get(kind, text) for kind, text in self.pieces
        ).lower()  # fmt: skip

    def for_psycopg(self) -> str:
        """The statement as psycopg takes it: `%(name)s` for `:name`, and no other percent sign that means something."""
        return "".join(
            f"%({text[1:]})s" if kind == "parameter" else text.replace("%", "%%") for kind, text in self.pieces
        )


def statement(text: str) -> Statement:
    """Take a statement apart; raises UsageError for none, for several, and for one that does not read."""
    if len(text) > LONGEST:
        raise UsageError(f"the statement is longer than {LONGEST:,} characters")
    if "\0" in text:
        raise UsageError("the statement has a NUL character in it; take it out")
    pieces = [
        (str(found.lastgroup if found.lastgroup != "tag" else "dollars"), found[0]) for found in _PIECE.finditer(text)
    ]
    code = [n for n, (kind, piece) in enumerate(pieces) if kind != "comment" and not piece.isspace()]
    ends = [n for n in code if pieces[n][0] == "end"]
    if ends and ends[0] != code[-1]:
        raise UsageError("one statement at a time: there is something behind the semicolon")
    made = Statement(tuple(pieces[: ends[0]] if ends else pieces))
    first = re.match(r"\s*\(*\s*([a-z]+)", made.code)
    if first is None or first[1] not in _READS:
        word = f" with {first[1].upper()}" if first else ""
        raise UsageError(
            f"only reading is allowed here, and the statement begins{word}; begin with SELECT, WITH or VALUES"
        )
    return made


def fitted(asked: Statement, given: Mapping[str, str], defaults: Mapping[str, str | None]) -> dict[str, str | None]:
    """The values of a statement's parameters; raises UsageError for one that is missing or that it does not have."""
    names = asked.parameters
    unknown = sorted(set(given) - set(names))
    if unknown:
        known = f"it has {', '.join(names)}" if names else "it has none"
        raise UsageError(f"the statement has no parameter {unknown[0]!r}; {known}")
    missing = [name for name in names if name not in given and name not in defaults]
    if missing:
        raise UsageError(f"the statement asks for {', '.join(missing)}: give --param {missing[0]}=VALUE")
    return {name: given.get(name, defaults.get(name)) for name in names}
