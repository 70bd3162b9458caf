"""robots.txt by RFC 9309: read it, and say of an address whether a crawler may ask for it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

MOST = 500 * 1024
"""Bytes of a robots.txt that are read (RFC 9309, 2.5)."""
AGENT = "provenance"
"""Our product token: the group of rules that is meant for us names it."""
MOST_SITEMAPS = 100
_LONGEST_SITEMAP = 2083
_LINE = re.compile(r"[ \t]*([A-Za-z-]{1,20})[ \t]*:([^#]*)")
_TOKEN = re.compile(r"[A-Za-z_-]+")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: whether it allows, and for which paths; `*` stands for anything, `$` at the end for the end."""

    allows: bool
    pattern: str

    def fits(self, path: str) -> bool:
        """Whether the rule speaks of this path (with its query), both percent-coded one way. Linear: `*` never goes back."""
        ends = self.pattern.endswith("$")
        first, *rest = (self.pattern[:-1] if ends else self.pattern).split("*")
        if not path.startswith(first):
            return False
        if not rest:
            return not ends or path == first
        at, last = len(first), rest.pop()
        for piece in rest:
            found = path.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        if ends:
            return len(path) - len(last) >= at and path.endswith(last)
        return path.find(last, at) >= 0


@dataclass(frozen=True, slots=True)
class Robots:
    """What a robots.txt says to one agent: its rules, the seconds it asks for between two requests, all sitemaps named.

    `cut` says that the file was longer than is read.
    """

    rules: tuple[Rule, ...] = ()
    delay: float | None = None
    sitemaps: tuple[str, ...] = ()
    cut: bool = False

    def allows(self, url: str) -> bool:
        """Whether the address may be asked for: the longest rule decides, of two as long the one that allows."""
        parts = urlsplit(url)
        path = coded((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        fitting = [(len(rule.pattern), rule.allows) for rule in self.rules if rule.fits(path)]
        return max(fitting, default=(0, True))[1]


NOTHING_FORBIDDEN = Robots()
ALL_FORBIDDEN = Robots((Rule(False, "/"),))


def coded(path: str) -> str:
    """A path percent-coded one way: octets of other scripts are coded, those that need no code are not (RFC 9309, 2.2.2)."""

    def one_way(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return char if char in _UNRESERVED else f"%{match[1].upper()}"

    ascii_only = quote(path, safe="%/?:@!$&'()*+,;=-._~[]|\"<>^`{}\\", encoding="utf-8", errors="replace")
    return _ESCAPE.sub(one_way, ascii_only)


def parse(content: bytes, agent: str = AGENT) -> Robots:
    """Read a robots.txt for one agent. Never raises: what is no line of the format is passed over.

    All groups that name the agent count as one; those of `*` count where none does.
    """
    named: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    sitemaps: list[str] = []
    addressed, open_ = set[str](), False
    for key, value in _lines(content[:MOST], whole=len(content) <= MOST):
        if key == "user-agent":
            addressed = addressed if open_ else set()
            addressed.add(_product(value))
            open_ = True
        elif key == "sitemap":
            if len(sitemaps) < MOST_SITEMAPS and value and len(value) <= _LONGEST_SITEMAP:
                sitemaps.append(value)
        elif key in ("allow", "disallow", "crawl-delay"):
            open_ = open_ and key == "crawl-delay"
            for who, kept in ((agent.lower(), named), ("*", others)):
                if who in addressed:
                    kept.append((key, value))
        # A group that names us and holds no rule still keeps those of `*` away.
        if key == "user-agent" and agent.lower() in addressed:
            named.append(("", ""))
    lines = named or others
    return Robots(_rules(lines), _delay(lines), tuple(dict.fromkeys(sitemaps)), len(content) > MOST)


def _lines(content: bytes, *, whole: bool) -> Iterator[tuple[str, str]]:
    text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    lines = re.split(r"\r\n|\r|\n", text)
    # The first half of a rule forbids more than the rule does.
    for line in lines if whole else lines[:-1]:
        match = _LINE.match(line)
        if match:
            yield match[1].lower(), match[2].strip()


def _product(value: str) -> str:
    if value == "*" or re.match(r"\*\s", value):
        return "*"
    token = _TOKEN.match(value)
    return token[0].lower() if token else ""


def _rules(lines: Sequence[tuple[str, str]]) -> tuple[Rule, ...]:
    found = ((key == "allow", coded(value)) for key, value in lines if key in ("allow", "disallow"))
    return tuple(dict.fromkeys(Rule(allows, _folded(path)) for allows, path in found if path.startswith(("/", "*"))))


def _folded(pattern: str) -> str:
    return re.sub(r"\*{2,}", "*", pattern)


def _delay(lines: Sequence[tuple[str, str]]) -> float | None:
    stated = [value for key, value in lines if key == "crawl-delay" and re.fullmatch(r"\d{1,15}(\.\d{1,9})?", value)]
    return max(map(float, stated), default=None)
